"""The list of countries: about twenty rows, so they are filtered and ordered where they are computed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from countries.models import Country, Programme
from countries.queries.agreements import Framework, State, Status, all_programmes, frameworks
from countries.queries.search import named
from jitco_portal.common.days import today

# The choice of a filter for countries of which no division is known.
DIVISION_NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Tile:
    """A country's square: ``state`` is full, partial or none, ``marks`` says what was signed."""

    row: int
    column: int
    code: str
    name: str
    url: str
    state: str
    marks: str


@dataclass(frozen=True)
class CountryList:
    """The rows asked for, the fictional ones apart; ``total`` counts the real countries without any filter."""

    programmes: Sequence[Programme]
    rows: list[Framework]
    sample_rows: list[Framework]
    total: int

    @property
    def tiles(self) -> list[Tile]:
        return [_tile(row) for row in self.rows]


def country_tiles(*, day: datetime.date) -> list[Tile]:
    """One square for each real country, in the reader's order."""
    countries = list(Country.objects.real().in_reading_order(get_language() or "en"))
    by_country = frameworks(countries=countries, programmes=all_programmes(), day=day)
    return [_tile(by_country[country.pk]) for country in countries]


def tile_legend() -> list[tuple[str, str]]:
    """What the state of a square means, in words."""
    return [
        ("full", _("R/D and at least one MOC signed")),
        ("partial", _("one of the two signed, or the R/D inferred")),
        ("none", _("neither found")),
    ]


def country_list(
    *,
    programmes: Sequence[Programme],
    day: datetime.date,
    words: str = "",
    rd: str = "",
    memoranda: Mapping[str, str] | None = None,
    division: str = "",
    sort: str = "name",
) -> CountryList:
    """All countries as they stood on ``day``; ``memoranda`` asks for a state of the MOC by programme code.

    ``sort`` is name, rd, refused, division, or moc_ with a programme's code; ``-`` before it turns the order.
    """
    countries = list(Country.objects.in_reading_order(get_language() or "en"))
    by_country = frameworks(countries=countries, programmes=programmes, day=day)
    rows = [by_country[country.pk] for country in countries]
    total = sum(not row.country.is_sample for row in rows)
    if words:
        asked_for = named(countries=countries, words=words)
        rows = [row for row in rows if row.country.pk in asked_for]
    if rd:
        rows = [row for row in rows if row.rd.state == rd]
    for code, state in (memoranda or {}).items():
        rows = [row for row in rows if _memorandum(row, code).state == state]
    if division:
        rows = [row for row in rows if (row.country.division or DIVISION_NOT_KNOWN) == division]
    key = _sort_key(sort.removeprefix("-"))
    if key:
        rows.sort(key=key)
    if sort.startswith("-"):
        rows.reverse()
    return CountryList(
        programmes=programmes,
        rows=[row for row in rows if not row.country.is_sample],
        sample_rows=[row for row in rows if row.country.is_sample],
        total=total,
    )


def sort_names(programmes: Sequence[Programme]) -> list[str]:
    return ["name", "rd", *(f"moc_{programme.code}" for programme in programmes), "refused", "division"]


def _sort_key(name: str) -> Callable[[Framework], Any] | None:
    """What orders the rows; None for the reading order in which they come."""
    if name == "rd":
        return lambda row: row.rd.sort_key
    if name == "refused":
        return _refused_from
    if name == "division":
        return lambda row: row.country.division or "~"
    if name.startswith("moc_"):
        return lambda row: _memorandum(row, name.removeprefix("moc_")).sort_key
    return None


def _refused_from(row: Framework) -> str:
    paper = row.titp.paper if row.titp else None
    return str((paper and paper.agreement.others_refused_from) or "9999")


def _memorandum(row: Framework, code: str) -> Status:
    return next(
        (status for status in row.memoranda if status.programme and status.programme.code == code), Status(None, ())
    )


def _tile(row: Framework) -> Tile:
    marks = [_mark(_("R/D"), row.rd), *(_mark(str(status.programme), status) for status in row.memoranda)]
    marks = [mark for mark in marks if mark]
    has_both = row.rd.is_signed and row.signed_programmes
    return Tile(
        row=row.country.tile_row,
        column=row.country.tile_column,
        code=row.country.code,
        name=row.country.name,
        url=row.country.get_absolute_url() + (f"?on={row.day}" if row.day != today() else ""),
        state="full" if has_both else "partial" if marks else "none",
        marks=" · ".join(marks) or _("none found"),
    )


def _mark(name: str, status: Status) -> str:
    if status.is_signed:
        return name
    if status.state in (State.PERHAPS, State.INFERRED):
        return _("%(name)s (%(state)s)") % {"name": name, "state": status.state.label}
    return ""
