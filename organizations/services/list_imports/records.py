"""What an import writes, noted row by row as it is written."""

from __future__ import annotations

from typing import Any

from django.db import models

from organizations.models import ListChange, ListImport
from organizations.queries.noted_values import noted_values, plain_value

BATCH = 500


class Records:
    """Rows to be written together, and what they were before."""

    def __init__(self, list_import: ListImport) -> None:
        self.list_import = list_import
        self.changes: list[ListChange] = []

    def create(self, rows: list[Any], owner: str) -> None:
        """Write new rows of one model; ``owner`` is the field that leads to the organization."""
        if not rows:
            return
        model = type(rows[0])
        model._default_manager.bulk_create(rows, batch_size=BATCH)
        for row in rows:
            self.note(row, ListChange.Action.CREATED, {}, noted_values(row), getattr(row, owner))

    def change(self, changed: list[tuple[Any, dict[str, Any]]], owner: str) -> None:
        """Write fields of rows of one model; those that stand so already are left alone."""
        rows, names = [], set()
        for row, values in changed:
            before = {name: getattr(row, name) for name in values}
            new = {name: value for name, value in values.items() if plain_value(before[name]) != plain_value(value)}
            if not new:
                continue
            for name, value in new.items():
                setattr(row, name, value)
            rows.append(row)
            names |= set(new)
            self.note(
                row,
                ListChange.Action.CHANGED,
                {name: plain_value(before[name]) for name in new},
                {name: plain_value(value) for name, value in new.items()},
                getattr(row, owner),
            )
        if rows:
            type(rows[0])._default_manager.bulk_update(rows, sorted(names), batch_size=BATCH)

    def note(self, row: models.Model, action: str, before: dict, after: dict, owner: int | None) -> None:
        self.changes.append(
            ListChange(
                list_import=self.list_import,
                model=row._meta.label,
                object_pk=row.pk,
                action=action,
                before=before,
                after=after,
                organization_id=owner,
            )
        )

    def save(self) -> None:
        ListChange.objects.bulk_create(self.changes, batch_size=BATCH)
