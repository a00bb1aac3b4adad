"""Writes rows of files; what a field or the database refuses is told by its column."""

from collections.abc import Callable, Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction

from jitco_portal.common.csv_tables.files import Row

# A fault: the field it lies in, where it is one, and what is wrong.
Fault = tuple[str | None, str]


class RowRefused(Exception):
    """The faults of one row."""

    def __init__(self, faults: Sequence[Fault]):
        super().__init__()
        self.faults = list(faults)


def check_fields(instance: models.Model) -> None:
    """The checks that need no database; relations were looked up before, the database keeps the constraints."""
    relations = {each.name for each in instance._meta.concrete_fields if each.is_relation}
    faults = [
        *_faults(lambda: instance.clean_fields(exclude=relations | _filled_later(instance))),
        *_faults(instance.clean),
    ]
    if faults:
        raise RowRefused(faults)


def insert_together(pairs: Sequence[tuple[Row, models.Model]]) -> list[tuple[Row, RowRefused]]:
    """Add rows of one table all at once; where the database refuses that, one by one, to tell which."""
    if not pairs:
        return []
    try:
        with transaction.atomic():
            type(pairs[0][1])._base_manager.bulk_create([instance for _row, instance in pairs], batch_size=1000)
    except (IntegrityError, DataError):
        for _row, instance in pairs:
            if isinstance(instance._meta.pk, models.AutoField):  # given by a part of what was undone
                instance.pk = None
        return save_each(pairs, force_insert=True)
    return []


def save_each(pairs: Iterable[tuple[Row, models.Model]], *, force_insert: bool = False) -> list[tuple[Row, RowRefused]]:
    """Save rows one by one; what the database refuses is told and left out."""
    refused = []
    for row, instance in pairs:
        try:
            with transaction.atomic():
                instance.save(force_insert=force_insert)
        except (IntegrityError, DataError) as error:
            refused.append(
                (row, RowRefused(_broken_constraints(instance, row) or [(None, str(error).splitlines()[0])]))
            )
    return refused


def _broken_constraints(instance: models.Model, row: Row) -> list[Fault]:
    """What the database refused, in the words of the model."""
    faults = _faults(instance.validate_unique)
    for model, constraints in instance.get_constraints():
        for constraint in constraints:
            try:
                constraint.validate(model, instance, exclude=_filled_later(instance))
            except ValidationError as error:
                faults += [(_column_of(constraint, row), text) for text in error.messages]
    return faults


def _faults(check: Callable[[], object]) -> list[Fault]:
    try:
        check()
    except ValidationError as error:
        by_column = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        return [(name, text) for name, texts in by_column.items() for text in texts]
    return []


def _filled_later(instance: models.Model) -> set[str]:
    """Fields that nobody enters: ``save`` fills them."""
    return {each.name for each in instance._meta.concrete_fields if not each.editable}


def _column_of(constraint: models.BaseConstraint, row: Row) -> str | None:
    """The last filled column that a constraint looks at: of a period the end, not the start."""
    names = set(getattr(constraint, "fields", ()))
    condition = getattr(constraint, "condition", None)
    if condition is not None:
        names |= set(condition.referenced_base_fields)
    for expression in getattr(constraint, "expressions", ()):
        flat = (expression[0] if isinstance(expression, (tuple, list)) else expression).flatten()
        names |= {each.name for each in flat if hasattr(each, "name")}
    named = [name for name, cell in row.cells.items() if name in names and cell not in ("", None)]
    return named[-1] if named else None
