"""The figures of the report of an event, as they were counted at the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count

from seminars.models import AttendanceFigure, Attendee, Event

_FROM_THE_DOOR = (AttendanceFigure.Group.SENDING, AttendanceFigure.Group.SUPERVISING)


class NotBegun(Exception):
    """The event has not begun, was cancelled, or was not run here: nobody was counted."""


@dataclass(frozen=True)
class Change:
    """What stands of a group, and what would; None where nothing was counted. ``group`` is blank for all together."""

    group: str
    people_before: int | None
    people: int | None
    organizations_before: int | None = None
    organizations: int | None = None

    @property
    def name(self) -> Any:
        return AttendanceFigure.Group(self.group).label if self.group else ""

    @property
    def differs(self) -> bool:
        return (self.people_before, self.organizations_before) != (self.people, self.organizations)

    @property
    def overwrites(self) -> bool:
        return self.differs and (self.people_before is not None or self.organizations_before is not None)


class WouldChange(Exception):
    """Other figures stand already, or everybody reads them: staff look at ``changes`` first."""

    def __init__(self, changes: list[Change]) -> None:
        super().__init__("other figures stand")
        self.changes = changes


@transaction.atomic
def figures_from_check_ins(*, event: Event, is_sure: bool = False) -> list[AttendanceFigure]:
    """Write how many came of each group that had places; raises NotBegun.

    Governments are counted by staff: their row stays, and counts in the total. Where something else stood, or the
    report is published, it raises WouldChange unless ``is_sure``.
    """
    held = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if held.state != Event.State.PUBLISHED or held.ends_at is None or not held.has_begun:
        raise NotBegun
    changes = _changes(held)
    is_asked = any(each.differs for each in changes) if held.report_published_at else _overwrites(changes)
    if is_asked and not is_sure:
        raise WouldChange(changes)
    *groups, total = changes
    for each in groups:
        values = {"people": each.people, "organizations": each.organizations}
        AttendanceFigure.objects.update_or_create(event=held, group=each.group, defaults=values)
    held.participants_total = total.people
    held.save(update_fields=["participants_total", "changed_at"])
    return list(held.figures.all())


def _overwrites(changes: list[Change]) -> bool:
    return any(each.overwrites for each in changes)


def _changes(event: Event) -> list[Change]:
    """Of each group that is counted at the door, then of all together."""
    came = (
        Attendee.objects.filter(registration__event=event, came_at__isnull=False)
        .order_by()
        .values("registration__group__group")
        .annotate(people=Count("pk"), organizations=Count("registration__organization", distinct=True))
    )
    counted = {row["registration__group__group"]: (row["people"], row["organizations"]) for row in came}
    groups = set(event.groups.values_list("group", flat=True))
    standing = {each.group: each for each in event.figures.all()}
    changes = []
    for group in _FROM_THE_DOOR:
        if group in groups:
            people, organizations = counted.get(group, (0, 0))
            before = standing.pop(group, None)
            changes.append(
                Change(
                    group=group,
                    people_before=before.people if before else None,
                    people=people,
                    organizations_before=before.organizations if before else None,
                    organizations=organizations,
                )
            )
    others = sum(each.people or 0 for each in standing.values())
    total = others + sum(each.people or 0 for each in changes)
    return [*changes, Change("", event.participants_total, total)]
