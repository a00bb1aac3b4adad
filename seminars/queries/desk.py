"""What staff read of the registrations of one event: who asks, who has places, who waits where, who owes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from jitco_portal.common.days import today
from jitco_portal.common.exports import batches_of
from seminars.models import (
    Attendee,
    Event,
    Offer,
    Place,
    Registration,
    RegistrationState,
)
from seminars.queries.owed import overdue, with_account
from seminars.queries.places import Places, places_of

BATCH = 200


@dataclass(frozen=True)
class Row:
    """One registration as the list of its event shows it."""

    registration: Registration
    # 1 for the first of the waiting list.
    position: int | None
    offer: Offer | None
    is_late: bool

    @property
    def seated(self) -> int:
        return self.registration.seated_people  # type: ignore[attr-defined]

    @property
    def offered(self) -> int:
        return self.registration.offered_people  # type: ignore[attr-defined]

    @property
    def waiting(self) -> int:
        return self.registration.waiting_people  # type: ignore[attr-defined]

    @property
    def asked(self) -> int:
        return self.registration.asked_people  # type: ignore[attr-defined]


@dataclass(frozen=True)
class EventRegistrations:
    places: Places
    asking: list[Row]
    line: list[Row]
    with_places: list[Row]
    ended: list[Row]
    charged: int
    paid: int

    @property
    def owed(self) -> int:
        return self.charged - self.paid


def event_registrations(*, event: Event) -> EventRegistrations:
    """Everything in few queries, however many there are; the waiting list in the order in which places are given."""
    found = list(_rows(event))
    late = set(overdue(day=today()).filter(event=event).values_list("pk", flat=True))
    waiting = [each for each in found if each.waiting_people or each.offered_people]  # type: ignore[attr-defined]
    positions = {each.pk: place for place, each in enumerate(_first_to_last(waiting), start=1)}
    rows = [
        Row(each, positions.get(each.pk), next(iter(each.open_offers), None), each.pk in late)  # type: ignore[attr-defined]
        for each in found
    ]
    living = [each for each in rows if each.registration.is_living]
    return EventRegistrations(
        places=places_of(event=event),
        asking=sorted(
            (each for each in living if each.registration.state == RegistrationState.ASKED),
            key=lambda each: each.registration.created_at,
        ),
        line=sorted((each for each in living if each.position), key=lambda each: each.position or 0),
        with_places=[each for each in living if each.seated],
        ended=[each for each in rows if not each.registration.is_living],
        charged=sum(each.registration.charged for each in rows),  # type: ignore[attr-defined]
        paid=sum(each.registration.paid for each in rows),  # type: ignore[attr-defined]
    )


def _rows(event: Event) -> QuerySet[Registration]:
    def people(place: Place) -> Count:
        return Count("attendees", filter=Q(attendees__place=place))

    counted = Registration.objects.filter(event=event).annotate(
        seated_people=people(Place.SEATED),
        offered_people=people(Place.OFFERED),
        waiting_people=people(Place.WAITING),
        asked_people=people(Place.ASKED),
    )
    offers = Prefetch("offers", Offer.objects.filter(state=Offer.State.OPEN), to_attr="open_offers")
    return with_account(counted).select_related("organization", "group").prefetch_related(offers).order_by("pk")


def _first_to_last(registrations: list[Registration]) -> list[Registration]:
    return sorted(registrations, key=lambda each: (each.queued_at, each.pk))


def participants(*, event: Event) -> QuerySet[Attendee]:
    """Everybody who was registered, for the file; whoever gave up is in it, with that word."""
    people = Attendee.objects.filter(registration__event=event).select_related(
        "registration__organization__country", "registration__group"
    )
    return people.prefetch_related("answers__question", "registration__answers__question")


PARTICIPANTS_ORDER = ("registration_id", "position", "pk")


def participant_batches(*, event: Event) -> Iterator[list[Attendee]]:
    return batches_of(participants(event=event), order=PARTICIPANTS_ORDER, size=BATCH)
