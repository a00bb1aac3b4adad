"""The pages on countries: what a reader gets, in both languages, and what they cost."""

import copy
import datetime
import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from countries.models import Agreement
from jitco_portal.common import registry
from jitco_portal.common.registry import Panel, Registry
from tests.factories import (
    make_counterpart,
    make_country,
    make_country_measure,
    make_fee_cap,
    make_figure,
    make_moc,
    make_none_found,
    make_notice,
    make_procedure_step,
    make_programme,
    make_rd,
    make_section,
    make_staff,
    make_talk,
    numbers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def panels(monkeypatch):
    """Parts of other apps are tested there; here each test says which there are."""
    empty = Registry()
    monkeypatch.setattr(registry, "country_panels", empty)
    return empty


def text_of(response) -> str:
    html = re.sub(r"<(svg|style|script).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def make_vietnam():
    programme = make_programme()
    vietnam = make_country(code="VN", name_en="Vietnam", name_ja="ベトナム")
    make_rd(vietnam, programme, signed_on="2017-09-27", note_en="The R/D of 25 November 2019 followed it.")
    make_rd(vietnam, programme, signed_on="2019-11-25")
    make_moc(vietnam, programme, signed_on="2017-06-06", effective_on="2017-11-01", others_refused_from="2018-09-01")
    return vietnam


# The profile ------------------------------------------------------------------------------------------


def test_profile_answers_first_for_each_programme(client):
    make_vietnam()

    text = text_of(client.get("/en/countries/vn/?on=2026-11-23"))

    assert "Vietnam, 23 November 2026: MOC with Japan signed for TITP. R/D with JITCO signed." in text
    assert (
        "Signed on 6 June 2017. In force from 1 November 2017."
        " Organizations that are not approved are refused from 1 September 2018." in text
    )
    assert "JITCO approves no organization; the sending government does." in text


def test_past_day_shows_what_held_then_under_a_banner(client):
    make_vietnam()

    response = client.get("/en/countries/vn/?on=2018-01-01")

    text = text_of(response)
    assert "This page is as it was on 1 January 2018. Back to today" in text
    assert ("27 September 2017" in text, "6 June 2017" in text) == (True, True)
    # Neither the paper nor a note that tells of it.
    assert "25 November 2019" not in text
    assert text.count("1 September 2018 later than this day") == 1


def test_today_has_no_banner(client):
    make_vietnam()

    assert "Back to today" not in text_of(client.get("/en/countries/vn/"))


def test_none_found_is_said_with_its_day_and_the_other_programme_beside_it(client):
    titp = make_programme()
    ssw = make_programme(code="ssw", short_en="SSW", short_ja="特定技能", position=2)
    malaysia = make_country(code="MY", name_en="Malaysia", name_ja="マレーシア")
    make_none_found(malaysia, titp, checked_on=datetime.date(2026, 11, 23))
    make_moc(malaysia, ssw, signed_on="2022-05-27")

    text = text_of(client.get("/en/countries/my/"))

    assert "no TITP MOC found (as of 23 November 2026)" in text
    assert "Signed on 27 May 2022." in text


@pytest.mark.parametrize(("language", "words"), [("en", "Talks with the government"), ("ja", "ベトナム")])
def test_pages_come_out_in_both_languages(client, language, words):
    make_vietnam()
    make_country(code="PH")

    pages = [client.get(f"/{language}/countries/{path}") for path in ("", "vn/", "compare/?c=vn&c=ph")]

    assert [response.status_code for response in pages] == [200, 200, 200]
    assert words in text_of(pages[1])


@pytest.mark.parametrize("on", ["yesterday", "2018-13-01", "1066-10-14", "%00"])
def test_day_that_cannot_be_read_is_told_by_the_field_and_today_is_shown(client, on):
    make_vietnam()

    response = client.get(f"/en/countries/vn/?on={on}")

    html = response.content.decode()
    assert (response.status_code, 'id="id_on_error"' in html) == (200, True)
    assert "25 November 2019" in html


def test_unknown_country_is_not_found(client):
    assert [client.get(f"/en/countries/{code}/").status_code for code in ("zz", "ZZ", "vnm", "1a")] == [404] * 4


def test_capitals_lead_to_the_address_in_small_letters(client):
    make_country(code="VN")

    response = client.get("/en/countries/VN/?on=2018-01-01")

    assert (response.status_code, response["Location"]) == (301, "/en/countries/vn/?on=2018-01-01")


def test_missing_chapters_say_that_they_are_not_written(client):
    make_section(make_country(code="VN"), text_en="Written *here* <script>")

    html = client.get("/en/countries/vn/").content.decode()

    assert html.count('class="not-written"') == 4
    assert "<p>Written <em>here</em> &lt;script&gt;</p>" in html


def test_chapter_past_its_day_says_so(client, time_machine):
    time_machine.move_to(datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC), tick=False)
    make_section(make_country(code="VN"), check_again_by=datetime.date(2027, 2, 28))

    text = text_of(client.get("/en/countries/vn/"))

    assert "This section was to be checked again by 28 February 2027." in text


def test_text_is_escaped_wherever_it_comes_from(client):
    country = make_country(code="VN", name_en="<b>Viet</b>", name_ja="ベトナム")
    bad = "<img src=x>"
    make_moc(country, note_en=bad, source=bad)
    make_counterpart(country, name_en=bad, note_en=bad)
    make_talk(country, title_en=bad, report_en=bad, place_en=bad)
    make_procedure_step(country, title_en=bad, documents_en=bad)
    make_fee_cap(country, note_en=bad)
    make_figure(country, note_en=bad)
    make_notice(country, title_en=bad, text_en=bad)
    make_country_measure(country, text_en=bad, from_on="2018-01-01")
    make_country(code="PH")

    pages = [client.get(f"/en/countries/{path}").content.decode() for path in ("", "vn/", "compare/?c=vn&c=ph")]

    assert [re.findall(r"<img|<b>", html) for html in pages] == [[], [], []]


def test_notice_before_its_day_is_shown_to_staff_only(client):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    make_notice(make_country(code="VN"), published_on=tomorrow, title_en="Not for strangers")

    stranger = text_of(client.get("/en/countries/vn/"))
    client.force_login(make_staff())
    staff = text_of(client.get("/en/countries/vn/"))

    assert ["Not for strangers" in text for text in (stranger, staff)] == [False, True]


def test_measure_for_the_whole_country_stands_above_the_papers(client):
    country = make_vietnam()
    make_country_measure(country, from_on="2018-01-01", text_en="Sending stopped (sample).")

    text = text_of(client.get("/en/countries/vn/"))

    assert text.index("Stopped for the whole country") < text.index("Signed on 6 June 2017")


def test_panels_of_other_apps_are_asked_with_country_day_and_user(client, panels):
    vietnam = make_vietnam()
    asked = []

    def filled(country, day, user):
        asked.append((country, day, user.is_authenticated))
        return Panel("Organizations", "organizations", "components/_not_written.html", {"subject": "Filled"})

    def empty(country, day, user):
        return None

    panels.add(filled)
    panels.add(empty)

    html = client.get("/en/countries/vn/?on=2018-01-01").content.decode()

    assert asked == [(vietnam, datetime.date(2018, 1, 1), False)]
    assert (html.count('id="organizations"'), html.count('href="#organizations"')) == (1, 1)
    assert render_to_string("components/_not_written.html", {"subject": "Filled"}).strip() in html


def test_fictional_country_says_so(client):
    make_country(code="XS", name_en="Sample Republic (sample)", is_sample=True)
    make_country(code="VN")

    pages = [text_of(client.get(f"/en/countries/{path}")) for path in ("xs/", "vn/", "compare/?c=vn&c=xs", "")]

    assert ["ictional" in text.replace("are fictional. They show", "") for text in pages] == [True, False, True, True]


# The list ---------------------------------------------------------------------------------------------


def test_fragment_and_page_share_an_address_but_no_cache(client):
    make_vietnam()

    page, fragment = client.get("/en/countries/"), client.get("/en/countries/", headers={"HX-Request": "true"})

    assert [b"<html" in response.content for response in (page, fragment)] == [True, False]
    assert "HX-Request" in page["Vary"]


def test_headings_sort_and_say_which_way(client):
    make_vietnam()

    html = client.get("/en/countries/?sort=rd&q=viet").content.decode()

    assert re.findall(r'aria-sort="(\w+)"><a href="([^"]+)"', html) == [("ascending", "?sort=-rd&amp;q=viet")]


def test_links_of_a_past_day_stay_on_that_day(client):
    make_vietnam()

    html = client.get("/en/countries/?on=2018-01-01").content.decode()

    assert len(re.findall(r'href="/en/countries/vn/\?on=2018-01-01', html)) == 3
    assert '<input type="hidden" name="on" value="2018-01-01">' in html


def test_list_that_finds_nothing_says_what_to_do_next(client):
    make_vietnam()

    assert "No country matches" in text_of(client.get("/en/countries/?q=atlantis"))


def test_ticks_outlive_a_filter(client):
    make_vietnam()
    make_country(code="PH", name_en="Philippines")

    html = client.get("/en/countries/?q=viet&c=vn&c=ph", headers={"HX-Request": "true"}).content.decode()

    assert re.findall(r'<input [^>]*name="c"[^>]*>', html) == [
        '<input type="hidden" name="c" value="ph">',
        '<input class="form-check-input" type="checkbox" name="c" value="vn" checked>',
    ]


# The comparison ---------------------------------------------------------------------------------------


def test_comparison_shows_the_countries_beside_each_other_on_the_day(client):
    make_vietnam()
    make_country(code="PH", name_en="Philippines", name_ja="フィリピン")

    text = text_of(client.get("/en/countries/compare/?c=vn&c=ph&on=2018-01-01"))

    assert "MOC for TITP Signed on 6 June 2017." in text
    assert "Nothing is recorded of an MOC for TITP by this day." in text
    assert "25 November 2019" not in text


@pytest.mark.parametrize("query", ["", "c=vn", "c=vn&c=zz", "c=vn&c=aa&c=bb&c=cc&c=dd", "c=%00&c=vn"])
def test_comparison_of_a_wrong_choice_asks_again_by_the_field(client, query):
    for code in ("VN", "AA", "BB", "CC", "DD"):
        make_country(code=code)

    response = client.get(f"/en/countries/compare/?{query}")

    html = response.content.decode()
    assert (response.status_code, 'id="id_c_error"' in html, "compare-table" in html) == (200, True, False)


# What pages cost --------------------------------------------------------------------------------------


def fill(country, rows):
    """So many rows of everything that a country has, the first of each by its factory."""
    programme = make_programme()
    office = make_counterpart(country)
    papers = multiply(make_rd(country, programme, counterpart=office), rows, "signed_on")
    papers += multiply(make_moc(country, programme), rows, "signed_on")
    Agreement.programmes.through.objects.bulk_create(
        Agreement.programmes.through(agreement=paper, programme=programme) for paper in papers
    )
    multiply(make_counterpart(country), rows, "name_en")
    multiply(make_talk(country), rows, "held_on")
    multiply(make_section(country), rows, "in_force_from")
    multiply(make_procedure_step(country, programme), rows, "position")
    multiply(make_fee_cap(country, programme), rows, "from_on")
    multiply(make_figure(country), rows, "counted_on")
    multiply(make_notice(country), rows, "published_on")
    multiply(make_country_measure(country, programme=programme, from_on="2018-01-01"), rows, "from_on")


def multiply(first, rows, field):
    """Copies of ``first``, each with another value of ``field``."""
    copies, first_position = [], next(numbers) + 1000
    for number in range(rows - 1):
        day = datetime.date(2010, 1, 1) + datetime.timedelta(days=number)
        values = {"position": first_position + number, "published_on": day}
        copied = copy.copy(first)
        copied.pk = None
        setattr(copied, field, values.get(field, str(day)))
        copies.append(copied)
    return type(first).objects.bulk_create(copies)


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", ["/en/countries/%s/", "/en/countries/compare/?c=%s&c=ph"])
def test_pages_cost_the_same_for_3_rows_and_for_300(client, address):
    make_country(code="PH")
    fill(make_country(code="VN"), 3)
    fill(make_country(code="CN"), 300)

    few, many = [queries_of(client, address % code) for code in ("vn", "cn")]

    assert (few == many, few <= 14) == (True, True)


def test_list_costs_the_same_for_3_countries_and_for_300(client):
    counted = []
    for rows in (3, 297):
        for _ in range(rows):
            country = make_country()
            make_rd(country)
            make_moc(country)
        counted.append(queries_of(client, "/en/countries/"))

    assert (counted[0] == counted[1], counted[0] <= 6) == (True, True)
