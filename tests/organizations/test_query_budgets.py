"""Pages cost members no more than the limits say, whatever their role and however much the pages hold.

Lists ask 8 times at most, profiles and comparisons 16; two of these tell who is logged in. Many is more than two pages
of a list: a query per row would cost dozens more than for few. ``SOAK=1`` takes the 300 rows of the limits.
"""

import datetime
import os

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import tests.factories as make
from jitco_portal.common.search.index import refresh_stale
from organizations.models import MissedSearch, Role
from tests.countries.test_views import fill as fill_country

pytestmark = pytest.mark.django_db

LISTS, PROFILES = 8, 16
MANY = 300 if os.environ.get("SOAK") else 60


def members_of(organization):
    return {role.value: make.make_membership(organization, role=role).user for role in Role}


def queries_by_role(client, members, address):
    """What each member's visit costs; the first visit of a log-in is not counted."""
    counted = {}
    for role, user in members.items():
        client.force_login(user)
        client.get("/en/countries/")
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        assert (role, address, answer.status_code) == (role, address, 200)
        counted[role] = len(captured)
    return counted


def test_lists_cost_members_eight_queries_for_few_and_for_many_rows(client, fill):
    country = make.make_country()
    own, other = make.make_organization(country), make.make_supervising()
    members = {
        **members_of(own),
        "supervising administrator": make.make_membership(other, role=Role.ADMINISTRATOR).user,
    }
    addresses = ["/en/organizations/sending/", "/en/organizations/supervising/", "/en/countries/", "/ja/"]
    make.make_moc(country)
    fill(own, rows=3)
    few = {address: queries_by_role(client, members, address) for address in addresses}
    for number in range(MANY):
        make.make_organization(country if number % 2 else make.make_country(), languages=["vi"])
        make.make_supervising(prefecture="東京都")

    many = {address: queries_by_role(client, members, address) for address in addresses}

    assert many == few
    assert {address: max(counted.values()) <= LISTS for address, counted in many.items()} == dict.fromkeys(
        addresses, True
    ), many


ASKED = (
    "",
    "?q=sample",
    "?q=sampel+organisation",
    "?on=2025-05-05",
    "?q=sample&on=2025-05-05&language=vi",
    "?country=vn&language=vi&work=agriculture",
)
SENDING_ONLY = ("?standing=not_known&programme=ssw&care=on", "?q=sample&fees=on&office_in_japan=on&on=2025-05-05")
SUPERVISING_ONLY = ("?q=見本", "?permit=general&prefecture=東京都", "?q=1706000144")
VISITORS, NOTHING_FOUND = 6, 8


@pytest.fixture
def searched(fill):
    """``searched(number)`` makes so many organizations of each kind that words and filters find."""
    country = make.make_country(code="VN")
    programme = make.make_programme(code="ssw", position=1, new_plans_until=None)
    operation = make.make_operation()
    fill(make.make_organization(country), rows=3)

    def add(number):
        for _number in range(number):
            organization = make.make_organization(country, languages=["vi"])
            organization.operations.add(operation)
            supervising = make.make_supervising(name_en="Sample Organization", prefecture="東京都", languages=["vi"])
            make.make_permit(supervising, programme)
        refresh_stale()

    return add


def every_list():
    lists = {"sending": ASKED + SENDING_ONLY, "supervising": ASKED + SUPERVISING_ONLY}
    return [f"/en/organizations/{kind}/{query}" for kind, queries in lists.items() for query in queries]


def visitors_queries(client, address, **headers):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, headers=headers).status_code == 200
    return len(captured)


