"""The lists of organizations as files: the rows of the page, in its order, and no more than its reader may see."""

import csv
import datetime
import io
import json
import re
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import RequestFactory
from django.utils import translation
from openpyxl import load_workbook

from jitco_portal.common.accounts.staff_groups import TITLES, sync_staff_groups
from jitco_portal.common.exports import batches_of, export
from jitco_portal.common.pagination import paginate
from jitco_portal.common.search.index import refresh_stale
from organizations.models import Organization, Role, SendingOrganization
from organizations.queries import lists
from organizations.queries.export_columns import (
    SENDING,
    STAFF,
    SUPERVISING,
    sending_columns,
    sending_export_rows,
    supervising_columns,
    supervising_export_rows,
    with_permits,
)
from organizations.views.columns import columns
from tests import factories as make
from tests.soak import SOAK

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 23)
VISITOR = AnonymousUser()
ORDERS = [("sort_en", "pk"), ("sort_ja", "pk"), ("-sort_en", "-pk"), ("-pk",)]
SECRETS = {"contact_name": "Nguyen Secret", "contact_email": "secret@example.org", "contact_phone": "+84 999 999"}


def sending_rows(*, user=VISITOR, day=DAY, **filters):
    return lists.sending_list(user=user, programme=make.make_programme(), day=day, **filters)


def export_sending(rows, *, user=VISITOR, day=DAY, order=("sort_en", "pk"), fmt="json"):
    return export(
        fmt=fmt,
        name="sending-organizations",
        day=day,
        columns=sending_columns(user=user),
        batches=batches_of(sending_export_rows(rows, programme=make.make_programme(), day=day), order=order),
    )


def export_supervising(rows, *, user=VISITOR, day=DAY, order=("sort_ja", "pk"), fmt="json"):
    return export(
        fmt=fmt,
        name="supervising-organizations",
        day=day,
        columns=supervising_columns(user=user),
        batches=with_permits(batches_of(supervising_export_rows(rows, day=day), order=order), day=day),
    )


def rows_of(response):
    return json.loads(b"".join(response.streaming_content))["rows"]


def on_pages(rows, order):
    """The public ids of all pages, by turning them."""
    found, query = [], ""
    while True:
        page = paginate(RequestFactory().get(f"/{query}"), rows, order=order, per_page=2)
        found += [row.public_id for row in page]
        query = page.next_url
        if not query:
            return found


@pytest.fixture
def country():
    return make.make_country(code="VN", name_en="Viet Nam", name_ja="ベトナム")


@pytest.fixture
def organizations(country, fill):
    """Some of every kind; two bear one name, and two are for nobody but staff."""
    first = make.make_organization(country, name_en="Lotus", languages=["vi", "ja"], **SECRETS)
    fill(first, rows=2)
    suspended = make.make_organization(country, name_en="Bamboo", name_kana="バンブー")
    make.make_measure(suspended, from_on="2026-01-01")
    make.make_organization(make.make_country(code="PH"), name_en="Lotus", name_kana="アロータス")
    make.make_organization(country, name_local="Công ty Cổ phần Sen", phone="+84 24 1234")
    make.make_organization(country, name_en="Hidden", is_published=False)
    merged = make.make_organization(country, name_en="Merged")
    Organization.objects.filter(pk=merged.pk).update(merged_into=first)
    return first


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("is_staff", [False, True])
@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({}, 4),
        ({"country": "vn"}, 3),
        ({"standing": "may_not_accept"}, 1),
        ({"language": "ja"}, 1),
        ({"care": True}, 1),
        ({"country": "zz"}, 0),
    ],
)
def test_sending_file_has_the_rows_of_the_pages_in_their_order(organizations, order, is_staff, filters, number):
    user = make.make_staff() if is_staff else VISITOR
    rows = sending_rows(user=user, **filters)

    found = [row["public_id"] for row in rows_of(export_sending(rows, user=user, order=order))]

    assert found == on_pages(rows, order)
    assert len(found) == number + (2 if is_staff and filters in ({}, {"country": "vn"}) else 0)


