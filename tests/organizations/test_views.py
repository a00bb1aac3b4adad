"""The pages as a visitor gets them: what they say, what they cost, and what they keep to themselves."""

import datetime
import os
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jitco_portal.common.search.index import refresh_stale
from tests import factories as make

pytestmark = pytest.mark.django_db
SENDING, SUPERVISING = "/en/organizations/sending/", "/en/organizations/supervising/"
COMPARE = f"{SENDING}compare/"
# More than two pages of a list: a query per row would cost dozens more than for 3. SOAK=1 takes the 300 of the limits.
MANY = 300 if os.environ.get("SOAK") else 60
HTMX = {"HX-Request": "true"}
SECRETS = {"contact_name": "Secret Person", "contact_email": "secret@example.org", "contact_phone": "+81-3-0000-0000"}


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(datetime.datetime(2026, 11, 23, 3, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def country():
    make.make_programme()
    return make.make_country(code="VN", name_en="Vietnam", name_ja="ベトナム")


@pytest.fixture
def staff(client):
    client.force_login(make.make_staff())
    return client


def text_of(response):
    html = re.sub(r"<(svg|head).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def titles(response):
    found = re.findall(r'<h2 class="row-title"><a [^>]*>(.*?)</a>', response.content.decode(), re.DOTALL)
    return [re.sub(r"</?mark>", "", name).strip() for name in found]


def queries_of(client, url, **headers):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url, headers=headers)
    assert response.status_code == 200
    return len(captured)


# Lists ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_sending_list_costs_six_queries_for_3_and_for_many_rows(client, country, fill, headers):
    def add(rows):
        for _ in range(rows):
            organization = make.make_organization(country, languages=["vi"])
            organization.operations.add(make.make_operation())
        fill(organization, rows=rows // 10)

    add(10)
    few = queries_of(client, SENDING, **headers)
    add(MANY - 10)
    many = queries_of(client, SENDING, **headers)

    assert few == many
    assert many <= 6


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_supervising_list_costs_the_same_for_3_and_for_many_rows(client, country, headers):
    def add(rows):
        for _ in range(rows):
            organization = make.make_supervising(prefecture="東京都")
            organization.supervising.accepts_from.add(country)
            make.make_permit(organization, valid_from="2024-01-01", valid_until="2028-12-31")
            make.make_sanction(organization)

    add(3)
    few = queries_of(client, SUPERVISING, **headers)
    add(MANY - 3)
    many = queries_of(client, SUPERVISING, **headers)

    assert few == many
    assert many <= 6


def test_list_says_who_approves_and_names_the_newest_list_with_its_source(client, country):
    office = make.make_counterpart(country, name_en="Sample Ministry")
    make.make_list_edition(office, published_on=datetime.date(2026, 11, 1), source="Sample list 11")
    make.make_country(name_en="Elsewhere")

    text = text_of(client.get(SENDING))

    assert "It is the government of the sending country that approves a sending organization, not JITCO." in text
    assert "Vietnam 1 November 2026 Sample Ministry Source: Sample list 11" in text
    assert "Elsewhere no list held here" in text


def test_row_says_standing_reason_and_names(client, country):
    make.make_moc(country)
    organization = make.make_organization(
        country, name_en="Lotus", name_local="Hoa Sen", name_ja="ロータス", address="Hanoi"
    )
    make.make_approval(organization, make.make_counterpart(country), first_seen_on="2024-02", confirmed_on="2024-02")

    english, japanese = text_of(client.get(SENDING)), client.get("/ja/organizations/sending/")

    row = english[english.index("Lotus") :]
    assert row.startswith(
        "Lotus Hoa Sen · ロータス not known approval no longer confirmed by a list; last confirmed February 2024"
        " Vietnam · Hanoi"
    )
    assert titles(japanese) == ["ロータス"]


def test_list_in_japanese_follows_the_reading(client, country):
    for name, kana in (("東", "ヒガシ"), ("西", "ニシ"), ("北", "キタ")):
        make.make_organization(country, name_ja=name, name_kana=kana)

    assert titles(client.get("/ja/organizations/sending/")) == ["北", "西", "東"]


def test_pages_of_the_list_meet_without_loss(client, country):
    for number in range(60):
        make.make_organization(country, name_en=f"Same name {number // 30}")

    seen, url = [], SENDING
    while url:
        response = client.get(url)
        seen += re.findall(r'class="row-title"><a href="([^"]+)"', response.content.decode())
        following = re.search(r'href="([^"]+)" rel="next"', response.content.decode())
        url = SENDING + following[1].replace("&amp;", "&") if following else ""

    assert (len(seen), len(set(seen))) == (60, 60)


def test_filters_of_the_address_narrow_the_list_and_can_be_taken_away(client, country):
    make.make_organization(country, name_en="Lotus", languages=["vi"])
    make.make_organization(name_en="Lotus elsewhere", languages=["vi"])
    refresh_stale()

    response = client.get(f"{SENDING}?q=lotus&country=vn&language=vi&standing=&on=2026-11-01&after=x")

    assert titles(response) == ["Lotus"]
    assert [(each["text"], each["remove_url"]) for each in response.context["active_filters"]] == [
        ("Searched for: lotus", "?country=vn&language=vi&on=2026-11-01"),
        ("Standing on the day: 1 November 2026", "?q=lotus&country=vn&language=vi"),
        ("Country: Vietnam", "?q=lotus&language=vi&on=2026-11-01"),
        ("Language spoken: Vietnamese", "?q=lotus&country=vn&on=2026-11-01"),
    ]


def test_filter_that_cannot_be_read_is_told_and_the_others_hold(client, country):
    make.make_organization(country, name_en="Lotus")
    make.make_organization(name_en="Elsewhere")

    response = client.get(f"{SENDING}?country=vn&on=yesterday&standing=perhaps", headers=HTMX)

    assert titles(response) == ["Lotus"]
    assert sorted(response.context["form"].errors) == ["on", "standing"]
    assert "Enter a day as 2026-11-23." in text_of(response)


@pytest.mark.parametrize("url", [f"{SENDING}?q=nothing", f"{SUPERVISING}?q=nothing"])
def test_empty_list_says_what_to_do_next(client, country, url):
    text = text_of(client.get(url))

    assert "Check the spelling" in text
    assert "Not being listed here does not mean" in text


def test_fragment_is_the_part_that_the_page_holds_and_the_filters_with_their_numbers(client, country):
    make.make_organization(country, name_en="Lotus")
    refresh_stale()
    url = f"{SENDING}?q=lotus&standing="

    page, fragment = client.get(url), client.get(url, headers=HTMX)
    restored = client.get(url, headers={**HTMX, "HX-History-Restore-Request": "true"})

    # The token of a form is written anew each time.
    whole, part = (re.sub(r'name="csrf[^>]*>', "", each.content.decode()) for each in (page, fragment))
    rows, _start, fields = part.partition('<div class="filters-body" id="filter-fields"')
    assert (rows.strip() in whole, "Lotus" in rows) == (True, True)
    assert fields.removeprefix(' hx-swap-oob="true"').strip() in whole
    assert (fragment["HX-Push-Url"], "<html" in restored.content.decode()) == (f"{SENDING}?q=lotus", True)
    assert {"HX-Request", "HX-History-Restore-Request"} <= {part.strip() for part in page["Vary"].split(",")}


def test_list_without_any_programme_is_not_found(client):
    assert client.get(SENDING).status_code == 404


# Profiles ---------------------------------------------------------------------------------------------


def test_sending_profile_costs_fourteen_queries_at_most_for_3_and_for_many_rows(client, country, fill):
    few, many = make.make_organization(country), make.make_organization(make.make_country())
    fill(few, rows=3)
    fill(many, rows=MANY)

    costs = [queries_of(client, organization.get_absolute_url()) for organization in (few, many)]

    assert costs[0] == costs[1]
    assert costs[1] <= 14


def test_supervising_profile_costs_the_same_for_3_and_for_many_rows(client, country):
    def organization(rows):
        found = make.make_supervising()
        for number in range(rows):
            day = str(datetime.date(2000, 1, 1) + datetime.timedelta(days=number))
            make.make_permit(found, valid_from=day, valid_until=day)
            make.make_sanction(found, from_on=day)
            make.make_partnership(make.make_organization(country), found)
        return found

    costs = [queries_of(client, organization(rows).get_absolute_url()) for rows in (3, MANY)]

    assert costs[0] == costs[1]
    assert costs[1] <= 14


def test_profile_opens_with_the_answer_and_its_sourced_reasons(client, country):
    moc = make.make_moc(country, source="MOC paper")
    organization = make.make_organization(country, name_en="Lotus")
    make.make_approval(organization, make.make_counterpart(country, name_en="Ministry"), source="List 11")
    make.make_report(organization, said="suspended", said_on="2026-10", source="News")

    text = text_of(client.get(organization.get_absolute_url()))

    opening = text[text.index("May accept") : text.index("Another day")]
    assert opening.startswith("May accept for TITP on 23 November 2026.")
    assert [each in opening for each in ("Source: List 11", f"Source: {moc.source}", "Source: News")] == [True] * 3
    assert text.index("May accept") < text.index("At a glance") < text.index("History of standing")


def test_profile_of_another_day_says_what_held_then(client, country):
    make.make_moc(country)
    organization = make.make_organization(country)
    make.make_approval(organization, make.make_counterpart(country), confirmed_on="2020-01-01")

    def sentence(query):
        return client.get(organization.get_absolute_url() + query).context["profile"].main_standing.sentence

    assert sentence("?on=2020-02-01") == "May accept for TITP on 1 February 2020."
    assert sentence("") == "Not known whether one may accept for TITP on 23 November 2026."


def test_fee_above_the_cap_is_warned_with_the_rate_and_its_source(client, country):
    organization = make.make_organization(country)
    make.make_fee_cap(country)
    make.make_fee(organization, amount=600_000, currency="JPY")
    make.make_exchange_rate(source="Bank sheet", day=datetime.date(2026, 11, 2))

    text = text_of(client.get(organization.get_absolute_url())).replace("\xa0", " ")

    assert "USD 4,000 is above the cap of USD 3,600." in text
    assert "1 USD = 150 yen, rate of 2 November 2026 Source: Bank sheet" in text


def test_reports_say_that_no_government_confirmed_them(client, country):
    organization = make.make_organization(country)
    make.make_report(organization, said="approved", source="Own site")

    text = text_of(client.get(organization.get_absolute_url()))

    reports = text[text.rindex("Reports by others") : text.rindex("People sent per year")]
    assert reports.startswith("Reports by others Not confirmed by the government.")
    assert "Said to be approved Source: Own site" in reports


def test_fictional_organization_says_so(client, country):
    real, sample = make.make_organization(country), make.make_organization(country, is_sample=True)
    told = "This organization is fictional."

    assert [told in text_of(client.get(each.get_absolute_url())) for each in (real, sample)] == [False, True]


@pytest.mark.parametrize("kind", ["sending", "supervising"])
def test_contact_is_shown_on_the_profile_to_staff_and_on_no_list(client, country, kind):
    partner = make.make_organization(country, **SECRETS) if kind == "sending" else make.make_supervising(**SECRETS)
    other = make.make_organization(country)
    refresh_stale()
    pages = [
        partner.get_absolute_url(),
        f"/en/organizations/{kind}/",
        f"{COMPARE}?o={other.public_id}&o={partner.public_id if kind == 'sending' else ''}",
        f"/en/organizations/{kind}/?q=Secret",
        f"/en/organizations/{kind}/?q=secret@example.org",
    ]

    def leaks():
        found = [client.get(url, headers=headers).content.decode() for url in pages for headers in ({}, HTMX)]
        return [
            [
                value in re.sub(r'<input[^>]*type="search"[^>]*>', "", html)
                for value in ("Secret Person", "+81-3-0000-0000")
            ]
            for html in found
        ]

    nothing = [[False, False]] * 10
    assert leaks() == nothing
    client.force_login(make.make_staff(is_staff=False))
    assert leaks() == nothing
    client.force_login(make.make_staff(is_superuser=True))
    assert leaks() == [[True, True]] * 2 + [[False, False]] * 8


def test_unpublished_profile_is_not_there_for_visitors_and_is_for_staff(client, country):
    organization = make.make_organization(country, name_en="Hidden", is_published=False)
    stranger = make.make_staff(is_staff=False)

    def status():
        return client.get(organization.get_absolute_url()).status_code

    visitor = status()
    client.force_login(stranger)
    logged_in = status()
    client.force_login(make.make_staff())
    assert (visitor, logged_in, status()) == (404, 404, 200)


def test_old_id_of_a_merged_organization_redirects_for_good_and_keeps_the_day(client, country):
    kept = make.make_organization(country)
    merged = make.make_organization(country, merged_into=kept)

    response = client.get(f"{merged.get_absolute_url()}?on=2020-01-01")

    assert (response.status_code, response["Location"]) == (302, f"{kept.get_absolute_url()}?on=2020-01-01")


def test_id_of_the_other_kind_or_in_capitals_redirects_to_its_page(client, country):
    sending, supervising = make.make_organization(country), make.make_supervising()

    asked = [
        client.get(f"{SENDING}{supervising.public_id}/"),
        client.get(f"{SUPERVISING}{sending.public_id}/"),
        client.get(f"{SENDING}{sending.public_id.upper()}/"),
    ]

    assert [(each.status_code, each["Location"]) for each in asked] == [
        (302, supervising.get_absolute_url()),
        (302, sending.get_absolute_url()),
        (302, sending.get_absolute_url()),
    ]


@pytest.mark.parametrize("public_id", ["vn-9999", "nonsense", "vn-0001%00", "%27"])
def test_id_that_was_never_given_is_not_found(client, country, public_id):
    assert client.get(f"{SENDING}{public_id}/").status_code == 404


# Comparison -------------------------------------------------------------------------------------------


def test_comparison_costs_fourteen_queries_at_most_for_3_and_for_many_rows(client, fill):
    pairs = []
    for rows in (3, MANY):
        pair = [make.make_organization(make.make_country()) for _ in range(2)]
        fill(pair[0], rows=rows)
        pairs.append(pair)

    costs = [queries_of(client, f"{COMPARE}?o={first.public_id}&o={second.public_id}") for first, second in pairs]

    assert costs[0] == costs[1]
    assert costs[1] <= 14


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (0, "Choose at least 2 organizations."),
        (1, "Choose at least 2 organizations."),
        (5, "Choose at most 4 organizations; you chose 5."),
    ],
)
def test_too_few_or_too_many_are_told_at_the_field(client, country, number, error):
    ids = [make.make_organization(country).public_id for _ in range(number)]

    response = client.get(COMPARE, {"o": ids})

    assert (response.status_code, response.context["form"].errors) == (200, {"o": [error]})
    assert f'href="#id_o">Public ids of the organizations: {error}' in response.content.decode()
    assert response.context["comparison"] is None


def test_unknown_hidden_and_supervising_ids_are_told_alike(client, country):
    known = make.make_organization(country)
    hidden = make.make_organization(country, is_published=False, name_en="Hidden")
    ids = [known.public_id, hidden.public_id, make.make_supervising().public_id, "zz-0001\x00"]

    response = client.get(COMPARE, {"o": ids})

    named = ", ".join(ids[1:])
    assert response.context["form"].errors == {
        "o": [f"There are no sending organizations with the public ids {named}."]
    }
    assert "Hidden" not in response.content.decode()


def test_repeats_blanks_and_capitals_count_once_and_a_bad_day_takes_nothing_away(client, country):
    first, second = make.make_organization(country), make.make_organization(country)

    response = client.get(
        COMPARE, {"o": ["", first.public_id, first.public_id.upper(), f" {second.public_id} "], "on": "soon"}
    )

    assert response.context["comparison"].organizations == [first, second]
    assert list(response.context["form"].errors) == ["on"]


@pytest.mark.parametrize("url", [SENDING, SUPERVISING, COMPARE])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_for_reading_only(client, country, url, method):
    assert getattr(client, method)(url).status_code == 405
