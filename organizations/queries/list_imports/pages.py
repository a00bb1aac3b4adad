"""Imports of lists as the desk shows them: counts, rows with their words, what was kept when one was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.exports import Column as ExportColumn
from organizations.models import (
    ListChange,
    ListField,
    ListImport,
    ListRow,
    Organization,
    OrganizationMeasure,
    Permit,
)
from organizations.queries.list_imports.shapes import Question, ReadList
from organizations.queries.list_imports.texts import REASONS, sentence

# The rows without a line, those that are gone, stand behind all others.
ROW_ORDER = ("place", "pk")
_BEHIND_ALL = 2_000_000_000
ROWS_SHOWN_OF_THE_FILE = 5
_KINDS = {each.value: each.label for kinds in (OrganizationMeasure.Kind, Permit.Kind) for each in kinds}
_DECIDABLE = ("new", "changed", "doubtful", "gone")


@dataclass(frozen=True)
class Tally:
    """How many rows have a result, and how many of them nobody decided."""

    result: str
    label: str
    count: int
    open: int


@dataclass(frozen=True)
class Likely:
    organization: Organization
    score: int
    reasons: list[str]


@dataclass
class ShownRow:
    row: ListRow
    said: list[tuple[str, str]]
    changes: list[tuple[str, str, str]]
    questions: list[str]
    likely: list[Likely] = field(default_factory=list)

    @property
    def name(self) -> str:
        said = self.row.said
        if name := said.get("name") or said.get("name_en"):
            return str(name)
        return self.row.organization.name if self.row.organization else "–"

    @property
    def may_decide(self) -> bool:
        return self.row.result in _DECIDABLE

    @property
    def may_match(self) -> bool:
        """A row that names something; what is gone is known already."""
        return self.row.result in ("new", "changed", "unchanged", "doubtful")

    @property
    def may_accept(self) -> bool:
        return self.may_decide and self.row.result != "doubtful"


def tallies(*, list_import: ListImport) -> list[Tally]:
    """By result, in the order of the models; results without rows are left out."""
    rows = ListRow.objects.filter(list_import=list_import).order_by()
    found = rows.values_list("result").annotate(count=Count("pk"), open=Count("pk", filter=Q(decision="open")))
    counts = {result: (count, open_) for result, count, open_ in found}
    return [
        Tally(each.value, str(each.label), counts[each.value][0], counts[each.value][1] if each in _DECIDABLE else 0)
        for each in ListRow.Result
        if each.value in counts
    ]


def rows_of(*, list_import: ListImport, result: str = "", only_open: bool = False) -> QuerySet[ListRow]:
    rows = ListRow.objects.filter(list_import=list_import).annotate(place=Coalesce(F("line"), _BEHIND_ALL))
    if result:
        rows = rows.filter(result=result)
    if only_open:
        rows = rows.filter(decision="open", result__in=_DECIDABLE)
    return rows.select_related("organization", "decided_by")


def shown(*, rows: Iterable[ListRow]) -> list[ShownRow]:
    """With the candidates of all of them in one query."""
    held = list(rows)
    wanted = {each["organization"] for row in held for each in row.candidates}
    organizations = Organization.objects.in_bulk(wanted) if wanted else {}
    return [
        ShownRow(
            row,
            said=said_of(row.said),
            changes=[(_label(each["field"]), each["old"], each["new"]) for each in row.changes],
            questions=sentences(row.questions),
            likely=[
                Likely(
                    organizations[each["organization"]],
                    each["score"],
                    [str(REASONS[code]) for code in each.get("reasons", ()) if code in REASONS],
                )
                for each in row.candidates
                if each["organization"] in organizations
            ],
        )
        for row in held
    ]


def said_of(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(str(each.label), text) for each in ListField if (text := _value(each, said.get(each.value)))]


def _value(field: str, value: Any) -> str:
    """A kind by its name; one that was not understood is in the question about it."""
    return str(_KINDS.get(value, "")) if field == ListField.KIND else in_words(value)


def in_words(value: Any) -> str:
    return " / ".join(str(each) for each in value) if isinstance(value, list) else str(value or "")


def sentences(questions: Any) -> list[str]:
    """Questions that are kept as codes, in the reader's language."""
    return [sentence(_question(each)) for each in questions or ()]


def _question(held: Mapping[str, Any]) -> Question:
    return Question(held["code"], held.get("values") or {}, held.get("line"), held.get("field") or "")


def _label(name: str) -> str:
    return str(ListField(name).label) if name in ListField.values else name


def first_rows(read: ReadList) -> list[tuple[int, list[tuple[str, str]]]]:
    """The first rows as they are understood, each field with its name."""
    return [(row.line, said_of(vars(row))) for row in read.rows[:ROWS_SHOWN_OF_THE_FILE]]


def kept_changes(*, list_import: ListImport) -> QuerySet[ListChange]:
    """What was edited since, and so stayed when the rest was taken back."""
    return ListChange.objects.filter(list_import=list_import).exclude(kept={}).select_related("organization")


def _said(name: str) -> Any:
    return lambda row: in_words(row.said.get(name))


EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn("line", _("line of the file"), attrgetter("line")),
    ExportColumn("result", _("result of the comparison"), lambda row: row.get_result_display()),
    ExportColumn("decision", _("what was decided"), lambda row: row.get_decision_display()),
    ExportColumn("public_id", _("ID of the organization"), lambda row: getattr(row.organization, "public_id", "")),
    ExportColumn("held_name", _("name that we hold"), lambda row: getattr(row.organization, "name", "")),
    *(ExportColumn(each.value, each.label, _said(each.value)) for each in ListField),
    ExportColumn(
        "changes",
        _("what changes"),
        lambda row: "; ".join(f"{_label(each['field'])}: {each['old']} → {each['new']}" for each in row.changes),
    ),
    ExportColumn("questions", _("questions"), lambda row: " ".join(sentences(row.questions))),
)
