"""Every public page, in both languages, as a visitor's browser meets it: on the shipped and the sample data."""

import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.accessibility import serious_problems
from tests.conftest import watch_for_problems
from tests.soak import pairs

PAGES = [
    "",
    "countries/",
    "countries/?titp=signed&sort=-name",
    "countries/vn/",
    "countries/vn/?on=2018-01-01",
    "countries/cn/",
    "countries/xs/",
    "countries/compare/?c=vn&c=ph&c=my",
    "countries/compare/?c=vn",
    "organizations/sending/",
    "organizations/sending/?country=xs",
    "organizations/sending/?q=no+such+organization",
    "organizations/sending/?q=lotos",
    "organizations/suggestions/?q=lotus",
    "organizations/columns/",
    "organizations/missing/?q=Lotus",
    "search/",
    "search/?q=vietnam",
    "search/order/",
    "organizations/sending/{sample}/",
    "organizations/sending/{sample}/?on=2020-06-01",
    "organizations/sending/{real}/",
    "organizations/sending/compare/?o={sample}&o={real}",
    "organizations/supervising/",
    "organizations/supervising/{supervising}/",
    "matching/",
    "matching/wishes/",
    "seminars/",
    "seminars/?when=past&country=vn",
    "seminars/?q=no+such+event",
    "seminars/columns/",
    "seminars/{seminar}/",
    "seminars/{full}/",
    "seminars/{cancelled}/",
    "seminars/{tour}/",
    "seminars/{known}/",
    "no/such/page/",
]
LANGUAGES = ["en", "ja"]
WIDTHS = [390, 1280]
WHERE_AXE_LOOKS = pairs(LANGUAGES, WIDTHS)
# A first visit on a slow line.
KILOBYTES, REQUESTS = 100, 15


@pytest.fixture(scope="session")
def addresses(sample_site):
    """Public ids of a fictional and a real sending organization, and of a supervising one; numbers of events."""

    def first(path, pattern):
        with urlopen(f"{sample_site.url}{path}", timeout=30) as answer:
            return re.search(pattern, answer.read().decode()).group(1)

    return {
        "sample": first("/en/organizations/sending/?country=xs", r"/en/organizations/sending/(xs-\d+)/"),
        "real": first("/en/organizations/sending/?country=vn", r"/en/organizations/sending/(vn-\d+)/"),
        "supervising": first("/en/organizations/supervising/", r"/en/organizations/supervising/(jp-\d+)/"),
        **{
            name: first(f"/en/seminars/{query}", rf'/en/seminars/(\d+)/">{title}')
            for name, query, title in (
                ("seminar", "", "Matching seminar Sample Republic"),
                ("full", "", "Joint seminar: changes of the system"),
                ("cancelled", "", "Joint seminar in Osaka"),
                ("tour", "?kind=inspection_tour", ""),
                ("known", "?when=past&country=vn", "Joint seminar with Vietnamese"),
            )
        },
    }


@pytest.fixture(scope="module")
def same_tab(browser):
    """One tab for tests that look at many pages and leave nothing behind, and the problems it had."""
    context = browser.new_context()
    tab = context.new_page()
    yield tab, watch_for_problems(tab)
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_accessible_and_fits_phone_and_desk(sample_site, addresses, same_tab, path, language):
    address = f"{sample_site.url}/{language}/{path.format(**addresses)}"
    tab, problems = same_tab
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        problems.clear()

        status = tab.goto(address).status

        assert status == (404 if path.startswith("no/") else 200)
        if (language, width) in WHERE_AXE_LOOKS:
            assert serious_problems(tab) == []
        assert problems == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.evaluate("document.documentElement.lang") == language
        assert tab.locator("h1").count() == 1


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("no/")])
def test_no_english_is_left_on_a_japanese_page(sample_site, addresses, same_tab, path):
    """Words of the interface are Japanese; names, sources and texts marked as English may stand."""
    tab, _problems = same_tab
    tab.goto(f"{sample_site.url}/ja/{path.format(**addresses)}")

    words = tab.evaluate(
        """() => [...document.querySelectorAll('h1, h2, h3, th, dt, label, button, legend, summary, nav a, .btn')]
            .filter(each => !each.closest('[lang="en"], .source, .row-list, .languages, .name-original'))
            .map(each => each.textContent.trim()).filter(text => /^[A-Za-z][a-z]+( [a-z]+)+/.test(text))"""
    )

    assert words == []


@pytest.mark.parametrize(
    "path", ["", "countries/", "countries/vn/", "organizations/sending/", "organizations/sending/{sample}/"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_is_light(sample_site, addresses, new_context, path, language):
    context = new_context()
    tab = context.new_page()
    client = context.new_cdp_session(tab)
    client.send("Network.enable")
    moved, requests = [], []
    client.on("Network.loadingFinished", lambda event: moved.append(event["encodedDataLength"]))
    client.on("Network.requestWillBeSent", lambda event: requests.append(event["request"]["url"]))

    tab.goto(f"{sample_site.url}/{language}/{path.format(**addresses)}")
    tab.wait_for_load_state("networkidle")

    assert sum(moved) < KILOBYTES * 1000
    assert len([url for url in requests if not url.startswith("data:")]) <= REQUESTS


def test_a_visitor_without_scripts_filters_compares_and_asks_for_another_day(sample_site, new_context):
    tab = new_context(javascript=False).new_page()

    tab.goto(f"{sample_site.url}/en/")
    tab.get_by_role("link", name="Compare sending countries").click()
    tab.locator('input[name="c"][value="vn"]').check()
    tab.locator('input[name="c"][value="ph"]').check()
    tab.get_by_role("button", name="Compare").first.click()
    assert tab.url.endswith("/en/countries/compare/?c=ph&c=vn")
    assert "Vietnam" in tab.locator("main").inner_text()

    tab.goto(f"{sample_site.url}/en/countries/vn/")
    tab.locator('input[name="on"]').first.fill("2018-01-01")
    tab.locator('form:has(input[name="on"]) button').first.click()
    assert "on=2018-01-01" in tab.url
    assert "27 September 2017" in tab.locator("main").inner_text()


def test_the_language_switch_keeps_the_page_and_its_question(sample_site, new_context):
    tab = new_context().new_page()
    tab.goto(f"{sample_site.url}/en/countries/vn/?on=2018-01-01")

    tab.get_by_role("link", name="日本語").click()

    assert tab.url == f"{sample_site.url}/ja/countries/vn/?on=2018-01-01"
    assert "2017年6月6日" in tab.locator("main").inner_text()


def test_the_root_follows_the_browser_s_language(sample_site, new_context):
    for locale, language in (("ja-JP", "ja"), ("en-GB", "en"), ("vi-VN", "en")):
        tab = new_context(locale=locale).new_page()
        tab.goto(sample_site.url)
        assert tab.url == f"{sample_site.url}/{language}/"


def test_by_keyboard_the_first_stop_leads_to_the_content(sample_site, new_context):
    tab = new_context().new_page()
    tab.goto(f"{sample_site.url}/en/countries/")

    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Skip to main content")).to_be_focused()
    tab.keyboard.press("Enter")

    expect(tab.locator("#main")).to_be_focused()
