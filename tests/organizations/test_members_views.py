"""Pages of members, claims and applications: who sees what, and what each says."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.days import today
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.search.index import refresh_stale
from organizations.models import Claim, Invitation, ListingApplication, Membership, RequestState, Role
from organizations.queries.account_panel import account_panel
from tests.factories import (
    PASSWORD,
    make_application,
    make_claim,
    make_country,
    make_invitation,
    make_membership,
    make_organization,
    make_permit,
    make_programme,
    make_staff,
    make_supervising,
    make_user,
)
from tests.logging_in import link_in
from tests.scanner import SAMPLE_VIRUS

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
PDF = b"%PDF-1.7\nSample evidence"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield tmp_path


@pytest.fixture
def organization():
    return make_organization(name_en="Lotus (sample)")


@pytest.fixture
def administrator(client, organization):
    membership = make_membership(organization, role=Role.ADMINISTRATOR)
    client.force_login(membership.user)
    return membership


def text_of(answer):
    html = re.sub(r"<(svg|style|script).*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


# Who sees the members ---------------------------------------------------------------------------------


def addresses(organization, membership, invitation):
    public_id = organization.public_id
    return {
        "list": reverse("member_list", args=[public_id]),
        "invite": reverse("member_invite", args=[public_id]),
        "edit": reverse("member_edit", args=[public_id, membership.pk]),
        "leave": reverse("member_leave", args=[public_id]),
        "withdraw": reverse("invitation_withdraw", args=[public_id, invitation.pk]),
        "resend": reverse("invitation_resend", args=[public_id, invitation.pk]),
    }


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        ("administrator", {"list", "invite", "edit", "leave"}),
        ("editor", {"list", "leave"}),
        ("reader", {"list", "leave"}),
        ("former administrator", set()),
        ("administrator of another", set()),
        ("staff", set()),
        ("superuser", set()),
    ],
)
def test_pages_of_members_are_for_members_and_managing_is_for_administrators(client, organization, reader, seen):
    last, invitation = make_membership(organization, role=Role.ADMINISTRATOR), make_invitation(organization)
    readers = {
        "administrator": lambda: make_membership(organization, role=Role.ADMINISTRATOR).user,
        "editor": lambda: make_membership(organization, role=Role.EDITOR).user,
        "reader": lambda: make_membership(organization).user,
        "former administrator": lambda: (
            make_membership(organization, role=Role.ADMINISTRATOR, until_on=today() - DAY).user
        ),
        "administrator of another": lambda: make_membership(role=Role.ADMINISTRATOR).user,
        "staff": make_staff,
        "superuser": lambda: make_staff(is_superuser=True),
    }
    client.force_login(readers[reader]())
    found = addresses(organization, last, invitation)

    answers = {name: client.get(found[name]).status_code for name in ("list", "invite", "edit", "leave")}
    posts = {name: client.post(found[name], {"do": "end", "end-when": "at_once"}).status_code for name in found}

    assert {name for name, status in answers.items() if status == 200} == seen
    assert {status for name, status in answers.items() if name not in seen} <= {404}
    if reader != "administrator":
        assert {name for name, status in posts.items() if status not in (404, 405)} == seen & {"leave"}
        assert Invitation.objects.get(pk=invitation.pk).withdrawn_at is None
        last.refresh_from_db()
        assert last.until_on is None


def test_a_visitor_is_sent_to_the_log_in(client, organization):
    found = addresses(organization, make_membership(organization), make_invitation(organization))
    found |= {name: reverse(name) for name in ("claim_search", "listing_kind")}
    found |= {"claim": reverse("claim_create", args=[organization.public_id])}
    found |= {name: reverse(name, args=[1]) for name in ("claim_detail", "listing_detail", "claim_evidence")}
    found |= {"listing": reverse("listing_create", args=["sending"])}

    for name, address in found.items():
        method = client.post if name in ("withdraw", "resend") else client.get
        answer = method(address)
        assert (name, answer.status_code) == (name, 302)
        assert answer.headers["Location"].startswith(reverse("account_login"))


def test_an_administrator_of_two_organizations_reaches_no_row_of_one_by_the_address_of_the_other(client, organization):
    other = make_organization()
    user = make_membership(organization, role=Role.ADMINISTRATOR).user
    make_membership(other, role=Role.ADMINISTRATOR, user=user)
    member, invitation = make_membership(other), make_invitation(other)
    client.force_login(user)

    found = addresses(organization, member, invitation)

    assert client.get(found["edit"]).status_code == 404
    assert [client.post(found[name]).status_code for name in ("withdraw", "resend")] == [404, 404]


def test_addresses_invitations_and_past_members_are_for_administrators(client, organization, administrator):
    reader = make_membership(organization, user=make_user(name="Reading Person"))
    past = make_membership(organization, user=make_user(name="Past Person"), until_on=today() - DAY)
    invitation = make_invitation(organization, invited_by=administrator.user)
    address = reverse("member_list", args=[organization.public_id])
    secrets = (administrator.user.email, past.user.name, invitation.email)

    seen_by_administrator = text_of(client.get(address))
    client.force_login(reader.user)
    seen_by_reader = text_of(client.get(address))

    assert [secret in seen_by_administrator for secret in secrets] == [True, True, True]
    assert [secret in seen_by_reader for secret in secrets] == [False, False, False]
    assert administrator.user.name in seen_by_reader


def test_a_mail_that_came_back_is_shown_to_administrators_only(client, organization, administrator):
    reader = make_membership(organization, mail_refused_at=timezone.now(), mail_refusal="550 no such person")
    address = reverse("member_list", args=[organization.public_id])

    shown = "550 no such person" in text_of(client.get(address))
    client.force_login(reader.user)

    assert (shown, "550 no such person" in text_of(client.get(address))) == (True, False)


def test_the_list_of_members_asks_as_much_for_three_rows_as_for_one(client, organization, administrator):
    def add():
        make_membership(organization)
        make_membership(organization, until_on=today() - DAY)
        make_invitation(organization, invited_by=administrator.user)

    add()
    address = reverse("member_list", args=[organization.public_id])
    client.get(address)
    one = queries_of(client, address)
    add()
    add()

    assert (queries_of(client, address), one <= 8) == (one, True)


# Managing ---------------------------------------------------------------------------------------------


def test_an_administrator_invites_and_is_told(client, organization, administrator):
    address = reverse("member_invite", args=[organization.public_id])

    answer = client.post(address, {"email": "aya@example.org", "role": "editor", "language": "ja"}, follow=True)
    again = client.post(address, {"email": "AYA@example.org", "role": "editor", "language": "ja"})

    assert told(answer) == ["The invitation to aya@example.org is on its way."]
    assert again.context["form"].errors == {
        "email": ["This address has an open invitation. You can send it again from the list."]
    }
    held = Invitation.objects.get()
    assert (held.invited_by, held.language, held.role) == (administrator.user, "ja", "editor")


def test_an_administrator_changes_and_ends_and_takes_back(client, organization, administrator):
    reader = make_membership(organization)
    address = reverse("member_edit", args=[organization.public_id, reader.pk])
    last_day = today() + 5 * DAY

    client.post(address, {"do": "role", "role-role": "editor"})
    missing = client.post(address, {"do": "end", "end-when": "on_day", "end-last_day": ""})
    past = client.post(address, {"do": "end", "end-when": "on_day", "end-last_day": "2020-01-01"})
    client.post(address, {"do": "end", "end-when": "on_day", "end-last_day": str(last_day)})
    reader.refresh_from_db()
    noted = (reader.role, reader.until_on)
    client.post(address, {"do": "keep"})
    reader.refresh_from_db()
    kept = reader.until_on
    client.post(address, {"do": "end", "end-when": "at_once", "end-last_day": ""})
    reader.refresh_from_db()

    assert missing.context["end_form"].errors == {"last_day": ["Enter the last day."]}
    assert past.context["end_form"].errors == {"last_day": ["Enter today or a day to come."]}
    assert (noted, kept, reader.until_on) == (("editor", last_day), None, today() - DAY)


@pytest.mark.parametrize("values", [{"do": "role", "role-role": "reader"}, {"do": "end", "end-when": "at_once"}])
def test_the_last_administrator_is_refused_by_name(client, organization, administrator, values):
    address = reverse("member_edit", args=[organization.public_id, administrator.pk])

    answer = client.post(address, values)

    assert answer.status_code == 200
    assert "The organization would have no administrator." in text_of(answer)


def test_one_leaves_oneself_and_the_last_administrator_does_not(client, organization, administrator):
    address = reverse("member_leave", args=[organization.public_id])

    refused = client.post(address)
    make_membership(organization, role=Role.ADMINISTRATOR)
    left = client.post(address, follow=True)

    assert "You are its last administrator" in text_of(refused)
    assert told(left) == ["You no longer act for Lotus (sample)."]
    assert client.get(reverse("member_list", args=[organization.public_id])).status_code == 404


def test_who_cannot_leave_is_told_why_and_shown_no_button(client, organization, administrator):
    address = reverse("member_leave", args=[organization.public_id])

    pages = [client.get(address), client.post(address)]
    make_membership(organization, role=Role.ADMINISTRATOR, user=make_user())
    pages.append(client.post(address))

    assert ["Leave now" in text_of(page) for page in pages] == [True, False, False]
    assert "The other administrators have no second factor yet" in text_of(pages[2])


def test_who_cannot_erase_the_account_is_shown_a_way_out(client, organization, administrator):
    # Who they are was just asked.
    session = client.session
    session["account_authentication_methods_user"] = str(administrator.user.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": timezone.now().timestamp(), "reauthenticated": True}
    ]
    session.save()

    page = client.get(reverse("account_privacy_erase"))

    assert "You are the last administrator of Lotus (sample)." in text_of(page)
    assert "If there is nobody, ask JITCO's Affairs Dept." in text_of(page).replace("&#x27;", "'")
    assert f'href="{reverse("account_overview")}#organizations"' in page.content.decode()


def test_no_end_is_chosen_beforehand(client, organization, administrator):
    reader = make_membership(organization)
    address = reverse("member_edit", args=[organization.public_id, reader.pk])

    page = client.get(address)
    answer = client.post(address, {"do": "end"})

    reader.refresh_from_db()
    assert (page.context["end_form"]["when"].value(), reader.until_on) == (None, None)
    assert answer.context["end_form"].errors == {"when": ["Choose when it ends."]}


# Invitations ------------------------------------------------------------------------------------------


def opened(client, token, method="get"):
    return getattr(client, method)(reverse("invitation_accept"), {"token": token})


def test_a_visitor_with_the_letter_sees_what_it_is_for_but_not_for_whom(client, organization):
    make_invitation(organization, token="letter", email="aya@example.org", role=Role.ADMINISTRATOR)

    page = opened(client, "letter")
    accepted = opened(client, "letter", "post")

    assert (page.status_code, "Lotus (sample)" in text_of(page), "aya@example.org" in text_of(page)) == (
        200,
        True,
        False,
    )
    assert "second factor" in text_of(page)
    assert accepted.headers["Location"].startswith(reverse("account_login"))
    assert "token%3Dletter" in accepted.headers["Location"]


def test_the_person_of_the_address_accepts(client, organization):
    user = make_user(email="aya@example.org")
    make_invitation(organization, token="letter", email="Aya@example.org", role=Role.EDITOR)
    client.force_login(user)

    answer = client.post(reverse("invitation_accept"), {"token": "letter"}, follow=True)

    assert answer.redirect_chain == [(reverse("member_list", args=[organization.public_id]), 302)]
    assert told(answer) == ["You now act for Lotus (sample). Your role: editor."]


def test_a_newcomer_is_led_from_the_letter_over_the_sign_up_back_to_the_invitation(client, organization):
    make_invitation(organization, token="letter", email="aya@example.org", role=Role.EDITOR)

    page = opened(client, "letter")
    sign_up = re.search(r'href="([^"]*/signup/[^"]*email=[^"]*)"', page.content.decode()).group(1).replace("&amp;", "&")
    form = client.get(sign_up).context["form"]
    values = {"name": "Aya", "language": "en", "time_zone": "Asia/Tokyo"}
    passwords = dict.fromkeys(["password1", "password2"], PASSWORD)
    client.post(sign_up, {"email": form["email"].value(), **values, **passwords})
    link = link_in(OutboxMessage.objects.get(recipient="aya@example.org"))
    client.post(link)
    answer = client.post(reverse("account_login"), {"login": "aya@example.org", "password": PASSWORD}, follow=True)
    accepted = client.post(reverse("invitation_accept"), {"invitation": answer.context["invitation"].pk}, follow=True)

    assert (answer.context["is_for"], "letter" in str(dict(client.session))) == (True, False)
    assert told(accepted)[-1] == "You now act for Lotus (sample). Your role: editor."


def test_the_own_page_shows_open_invitations_to_a_confirmed_address(client, organization):
    user = make_user(email="aya@example.org")
    mine = make_invitation(organization, email="AYA@example.org")
    make_invitation(email="ken@example.org")
    make_invitation(email="aya@example.org", expires_at=timezone.now() - DAY)
    client.force_login(user)

    page = client.get(reverse("account_overview"))

    numbers = re.findall(r"\?invitation=(\d+)", page.content.decode())
    assert numbers == [str(mine.pk)]


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_invitation_of_somebody_else_is_not_opened_by_its_number(client, organization, method):
    invitation = make_invitation(organization, email="aya@example.org")
    stranger = make_user(email="ken@example.org")
    address = reverse("invitation_accept")

    visitor = getattr(client, method)(address, {"invitation": invitation.pk})
    client.force_login(stranger)
    answers = [getattr(client, method)(address, {"invitation": number}) for number in (invitation.pk, 999999)]

    assert visitor.headers["Location"].startswith(reverse("account_login"))
    assert [answer.headers["Location"] for answer in answers] == [reverse("account_overview")] * 2
    assert not Membership.objects.filter(user=stranger).exists()


def test_a_new_administrator_is_led_to_the_second_factor(client, organization):
    user = make_user(email="aya@example.org")
    make_invitation(organization, token="letter", email="aya@example.org", role=Role.ADMINISTRATOR)
    client.force_login(user)

    answer = opened(client, "letter", "post")

    next_page = client.get(answer.headers["Location"])
    assert next_page.headers["Location"] == reverse("mfa_index")


def test_who_is_logged_in_under_another_address_is_told_what_to_do(client, organization):
    make_invitation(organization, token="letter", email="aya@example.org")
    client.force_login(make_user(email="ken@example.org"))

    for method in ("get", "post"):
        page = opened(client, "letter", method)
        assert "You are logged in as ken@example.org" in text_of(page)
        assert "aya@example.org" not in page.content.decode()
    assert not Membership.objects.filter(user__email="ken@example.org").exists()


def test_a_member_who_opens_a_letter_is_told_so(client, organization):
    member = make_membership(organization, role=Role.READER)
    make_invitation(organization, token="letter", email=member.user.email, role=Role.EDITOR)
    client.force_login(member.user)

    answer = client.post(reverse("invitation_accept"), {"token": "letter"}, follow=True)

    assert "already, as reader" in told(answer)[0]


@pytest.mark.parametrize(
    ("values", "status", "sentence"),
    [
        ({"expires_at": timezone.now() - DAY}, 410, "The invitation has expired"),
        ({"withdrawn_at": timezone.now()}, 410, "The invitation was withdrawn"),
        ({"accepted_at": timezone.now(), "accepted_by": None}, 410, "The invitation was accepted already"),
        (None, 404, "No invitation belongs to this link"),
    ],
    ids=["expired", "withdrawn", "used", "unknown"],
)
def test_a_closed_letter_says_which_and_nothing_of_whom(client, organization, values, status, sentence):
    if values is not None:
        if "accepted_by" in values:
            values = {**values, "accepted_by": make_user()}
        make_invitation(organization, token="letter", email="aya@example.org", **values)

    for method in ("get", "post"):
        page = opened(client, "letter", method)
        assert (page.status_code, sentence in text_of(page)) == (status, True)
        assert ("aya@example.org" in page.content.decode(), "Lotus" in page.content.decode()) == (False, False)


# Claims -----------------------------------------------------------------------------------------------


def claim_values(**values):
    evidence = SimpleUploadedFile("letter.pdf", PDF, "application/pdf")
    return {"role": "editor", "position": "President", "text": "Please.", "evidence": evidence, **values}


@pytest.mark.parametrize("page", ["sending_detail", "supervising_detail"])
def test_a_profile_leads_visitors_and_strangers_to_a_claim_without_another_query(client, page):
    organization = make_organization() if page == "sending_detail" else make_supervising()
    make_programme()
    address, link = organization.get_absolute_url(), reverse("claim_create", args=[organization.public_id])
    readers = {
        "visitor": (None, True),
        "stranger": (make_membership().user, True),
        "member": (make_membership(organization).user, False),
        "staff": (make_staff(), False),
    }

    found = {}
    for name, (user, _shown) in readers.items():
        client.logout()
        if user:
            client.force_login(user)
        found[name] = link in client.get(address).content.decode()

    assert found == {name: shown for name, (_user, shown) in readers.items()}
    client.force_login(readers["member"][0])
    as_member = queries_of(client, address)
    client.force_login(readers["stranger"][0])
    assert queries_of(client, address) == as_member


def test_a_claim_is_sent_and_shown_to_its_person(client, organization):
    user = make_user()
    client.force_login(user)

    answer = client.post(reverse("claim_create", args=[organization.public_id]), claim_values(), follow=True)

    claim = Claim.objects.get()
    assert answer.redirect_chain == [(reverse("claim_detail", args=[claim.pk]), 302)]
    assert (claim.user, claim.role, claim.position, claim.text) == (user, "editor", "President", "Please.")
    again = client.get(reverse("claim_create", args=[organization.public_id]))
    assert again.headers["Location"] == reverse("claim_detail", args=[claim.pk])


def test_evidence_says_whether_it_was_scanned(client, organization, media):
    client.force_login(make_user())

    answer = client.post(reverse("claim_create", args=[organization.public_id]), claim_values(), follow=True)

    assert (Claim.objects.get().evidence_scan, "not scanned for viruses" in answer.content.decode()) == (
        "not_scanned",
        True,
    )


@pytest.mark.parametrize(("clean", "code"), [(True, "clean"), (False, None)])
def test_a_real_scanner_decides_over_evidence(client, organization, media, real_clamd, settings, clean, code):
    settings.CLAMD = real_clamd
    client.force_login(make_user())
    evidence = SimpleUploadedFile("letter.pdf", PDF + (b"" if clean else SAMPLE_VIRUS))

    answer = client.post(
        reverse("claim_create", args=[organization.public_id]), claim_values(evidence=evidence), follow=True
    )

    assert [each.evidence_scan for each in Claim.objects.all()] == ([code] if clean else [])
    if not clean:
        errors = answer.context["form"].errors
        assert errors == {"evidence": ["A virus was found in this file. It was not kept."]}
        assert [each for each in media.rglob("*") if each.is_file()] == []


def test_an_application_without_a_scanner_that_answers_is_not_taken(client, settings, tmp_path):
    settings.CLAMD = str(tmp_path / "nobody.ctl")
    client.force_login(make_user())

    values = listing_values(number="1706000144", name_ja="見本", prefecture="静岡県")
    answer = client.post(reverse("listing_create", args=["supervising"]), values)

    assert answer.context["form"].errors == {"evidence": ["Files cannot be checked for viruses now. Try again later."]}
    assert ListingApplication.objects.count() == 0


@pytest.mark.parametrize(
    ("evidence", "error"),
    [
        (None, "Choose a file."),
        ((b"GIF89a" + bytes(20), "letter.pdf"), "This is neither a PDF nor a JPEG nor a PNG file"),
        ((b"%PDF-1.7" + bytes(10 * 1024 * 1024), "big.pdf"), "This file is larger than 10 MB."),
    ],
    ids=["none", "other type", "too large"],
)
def test_bad_evidence_is_refused_by_the_field_and_what_was_typed_is_kept(client, organization, evidence, error):
    client.force_login(make_user())
    values = claim_values(text="Typed with care")
    values["evidence"] = SimpleUploadedFile(evidence[1], evidence[0]) if evidence else ""

    answer = client.post(reverse("claim_create", args=[organization.public_id]), values)

    assert list(answer.context["form"].errors) == ["evidence"]
    assert answer.context["form"].errors["evidence"][0].startswith(error)
    assert "Typed with care" in answer.content.decode()
    assert Claim.objects.count() == 0


def test_an_organization_that_is_not_published_or_merged_cannot_be_claimed(client):
    hidden, merged = make_organization(is_published=False), make_organization()
    merged.merged_into = make_organization(merged.country)
    merged.save()

    for user in (make_user(), make_staff()):
        client.force_login(user)
        for organization in (hidden, merged):
            assert client.get(reverse("claim_create", args=[organization.public_id])).status_code == 404


def test_the_claim_page_says_that_somebody_administers_it_but_not_who(client, organization):
    administrator = make_membership(organization, role=Role.ADMINISTRATOR, user=make_user(name="Hidden Person"))
    client.force_login(make_user())

    page = client.get(reverse("claim_create", args=[organization.public_id]))

    text = text_of(page)
    assert ("has administrators already" in text, "Hidden Person" in text, administrator.user.email in text) == (
        True,
        False,
        False,
    )


def test_requests_of_others_are_not_found(client, organization, administrator):
    claim, application = make_claim(organization), make_application()
    pages = [reverse("claim_detail", args=[claim.pk]), reverse("listing_detail", args=[application.pk])]
    writes = [reverse("claim_withdraw", args=[claim.pk]), reverse("listing_withdraw", args=[application.pk])]

    for user in (administrator.user, make_claim(organization).user, make_staff()):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [404, 404]
        assert [client.post(page).status_code for page in writes] == [404, 404]
    client.force_login(make_staff(is_superuser=True))
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert [client.post(page).status_code for page in writes] == [404, 404]


def test_a_person_withdraws_what_they_asked_for(client, organization):
    claim = make_claim(organization)
    client.force_login(claim.user)

    answer = client.post(reverse("claim_withdraw", args=[claim.pk]), follow=True)
    again = client.post(reverse("claim_withdraw", args=[claim.pk]), follow=True)

    claim.refresh_from_db()
    assert (claim.state, told(answer), told(again)) == (
        RequestState.WITHDRAWN,
        ["Your request is withdrawn."],
        ["This request was answered already."],
    )


def test_the_search_for_an_organization_asks_as_much_for_three_rows_as_for_one(client):
    client.force_login(make_user())
    make_organization(name_en="Lotus A")
    refresh_stale()
    address = reverse("claim_search") + "?q=lotus"
    client.get(address)
    one = queries_of(client, address)
    make_organization(name_en="Lotus B")
    make_organization(name_en="Lotus C", is_published=False)
    refresh_stale()

    assert queries_of(client, address) == one
    assert {each.name_en for each in client.get(address).context["found"]} == {"Lotus A", "Lotus B"}


# Applying to be listed --------------------------------------------------------------------------------


def listing_values(**values):
    values = {
        "position": "President",
        "text": "Please.",
        "address": "1 Sample Street",
        "evidence": SimpleUploadedFile("letter.pdf", PDF),
        **values,
    }
    return values


def test_the_kind_is_asked_first(client):
    client.force_login(make_user())

    blank = client.get(reverse("listing_kind"), {"go": "1"})
    chosen = client.get(reverse("listing_kind"), {"go": "1", "kind": "sending"})

    assert blank.context["form"].errors == {"kind": ["Choose one of the two."]}
    assert chosen.headers["Location"] == reverse("listing_create", args=["sending"])
    assert client.get(reverse("listing_create", args=["other"])).status_code == 404


def test_a_permit_that_is_listed_leads_over_to_a_claim_and_keeps_what_was_typed(client, media):
    organization = make_supervising(name_ja="見本協同組合", name_en="Sample Union")
    make_permit(organization, number="許1706000144")
    client.force_login(make_user())
    values = listing_values(number="１７０６-０００１４４", name_ja="見本", prefecture="静岡県")

    found = client.post(reverse("listing_create", args=["supervising"]), values)
    carried = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found.content.decode()))
    claim = client.post(reverse("claim_create", args=[organization.public_id]), carried)

    assert "belongs to Sample Union" in text_of(found)
    assert (claim.status_code, claim.context["form"].initial) == (200, {"position": "President", "text": "Please."})
    assert "Please." in claim.content.decode()
    assert (ListingApplication.objects.count(), Claim.objects.count()) == (0, 0)


def test_a_permit_that_we_do_not_hold_may_apply(client):
    client.force_login(make_user())
    values = listing_values(number="1706000144", name_ja="申請協同組合", prefecture="静岡県")

    answer = client.post(reverse("listing_create", args=["supervising"]), values, follow=True)

    made = ListingApplication.objects.get()
    assert answer.redirect_chain == [(reverse("listing_detail", args=[made.pk]), 302)]
    assert (made.kind, made.number, made.prefecture, made.found) == ("supervising", "許1706000144", "静岡県", None)


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"number": "123", "name_ja": "A", "prefecture": "静岡県"}, {"number"}),
        ({"number": "1706000144", "name_ja": "", "prefecture": "Atlantis"}, {"name_ja", "prefecture"}),
    ],
)
def test_a_bad_application_of_a_supervising_organization_is_refused_by_the_field(client, values, errors):
    client.force_login(make_user())

    answer = client.post(reverse("listing_create", args=["supervising"]), listing_values(**values))

    assert set(answer.context["form"].errors) == errors


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"number": "", "number_unknown": ""}, "Enter the number, or tick that it is not known."),
        ({"number": "12", "number_unknown": "on"}, "Either enter the number or tick that it is not known, not both."),
    ],
)
def test_a_sending_organization_gives_its_number_or_says_that_it_is_not_known(client, values, error):
    country = make_country()
    client.force_login(make_user())

    refused = client.post(
        reverse("listing_create", args=["sending"]),
        listing_values(country=country.pk, name_en="Lotus (sample)", **values),
    )
    client.post(
        reverse("listing_create", args=["sending"]),
        listing_values(country=country.pk, name_en="Lotus (sample)", number_unknown="on"),
    )

    assert refused.context["form"].errors == {"number": [error]}
    made = ListingApplication.objects.get()
    assert (made.country, made.name_en, made.number) == (country, "Lotus (sample)", "")


# The account page -------------------------------------------------------------------------------------


def test_the_panel_shows_organizations_with_role_and_what_was_asked(client, organization, administrator):
    make_membership(None, user=administrator.user, until_on=today() - DAY)
    make_claim(make_organization(name_en="Jasmine (sample)"), administrator.user)
    make_claim(make_organization(name_en="Others (sample)"))
    make_application(administrator.user, name_en="Coral (sample)")

    panel = account_panel(administrator.user)

    assert [(each.public_id, each.role) for each in panel.context["memberships"]] == [
        (organization.public_id, Role.ADMINISTRATOR)
    ]
    assert [str(each) for each in panel.context["requests"]] == [
        "Coral (sample)",
        str(Claim.objects.get(user=administrator.user)),
    ]


def test_the_panel_asks_as_much_for_three_rows_as_for_one(client, django_assert_max_num_queries, organization):
    user = make_membership(organization).user
    for _number in range(3):
        make_membership(None, user=user)
        make_claim(user=user)
    with django_assert_max_num_queries(3):
        panel = account_panel(user)

    assert (len(panel.context["memberships"]), len(panel.context["requests"])) == (4, 3)
