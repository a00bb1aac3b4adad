"""Calendars as a calendar program reads them: each file goes through the parser of ``icalendar`` and back."""

import datetime
import zoneinfo

import pytest
from django.utils import timezone, translation
from icalendar import Calendar

from jitco_portal.common.models import User
from organizations.models import Membership
from seminars.models import Attendee, CalendarAddress, Event, Place
from seminars.queries.calendars import (
    MeetingTimes,
    event_calendar,
    meetings_calendar,
    person_calendar,
    ticket_calendar,
)
from seminars.services.calendar_addresses import make_address
from tests import factories as make
from tests.seminars import world

pytestmark = pytest.mark.django_db


def entries(content):
    """The entries of a file by UID; the file is what its parser makes of it, byte for byte."""
    calendar = Calendar.from_ical(content)
    assert Calendar.from_ical(calendar.to_ical()).to_ical() == content
    return {str(each["UID"]): each for each in calendar.walk("VEVENT")}


def method(content):
    return str(Calendar.from_ical(content)["METHOD"])


class Program:
    """Merges what it fetches as RFC 5546 says: by UID, a higher SEQUENCE wins, a cancelled entry goes."""

    def __init__(self):
        self.held = {}
        self.numbers = {}

    def fetch(self, content):
        for uid, entry in entries(content).items():
            number = (int(entry["SEQUENCE"]), entry["DTSTAMP"].dt)
            if uid in self.numbers and number <= self.numbers[uid]:
                continue
            self.numbers[uid] = number
            self.held.pop(uid, None)
            if entry["STATUS"] != "CANCELLED":
                self.held[uid] = (entry["DTSTART"].dt.astimezone(datetime.UTC), str(entry["LOCATION"]))
        return sorted(self.held.values())


def moved(event, **values):
    Event.objects.filter(pk=event.pk).update(**values)
    event.refresh_from_db()
    return event


def cancelled(event):
    return moved(event, state=Event.State.CANCELLED, cancelled_at=timezone.now())


def seated(event=None, **values):
    """A person of the portal who has a place."""
    registration = world.make_registration(world.make_group(event or world.make_event()), people=0)
    return world.make_attendee(registration, user=make.make_user(), **values)


# One event ------------------------------------------------------------------------------------------------


def test_an_event_goes_through_the_parser_and_back():
    event = world.make_event(
        starts_at=datetime.datetime(2031, 7, 1, 1, tzinfo=datetime.UTC),
        ends_at=datetime.datetime(2031, 7, 1, 8, tzinfo=datetime.UTC),
        title_en="Seminar; with, commas \\ and a very long title that has to be folded over several lines of a file",
        summary_en="First line\nSecond line",
        address_en="1-2-3 Sample, Minato",
    )

    content = event_calendar(event, "en")
    [(uid, entry)] = entries(content).items()

    assert uid == f"event-{event.pk}@127.0.0.1"
    assert (str(entry["SUMMARY"]), str(entry["LOCATION"])) == (
        event.title_en,
        "Sample hall, Tokyo, 1-2-3 Sample, Minato",
    )
    assert str(entry["DESCRIPTION"]) == f"First line\nSecond line\n\nhttp://127.0.0.1:8000/en/seminars/{event.pk}/"
    assert (entry["DTSTART"].params["TZID"], entry["DTSTART"].dt.isoformat()) == (
        "Asia/Tokyo",
        "2031-07-01T10:00:00+09:00",
    )
    assert (method(content), int(entry["SEQUENCE"]), str(entry["STATUS"])) == ("PUBLISH", event.revision, "CONFIRMED")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_entry_is_in_the_language_that_is_asked_for():
    event = world.make_event()

    with translation.override("en"):
        [entry] = entries(event_calendar(event, "ja")).values()

    assert (str(entry["SUMMARY"]), str(entry["LOCATION"])) == (event.title_ja, "見本会館（東京）")
    assert str(entry["URL"]).endswith(f"/ja/seminars/{event.pk}/")


