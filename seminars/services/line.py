"""The waiting list: free places go to the first in its order that takes them, are held for a time, and go on.

**The order.** One list for each event, by the time of joining, then by number; on it stand accepted registrations with
people who wait and no open offer. Free places are offered to the first for which enough are free: as many as it said it
comes with at least, where what it holds already counts. Whoever needs more than is free is passed by and keeps its
place. So nobody is passed over who could take what is free. Whenever places become free the list is served in the same
transaction, and every offer whose time is over ends before anybody is given a place.
"""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common.models import User
from jitco_portal.common.one_by_one import one_by_one
from organizations.queries.acting import acts_for
from seminars.models import Attendee, Event, Offer, Place, Registration, RegistrationState
from seminars.queries.acting import decides
from seminars.queries.money import account_of
from seminars.queries.places import capacity_of, line_of, most_together, people_needed
from seminars.services import papers, telling
from seminars.services.locks import lock_event, locked
from seminars.services.refusals import (
    HasEnded,
    NotAllowed,
    OfferEnded,
    TakesFewer,
    TakesMore,
    WaitsForNoMore,
)
from seminars.services.seats import give_up, move, open_offer, people_of, seat


def serve_line(*, event: Event, newcomer: Registration | None = None, by: User | None = None) -> list[Offer]:
    """Offer what is free in the order of the list; the caller holds the lock on the event.

    ``newcomer`` has just joined: when its turn comes and all its people who wait fit, they are seated at once.
    Each free place is offered until the event begins, also after registration has closed.
    """
    held = Event.objects.get(pk=event.pk)
    if held.state != Event.State.PUBLISHED:
        return []
    _end_due_offers(held)
    if held.has_begun:
        return []
    capacity = capacity_of(held)
    offers = []
    for registration in line_of(held).select_related("organization", "group"):
        if capacity.is_full:
            break
        registration.event = held
        holds, waiting = registration.held_people, registration.waiting  # type: ignore[attr-defined]
        free = capacity.free_for(registration.group_id, holds=holds)
        is_newcomer = newcomer is not None and registration.pk == newcomer.pk
        if is_newcomer and free >= waiting:
            _seat_all(registration, by=by)
            capacity.take(registration.group_id, waiting, holds=holds)
        elif free >= people_needed(registration, holds=holds):
            offer = _offer(registration, min(free, waiting))
            capacity.take(registration.group_id, offer.people, holds=holds)
            offers.append(offer)
    return offers


def _seat_all(registration: Registration, *, by: User | None) -> None:
    people = people_of(registration, Place.WAITING)
    seat(registration, people, by=by)
    telling.send_tickets(registration.event, people)


def _offer(registration: Registration, places: int) -> Offer:
    event = registration.event
    now = timezone.now()
    until = now + datetime.timedelta(hours=event.offer_hours)
    offer = Offer.objects.create(
        registration=registration,
        people=places,
        made_at=now,
        expires_at=min(until, event.starts_at) if event.starts_at else until,
    )
    move(people_of(registration, Place.WAITING)[:places], Place.OFFERED)
    telling.tell_offer(offer)
    return offer


# Answers to an offer ----------------------------------------------------------------------------------


@transaction.atomic
def accept_offer(*, offer: Offer, by: User, people: set[int], keep_waiting: bool) -> Registration:
    """Seat these people, of those to whom places are offered and those who wait: the organization chooses who comes.

    The others of the registration wait on at their place where every place offered was taken, or leave. Raises
    NotAllowed, OfferEnded, TakesMore, TakesFewer, HasEnded (one of the people left meanwhile), ValidationError.
    """
    held, registration = _answered(offer, by)
    candidates = people_of(registration, Place.OFFERED, Place.WAITING)
    offered = sum(each.place == Place.OFFERED for each in candidates)
    chosen = [each for each in candidates if each.pk in people]
    others = [each for each in candidates if each.pk not in people]
    if not people:
        raise ValidationError({"people": _("Choose who takes the places.")})
    if len(chosen) != len(people):
        raise HasEnded
    if len(chosen) > offered:
        raise TakesMore(offered)
    if keep_waiting and others and len(chosen) < offered:
        raise TakesFewer
    _end(held, Offer.State.ACCEPTED)
    # First what is given back: never one too many in between.
    if keep_waiting:
        move([each for each in others if each.place == Place.OFFERED], Place.WAITING)
    else:
        give_up(registration, others, by=by)
    seat(registration, chosen, by=by)
    takes_any_more(registration)
    serve_line(event=registration.event)
    papers.follow(registration=registration, by=by)
    telling.send_tickets(registration.event, chosen)
    telling.tell_registered(registration, step=f"offer:{held.pk}:accepted")
    return registration


@transaction.atomic
def decline_offer(*, offer: Offer, by: User, keep_waiting_for: int | None = None) -> Registration:
    """Turn the places down. The people they were offered to leave the list; the others of the registration wait on.

    With ``keep_waiting_for``, a number above what was offered, all wait on at their place, and the next offer holds at
    least so many. Raises NotAllowed, OfferEnded, WaitsForNoMore.
    """
    held, registration = _answered(offer, by)
    offered = people_of(registration, Place.OFFERED)
    if keep_waiting_for is None:
        _end(held, Offer.State.DECLINED)
        _leave_the_list(registration, offered)
    else:
        waiting = people_of(registration, Place.WAITING)
        seated = len(people_of(registration, Place.SEATED))
        most = min(len(offered) + len(waiting), most_together(registration.event, registration.group) - seated)
        if not len(offered) < keep_waiting_for <= most:
            raise WaitsForNoMore
        _end(held, Offer.State.DECLINED)
        move(offered, Place.WAITING)
        _come_with_at_least(registration, keep_waiting_for + seated)
    serve_line(event=registration.event)
    telling.tell_left(registration, [] if keep_waiting_for else offered, is_over=is_over(registration))
    return registration


