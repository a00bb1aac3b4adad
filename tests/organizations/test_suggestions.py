"""Names while one types: the best few with what was found, as a part for scripts and as a page without."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from jitco_portal.common.search.index import refresh_stale
from organizations.models import MissedSearch, OrganizationName
from tests import factories as make

pytestmark = pytest.mark.django_db
ADDRESS = "/en/organizations/suggestions/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def organizations():
    country = make.make_country(code="VN", name_en="Vietnam", name_ja="ベトナム")
    make.make_programme()
    for name in ("Lotus", "Lotus Manpower", "Golden Lotus", "Bamboo"):
        organization = make.make_organization(country, name_en=name)
    OrganizationName.objects.create(organization=organization, kind="former", name="Old Lotus", **make.SOURCE)
    make.make_organization(country, name_en="Lotus hidden", is_published=False)
    make.make_supervising(name_ja="ロータス協同組合", prefecture="東京都")
    refresh_stale()
    with translation.override("en"):
        yield


def shown(client, words, **values):
    headers = values.pop("headers", HTMX)
    return client.get(ADDRESS, {"q": words, **values}, headers=headers)


def names(response):
    return [row.name for row in response.context["rows"]]


def test_the_best_names_stand_first_and_lead_to_their_pages(client):
    response = shown(client, "lotu")

    html = response.content.decode()
    assert names(response)[0].startswith("Lotus")
    assert set(names(response)) == {"Lotus", "Lotus Manpower", "Golden Lotus", "Bamboo"}
    assert re.findall(r'<li><a href="([^"]+)"', html) == [row.get_absolute_url() for row in response.context["rows"]]
    assert ("<mark>Lotu</mark>s" in html, "Former or other name: " in html) == (True, True)
    assert "4 suggestions; arrow down leads to them." in html


@pytest.mark.parametrize("words", ["", "  ", "zzzz", "!!", "\x00", "a" * 5_000])
def test_words_that_find_nothing_give_none_and_nothing_is_kept(client, words):
    response = shown(client, words)

    assert (response.status_code, names(response), MissedSearch.objects.count()) == (200, [], 0)
    assert ("No name begins so" in response.content.decode()) == bool(words.strip())


def test_without_scripts_it_is_a_page_with_the_way_to_the_whole_list(client):
    page, part = shown(client, "lotus & co", headers={}), shown(client, "lotus & co")

    html = page.content.decode()
    assert ("<html" in html, "<html" in part.content.decode()) == (True, False)
    assert part.content.decode().strip() in html
    assert 'href="/en/organizations/sending/?q=lotus%20%26%20co"' in html
    assert 'value="lotus &amp; co"' in html
    assert {"HX-Request", "HX-History-Restore-Request"} <= {each.strip() for each in page["Vary"].split(",")}


def test_each_kind_has_its_own_and_another_is_not_there(client):
    supervising = shown(client, "ロータス", kind="supervising")

    assert names(supervising) == ["ロータス協同組合"]
    assert "Tokyo" in supervising.content.decode()
    assert shown(client, "lotus", kind="other").status_code == 404
    assert client.post(ADDRESS).status_code == 405


def test_what_is_not_published_is_suggested_to_staff_alone(client):
    visitor = names(shown(client, "lotus hidden"))
    client.force_login(make.make_staff())

    assert ("Lotus hidden" in visitor, "Lotus hidden" in names(shown(client, "lotus hidden"))) == (False, True)


def test_at_most_eight_in_at_most_four_queries(client):
    def queries(words):
        with CaptureQueriesContext(connection) as captured:
            response = shown(client, words)
        return len(captured), len(response.context["rows"])

    country = make.make_country(code="VN")
    for number in range(40):
        make.make_organization(country, name_en=f"Rose {number}")
    refresh_stale()

    found = {words: queries(words) for words in ("rose", "lotus", "rosse", "zzzz")}

    assert {words: number for words, (_queries, number) in found.items()} == {
        "rose": 8,
        "lotus": 4,
        "rosse": 8,
        "zzzz": 0,
    }
    assert max(number for number, _rows in found.values()) <= 4, found
