"""Who came: marks of the door, in whatever order they reach the portal, and however often."""

import datetime
import uuid

import pghistory.models
import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from seminars.models import Attendee, CheckIn, Event, Place
from seminars.queries.attendance import changes_since, list_key
from seminars.services.check_in import HasNoPlace, NotNow, NotOnTheList, mark, receive
from seminars.services.publishing import cancel_event
from seminars.services.seats import lock_event
from tests import factories as make
from tests.seminars import world
from tests.seminars.door import HOUR, door_staff, make_door, mark_of
from tests.two_at_a_time import running, wait_for_a_lock

MINUTE = datetime.timedelta(minutes=1)


def send(registration, *marks, by=None, sent_at=None):
    return receive(event=registration.event, by=by or make.make_staff(), marks=marks, sent_at=sent_at or timezone.now())


def came_at(attendee):
    return Attendee.objects.values_list("came_at", flat=True).get(pk=attendee.pk)


def near(moment, expected):
    return moment is not None and abs(moment - expected) < datetime.timedelta(seconds=20)


@pytest.fixture
def people(db):
    return list(make_door().attendees.order_by("pk"))


# The last word counts -----------------------------------------------------------------------------------


def test_a_mark_that_is_sent_again_stands_once(people):
    first, registration = people[0], people[0].registration
    mark_once = mark_of(first)

    send(registration, mark_once)
    send(registration, mark_once, mark_once)

    assert (CheckIn.objects.count(), came_at(first) is not None) == (1, True)


def test_what_two_phones_say_is_put_in_the_order_of_their_clocks(people):
    first, now = people[0], timezone.now()
    registration = first.registration
    early, late = now - 10 * MINUTE, now - 5 * MINUTE

    # The later one had a line first.
    send(registration, mark_of(first, at=late))
    send(registration, mark_of(first, at=early))
    assert near(came_at(first), early)
    send(registration, mark_of(first, came=False, at=now - 7 * MINUTE))
    assert near(came_at(first), late)
    send(registration, mark_of(first, came=False, at=now - MINUTE))

    assert came_at(first) is None
    assert list(CheckIn.objects.order_by("at").values_list("kind", flat=True)) == [
        "came", "taken_back", "came", "taken_back",
    ]  # fmt: skip


def test_a_phone_with_a_wrong_clock_is_put_right(people):
    first, second = people[:2]
    phone = timezone.now() - datetime.timedelta(days=400)

    refused = send(
        first.registration, mark_of(first, at=phone - 30 * MINUTE), mark_of(second, at=phone + 5 * HOUR), sent_at=phone
    )

    now = timezone.now()
    assert refused == []
    # The second was marked in the future of its own phone: now is the latest that can be.
    assert (near(came_at(first), now - 30 * MINUTE), near(came_at(second), now)) == (True, True)


def test_without_a_key_nothing_is_written_twice(people):
    first, by = people[0], make.make_staff()
    values = {"event": first.registration.event, "person": first.pk, "by": by}

    for came in (False, True, True, False, False):
        mark(came=came, **values)

    assert list(CheckIn.objects.order_by("pk").values_list("kind", flat=True)) == ["came", "taken_back"]
    assert set(CheckIn.objects.values_list("by", flat=True)) == {by.pk}


def test_a_key_of_another_persons_mark_changes_nothing(people):
    first, second = people[:2]
    key = uuid.uuid4()

    send(first.registration, mark_of(first, key=key))
    send(first.registration, mark_of(second, key=key))

    assert (came_at(first) is not None, came_at(second), CheckIn.objects.count()) == (True, None, 1)


def test_the_history_holds_no_name(people):
    first = people[0]
    send(first.registration, mark_of(first))

    kept = "".join(str(event.pgh_data) for event in pghistory.models.Events.objects.references(first))
    assert ("came_at" in kept, first.name in kept, first.token in kept) == (True, False, False)


# When, and whose ----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("now", "refused"),
    [
        ("2026-12-01T06:59+09:00", True),
        ("2026-12-01T07:01+09:00", False),
        ("2026-12-02T23:59+09:00", False),
        ("2026-12-03T00:01+09:00", True),
    ],
)
def test_marks_are_taken_from_three_hours_before_until_the_last_day_is_over(now, refused):
    starts, ends = (datetime.datetime.fromisoformat(f"2026-12-{day}+09:00") for day in ("01T10:00", "02T15:00"))
    with time_machine.travel(now, tick=False):
        registration = make_door(starts_at=starts, ends_at=ends, opens_at=None, closes_at=None)
        first = registration.attendees.first()
        because = [each.because for each in send(registration, mark_of(first))]

    assert [type(each) for each in because] == ([NotNow] if refused else [])
    assert (came_at(first) is None) == refused


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "refused"), [(6, False), (8, True)])
def test_a_phone_may_find_its_line_some_days_later(days, refused):
    # In the morning: an event that begins in the evening ends on another day.
    at = timezone.now().astimezone(world.TOKYO).replace(hour=9)
    with time_machine.travel(at):
        registration = make_door()
        first = registration.attendees.first()
    with time_machine.travel(at + datetime.timedelta(days=days)):
        because = send(registration, mark_of(first, at=at))

    assert (len(because), came_at(first) is None) == (int(refused), refused)


