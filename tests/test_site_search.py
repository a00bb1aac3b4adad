"""The search of the whole site: every group, in its order, and nothing that the reader may not see."""

import datetime
import re
import time
from itertools import pairwise

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import expect

from countries.models import CountrySection
from jitco_portal.common.search.groups import MOST_COUNTED
from jitco_portal.common.search.index import refresh_stale
from organizations.models import MissedSearch, OrganizationName
from organizations.queries.search_groups import search_groups as organization_groups
from tests.factories import (
    SOURCE,
    make_country,
    make_notice,
    make_organization,
    make_section,
    make_staff,
    make_supervising,
    make_talk,
)
from tests.materials.world import make_edition, make_material, make_question

pytestmark = pytest.mark.django_db

# Nine groups, most of them looked through once for good hits and once for close ones; then what the hits are, counts,
# the page. Materials are looked for in their files too.
MOST_QUERIES = 24


def make_vietnam():
    return make_country(code="VN", name_en="Vietnam", name_ja="ベトナム", name_kana="ベトナム")


def make_one_of_each(words="Lotus", number=1):
    """A row in every group, each found by the same word."""
    country = make_vietnam()
    for at in range(number):
        make_organization(country, name_en=f"{words} Sending {at}", name_ja=f"見本送出し{at}")
        make_supervising(name_en=f"{words} Supervising {at}", prefecture="愛知県")
        make_country(name_en=f"{words} Land {at}", name_ja=f"見本の国{at}")
        make_notice(country, title_en=f"{words} notice {at}")
        make_talk(country, title_en=f"{words} talk {at}")
        make_section(
            country,
            kind=CountrySection.Kind.values[at],
            text_en=f"{words} in the **costs**.",
            text_ja="費用の文。",
        )


def search(client, words, language="en", **headers):
    refresh_stale()
    return client.get(f"/{language}/search/", {"q": words}, headers=headers)


def found(response):
    """The titles of the rows by the anchor of their group."""
    return {
        group.anchor: ["".join(segment.text for segment in row.title) for row in group.rows]
        for group in response.context["groups"]
    }


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# What is found --------------------------------------------------------------------------------------------


def test_all_groups_stand_in_their_order_with_their_counts(client):
    make_one_of_each(number=2)

    response = search(client, "lotus")

    groups = response.context["groups"]
    assert [group.anchor for group in groups] == [
        "sending",
        "supervising",
        "countries",
        "sections",
        "notices",
        "talks",
    ]
    assert [(group.count, group.count_is_exact) for group in groups] == [(2, True)] * 6
    assert "12 matches" in text_of(response)


@pytest.mark.parametrize(
    ("words", "close"),
    [
        ("Hoa Sen Sample", False),
        ("Công ty Hoa Sen", False),
        ("cong ty hoa sen", False),
        ("ホアセン見本", False),
        ("Hoa Sen Smaple", True),
    ],
)
def test_a_sending_organization_is_found_in_every_spelling(client, words, close):
    make_organization(
        make_vietnam(), name_en="Hoa Sen Sample JSC", name_local="Công ty Hoa Sen", name_ja="ホアセン見本"
    )

    response = search(client, words)

    [group] = response.context["groups"]
    assert [(group.anchor, row.url.split("/")[3], row.is_close) for row in group.rows] == [
        ("sending", "sending", close)
    ]
    assert ("Found by a similar spelling" in text_of(response)) is close


def test_an_organization_shows_its_country_or_prefecture_and_no_standing(client):
    make_organization(make_vietnam(), name_en="Lotus Sending")
    make_supervising(name_en="Lotus Supervising", prefecture="愛知県")

    response = search(client, "lotus")

    assert [row.about for group in response.context["groups"] for row in group.rows] == ["Vietnam", "Aichi"]
    assert "standing" not in response.content.decode().partition("<main")[2]


def test_a_former_name_says_that_it_answered(client):
    organization = make_organization(make_vietnam(), name_en="Lotus Sending")
    OrganizationName.objects.create(organization=organization, kind="former", name="Orchid Manpower", **SOURCE)

    [group] = search(client, "orchid").context["groups"]

    [row] = group.rows
    assert (row.label, [each.text for each in row.text if each.is_marked]) == ("Former or other name", ["Orchid"])


def test_five_are_shown_and_a_link_leads_to_all_in_the_list(client):
    country = make_vietnam()
    for number in range(7):
        make_organization(country, name_en=f"Lotus & {number}")

    response = search(client, "lotus &")
    [group] = response.context["groups"]

    assert (len(group.rows), group.count) == (5, 7)
    assert group.more_url == "/en/organizations/sending/?q=lotus+%26"
    assert 'href="/en/organizations/sending/?q=lotus+%26"' in response.content.decode()


