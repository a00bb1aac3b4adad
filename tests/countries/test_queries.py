"""What is said of a country on a day: papers, facts, chapters, the order and the filters of the list."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation

from countries import queries
from countries.models import Agreement, Country, CountrySection
from jitco_portal.common.charts import Period
from tests.factories import (
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
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2018, 1, 1)
CHECKED = datetime.date(2026, 11, 1)
STRANGER = AnonymousUser()


def day(text):
    return datetime.date.fromisoformat(text)


def framework(country, on=DAY):
    return queries.frameworks(countries=[country], programmes=queries.all_programmes(), day=on)[country.pk]


def profile(country, on=DAY, user=STRANGER):
    return queries.country_profile(country=country, day=on, user=user)


def make_ssw(**values):
    return make_programme(code="ssw", short_en="SSW", short_ja="特定技能", position=2, **values)


# Papers on a day --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "on", "state", "force"),
    [
        ({"signed_on": "2017-06-06"}, "2017-06-05", "nothing", None),
        ({"signed_on": "2017-06-06"}, "2017-06-06", "signed", "in_force"),
        ({"signed_on": "2017-06-06", "effective_on": "2017-11-01"}, "2017-10-31", "signed", "not_yet"),
        ({"signed_on": "2017-06-06", "effective_on": "2017-11-01"}, "2017-11-01", "signed", "in_force"),
        ({"signed_on": "2017-06-06", "ended_on": "2019-12-31"}, "2019-12-31", "signed", "in_force"),
        ({"signed_on": "2017-06-06", "ended_on": "2019-12-31"}, "2020-01-01", "ended", "ended"),
        # A year is not a day: within it nobody knows, after it one does.
        ({"signed_on": "2018"}, "2017-12-31", "nothing", None),
        ({"signed_on": "2018"}, "2018-05-01", "perhaps", "not_known"),
        ({"signed_on": "2018"}, "2019-01-01", "signed", "in_force"),
        ({"signed_on": "2017-06-06", "ended_on": "2019"}, "2019-05-01", "signed", "not_known"),
        # Without a day: signed at the latest when we or the source saw it.
        ({"signed_on": ""}, "2018-01-01", "perhaps", "not_known"),
        ({"signed_on": "", "source_on": "2017-12"}, "2018-01-01", "signed", "not_known"),
        ({"signed_on": ""}, "2026-11-01", "signed", "not_known"),
        # Without a day of signing, but with one of entry into force.
        ({"signed_on": "", "effective_on": "2019-03-27"}, "2019-03-26", "nothing", None),
        ({"signed_on": "", "effective_on": "2019-03-27"}, "2019-03-27", "signed", "in_force"),
        ({"signed_on": "", "state": "inferred"}, "2018-01-01", "inferred", "none"),
        ({"signed_on": "", "state": "none_found"}, "2018-01-01", "none_found", "none"),
    ],
)
def test_state_and_force_of_a_memorandum_follow_the_day(dates, on, state, force):
    country = make_country()
    make_moc(country, **{"checked_on": CHECKED, **dates})

    status = framework(country, day(on)).titp

    assert (status.state, status.paper.force if status.paper else None) == (state, force)


def test_rd_of_2019_does_not_show_on_a_day_before_it():
    country = make_country()
    first = make_rd(country, signed_on="2017-09-27")
    make_rd(country, signed_on="2019-11-25")

    assert [paper.agreement for paper in framework(country).papers] == [first]


def test_newest_paper_is_told_first_and_the_others_are_counted():
    country = make_country()
    make_rd(country, signed_on="1991-12-26")
    newest = make_rd(country, signed_on="2010-04-26")
    make_rd(country, signed_on="")

    rd = framework(country, CHECKED).rd

    assert (rd.paper.agreement, rd.signed_count) == (newest, 3)


def test_paper_in_force_is_told_before_one_that_has_ended_and_one_that_was_not_found():
    country = make_country()
    make_none_found(country)
    signed = make_moc(country, signed_on="2017-06-06")
    make_moc(country, signed_on="2017-07-01", ended_on="2017-12-01")

    assert framework(country).titp.paper.agreement == signed


def test_memorandum_counts_for_the_programmes_that_it_covers_only():
    country = make_country()
    make_moc(country, make_ssw())
    make_programme()

    memoranda = framework(country).memoranda

    assert {status.programme.code: str(status.state) for status in memoranda} == {"titp": "nothing", "ssw": "signed"}


def test_date_after_the_day_is_marked_and_a_month_around_it_is_not():
    country = make_country()
    make_moc(country, others_refused_from="2018-09-01", list_published_on="2018")

    paper = framework(country).titp.paper

    assert (paper.others_refused_from.is_later, paper.list_published.is_later) == (True, False)


def test_lanes_draw_each_programme_up_to_the_day():
    country = make_country()
    make_rd(country, signed_on="1991-12-26")
    make_moc(country, signed_on="2017-06-06", effective_on="2017-11-01", ended_on="2017-12-15")

    with translation.override("en"):
        lanes = framework(country).lanes

    assert [(lane.label, lane.periods, lane.marks) for lane in lanes] == [
        ("R/D", [Period("in_force", day("1991-12-26"))], [day("1991-12-26")]),
        ("MOC TITP", [Period("in_force", day("2017-11-01"), day("2017-12-15"))], [day("2017-06-06")]),
    ]


def test_source_named_twice_counts_once():
    country = make_country()
    make_rd(country, source="JITCO")
    make_moc(country, source="JITCO")
    make_none_found(country, make_ssw(), source="Own search")

    assert framework(country).source_count == 2


# The profile ------------------------------------------------------------------------------------------


def test_profile_of_a_past_day_has_only_what_had_happened():
    country = make_country()
    make_talk(country, held_on="2017-09-27", title_en="Signing")
    make_talk(country, held_on="2018-05-21")
    make_figure(country, counted_on="2014-10-01", number=88)
    make_figure(country, counted_on="2018-10")
    make_notice(country, published_on=day("2017-12-01"), title_en="Early")
    make_notice(country, published_on=day("2018-04-04"))

    page = profile(country)

    assert [talk.title_en for talk in page.facts.talks] == ["Signing"]
    assert [figure.number for figure in page.facts.figures] == [88]
    assert [notice.title_en for notice in page.notices] == ["Early"]


def test_caps_and_steps_are_those_that_held_on_the_day():
    country = make_country()
    make_fee_cap(country, from_on="2016-04-06", until_on="2021-12-31")
    make_fee_cap(country, amount=4000, from_on="2022-01-01")
    make_procedure_step(country, position=1, title_en="Paper form")
    make_procedure_step(country, position=1, title_en="On line", in_force_from="2022-01-01")
    make_procedure_step(country, position=2, title_en="Visa", days_min=None, days_max=None)

    then, now = profile(country), profile(country, CHECKED)

    assert [[cap.amount for cap in page.facts.fee_caps] for page in (then, now)] == [[3600], [4000]]
    assert [[step.title_en for step in page.facts.procedures[0].steps] for page in (then, now)] == [
        ["Paper form", "Visa"],
        ["On line", "Visa"],
    ]
    procedure = now.facts.procedures[0]
    assert (procedure.days_min, procedure.days_max, procedure.unknown_count) == (14, 30, 1)


def test_chapters_stand_in_their_order_and_the_missing_ones_stay_visible():
    country = make_country()
    make_section(country, kind=CountrySection.Kind.COSTS, in_force_from="2016")

    chapters = profile(country).chapters

    assert [(chapter.kind, chapter.section is not None) for chapter in chapters] == [
        ("situation", False),
        ("procedures", False),
        ("regulations", False),
        ("costs", True),
        ("work_and_life", False),
    ]


def test_chapter_is_the_newest_that_was_in_force():
    country = make_country()
    for year in ("2016", "2017", "2019"):
        make_section(country, in_force_from=year, text_en=year)

    assert profile(country).chapters[0].section.text_en == "2017"


@pytest.mark.parametrize(
    ("in_force_from", "on", "is_from_later"),
    [("", "2018-01-01", True), ("", "2026-11-01", False), ("2017", "2018-01-01", False)],
)
def test_undated_text_is_not_told_of_a_day_before_it_was_checked(in_force_from, on, is_from_later):
    country = make_country()
    make_section(country, in_force_from=in_force_from)

    assert profile(country, day(on)).chapters[0].is_from_later == is_from_later


def test_chapter_past_its_day_says_so_also_on_a_page_of_a_past_day(time_machine):
    time_machine.move_to(datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC))
    country = make_country()
    make_section(country, in_force_from="2016", check_again_by=day("2027-02-28"))

    assert [profile(country, on).chapters[0].is_overdue for on in (DAY, day("2027-03-01"))] == [True, True]


def test_notice_before_its_day_is_for_staff_only_and_not_on_a_page_of_a_past_day():
    country = make_country()
    today = timezone.localdate()
    make_notice(country, published_on=today + datetime.timedelta(days=1), title_en="Tomorrow")

    found = [
        profile(country, on, user).notices
        for on, user in [(today, STRANGER), (today, make_staff()), (DAY, make_staff())]
    ]

    assert [[(notice.title_en, notice.is_published) for notice in notices] for notices in found] == [
        [],
        [("Tomorrow", False)],
        [],
    ]


def test_figures_alone_of_their_kind_are_no_chart():
    country = make_country()
    make_figure(country, counted_on="2014", number=80)
    make_figure(country, counted_on="2015", number=90, is_approximate=True)
    make_figure(country, kind="trainees", counted_on="2016", number=1000)

    with translation.override("en"):
        page = profile(country)
        points = [[(point.label, point.value) for point in series.points] for series in page.figure_series]

    assert points == [[("2014", 80), ("2015 (about)", 90)]]
    assert [figure.number for figure in page.single_figures] == [1000]


@pytest.mark.parametrize(
    ("dates", "kind"),
    [
        ({"from_on": "2018-01-01"}, "sure"),
        ({"from_on": "2018"}, "possible"),
        ({"from_on": "2017-01-01", "until_on": "2017-12-31"}, "past"),
        ({"from_on": "2018-01-02"}, None),
    ],
)
def test_measures_are_told_by_whether_they_cover_the_day(dates, kind):
    country = make_country()
    make_country_measure(country, **dates)

    facts = profile(country).facts

    found = {"sure": facts.sure_measures, "possible": facts.possible_measures, "past": facts.past_measures}
    assert [name for name, measures in found.items() if measures] == ([kind] if kind else [])


# The list ---------------------------------------------------------------------------------------------


def make_three():
    """Alpha: R/D and MOC for TITP; Beta: an inferred R/D; Gamma: MOC for SSW, none found for TITP."""
    titp, ssw = make_programme(), make_ssw()
    alpha = make_country(code="AA", name_en="Alpha", name_ja="いち国", name_kana="ウ", division=Country.Division.FIRST)
    beta = make_country(code="BB", name_en="Bêta", name_ja="二国", name_kana="イ")
    gamma = make_country(code="CC", name_en="Gamma", name_ja="三国", name_kana="ア", division=Country.Division.SECOND)
    make_rd(alpha, titp)
    make_moc(alpha, titp, signed_on="2017-06-06", others_refused_from="2018-09-01")
    make_rd(beta, state=Agreement.State.INFERRED, signed_on="")
    make_moc(gamma, ssw, signed_on="2017-01-01")
    make_none_found(gamma, titp)


def names(**asked):
    found = queries.country_list(programmes=queries.all_programmes(), day=DAY, **asked)
    return [row.country.name_en for row in found.rows]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Alpha", "Bêta", "Gamma"]),
        ({"words": "BETA"}, ["Bêta"]),
        ({"words": "イチ"}, ["Alpha"]),
        ({"words": "cc"}, ["Gamma"]),
        ({"rd": "signed"}, ["Alpha"]),
        ({"rd": "inferred"}, ["Bêta"]),
        ({"rd": "nothing"}, ["Gamma"]),
        ({"memoranda": {"titp": "none_found"}}, ["Gamma"]),
        ({"memoranda": {"titp": "none_found", "ssw": "signed"}}, ["Gamma"]),
        ({"memoranda": {"titp": "signed", "ssw": "signed"}}, []),
        ({"division": "first"}, ["Alpha"]),
        ({"division": queries.DIVISION_NOT_KNOWN}, ["Bêta"]),
    ],
)
def test_list_is_narrowed_by_name_state_and_division(asked, found):
    make_three()

    assert names(**asked) == found


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("name", ["Alpha", "Bêta", "Gamma"]),
        ("-name", ["Gamma", "Bêta", "Alpha"]),
        ("rd", ["Alpha", "Bêta", "Gamma"]),
        ("moc_titp", ["Alpha", "Gamma", "Bêta"]),
        ("-moc_ssw", ["Bêta", "Alpha", "Gamma"]),
        ("refused", ["Alpha", "Bêta", "Gamma"]),
        ("division", ["Alpha", "Gamma", "Bêta"]),
    ],
)
def test_list_is_ordered_by_its_columns(sort, found):
    make_three()

    assert names(sort=sort) == found


def test_japanese_order_comes_from_the_kana():
    make_three()

    with translation.override("ja"):
        assert names() == ["Gamma", "Bêta", "Alpha"]


def test_sample_country_stands_apart_and_is_not_counted():
    make_country(name_en="Real")
    make_country(name_en="Made up", is_sample=True)

    found = queries.country_list(programmes=[], day=DAY)

    assert (
        [row.country.name_en for row in found.rows],
        [row.country.name_en for row in found.sample_rows],
        found.total,
        [tile.name for tile in queries.country_tiles(day=DAY)],
    ) == (["Real"], ["Made up"], 1, ["Real"])


def test_tiles_say_what_the_table_says():
    make_three()

    with translation.override("en"):
        tiles = queries.country_tiles(day=DAY)

    assert [(tile.name, tile.state, tile.marks, tile.url) for tile in tiles] == [
        ("Alpha", "full", "R/D · TITP", "/en/countries/aa/?on=2018-01-01"),
        ("Bêta", "partial", "R/D (inferred)", "/en/countries/bb/?on=2018-01-01"),
        ("Gamma", "partial", "SSW", "/en/countries/cc/?on=2018-01-01"),
    ]


def test_comparison_keeps_the_order_asked_for():
    make_three()
    alpha, _beta, gamma = Country.objects.order_by("code")

    comparison = queries.country_comparison(countries=[gamma, alpha], day=DAY)

    assert [column.country for column in comparison.columns] == [gamma, alpha]
    assert [
        (row.programme.code, [str(status.state) for status in row.statuses]) for row in comparison.memorandum_rows
    ] == [
        ("titp", ["none_found", "signed"]),
        ("ssw", ["signed", "nothing"]),
    ]


def test_last_country_for_comparison_is_the_fictional_one():
    make_country(name_en="A made up", is_sample=True)
    make_country(name_en="B real")

    assert [country.name_en for country in queries.comparable_countries()] == ["B real", "A made up"]
