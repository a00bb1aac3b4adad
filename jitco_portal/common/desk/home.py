"""The desk's first page: what waits in three columns, the oldest first, and the figures of the month."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Aggregate, Count, DateTimeField, Model, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.charts import Point
from jitco_portal.common.days import today
from jitco_portal.common.registry import Deed, DeskFigure, Waiting

MONTHS = 6
TITLES: dict[Deed, str | Promise] = {
    Deed.DECIDE: _("To decide"),
    Deed.ANSWER: _("To answer"),
    Deed.KEEP: _("To keep right"),
}


@dataclass(frozen=True)
class Column:
    deed: Deed
    title: str | Promise
    # What waits, the oldest first; then what has a day to come.
    items: list[Waiting]
    # Where nothing waits.
    quiet: list[Waiting]


@dataclass(frozen=True)
class Chart:
    figure: DeskFigure
    points: list[Point]
    # All numbers in words, for those who do not see the drawing.
    text: str


def columns_of(waiting: Iterable[Waiting]) -> list[Column]:
    """The columns in which this person may do something."""
    held = list(waiting)
    found = []
    for deed, title in TITLES.items():
        own = [each for each in held if each.deed == deed]
        items = sorted((each for each in own if each.count), key=_age)
        if own:
            found.append(Column(deed, title, items, [each for each in own if not each.count]))
    return found


def _age(each: Waiting) -> tuple[int, float]:
    if each.oldest:
        return 0, each.oldest.timestamp()
    return (1, each.next_on.toordinal()) if each.next_on else (2, 0)


def last_months(*, day: datetime.date | None = None) -> list[datetime.date]:
    """The first days of this month and of those before it, the oldest first."""
    first = (day or today()).replace(day=1)
    months = [first]
    while len(months) < MONTHS:
        months.append((months[-1] - datetime.timedelta(days=1)).replace(day=1))
    return months[::-1]


def by_month(
    *, rows: QuerySet[Model], field: str, months: list[datetime.date], total: Aggregate | None = None
) -> list[tuple[datetime.date, int]]:
    """How many rows fall into each month (or the sum that ``total`` makes), by a day or a time; one query."""
    start: datetime.date | datetime.datetime = months[0]
    if isinstance(rows.model._meta.get_field(field), DateTimeField):
        start = datetime.datetime.combine(months[0], datetime.time(), tzinfo=timezone.get_default_timezone())
    zone = timezone.get_default_timezone() if isinstance(start, datetime.datetime) else None
    found = (
        rows.filter(**{f"{field}__gte": start})
        .order_by()
        .values(desk_month=TruncMonth(field, tzinfo=zone))
        .annotate(desk_total=total or Count("pk"))
        .values_list("desk_month", "desk_total")
    )
    totals = {(each.year, each.month): number for each, number in found}
    return [(month, totals.get((month.year, month.month), 0)) for month in months]


def charts_of(figures: Iterable[DeskFigure]) -> list[Chart]:
    found = []
    for figure in figures:
        points = [Point(date_format(month, "M"), number) for month, number in figure.months]
        said = [f"{date_format(month, 'YEAR_MONTH_FORMAT')}: {number}" for month, number in figure.months]
        found.append(Chart(figure, points, "; ".join(said)))
    return found
