"""The comparison of an import, written down row by row for the people who decide."""

from __future__ import annotations

from django.db import transaction

from organizations.models import ListImport, ListRow
from organizations.queries.list_imports.shapes import Comparison
from organizations.services.list_imports.words import compared, meaning_of, question_values, row_of

_BATCH = 1000
STATES = {
    "rows": ListImport.State.COMPARED,
    "rows with questions": ListImport.State.COMPARED,
    "ask": ListImport.State.ASKS,
    "error": ListImport.State.REFUSED,
}


def compare_import(*, list_import_pk: int) -> None:
    """Compare an import that waits for it; done again without harm when a worker was killed in between."""
    list_import = ListImport.objects.filter(pk=list_import_pk, state=ListImport.State.READING).first()
    if list_import is None:
        return
    comparison = compared(list_import)
    with transaction.atomic():
        locked = ListImport.objects.select_for_update().get(pk=list_import_pk)
        if locked.state == ListImport.State.READING and locked.answers == list_import.answers:
            store(list_import=locked, comparison=comparison)


def store(*, list_import: ListImport, comparison: Comparison) -> None:
    """Rows anew; a decision stays where the row says and means the same as before."""
    kept = {
        (row.line, row.organization_id if row.line is None else None): row
        for row in list_import.rows.exclude(decision=ListRow.Decision.OPEN)
    }
    rows = [row_of(list_import, row) for row in comparison.rows]
    rows += [
        ListRow(
            list_import=list_import,
            result=ListRow.Result.GONE,
            said={"name": each.name},
            organization_id=each.organization_id,
        )
        for each in comparison.gone
    ]
    for row in rows:
        before = kept.get((row.line, row.organization_id if row.line is None else None))
        if before and meaning_of(before) == meaning_of(row):
            row.decision, row.decided_by_id = before.decision, before.decided_by_id
    list_import.rows.all().delete()
    ListRow.objects.bulk_create(rows, batch_size=_BATCH)
    list_import.state = STATES[comparison.outcome]
    list_import.version += 1
    list_import.counts = comparison.counts
    list_import.questions = question_values(comparison.questions)
    list_import.message = {"parts": question_values(comparison.message), "columns": _columns(comparison)}
    list_import.save(update_fields=["state", "version", "counts", "questions", "message"])


def _columns(comparison: Comparison) -> list[dict]:
    """The columns as they were read, for the page on which a person corrects them."""
    if comparison.read is None:
        return []
    return [
        {"index": column.index, "heading": column.heading, "field": column.field} for column in comparison.read.columns
    ]