@pytest.mark.parametrize(
    "zone", ["Asia/Tokyo", "Asia/Ho_Chi_Minh", "Asia/Kolkata", "America/New_York", "Europe/London", "UTC"]
)
def test_the_rules_in_the_file_give_the_time_of_the_place(zone):
    """As a program computes it that knows no zone by name: by the offsets of VTIMEZONE alone."""
    for month in (1, 3, 7, 11):
        start = datetime.datetime(2031, month, 20, 7, 30, tzinfo=datetime.UTC)
        event = world.make_event(
            starts_at=start, ends_at=start + datetime.timedelta(hours=2), time_zone=zone, opens_at=None, closes_at=None
        )

        calendar = Calendar.from_ical(event_calendar(event, "en"))
        [entry] = calendar.walk("VEVENT")
        wall = entry["DTSTART"].dt.replace(tzinfo=None)
        offset = offset_by_rules(calendar, wall) if zone != "UTC" else datetime.timedelta()

        assert (wall - offset).replace(tzinfo=datetime.UTC) == start
        assert wall == start.astimezone(zoneinfo.ZoneInfo(zone)).replace(tzinfo=None)


def offset_by_rules(calendar, wall):
    """The offset of the last rule that began before the time on the wall."""
    [rules] = calendar.walk("VTIMEZONE")
    begun = []
    for rule in rules.subcomponents:
        starts = [rule["DTSTART"].dt]
        for dates in (rule.get("RDATE") and [rule["RDATE"]]) or []:
            starts += [each.dt for each in dates.dts]
        begun += [(start, rule["TZOFFSETTO"].td) for start in starts if start <= wall]
    return max(begun)[1]


def test_a_changed_event_replaces_and_does_not_double():
    event = world.make_event()
    program = Program()
    first = program.fetch(event_calendar(event, "en"))

    moved(
        event,
        starts_at=event.starts_at + datetime.timedelta(days=1),
        ends_at=event.ends_at + datetime.timedelta(days=1),
    )
    moved(event, venue_en="Another hall")

    assert program.fetch(event_calendar(event, "en")) == [
        (first[0][0] + datetime.timedelta(days=1), "Another hall"),
    ]
    assert int(program.numbers[f"event-{event.pk}@127.0.0.1"][0]) == 2


def test_a_cancelled_event_takes_itself_out():
    event = world.make_event()
    program = Program()
    program.fetch(event_calendar(event, "en"))

    content = event_calendar(cancelled(event), "en")

    assert program.fetch(content) == []
    [entry] = entries(content).values()
    assert (method(content), str(entry["SUMMARY"])) == ("CANCEL", f"Cancelled: {event.title_en}")


def test_the_same_rows_give_the_same_bytes():
    event = world.make_event()

    assert event_calendar(event, "en") == event_calendar(Event.objects.get(pk=event.pk), "en")


# Own events -----------------------------------------------------------------------------------------------


def test_a_persons_calendar_holds_what_they_and_their_organizations_have_a_place_at():
    own, theirs, waits, nothing = (world.make_event() for _number in range(4))
    member = world.make_member()
    user = member.user
    world.make_registration(world.make_group(theirs), member.organization, people=2)
    world.make_attendee(world.make_registration(world.make_group(own), people=0), user=user)
    world.make_registration(world.make_group(waits), member.organization, people=1, place=Place.WAITING)
    world.make_registration(world.make_group(nothing), people=1)

    held = entries(person_calendar(user))

    assert set(held) == {f"event-{each.pk}@127.0.0.1" for each in (own, theirs)}


def test_no_other_person_is_named_in_it():
    member = world.make_member()
    registration = world.make_registration(world.make_group(world.make_event()), member.organization, people=0)
    world.make_attendee(
        registration, name="Hanako Secret", name_latin="HANAKO", email="hanako@example.org", needs="Wheelchair"
    )

    text = person_calendar(member.user).decode()

    assert [word for word in ("Secret", "HANAKO", "hanako", "Wheelchair", member.user.name) if word in text] == []


