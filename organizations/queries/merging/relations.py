"""What a merge does with each relation that leads to an organization.

Every app says it of its own relations (``merge_relations.py``) through the registry; a merge with a relation that is on
no list is refused, since its rows would stay behind unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jitco_portal.common import registry
from organizations.models import Organization, SendingOrganization, SupervisingOrganization
from organizations.queries.noted_values import said_values

_LEADS_TO = (Organization, SendingOrganization, SupervisingOrganization)


class Fate(models.TextChoices):
    """What becomes of a row of the organization that goes."""

    # The two say different things; a person decides before the merge.
    REFUSED = "refused", _("must be settled first")
    MOVES = "moves", pgettext_lazy("merge", "moves")
    # Moves, and the row that says less goes.
    TAKES_PLACE = "takes_place", _("takes the place of the other")
    # Taken out, since the organization that stays has the same; undoing brings it back.
    GOES = "goes", _("is left out")
    # It is left where it is: a record of what was, or of no use beside the one that the other has.
    STAYS = "stays", _("stays behind")


@dataclass(frozen=True)
class Settled:
    """The fate of one row, why (a sentence for staff), and what is written into it besides its owner."""

    fate: Fate
    why: Any = ""
    values: dict[str, Any] = field(default_factory=dict)


Meeting = Callable[[Any, Any], Settled | None]


@dataclass(frozen=True)
class Relation:
    """A column that leads to an organization, and what a merge does with its rows.

    ``key`` of a row, None for one that meets nobody: rows of both sides with the same key are shown to ``meet``
    (the row of the organization that goes first), which settles the row that would move, or says None.
    """

    model: type[models.Model]
    column: str
    # Why its rows never move; the sentence is shown. Blank where they do.
    stays: Any = ""
    # Written by the portal itself, or by the merge; not told.
    is_derived: bool = False
    key: Callable[[Any], Hashable] | None = None
    meet: Meeting | None = None
    # Settles a row whatever the other side has; asked first.
    alone: Callable[[Any], Settled | None] | None = None
    select: tuple[str, ...] = ()
    label: Any = ""

    @property
    def place(self) -> tuple[str, str]:
        """Table and column: a proxy speaks of the table that Django made."""
        field: Any = self.model._meta.get_field(self.column)
        return self.model._meta.db_table, field.column

    @property
    def title(self) -> Any:
        return self.label or self.model._meta.verbose_name_plural

    def of(self, organization: Organization) -> models.QuerySet:
        return self.model._base_manager.filter(**{f"{self.column}_id": organization.pk}).order_by("pk")

    def rows_of(self, organization: Organization, *, lock: bool = False) -> list[Any]:
        rows = self.of(organization)
        if lock:
            rows = rows.select_for_update(no_key=True, of=("self",))
        return list(rows.select_related(*self.select) if self.select else rows)


def registered_relations() -> list[Relation]:
    """Of all apps, in the order of the layers."""
    return [relation for function in registry.merge_relations for relation in function()]


def places_in_models() -> set[tuple[str, str]]:
    """Every column of our tables that leads to an organization, but those of the history."""
    found: set[tuple[str, str]] = set()
    for model in apps.get_models(include_auto_created=True):
        if hasattr(model, "pgh_tracked_model"):
            continue
        for each in model._meta.concrete_fields:
            if each.is_relation and each.related_model in _LEADS_TO:
                found.add((model._meta.db_table, str(each.column)))
    return found


def unregistered_places() -> list[tuple[str, str]]:
    return sorted(places_in_models() - {relation.place for relation in registered_relations()})


def says_but(row: models.Model, *columns: str) -> dict[str, Any]:
    """What it says, but in the columns named."""
    left_out = {row._meta.get_field(name).attname for name in columns}  # type: ignore[union-attr]
    return {name: value for name, value in said_values(row).items() if name not in left_out}


def all_values(column: str) -> Callable[[Any], Hashable]:
    """A key of rows that say exactly the same."""
    return lambda row: repr(says_but(row, column))


def by(*names: str) -> Callable[[Any], Hashable]:
    """A key of some of the values, texts without regard to case and spaces around them."""
    return lambda row: tuple(_folded(getattr(row, name)) for name in names)


def _folded(value: Any) -> Hashable:
    return value.strip().lower() if isinstance(value, str) else str(value) if value is not None else None


def settled(relation: Relation, rows: list[Any], others: list[Any]) -> Iterator[tuple[Any, Settled, Any]]:
    """Each row of the organization that goes, its fate, and the row on the other side that it met or None."""
    met: dict[Hashable, list[Any]] = {}
    if relation.key is not None:
        for own in others:
            met.setdefault(relation.key(own), []).append(own)
    for row in rows:
        if relation.stays:
            yield row, Settled(Fate.STAYS, relation.stays), None
        elif relation.alone is not None and (alone := relation.alone(row)) is not None:
            yield row, alone, None
        else:
            yield _met(relation, row, met)


def _met(relation: Relation, row: Any, met: dict[Hashable, list[Any]]) -> tuple[Any, Settled, Any]:
    key = relation.key(row) if relation.key is not None else None
    if key is None or relation.meet is None:
        return row, Settled(Fate.MOVES), None
    found = [(settled, own) for own in met.get(key, ()) if (settled := relation.meet(row, own)) is not None]
    # What a person must decide goes before what one of several would say.
    found.sort(key=lambda each: each[0].fate != Fate.REFUSED)
    return (row, *found[0]) if found else (row, Settled(Fate.MOVES), None)
