import datetime
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from jitco_portal.common import charts
from jitco_portal.common.charts import Lane, Period, Point

TODAY = datetime.date(2026, 11, 23)


def make_step(days_min=None, days_max=None):
    return SimpleNamespace(days_min=days_min, days_max=days_max)


def test_strip_fills_its_width_up_to_today():
    periods = [
        Period("not_known", datetime.date(2022, 11, 23), datetime.date(2024, 11, 22)),
        Period("may_accept", datetime.date(2024, 11, 23)),
    ]

    strip = charts.period_strip(periods, TODAY)

    assert [(segment.state, segment.x, segment.width) for segment in strip.segments] == [
        ("not_known", 0.0, 50.03),
        ("may_accept", 50.03, 49.97),
    ]
    assert (strip.first, strip.last, strip.today_x) == (datetime.date(2022, 11, 23), TODAY, None)


def test_strip_marks_today_when_a_later_day_is_known():
    strip = charts.period_strip([Period("may_accept", TODAY, TODAY + datetime.timedelta(days=100))], TODAY)

    assert (strip.today_x, strip.today_anchor) == (0.0, "start")


def test_strip_leaves_out_the_time_before_the_first_fact():
    strip = charts.period_strip([Period("not_known", None, TODAY)], TODAY)

    assert strip == charts.Strip()


def test_strip_keeps_a_period_of_one_day_visible():
    day = datetime.date(2000, 1, 1)

    strip = charts.period_strip([Period("may_not_accept", day, day)], TODAY)

    assert strip.segments[0].width == 0.3


@given(
    since=st.dates(datetime.date(1991, 1, 1), TODAY),
    lengths=st.lists(st.integers(1, 4000), min_size=1, max_size=8),
)
def test_strip_never_leaves_its_frame(since, lengths):
    periods = []
    for length in lengths:
        until = since + datetime.timedelta(days=length)
        periods.append(Period("may_accept", since, until))
        since = until + datetime.timedelta(days=1)

    strip = charts.period_strip(periods, TODAY)

    assert all(segment.x >= 0 and segment.x + segment.width <= 100.31 for segment in strip.segments)
    assert all(0 <= tick.x <= 100 for tick in strip.ticks)
    assert len(strip.ticks) <= charts.MOST_YEAR_LABELS + 1


def test_lanes_share_one_axis():
    lanes = [
        Lane("R/D", [Period("in_force", datetime.date(2016, 11, 23))], [datetime.date(2021, 11, 23)]),
        Lane("MOC", [Period("in_force", datetime.date(2021, 11, 23))]),
    ]

    drawing = charts.agreement_lanes(lanes, TODAY)

    assert [(row.label, row.segments[0].x, row.marks) for row in drawing.rows] == [
        ("R/D", 0.0, [50.0]),
        ("MOC", 50.0, []),
    ]


def test_lanes_without_a_date_draw_nothing():
    assert charts.agreement_lanes([Lane("R/D")], TODAY) == charts.Lanes()


def test_timeline_starts_each_step_when_the_others_took_their_longest():
    timeline = charts.procedure_timeline([make_step(7, 14), make_step(14, 14)])

    assert [(row.x, row.certain, row.possible) for row in timeline.rows] == [(0.0, 25.0, 25.0), (50.0, 50.0, 0.0)]
    assert (timeline.days_min, timeline.days_max, timeline.weeks_min, timeline.weeks_max) == (21, 28, 3, 4)
    assert [(tick.label, tick.x) for tick in timeline.ticks] == [(0, 0.0), (1, 25.0), (2, 50.0), (3, 75.0), (4, 100.0)]


def test_timeline_gives_no_room_to_a_step_of_unknown_length_and_says_so():
    timeline = charts.procedure_timeline([make_step(7, 7), make_step()])

    assert [(row.certain, row.is_known) for row in timeline.rows] == [(100.0, True), (0.0, False)]
    assert timeline.all_known is False


def test_bar_above_its_cap_shows_what_lies_above():
    bar = charts.bar_against_cap(4400, 3300)

    assert bar == charts.CapBar(
        within=68.18, above=22.73, cap_x=68.18, cap_anchor="end", is_above=True, percent_of_cap=133
    )


def test_bar_at_its_cap_is_not_above():
    assert charts.bar_against_cap(3600, 3600).is_above is False


def test_any_fee_is_above_a_cap_of_nothing():
    bar = charts.bar_against_cap(100, 0)

    assert (bar.is_above, bar.within, bar.percent_of_cap) == (True, 0.0, None)


def test_bar_without_a_cap_is_never_above():
    bar = charts.bar_against_cap(100, None)

    assert (bar.is_above, bar.above) == (False, 0.0)


def test_columns_stand_on_round_levels():
    chart = charts.column_chart([Point("2018", 20), Point("2019", None), Point("2025", 40)])

    assert [level.value for level in chart.levels] == [0, 10, 20, 30, 40]
    assert [(column.y, column.height) for column in chart.columns] == [(80, 80), (160, 0), (0, 160)]


def test_columns_of_nothing_draw_an_empty_frame():
    chart = charts.column_chart([])

    assert (chart.columns, [level.value for level in chart.levels]) == ([], [0, 1])


@given(st.lists(st.integers(0, 10**9) | st.none(), max_size=40))
def test_columns_never_leave_their_frame(values):
    chart = charts.column_chart([Point(str(index), value) for index, value in enumerate(values)])

    assert all(0 <= column.y <= 160 and column.x + column.width <= 100 for column in chart.columns)
    assert 2 <= len(chart.levels) <= 6
    assert sum(column.shows_label for column in chart.columns) <= 12