def test_nobody_comes_to_a_cancelled_event(people):
    registration = people[0].registration
    Event.objects.filter(pk=registration.event_id).update(state=Event.State.CANCELLED)

    assert isinstance(send(registration, mark_of(people[0]))[0].because, NotNow)


def test_only_who_has_a_place_at_this_event_is_marked_and_the_others_are(people):
    waiting = world.make_attendee(people[0].registration, place=Place.WAITING)
    elsewhere = make_door().attendees.first()

    refused = send(people[0].registration, mark_of(waiting), mark_of(elsewhere), mark_of(people[0]))

    assert [(each.mark.person, type(each.because)) for each in refused] == [
        (waiting.pk, HasNoPlace),
        (elsewhere.pk, NotOnTheList),
    ]
    assert (came_at(people[0]) is not None, CheckIn.objects.count()) == (True, 1)


def test_an_event_can_be_called_off_after_people_came(people):
    event = people[0].registration.event
    send(people[0].registration, mark_of(people[0]))

    cancel_event(event=event, reason="A typhoon")

    assert set(Attendee.objects.values_list("place", "came_at")) == {(Place.GIVEN_UP, None)}
    assert CheckIn.objects.get().attendee == people[0]


# What the others know -----------------------------------------------------------------------------------


def test_changes_since_tell_what_was_marked_and_that_the_list_is_another(people):
    event, first = people[0].registration.event, people[0]
    send(people[1].registration, mark_of(people[1]))
    with time_machine.travel(timezone.now() + HOUR):
        begun = changes_since(event=event, since=None)
        send(first.registration, mark_of(first))
        changes = changes_since(event=event, since=begun.since)
        same = list_key(event=event)
        world.make_attendee(first.registration)

        assert (begun.came, set(changes.came), changes.came[first.pk] is not None) == ({}, {first.pk}, True)
        assert (begun.list_key == same, same == changes_since(event=event, since=None).list_key) == (True, False)


# At once ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_phones_that_send_the_same_at_once_stand_once():
    registration = make_door(people=12)
    people, by, now = list(registration.attendees.order_by("pk")), make.make_staff(), timezone.now()
    marks = [mark_of(each, at=now - MINUTE) for each in people]
    # The second phone goes through the list from its end.
    mirrored = [
        mark_of(each, at=now - MINUTE + datetime.timedelta(microseconds=number), key=one.key)
        for number, (each, one) in enumerate(zip(reversed(people), reversed(marks), strict=True))
    ]
    sent = {"by": by, "sent_at": now}

    with running(
        lambda: send(registration, *marks, **sent),
        lambda: send(registration, *mirrored, **sent),
        lambda: send(registration, *(mark_of(each) for each in people), **sent),
    ):
        pass

    assert (CheckIn.objects.count(), Attendee.objects.filter(came_at=None).count()) == (24, 0)


@pytest.mark.django_db(transaction=True)
def test_two_who_press_the_same_button_at_once_write_one_row():
    first = make_door(people=1).attendees.first()
    by = door_staff()

    def press():
        mark(event=first.registration.event, person=first.pk, came=True, by=by)

    with running(press, press, press):
        pass

    assert CheckIn.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_is_marked_whose_place_goes_at_the_same_moment():
    """The mark waits for whoever holds the event, and sees what they did."""
    first = make_door(people=1).attendees.get()
    event, by, refused = first.registration.event, door_staff(), []

    def press():
        try:
            mark(event=event, person=first.pk, came=True, by=by)
        except HasNoPlace as error:
            refused.append(error)

    with transaction.atomic():
        lock_event(event.pk)
        with_mark = running(press)
        with_mark.__enter__()
        wait_for_a_lock()
        Attendee.objects.filter(pk=first.pk).update(place=Place.GIVEN_UP)
    with_mark.__exit__(None, None, None)

    assert (len(refused), CheckIn.objects.count(), came_at(first)) == (1, 0, None)
