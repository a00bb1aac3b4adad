"""Who is told of an event: whoever acts for a registered organization, and who gave an address for themselves."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from jitco_portal.common.models import User
from organizations.models import ACTING, Membership
from seminars.models import Attendee, Event, Place, Registration


@dataclass(frozen=True)
class Recipient:
    """``attendee`` where the mail is about their own place; else it goes to the organization's people."""

    address: str
    language: str
    time_zone: str
    registration: Registration
    user: User | None = None
    attendee: Attendee | None = None

    @property
    def key(self) -> str:
        """Part of a cause: several people may share one address."""
        return f"person:{self.attendee.pk}" if self.attendee else f"registration:{self.registration.pk}"


def everybody_registered(event: Event) -> list[Recipient]:
    """Also who waits: for the list, or for the Affairs Dept."""
    attendees = Attendee.objects.exclude(place=Place.GIVEN_UP)
    return _of(event.registrations.living(), attendees, event)


def people_with_places(event: Event, *, since: datetime.datetime | None = None) -> list[Recipient]:
    """Who has a place; ``since``: and had it at that time already."""
    attendees = Attendee.objects.filter(place=Place.SEATED)
    if since:
        attendees = attendees.filter(seated_at__lte=since)
    registrations = event.registrations.living().filter(pk__in=attendees.values("registration"))
    return _of(registrations, attendees, event)


def _of(registrations: QuerySet[Registration], attendees: QuerySet[Attendee], event: Event) -> list[Recipient]:
    held = list(registrations.select_related("organization").order_by("pk"))
    people: dict[int, list[Attendee]] = defaultdict(list)
    for person in attendees.filter(registration__in=held).select_related("user").order_by("registration", "position"):
        people[person.registration_id].append(person)
    acting: dict[int, list[User]] = defaultdict(list)
    members = Membership.objects.filter(organization__in=[each.organization_id for each in held], role__in=ACTING)
    for each in members.current().select_related("user").order_by("user"):
        acting[each.organization_id].append(each.user)
    found: list[Recipient] = []
    for registration in held:
        own = list(_attending(registration, people[registration.pk], event))
        addresses = {each.address.casefold() for each in own}
        found += own
        found += [
            Recipient(user.email, user.language, user.time_zone, registration, user=user)
            for user in acting[registration.organization_id]
            # Whoever comes themselves reads it once, with their ticket.
            if user.email.casefold() not in addresses
        ]
    return found


def _attending(registration: Registration, people: Iterable[Attendee], event: Event) -> Iterable[Recipient]:
    for person in people:
        user = person.user if person.user and person.user.is_active else None
        address = person.email or (user.email if user else "")
        if not address:
            continue
        if user and user.email.casefold() == address.casefold():
            yield Recipient(address, user.language, user.time_zone, registration, user=user, attendee=person)
        else:
            # Of whoever has no account nothing is known but the language: the clock is that of the place.
            language = person.language or settings.LANGUAGE_CODE
            yield Recipient(address, language, event.time_zone, registration, attendee=person)
