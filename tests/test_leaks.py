"""Nobody reads or changes what is private of an organization that is not theirs, by any address, search or form."""

import re
from html import unescape
from unittest.mock import patch
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest
from django.contrib import admin
from django.db import connection, connections, transaction
from django.test import Client, override_settings
from django.utils import translation

from jitco_portal.common.derived_rows import refresh
from jitco_portal.common.privacy.consent import agree_to_privacy_notice
from organizations.models import Organization, Role
from seminars.models import Attendee
from tests.access.walker import addresses
from tests.access.world import World
from tests.factories import make_membership, make_organization, make_user
from tests.private_rows import PrivateRows, mark, unclassed
from tests.soak import SOAK, pairs

READERS = ("visitor", "person", "reader", "editor", "administrator")
LANGUAGES = ("en", "ja")
LANGUAGE_START = re.compile(r"^/(en|ja)/")
MAY_WRITE = re.compile(r"\b(insert|update|delete|merge|copy|truncate)\b", re.IGNORECASE)
NO_SUCH_NUMBER = 987_654_321
MOST_PAGES = 90


@pytest.fixture(scope="module")
def private(database, django_db_blocker, tmp_path_factory):
    """The world in which B lives, with marks in all its private fields; made once, undone at the end."""
    own = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic(), own, translation.override("en"):
        world = World()
        rows = PrivateRows(world)
        rows.world = world
        a = make_organization(world.country)
        rows.people = {"visitor": None, "person": make_user()}
        rows.people |= {role.value: make_membership(a, role=role).user for role in Role}
        for user in rows.people.values():
            if user is not None:
                agree_to_privacy_notice(user=user, language="en")
        # A search finds what it can find, and no request has to write all these entries to have them undone.
        refresh()
        yield rows
        transaction.set_rollback(True)


@pytest.fixture
def browse(private):
    """``browse(reader)``: a browser of somebody of A; what they do is undone."""
    with transaction.atomic(), patch.object(connections["default"], "close"):

        def of(reader):
            client = Client(raise_request_exception=False)
            if private.people[reader] is not None:
                client.force_login(private.people[reader])
            return client

        yield of
        transaction.set_rollback(True)


def text_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return content.decode("utf-8", errors="replace").lower()


# Whoever has the link of a ticket has the ticket: it names its owner, and nothing else.
TICKET = re.compile(r"^/(en|ja)/seminars/tickets/")
ON_A_TICKET = {mark(Attendee, "name"), mark(Attendee, "name_latin")}


def leaks(private, response) -> set[str]:
    text = text_of(response) + str(response.headers).lower()
    allowed = ON_A_TICKET if TICKET.match(response.wsgi_request.path) else set()
    return {each for each in private.marks - allowed if each in text}


def paths_of_b(private) -> list[str]:
    """Every address, with what belongs to B (of either kind) for each argument, in both languages.

    Not of the desk: whoever is no staff is turned away before it looks at anything (tests/access).
    """
    walked = [address for address in addresses() if not address.is_of_the_desk]
    with translation.override("en"):  # a page that was asked for in Japanese leaves that language behind
        paths = [address.path(private.world, role) for address in walked for role in ("sending", "supervising")]
    some = private.world.sides[Organization.Kind.SENDING].organization.public_id
    paths += [path.replace(some, private.unpublished.public_id) for path in paths if some in path]
    english = list(dict.fromkeys(paths))
    return [*english, *(LANGUAGE_START.sub("/ja/", path) for path in english if path.startswith("/en/"))]


# Reading ----------------------------------------------------------------------------------------------


def test_every_text_of_every_model_is_said_to_be_private_or_not():
    assert unclassed() == [], "say it in tests/private_rows.py: PRIVATE, OPEN or PUBLIC"


def test_the_marks_are_there_for_those_who_may_see_them(private):
    """Else the tests below would find nothing, whatever leaks."""
    side = private.world.sides[Organization.Kind.SENDING]
    client = Client()
    with transaction.atomic(), patch.object(connections["default"], "close"):
        client.force_login(private.world.people["superuser"])
        found = set()
        for row in private.rows:
            if row._meta.app_label in ("organizations", "seminars", "materials") and type(row) in admin.site._registry:
                app, name = row._meta.app_label, row._meta.model_name
                page = client.get(f"/en/admin/{app}/{name}/{row.pk}/change/", follow=True)
                found |= leaks(private, page)
        found |= leaks(private, client.get(f"/en/account/claims/{side.objects['claim'].pk}/evidence/"))
        found |= leaks(private, client.get(f"/en/materials/{private.world.hidden.material_id}/"))
        transaction.set_rollback(True)

    assert {"zqevidencebytesqz", "zqclaimtextqz", "zqprofileproposalcommentqz", "zqorganizationcontactnameqz"} <= found
    assert {f"zqattendee{name}qz" for name in ("name", "namelatin", "jobtitle", "email", "needs")} <= found
    assert {"zqanswertextqz", "zqregistrationwishesqz", "zqchargereasonqz", "zqpapernumberqz"} <= found
    assert {"zqregistrationchecksqz", "zqeventfiletitleenqz", "zqeventonlineurlqz", "zqpaymentreferenceqz"} <= found
    assert {"zqorderrecipientqz", "zqorderaddressqz", "zqenquirysubjectqz", "zqenquirymessagetextqz"} <= found
    assert "zqsharedtitleqz" in found
    assert len(found) > 30