def expire_offers() -> None:
    """Every minute: offers whose time is over end, and their places go on; each event in its own lock.

    The locks of one run are held until it ends: in the order of the events' numbers, so that two runs never wait for
    each other.
    """
    now = timezone.now()
    # An event that was moved earlier may begin before its offers end.
    is_due = Q(expires_at__lte=now) | Q(registration__event__starts_at__lte=now)
    due = Offer.objects.filter(is_due, state=Offer.State.OPEN)
    keys = set(due.values_list("registration__event", flat=True))
    one_by_one(sorted(keys), _go_on, what="end the offers of an event whose time is over")


def _go_on(key: int) -> None:
    event = lock_event(key)
    _end_due_offers(event)
    serve_line(event=event)


@transaction.atomic
def withdraw_all(*, event: Event) -> list[Registration]:
    """The event is called off: offers are withdrawn, nobody has a place, nobody owes for that; who paid is told.

    A charge for having given up late before that stays.

    The caller holds the lock, and tells everybody that the event is off. Says which registrations ended.
    """
    living = Registration.objects.living().filter(event=event).select_related("organization", "group")
    ended = list(living.in_order())
    for registration in ended:
        registration.event = event
        withdraw_offer(registration)
        give_up(registration, people_of(registration), by=None, is_free=True)
        end(registration)
        papers.follow(registration=registration, by=None)
        if owed_back := account_of(registration=registration).owed_back:
            telling.tell_left(registration, [], owed_back=owed_back, is_over=True)
    return ended


# What several steps share -----------------------------------------------------------------------------


def withdraw_offer(registration: Registration) -> None:
    """The registration ends: what is offered to it is not held any more."""
    if offer := open_offer(registration):
        _end(offer, Offer.State.WITHDRAWN)


def end_offer_of_nobody(registration: Registration) -> None:
    """All to whom places were offered gave them up."""
    if not people_of(registration, Place.OFFERED):
        withdraw_offer(registration)


def end(registration: Registration, *, reason: str = "") -> None:
    """Nobody of it holds a place any more; it is on no list."""
    registration.state, registration.reason = RegistrationState.CANCELLED, reason
    registration.save(update_fields=["state", "reason", "changed_at"])


def end_if_empty(registration: Registration) -> None:
    """Without people it would only keep the organization from registering anew."""
    if registration.is_living and not people_of(registration):
        end(registration)


def is_over(registration: Registration) -> bool:
    return not registration.is_living


def takes_any_more(registration: Registration) -> None:
    """They come with what they have: one more is welcome from now on."""
    seated = len(people_of(registration, Place.SEATED))
    _come_with_at_least(registration, min(registration.least_people, max(1, seated)))


def keep_least_in_reach(registration: Registration, *, needed: int) -> None:
    """People left: what the next offer must hold stays as it was, but is never more than who still wait."""
    seated = len(people_of(registration, Place.SEATED))
    waiting = len(people_of(registration, Place.WAITING, Place.OFFERED, Place.ASKED))
    _come_with_at_least(registration, max(1, seated + min(needed, waiting)))


def _come_with_at_least(registration: Registration, people: int) -> None:
    if registration.least_people != people:
        registration.least_people = people
        registration.save(update_fields=["least_people", "changed_at"])


def _answered(offer: Offer, by: User) -> tuple[Offer, Registration]:
    """The offer as it is now, under the lock, for somebody who may answer it in time."""
    registration = locked(Registration.objects.get(pk=offer.registration_id))
    if not acts_for(registration.organization_id, user=by) and not decides(by):
        raise NotAllowed
    held = Offer.objects.get(pk=offer.pk)
    if held.state != Offer.State.OPEN or held.expires_at <= timezone.now() or registration.event.has_begun:
        raise OfferEnded
    held.registration = registration
    return held, registration


def _end_due_offers(event: Event) -> None:
    due = Offer.objects.filter(registration__event=event, state=Offer.State.OPEN)
    if not event.has_begun:
        due = due.filter(expires_at__lte=timezone.now())
    for offer in due.select_related("registration__organization", "registration__group").order_by("pk"):
        registration = offer.registration
        registration.event = event
        _end(offer, Offer.State.EXPIRED)
        _leave_the_list(registration, people_of(registration, Place.OFFERED))
        telling.tell_expired(offer)


def _leave_the_list(registration: Registration, people: list[Attendee]) -> None:
    needed = people_needed(registration, holds=len(people_of(registration, Place.SEATED)))
    give_up(registration, people, by=None)
    keep_least_in_reach(registration, needed=needed)
    end_if_empty(registration)


def _end(offer: Offer, state: Offer.State) -> None:
    offer.state, offer.answered_at = state, timezone.now()
    offer.save(update_fields=["state", "answered_at"])