def test_many_are_counted_so_far_and_no_further():
    country = make_vietnam()
    for _number in range(MOST_COUNTED + 1):
        make_organization(country, name_en="Lotus")
    refresh_stale()

    [group] = organization_groups("lotus", AnonymousUser())

    assert (group.count, group.count_is_exact) == (MOST_COUNTED, False)


def test_a_chapter_shows_the_place_in_its_text_with_a_mark(client):
    make_section(make_vietnam(), kind="costs", text_en=f"{'Much before. ' * 40}The **dormitory** is free.")

    response = search(client, "dormitory")

    assert "<mark>dormitory</mark>" in response.content.decode()
    assert "**" not in response.content.decode()
    assert 'href="/en/countries/vn/#costs"' in response.content.decode()


# Who may see it -------------------------------------------------------------------------------------------


@time_machine.travel("2026-11-23T12:00:00+09:00")
def test_a_stranger_finds_nothing_that_is_not_published(client):
    country = make_vietnam()
    make_organization(country, name_en="Lotus Unpublished", is_published=False)
    make_supervising(name_en="Lotus Unpublished", is_published=False)
    merged = make_organization(country, name_en="Lotus Merged")
    merged.merged_into = make_organization(country, name_en="Orchid")
    merged.save()
    make_notice(country, title_en="Lotus tomorrow", published_on=datetime.date(2026, 11, 24))
    make_section(country, text_en="Lotus tomorrow", in_force_from="2026-11-24")
    make_talk(country, title_en="Lotus tomorrow", held_on="2026-11-24")

    stranger = search(client, "lotus")
    client.force_login(make_staff())
    staff = search(client, "lotus")

    assert found(stranger) == {}
    assert stranger.context["nearest"] == []
    assert {anchor: len(rows) for anchor, rows in found(staff).items()} == {
        "sending": 2,
        "supervising": 1,
        "notices": 1,
    }


# Nothing, and nothing asked -------------------------------------------------------------------------------


def test_without_words_the_page_says_what_can_be_typed(client):
    response = client.get("/en/search/")

    assert "What you can type" in text_of(response)
    assert "noindex" not in response.content.decode()
    assert MissedSearch.objects.count() == 0


def test_nothing_found_shows_what_is_nearest_and_whom_to_tell_and_is_counted(client):
    make_organization(make_vietnam(), name_en="Sakura Trading")
    make_supervising(name_en="Sakura Union", name_ja="さくら組合")

    response = search(client, "Sakuro Tradex & Sons")

    assert found(response) == {}
    assert [each.name_en for each in response.context["nearest"]] == ["Sakura Trading", "Sakura Union"]
    assert 'href="/en/organizations/missing/?q=Sakuro%20Tradex%20%26%20Sons"' in response.content.decode()
    [missed] = MissedSearch.objects.all()
    assert (missed.words, missed.where, missed.language) == ("sakuro tradex & sons", "site", "en")


def test_what_is_found_is_not_counted(client):
    make_one_of_each()

    search(client, "lotus")

    assert MissedSearch.objects.count() == 0


