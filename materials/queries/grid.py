"""Titles against languages: what is there, what is older than its source, withdrawn, or missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from materials.models import Edition, EditionState, Material
from materials.queries.languages import own_name, place_of
from materials.queries.lists import Head, heads_of
from organizations.languages import language_name

ATTENTION, STALE, MISSING = "attention", "stale", "missing"
CURRENT, WITHDRAWN, NOT_INTENDED = "current", "withdrawn", "none"


@dataclass(frozen=True)
class Cell:
    """One language of a title; without ``head`` it is missing, or nobody meant to have it."""

    language: str
    state: str
    head: Head | None = None

    @property
    def name(self) -> str:
        return language_name(self.language)

    @property
    def own_name(self) -> str:
        return own_name(self.language)


@dataclass(frozen=True)
class GridRow:
    material: Material
    cells: list[Cell]

    @property
    def number_of_languages(self) -> int:
        return sum(cell.state in (CURRENT, STALE) for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    languages: list[dict[str, str]]
    rows: list[GridRow]


def state_words() -> list[dict[str, str]]:
    """The legend: what each state is called, and what it means."""
    words = {
        CURRENT: (_("there"), _("The latest edition; nothing newer is known.")),
        STALE: (
            _("older than its source"),
            _("What it was translated from has a newer edition, or was withdrawn. It may still help; check dates."),
        ),
        WITHDRAWN: (_("withdrawn"), _("Taken back, with the reason; its page says what to use instead.")),
        MISSING: (_("missing"), _("It should be there and is not yet.")),
        NOT_INTENDED: (_("not intended"), _("No edition is planned in this language.")),
    }
    return [{"state": state, "word": word, "meaning": meaning} for state, (word, meaning) in words.items()]


def needing_work(rows: QuerySet[Material], *, show: str, language: str = "") -> QuerySet[Material]:
    """Those with something stale, missing or withdrawn; in the one language, where it is given."""
    heads = Edition.objects.heads().with_stale_source().filter(material=OuterRef("pk"))
    heads = heads.filter(language=language) if language else heads
    stale = Q(is_older_than_source=True) | Q(translation_of__state=EditionState.WITHDRAWN)
    is_stale = Q(Exists(heads.filter(stale, state=EditionState.PUBLISHED)))
    is_withdrawn = Q(Exists(heads.filter(state=EditionState.WITHDRAWN)))
    there = Edition.objects.shown().filter(material=OuterRef("pk")).order_by("language").values("language")
    rows = rows.annotate(languages_there=ArraySubquery(there.distinct()))
    if language:
        is_missing = Q(wanted_languages__contains=[language]) & ~Q(languages_there__contains=[language])
    else:
        is_missing = ~Q(wanted_languages__contained_by=F("languages_there"))
    conditions = {STALE: is_stale, MISSING: is_missing, ATTENTION: is_stale | is_missing | is_withdrawn}
    return rows.filter(conditions[show]) if show in conditions else rows


def with_languages(rows: QuerySet[Material]) -> QuerySet[Material]:
    """Without titles that nothing is here of and nothing is meant to be: a row of them would say nothing."""
    shown = Edition.objects.shown().filter(material=OuterRef("pk"))
    return rows.filter(Q(Exists(shown)) | ~Q(wanted_languages=[]))


def of_language(rows: QuerySet[Material], language: str) -> QuerySet[Material]:
    """Titles that have an edition in the language or should have one."""
    shown = Edition.objects.shown().filter(material=OuterRef("pk"), language=language)
    return rows.filter(Q(Exists(shown)) | Q(wanted_languages__contains=[language]))


def grid_of(rows: Iterable[Any], *, language: str = "") -> Grid:
    """Rows ``with_row_values`` of the list; asks nothing more. With ``language`` it is the only column."""
    found = [(row, {head.language: head for head in heads_of(row.edition_rows, original="")}) for row in rows]
    held = {code for row, heads in found for code in (*heads, *row.wanted_languages)}
    languages = [language] if language else sorted(held, key=place_of)
    return Grid(
        languages=[{"code": code, "name": language_name(code), "own_name": own_name(code)} for code in languages],
        rows=[GridRow(row, _cells(row, heads, languages)) for row, heads in found],
    )


def _cells(material: Material, heads: dict[str, Head], languages: Sequence[str]) -> list[Cell]:
    cells = []
    for code in languages:
        if head := heads.get(code):
            cells.append(Cell(code, head.state, head))
        else:
            cells.append(Cell(code, MISSING if code in material.wanted_languages else NOT_INTENDED))
    return cells
