"""A list under words: in the order of how well they match, saying why, page by page, and what it says of nothing."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import translation

from jitco_portal.common.days import today
from jitco_portal.common.search.index import refresh_stale
from organizations.models import MissedSearch, Organization, OrganizationName
from organizations.queries.search import likely_the_same
from tests import factories as make

pytestmark = pytest.mark.django_db
SENDING, SUPERVISING = "/en/organizations/sending/", "/en/organizations/supervising/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def vietnam():
    make.make_programme()
    return make.make_country(code="VN", name_en="Vietnam", name_ja="ベトナム")


@pytest.fixture
def lotus(vietnam):
    """One organization for each rank that the word "lotus" has."""
    names = ["Megalotus", "Golden Lotus", "Lotos Trading", "Lotus Manpower", "Lotus"]
    for name in names:
        make.make_organization(vietnam, name_en=name)
    make.make_organization(vietnam, name_en="River", address="12 Lotus Street")
    make.make_organization(vietnam, name_en="Bamboo")
    refresh_stale()


def names(response):
    return [row.name for row in response.context["page"].rows]


def text_of(response):
    html = re.sub(r"<(svg|head|script).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<(?!/?mark)[^>]+>", " ", html).split())


def found(client, words, address=SENDING, **query):
    return client.get(address, {"q": words, **query})


# Order and marks --------------------------------------------------------------------------------------


def test_rows_stand_as_the_published_order_says(client, lotus):
    response = found(client, "lotus")

    assert names(response) == ["Lotus", "Lotus Manpower", "Golden Lotus", "Megalotus", "River"]
    assert "5 in all" in text_of(response)
    assert "in the order of how well they match" in text_of(response)
    assert 'href="/en/search/order/"' in response.content.decode()


def test_without_the_very_name_a_similar_spelling_stands_last(client, lotus):
    Organization.objects.filter(name_en="Lotus").update(name_en="Rose")
    refresh_stale()

    response = found(client, "lotus")

    assert names(response) == ["Lotus Manpower", "Golden Lotus", "Megalotus", "River", "Lotos Trading"]
    assert text_of(response).count("Found by a similar spelling") == 1


@pytest.mark.parametrize("words", ["", "   "])
def test_without_words_rows_stand_in_the_order_of_their_names(client, lotus, words):
    response = found(client, words)

    assert names(response) == sorted(
        ["Megalotus", "Golden Lotus", "Lotos Trading", "Lotus Manpower", "Lotus", "River", "Bamboo"]
    )
    assert ("in the order of names" in text_of(response), "<mark>" in text_of(response)) == (True, False)


def test_what_answers_the_words_is_marked_in_the_name_that_answers(client, vietnam):
    make.make_organization(
        vietnam, name_en="Golden Lotus Manpower", name_local="Công ty Sen Vàng", name_ja="ゴールデンロータス"
    )
    refresh_stale()

    asked = ["golden lotus", "cong ty sen", "ロータス"]
    marked = [re.findall("<mark>(.*?)</mark>", text_of(found(client, words))) for words in asked]

    assert marked == [["Golden Lotus"], ["Công ty Sen"], ["ロータス"]]


def test_a_row_says_by_which_other_text_it_was_found(client, vietnam):
    organization = make.make_organization(
        vietnam, name_en="Lotus", address="12 Tran Phu", phone="+84 24 3888 1234", website="https://www.sen.example/"
    )
    office = make.make_counterpart(vietnam)
    OrganizationName.objects.create(organization=organization, kind="former", name="Bamboo Ltd", **make.SOURCE)
    make.make_approval(organization, office, number="123/LĐTBXH-GP")
    organization.operations.add(make.make_operation("1-1-1", name_en="Facility horticulture"))
    refresh_stale()

    told = {
        words: text_of(found(client, words)).partition("Lotus ")[2].partition(" not known ")[0]
        for words in ("bamboo", "123ldtbxhgp", "0243 888 1234", "tran phu", "horticulture", "sen.example")
    }

    assert told == {
        "bamboo": "Former or other name: <mark>Bamboo</mark> Ltd",
        "123ldtbxhgp": "Approval or permit number: <mark>123/LĐTBXH-GP</mark>",
        "0243 888 1234": told["0243 888 1234"],
        "tran phu": "Address: 12 <mark>Tran Phu</mark>",
        "horticulture": "Operations: Facility <mark>horticulture</mark>",
        "sen.example": "Web site: https://www.<mark>sen.example</mark>/",
    }
    assert told["0243 888 1234"].startswith("Telephone: ")


def test_a_permit_written_in_any_way_is_told_as_it_is_held(client, vietnam):
    make.make_permit(make.make_supervising(name_ja="協同組合見本"), number="許1706000144")
    make.make_permit(make.make_supervising(name_ja="別団体"), number="許1801000001")
    refresh_stale()

    for words in (
        "許1706000144",
        "1706000144",
        "１７０６０００１４４",
        "許 1706-000144",
        "1706 0001",
        "協同 組合 見本",
    ):
        assert names(found(client, words, SUPERVISING)) == ["協同組合見本"], words
    assert "Approval or permit number: 許<mark>1706000144</mark>" in text_of(found(client, "1706-000144", SUPERVISING))


@pytest.mark.parametrize("words", ["許", "1706000144999", "%", "000145", "_"])
def test_what_is_no_permit_number_finds_none(client, vietnam, words):
    make.make_permit(make.make_supervising(name_ja="見本"), number="許1706000144")
    refresh_stale()

    assert names(found(client, words, SUPERVISING)) == []


@pytest.mark.parametrize(
    "words", ["dai viet", "ĐẠI VIỆT", "ＤＡＩ", "だいべと", "daive", "co viet", "vn-0001", "VN-0001"]
)
def test_names_are_found_without_marks_case_and_width(client, vietnam, words):
    make.make_organization(
        vietnam, name_en="Dai Viet Co", name_local="Công ty Đại Việt", name_ja="ダイベト", short_name="DAIVE"
    )
    make.make_organization(vietnam, name_en="Other")
    refresh_stale()

    assert names(found(client, words)) == ["Dai Viet Co"]


def test_a_misspelt_name_is_found_and_told_as_such(client, vietnam):
    make.make_organization(vietnam, name_en="Lotus Manpower")
    make.make_organization(vietnam, name_en="Bamboo")
    refresh_stale()

    misspelt, right = text_of(found(client, "lotis manpower")), text_of(found(client, "lotus manpower"))

    assert "<mark>Lotus Manpower</mark> Found by a similar spelling" in misspelt
    assert "similar spelling" not in right


# Pages and filters ------------------------------------------------------------------------------------


@pytest.fixture
def many(vietnam):
    """Sixty that match the words and the filter, ten elsewhere, ten of another name."""
    elsewhere = make.make_country(code="PH", name_en="Philippines")
    for number in range(60):
        make.make_organization(vietnam, name_en=f"{'Golden ' * (number % 2)}Lotus {number}", languages=["vi"])
    for number in range(10):
        make.make_organization(elsewhere, name_en=f"Lotus {number}", languages=["vi"])
        make.make_organization(vietnam, name_en=f"Bamboo {number}", languages=["vi"])
    refresh_stale()


@pytest.mark.parametrize("words", ["lotus", "lotis"])
def test_pages_under_words_and_filters_meet_without_loss_forwards_and_back(client, many, words):
    pages, address = [], f"{SENDING}?q={words}&country=vn&language=vi"
    while address:
        pages.append(client.get(address).context["page"])
        address = pages[-1].next_url and SENDING + pages[-1].next_url
    back = [pages[-1]]
    while back[-1].previous_url:
        back.append(client.get(SENDING + back[-1].previous_url).context["page"])

    ids = [row.pk for page in pages for row in page]
    expected = Organization.objects.filter(country__code="VN", name_en__contains="Lotus")
    assert [len(page) for page in pages] == [25, 25, 10]
    assert set(ids) == set(expected.values_list("pk", flat=True))
    assert [row.pk for page in reversed(back) for row in page] == ids
    assert {page.count for page in [*pages, *back]} == {60}
    if words == "lotus":
        assert [row.name.startswith("Lotus") for page in pages for row in page] == [True] * 30 + [False] * 30


def test_a_link_that_was_mailed_gives_the_same_rows(client, many):
    client.force_login(make.make_user())
    first = client.get(f"{SENDING}?q=lotus&country=vn")
    second = client.get(SENDING + first.context["page"].next_url)

    again = Client().get(SENDING + first.context["page"].next_url)

    assert names(again) == names(second)
    assert names(again)[0] not in names(first)
    assert [each["text"] for each in again.context["active_filters"]] == [
        "Searched for: lotus",
        "Country: Vietnam",
    ]


@pytest.mark.parametrize(
    "key",
    ["x", "W10", "WzEsMiwzLDRd", "Wzk5LDEsMV0", "WzMsLTEsMV0", "WyJhIiwxLDFd", "%00", "é" * 5_000],
)
@pytest.mark.parametrize("name", ["after", "before"])
def test_a_key_that_cannot_be_read_shows_the_first_page(client, lotus, key, name):
    assert names(found(client, "lotus", **{name: key})) == names(found(client, "lotus"))


def test_a_further_page_that_is_empty_by_now_leads_to_the_first(client, many):
    first = client.get(f"{SENDING}?q=lotus&country=vn").context["page"]
    Organization.objects.exclude(pk__in=[row.pk for row in first]).update(is_published=False)

    response = client.get(SENDING + first.next_url)

    assert (response.status_code, response.url) == (302, f"{SENDING}?q=lotus&country=vn")


def test_the_fragment_brings_the_filters_with_the_ids_that_the_page_has(client, many):
    address = f"{SENDING}?q=lotus&country=vn&after="
    page, fragment = client.get(address).content.decode(), client.get(address, headers=HTMX)

    sent = fragment.content.decode().partition('id="filter-fields" hx-swap-oob="true"')[2]
    held = page.partition('id="filter-fields"')[2].partition("</form>")[0]

    ids = re.findall(r' id="([^"]+)"', sent)
    assert ids == re.findall(r' id="([^"]+)"', held)
    assert {"id_country", "id_standing", "id_care"} <= set(ids)
    assert "Vietnam (60)" in sent
    assert fragment["HX-Push-Url"] == f"{SENDING}?q=lotus&country=vn"
    assert 'id="id_q"' not in fragment.content.decode()


def test_words_too_long_are_told_and_the_list_stands(client, lotus):
    response = found(client, "x" * 201)

    assert list(response.context["form"].errors) == ["q"]
    assert len(names(response)) == 7


# Nothing found ----------------------------------------------------------------------------------------


@pytest.fixture
def bridges(vietnam):
    for name in ("Golden Bridge", "Golden Bridges", "Golden Bridge One", "Gold", "Bamboo"):
        make.make_organization(vietnam, name_en=name)
    make.make_organization(vietnam, name_en="Goldenbridge", is_published=False)
    refresh_stale()


def missed():
    return list(MissedSearch.objects.values("day", "where", "words", "language", "times"))


def test_where_nothing_is_found_the_nearest_three_stand_and_a_way_to_report_it(client, bridges):
    response = found(client, "goldanbrigde", country="vn")

    html = response.content.decode()
    assert "No match" in text_of(response)
    assert response.context["nearest"][0].name == "Golden Bridge"
    assert len(response.context["nearest"]) == 3
    assert "Goldenbridge" not in html
    assert 'href="/en/organizations/missing/?kind=sending&amp;q=goldanbrigde&amp;country=vn"' in html
    [form] = [client.get("/en/organizations/missing/?kind=sending&q=goldanbrigde&country=vn").context["form"]]
    assert (form.initial["name"], form.initial["kind"], form.initial["country"]) == ("goldanbrigde", "sending", "VN")


def test_words_that_find_nothing_are_kept_once_and_nothing_of_who_asked(client, bridges):
    client.force_login(make.make_user(email="aya@example.org"))

    found(client, "Goldanbrigde")
    client.get("/ja/organizations/supervising/", {"q": "goldanbrigde"}, headers=HTMX)

    values = {"day": today(), "words": "goldanbrigde", "times": 1}
    assert sorted(missed(), key=lambda each: each["language"]) == [
        {**values, "where": "sending", "language": "en"},
        {**values, "where": "supervising", "language": "ja"},
    ]
    assert {field.name for field in MissedSearch._meta.fields} == {"id", "day", "where", "words", "language", "times"}


@pytest.mark.parametrize(
    "query",
    [
        {"q": "golden bridge", "country": "ph"},
        {"q": "goldanbrigde", "care": "on"},
        {"q": "goldanbrigde", "after": "WzAsMSwxXQ"},
        {"q": "!!! ???"},
        {"q": "golden"},
        {"country": "ph"},
        {"q": "goldanbrigde", "format": "json"},
    ],
)
def test_what_a_filter_or_a_page_took_away_is_not_kept(client, bridges, query):
    make.make_country(code="PH", name_en="Philippines")

    response = client.get(SENDING, query)

    assert (response.status_code, missed()) == (200, [])


def test_where_a_filter_takes_the_match_away_it_stands_among_the_nearest(client, bridges):
    make.make_country(code="PH", name_en="Philippines")

    response = found(client, "golden bridge", country="ph")

    assert (names(response), response.context["nearest"][0].name) == ([], "Golden Bridge")


@pytest.mark.parametrize("words", ["!!! ???", "()", "・", "\u200b"])
def test_words_without_a_letter_find_nothing_and_break_nothing(client, bridges, words):
    response = found(client, words)

    assert (response.status_code, names(response), list(response.context["nearest"])) == (200, [], [])


def test_an_unpublished_organization_is_found_by_staff_alone(client, bridges):
    def seen():
        return "Goldenbridge" in names(found(client, "goldenbridge"))

    visitor = seen()
    client.force_login(make.make_user())
    person = seen()
    client.force_login(make.make_staff())

    assert (visitor, person, seen()) == (False, False, True)


def test_on_another_day_words_find_the_same_rows(client, lotus):
    day = today() - datetime.timedelta(days=400)

    assert names(found(client, "lotus", on=day)) == names(found(client, "lotus"))


# What is alike ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "is_alike"),
    [("LOTUS Co., Ltd.", True), ("Lotos Manpower", True), ("Sen Manpower", False), ("12 Tran Phu", False), ("", False)],
)
def test_names_are_alike_without_their_legal_form_and_with_an_error(vietnam, name, is_alike):
    organization = make.make_organization(vietnam, name_en="Lotus Manpower", address="12 Tran Phu")
    make.make_supervising(name_en="Lotus Manpower")
    refresh_stale()

    alike = likely_the_same(names=[name], kind="sending")

    assert alike == ([organization.pk] if is_alike else [])


@pytest.mark.parametrize(
    ("number", "is_same"),
    [
        ("+84 24 3943 3770", True),
        ("024-39433770", True),
        ("https://www.lotus.example/jp/", True),
        ("024-39433771", False),
        ("943 377", False),
        ("Tran Phu", False),
        ("", False),
    ],
)
def test_a_telephone_and_a_web_site_are_of_one_organization(vietnam, number, is_same):
    organization = make.make_organization(
        vietnam, name_en="Lotus", address="12 Tran Phu", phone="024 3943 3770", website="http://lotus.example"
    )
    refresh_stale()

    same = likely_the_same(names=[], numbers=[number], kind="sending")

    assert same == ([organization.pk] if is_same else [])


def test_a_host_that_many_share_makes_nobody_the_same(vietnam):
    for number in range(4):
        make.make_organization(vietnam, name_en=f"Bamboo {number}", website=f"https://pages.example/{number}")
    garden = make.make_organization(vietnam, name_en="Garden")
    refresh_stale()

    same = likely_the_same(names=["Garden"], numbers=["https://pages.example/new"], kind="sending")

    assert same == [garden.pk]


# How a name sounds --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        # Said by another rule than ours, and without the words behind the name proper.
        ("Zawlinn Training Employment Co., Ltd.", "ゾーリン"),
        ("Hoang Long Human Resources", "ホアンロング"),
        ("Sirmel Munkh Trade LLC", "シルメルムンフ"),
        ("Crystal Thankyaw Services", "クリスタルタンチョー"),
        ("Studio Kay International", "スタジオ・ケイ"),
    ],
)
def test_a_name_is_found_by_how_somebody_says_it(client, name, typed):
    make.make_programme()
    country = make.make_country(code="MM")
    make.make_organization(country, name_en=name)
    make.make_organization(country, name_en="Bamboo Garden")
    refresh_stale()

    response = found(client, typed)

    assert names(response) == [name]


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("12 Trần Phú, Hà Nội", "ハノイ"),
        ("Quận 1, Thành phố Hồ Chí Minh", "ホーチミン"),
        ("5th floor, Ha Noi tower", "はのい"),
        ("Street 271, Phnom Penh", "プノンペン"),
        ("Jl. Sudirman, Jakarta Selatan", "ジャカルタ"),
        ("Ulaanbaatar, Sukhbaatar district", "ウランバートル"),
    ],
)
def test_a_place_is_found_as_japanese_writes_it(client, address, typed):
    make.make_programme()
    country = make.make_country(code="VN")
    make.make_organization(country, name_en="Bamboo", address=address)
    make.make_organization(country, name_en="Garden", address="Da Nang")
    refresh_stale()

    assert names(found(client, typed)) == ["Bamboo"]
