"""Who came: marks made at the door, from a page with a line or from phones that had none for a while."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from jitco_portal.common.models import User
from seminars.models import Attendee, CheckIn, Event, Place
from seminars.queries.attendance import Mark, check_in_window
from seminars.services.seats import lock_event

# A phone may find its line days later; after that, somebody looks and corrects the figures by hand.
SENT_LATE = datetime.timedelta(days=7)


class NotNow(Exception):
    """Marks are taken from three hours before the event until its last day is over, and not of a cancelled event."""


class HasNoPlace(Exception):
    """The person gave their place up, or never had one."""


class NotOnTheList(Exception):
    """No person of this event has the number."""


@dataclass(frozen=True)
class Refused:
    """A mark that stands nowhere, with the reason."""

    mark: Mark
    because: NotNow | HasNoPlace | NotOnTheList


@transaction.atomic
def mark(
    *,
    event: Event,
    person: int,
    came: bool,
    by: User,
    key: uuid.UUID | None = None,
    at: datetime.datetime | None = None,
) -> Attendee:
    """Write down that somebody came, or that this was a mistake. Raises NotNow, HasNoPlace, NotOnTheList.

    The same key stands once, however often it is sent. Without a key (a page without scripts) nothing is written
    where the person is marked so already. What counts is the last word by the clock, whichever came to us first;
    ``at`` is never in the future. The lock on the event is that of everybody who gives and takes places: whoever is
    marked has theirs until the mark stands.
    """
    event, now = lock_event(event.pk), timezone.now()
    at = min(at or now, now)
    attendee = Attendee.objects.filter(registration__event=event, pk=person).first()
    if attendee is None:
        raise NotOnTheList
    if key and CheckIn.objects.filter(key=key).exists():
        return attendee
    if not _is_taken(event, at=at, now=now):
        raise NotNow
    if came and attendee.place != Place.SEATED:
        raise HasNoPlace
    if key is None and came == (attendee.came_at is not None):
        return attendee
    kind = CheckIn.Kind.CAME if came else CheckIn.Kind.TAKEN_BACK
    row = CheckIn(attendee=attendee, kind=kind, key=key or uuid.uuid4(), at=at, by=by)
    # The key of another person's mark can be there only by a fault of the phone: it stays what it was.
    CheckIn.objects.bulk_create([row], ignore_conflicts=True)
    came_at = _came_at(attendee)
    if came_at != attendee.came_at:
        attendee.came_at = came_at
        attendee.save(update_fields=["came_at"])
    return attendee


def receive(*, event: Event, by: User, marks: Iterable[Mark], sent_at: datetime.datetime) -> list[Refused]:
    """Take what a phone has kept, each mark for itself, and say which were refused and why.

    ``sent_at`` is the phone's clock at the moment of sending: by what it differs from ours, all its marks are put
    right, so that a phone that is an hour slow tells the true order.
    """
    wrong_by = timezone.now() - sent_at
    refused = []
    for each in sorted(marks, key=lambda one: one.at):
        try:
            mark(event=event, person=each.person, came=each.came, by=by, key=each.key, at=each.at + wrong_by)
        except (NotNow, HasNoPlace, NotOnTheList) as because:
            refused.append(Refused(each, because))
    return refused


def _is_taken(event: Event, *, at: datetime.datetime, now: datetime.datetime) -> bool:
    opens, closes = check_in_window(event)
    return event.state == Event.State.PUBLISHED and opens <= at < closes and now < closes + SENT_LATE


def _came_at(attendee: Attendee) -> datetime.datetime | None:
    """When they came first since the last mistake; None where the last word is that they did not."""
    if attendee.place != Place.SEATED:
        return None
    came_at = None
    for kind, at in CheckIn.objects.filter(attendee=attendee).order_by("at", "pk").values_list("kind", "at"):
        if kind == CheckIn.Kind.TAKEN_BACK:
            came_at = None
        elif came_at is None:
            came_at = at
    return came_at
