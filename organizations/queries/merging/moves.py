"""What a merge wrote, against what stands there now."""

from __future__ import annotations

import hashlib
from typing import Any

from django.apps import apps
from django.db import models

from organizations.models import ListChange, ListImport, Merge, MergeMove
from organizations.queries.noted_values import differing_values, said_values


def twin_of(row: models.Model) -> dict[str, Any]:
    """A row of the other side as it stands, whosever it is: what it says is a digest, for it may name people."""
    owners = {each.attname for each in row._meta.concrete_fields if each.is_relation}
    said = sorted((name, value) for name, value in said_values(row).items() if name not in owners)
    return {"pk": row.pk, "said": hashlib.sha256(repr(said).encode()).hexdigest()}


def is_overtaken(move: MergeMove) -> bool:
    """Whether what the row said was changed since where it stood meanwhile: to put it back would say it again.

    Its twin was changed, as an approval that ended or a member who left; or the list that brought it was taken back.
    """
    if not move.after:
        undone = ListImport.State.UNDONE
        changes = ListChange.objects.filter(model=move.model, object_pk=move.object_pk, list_import__state=undone)
        if changes.filter(list_import__undone_at__gt=move.merge.merged_at).exists():
            return True
    if move.twin is None:
        return False
    twin = apps.get_model(move.model)._base_manager.filter(pk=move.twin["pk"]).first()
    if twin is None:
        return True
    return twin_of(twin) != move.twin


def left_as_it_is(*, merge: Merge) -> list[MergeMove]:
    """What undoing the merge will not put back, as far as it can be told without doing it."""
    moves = list(merge.moves.all())
    keys: dict[str, list[int]] = {}
    for move in moves:
        keys.setdefault(move.model, []).append(move.object_pk)
    rows = {label: apps.get_model(label)._base_manager.in_bulk(pks) for label, pks in keys.items()}
    return [move for move in moves if _is_left(move, rows[move.model].get(move.object_pk))]


def _is_left(move: MergeMove, row: Any) -> bool:
    if is_overtaken(move):
        return True
    if not move.after:
        return row is not None
    if row is None:
        # Of what the merge added nothing is left to take out.
        return bool(move.before)
    return bool(differing_values(move.after, row))
