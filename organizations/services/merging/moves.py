"""What a merge writes, noted row by row, and put back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, RestrictedError

from organizations.models import Merge, MergeMove, Organization
from organizations.queries.merging.moves import is_overtaken, twin_of
from organizations.queries.noted_values import differing_values, noted_values, plain_value
from organizations.services.merging.locks import check_now

_BATCH = 500


class Moves:
    """The writes of one merge, in their order."""

    def __init__(self, merge: Merge) -> None:
        self.merge = merge
        self.noted: list[MergeMove] = []

    def write(self, rows: list[Any], values: dict[str, Any], *, met: list[Any] | None = None) -> None:
        """The same values into rows of one model; the rows at hand stay as they were read.

        ``met``: for each the row because of which it is written so, or None.
        """
        if not rows:
            return
        for row, twin in zip(rows, met or [None] * len(rows), strict=True):
            self._note(row, {name: plain_value(getattr(row, name)) for name in values}, values, twin)
        _update(type(rows[0]), [row.pk for row in rows], values)

    def take_out(self, row: models.Model, *, twin: Any) -> None:
        before = noted_values(row)
        self._note(row, before, {}, twin)
        row.delete()
        row.pk = before[row._meta.pk.attname]

    def bring(self, rows: Iterable[models.Model]) -> None:
        for row in rows:
            row.save(force_insert=True)
            # As the database holds it: a blank date, for instance, is read as none.
            row.refresh_from_db()
            self._note(row, {}, noted_values(row))

    def _note(self, row: models.Model, before: dict[str, Any], after: dict[str, Any], twin: Any = None) -> None:
        self.noted.append(
            MergeMove(
                merge=self.merge,
                model=row._meta.label,
                object_pk=row.pk,
                before=before,
                after={name: plain_value(value) for name, value in after.items()},
                twin=None if twin is None else twin_of(twin),
            )
        )

    def save(self) -> None:
        MergeMove.objects.bulk_create(self.noted, batch_size=_BATCH)


def put_back(moves: list[MergeMove]) -> list[MergeMove]:
    """From the last to the first; those that somebody changed since are kept as they are, and returned."""
    kept: list[MergeMove] = []
    for model, group in _of_one_model(moves):
        # Locked: whoever edits one now waits, and is not written over.
        locked = model._base_manager.select_for_update(no_key=True)
        rows = locked.in_bulk([move.object_pk for move in group])
        together: dict[str, tuple[dict[str, Any], list[int]]] = {}
        for move in group:
            row = rows.get(move.object_pk)
            if is_overtaken(move):
                move.kept = {"row": move.object_pk}
                kept.append(move)
                if values := _only_owner(move, row):
                    together.setdefault(repr(values), (values, []))[1].append(move.object_pk)
            elif not move.after:
                _bring_back(model, move, row, kept)
            elif not move.before:
                _take_out(move, row, kept)
            elif row is None:
                move.kept = {"row": None}
                kept.append(move)
            elif values := _unchanged(move, row, kept):
                together.setdefault(repr(sorted(values.items())), (values, []))[1].append(move.object_pk)
        for values, pks in together.values():
            refused = set(_update_what_may(model, pks, values))
            for move in group if refused else ():
                if move.object_pk in refused:
                    move.kept = {"row": move.object_pk}
                    kept.append(move)
    return list({id(move): move for move in kept}.values())


def _only_owner(move: MergeMove, row: Any) -> dict[str, Any]:
    """Of a row whose twin changed since: it goes back to its organization, with what stands in it now."""
    if row is None or not move.before or not move.after:
        return {}
    names = [each.attname for each in row._meta.concrete_fields if each.is_relation and each.attname in move.before]
    return {name: move.before[name] for name in names if plain_value(getattr(row, name)) == move.after[name]}


def _update_what_may(model: Any, pks: list[int], values: dict[str, Any]) -> list[int]:
    """All together where nothing stands against it, else one by one; those that the database refuses."""
    try:
        with transaction.atomic():
            _update(model, pks, values)
            check_now()
    except IntegrityError:
        if len(pks) == 1:
            return pks
        return [pk for each in pks for pk in _update_what_may(model, [each], values)]
    return []


def _of_one_model(moves: list[MergeMove]) -> Iterable[tuple[Any, list[MergeMove]]]:
    """Neighbours of one model together: rows of one model never wait for each other."""
    found: list[tuple[str, list[MergeMove]]] = []
    for move in reversed(moves):
        if not found or found[-1][0] != move.model:
            found.append((move.model, []))
        found[-1][1].append(move)
    return [(apps.get_model(label), group) for label, group in found]


def _unchanged(move: MergeMove, row: Any, kept: list[MergeMove]) -> dict[str, Any]:
    """What of it is put back: the values that still stand as the merge wrote them."""
    differing = differing_values(move.after, row)
    if differing:
        move.kept = differing
        kept.append(move)
    return {name: _field(row, name).to_python(value) for name, value in move.before.items() if name not in differing}


def _field(row: models.Model, attname: str) -> Any:
    return next(each for each in row._meta.concrete_fields if each.attname == attname)


def _bring_back(model: Any, move: MergeMove, row: Any, kept: list[MergeMove]) -> None:
    columns = [each for each in model._meta.concrete_fields if each.attname in move.before]
    values = {each.attname: each.to_python(move.before[each.attname]) for each in columns}
    try:
        if row is not None:
            raise IntegrityError
        with transaction.atomic():
            model._base_manager.bulk_create([model(**values)])
            # Times that a row gives itself are as they were.
            own = [
                each.attname
                for each in columns
                if getattr(each, "auto_now_add", False) or getattr(each, "auto_now", False)
            ]
            if own:
                _update(model, [move.object_pk], {name: values[name] for name in own})
            check_now()
    except IntegrityError:
        move.kept = {"row": move.object_pk}
        kept.append(move)


def _take_out(move: MergeMove, row: Any, kept: list[MergeMove]) -> None:
    """A name that the merge added goes; one that somebody changed or deleted is theirs."""
    if row is None:
        return
    if differing_values(move.after, row):
        move.kept = {"row": str(row)}
        kept.append(move)
        return
    try:
        with transaction.atomic():
            row.delete()
    except (ProtectedError, RestrictedError):
        move.kept = {"row": str(row)}
        kept.append(move)


def _update(model: Any, pks: list[int], values: dict[str, Any]) -> None:
    """Only these columns; an organization keeps the keys of its order beside its names."""
    if issubclass(model, Organization):
        for organization in model._base_manager.filter(pk__in=pks):
            for name, value in values.items():
                setattr(organization, name, value)
            organization.save(update_fields=list(values))
        return
    for start in range(0, len(pks), _BATCH):
        model._base_manager.filter(pk__in=pks[start : start + _BATCH]).update(**values)