def test_moving_cancelling_giving_up_and_coming_again_leave_what_is_true():
    """Each fetch is merged with what the program had: nothing doubles, what is gone goes, what is back comes back."""
    event, other = world.make_event(), world.make_event()
    group = world.make_group(event)
    member = world.make_member()
    world.make_registration(world.make_group(other), member.organization, people=1)
    registration = world.make_registration(group, member.organization, people=2, place=Place.SEATED)
    Attendee.objects.update(seated_at=timezone.now())
    program = Program()
    there, others = (event.starts_at, "Sample hall, Tokyo"), (other.starts_at, "Sample hall, Tokyo")

    def fetched():
        return program.fetch(person_calendar(User.objects.get(pk=member.user_id)))

    assert fetched() == sorted([there, others])
    first, second = registration.attendees.order_by("pk")
    for attendee in (first, second):
        Attendee.objects.filter(pk=attendee.pk).update(place=Place.GIVEN_UP)
        expected = [others] if attendee == second else [there, others]
        assert fetched() == sorted(expected)
    world.make_attendee(registration, seated_at=timezone.now())
    assert fetched() == sorted([there, others])
    moved(event, venue_en="Elsewhere", starts_at=event.starts_at + datetime.timedelta(hours=1))
    assert fetched() == sorted([(event.starts_at, "Elsewhere"), others])
    cancelled(event)
    assert fetched() == [others]
    cancelled(other)
    assert fetched() == []


def test_whoever_no_longer_acts_for_an_organization_no_longer_reads_its_events():
    member = world.make_member()
    world.make_registration(world.make_group(), member.organization)
    before = len(entries(person_calendar(member.user)))
    Membership.objects.update(until_on=datetime.date(2021, 1, 1))

    assert (before, entries(person_calendar(member.user))) == (1, {})


def test_the_address_of_an_online_meeting_is_for_whoever_has_a_place():
    event = world.make_event(place_form="online", online_url="https://meet.example.org/room")
    attendee = seated(event)
    gone = seated(
        event=world.make_event(place_form="online", online_url="https://meet.example.org/other"),
        seated_at=timezone.now(),
    )
    Attendee.objects.filter(pk=gone.pk).update(place=Place.GIVEN_UP)
    gone.refresh_from_db()

    told = [
        "meet.example.org" in content.decode()
        for content in (
            event_calendar(event, "en"),
            person_calendar(attendee.user),
            ticket_calendar(attendee),
            person_calendar(gone.user),
            ticket_calendar(gone),
        )
    ]

    assert told == [False, True, True, False, False]


# Tickets and meetings -------------------------------------------------------------------------------------


def test_a_ticket_counts_up_from_waiting_to_a_place_to_giving_it_up():
    attendee = seated(place=Place.WAITING, language="ja")
    event = attendee.registration.event
    told = []
    for place in (Place.WAITING, Place.SEATED, Place.GIVEN_UP):
        Attendee.objects.filter(pk=attendee.pk).update(place=place)
        attendee.refresh_from_db()
        content = ticket_calendar(attendee)
        [(uid, entry)] = entries(content).items()
        told.append((uid, int(entry["SEQUENCE"]), str(entry["STATUS"]), method(content)))

    uid = f"ticket-{attendee.pk}@127.0.0.1"
    assert told == [
        (uid, event.revision, "TENTATIVE", "PUBLISH"),
        (uid, event.revision + 1, "CONFIRMED", "PUBLISH"),
        (uid, event.revision + 2, "CANCELLED", "CANCEL"),
    ]
    assert str(entry["SUMMARY"]) == event.title_ja


