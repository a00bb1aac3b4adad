"""Drawing maths for the charts that templates write as SVG: data in, numbers out, no words and no markup.

Across, everything is a percentage of the drawing's width, so that a chart fits a phone without script
and its text keeps its size. Down, everything is in pixels.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

COLUMN_PLOT_HEIGHT = 160
MOST_YEAR_LABELS = 8
MOST_WEEK_LABELS = 8
# A year in small print on the narrowest phone.
LABEL_WIDTH = 10.0


@dataclass(frozen=True)
class Period:
    """What a page hands in: days with one state. ``until`` is the last of them, None while it lasts."""

    state: str
    since: datetime.date | None
    until: datetime.date | None = None
    sentence: str = ""
    sourced: Any = None


@dataclass(frozen=True)
class Point:
    """What a page hands in: one figure, None where it is not known; ``tick`` stands below a column for the label."""

    label: str
    value: Decimal | int | None
    sourced: Any = None
    tick: str = ""


@dataclass(frozen=True)
class Tick:
    x: float
    label: int
    anchor: str


@dataclass(frozen=True)
class Segment:
    x: float
    width: float
    state: str
    period: Period


@dataclass(frozen=True)
class Strip:
    """Periods side by side between two days."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    segments: list[Segment] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    # Where today lies, when something is already known of later days.
    today_x: float | None = None
    today_anchor: str = ""


@dataclass(frozen=True)
class Lane:
    """What a page hands in: a name, its periods, and single days that matter."""

    label: str
    periods: list[Period] = field(default_factory=list)
    marks: list[datetime.date] = field(default_factory=list)


@dataclass(frozen=True)
class LaneRow:
    label: str
    segments: list[Segment]
    marks: list[float]


@dataclass(frozen=True)
class Lanes:
    """Several strips on one axis of years."""

    rows: list[LaneRow] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)


@dataclass(frozen=True)
class StepBar:
    """One step when every step before it takes its longest: surely ``certain`` wide, perhaps ``possible`` more."""

    step: Any
    x: float
    certain: float
    possible: float
    is_known: bool

    @property
    def possible_x(self) -> float:
        return round(self.x + self.certain, 2)


@dataclass(frozen=True)
class Timeline:
    rows: list[StepBar]
    ticks: list[Tick]
    days_min: int
    days_max: int
    all_known: bool

    @property
    def weeks_min(self) -> int:
        return math.ceil(self.days_min / 7)

    @property
    def weeks_max(self) -> int:
        return math.ceil(self.days_max / 7)


@dataclass(frozen=True)
class CapBar:
    within: float
    above: float
    cap_x: float
    cap_anchor: str
    is_above: bool
    percent_of_cap: int | None


@dataclass(frozen=True)
class Column:
    x: float
    width: float
    middle: float
    y: int
    height: int
    point: Point
    shows_label: bool


@dataclass(frozen=True)
class Level:
    y: int
    value: int


@dataclass(frozen=True)
class ColumnChart:
    columns: list[Column]
    levels: list[Level]
    width: int
    height: int = COLUMN_PLOT_HEIGHT


def period_strip(periods: Iterable[Period], today: datetime.date) -> Strip:
    """Periods as one strip up to today, or further where something is known of later days.

    A period without a first day is everything before the first fact; it takes no room.
    """
    periods = [period for period in periods if period.since]
    if not periods:
        return Strip()
    first, last = _span(periods, [], today)
    today_x = _across(today, first, last) if first <= today < last else None
    return Strip(
        first=first,
        last=last,
        segments=_segments(periods, first, last),
        ticks=_year_ticks(first, last),
        today_x=today_x,
        today_anchor=_anchor(today_x) if today_x is not None else "",
    )


def agreement_lanes(lanes: Iterable[Lane], today: datetime.date) -> Lanes:
    """One row per lane, all on the same axis."""
    lanes = list(lanes)
    periods = [period for lane in lanes for period in lane.periods if period.since]
    marks = [mark for lane in lanes for mark in lane.marks]
    if not periods and not marks:
        return Lanes()
    first, last = _span(periods, marks, today)
    rows = [
        LaneRow(
            label=lane.label,
            segments=_segments([period for period in lane.periods if period.since], first, last),
            marks=[_across(mark, first, last) for mark in sorted(lane.marks)],
        )
        for lane in lanes
    ]
    return Lanes(rows=rows, ticks=_year_ticks(first, last))


def procedure_timeline(steps: Iterable[Any]) -> Timeline:
    """Steps with ``days_min`` and ``days_max``, one after the other; a step of unknown length takes no room.

    Where only one of the two is known, it stands for both.
    """
    lengths = []
    for step in steps:
        known = [days for days in (step.days_min, step.days_max) if days is not None]
        lengths.append((step, min(known, default=0), max(known, default=0), bool(known)))
    days_min = sum(shortest for _, shortest, _, _ in lengths)
    days_max = sum(longest for _, _, longest, _ in lengths)
    scale = 100 / days_max if days_max else 0
    rows, start = [], 0
    for step, shortest, longest, is_known in lengths:
        rows.append(
            StepBar(
                step=step,
                x=round(start * scale, 2),
                certain=round(shortest * scale, 2),
                possible=round((longest - shortest) * scale, 2),
                is_known=is_known,
            )
        )
        start += longest
    return Timeline(
        rows=rows,
        ticks=_week_ticks(days_max),
        days_min=days_min,
        days_max=days_max,
        all_known=all(is_known for *_, is_known in lengths),
    )