@pytest.mark.parametrize("reader", READERS)
def test_no_address_tells_anything_private_of_b(private, browse, reader):
    """Pages, and the fragments of those that say that they have some; a visitor asks for each as a fragment too."""
    client, found, silent = browse(reader), {}, []
    paths = paths_of_b(private)
    # SOAK=1: everybody all in both.
    if not SOAK and reader in ("person", "editor"):
        paths = [path for path in paths if not path.startswith("/ja/")]
    for path in paths:
        page = client.get(path)
        has_fragment = "HX-Request" in page.headers.get("Vary", "")
        if told := leaks(private, page):
            found[path] = told
        # A fragment is a part of the page, which somebody asks for in each language.
        if not SOAK and (path.startswith("/ja/") or not (has_fragment or reader == "visitor")):
            continue
        fragment = client.get(path, headers={"HX-Request": "true"})
        if told := leaks(private, fragment):
            found[path, "fragment"] = told
        if fragment.status_code != page.status_code and not has_fragment:
            silent.append(path)

    assert found == {}
    assert silent == [], "an answer that depends on HX-Request says so in Vary"


SEARCHED = (
    *("/organizations/sending/", "/organizations/sending/compare/", "/organizations/supervising/"),
    *("/countries/", "/countries/compare/", "/account/claims/", "/account/listing/", "/", "/seminars/"),
    *("/materials/", "/materials/questions/"),
)
WITH_WORDS = (
    "/organizations/sending/",
    "/organizations/supervising/",
    "/account/claims/",
    "/seminars/",
    "/materials/",
    "/materials/questions/",
)
PARAMETERS = (
    *("q", "words", "country", "standing", "work", "language", "programme", "o", "c", "on", "after", "before"),
    *("care", "office_in_japan", "fees", "prefecture", "permit", "partners", "accepts_from", "member", "found"),
)


@pytest.mark.parametrize("reader", ["visitor", "person", "administrator"])
def test_no_search_filter_or_export_finds_what_is_private(private, browse, reader):
    """Asked with what every mark begins with, so that the words asked for are no mark themselves."""
    client, found = browse(reader), {}
    asked = ["zq", "zqunpublished", "evidencebytes", private.unpublished.public_id]
    for page in SEARCHED:
        for language in LANGUAGES:
            requests = [{"q": words} for words in asked] if language == "en" and page in WITH_WORDS else []
            requests += [dict.fromkeys(PARAMETERS, words) for words in asked]
            requests += [{"o": [private.unpublished.public_id]}]
            requests += [{"format": kind} for kind in ("csv", "xlsx", "json")]
            for values in requests:
                path = f"/{language}{page}?{urlencode(values, doseq=True)}"
                if told := leaks(private, client.get(path)):
                    found[path] = told

    assert found == {}


@pytest.mark.parametrize(("reader", "language"), pairs(READERS, LANGUAGES))
def test_no_page_that_links_lead_to_tells_anything_private(private, browse, reader, language):
    client, found = browse(reader), {}
    with translation.override(language):
        side = private.world.sides[Organization.Kind.SENDING].organization
        starts = [f"/{language}{page}" for page in (*SEARCHED, "/account/", "/privacy/", "/account/privacy/")]
        starts += [each.organization.get_absolute_url() for each in private.world.sides.values()]
        starts += [f"/{language}/countries/{side.country.code.lower()}/"]
    seen, wave = set(starts), starts
    for _depth in range(3):
        ahead = []
        for path in wave:
            response = client.get(path)
            if response.headers.get("Content-Type", "").startswith("text/html"):
                links = re.findall(r'(?:href|action|hx-get)="([^"#]+)', response.content.decode())
                ahead += [urljoin(path, unescape(link)) for link in links]
            if told := leaks(private, response):
                found[path] = told
        fresh = [each for each in dict.fromkeys(ahead) if each not in seen and leads_inside(each)]
        wave = fresh[: MOST_PAGES - len(seen)] if len(seen) < MOST_PAGES else []
        seen |= set(wave)

    assert found == {}
    assert len(seen) > 25


def leads_inside(link: str) -> bool:
    parts = urlsplit(link)
    return not parts.netloc and LANGUAGE_START.match(parts.path) is not None and "/logout/" not in parts.path