def test_a_meeting_that_moved_replaces_and_one_that_was_dropped_goes():
    day = world.make_meeting_day()
    event = day.event
    program = Program()
    start = event.starts_at
    url = "http://127.0.0.1:8000/en/meetings/"

    def published(*meetings):
        day.revision += 1
        day.save()
        return program.fetch(meetings_calendar(meetings, event=event, day=day, language="en", url=url))

    def meeting(pair, minutes, **values):
        at = start + datetime.timedelta(minutes=minutes)
        return MeetingTimes(pair, at, at + datetime.timedelta(minutes=20), other="Lotus", table="T1", **values)

    first = published(meeting((1, 2), 0), meeting((1, 3), 25))
    # Seen from the other side the pair is the same.
    second = published(meeting((2, 1), 50), meeting((1, 3), 25, is_cancelled=True))

    place = "Sample hall, Tokyo, T1"
    assert first == [(start, place), (start + datetime.timedelta(minutes=25), place)]
    assert second == [(start + datetime.timedelta(minutes=50), place)]


# The secret address ---------------------------------------------------------------------------------------


def address_of(client, user):
    client.force_login(user)
    client.post("/en/seminars/calendar/", {"action": "make"})
    return f"/en/seminars/calendar/{CalendarAddress.objects.get(user=user).token}.ics"


def test_a_person_makes_renews_and_deletes_their_address(client):
    attendee = seated()
    first = address_of(client, attendee.user)
    shown = client.get("/en/seminars/calendar/").content.decode()
    client.post("/en/seminars/calendar/", {"action": "make"})
    kept = CalendarAddress.objects.get().token in first
    client.post("/en/seminars/calendar/", {"action": "renew"})
    second = f"/en/seminars/calendar/{CalendarAddress.objects.get().token}.ics"
    client.logout()
    after_renewal = [client.get(each).status_code for each in (first, second)]
    client.force_login(attendee.user)
    client.post("/en/seminars/calendar/", {"action": "delete"})
    client.logout()

    assert f'value="http://127.0.0.1:8000{first}"' in shown
    assert (kept, after_renewal, client.get(second).status_code) == (True, [404, 200], 404)
    assert client.get("/en/seminars/calendar/").status_code == 302


def test_a_program_reads_it_without_a_log_in_and_learns_that_nothing_changed(client):
    attendee = seated()
    address = address_of(client, attendee.user)
    client.logout()

    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    moved(attendee.registration.event, venue_en="Elsewhere")
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert list(entries(first.content)) == [f"event-{attendee.registration.event_id}@127.0.0.1"]
    assert (again.status_code, again.content, changed.status_code) == (304, b"", 200)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert (first["X-Robots-Tag"], "private" in first["Cache-Control"], first.cookies.keys()) == (
        "noindex",
        True,
        set(),
    )


def test_the_language_is_the_persons_whatever_the_address_says(client):
    attendee = seated()
    User.objects.filter(pk=attendee.user_id).update(language="ja")
    address = address_of(client, User.objects.get(pk=attendee.user_id))
    client.logout()

    assert attendee.registration.event.title_ja in client.get(address).content.decode().replace("\r\n ", "")


def test_unknown_addresses_and_those_of_people_who_may_not_log_in_show_nothing(client):
    attendee = seated()
    token = make_address(user=attendee.user).token
    User.objects.filter(pk=attendee.user_id).update(is_active=False)

    tried = ["unknown", token, token.swapcase(), token[:-1]]

    assert [client.get(f"/en/seminars/calendar/{each}.ics").status_code for each in tried] == [404] * 4


def test_the_address_is_not_in_the_log(client, caplog):
    token = make_address(user=make.make_user()).token

    client.get(f"/en/seminars/calendar/{token}.ics")

    assert [record.path for record in caplog.records if hasattr(record, "path")] == ["/en/seminars/calendar/….ics"]


def test_the_file_of_an_event_is_for_whoever_sees_the_event(client):
    shown, draft = world.make_event(), world.make_event(state=Event.State.DRAFT)
    known = world.make_past_event()

    answers = [client.get(f"/en/seminars/{each.pk}/calendar.ics") for each in (shown, draft, known)]

    assert [answer.status_code for answer in answers] == [200, 404, 404]
    etag = answers[0]["ETag"]
    assert client.get(f"/en/seminars/{shown.pk}/calendar.ics", headers={"If-None-Match": etag}).status_code == 304
