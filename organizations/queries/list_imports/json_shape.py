"""A comparison as JSON, for an operator's programs: the shape is fixed."""

from __future__ import annotations

from typing import Any

from organizations.queries.list_imports.shapes import ComparedRow, Comparison
from organizations.queries.list_imports.texts import on_the_shell, sentence


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Questions and the message are sentences in the active language."""
    return {
        "outcome": comparison.outcome,
        "message": " ".join(sentence(each) for each in comparison.message),
        "counts": comparison.counts,
        "rows": [_row(row) for row in comparison.rows],
        "gone": [{"public_id": each.public_id, "name": each.name} for each in comparison.gone],
        "questions": [on_the_shell(each) for each in comparison.questions],
    }


def _row(row: ComparedRow) -> dict[str, Any]:
    read = row.read
    return {
        "line": read.line,
        "result": row.result,
        "name": read.name,
        "name_en": read.name_en,
        "number": read.number,
        "date": read.date,
        "address": read.address,
        "phones": read.phones,
        "questions": [sentence(each) for each in row.questions],
        "changes": [{"field": each.field, "old": each.old, "new": each.new} for each in row.changes],
    }
