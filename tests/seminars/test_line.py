"""The waiting list: its order, offers that hold places for a time, and what becomes of them."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.tasks import every_minute
from organizations.models import Organization
from seminars.models import Event, EventGroup, Group, Offer, Place, Registration
from seminars.queries.places import moves_to_the_end, places_of, position_in_line
from seminars.services import line, registrations
from seminars.services.refusals import (
    HasEnded,
    NotAllowed,
    OfferEnded,
    TakesFewer,
    TakesMore,
    WaitsForNoMore,
)
from tests import factories as make
from tests.seminars import world
from tests.seminars.registering import keys, ledger_adds_up, offer_to, people, places, register, staff

pytestmark = pytest.mark.django_db


def full_group(free=0, event=None, **values):
    """A group of which all but so many places are taken by one registration, which is given back as well."""
    group = world.make_group(event, people=5, **{"price_general": 1000, **values})
    return group, register(group, 5 - free)


def give_back(registration, number):
    registrations.change_people(
        registration=registration, by=registration.created_by, given_up=set(keys(registration)[:number])
    )


def raise_capacity(group, number):
    """As the desk does it."""
    with transaction.atomic():
        event = Event.objects.select_for_update(no_key=True).get(pk=group.event_id)
        EventGroup.objects.filter(pk=group.pk).update(people=number)
        return line.serve_line(event=event)


def accept(registration, chosen=None, *, keep_waiting=True, by=None):
    offered = keys(registration, Place.OFFERED)
    return line.accept_offer(
        offer=offer_to(registration),
        by=by or registration.created_by,
        people=set(offered if chosen is None else chosen),
        keep_waiting=keep_waiting,
    )


def decline(registration, keep_waiting_for=None, by=None):
    return line.decline_offer(
        offer=offer_to(registration), by=by or registration.created_by, keep_waiting_for=keep_waiting_for
    )


# The order --------------------------------------------------------------------------------------------


def test_free_places_go_to_the_first_who_takes_them():
    group, seated = full_group()
    all_or_none, second, third = register(group, 3, least_people=3), register(group, 2), register(group, 1)
    give_back(seated, 2)
    # Two are too few for the first, who is passed by and keeps its place.
    assert [places(each) for each in (all_or_none, second, third)] == [{"waiting": 3}, {"offered": 2}, {"waiting": 1}]

    give_back(seated, 3)
    assert [places(each) for each in (all_or_none, third)] == [{"offered": 3}, {"waiting": 1}]


def test_what_an_organization_holds_counts_for_what_it_needs():
    group, seated = full_group(free=2)
    first = register(group, 2, least_people=2)
    registrations.change_people(registration=first, by=first.created_by, added=people(2))
    give_back(seated, 1)
    assert places(first) == {"seated": 2, "offered": 1, "waiting": 1}


def test_who_is_offered_places_already_waits_for_its_answer():
    group, seated = full_group()
    first, second = register(group, 3), register(group, 1)
    give_back(seated, 1)
    give_back(seated, 1)
    assert [places(each) for each in (first, second)] == [{"offered": 1, "waiting": 2}, {"offered": 1}]


def test_a_group_that_is_full_holds_up_no_other():
    event = world.make_event()
    sending, supervising = world.make_group(event, Group.SENDING, people=1), world.make_group(event, people=2)
    register(sending, 1)
    held = register(supervising, 2)
    first, second = register(sending, 1), register(supervising, 1)
    registrations.cancel(registration=held, by=held.created_by)
    assert [places(each) for each in (first, second)] == [{"waiting": 1}, {"offered": 1}]


def test_no_organization_is_offered_more_than_one_may_send():
    group = world.make_group(people=5, most_per_organization=5)
    register(group, 5)
    first = register(group, 5)
    EventGroup.objects.filter(pk=group.pk).update(most_per_organization=2)
    raise_capacity(group, 20)
    assert places(first) == {"offered": 2, "waiting": 3}
    accept(first)
    assert places(first) == {"seated": 2, "waiting": 3}


def test_more_places_at_the_desk_go_to_the_list_at_once():
    group, _seated = full_group()
    first, second = register(group, 2), register(group, 2)
    offers = raise_capacity(group, 8)
    assert [offer.people for offer in offers] == [2, 1]
    assert [places(each) for each in (first, second)] == [{"offered": 2}, {"offered": 1, "waiting": 1}]


def test_registration_that_has_closed_does_not_stop_the_list_but_the_beginning_does():
    group, seated = full_group()
    first = register(group, 1)
    second = register(group, 1)
    with time_machine.travel(world.in_days(25)):
        give_back(seated, 1)
    assert places(first) == {"offered": 1}
    with time_machine.travel(world.in_days(30, 10)):
        assert raise_capacity(group, 10) == []
    assert places(second) == {"waiting": 1}


def test_what_pages_tell_of_the_list():
    event = world.make_event(people=7)
    group, sending = world.make_group(event, people=5, organizations=3), world.make_group(event, Group.SENDING)
    seated = register(group, 4)
    first, second = register(group, 3, least_people=2), register(group, 2, least_people=2)
    other = register(sending, 2)

    found = places_of(event=event)
    assert found.free == 1
    assert [
        (each.group.group, each.free, each.waiting_people, each.waiting_organizations) for each in found.groups
    ] == [
        ("supervising", 1, 5, 2),
        ("sending", 1, 0, 0),
    ]
    assert [position_in_line(each) for each in (seated, first, second, other)] == [None, 1, 2, None]
    assert [moves_to_the_end(each) for each in (seated, first)] == [False, True]
    assert found.of("supervising").is_full is False
    register(sending, 1)
    assert places_of(event=event).of("supervising").is_full is True


# Answers ----------------------------------------------------------------------------------------------


def test_the_organization_chooses_who_takes_the_places():
    group, seated = full_group()
    first = register(group, 4)
    give_back(seated, 2)
    one, two, three, four = keys(first, Place.OFFERED, Place.WAITING)
    accept(first, {two, four})

    assert keys(first, Place.SEATED) == [two, four]
    assert keys(first, Place.WAITING) == [one, three]
    assert [(each.kind, each.amount) for each in first.charges.all()] == [("places", 2000)]
    assert first.offers.get().state == Offer.State.ACCEPTED
    give_back(seated, 1)
    assert keys(first, Place.OFFERED) == [one]


def test_who_takes_fewer_lets_the_others_go():
    group, seated = full_group()
    first, second = register(group, 4), register(group, 1)
    give_back(seated, 2)
    one = keys(first, Place.OFFERED)[0]
    with pytest.raises(TakesFewer):
        accept(first, {one})
    accept(first, {one}, keep_waiting=False)
    assert [places(each) for each in (first, second)] == [{"seated": 1, "given_up": 3}, {"offered": 1}]


def test_nobody_takes_more_than_offered_or_somebody_elses():
    group, seated = full_group()
    first = register(group, 3)
    give_back(seated, 1)
    waiting = keys(first, Place.OFFERED, Place.WAITING)
    with pytest.raises(TakesMore) as error:
        accept(first, waiting[:2])
    assert error.value.offered == 1
    with pytest.raises(HasEnded):
        accept(first, keys(seated)[:1])
    with pytest.raises(ValidationError):
        accept(first, [])
    for by in (make.make_user(), seated.created_by, staff("view_registration")):
        with pytest.raises(NotAllowed):
            accept(first, by=by)
        with pytest.raises(NotAllowed):
            decline(first, by=by)
    assert places(first) == {"offered": 1, "waiting": 2}
    accept(first, by=staff())
    assert places(first) == {"seated": 1, "waiting": 2}


def test_who_comes_with_fewer_than_it_said_takes_any_place_after_it():
    group, seated = full_group()
    first = register(group, 4, least_people=3)
    give_back(seated, 3)
    accept(first, keys(first, Place.OFFERED)[:3])
    assert Registration.objects.get(pk=first.pk).least_people == 3
    give_back(seated, 1)
    assert places(first) == {"seated": 3, "offered": 1}


def test_declined_places_go_on_and_their_people_leave():
    group, seated = full_group()
    first, second = register(group, 3), register(group, 2)
    give_back(seated, 2)
    decline(first)
    # Still the first on the list, with the one who waits on.
    assert [places(each) for each in (first, second)] == [{"offered": 1, "given_up": 2}, {"offered": 1, "waiting": 1}]
    registration = decline(first)
    assert registration.state == "cancelled"
    assert first.charges.count() == 0


def test_who_waits_for_more_keeps_its_place_and_is_passed_by():
    group, seated = full_group()
    first, second = register(group, 3), register(group, 1)
    give_back(seated, 1)
    for number in (0, 1, 4):
        with pytest.raises(WaitsForNoMore):
            decline(first, number)
    decline(first, 3)
    assert [places(each) for each in (first, second)] == [{"waiting": 3}, {"offered": 1}]
    assert position_in_line(first) == 1
    give_back(seated, 3)
    assert places(first) == {"offered": 3}


def test_who_holds_places_and_waits_for_more_counts_from_them():
    group, seated = full_group(free=2)
    first = register(group, 2)
    registrations.change_people(registration=first, by=first.created_by, added=people(3))
    give_back(seated, 1)
    decline(first, 2)
    assert places(first) == {"seated": 2, "waiting": 3}
    give_back(seated, 1)
    assert places(first) == {"seated": 2, "offered": 2, "waiting": 1}


def test_what_an_offer_must_hold_never_exceeds_who_waits():
    group, seated = full_group()
    first = register(group, 3, least_people=3)
    registrations.change_people(registration=first, by=first.created_by, given_up=set(keys(first, Place.WAITING)[:2]))
    give_back(seated, 1)
    assert places(first) == {"offered": 1, "given_up": 2}


# Time -------------------------------------------------------------------------------------------------


def test_an_offer_holds_its_hours_but_not_past_the_beginning():
    group, seated = full_group()
    first, second = register(group, 1), register(group, 1)
    give_back(seated, 1)
    offer = offer_to(first)
    assert offer.expires_at - offer.made_at == datetime.timedelta(hours=48)
    with time_machine.travel(world.in_days(29, 12)):
        give_back(seated, 1)
        assert offer_to(second).expires_at == group.event.starts_at


def test_offers_whose_time_is_over_end_and_go_on_by_themselves():
    group, seated = full_group()
    first, second = register(group, 2), register(group, 1)
    give_back(seated, 1)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=47)):
        line.expire_offers()
        assert places(first) == {"offered": 1, "waiting": 1}
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=49)):
        with pytest.raises(OfferEnded):
            accept(first)
        with pytest.raises(OfferEnded):
            decline(first)
        line.expire_offers()
        assert [places(each) for each in (first, second)] == [{"offered": 1, "given_up": 1}, {"waiting": 1}]
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=98)):
        line.expire_offers()
        assert [places(each) for each in (first, second)] == [{"given_up": 2}, {"offered": 1}]
        assert Registration.objects.get(pk=first.pk).state == "cancelled"
    kinds = OutboxMessage.objects.filter(user=first.created_by).values_list("kind", flat=True)
    assert sorted(kinds) == [
        *("event_offer", "event_offer", "event_offer_expired", "event_offer_expired", "event_waiting")
    ]


def test_the_worker_ends_them_every_minute():
    group, seated = full_group()
    first, second = register(group, 1), register(group, 1)
    give_back(seated, 1)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=49)):
        every_minute(timestamp=0)
    assert [places(each) for each in (first, second)] == [{"given_up": 1}, {"offered": 1}]


def test_no_offer_outlives_the_beginning_of_an_event_that_was_moved_earlier():
    group, seated = full_group()
    first = register(group, 1)
    give_back(seated, 1)
    now = timezone.now()
    Event.objects.filter(pk=group.event_id).update(starts_at=now - datetime.timedelta(minutes=1))
    with pytest.raises(OfferEnded):
        accept(first)
    line.expire_offers()
    assert places(first) == {"given_up": 1}


def test_an_organization_that_was_merged_holds_up_no_other():
    """Nobody acts for it any more: what it is offered would only be held."""
    group, seated = full_group()
    first, second = register(group, 1), register(group, 1)
    into = make.make_supervising()
    Organization.objects.filter(pk=first.organization_id).update(merged_into=into)
    give_back(seated, 1)
    assert [places(each) for each in (first, second)] == [{"waiting": 1}, {"offered": 1}]
    assert position_in_line(first) is None


def test_who_comes_next_does_not_wait_for_the_clock():
    """Whoever takes a step finds the offers that are over ended."""
    group, seated = full_group()
    first = register(group, 1)
    give_back(seated, 1)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=49)):
        assert places(register(group, 1)) == {"seated": 1}
        assert places(first) == {"given_up": 1}


def test_one_event_that_fails_holds_up_no_other(monkeypatch):
    events = []
    for _number in range(2):
        group, seated = full_group()
        register(group, 1)
        give_back(seated, 1)
        events.append(group.event_id)
    real = line.lock_event

    def fail_for_the_first(key):
        if key == events[0]:
            raise RuntimeError("broken")
        return real(key)

    monkeypatch.setattr(line, "lock_event", fail_for_the_first)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=49)):
        line.expire_offers()
    states = dict(Offer.objects.values_list("registration__event", "state"))
    assert states == {events[0]: "open", events[1]: "expired"}


def test_the_clock_takes_the_locks_in_the_order_of_the_numbers(monkeypatch):
    for day in (31, 33, 32):
        group, seated = full_group(event=world.make_event(starts_at=world.in_days(day), ends_at=world.in_days(day, 12)))
        register(group, 1)
        give_back(seated, 1)
    taken = []
    real = line.lock_event
    monkeypatch.setattr(line, "lock_event", lambda key: taken.append(key) or real(key))
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=49)):
        line.expire_offers()
    assert taken == sorted(Event.objects.values_list("pk", flat=True))


# Called off -------------------------------------------------------------------------------------------


def test_a_cancelled_event_ends_all_without_a_charge():
    group, seated = full_group()
    world.make_group(group.event, Group.SENDING)
    group.event.cancellation_terms.create(days_before=60, percent=50)
    first = register(group, 1)
    give_back(seated, 1)
    charged = sum(each.amount for each in seated.charges.all())
    with transaction.atomic():
        event = Event.objects.select_for_update(no_key=True).get(pk=group.event_id)
        event.state = Event.State.CANCELLED
        event.save()
        ended = line.withdraw_all(event=event)

    assert [each.pk for each in ended] == [seated.pk, first.pk]
    assert {each.state for each in Registration.objects.all()} == {"cancelled"}
    assert first.offers.get().state == "withdrawn"
    group.refresh_from_db()
    assert (group.held_people, group.held_organizations) == (0, 0)
    # What a place cost that was given up before stays; the others are free.
    assert (charged, sum(each.amount for each in seated.charges.all())) == (4500, 500)
    assert ledger_adds_up(seated)
