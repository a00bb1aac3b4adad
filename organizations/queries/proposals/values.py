"""Values of a profile as they are kept in a proposal: plain, and the same for everything that says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from jitco_portal.common.partial_dates import PartialDate
from organizations.models import Organization, ProposedChange
from organizations.queries.proposals.parts import PARTS, Part, editable_fields


@dataclass(frozen=True)
class Entry:
    """One change as it was entered; ``field`` is blank where a whole row comes (``after``) or goes (``before``)."""

    part: str
    row_id: int | None
    field: str
    before: Any
    after: Any


def plain(value: Any) -> Any:
    """The value as JSON; blank, null, nothing but spaces and an empty list are one thing, and so are 5, "5" and 5.00.

    Lists are sets here: their order says nothing.
    """
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet | list | tuple | set):
        items = {str(item): item for each in value if (item := plain(each)) is not None}
        return sorted(items.values(), key=lambda item: (isinstance(item, str), item)) or None
    if isinstance(value, Decimal):
        # Never 3E+3, and no -0.
        return format(value.normalize() + 0, "f")
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip() or None
    return value


def plain_field(part: Part, name: str, value: Any) -> Any:
    """``plain`` for a field of the part: what was typed as text counts as the value that it means."""
    value, field = plain(value), part.field(name)
    if value is None:
        return None
    if isinstance(value, list) != is_set(field):
        raise ValidationError({name: _("This value does not fit the field.")})
    try:
        if field.many_to_many:
            return plain([int(each) for each in value])
        if field.many_to_one:
            return int(value)
        return plain(field.to_python(value))
    except (ValueError, TypeError, ArithmeticError) as error:
        raise ValidationError({name: _("This value does not fit the field.")}) from error
    except ValidationError as error:
        raise ValidationError({name: error.messages}) from error


def is_set(field: Any) -> bool:
    return field.many_to_many or hasattr(field, "base_field")


def read(instance: Any, name: str) -> Any:
    """What stands in the field of a row, plain."""
    field = instance._meta.get_field(name)
    if field.many_to_many:
        return plain(list(getattr(instance, name).values_list("pk", flat=True)))
    return plain(getattr(instance, field.attname))


class ProfileRows:
    """What stands in the profile of one organization, read part by part where it is asked for.

    ``locked``: nobody writes these rows before the end of the transaction.
    """

    def __init__(self, *, organization: Organization, locked: bool = False) -> None:
        self.organization = organization
        self.locked = locked
        self._rows: dict[str, dict[int | None, Any]] = {"organization": {None: organization}}
        self._values: dict[tuple[str, int | None, str], Any] = {}
        self._leaving: set[tuple[str, int | None]] = set()

    def without(self, changes: Iterable[ProposedChange]) -> None:
        """Rows that go with these changes make room: a new row does not meet them."""
        self._leaving = {(each.part, each.row_id) for each in changes if not each.field and each.row_id is not None}

    def rows(self, part: Part) -> dict[int | None, Any]:
        """The rows of the part by their keys; of a part with one row, that row under None."""
        if part.key not in self._rows:
            found = part.model._default_manager.filter(part.rows)
            if self.locked:
                found = found.select_for_update()
            if part.is_table:
                held = found.filter(organization_id=self.organization.pk).order_by(*_order(part), "pk")
                self._rows[part.key] = {row.pk: row for row in held}
            else:
                self._rows[part.key] = {None: found.get(pk=self.organization.pk)}
        return self._rows[part.key]

    def row(self, part: Part, row_id: int | None) -> Any | None:
        return self.rows(part).get(row_id)

    def value(self, part: Part, row_id: int | None, name: str) -> Any:
        """What stands in a field; None also where the row is gone."""
        row = self.row(part, row_id)
        if row is None:
            return None
        key = (part.key, row_id, name)
        if key not in self._values:
            self._values[key] = read(row, name)
        return self._values[key]

    def row_values(self, part: Part, row_id: int | None) -> dict[str, Any] | None:
        """All that an organization may say in a row of a table; None where it is gone."""
        if self.row(part, row_id) is None:
            return None
        names = editable_fields(kind=self.organization.kind, part=part)
        return {name: self.value(part, row_id, name) for name in names}

    def same_row(self, part: Part, values: dict[str, Any]) -> int | None:
        """The key of the row that says the same thing as a new one, whatever it says of it."""
        said = identity(part, values)
        for row_id in self.rows(part):
            is_leaving = (part.key, row_id) in self._leaving
            if not is_leaving and identity(part, self.row_values(part, row_id) or {}) == said:
                return row_id
        return None

    def now(self, change: ProposedChange) -> Any:
        """What stands where the change would write, in the shape of its ``before`` and ``after``."""
        part = PARTS[change.part]
        if change.field:
            return self.value(part, change.row_id, change.field)
        row_id = change.row_id
        if row_id is None:
            row_id = self.same_row(part, change.after or {})
            return None if row_id is None else self.row_values(part, row_id)
        return self.row_values(part, row_id)

    def is_gone(self, change: ProposedChange) -> bool:
        """Whether the row whose field should change is no longer there, or no longer the organization's to change."""
        return bool(change.field) and self.row(PARTS[change.part], change.row_id) is None

    def is_settled(self, change: ProposedChange) -> bool:
        """Whether what is proposed stands already."""
        return not self.is_gone(change) and self.now(change) == change.after

    def is_conflict(self, change: ProposedChange) -> bool:
        """Whether somebody else wrote there since the editor began."""
        return self.is_gone(change) or (not self.is_settled(change) and self.now(change) != change.before)


def identity(part: Part, values: dict[str, Any]) -> tuple:
    return tuple(values.get(name) for name in part.identity)


def _order(part: Part) -> list[str]:
    """As the tables of the profile: newest figures first, fees by whom they concern."""
    return [name for name in part.model._meta.ordering or () if isinstance(name, str) and name != "organization"]