def test_sending_row_tells_what_is_public(organizations, country):
    make.make_approval(
        organizations,
        make.make_counterpart(country),
        number="123/A",
        approved_from="2024-01",
        confirmed_on="2026-11-01",
    )
    newest = make.make_home_licence(organizations, confirmed_on="2024-03", licensed_until="2028")
    organizations.sending.licence_number = "LIC 7"
    organizations.sending.has_office_in_japan = False
    organizations.sending.save()
    Organization.objects.filter(pk=organizations.pk).update(
        name_ja="ロータス", address="12 Sample Street", website="https://example.org/", source_on="2024-02"
    )

    with translation.override("ja"):
        [row] = [row for row in rows_of(export_sending(sending_rows())) if row["public_id"] == organizations.public_id]

    assert row == {
        "public_id": organizations.public_id,
        "name_en": "Lotus",
        "name_local": None,
        "name_ja": "ロータス",
        "name_kana": None,
        "short_name": None,
        "former_names": [],
        "country": "VN",
        "country_name_en": "Viet Nam",
        "country_name_ja": "ベトナム",
        "programme": "titp",
        "on": "2026-11-23",
        "standing": "may_accept",
        "standing_reason": "approved",
        "approval_numbers": ["123/A"],
        "licence_number": newest.number,
        "licensed_by": newest.issuer.name_en,
        "licensed_until": "2028",
        "licence_confirmed_on": "2024-03",
        "address": "12 Sample Street",
        "address_ja": None,
        "phone": None,
        "website": "https://example.org/",
        "languages": ["vi", "ja"],
        "operations": ["1-1-1", "1-2-1"],
        "care_allowed": True,
        "office_in_japan": False,
        "last_confirmed_on": None,
        "source": "Sample source",
        "source_ja": None,
        "source_url": "https://example.org/source",
        "source_on": "2024-02",
        "checked_on": "2026-11-01",
        "url": f"http://127.0.0.1:8000/ja/organizations/sending/{organizations.public_id}/",
    }


def test_sending_file_shows_the_standing_of_its_rows_on_the_day(organizations):
    shown = {row.public_id: (row.standing.value, row.standing_reason) for row in sending_rows()}
    told = {
        row["public_id"]: (row["standing"], row["standing_reason"]) for row in rows_of(export_sending(sending_rows()))
    }

    assert told == shown
    before = datetime.date(2025, 12, 31)
    then = rows_of(export_sending(sending_rows(day=before), day=before))
    [bamboo] = [row for row in then if row["name_en"] == "Bamboo"]
    assert (bamboo["on"], bamboo["standing"]) == ("2025-12-31", "not_known")


def test_staff_see_what_is_not_published_and_visitors_and_members_do_not(organizations):
    staff, member = make.make_staff(), make.make_membership(organizations).user

    hidden = {row["name_en"]: row for row in rows_of(export_sending(sending_rows(user=staff), user=staff))}

    assert {name: hidden["Hidden"][name] for name in ("is_published", "is_sample", "merged_into")} == {
        "is_published": False,
        "is_sample": False,
        "merged_into": None,
    }
    assert hidden["Merged"]["merged_into"] == organizations.public_id
    for user in (VISITOR, member):
        rows = rows_of(export_sending(sending_rows(user=user), user=user))
        assert {name for row in rows for name in row} == {column.name for column in SENDING}
        assert {"Hidden", "Merged"}.isdisjoint(row["name_en"] for row in rows)


@pytest.mark.parametrize("is_staff", [False, True])
def test_nobodys_contact_is_in_a_file(organizations, is_staff):
    user = make.make_staff() if is_staff else VISITOR
    make.make_supervising(name_ja="見本", **SECRETS)

    files = [
        b"".join(response.streaming_content).decode()
        for response in (
            export_sending(sending_rows(user=user), user=user),
            export_supervising(lists.supervising_list(user=user, day=DAY), user=user),
        )
    ]

    assert [secret for secret in SECRETS.values() for text in files if secret in text] == []
    assert ["Lotus" in files[0], "見本" in files[1]] == [True, True]


def test_a_telephone_number_of_a_csv_file_is_no_formula(organizations):
    text = b"".join(export_sending(sending_rows(), fmt="csv").streaming_content).decode("utf-8-sig")

    assert {row["phone"] for row in csv.DictReader(io.StringIO(text, newline=""))} == {"", "'+84 24 1234"}


