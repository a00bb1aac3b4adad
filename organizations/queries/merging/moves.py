"""What a merge wrote, against what stands there now."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from organizations.models import Merge, MergeMove
from organizations.queries.noted_values import plain_value


def differing_values(move: MergeMove, row: Any) -> dict[str, Any]:
    """What somebody has written over it since."""
    now = {name: plain_value(getattr(row, name)) for name in move.after}
    return {name: value for name, value in now.items() if value != move.after[name]}


def left_as_it_is(*, merge: Merge) -> list[MergeMove]:
    """What undoing the merge will not put back, as far as it can be told without doing it."""
    moves = list(merge.moves.all())
    keys: dict[str, list[int]] = {}
    for move in moves:
        keys.setdefault(move.model, []).append(move.object_pk)
    rows = {label: apps.get_model(label)._base_manager.in_bulk(pks) for label, pks in keys.items()}
    return [move for move in moves if _is_left(move, rows[move.model].get(move.object_pk))]


def _is_left(move: MergeMove, row: Any) -> bool:
    if not move.after:
        return row is not None
    if row is None:
        # Of what the merge added nothing is left to take out.
        return bool(move.before)
    return bool(differing_values(move, row))
