"""Mails that time writes: reminders before an event, changes of time and place, reports, tours to be decided."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from jitco_portal.common.models import OutboxMessage, Unsubscription
from jitco_portal.common.registry import daily_jobs, minutely_jobs
from seminars.models import Attendee, Event, Place
from seminars.queries.told_times import span, told_facts, told_for_reader, told_when
from seminars.services import reminders
from tests import factories as make
from tests.seminars.world import make_attendee, make_event, make_group, make_past_event, make_registration

pytestmark = pytest.mark.django_db
UTC = datetime.UTC
STARTS = datetime.datetime(2026, 12, 21, 1, tzinfo=UTC)  # ten in the morning in Tokyo


def at(*parts):
    return time_machine.travel(datetime.datetime(*parts, tzinfo=UTC), tick=False)


def make_coming(**values):
    values = {
        "starts_at": STARTS,
        "ends_at": STARTS + datetime.timedelta(hours=7),
        "opens_at": STARTS - datetime.timedelta(days=60),
        "closes_at": STARTS - datetime.timedelta(days=2),
        **values,
    }
    return make_event(**values)


def seated(event, *, since=(2026, 12, 1), people=1, **values):
    """A registration with places since that day."""
    group = event.groups.first() or make_group(event, people=50)
    registration = make_registration(group, people=people, **values)
    Attendee.objects.filter(registration=registration, place=Place.SEATED).update(
        seated_at=datetime.datetime(*since, tzinfo=UTC)
    )
    return registration


def mails(kind="event_reminder"):
    return list(OutboxMessage.objects.filter(kind=kind).order_by("pk"))


def test_the_jobs_run_by_the_clock():
    assert {reminders.remind_of_events, reminders.tell_reports, reminders.tell_of_tours} <= set(daily_jobs)
    assert reminders.tell_changes in set(minutely_jobs)


# Times in words -----------------------------------------------------------------------------------------


def test_times_are_told_on_the_clock_of_the_place_and_on_the_readers_where_it_differs():
    event = make_coming()

    assert told_when(event) == "21 December 2026, 10:00–17:00 (Tokyo, UTC+09:00)"
    assert told_for_reader(event, "Asia/Ho_Chi_Minh") == ("21 December 2026, 08:00–15:00 (Ho Chi Minh, UTC+07:00)")
    assert told_for_reader(event, "Asia/Tokyo") == ""
    assert told_for_reader(event, "Asia/Seoul") == ""


def test_several_days_and_a_clock_that_goes_forward_in_summer():
    begins = datetime.datetime(2026, 7, 1, 8, tzinfo=UTC)

    assert span(begins, begins + datetime.timedelta(days=2), "Europe/London") == (
        "1 July 2026, 09:00 – 3 July 2026, 09:00 (London, UTC+01:00)"
    )


def test_a_past_event_is_told_as_exact_as_it_is_known():
    event = make_past_event()

    assert told_when(event) == "February 2019"
    assert told_for_reader(event, "Asia/Manila") == ""


# Reminders ----------------------------------------------------------------------------------------------


def test_seven_days_and_one_day_before_each_once():
    registration = seated(make_coming())
    subjects = []
    for day in range(10, 22):
        with at(2026, 12, day, 18, 30) if day < 21 else at(2026, 12, 21, 0, 30):
            before = len(mails())
            reminders.remind_of_events()
            reminders.remind_of_events()
            subjects.append((day, [each.subject.partition(":")[0] for each in mails()[before:]]))

    # 18:30 UTC is the next day in Japan.
    assert [each for each in subjects if each[1]] == [(13, ["In 7 days"]), (19, ["Tomorrow"])]
    assert {each.recipient for each in mails()} == {registration.created_by.email}


def test_after_nights_without_work_the_nearest_reminder_is_sent_and_the_other_is_not():
    seated(make_coming())

    with at(2026, 12, 20, 18, 30):
        reminders.remind_of_events()

    assert [each.subject.partition(":")[0] for each in mails()] == ["Today"]


def test_who_got_the_place_later_has_just_read_it():
    event = make_coming()
    seated(event, since=(2026, 12, 15))
    late = seated(event, since=(2026, 12, 20, 12))

    with at(2026, 12, 16, 18, 30):
        reminders.remind_of_events()
    assert mails() == []
    with at(2026, 12, 19, 18, 30):
        reminders.remind_of_events()

    assert len(mails()) == 1
    assert mails()[0].recipient != late.created_by.email


@pytest.mark.parametrize("place", [Place.WAITING, Place.OFFERED, Place.GIVEN_UP, Place.ASKED])
def test_without_a_place_nobody_is_reminded(place):
    event = make_coming()
    group = make_group(event)
    registration = make_registration(group, place=place)
    make_attendee(registration, place=place, email="waits@example.org")

    with at(2026, 12, 13, 18, 30):
        reminders.remind_of_events()

    assert mails() == []


@pytest.mark.parametrize("state", [Event.State.DRAFT, Event.State.CANCELLED])
def test_of_what_does_not_take_place_nobody_is_reminded(state):
    seated(make_coming(state=state))

    with at(2026, 12, 13, 18, 30):
        reminders.remind_of_events()

    assert mails() == []


def test_in_each_persons_language_and_on_their_clock():
    event = make_coming()
    registration = seated(event)
    registration.created_by.language, registration.created_by.time_zone = "ja", "Asia/Manila"
    registration.created_by.save()

    with at(2026, 12, 13, 18, 30):
        reminders.remind_of_events()

    [mail] = mails()
    assert (mail.language, mail.time_zone) == ("ja", "Asia/Manila")
    assert "2026年12月21日 10:00–17:00（東京、UTC+09:00）" in mail.body
    assert "2026年12月21日 09:00–16:00" in mail.body
    assert f"/ja/seminars/registrations/{registration.pk}/" in mail.body


def test_whoever_comes_gets_the_ticket_and_staff_cannot_read_it():
    event = make_coming(place_form=Event.PlaceForm.BOTH, online_url="https://meeting.example.org/x")
    registration = seated(event, people=0)
    first, second = (make_attendee(registration, email="shared@example.org", language="en") for _number in range(2))
    Attendee.objects.filter(registration=registration).update(seated_at=datetime.datetime(2026, 12, 1, tzinfo=UTC))

    with at(2026, 12, 13, 18, 30):
        reminders.remind_of_events()

    found = {each.recipient: [] for each in mails()}
    for each in mails():
        found[each.recipient].append(each)
    assert {address: len(each) for address, each in found.items()} == {
        "shared@example.org": 2,
        registration.created_by.email: 1,
    }
    for mail, person in zip(found["shared@example.org"], (first, second), strict=True):
        assert f"/en/seminars/tickets/{person.token}/" in mail.body
        assert mail.is_secret
        assert "https://meeting.example.org/x" in mail.body
        assert "Sample hall, Tokyo" in mail.body
    [member] = found[registration.created_by.email]
    assert not member.is_secret
    assert first.token not in member.body
    assert first.name not in member.body
    assert f"/en/seminars/{event.pk}/calendar.ics" in member.body


def test_readers_of_the_organization_and_who_left_are_not_told():
    event = make_coming()
    registration = seated(event)
    make.make_membership(registration.organization, role="reader")
    make.make_membership(
        registration.organization,
        role="editor",
        from_on=datetime.date(2020, 1, 1),
        until_on=datetime.date(2021, 1, 1),
    )

    with at(2026, 12, 13, 18, 30):
        reminders.remind_of_events()

    assert [each.recipient for each in mails()] == [registration.created_by.email]


def test_an_event_that_moved_is_reminded_of_again():
    event = make_coming()
    seated(event)
    with at(2026, 12, 13, 18, 30):
        reminders.remind_of_events()
    week = datetime.timedelta(days=7)
    Event.objects.filter(pk=event.pk).update(starts_at=event.starts_at + week, ends_at=event.ends_at + week)

    with at(2026, 12, 20, 18, 30):
        reminders.remind_of_events()

    assert [each.subject.partition(":")[0] for each in mails()] == ["In 7 days", "In 7 days"]


def test_days_are_counted_on_the_clock_of_the_place():
    """One in the morning in Tokyo is still the day before in Lima: six days are left there, not seven."""
    event = make_coming(time_zone="America/Lima")
    event.refresh_from_db()

    with at(2026, 12, 14, 4, 0):
        assert reminders.days_left(event) == 7
    with at(2026, 12, 14, 5, 0):
        assert reminders.days_left(event) == 6


def test_reminders_can_be_ended():
    registration = seated(make_coming())
    Unsubscription.objects.create(address=registration.created_by.email, kind="event_reminder")

    with at(2026, 12, 13, 18, 30):
        reminders.remind_of_events()

    assert [each.state for each in mails()] == [OutboxMessage.State.UNWANTED]


# Changes ------------------------------------------------------------------------------------------------


@pytest.fixture
def known():
    """An event whose time and place its people were told of, long ago; the clock stands at noon."""
    event = make_coming(published_at=datetime.datetime(2026, 11, 1, tzinfo=UTC))
    Event.objects.filter(pk=event.pk).update(
        told=told_facts(event), revised_at=datetime.datetime(2026, 11, 1, tzinfo=UTC)
    )
    return event


def change(event, **values):
    """The trigger stamps the row with the clock of the database, which stands where it stands."""
    Event.objects.filter(pk=event.pk).update(**values)
    Event.objects.filter(pk=event.pk).update(revised_at=datetime.datetime(2026, 12, 1, 12, 0, tzinfo=UTC))


def run(*parts):
    with at(*parts):
        reminders.tell_changes()
        reminders.tell_changes()


def test_a_new_time_is_told_once_after_ten_minutes(known):
    registration = seated(known)
    change(known, starts_at=STARTS + datetime.timedelta(hours=1))

    run(2026, 12, 1, 12, 9)
    assert mails("event_changed") == []
    run(2026, 12, 1, 12, 10)
    run(2026, 12, 2, 12, 0)

    [mail] = mails("event_changed")
    assert mail.recipient == registration.created_by.email
    assert mail.is_duty
    assert mail.subject.startswith("New time: ")
    assert "21 December 2026, 11:00–17:00 (Tokyo, UTC+09:00)" in mail.body
    assert "Before: 21 December 2026, 10:00–17:00 (Tokyo, UTC+09:00)" in mail.body


def test_each_change_is_told_once_and_several_at_once_are_one_mail(known):
    seated(known)
    change(known, venue_en="New hall")
    change(known, starts_at=STARTS - datetime.timedelta(hours=1))
    run(2026, 12, 1, 12, 30)
    change(known, venue_en="Newer hall")
    run(2026, 12, 1, 13, 30)

    assert [each.subject.partition(":")[0] for each in mails("event_changed")] == ["New time and place", "New place"]
    assert "Before: New hall" in mails("event_changed")[1].body


def test_what_was_changed_back_in_time_is_told_to_nobody(known):
    seated(known)
    change(known, venue_en="New hall")
    change(known, venue_en=known.venue_en)

    run(2026, 12, 1, 12, 30)

    assert mails("event_changed") == []


def test_a_corrected_title_is_told_to_nobody(known):
    seated(known)
    change(known, title_en="Another title")

    run(2026, 12, 1, 12, 30)

    assert mails("event_changed") == []
    known.refresh_from_db()
    assert known.told == told_facts(known)


@pytest.mark.parametrize("place", [Place.WAITING, Place.OFFERED, Place.ASKED])
def test_who_has_no_place_yet_is_told_of_a_change_without_a_ticket(known, place):
    registration = make_registration(make_group(known), place=place)
    person = registration.attendees.get()
    Attendee.objects.filter(pk=person.pk).update(email="waits@example.org")
    change(known, venue_en="New hall")

    run(2026, 12, 1, 12, 30)

    told = {each.recipient: each for each in mails("event_changed")}
    assert set(told) == {"waits@example.org", registration.created_by.email}
    for each in told.values():
        assert "still without a place" in each.body
        assert "Your places stay as they are" not in each.body
        assert person.token not in each.body
    assert registration.get_absolute_url() in told[registration.created_by.email].body


def test_who_gave_the_place_up_is_not_told_of_a_change(known):
    make_registration(make_group(known), place=Place.GIVEN_UP, state="cancelled")
    change(known, venue_en="New hall")

    run(2026, 12, 1, 12, 30)

    assert mails("event_changed") == []


def test_changes_take_the_locks_in_the_order_of_the_numbers(monkeypatch):
    """Which is not the order of the events in lists; all who hold several locks take them so."""
    last = STARTS + datetime.timedelta(days=6)
    events = [make_coming(starts_at=STARTS + datetime.timedelta(days=days), ends_at=last) for days in (5, 0, 3)]
    for event in events:
        Event.objects.filter(pk=event.pk).update(told=told_facts(event))
        change(event, venue_en="New hall")
    taken = []
    real = reminders.lock_event
    monkeypatch.setattr(reminders, "lock_event", lambda key: taken.append(key) or real(key))
    with at(2026, 12, 1, 12, 30):
        reminders.tell_changes()
    assert taken == sorted(event.pk for event in events)


def test_a_change_is_told_under_the_lock_on_the_event(known):
    """Who gets a place while it is told is told of it, or reads the new time with the ticket."""
    change(known, venue_en="New hall")

    with CaptureQueriesContext(connection) as made:
        run(2026, 12, 1, 12, 30)

    statements = [each["sql"] for each in made if '"seminars_event"' in each["sql"]]
    locking = next(number for number, sql in enumerate(statements) if "FOR NO KEY UPDATE" in sql)
    telling = next(number for number, sql in enumerate(statements) if sql.startswith("UPDATE"))
    assert locking < telling


def test_what_nobody_was_told_yet_is_kept_and_told_to_nobody():
    event = make_coming()
    seated(event)
    Event.objects.filter(pk=event.pk).update(told={})
    change(event)

    run(2026, 12, 1, 12, 30)

    event.refresh_from_db()
    assert (event.told, mails("event_changed")) == (told_facts(event), [])


def test_after_the_end_no_change_is_told(known):
    seated(known)
    change(known, venue_en="New hall")

    run(2026, 12, 22, 12, 0)

    assert mails("event_changed") == []


def test_a_change_to_an_online_meeting_tells_the_address(known):
    seated(known)
    change(known, place_form=Event.PlaceForm.ONLINE, online_url="https://meeting.example.org/y")

    run(2026, 12, 1, 12, 30)

    [mail] = mails("event_changed")
    assert "https://meeting.example.org/y" in mail.body
    assert "Before: Sample hall, Tokyo" in mail.body


# Reports ------------------------------------------------------------------------------------------------


def test_a_published_report_is_told_the_next_night_to_those_with_places_once():
    event = make_coming(report_en="Report.", report_ja="報告。")
    registration = seated(event)
    person = make_attendee(registration, email="guest@example.org")
    make_registration(event.groups.get(), place=Place.WAITING)
    Event.objects.filter(pk=event.pk).update(report_published_at=datetime.datetime(2026, 12, 30, tzinfo=UTC))

    with at(2026, 12, 29, 18, 30):
        reminders.tell_reports()
    assert mails("event_report") == []
    for day in (30, 31):
        with at(2026, 12, day, 18, 30):
            reminders.tell_reports()

    assert {each.recipient for each in mails("event_report")} == {registration.created_by.email, person.email}
    assert len(mails("event_report")) == 2
    assert all(f"/en/seminars/{event.pk}/" in each.body for each in mails("event_report"))


def test_an_old_report_is_told_to_nobody():
    event = make_coming()
    seated(event)
    Event.objects.filter(pk=event.pk).update(report_published_at=datetime.datetime(2026, 12, 30, tzinfo=UTC))

    with at(2027, 3, 1):
        reminders.tell_reports()

    assert mails("event_report") == []


# Tours --------------------------------------------------------------------------------------------------


@override_settings(AFFAIRS_EMAIL="affairs@example.org")
def test_a_tour_with_too_few_people_is_the_desks_from_the_day_of_the_decision():
    event = make_coming(kind=Event.Kind.INSPECTION_TOUR, fewest_people=3, decided_on=datetime.date(2026, 12, 10))
    seated(event, people=2)

    with at(2026, 12, 8, 18, 30):
        reminders.tell_of_tours()
    assert mails("desk_waiting") == []
    for day in (9, 10):
        with at(2026, 12, day, 18, 30):
            reminders.tell_of_tours()

    [mail] = mails("desk_waiting")
    assert (mail.recipient, mail.language) == ("affairs@example.org", "ja")
    assert f"/ja/admin/seminars/event/{event.pk}/change/" in mail.body


@override_settings(AFFAIRS_EMAIL="affairs@example.org")
def test_a_tour_with_enough_people_waits_for_nobody():
    event = make_coming(fewest_people=2, decided_on=datetime.date(2026, 12, 10))
    seated(event, people=2)

    with at(2026, 12, 9, 18, 30):
        reminders.tell_of_tours()

    assert mails("desk_waiting") == []