@pytest.mark.parametrize("number", [1, 3])
def test_a_batch_costs_one_query_however_many_rows(country, fill, django_assert_num_queries, number):
    for each in range(number):
        fill(make.make_organization(country, **SECRETS), rows=1 + each)
        make.make_permit(make.make_supervising(prefecture="静岡県"))
    sending = export_sending(sending_rows())
    supervising = export_supervising(lists.supervising_list(user=VISITOR, day=DAY))

    with django_assert_num_queries(1):
        assert len(rows_of(sending)) == number
    with django_assert_num_queries(1):
        assert len(rows_of(supervising)) > number


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("filters", "number"),
    [({}, 3), ({"prefecture": "静岡県"}, 1), ({"permit": "general"}, 1)],
)
def test_supervising_file_has_the_rows_of_the_pages_in_their_order(order, filters, number):
    make.make_permit(make.make_supervising(prefecture="静岡県"), valid_from="2024", valid_until="2027")
    for name in ("きのえ協同組合", "見本協同組合"):
        make.make_supervising(name_ja=name, name_kana="ミホン")
    make.make_supervising(is_published=False)
    rows = lists.supervising_list(user=VISITOR, day=DAY, **filters)

    found = [row["public_id"] for row in rows_of(export_supervising(rows, order=order))]

    assert found == on_pages(rows, order)
    assert len(found) == number


def test_supervising_row_tells_the_permit_that_the_page_shows():
    organization = make.make_supervising(prefecture="静岡県", supporting_member=True)
    make.make_permit(organization, number="許1700000001", valid_from="2018-04-01", valid_until="2023-03-31")
    make.make_permit(organization, number="許1700000002", valid_from="2023-04-01", valid_until="2028-03")
    organization.supervising.accepts_from.set([make.make_country(code="VN"), make.make_country(code="PH")])
    make.make_supervising(name_ja="許可なし")

    rows = lists.supervising_list(user=VISITOR, day=DAY)
    other, row = sorted(rows_of(export_supervising(rows)), key=lambda each: len(each["permit_numbers"]))

    permit = {name: row[name] for name in row if name.startswith("permit")}
    assert permit == {
        "permit_state": "valid",
        "permit_kind": "general",
        "permit_number": "許1700000002",
        "permit_valid_from": "2023-04-01",
        "permit_valid_until": "2028-03",
        "permit_numbers": ["許1700000002", "許1700000001"],
    }
    assert (row["prefecture"], row["prefecture_en"], row["supporting_member"]) == ("静岡県", "Shizuoka", True)
    assert sorted(row["accepts_from"]) == ["PH", "VN"]
    assert (other["permit_state"], other["permit_number"], other["prefecture"], other["prefecture_en"]) == (None,) * 4
    [past] = [
        each
        for each in rows_of(export_supervising(rows, day=datetime.date(2020, 1, 1)))
        if each["public_id"] == organization.public_id
    ]
    assert (past["on"], past["permit_number"]) == ("2020-01-01", "許1700000001")


# The views -------------------------------------------------------------------------------------------

ON = "2026-06-01"
FORMATS = ("csv", "xlsx", "json")
LISTS = {
    "/organizations/sending/": [
        {},
        {"q": "lotis", "on": ON},
        {"country": "vn", "language": "vi", "office_in_japan": "on", "standing": "not_known"},
        {"q": "lotus", "country": "vn", "on": ON},
    ],
    "/organizations/supervising/": [
        {},
        {"q": "見本"},
        {"q": "1706-0001"},
        {"prefecture": "静岡県", "permit": "general", "on": ON},
        {"q": "見本", "language": "vi"},
    ],
    "/countries/": [{}, {"q": "viet"}, {"sort": "-name", "on": ON}, {"moc_titp": "signed"}],
}
ROW_LINK = re.compile(r'<h2 class="row-title"><a href="/../organizations/[a-z]+/([a-z0-9-]+)/')
COUNTRY_LINK = re.compile(r'<th scope="row"><a href="/../countries/([a-z]+)/')


