"""What countries add to the search: entries that follow every change, rows that may be seen, words of the list."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils.translation import override

from countries.models import Country, CountrySection, GovernmentTalk, Notice
from countries.queries.found_by import sources
from countries.queries.search import named, search_groups
from jitco_portal.common.models.search import SearchEntry
from jitco_portal.common.search.groups import LONGEST_SNIPPET, snippet, without_markdown
from jitco_portal.common.search.index import rebuild, refresh_stale
from jitco_portal.common.search.questions import read_question
from tests.factories import make_counterpart, make_country, make_notice, make_section, make_staff, make_talk

pytestmark = pytest.mark.django_db


def make_vietnam():
    return make_country(code="VN", name_en="Vietnam", name_ja="ベトナム", name_kana="ベトナム")


def titles(words, user=None):
    """The rows that the words find, by the anchor of their group."""
    refresh_stale()
    groups = search_groups(words, user or AnonymousUser())
    return {group.anchor: [plain_text(row.title) for row in group.rows] for group in groups}


def plain_text(segments):
    return "".join(segment.text for segment in segments)


def marks(segments):
    return [segment.text for segment in segments if segment.is_marked]


def entry(kind, row):
    return SearchEntry.objects.get(kind=kind, object_id=row.pk)


# What finds them ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["Vietnam", "viet nam", "VIỆT NAM", "Vietnm", "ベトナム", "べとなむ", "VN", "vn"])
def test_a_country_is_found_by_its_names_in_any_form(words):
    make_vietnam()
    make_country(code="PH", name_en="Philippines", name_ja="フィリピン", name_kana="フィリピン")

    assert titles(words) == {"countries": ["Vietnam"]}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("DOLAB", ["DOLAB"]),
        ("overseas labour", ["Overseas Labour"]),
        ("海外労働", ["海外労働"]),
    ],
)
def test_a_country_is_found_by_the_offices_of_its_government(words, shown):
    make_counterpart(
        make_vietnam(), name_en="Department of Overseas Labour", name_ja="海外労働局", abbreviation="DOLAB"
    )
    refresh_stale()

    [group] = search_groups(words, AnonymousUser())

    assert [(row.label, marks(row.text)) for row in group.rows] == [("Government office", shown)]


@pytest.mark.parametrize("words", ["dormitory", "Vietnam costs", "ベトナム 費用", "寮費", "DORMITORY fees"])
def test_a_chapter_is_found_by_its_title_and_by_either_text(words):
    country = make_vietnam()
    make_section(country, kind="costs", text_en="The dormitory fees are **capped**.", text_ja="寮費には上限がある。")
    make_section(country, kind="situation", text_en="Nothing of that.", text_ja="別の文。")

    assert titles(words)["sections"] == ["Vietnam: Costs"]


def test_a_chapter_is_not_found_by_a_word_that_is_misspelt():
    make_section(make_vietnam(), text_en="The dormitory is free.", text_ja="無料。")

    assert titles("dormitoryy") == {}


@pytest.mark.parametrize("words", ["Decree 12", "政令", "áo xanh", "ao xanh"])
def test_a_notice_is_found_by_its_title_and_text(words):
    make_notice(make_vietnam(), title_en="Decree 12", title_ja="政令12号", text_en="Áo xanh is a word of it.")

    assert titles(words)["notices"] == ["Decree 12"]


@pytest.mark.parametrize("words", ["yearly talk", "年次協議", "Hanoi", "agreed on fees"])
def test_a_talk_is_found_by_title_place_and_report(words):
    make_talk(
        make_vietnam(), title_en="Yearly talk", title_ja="年次協議", place_en="Hanoi", report_en="They agreed on fees."
    )

    assert titles(words)["talks"] == ["Yearly talk"]


def test_the_groups_stand_in_their_order():
    country = make_vietnam()
    make_section(country, kind="costs")
    make_notice(country)
    make_talk(country)

    assert list(titles("vietnam")) == ["countries", "sections", "notices", "talks"]


def test_rows_lead_to_their_place_on_the_page():
    country = make_vietnam()
    make_section(country, kind="work_and_life")
    notice = make_notice(country)
    general = make_notice(title_en="For Vietnam and all")
    make_talk(country)
    refresh_stale()

    urls = {group.anchor: {row.url for row in group.rows} for group in search_groups("vietnam", AnonymousUser())}

    assert urls == {
        "countries": {"/en/countries/vn/"},
        "sections": {"/en/countries/vn/#work-and-life"},
        "notices": {f"/en/countries/vn/#notice-{notice.pk}", "/en/#notices"},
        "talks": {"/en/countries/vn/#talks"},
    }
    assert general.country is None


# Who may see them -----------------------------------------------------------------------------------------


@time_machine.travel("2026-11-23T12:00:00+09:00")
def test_a_notice_before_its_day_is_found_by_staff_alone():
    make_notice(title_en="Lotus decree", published_on=datetime.date(2026, 11, 24))

    assert titles("lotus") == {}
    assert titles("lotus", make_staff()) == {"notices": ["Lotus decree"]}


@time_machine.travel("2026-11-23T12:00:00+09:00")
def test_only_the_chapter_of_today_is_found():
    country = make_vietnam()
    make_section(country, kind="costs", text_en="lotus of old", in_force_from="2020-01-01")
    make_section(country, kind="costs", text_en="orchid of today", in_force_from="2024-01-01")
    make_section(country, kind="costs", text_en="peony of tomorrow", in_force_from="2026-11-24")

    assert titles("lotus") == {}
    assert titles("orchid") == {"sections": ["Vietnam: Costs"]}
    assert titles("peony") == {}


@time_machine.travel("2026-11-23T12:00:00+09:00")
def test_a_talk_that_is_yet_to_be_held_is_not_found():
    make_talk(make_vietnam(), title_en="Lotus talk", held_on="2026-11-24")
    make_talk(make_vietnam(), title_en="Orchid talk", held_on="2026-11-23")

    assert titles("lotus") == {}
    assert titles("orchid") == {"talks": ["Orchid talk"]}


# What changes the entries ---------------------------------------------------------------------------------


def test_a_country_with_a_new_name_is_found_by_it_with_all_that_is_told_of_it():
    country = make_country(name_en="Orchidland")
    section, notice, talk = make_section(country), make_notice(country), make_talk(country)
    other = make_notice(make_country())
    refresh_stale()

    Country.objects.filter(pk=country.pk).update(name_en="Lotusland")

    assert [entry("country", country).is_stale, entry("section", section).is_stale] == [True, True]
    assert [entry("notice", notice).is_stale, entry("talk", talk).is_stale] == [True, True]
    assert entry("notice", other).is_stale is False
    assert list(titles("lotusland")) == ["countries", "sections", "notices", "talks"]
    assert titles("orchidland") == {}


def test_what_nobody_searches_for_marks_nothing():
    country = make_vietnam()
    refresh_stale()

    Country.objects.filter(pk=country.pk).update(next_review_on=datetime.date(2027, 1, 1))

    assert entry("country", country).is_stale is False


def test_an_office_marks_its_country_when_it_is_written_moved_or_deleted():
    country, other = make_vietnam(), make_country()
    office = make_counterpart(country)
    refresh_stale()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE countries_counterpart SET country_id = %s WHERE id = %s", [other.pk, office.pk])
    assert [entry("country", country).is_stale, entry("country", other).is_stale] == [True, True]

    refresh_stale()
    office.delete()
    assert [entry("country", country).is_stale, entry("country", other).is_stale] == [False, True]


@pytest.mark.parametrize(
    ("make", "model"), [(make_section, CountrySection), (make_notice, Notice), (make_talk, GovernmentTalk)]
)
def test_a_row_that_is_deleted_leaves_no_entry(make, model):
    row = make(make_vietnam())
    kind = {CountrySection: "section", Notice: "notice", GovernmentTalk: "talk"}[model]
    refresh_stale()
    assert entry(kind, row).is_stale is False

    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row.pk])
    refresh_stale()

    assert not SearchEntry.objects.filter(kind=kind).exists()


def test_every_entry_can_be_written_anew_from_nothing():
    country = make_vietnam()
    make_counterpart(country, abbreviation="DOLAB")
    make_section(country)
    make_notice(country)
    make_talk(country)
    refresh_stale()
    columns = ("kind", "object_id", "lot", "names", "glued", "numbers", "rest", "terms")
    kept = list(SearchEntry.objects.order_by("kind").values(*columns))
    SearchEntry.objects.all().delete()

    rebuild(kinds=[source.kind for source in sources()])

    assert len(kept) == 4
    assert list(SearchEntry.objects.order_by("kind").values(*columns)) == kept


# The place in a text --------------------------------------------------------------------------------------


def test_the_snippet_is_the_place_that_answers_and_cuts_no_word():
    text = f"{'Before it stands much. ' * 30}The dormitory costs 300 dollars. {'Behind it stands more. ' * 30}"

    found = snippet(text, read_question("dormitory dollars"))

    shown = plain_text(found)
    assert marks(found) == ["dormitory", "dollars"]
    assert len(shown) <= LONGEST_SNIPPET
    assert [shown[0], shown[-1]] == ["…", "…"]
    assert set(shown.strip("…").split()) <= set(text.split())


def test_the_snippet_of_a_japanese_text_begins_and_ends_at_letters():
    text = "前の文がある。" * 60 + "寮費は毎月三万円です。" + "後の文もある。" * 60

    found = snippet(text, read_question("寮費"))

    assert marks(found) == ["寮費"]
    assert len(plain_text(found)) <= LONGEST_SNIPPET
    assert plain_text(found).strip("…") in text


def test_the_snippet_prefers_words_to_letters_inside_others():
    text = f"A cap of VND 5.9 million. {'Between them stands much. ' * 30}Vietnam has a cap."

    assert marks(snippet(text, read_question("Vietnam"))) == ["Vietnam"]
    assert marks(snippet("A cap of VND 5.9 million.", read_question("Vietnam"))) == []


def test_a_text_that_does_not_answer_shows_its_beginning():
    found = snippet("Short and without it.", read_question("lotus"))

    assert [(segment.text, segment.is_marked) for segment in found] == [("Short and without it.", False)]


@pytest.mark.parametrize("text", ["", " ", "x" * 20_000, "\u0301" * 5_000, "あ" * 20_000, "<b>" * 3_000])
def test_any_text_has_a_snippet_that_is_not_too_long(text):
    assert len(plain_text(snippet(text, read_question("lotus")))) <= LONGEST_SNIPPET


def test_markdown_is_read_as_its_page_shows_it():
    text = "## Fees\n\n- **two** & [three](https://example.org)\n\n| a | b |\n|---|---|\n| c | `d` |\n"

    assert without_markdown(text) == "Fees two & three a b c d"


def test_the_other_language_answers_where_ours_does_not():
    make_section(make_vietnam(), kind="costs", text_en="The dormitory is free.", text_ja="無料です。")
    refresh_stale()

    with override("ja"):
        [group] = search_groups("dormitory", AnonymousUser())
    [row] = group.rows

    assert (row.language, marks(row.text)) == ("en", ["dormitory"])


# The list of countries ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("viet", ["VN"]),
        ("Việt Nam", ["VN"]),
        ("vietnm", ["VN"]),
        ("ふぃりぴん", ["PH"]),
        ("フイリピン", ["PH"]),
        ("phillipines", ["PH"]),
        ("ph", ["PH"]),
        ("i", ["PH", "VN"]),
        ("atlantis", []),
        ("!?", []),
    ],
)
def test_the_list_of_countries_compares_as_the_search_does(words, codes):
    countries = [
        make_vietnam(),
        make_country(code="PH", name_en="Philippines", name_ja="フィリピン", name_kana="フィリピン"),
    ]

    found = named(countries=countries, words=words)

    assert sorted(country.code for country in countries if country.pk in found) == codes
