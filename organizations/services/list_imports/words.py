"""A stored import as the comparison takes it, and the comparison as it is stored."""

from __future__ import annotations

from typing import Any

from organizations.models import ListImport, ListRow
from organizations.queries.list_imports.comparing import compare
from organizations.queries.list_imports.preview import read_stored, words_of
from organizations.queries.list_imports.shapes import ComparedRow, Comparison, Question, ReadRow


def compared(list_import: ListImport) -> Comparison:
    """The file against what is held now, with what people said of its rows."""
    by_hand: dict[Any, Any] = dict(
        list_import.rows.filter(is_by_hand=True, line__isnull=False).values_list("line", "organization_id")
    )
    read = read_stored(list_import=list_import)
    return read if isinstance(read, Comparison) else compare(words=words_of(list_import), read=read, by_hand=by_hand)


def question_values(questions: list[Question]) -> list[dict[str, Any]]:
    return [{"code": each.code, "values": each.values, "line": each.line, "field": each.field} for each in questions]


def said_of(read: ReadRow) -> dict[str, Any]:
    names = ("name", "name_en", "number", "date", "until", "address", "website", "kind", "reason")
    return {**{name: getattr(read, name) for name in names}, "phones": read.phones}


def row_of(list_import: ListImport, row: ComparedRow) -> ListRow:
    return ListRow(
        list_import=list_import,
        line=row.read.line,
        result=row.result,
        said=said_of(row.read),
        questions=question_values(row.questions),
        changes=[{"field": each.field, "old": each.old, "new": each.new} for each in row.changes],
        candidates=[
            {"organization": each.organization_id, "score": each.score, "reasons": list(each.reasons)}
            for each in row.candidates
        ],
        organization_id=row.organization_id,
        is_by_hand=row.key == "by hand",
    )


def meaning_of(row: ListRow) -> tuple[Any, ...]:
    """What a person decided on: where it is the same, the decision still stands."""
    return row.result, row.organization_id, row.said, row.changes