def bar_against_cap(amount: Decimal | int | None, cap: Decimal | int | None) -> CapBar:
    """A fee as a bar and its cap as a line; what lies above the cap is a part of its own."""
    amount, cap_amount = float(amount or 0), float(cap or 0)
    full = max(amount, cap_amount) * 1.1
    scale = 100 / full if full else 0
    within = amount if cap is None else min(amount, cap_amount)
    cap_x = round(cap_amount * scale, 2)
    return CapBar(
        within=round(within * scale, 2),
        above=round((amount - within) * scale, 2),
        cap_x=cap_x,
        cap_anchor="end" if cap_x > 50 else "start",
        is_above=cap is not None and amount > cap_amount,
        percent_of_cap=round(amount / cap_amount * 100) if cap_amount else None,
    )


def column_chart(points: Iterable[Point]) -> ColumnChart:
    """Points as columns of equal width."""
    points = list(points)
    highest = max((float(point.value) for point in points if point.value is not None), default=0)
    step = _round_step(highest)
    top = max(math.ceil(highest / step), 1) * step
    every = math.ceil(len(points) / 12)
    slot = 100 / len(points) if points else 0
    columns = []
    for index, point in enumerate(points):
        height = round(float(point.value or 0) / top * COLUMN_PLOT_HEIGHT)
        columns.append(
            Column(
                x=round(slot * (index + 0.2), 2),
                width=round(slot * 0.6, 2),
                middle=round(slot * (index + 0.5), 2),
                y=COLUMN_PLOT_HEIGHT - height,
                height=height,
                point=point,
                shows_label=(len(points) - 1 - index) % every == 0,
            )
        )
    levels = [
        Level(y=COLUMN_PLOT_HEIGHT - round(value / top * COLUMN_PLOT_HEIGHT), value=value)
        for value in range(0, top + 1, step)
    ]
    return ColumnChart(columns=columns, levels=levels, width=min(max(len(points), 2) * 88, 720))


def _span(periods: list[Period], marks: list[datetime.date], today: datetime.date):
    first = min([period.since for period in periods] + marks)
    # An open period that begins later needs room to be seen.
    ends = [period.until or period.since + datetime.timedelta(days=90) for period in periods if period.since > today]
    last = max([period.until or today for period in periods] + ends + marks + [today])
    return first, max(last, first + datetime.timedelta(days=1))


def _across(day: datetime.date, first: datetime.date, last: datetime.date) -> float:
    return round((day - first).days / (last - first).days * 100, 2)


def _segments(periods: list[Period], first: datetime.date, last: datetime.date) -> list[Segment]:
    segments = []
    for period in periods:
        x = _across(period.since, first, last)
        # The last day counts: a period that ends on the 31st reaches the 1st.
        end = min((period.until + datetime.timedelta(days=1)) if period.until else last, last)
        width = round(_across(end, first, last) - x, 2)
        segments.append(Segment(x=x, width=max(width, 0.3), state=period.state, period=period))
    return segments


def _year_ticks(first: datetime.date, last: datetime.date) -> list[Tick]:
    """The first of January of round years, counted back from the last; labels that would touch are left out."""
    years = last.year - first.year
    step = next((step for step in (1, 2, 5, 10) if years / step <= MOST_YEAR_LABELS), 20)
    ticks: list[Tick] = []
    for year in range(last.year, first.year - 1, -step):
        x = _across(max(datetime.date(year, 1, 1), first), first, last)
        tick = Tick(x=x, label=year, anchor=_anchor(x))
        if not ticks or _right_edge(tick) + 2 <= _left_edge(ticks[0]):
            ticks.insert(0, tick)
    return ticks


def _left_edge(tick: Tick) -> float:
    return tick.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[tick.anchor] * LABEL_WIDTH


def _right_edge(tick: Tick) -> float:
    return _left_edge(tick) + LABEL_WIDTH


def _week_ticks(days: int) -> list[Tick]:
    if not days:
        return []
    weeks = math.floor(days / 7)
    step = next((step for step in (1, 2, 4, 8, 12, 26) if weeks / step <= MOST_WEEK_LABELS), 52)
    return [
        Tick(x=x, label=week, anchor=_anchor(x))
        for week in range(0, weeks + 1, step)
        for x in [round(week * 7 / days * 100, 2)]
    ]


def _anchor(x: float) -> str:
    """Labels at the edges stay inside the drawing."""
    return "start" if x < 4 else "end" if x > 96 else "middle"


def _round_step(highest: float) -> int:
    """A step of 1, 2 or 5 times a power of ten that makes two to five lines."""
    rough = max(highest / 4, 1)
    power = 10 ** math.floor(math.log10(rough))
    return next(int(factor * power) for factor in (1, 2, 5, 10) if factor * power >= rough)
