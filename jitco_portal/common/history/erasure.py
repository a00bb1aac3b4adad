"""Erasing what history says of a person: the one place where an event that was written is changed.

History tables refuse every update and deletion. The law asks that what was held about a person can go; what
happened, when and by which row, stays. Only the functions of ``registry.erasures`` call this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction

from jitco_portal.common.history.context import event_models

APPEND_ONLY = "append_only"


class ErasureOutsideTransaction(Exception):
    """Half an erasure must never stand: the caller opens the transaction."""


class FieldHasNoBlank(Exception):
    """The column can neither be null nor empty, so nothing can stand in its place."""


def erase_in_history(
    *,
    model: type[models.Model],
    fields: Iterable[str],
    pk: Any = None,
    where: Mapping[str, Any] | None = None,
) -> int:
    """Blank ``fields`` in every event of the row ``pk``, or of the rows that ``where`` finds; say how many.

    ``where`` filters the events by what they held (``{"user_id": 5}``). A nullable column becomes null, a text
    empty. Fields that history leaves out are passed over; a name that the model has not raises FieldDoesNotExist.
    The caller's transaction holds the erasure together; outside of it the guard is in force as ever.
    """
    if not connection.in_atomic_block:
        raise ErasureOutsideTransaction
    if (pk is None) == (where is None):
        raise ValueError("Give either the key of a row or a condition on the events.")
    condition = {model._meta.pk.attname: pk} if where is None else dict(where)
    names = {model._meta.get_field(name).name for name in fields}
    erased = 0
    for event_model in event_models(model):
        tracked = {field.name: field for field in event_model._meta.fields}
        blanks = {name: blank_of(tracked[name]) for name in sorted(names) if name in tracked}
        if not blanks:
            continue
        # The inner transaction leaves the outer one fit to put the guard back when the write fails.
        with pgtrigger.ignore(f"{event_model._meta.label}:{APPEND_ONLY}"), transaction.atomic():
            erased += event_model._base_manager.filter(**condition).update(**blanks)
    return erased


def blank_of(field: models.Field) -> Any:
    """What stands for an erased value."""
    if field.null:
        return None
    if isinstance(field, models.CharField | models.TextField | models.FileField):
        return ""
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, models.JSONField):
        return {}
    raise FieldHasNoBlank(f"{field.model._meta.label}.{field.name}")
