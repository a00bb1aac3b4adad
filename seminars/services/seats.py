"""Moving people to a place and off it, with what that costs; whoever does it holds the lock on the event."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import Max
from django.utils import timezone

from jitco_portal.common.models import User
from seminars.models import Attendee, Event, Offer, Place, Registration
from seminars.services import money
from seminars.services.locks import lock_event, locked
from seminars.services.refusals import CheckedIn

__all__ = [
    "end_of_the_line",
    "give_up",
    "lock_event",
    "locked",
    "move",
    "nobody_is_there",
    "open_offer",
    "people_of",
    "seat",
]


def people_of(registration: Registration, *places: str) -> list[Attendee]:
    """In their order; all who have not given up, unless places are named."""
    found = Attendee.objects.filter(registration=registration).order_by("position", "pk")
    return list(found.filter(place__in=places) if places else found.exclude(place=Place.GIVEN_UP))


def open_offer(registration: Registration) -> Offer | None:
    return Offer.objects.filter(registration=registration, state=Offer.State.OPEN).first()


def end_of_the_line(event: Event) -> datetime.datetime:
    """Now; and behind everybody who stands there, also where the clocks of two servers differ."""
    last = Registration.objects.filter(event=event).aggregate(last=Max("queued_at"))["last"]
    now = timezone.now()
    return now if last is None or last < now else last + datetime.timedelta(microseconds=1)


def move(people: Iterable[Attendee], place: Place) -> None:
    """Without what it costs: nobody's place is taken by it, nor given back.

    Somebody may have been checked in already: without a place they are not there, and the marks of the door stay.
    """
    keys = [each.pk for each in people]
    if keys:
        gone = {} if place == Place.SEATED else {"came_at": None}
        Attendee.objects.filter(pk__in=keys).update(place=place, **gone)


def nobody_is_there(people: Iterable[Attendee]) -> None:
    """Whoever is checked in neither gives up nor is replaced: who came stays written down. Raises CheckedIn."""
    if any(each.came_at for each in people):
        raise CheckedIn


def seat(registration: Registration, people: list[Attendee], *, by: User | None) -> None:
    """They have a place from now on, and it is charged."""
    if not people:
        return
    keys = [each.pk for each in people]
    Attendee.objects.filter(pk__in=keys).update(place=Place.SEATED, seated_at=timezone.now())
    money.charge_places(registration=registration, people=len(people), by=by)


def give_up(registration: Registration, people: list[Attendee], *, by: User | None, is_free: bool = False) -> int:
    """They come no more; says what it costs. Whoever had a place owes what the terms of the day ask.

    ``is_free``: the event is called off, and nobody owes for that.
    """
    seated = [each for each in people if each.place == Place.SEATED]
    move(people, Place.GIVEN_UP)
    if not seated:
        return 0
    return money.charge_given_up(registration=registration, people=len(seated), by=by, is_free=is_free)
