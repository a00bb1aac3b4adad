"""The desk for a day of meetings: each deed, who may do it, and what bad input gets."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group as StaffGroup
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jitco_portal.common.accounts.staff_groups import AUDITOR, EDITOR, sync_staff_groups
from jitco_portal.common.models import OutboxMessage
from seminars.models import Attendee, Event, Group, MeetingDay, MeetingRule, MeetingWish, TimetableRun
from seminars.services import timetable_changes as changes
from seminars.services import timetable_runs
from seminars.services.registrations import cancel
from tests import factories as make
from tests.seminars import world
from tests.seminars.meeting_world import MUST, NO, make_meeting_world, make_publisher
from tests.two_at_a_time import running, wait_for_a_lock

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return make_meeting_world(sending=2, supervising=2, slots=3, tables=2, interpreters=2)


@pytest.fixture
def staff(client):
    return make_publisher(client)


def page(name, day, *keys):
    return reverse(f"admin:seminars_meetingday_{name}", args=[day.pk, *keys])


def text(answer):
    return " ".join(answer.content.decode().split())


def messages_of(answer):
    return [str(message) for message in answer.context["messages"]]


def member_of_staff(client, group):
    sync_staff_groups()
    person = make.make_staff()
    person.groups.add(StaffGroup.objects.get(name=group))
    client.force_login(person)
    return person


# Setting up -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("proposed", ["zzz", "%00", "9" * 30, "-1", ""])
def test_an_address_that_proposes_no_event_opens_an_empty_form(client, staff, proposed):
    assert client.get(reverse("admin:seminars_meetingday_add") + f"?event={proposed}").status_code == 200


def test_a_day_is_begun_from_its_event_and_filled_in_rows(client, staff):
    event = world.make_event(kind=Event.Kind.MATCHING_SEMINAR)
    form = client.get(reverse("admin:seminars_meetingday_add") + f"?event={event.pk}")
    client.post(
        reverse("admin:seminars_meetingday_add"),
        {"event": event.pk, "wishes_until_0": "", "wishes_until_1": "", "most_musts": 3, "seconds": 60},
    )
    day = MeetingDay.objects.get()
    values = {"do": "slots", "day": event.day.isoformat(), "begins": "10:00", "ends": "11:00", "minutes": "20"}
    client.post(page("make", day), {**values, "change_minutes": "0"})
    again = client.post(page("make", day), {**values, "change_minutes": "0"})
    client.post(page("make", day), {"do": "tables", "number": "3"})

    assert form.status_code == 200
    assert day.event == event
    assert [f"{slot.starts_at.astimezone(event.zone):%H:%M}" for slot in day.slots.all()] == ["10:00", "10:20", "10:40"]
    assert "At least one of these times overlaps" in text(again)
    assert [table.name for table in day.tables.all()] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"begins": "12:00", "ends": "10:00"}, "The end is before the start."),
        ({"minutes": "0"}, "Ensure this value is greater than or equal to 5."),
        ({"minutes": "x"}, "Enter a whole number."),
        ({"begins": "25:00"}, "Enter a valid time."),
        ({"day": "tomorrow"}, "Enter a valid date."),
        ({"begins": "10:00", "ends": "10:10"}, "no meeting of this length fits"),
        ({"pause_after": "2", "pause_minutes": ""}, "Say how long the pause is."),
    ],
)
def test_wrong_times_are_told_and_kept(client, staff, made, values, error):
    sent = {"do": "slots", "day": "2026-12-28", "begins": "13:00", "ends": "15:00", "minutes": "20", **values}

    answer = client.post(page("make", made.day), sent)

    assert answer.status_code == 200
    assert error in text(answer)
    assert f'value="{sent["minutes"]}"' in text(answer)
    assert made.day.slots.count() == 3


def test_two_times_that_overlap_are_refused_in_the_form_of_the_day(client, staff, made):
    address, data, slots = form_of_day(client, made)
    sound = client.post(address, data)
    broken = client.post(address, {**data, f"{slots}-1-starts_at_1": "10:10:00"})

    assert sound.status_code == 302
    assert "This time overlaps another." in text(broken)
    assert made.day.slots.filter(starts_at=made.event.starts_at + datetime.timedelta(minutes=25)).exists()


def form_of_day(client, made):
    """Its address, what the form of the day would send unchanged, and the prefix of its times."""
    address = reverse("admin:seminars_meetingday_change", args=[made.day.pk])
    formsets = [each.formset for each in client.get(address).context["inline_admin_formsets"]]
    data = {"wishes_until_0": "", "wishes_until_1": "", "most_musts": 3, "seconds": 60}
    for formset in formsets:
        data |= {
            f"{formset.prefix}-{name}": formset.management_form[name].value()
            for name in ("TOTAL_FORMS", "INITIAL_FORMS")
        }
        for form in formset.initial_forms:
            for field in form:
                value = field.value()
                if isinstance(value, datetime.datetime):
                    there = value.astimezone(made.event.zone)
                    data |= {f"{field.html_name}_0": f"{there:%Y-%m-%d}", f"{field.html_name}_1": f"{there:%H:%M:%S}"}
                elif value is not None and value is not False:
                    data[field.html_name] = value
    return address, data, formsets[0].prefix


def test_a_published_time_that_is_moved_is_a_new_version_and_told_to_whom_it_concerns(client, staff, made):
    made.wish(made.sending[0], made.supervising[0])
    made.wish(made.sending[1], made.supervising[1])
    pinned = list(made.day.slots.all())
    changes.pin(day=made.day, sending=made.sending[0], supervising=made.supervising[0], slot=pinned[0])
    changes.pin(day=made.day, sending=made.sending[1], supervising=made.supervising[1], slot=pinned[1])
    made.solved()
    OutboxMessage.objects.all().delete()
    address, data, slots = form_of_day(client, made)
    client.post(address, data)
    unchanged = MeetingDay.objects.get(pk=made.day.pk).revision

    moved = client.post(address, {**data, f"{slots}-0-starts_at_1": "09:50:00"}, follow=True)

    made.day.refresh_from_db()
    told = set(OutboxMessage.objects.filter(kind="event_timetable").values_list("recipient", flat=True))
    assert (unchanged, made.day.revision) == (1, 2)
    assert told == {made.editor(party).email for party in (made.sending[0], made.supervising[0])}
    assert any("2 organizations are told by mail" in said for said in messages_of(moved))
    # Ten minutes before the event begins.
    assert "1 time for meetings lies outside the event." in text(client.get(address))


def test_times_that_the_event_left_behind_are_told(client, staff, made):
    pages = [reverse("admin:seminars_meetingday_change", args=[made.day.pk]), page("timetable", made.day)]
    told = "3 times for meetings lie outside the event."
    before = [told in text(client.get(address)) for address in pages]
    later = datetime.timedelta(days=14)
    Event.objects.filter(pk=made.event.pk).update(
        starts_at=made.event.starts_at + later, ends_at=made.event.ends_at + later
    )

    assert before == [False, False]
    assert [told in text(client.get(address)) for address in pages] == [True, True]


def test_a_published_meeting_that_lost_one_of_the_two_is_marked_at_the_desk(client, staff, made):
    made.wish(made.sending[0], made.supervising[0])
    made.solved()
    before = text(client.get(page("timetable", made.day)))
    cancel(registration=made.sending[0].registration, by=made.editor(made.sending[0]))

    after = text(client.get(page("timetable", made.day)))

    assert ["<strong>cancelled</strong>" in read for read in (before, after)] == [False, True]
    assert ["1 published meeting does not take place" in read for read in (before, after)] == [False, True]


@pytest.mark.django_db(transaction=True)
def test_saving_the_day_waits_for_a_timetable_that_is_published_meanwhile(client, staff):
    made = make_meeting_world(sending=1, supervising=1, slots=1, tables=1)
    made.everybody_would()
    run = made.solved(publish=False)
    address, data, _slots = form_of_day(client, made)

    saved = []
    saving = running(lambda: saved.append(client.post(address, {**data, "seconds": 7}).status_code))
    with transaction.atomic():
        timetable_runs.publish_run(run=run)
        saving.__enter__()
        wait_for_a_lock()
    saving.__exit__(None, None, None)

    made.day.refresh_from_db()
    assert saved == [302]
    assert (made.day.revision, made.day.published_at is None, made.day.seconds) == (1, False, 7)


def test_organizations_with_a_place_are_taken_all_or_one_by_one(client, staff, made):
    group = made.event.groups.get(group=Group.SENDING)
    one, _two, _three = (world.make_registration(group) for _number in range(3))

    before = text(client.get(page("parties", made.day)))
    client.post(page("parties", made.day), {"do": "seat", "registration": one.pk})
    first = made.day.parties.count()
    client.post(page("parties", made.day), {"do": "take"})

    assert "With a place, and not at the tables yet" in before
    assert (first, made.day.parties.count()) == (5, 7)


def test_wishes_are_entered_at_the_desk_also_after_the_end(client, staff, made):
    party, other = made.sending[0], made.supervising[0]
    made.wish(made.sending[1], other)
    made.solved()
    data = {"languages": ["vi"], f"wish-{other.pk}": "must", "do": "save"}

    client.post(page("party", made.day, party.pk), data)

    assert dict(MeetingWish.objects.filter(party=party).values_list("other_id", "word")) == {other.pk: "must"}
    assert "1 must, 0 would like, 0 no" in text(client.get(page("parties", made.day)))


# On the day -----------------------------------------------------------------------------------------------


def test_who_did_not_come_who_leaves_and_who_came_after_all_are_noted(client, staff, made):
    party = made.sending[0]
    client.post(page("parties", made.day), {"do": "absent", "party": party.pk})
    party.refresh_from_db()
    absent = party.is_absent
    client.post(page("parties", made.day), {"do": "came", "party": party.pk})
    with time_machine.travel(made.event.starts_at + datetime.timedelta(minutes=1), tick=True):
        client.force_login(staff)
        client.post(page("parties", made.day), {"do": "leaves", "party": party.pk})

    party.refresh_from_db()
    assert (absent, party.is_absent, party.unavailable.count()) == (True, False, 2)


def test_staff_see_who_has_checked_in_before_they_note_an_absence(client, staff, made):
    person = made.sending[0].registration.attendees.get()
    before = text(client.get(page("parties", made.day)))
    person.came_at = made.event.starts_at
    person.save()

    assert "1 person has checked in" not in before
    assert text(client.get(page("parties", made.day))).count("1 person has checked in") == 1


def test_somebody_who_came_without_a_registration_gets_place_and_table(client, staff, made):
    organization = make.make_supervising()
    data = {"do": "walk_in", "public_id": organization.public_id, "name": "Sample Visitor", "language": "ja"}
    too_early = client.post(page("parties", made.day), data)
    with time_machine.travel(made.event.starts_at + datetime.timedelta(minutes=1), tick=True):
        client.force_login(staff)
        unknown = client.post(page("parties", made.day), {**data, "public_id": "jp-9999"})
        seated = client.post(page("parties", made.day), data, follow=True)
        twice = client.post(page("parties", made.day), data)

    assert "on the day of the event only" in text(too_early)
    assert 'value="Sample Visitor"' in text(too_early)
    assert "No organization on the portal has this public id." in text(unknown)
    assert "has a place and sits at the tables" in messages_of(seated)[0]
    assert "This organization sits at the tables already." in text(twice)
    assert made.day.parties.filter(registration__organization=organization).count() == 1
    assert Attendee.objects.filter(registration__organization=organization).count() == 1


def test_an_organization_that_cancelled_and_comes_all_the_same_sits_down_anew(client, staff, made):
    one = made.supervising[0]
    cancel(registration=one.registration, by=made.editor(one))
    organization = one.registration.organization
    data = {"do": "walk_in", "public_id": organization.public_id, "name": "Sample Visitor", "language": "ja"}
    with time_machine.travel(made.event.starts_at + datetime.timedelta(minutes=1), tick=True):
        client.force_login(staff)
        answer = client.post(page("parties", made.day), data, follow=True)

    assert "has a place and sits at the tables" in messages_of(answer)[0]
    assert made.day.parties.filter(registration__organization=organization).count() == 2


# Solving and publishing -----------------------------------------------------------------------------------


def test_a_timetable_is_asked_for_watched_and_stopped(client, staff, made):
    made.everybody_would()

    begun = client.post(page("timetable", made.day), {"do": "solve"})
    run = TimetableRun.objects.get()
    watched = client.get(begun.url)
    fragment = client.get(begun.url, headers={"HX-Request": "true"})
    twice = client.post(page("timetable", made.day), {"do": "solve"})
    client.post(begun.url, {"do": "stop"})
    ended = client.get(begun.url, headers={"HX-Request": "true"})

    assert begun.url == page("run", made.day, run.pk)
    assert 'hx-trigger="every 2s"' in text(watched)
    assert "Look again" in text(watched)
    assert "<html" not in text(fragment)
    assert "waits for the worker" in text(fragment)
    assert messages_of(twice) == ["A timetable of this day is being solved already."]
    assert ended.headers["HX-Refresh"] == "true"
    assert "It was stopped before it began" in text(ended)
    run.refresh_from_db()
    assert run.started_by == staff


def test_a_result_is_read_published_and_compared(client, staff, made):
    made.everybody_would()
    made.wish(made.supervising[0], made.sending[0], NO)
    run = made.solved(publish=False)

    read = text(client.get(page("run", made.day, run.pk)))
    published = client.post(page("run", made.day, run.pk), {"do": "publish"}, follow=True)
    made.day.refresh_from_db()
    client.post(page("timetable", made.day), {"do": "forbid", "meeting": made.day.meetings.first().pk})
    again = made.solved(is_change=True, publish=False)
    compared = text(client.get(page("run", made.day, again.pk)))
    client.post(page("run", made.day, again.pk), {"do": "discard"})

    assert "Proven optimal: no timetable can have more points." in read
    assert "Union 0 (sample) does not want to meet." in read
    assert "Version 1 of the timetable is published. 4 organizations are told by mail." in messages_of(published)[0]
    assert "Against the timetable that is published" in compared
    assert "dropped 1" in compared
    assert list(TimetableRun.objects.all()) == [run]


def test_a_timetable_with_a_gap_says_the_bound(client, staff, made):
    made.everybody_would()
    run = made.solved(publish=False)
    TimetableRun.objects.filter(pk=run.pk).update(
        result={**run.result, "status": "feasible", "objective": 600, "bound": 640}
    )

    read = text(client.get(page("run", made.day, run.pk)))

    assert "It is within 6.2 % of the bound, which no timetable can exceed." in read
    assert "Proven optimal" not in read


def test_meetings_are_fixed_let_go_and_forbidden_from_the_timetable(client, staff, made):
    made.everybody_would()
    made.solved()
    first, second = made.day.meetings.order_by("pk")[:2]
    client.post(page("timetable", made.day), {"do": "pin", "meeting": first.pk})
    fixed = MeetingRule.objects.get()
    client.post(page("timetable", made.day), {"do": "remove_rule", "rule": fixed.pk})
    left = MeetingRule.objects.count()
    client.post(page("timetable", made.day), {"do": "forbid", "meeting": second.pk})

    assert (fixed.kind, fixed.slot, left) == ("pinned", first.slot, 0)
    assert [(rule.kind, rule.sending, rule.slot) for rule in MeetingRule.objects.all()] == [
        ("forbidden", second.sending, None)
    ]


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"kind": "pinned", "sending": "one"}, "A fixed meeting needs both organizations and the time."),
        ({"kind": "forbidden"}, "Choose at least one organization."),
        ({"kind": "forbidden", "sending": "other"}, "Select a valid choice."),
        ({"kind": "perhaps"}, "Select a valid choice."),
    ],
)
def test_a_rule_that_says_nothing_is_told(client, staff, made, values, error):
    keys = {"one": made.sending[0].pk, "other": made.supervising[0].pk}

    answer = client.post(
        page("timetable", made.day), {"do": "rule", **{name: keys.get(value, value) for name, value in values.items()}}
    )

    assert error in text(answer)
    assert not MeetingRule.objects.exists()


def test_a_rule_is_entered_by_hand(client, staff, made):
    one, other, slot = made.sending[0], made.supervising[0], made.day.slots.last()
    values = {"do": "rule", "kind": "pinned", "sending": one.pk, "supervising": other.pk, "slot": slot.pk}

    client.post(page("timetable", made.day), {**values, "reason": "They asked for it"})
    twice = client.post(page("timetable", made.day), values)

    [rule] = MeetingRule.objects.all()
    assert (rule.sending, rule.supervising, rule.slot, rule.reason) == (one, other, slot, "They asked for it")
    assert "These two have a fixed meeting already." in text(twice)
    assert "LOTUS0 and Union 0 (sample) meet at 10:50–11:10." in text(twice)


@pytest.mark.parametrize(
    "values", [{"do": "nothing"}, {"do": "pin", "meeting": "x"}, {"do": "pin", "meeting": "9" * 30}]
)
def test_what_is_no_deed_is_not_found(client, staff, made, values):
    assert client.post(page("timetable", made.day), values).status_code == 404
    assert client.post(page("parties", made.day), {"do": "nothing", "party": made.sending[0].pk}).status_code == 404


def test_rows_of_another_day_are_not_reached(client, staff, made):
    elsewhere = make_meeting_world()
    elsewhere.everybody_would()
    run = elsewhere.solved()
    meeting = elsewhere.day.meetings.first()

    assert client.post(page("timetable", made.day), {"do": "pin", "meeting": meeting.pk}).status_code == 404
    assert client.post(page("parties", made.day), {"do": "absent", "party": meeting.sending_id}).status_code == 404
    assert client.get(page("run", made.day, run.pk)).status_code == 404
    assert client.get(page("party", made.day, meeting.sending_id)).status_code == 404


# Rights ---------------------------------------------------------------------------------------------------


def test_auditors_look_and_do_nothing(client, made):
    made.everybody_would()
    run = made.solved(publish=False)
    member_of_staff(client, AUDITOR)
    pages = [page("parties", made.day), page("timetable", made.day), page("run", made.day, run.pk)]
    party = page("party", made.day, made.sending[0].pk)
    deeds = [
        (pages[0], {"do": "take"}),
        (pages[0], {"do": "walk_in"}),
        (pages[1], {"do": "solve"}),
        (pages[1], {"do": "rule"}),
        (pages[2], {"do": "publish"}),
        (party, {"do": "save"}),
        (page("make", made.day), {"do": "tables", "number": 1}),
    ]

    assert [client.get(each).status_code for each in [*pages, party]] == [200] * 4
    assert [client.post(address, data).status_code for address, data in deeds] == [403] * 7


def test_who_may_not_see_wishes_sees_none_in_a_result(client, made):
    made.wish(made.sending[0], made.supervising[0], MUST)
    made.wish(made.supervising[0], made.sending[0], NO)
    made.wish(made.sending[1], made.supervising[1])
    run = made.solved(publish=False)
    member_of_staff(client, EDITOR)

    read = text(client.get(page("run", made.day, run.pk)))
    parties = text(client.get(page("parties", made.day)))

    assert "The whole timetable" in read
    for told in ("does not want to meet", "Wishes that could not be kept", "Musts kept"):
        assert told not in read
    assert "would like" not in parties
    assert client.get(page("party", made.day, made.sending[0].pk)).status_code == 403


def test_staff_without_rights_and_members_see_no_page(client, made):
    run = made.solved(publish=False)
    pages = [
        page("make", made.day),
        page("parties", made.day),
        page("party", made.day, made.sending[0].pk),
        page("timetable", made.day),
        page("run", made.day, run.pk),
    ]
    client.force_login(make.make_staff())
    nobody = [client.get(each).status_code for each in pages]
    client.force_login(made.editor(made.sending[0]))
    member = [client.get(each).status_code for each in pages]

    assert nobody == [403] * 5
    assert member == [302] * 5


def test_editors_prepare_and_do_not_publish(client, made):
    made.everybody_would()
    run = made.solved(publish=False)
    member_of_staff(client, EDITOR)

    assert client.post(page("make", made.day), {"do": "tables", "number": 1}).status_code == 302
    assert client.post(page("run", made.day, run.pk), {"do": "publish"}).status_code == 403
    assert not Permission.objects.filter(codename="change_timetablerun", group__name=EDITOR).exists()


def test_pages_of_the_desk_ask_as_much_for_many_as_for_few(client, staff):
    asked = []
    for size in (1, 3):
        made = make_meeting_world(sending=size, supervising=size, tables=size, interpreters=3)
        made.everybody_would()
        run = made.solved()
        timetable_runs.stop_run(run=timetable_runs.start_run(day=made.day))
        asked.append({})
        for name, keys in {"parties": [], "timetable": [], "run": [run.pk], "party": [made.sending[0].pk]}.items():
            client.get(page(name, made.day, *keys))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page(name, made.day, *keys)).status_code == 200
            asked[-1][name] = len(queries)

    assert asked[0] == asked[1]
