"""What stands on the badges of an event: who somebody is, in both scripts, to be read across a table."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString

from organizations.models import Organization
from seminars.models import Attendee, Event
from seminars.queries.attendance import check_in_address, seated_people
from seminars.queries.qr_codes import qr_code

# Two beside each other, four below: what an A4 page holds.
PER_SHEET = 8
# Drawing a code takes a moment: more come on the next page.
SHEETS_AT_ONCE = 25
AT_ONCE = PER_SHEET * SHEETS_AT_ONCE


@dataclass(frozen=True)
class Badge:
    number: int
    name: str
    name_latin: str
    job_title: str
    organization: str
    # In the other script; blank where it has one name only.
    organization_other: str
    group: str
    language: str
    code: SafeString


@dataclass(frozen=True)
class Badges:
    """``sheets`` of this part; ``count`` in all parts."""

    sheets: list[list[Badge]]
    count: int
    part: int
    parts: int


def badges_of(
    *, event: Event, group: str = "", since: datetime.datetime | None = None, person: int | None = None, part: int = 1
) -> Badges:
    """Of the people with a place: of one group, with a place since a time, or one of them by the number."""
    people = seated_people(event=event)
    if group:
        people = people.filter(registration__group__group=group)
    if since:
        people = people.filter(seated_at__gte=since)
    if person:
        people = people.filter(pk=person)
    count = people.count()
    parts = max(1, -(-count // AT_ONCE))
    part = min(max(part, 1), parts)
    rows = people.select_related("registration__organization", "registration__group").order_by(
        "registration__organization__sort_en", "registration_id", "position", "pk"
    )[(part - 1) * AT_ONCE : part * AT_ONCE]
    badges = [_badge(row) for row in rows]
    sheets = [badges[at : at + PER_SHEET] for at in range(0, len(badges), PER_SHEET)]
    return Badges(sheets, count, part, parts)


def _badge(attendee: Attendee) -> Badge:
    first, other = names_in_both_scripts(attendee.registration.organization)
    return Badge(
        number=attendee.pk,
        name=attendee.name or attendee.name_latin,
        name_latin=attendee.name_latin if attendee.name_latin != attendee.name else "",
        job_title=attendee.job_title,
        organization=first,
        organization_other=other,
        group=attendee.registration.group.group,
        language=attendee.language,
        code=qr_code(door_address(attendee)),
    )


def door_address(attendee: Attendee) -> str:
    """Where staff at the door find the person. Everybody may read a badge: so it holds nothing that opens a ticket."""
    return settings.SITE_URL + check_in_address(event_id=attendee.registration.event_id, person=attendee.pk)


def names_in_both_scripts(organization: Organization) -> tuple[str, str]:
    """The name at home, and the one for whoever reads no such script."""
    if organization.is_sending:
        names = [organization.name_en, organization.name_ja, organization.name_local]
    else:
        names = [organization.name_ja, organization.name_en, organization.name_local]
    first, *others = dict.fromkeys(name for name in names if name)
    return first, others[0] if others else ""