@pytest.fixture
def people():
    """Everybody who reads lists, by role."""
    sync_staff_groups()
    sending, supervising = make.make_organization(name_en="Lotus own"), make.make_supervising(name_ja="見本会")
    members = {
        f"{role} of {own.kind}": make.make_membership(own, role=role).user
        for own in (sending, supervising)
        for role in Role
    }
    staff = {}
    for name in TITLES:
        staff[name] = make.make_staff()
        staff[name].groups.add(Group.objects.get(name=name))
    return {
        "visitor": None,
        "person": make.make_user(),
        **members,
        **staff,
        "superuser": make.make_staff(is_superuser=True),
    }


@pytest.fixture
def thirty():
    """More than a page of each kind; of each three one is for nobody but staff."""
    country, other = make.make_country(code="VN", name_en="Viet Nam"), make.make_country(code="PH")
    make.make_moc(country)
    for number in range(42):
        values = {"languages": ["vi"] if number % 2 else [], "is_published": number % 3 > 0}
        organization = make.make_organization(country if number % 5 else other, name_en=f"Lotus {number % 7}", **values)
        SendingOrganization.objects.filter(pk=organization.pk).update(has_office_in_japan=number % 4 > 0)
        supervising = make.make_supervising(name_ja=f"見本{number % 7}", prefecture="静岡県", **values)
        make.make_permit(supervising, number=f"許17060001{number}", valid_from="2024-01-01")
    refresh_stale()


def ids_on_pages(client, address, query):
    """What the whole list shows, by turning its pages."""
    found, further = [], f"?{urlencode(query)}"
    while further:
        response = client.get(address + further)
        link = COUNTRY_LINK if "countries" in address else ROW_LINK
        found += link.findall(response.content.decode())
        further = getattr(response.context.get("page"), "next_url", "")
    return found


def ids_in_file(client, address, query, fmt):
    content = b"".join(client.get(address, {**query, "format": fmt}).streaming_content)
    key = "code" if "countries" in address else "public_id"
    if fmt == "json":
        found = [row[key] for row in json.loads(content)["rows"]]
    elif fmt == "csv":
        found = [row[key] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
    else:
        head, *rows = load_workbook(io.BytesIO(content), read_only=True)["rows"].values
        found = [row[head.index(key)] for row in rows]
    return [each.lower() for each in found]


@pytest.mark.parametrize("path", LISTS)
def test_every_file_is_the_page_for_every_role(client, people, thirty, path):
    """The formats in turn: each for every role, and each for every question. SOAK=1: all for each."""
    hidden = set(Organization.objects.filter(is_published=False).values_list("public_id", flat=True))
    different, numbers, seen = [], {}, {}
    for turn, (role, user) in enumerate(people.items()):
        client.logout()
        if user:
            client.force_login(user)
        for number, query in enumerate(LISTS[path]):
            address = f"/{'ja' if number % 2 else 'en'}{path}"
            shown = ids_on_pages(client, address, query)
            formats = FORMATS if SOAK else [FORMATS[(turn + number) % len(FORMATS)]]
            files = {fmt: ids_in_file(client, address, query, fmt) for fmt in formats}
            different += [(role, query, fmt) for fmt, ids in files.items() if ids != shown]
            numbers.setdefault(number, set()).add(len(shown))
            seen[role] = seen.get(role, False) or bool(hidden & set(shown))

    assert different == []
    assert all(min(each) > 0 for each in numbers.values()), numbers
    assert {role for role, is_seen in seen.items() if is_seen} == (
        set() if path == "/countries/" else {role for role, user in people.items() if user and user.is_staff}
    )


# The columns -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_of_the_columns_explains_every_column(language, rf):
    request = rf.get("/")
    request.user = VISITOR

    with translation.override(language):
        html = columns(request).content.decode()

    explained = [column for column in (*SENDING, *SUPERVISING, *STAFF) if f"<code>{column.name}</code>" in html]
    assert explained == [*SENDING, *SUPERVISING, *STAFF]
    assert "<code>rd_state</code>" in html


@pytest.mark.parametrize("names", [SENDING + STAFF, SUPERVISING + STAFF])
def test_each_column_has_a_name_of_its_own_and_a_meaning(names):
    assert len({column.name for column in names}) == len(names)
    assert all(str(column.meaning) for column in names)
