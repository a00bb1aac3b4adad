"""An organization registers its people for an event, changes and cancels; staff decide what was asked.

Each step locks the event first (`seats.lock_event`), reads what is free after it, and serves the waiting list before it
ends. What it refuses has a name (`refusals`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common.models import User
from organizations.models import Organization
from organizations.queries.acting import acts_for
from seminars.models import Attendee, Event, EventGroup, Place, Registration, RegistrationState
from seminars.queries.acting import decides
from seminars.queries.checks import as_kept, asks, checks_of, stops
from seminars.queries.money import account_of
from seminars.queries.places import capacity_of, most_together, people_needed, waits_for_ever
from seminars.queries.prices import price_for
from seminars.services import line, papers, telling
from seminars.services.locks import lock_event, locked
from seminars.services.people import PersonValues, add_people, change_person, check_people, write_answers
from seminars.services.refusals import (
    AlreadyRegistered,
    CheckedIn,
    Full,
    HasBegun,
    HasEnded,
    NotAllowed,
    NotAsked,
    NotForThem,
    NotOpen,
    Refused,
    StoppedByCheck,
    TooManyPeople,
)
from seminars.services.seats import end_of_the_line, give_up, nobody_is_there, people_of, seat

__all__ = [
    "AlreadyRegistered",
    "CheckedIn",
    "Full",
    "HasBegun",
    "HasEnded",
    "NotAllowed",
    "NotAsked",
    "NotForThem",
    "NotOpen",
    "PersonValues",
    "Refused",
    "StoppedByCheck",
    "TooManyPeople",
    "add_walk_in",
    "approve",
    "cancel",
    "change_people",
    "refuse",
    "register",
    "transfer_place",
]


@transaction.atomic
def register(
    *,
    event: Event,
    organization: Organization,
    by: User,
    people: list[PersonValues],
    answers: Mapping[int, str],
    least_people: int = 1,
    wishes: str = "",
) -> Registration:
    """Register the people; they have a place at once where all fit and nobody before them could take it.

    Else all wait, and are offered what is free when their turn comes, which may be at once. Where the event asks for
    approval, or a check cannot know, they hold no place until the Affairs Dept. has decided. Raises NotAllowed,
    NotForThem, NotOpen, AlreadyRegistered, TooManyPeople, StoppedByCheck, ValidationError.
    """
    held = lock_event(event.pk)
    organization = Organization.objects.get(pk=organization.pk)
    _only_who_acts(organization, by)
    group = _group_for(held, organization)
    if not held.is_open:
        raise NotOpen
    if Registration.objects.living().filter(event=held, organization=organization).exists():
        raise AlreadyRegistered
    _not_too_many(group, len(people))
    check_people(event=held, organization=organization, people=_keyed("people", people), answers=answers)
    if not 1 <= least_people <= len(people):
        raise ValidationError({"least_people": _("Enter a number from 1 to the number of your people.")})
    if least_people > (most := most_together(held, group)):
        raise ValidationError({"least_people": waits_for_ever(most)})
    checks = checks_of(event=held, organization=organization)
    if stopping := stops(checks):
        raise StoppedByCheck(stopping)
    is_asked = bool(asks(checks))
    registration = _create(
        held,
        group,
        organization,
        by,
        state=RegistrationState.ASKED if is_asked else RegistrationState.ACCEPTED,
        least_people=least_people,
        wishes=wishes.strip(),
        checks=as_kept(checks),
    )
    write_answers(registration, None, answers)
    add_people(registration, people, place=Place.ASKED if is_asked else Place.WAITING)
    if not is_asked:
        line.serve_line(event=held, newcomer=registration, by=by)
    telling.tell_registered(registration, step="registered")
    return _now(registration)


@transaction.atomic
def change_people(
    *,
    registration: Registration,
    by: User,
    values: Mapping[int, PersonValues] | None = None,
    added: list[PersonValues] | None = None,
    given_up: set[int] | None = None,
    answers: Mapping[int, str] | None = None,
) -> Registration:
    """Correct, add and give up people in one step.

    Whoever is added joins the list at its end like a newcomer: where nobody of the registration waits, those who are
    added have a place at once if all of them fit. Where some wait already, **the whole registration goes to the end of
    the list**, because an offer is made to the registration and the added ones would else overtake others
    (`queries.places.moves_to_the_end` tells before). An offer that is open stays with the people it was made to. People
    are added while registration is open (by staff until the event begins); the others change until it begins. Given
    up places go to the list before those who are added have their turn; a place of a colleague passes by
    ``transfer_place``; whoever is checked in keeps theirs. Raises NotAllowed, HasBegun, HasEnded, CheckedIn, NotOpen,
    TooManyPeople, StoppedByCheck, ValidationError.
    """
    values, added, given_up = values or {}, added or [], given_up or set()
    held = locked(registration)
    is_staff = _may_change(held, by)
    _still_changes(held)
    here = {each.pk: each for each in people_of(held)}
    if (values.keys() | given_up) - here.keys():
        raise HasEnded
    nobody_is_there(here[key] for key in given_up)
    if added:
        _may_add(held, len(here) - len(given_up) + len(added), is_staff)
    kept = {f"person-{key}": person for key, person in values.items() if key not in given_up}
    check_people(
        event=held.event,
        organization=held.organization,
        people=kept | _keyed("added", added),
        answers=answers,
    )
    for key, person in values.items():
        if key not in given_up:
            change_person(held, here[key], person)
    if answers is not None:
        write_answers(held, None, answers)
    _give_up_and_add(held, [here[key] for key in here if key in given_up], added, by)
    return _now(held)


def _give_up_and_add(held: Registration, leaving: list[Attendee], added: list[PersonValues], by: User) -> None:
    if not leaving and not added:
        return
    cost = 0
    if leaving:
        needed = people_needed(held, holds=len(people_of(held, Place.SEATED)))
        cost = give_up(held, leaving, by=by)
        line.keep_least_in_reach(held, needed=needed)
        line.end_offer_of_nobody(held)
    is_asked = held.state == RegistrationState.ASKED
    rows = add_people(held, added, place=Place.ASKED if is_asked else Place.WAITING)
    if rows and not is_asked:
        held.queued_at = end_of_the_line(held.event)
        held.save(update_fields=["queued_at", "changed_at"])
    line.end_if_empty(held)
    line.serve_line(event=held.event, newcomer=held if rows else None, by=by)
    papers.follow(registration=held, by=by)
    _tell_left(held, leaving, cost)
    if rows:
        telling.tell_registered(held, step=f"added:{rows[0].pk}")


@transaction.atomic
def transfer_place(*, attendee: Attendee, by: User, person: PersonValues) -> Attendee:
    """Another person comes instead: in the same place, with a ticket of their own, free of charge.

    Until the event begins; by staff until it is over, and not for somebody who has come. Raises NotAllowed, HasBegun,
    HasEnded, CheckedIn, ValidationError.
    """
    held = locked(attendee.registration)
    is_staff = _may_change(held, by)
    if held.event.state != Event.State.PUBLISHED or not held.is_living:
        raise HasEnded
    former = Attendee.objects.get(pk=attendee.pk)
    if former.place == Place.GIVEN_UP:
        raise HasEnded
    if held.event.is_over if is_staff else held.event.has_begun:
        raise HasBegun
    nobody_is_there([former])
    check_people(
        event=held.event, organization=held.organization, people={"person": person}, answers=None,
        is_complete=not held.event.has_begun,
    )  # fmt: skip
    place, seated_at = former.place, former.seated_at
    # First given back, then taken: never one too many in between, and the list is not served.
    Attendee.objects.filter(pk=former.pk).update(place=Place.GIVEN_UP)
    added = add_people(held, [person], place=place, position=former.position)[0]
    if seated_at:
        added.seated_at = timezone.now()
        added.save(update_fields=["seated_at"])
    if place == Place.SEATED:
        telling.tell_gone(held.event, [former])
        telling.send_tickets(held.event, [added])
    return added


@transaction.atomic
def cancel(*, registration: Registration, by: User, reason: str = "") -> Registration:
    """Nobody of the registration comes; what that costs by the terms of the day is charged, and the list is served.

    Not once somebody of it is checked in. Raises NotAllowed, HasBegun, HasEnded, CheckedIn.
    """
    held = locked(registration)
    _may_change(held, by)
    _still_changes(held)
    people = people_of(held)
    nobody_is_there(people)
    line.withdraw_offer(held)
    cost = give_up(held, people, by=by)
    line.end(held, reason=reason.strip())
    line.serve_line(event=held.event)
    papers.follow(registration=held, by=by)
    _tell_left(held, people, cost)
    return _now(held)


@transaction.atomic
def approve(*, registration: Registration, by: User) -> Registration:
    """Staff let a registration in that had to be asked: from now on it stands on the list where it was made.

    All its people have a place at once where they fit and nobody before them could take it. What the checks say now
    is kept beside what they said when it was sent; staff decide. Raises NotAllowed, NotAsked, HasBegun, HasEnded.
    """
    held = _to_decide(registration, by)
    _still_changes(held)
    now = checks_of(event=held.event, organization=held.organization)
    held.checks = held.checks + as_kept(now, when="decided")
    _decide(held, RegistrationState.ACCEPTED)
    Attendee.objects.filter(registration=held, place=Place.ASKED).update(place=Place.WAITING)
    line.serve_line(event=held.event, newcomer=held, by=by)
    telling.tell_decided(_now(held))
    return _now(held)


@transaction.atomic
def refuse(*, registration: Registration, by: User, reason: str) -> Registration:
    """Staff say no, with the reason, also when it is late; raises NotAllowed, NotAsked, ValidationError."""
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    held = _to_decide(registration, by)
    give_up(held, people_of(held), by=by)
    held.reason = reason.strip()
    _decide(held, RegistrationState.REFUSED)
    telling.tell_decided(held)
    return _now(held)


@transaction.atomic
def add_walk_in(*, event: Event, organization: Organization, by: User, people: list[PersonValues]) -> Registration:
    """Staff seat people who come on the day without a registration, or more of one; only where places are free.

    A name is enough. Raises NotAllowed, NotOpen (another day), NotForThem, AlreadyRegistered (it waits for a
    decision), Full, ValidationError.
    """
    if not decides(by):
        raise NotAllowed
    held = lock_event(event.pk)
    if held.state != Event.State.PUBLISHED or held.day is None or held.is_over:
        raise NotOpen
    if timezone.now().astimezone(held.zone).date() < held.day:
        raise NotOpen
    organization = Organization.objects.get(pk=organization.pk)
    group = _group_for(held, organization)
    if not people:
        raise TooManyPeople(group.most_per_organization)
    check_people(
        event=held, organization=organization, people=_keyed("people", people), answers=None, is_complete=False
    )
    # Whoever stands on the list comes first, as long as it is served.
    line.serve_line(event=held)
    registration = Registration.objects.living().filter(event=held, organization=organization).first()
    if registration and registration.state == RegistrationState.ASKED:
        raise AlreadyRegistered
    free = capacity_of(held).free_for(group.pk, holds=registration.held_people if registration else 0)
    if len(people) > free:
        raise Full(free)
    if registration is None:
        registration = _create(held, group, organization, by)
    registration.event = held
    rows = add_people(registration, people, place=Place.WAITING)
    seat(registration, rows, by=by)
    papers.follow(registration=registration, by=by)
    telling.send_tickets(held, rows)
    telling.tell_registered(registration, step=f"added:{rows[0].pk}")
    return _now(registration)


# What several steps share -----------------------------------------------------------------------------


def _only_who_acts(organization: Organization, by: User) -> None:
    if not acts_for(organization.pk, user=by):
        raise NotAllowed


def _may_change(registration: Registration, by: User) -> bool:
    """Whether it is staff who changes it. Raises NotAllowed for whoever neither acts for it nor decides."""
    if acts_for(registration.organization_id, user=by):
        return False
    if decides(by):
        return True
    raise NotAllowed


def _still_changes(registration: Registration) -> None:
    if not registration.is_living or registration.event.state != Event.State.PUBLISHED:
        raise HasEnded
    if registration.event.has_begun:
        raise HasBegun


def _may_add(registration: Registration, people: int, is_staff: bool) -> None:
    event, organization = registration.event, registration.organization
    if not event.is_open and not is_staff:
        raise NotOpen
    _not_too_many(registration.group, people)
    own = {"window", "people"}
    stopping = [each for each in stops(checks_of(event=event, organization=organization)) if each.name not in own]
    if stopping and not is_staff:
        raise StoppedByCheck(stopping)


def _group_for(event: Event, organization: Organization) -> EventGroup:
    group = EventGroup.objects.filter(event=event, group=organization.kind).first()
    if group is None or not organization.is_published or organization.merged_into_id:
        raise NotForThem
    return group


def _not_too_many(group: EventGroup, people: int) -> None:
    if not 1 <= people <= group.most_per_organization:
        raise TooManyPeople(group.most_per_organization)


def _keyed(name: str, people: Iterable[PersonValues]) -> dict[str, PersonValues]:
    return {f"{name}-{number}": person for number, person in enumerate(people)}


def _create(event: Event, group: EventGroup, organization: Organization, by: User, **values: object) -> Registration:
    """At the price of today, which stays."""
    group.event = event
    price = price_for(group=group, organization=organization)
    return Registration.objects.create(
        event=event,
        group=group,
        organization=organization,
        created_by=by,
        queued_at=end_of_the_line(event),
        is_member=price.is_member,
        unit_price=price.unit,
        **values,
    )


def _to_decide(registration: Registration, by: User) -> Registration:
    if not decides(by):
        raise NotAllowed
    held = locked(registration)
    if held.state != RegistrationState.ASKED:
        raise NotAsked
    return held


def _decide(registration: Registration, state: RegistrationState) -> None:
    registration.state, registration.decided_at = state, timezone.now()
    registration.save(update_fields=["state", "decided_at", "reason", "checks", "changed_at"])


def _tell_left(registration: Registration, people: list[Attendee], cost: int) -> None:
    owed_back = account_of(registration=registration).owed_back
    telling.tell_left(registration, people, cost=cost, owed_back=owed_back, is_over=line.is_over(registration))
    telling.tell_gone(registration.event, [each for each in people if each.place == Place.SEATED])


def _now(registration: Registration) -> Registration:
    """With the counts that the triggers wrote; the event stays as it is locked."""
    event = registration.event
    registration.refresh_from_db()
    registration.event = event
    return registration
