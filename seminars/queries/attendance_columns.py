"""The list of who came, as a file for staff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jitco_portal.common.exports import Column
from seminars.models import Event
from seminars.queries.attendance import Delegation, Person


@dataclass(frozen=True)
class AttendanceRow:
    delegation: Delegation
    person: Person
    # On the clock of the place, without a zone: what a spreadsheet can read.
    came_at: str | None


def attendance_rows(*, event: Event, delegations: Iterable[Delegation]) -> Iterator[AttendanceRow]:
    for each in delegations:
        for person in each.people:
            at = person.came_at
            yield AttendanceRow(each, person, f"{at.astimezone(event.zone):%Y-%m-%d %H:%M}" if at else None)


ATTENDANCE = (
    Column("number", _("The number on the badge"), lambda row: row.person.pk),
    Column("group", _("sending or supervising"), lambda row: row.delegation.group),
    Column("organization_id", _("Public id of the organization"), lambda row: row.delegation.organization.public_id),
    Column("organization", _("Name of the organization"), lambda row: row.delegation.organization.name),
    Column("name", _("Name of the person"), lambda row: row.person.name),
    Column("name_latin", _("Name in Latin letters"), lambda row: row.person.name_latin),
    Column("position", _("Position in the organization"), lambda row: row.person.job_title),
    Column("came", _("Whether the person came"), lambda row: row.person.came_at is not None),
    Column("came_at", _("When, on the clock of the place"), lambda row: row.came_at),
)