def test_lists_under_words_filters_and_days_cost_visitors_six_and_members_eight_queries(client, searched):
    searched(3)
    member = {"member": make.make_membership(role=Role.ADMINISTRATOR).user}
    costs = {}
    for number in (0, MANY):
        if number:
            searched(number)
        client.logout()
        client.get("/en/countries/")
        costs |= {(number, "visitor", each): visitors_queries(client, each) for each in every_list()}
        costs |= {(number, "member", each): queries_by_role(client, member, each)["member"] for each in every_list()}
        further = client.get("/en/organizations/sending/?q=sample").context["page"].next_url
        client.logout()
        costs[number, "visitor", "further page"] = visitors_queries(client, f"/en/organizations/sending/{further}")
        costs[number, "visitor", "fragment"] = visitors_queries(
            client, "/en/organizations/sending/?q=sampel", **{"HX-Request": "true"}
        )

    most = {"visitor": VISITORS, "member": LISTS}
    # A page of nothing but similar names also keeps what was looked for.
    kept = {key: 1 for key in costs if "sampel" in key[2] or key[2] == "fragment"}
    assert {key: cost for key, cost in costs.items() if cost > most[key[1]] + kept.get(key, 0)} == {}


@pytest.mark.parametrize("kind", ["sending", "supervising"])
def test_finding_nothing_costs_visitors_eight_queries_with_what_is_kept(client, searched, kind):
    searched(3)
    client.get("/en/countries/")

    costs = {
        words: visitors_queries(client, f"/en/organizations/{kind}/?q={words}")
        for words in ("zzzz", "smaplorganizatoin", "無い団体", "999999999", "!!")
    }

    assert {words: cost for words, cost in costs.items() if cost > NOTHING_FOUND} == {}
    assert MissedSearch.objects.count() == 4


def test_profiles_cost_members_sixteen_queries_for_few_and_for_many_rows(client, fill):
    small, large = make.make_organization(make.make_country()), make.make_organization(make.make_country())
    fill(small, rows=3)
    fill(large, rows=MANY)
    for organization in (small, large):
        make.make_membership(organization, role=Role.READER)
    # A member sees the pages of others as well as their own.
    members = {**members_of(small), "of the other": make.make_membership(large, role=Role.EDITOR).user}

    def cost(organization):
        return {
            "profile": queries_by_role(client, members, organization.get_absolute_url()),
            "comparison": queries_by_role(
                client, members, f"/en/organizations/sending/compare/?o={organization.public_id}"
            ),
            "country": queries_by_role(client, members, organization.country.get_absolute_url()),
        }

    few, many = cost(small), cost(large)

    # Who edits for an organization is offered its shortlists, in one query more than a reader.
    assert many == few
    assert max(max(counted.values()) for counted in many.values()) <= PROFILES, many


def test_supervising_profiles_cost_members_sixteen_queries_for_few_and_for_many_rows(client):
    small, large = make.make_supervising(), make.make_supervising()
    members = {**members_of(small), "of the other": make.make_membership(large, role=Role.EDITOR).user}

    def hang(organization, rows):
        for number in range(rows):
            day = datetime.date(1995, 1, 1) + datetime.timedelta(days=20 * number)
            until = day + datetime.timedelta(days=10)
            make.make_permit(organization, valid_from=str(day), valid_until=str(until))
            make.make_sanction(organization)
            make.make_partnership(make.make_organization(), organization)

    hang(small, 3)
    hang(large, MANY)

    few, many = [queries_by_role(client, members, organization.get_absolute_url()) for organization in (small, large)]

    assert many == few
    assert max(many.values()) <= PROFILES, many


def test_country_pages_cost_members_sixteen_queries_for_few_and_for_many_rows(client):
    small, large = make.make_country(code="VN"), make.make_country(code="CN")
    make.make_country(code="PH")
    fill_country(small, 3)
    fill_country(large, MANY)
    members = members_of(make.make_organization(small))
    pages = ["/en/countries/%s/", "/en/countries/compare/?c=%s&c=ph", "/en/countries/%s/changes/"]

    few, many = [{page: queries_by_role(client, members, page % code) for page in pages} for code in ("vn", "cn")]

    assert many == few
    assert max(max(counted.values()) for counted in many.values()) <= PROFILES, many


def test_the_members_of_an_organization_cost_the_request_nothing(client):
    """Who acts for how many organizations comes with the user, in one query."""
    user = make.make_user()
    make.make_membership(user=user)
    client.force_login(user)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/en/countries/").status_code == 200
        return len(captured)

    queries()
    one = queries()
    for _number in range(5):
        make.make_membership(user=user, from_on=timezone.localdate())

    assert queries() == one