@pytest.mark.parametrize(
    "words",
    [
        "\0",
        "a\0b",
        "x" * 100_000,
        "見" * 40 + " " * 100_000,
        "🙂🙂",
        "\u202eقائمة",
        "'; DROP TABLE organizations_organization; --",
        "%_%",
        "(((a+)+)+)$[",
        "{}{0}%s%(a)s\\",
        "<script>alert(1)</script>",
        "\ud800",
        "a\u0301" * 5_000,
        " ".join("abcdefghijklmnop"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_whatever_is_typed_is_answered_quickly(client, words, language):
    make_one_of_each()
    refresh_stale()
    address = f"/{language}/search/"
    client.get(address)

    begun = time.perf_counter()
    response = client.get(address, {"q": words.encode("utf-8", "surrogatepass")})

    assert response.status_code == 200
    assert time.perf_counter() - begun < 1
    assert "<script>alert" not in response.content.decode()
    # The header's links to the other language hold the whole address.
    assert len(response.content.decode().partition("<main")[2]) < 20_000


@pytest.mark.parametrize(
    ("typed", "words"),
    [("Lo\u200btus", "Lotus"), ("ශ්\u200dරී", "ශ්\u200dරී"), ("見本\u3000組合", "見本 組合"), ("\u202eabc\x07d", "abc d")],
)
def test_signs_that_nobody_sees_are_left_out(client, typed, words):
    assert search(client, typed).context["words"] == words


# What it costs --------------------------------------------------------------------------------------------


def queries_of(client, words):
    refresh_stale()
    client.get("/en/search/", {"q": words})
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get("/en/search/", {"q": words})
    return len(queries)


def make_many(first, last):
    country = make_vietnam()
    for number in range(first, last):
        # A tenth of them: a text takes long to publish.
        if number < 3 or number % 10 == 0:
            make_edition(make_material(title_en=f"Lotus book {number}"))
            make_question(question_en=f"Lotus question {number}?")
        make_organization(country, name_en=f"Lotus Sending {number}")
        make_supervising(name_en=f"Lotus Supervising {number}")
        make_notice(country, title_en=f"Lotus notice {number}")
        make_talk(country, title_en=f"Lotus talk {number}")


def test_three_rows_of_each_cost_as_many_queries_as_three_hundred(client):
    make_many(0, 3)
    for kind in ("costs", "situation", "regulations"):
        make_section(make_vietnam(), kind=kind, text_en="Lotus.")
    few = queries_of(client, "lotus")
    make_many(3, 300)

    many = queries_of(client, "lotus")

    assert few == many
    assert many <= MOST_QUERIES


@pytest.mark.parametrize("words", ["lotus", "lotuz", "Lotxs Sendng", "見本送出し9", "zzzzqq", "lotus land sample"])
def test_no_words_cost_more_than_the_most(client, words):
    make_one_of_each()
    make_organization(make_vietnam(), name_en="Lotas Lotut Lotuc")
    make_country(name_en="Lotuss Land")

    assert queries_of(client, words) <= MOST_QUERIES


# The page -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("words", ["", "lotus", "zzzzqq", "Smapel Lotuz"])
def test_headings_stand_in_order_and_ids_stand_once(client, language, words):
    make_one_of_each()

    html = search(client, words, language).content.decode()

    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r'<label[^>]+for="([^"]+)"', html)) <= set(ids)


def test_a_page_of_results_is_not_for_search_engines(client):
    assert '<meta name="robots" content="noindex">' in search(client, "lotus").content.decode()


def test_htmx_gets_the_results_alone_with_their_title(client):
    make_one_of_each()

    response = search(client, "lotus", **{"HX-Request": "true"})
    html = response.content.decode()

    assert "<h1" not in html
    assert "<title>Search for “lotus” – " in html
    assert {"HX-Request", "HX-History-Restore-Request"} <= set(response.headers["Vary"].split(", "))


def test_the_form_needs_no_scripts(client):
    html = search(client, 'a "b" <c>').content.decode()

    form = re.search(r'<form class="search-form"[^>]*>.*?</form>', html, re.DOTALL)[0]
    assert 'action="/en/search/"' in form
    assert 'method="get"' in form
    assert 'value="a &quot;b&quot; &lt;c&gt;"' in form
    assert 'type="submit"' in form


@pytest.mark.parametrize("path", ["/en/", "/ja/countries/", "/en/search/", "/en/search/order/", "/en/nothing-here/"])
def test_every_page_leads_to_the_search(client, path):
    language = path[1:3]

    html = client.get(path).content.decode()

    header = html.partition("<header")[2].partition("</header>")[0]
    assert f'<form class="header-search" action="/{language}/search/" method="get"' in header
    assert f'<a class="header-search-link" href="/{language}/search/">' in header
    assert html.count('id="header-q"') == 1


@pytest.mark.parametrize(("language", "sentence"), [("en", "nobody can choose it and nobody can pay for it")])
def test_the_order_is_published(client, language, sentence):
    response = client.get(f"/{language}/search/order/")

    assert sentence in text_of(response)
    assert response.content.decode().count("<h1") == 1


# In a browser ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "has_form"), [(1280, True), (390, False), (320, False)])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_header_has_a_form_where_there_is_room_and_a_link_elsewhere(portal, new_context, width, has_form, language):
    make_one_of_each()
    refresh_stale()
    tab = new_context(width=width).new_page()

    tab.goto(f"{portal}/{language}/search/?q=lotus")

    assert tab.locator(".header-search").is_visible() is has_form
    assert tab.locator(".header-search-link").is_visible() is not has_form
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_the_search_works_without_scripts(portal, new_context):
    make_one_of_each()
    refresh_stale()
    tab = new_context(javascript=False).new_page()
    tab.goto(f"{portal}/en/")

    tab.fill("#header-q", "lotus talk")
    tab.press("#header-q", "Enter")

    assert tab.locator("h2").first.inner_text() == "Talks with governments (1)"
    tab.click("text=Lotus talk 0")
    assert tab.url == f"{portal}/en/countries/vn/#talks"


def test_htmx_shows_the_results_in_place(portal, page):
    make_one_of_each()
    refresh_stale()
    page.goto(f"{portal}/en/search/")

    page.fill("#q", "lotus talk")
    page.press("#q", "Enter")
    page.wait_for_selector("#talks")

    expect(page).to_have_url(f"{portal}/en/search/?q=lotus%20talk")
    expect(page).to_have_title("Search for “lotus talk” – JITCO Sending Support")