# Changing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", READERS)
def test_nothing_sent_by_a_changes_anything_of_b(private, browse, reader):
    """To every address with the ids of B, and with the ids of B in every field that forms of ours have."""
    client, before = browse(reader), private.state()
    side = private.world.sides[Organization.Kind.SENDING]
    values = {
        "public_id": side.organization.public_id,
        "organization": side.organization.public_id,
        "pk": side.objects["member"].pk,
        "user": side.objects["member"].user_id,
        "member": side.objects["member"].pk,
        "contact_member": side.objects["member"].pk,
        "role": "administrator",
        "email": "taken@example.org",
        "language": "en",
        "position": "Taken",
        "reason": "Taken",
        "short_name": "Taken",
        "action": "accept",
        "accept": "1",
        "confirm": "on",
        "name": "Taken",
    }
    changed, sent_to = [], [path for path in paths_of_b(private) if path.startswith("/en/") and "/logout/" not in path]
    for path in sent_to:
        writes: list[str] = []
        with transaction.atomic():
            with connection.execute_wrapper(note_writes(writes)):
                client.post(path, values)
            # To read all rows takes longer than most answers: only where any row was written.
            if writes and private.state() != before:
                changed.append(path)
            transaction.set_rollback(True)

    assert changed == []
    assert len(sent_to) > 50


def note_writes(writes: list[str]):
    """Keeps in ``writes`` each statement that may write; better one too many."""

    def wrapper(execute, sql, params, many, context):
        if MAY_WRITE.search(str(sql)):
            writes.append(str(sql))
        return execute(sql, params, many, context)

    return wrapper


# Whether it exists ------------------------------------------------------------------------------------

PRIVATE_PAGES = (
    *("member_edit", "invitation_withdraw", "invitation_resend", "proposal_detail", "proposal_withdraw"),
    *("claim_detail", "claim_withdraw", "claim_evidence", "listing_detail", "listing_withdraw", "listing_evidence"),
    *("organizations:shortlist_detail", "organizations:shortlist_rename", "organizations:shortlist_delete"),
    *("organizations:shortlist_entry_note", "organizations:shortlist_entry_remove"),
    "account_privacy_withdraw",
    *(f"matching:request_{each}" for each in ("detail", "edit", "submit", "withdraw", "delete", "copy")),
    *(f"matching:candidate_{each}" for each in ("detail", "accept", "decline", "message", "consent", "contact")),
    *("matching:candidate_outcome", "matching:candidate_feedback", "matching:consent_withdraw"),
    *(f"seminars:registration_{each}" for each in ("detail", "change", "cancel", "offer", "certificates")),
    *("seminars:paper", "seminars:paper_issue", "seminars:visa_letter", "seminars:place_transfer"),
    *("seminars:meeting_wishes", "seminars:own_meetings", "seminars:own_meetings_calendar"),
    *(f"seminars:meeting_{each}" for each in ("board", "tables", "overview")),
    *("seminars:check_in", "seminars:attendance", "seminars:badges", "seminars:survey_results"),
    *(f"materials:order_{each}" for each in ("detail", "cancel", "again")),
    *("materials:enquiry_detail", "materials:enquiry_file"),
)
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|[0-9a-f]{32}')


def normal(response, path: str) -> tuple[int, str]:
    """The answer without what differs between any two answers, and without the address that was asked for."""
    text = CHANGING.sub("", text_of(response))
    for written in (path[3:], quote(path[3:], safe="/"), quote(path[3:], safe="")):
        text = text.replace(written.lower(), "#")
    return response.status_code, text


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("reader", READERS[1:])
def test_private_rows_of_b_answer_as_rows_that_do_not_exist(private, browse, reader, method):
    client, differing = browse(reader), []
    known = {address.name: address for address in addresses()}
    assert set(PRIVATE_PAGES) <= set(known)
    for name in PRIVATE_PAGES:
        path = known[name].path(private.world, "sending")
        number = re.findall(r"/(\d+)/", path)[-1]
        no_such = path.replace(f"/{number}/", f"/{NO_SUCH_NUMBER}/")
        answers = [normal(getattr(client, method)(each), each) for each in (path, no_such)]
        if answers[0] != answers[1]:
            pairs = zip(answers[0][1].splitlines(), answers[1][1].splitlines(), strict=False)
            differing.append((name, answers[0][0], answers[1][0], [pair for pair in pairs if pair[0] != pair[1]][:2]))

    assert differing == []


@pytest.mark.parametrize("reader", READERS)
def test_an_unpublished_organization_answers_as_one_that_does_not_exist(private, browse, reader):
    client, differing = browse(reader), []
    some = private.world.sides[Organization.Kind.SENDING].organization.public_id
    hidden = private.unpublished.public_id
    no_such = f"{hidden[:3]}9999"
    paths = {
        address.path(private.world, "sending")
        for address in addresses()
        if "public_id" in address.keys and not address.is_of_the_desk
    }
    for path in sorted(path for path in paths if some in path):
        answers = [client.get(path.replace(some, each)).status_code for each in (hidden, no_such)]
        if answers[0] != answers[1]:
            differing.append((path, *answers))

    assert differing == []
