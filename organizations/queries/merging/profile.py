"""The values of two profiles side by side, of which a person chooses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from jitco_portal.common.history.reading import text_of
from organizations.models import Organization

NAMES = ("name_local", "name_en", "name_ja", "short_name")
# Neither the contact, which is a person's word for one profile, nor what staff say of a profile itself.
_OF_ORGANIZATION = (
    *("name_local", "name_en", "name_ja", "name_kana", "short_name"),
    *("address", "address_ja", "phone", "website", "languages", "note_en", "note_ja"),
)


@dataclass(frozen=True)
class Line:
    """A field of the two profiles; ``name`` is the field's, of the organization or of its details."""

    name: str
    field: models.Field
    kept: Any
    absorbed: Any

    @property
    def label(self) -> str:
        return str(self.field.verbose_name)

    @property
    def kept_text(self) -> str:
        return "" if _is_blank(self.kept) else text_of(self.field, self.kept)

    @property
    def absorbed_text(self) -> str:
        return "" if _is_blank(self.absorbed) else text_of(self.field, self.absorbed)

    @property
    def may_be_taken(self) -> bool:
        """Whether the one that goes says something that the one that stays does not say so."""
        return not _is_blank(self.absorbed) and self.kept != self.absorbed

    @property
    def fills_a_blank(self) -> bool:
        return self.may_be_taken and _is_blank(self.kept)


def _is_blank(value: Any) -> bool:
    return value in (None, "", [])


def details_of(organization: Organization) -> models.Model | None:
    """Of its kind; None where staff have not begun them yet."""
    return getattr(organization, str(organization.kind), None)


def side_by_side(*, kept: Organization, absorbed: Organization) -> list[Line]:
    """The fields of which at least one of the two says something."""
    lines = [
        Line(name, one._meta.get_field(name), getattr(one, name), getattr(other, name))
        for one, other, names in _sides(kept, absorbed)
        for name in names
    ]
    return [line for line in lines if not (_is_blank(line.kept) and _is_blank(line.absorbed))]


def taken_values(*, kept: Organization, absorbed: Organization, take: Iterable[str]) -> dict[models.Model, dict]:
    """What is written into the organization that stays and into its details."""
    lines = {line.name: line for line in side_by_side(kept=kept, absorbed=absorbed) if line.may_be_taken}
    chosen = [lines[name] for name in take if name in lines]
    return {
        one: values
        for one, _other, names in _sides(kept, absorbed)
        if (values := {line.name: line.absorbed for line in chosen if line.name in names})
    }


def _sides(kept: Organization, absorbed: Organization) -> list[tuple[Any, Any, list[str]]]:
    sides: list[tuple[Any, Any, list[str]]] = [(kept, absorbed, list(_OF_ORGANIZATION))]
    one, other = details_of(kept), details_of(absorbed)
    if one is not None and type(one) is type(other):
        sides.append((one, other, [field.name for field in one._meta.concrete_fields if not field.primary_key]))
    return sides
