"""Who is told of a step with places: whoever acts for the organization, and people with an address of their own.

Mails to the organization say how many people, never who: their names stand on the portal only. Each step has a cause of
its own, so that it is told once.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import User
from organizations.queries.acting import acting_members
from seminars.models import Attendee, Event, Offer, Paper, Place, Registration
from seminars.queries.money import account_of
from seminars.queries.told_times import told_for_reader, told_when


def tell_organization(
    registration: Registration,
    *,
    kind: str,
    step: str,
    context: dict[str, Any],
    page: str = "registration_detail",
    of: int | None = None,
) -> None:
    """Each who acts for it, in their language; ``step`` names the step among all of the registration.

    ``page``: where to read on, of the registration; ``of`` names a row of it.
    """
    event = registration.event
    keys = [registration.pk] if of is None else [registration.pk, of]
    for person in acting_members(registration.organization_id):
        with translation.override(person.language):
            told = {
                "event": event.title,
                "when": told_when(event),
                "when_for_you": told_for_reader(event, person.time_zone),
                "link": settings.SITE_URL + reverse(f"seminars:{page}", args=keys),
            }
        queue_mail(
            kind=kind,
            cause=f"event:{event.pk}:registration:{registration.pk}:{step}",
            recipient=person.email,
            user=person,
            context={**told, **context},
        )


def tell_registered(registration: Registration, *, step: str) -> None:
    """After a registration or a change: how many have a place, wait, or are offered one; one mail says all."""
    counts = _counts(registration)
    kind = "event_waiting" if counts["waiting"] else "event_registered"
    tell_organization(registration, kind=kind, step=step, context=counts)


def tell_decided(registration: Registration) -> None:
    context = {"is_refused": registration.state == Registration.State.REFUSED, **_counts(registration)}
    tell_organization(registration, kind="event_decided", step="decided", context=context)


def tell_offer(offer: Offer) -> None:
    context = {"people": offer.people, "expires_at": offer.expires_at}
    tell_organization(
        offer.registration,
        kind="event_offer",
        step=f"offer:{offer.pk}",
        context=context,
        page="registration_offer",
    )


def tell_expired(offer: Offer) -> None:
    context = {"people": offer.people, **_counts(offer.registration)}
    tell_organization(offer.registration, kind="event_offer_expired", step=f"offer:{offer.pk}:expired", context=context)


def tell_left(
    registration: Registration, people: list[Attendee], *, cost: int = 0, owed_back: int = 0, is_over: bool = False
) -> None:
    """So many people come no more, and what that costs; ``is_over``: nobody of the registration is left."""
    if people or is_over:
        step = f"left:{min((each.pk for each in people), default=0)}"
        context = {"people": len(people), "cost": cost, "owed_back": owed_back, "is_over": is_over}
        tell_organization(registration, kind="event_left", step=step, context=context)


def tell_paper(*, paper: Paper) -> None:
    due = account_of(registration=paper.registration).due
    context = {"paper": paper, "replaced": paper.replaces.number if paper.replaces else "", "due": due}
    tell_organization(
        paper.registration, kind="event_paper", step=f"paper:{paper.pk}", context=context, page="paper", of=paper.pk
    )


def _counts(registration: Registration) -> dict[str, int]:
    places = list(Attendee.objects.filter(registration=registration).values_list("place", flat=True))
    return {place.value: places.count(place.value) for place in Place}


# People themselves ------------------------------------------------------------------------------------


def send_tickets(event: Event, people: list[Attendee]) -> None:
    """The link to the ticket, to whoever gave an address; it opens the ticket, so staff do not read it."""
    for person in people:
        _tell_person(event, person, kind="event_ticket", step="ticket", is_secret=True)


def tell_gone(event: Event, people: list[Attendee]) -> None:
    """They had a place, and have it no more."""
    for person in people:
        _tell_person(event, person, kind="event_ticket_gone", step="gone", is_secret=False)


def _tell_person(event: Event, person: Attendee, *, kind: str, step: str, is_secret: bool) -> None:
    user = person.user if person.user and person.user.is_active else None
    address = person.email or (user.email if user else "")
    if not address:
        return
    # Of whoever has no account nothing is known but the language: the clock is that of the place.
    own: User | None = user if user and user.email.casefold() == address.casefold() else None
    language = own.language if own else person.language
    time_zone = own.time_zone if own else event.time_zone
    with translation.override(language):
        context = {
            "event": event.title,
            "when": told_when(event),
            "when_for_you": told_for_reader(event, time_zone),
            "venue": event.venue if event.place_form != Event.PlaceForm.ONLINE else "",
            "link": settings.SITE_URL + reverse("seminars:ticket", args=[person.token]),
            # Several tickets may go to one address. Only the mail that no staff read says whose it is.
            "person": person.name if is_secret else "",
        }
    queue_mail(
        kind=kind,
        cause=f"event:{event.pk}:{step}:person:{person.pk}",
        recipient=address,
        user=own,
        language=language,
        time_zone=time_zone,
        is_secret=is_secret,
        context=context,
    )
