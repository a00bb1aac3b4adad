"""What merging one organization into another will do, row by row."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from organizations.models import DuplicatePair, Membership, Merge, MergeMove, Organization, OrganizationName
from organizations.queries.merging.profile import NAMES, Line, details_of, side_by_side, taken_values
from organizations.queries.merging.relations import (
    Fate,
    Relation,
    registered_relations,
    settled,
    unregistered_places,
)
from organizations.queries.noted_values import said_values


@dataclass(frozen=True)
class PlannedRow:
    """A row of the organization that goes, and what becomes of it."""

    relation: Relation
    row: Any
    fate: Fate
    why: str
    # Written besides the owner.
    values: dict[str, Any] = field(default_factory=dict)
    # Taken out: the row itself, or the one whose place it takes.
    removed: Any = None
    # The row of the other side because of which it is settled so.
    met: Any = None


@dataclass
class Plan:
    kept: Organization
    absorbed: Organization
    take: tuple[str, ...]
    rows: list[PlannedRow] = field(default_factory=list)
    # Why the two cannot be merged, besides rows that are refused.
    obstacles: list[str] = field(default_factory=list)
    # What should be looked at twice.
    warnings: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    # All that both hold, as it was read.
    read: list[Any] = field(default_factory=list)

    @property
    def refused(self) -> list[PlannedRow]:
        return [each for each in self.rows if each.fate == Fate.REFUSED]

    @property
    def is_possible(self) -> bool:
        return not self.obstacles and not self.refused

    @cached_property
    def taken(self) -> dict[models.Model, dict[str, Any]]:
        return taken_values(kept=self.kept, absorbed=self.absorbed, take=self.take)

    @cached_property
    def new_names(self) -> list[OrganizationName]:
        """Names of today that are names of nobody afterwards: an old business card still finds the organization."""
        values = self.taken.get(self.kept, {})
        held = {values.get(name, getattr(self.kept, name)).casefold() for name in NAMES}
        for organization in (self.kept, self.absorbed):
            held |= {each.name.casefold() for each in organization.further_names.all()}
        found = []
        for organization in (self.absorbed, self.kept):
            for name in (getattr(organization, each) for each in NAMES):
                if name and name.casefold() not in held:
                    held.add(name.casefold())
                    source = {each: getattr(organization, each) for each in _SOURCE}
                    found.append(
                        OrganizationName(organization=self.kept, kind=OrganizationName.Kind.ALIAS, name=name, **source)
                    )
        return found

    @property
    def counts(self) -> list[tuple[Relation, int, list[tuple[Fate, int]]]]:
        """For each relation with rows: how many the one that stays has, and how many of the other meet which fate."""
        counted: dict[Relation, Counter[Fate]] = {}
        for each in self.rows:
            counted.setdefault(each.relation, Counter())[each.fate] += 1
        return [
            (relation, relation.of(self.kept).count(), [(fate, fates[fate]) for fate in Fate if fates[fate]])
            for relation, fates in counted.items()
        ]

    @property
    def digest(self) -> str:
        """Says whether what is written is still what was looked at; which values are taken is said beside it."""
        rows = sorted(
            (each.row._meta.label, each.row.pk, str(each.fate), sorted(each.values), getattr(each.removed, "pk", 0))
            for each in self.rows
        )
        profile = [(line.name, str(line.kept), str(line.absorbed)) for line in self.lines]
        read = sorted((row._meta.label, row.pk, repr(said_values(row))) for row in self.read)
        said = (self.kept.pk, self.absorbed.pk, profile, rows, read)
        return hashlib.sha256(repr(said).encode()).hexdigest()


_SOURCE = ("source", "source_url", "source_on", "checked_on")


def blank_ones(*, kept: Organization, absorbed: Organization) -> tuple[str, ...]:
    """What is taken over unless somebody says otherwise: where the organization that stays says nothing."""
    return tuple(line.name for line in side_by_side(kept=kept, absorbed=absorbed) if line.fills_a_blank)


def plan_merge(*, kept: Organization, absorbed: Organization, take: Iterable[str], lock: bool = False) -> Plan:
    """The plan; a number of queries that depends on how many relations there are, not on the rows.

    With ``lock`` nobody changes these rows before the transaction ends.
    """
    plan = Plan(kept=kept, absorbed=absorbed, take=tuple(take))
    plan.obstacles = _obstacles(kept, absorbed)
    if plan.obstacles:
        return plan
    plan.lines = side_by_side(kept=kept, absorbed=absorbed)
    for relation in registered_relations():
        if relation.is_derived:
            continue
        rows, others = (relation.rows_of(each, lock=lock) for each in (absorbed, kept))
        plan.read += [*rows, *others]
        for row, found, own in settled(relation, rows, others):
            fate, why, removed = found.fate, str(found.why), None
            if fate in (Fate.GOES, Fate.TAKES_PLACE):
                removed = row if fate == Fate.GOES else own
                if _is_pointed_at(removed):
                    fate, why, removed = Fate.REFUSED, _("Other rows hang on it: settle them first."), None
            plan.rows.append(PlannedRow(relation, row, fate, why, found.values, removed, own))
    plan.warnings = _warnings(plan)
    return plan


def _obstacles(kept: Organization, absorbed: Organization) -> list[str]:
    found = [
        _("No app says what a merge does with %(column)s: nothing is merged until one does.")
        % {"column": ".".join(place)}
        for place in unregistered_places()
    ]
    if kept.pk == absorbed.pk:
        found.append(_("This is one organization."))
    if kept.kind != absorbed.kind:
        found.append(_("A supervising and a sending organization are two."))
    elif kept.country_id != absorbed.country_id:
        found.append(_("They are approved by different governments. Correct the country first, if it is wrong."))
    if details_of(kept) is None and details_of(absorbed) is not None:
        found.append(_("Begin the details of %(id)s first.") % {"id": kept.public_id})
    if kept.is_sample != absorbed.is_sample:
        found.append(_("One of them is fictional."))
    for each in (kept, absorbed):
        if each.merged_into_id is not None:
            found.append(_("%(id)s was merged into another organization already.") % {"id": each.public_id})
    return found


def _warnings(plan: Plan) -> list[str]:
    kept, absorbed = plan.kept, plan.absorbed
    found = []
    if not _was_found_alike(kept, absorbed):
        found.append(_("The search for likely duplicates did not find these two."))
    numbers = [getattr(details_of(each), "licence_number", "") for each in (kept, absorbed)]
    if all(numbers) and numbers[0].casefold() != numbers[1].casefold():
        found.append(
            _("Their licence numbers differ: %(one)s and %(other)s.") % {"one": numbers[0], "other": numbers[1]}
        )
    if absorbed.is_published and not kept.is_published:
        found.append(_("%(id)s is not published: both leave the site.") % {"id": kept.public_id})
    people = [each.row for each in plan.rows if isinstance(each.row, Membership) and not each.values]
    if moving := len({row.user_id for row in people if row.until_on is None}):
        found.append(
            _("People of %(id)s who will act for the other, and see what its members see: %(count)s.")
            % {"id": absorbed.public_id, "count": moving}
        )
    return found


def _was_found_alike(one: Organization, other: Organization) -> bool:
    first, second = sorted((one.pk, other.pk))
    return DuplicatePair.objects.filter(first_id=first, second_id=second).exists()


def _is_pointed_at(row: models.Model) -> bool:
    """Whether taking it out would take out other rows with it, or be refused by them."""
    return any(
        each.related_model._base_manager.filter(**{each.field.name: row}).exists()
        for each in row._meta.related_objects
        if not hasattr(each.related_model, "pgh_tracked_model")
    )


def later_merges(merge: Merge) -> models.QuerySet[Merge]:
    """What must be undone before it: later merges of either of the two, and of the same rows, as of a partner."""
    touched = [merge.kept_id, merge.absorbed_id]
    own = MergeMove.objects.filter(merge=merge, model=models.OuterRef("model"), object_pk=models.OuterRef("object_pk"))
    same = MergeMove.objects.filter(models.Exists(own), merge__pk__gt=merge.pk).values("merge")
    either = models.Q(kept__in=touched) | models.Q(absorbed__in=touched) | models.Q(pk__in=same)
    return Merge.objects.filter(either, undone_at=None, pk__gt=merge.pk)
