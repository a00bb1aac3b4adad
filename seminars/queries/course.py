"""What happened to a registration, in order; nobody is named, neither of the organization nor of the staff."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seminars.models import Attendee, Offer, Place, Registration, RegistrationState


@dataclass(frozen=True)
class Happened:
    at: datetime.datetime
    title: str


def course_of(registration: Registration, *, offers: Iterable[Offer]) -> list[Happened]:
    """Two queries beside the offers, which the page has read already."""
    found = [*_states(registration), *_places(registration)]
    for offer in offers:
        found += _offer(offer)
    return sorted(found, key=lambda each: each.at)


def _states(registration: Registration) -> Iterator[Happened]:
    events: Any = Registration.pgh_event_model.objects.filter(pgh_obj_id=registration.pk)  # type: ignore[attr-defined]
    before = None
    for at, state in events.order_by("pgh_id").values_list("pgh_created_at", "state"):
        if state == before:
            continue
        if before is None:
            yield Happened(at, _("Registered"))
        elif state == RegistrationState.ACCEPTED:
            yield Happened(at, _("The Affairs Dept. has approved the registration"))
        elif state == RegistrationState.REFUSED:
            yield Happened(at, _("The Affairs Dept. has refused the registration"))
        elif state == RegistrationState.CANCELLED:
            yield Happened(at, _("The registration was cancelled"))
        before = state


def _places(registration: Registration) -> list[Happened]:
    """How many got which place at a time; what an offer says of itself is left to it.

    Whoever leaves the list gave nothing up; where somebody new stands in the same place, it was handed over.
    """
    events: Any = Attendee.pgh_event_model.objects.filter(registration=registration.pk)  # type: ignore[attr-defined]
    # Only what a step ended with: whoever waits for a moment within it does not wait.
    ended: dict[tuple[datetime.datetime, int], tuple[str, int]] = {}
    names = ("pgh_created_at", "pgh_obj_id", "place", "position")
    for at, person, place, position in events.order_by("pgh_id").values_list(*names):
        ended[at, person] = place, position
    held: dict[int, str] = {}
    left: dict[tuple[datetime.datetime, int], str] = {}
    for (at, person), (place, position) in ended.items():
        if place == Place.GIVEN_UP and person in held:
            left[at, position] = held[person]
        held[person] = place
    held.clear()
    counted: Counter[tuple[datetime.datetime, str]] = Counter()
    for (at, person), (place, position) in ended.items():
        before = held.get(person)
        held[person] = place
        if before is None and left.get((at, position)) == place:
            # Said once for both, in the place of what the former lost.
            counted[at, _lost(place)] -= 1
            counted[at, "handed"] += 1
        elif place != before and (place == Place.SEATED or (place == Place.WAITING and before in (None, Place.ASKED))):
            counted[at, place] += 1
        elif place == Place.GIVEN_UP and before not in (None, place):
            counted[at, _lost(before)] += 1
    return [Happened(at, _moved(what, number)) for (at, what), number in counted.items() if number > 0]


def _lost(place: str | None) -> str:
    return "left" if place in (Place.OFFERED, Place.WAITING) else "gave_up"


def _moved(what: str, number: int) -> str:
    if what == "handed":
        text = ngettext("A place was handed to a colleague", "%(number)d places were handed to colleagues", number)
    elif what == "left":
        text = ngettext("%(number)d person left the waiting list", "%(number)d people left the waiting list", number)
    elif what == Place.SEATED:
        text = ngettext("%(number)d person got a place", "%(number)d people got a place", number)
    elif what == Place.WAITING:
        text = ngettext(
            "%(number)d person was put on the waiting list", "%(number)d people were put on the waiting list", number
        )
    else:
        text = ngettext("%(number)d person gave up", "%(number)d people gave up", number)
    return text % {"number": number}


def _offer(offer: Offer) -> Iterator[Happened]:
    text = ngettext("%(number)d place was offered", "%(number)d places were offered", offer.people)
    yield Happened(offer.made_at, text % {"number": offer.people})
    ended = {
        Offer.State.ACCEPTED: _("The offer was accepted"),
        Offer.State.DECLINED: _("The offer was declined"),
        Offer.State.EXPIRED: _("The offer expired unanswered"),
        Offer.State.WITHDRAWN: _("The offer was withdrawn"),
    }
    if offer.state in ended:
        yield Happened(offer.answered_at or offer.expires_at, ended[Offer.State(offer.state)])
