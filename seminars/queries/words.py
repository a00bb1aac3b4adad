"""What stands with a registration, in sentences that one could say over the telephone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seminars.models import Attendee, Event, Offer, Place, Registration, RegistrationState
from seminars.queries.told_times import told_moment


def sentences_of(
    registration: Registration,
    people: Sequence[Attendee],
    *,
    offer: Offer | None,
    position: int | None,
    time_zone: str,
) -> list[str]:
    """The first says what is; the others what is to be done or known. ``position`` on the waiting list."""
    event = registration.event
    if event.state == Event.State.CANCELLED:
        return [_("The event is cancelled: nobody has to come, and nothing is to be paid for it.")]
    if registration.state == RegistrationState.REFUSED:
        return [_("The Affairs Dept. has refused the registration.")]
    if registration.state == RegistrationState.CANCELLED:
        return [_("The registration is cancelled: nobody of the organization comes.")]
    places = Counter(each.place for each in people if each.place != Place.GIVEN_UP)
    if event.is_over:
        return [_said_afterwards(people)]
    if registration.state == RegistrationState.ASKED:
        return [_asked(places[Place.ASKED])]
    said = []
    if seated := places[Place.SEATED]:
        said.append(_seated(seated, among=places.total()))
    if offer and places[Place.OFFERED]:
        said.append(_offered(places[Place.OFFERED], until=told_moment(offer.expires_at, time_zone)))
    if waiting := places[Place.WAITING]:
        said.append(_waiting(waiting, position))
    return said or [_("Nobody is registered any more.")]


def _asked(people: int) -> str:
    text = ngettext(
        "%(number)d person is registered, and the Affairs Dept. decides whether there is a place.",
        "%(number)d people are registered, and the Affairs Dept. decides whether there are places.",
        people,
    )
    return text % {"number": people}


def _seated(people: int, *, among: int) -> str:
    words: dict[str, Any] = {"number": people, "all": among}
    if people == among:
        text = ngettext(
            "%(number)d person is registered and has a place.",
            "%(number)d people are registered, and all have a place.",
            people,
        )
        return text % words
    text = ngettext("%(number)d of %(all)d people has a place.", "%(number)d of %(all)d people have a place.", people)
    return text % words


def _offered(people: int, *, until: str) -> str:
    text = ngettext(
        "%(number)d place is free and held for you: answer by %(until)s.",
        "%(number)d places are free and held for you: answer by %(until)s.",
        people,
    )
    return text % {"number": people, "until": until}


def _waiting(people: int, position: int | None) -> str:
    words = {"number": people, "position": position}
    if position is None:
        return ngettext("%(number)d person waits.", "%(number)d people wait.", people) % words
    text = ngettext(
        "%(number)d person waits: your organization is number %(position)d on the waiting list.",
        "%(number)d people wait: your organization is number %(position)d on the waiting list.",
        people,
    )
    return text % words


def _said_afterwards(people: Sequence[Attendee]) -> str:
    seated = sum(each.place == Place.SEATED for each in people)
    came = sum(each.came_at is not None for each in people)
    if not seated:
        return _("The event is over; nobody of the organization had a place.")
    text = ngettext(
        "The event is over: %(came)d of %(number)d person with a place was checked in.",
        "The event is over: %(came)d of %(number)d people with a place were checked in.",
        seated,
    )
    return text % {"came": came, "number": seated}
