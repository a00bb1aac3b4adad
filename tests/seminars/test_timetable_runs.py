"""From rows to a timetable that is published: what the solver is asked, what is published, who is told."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from jitco_portal.common.models import OutboxMessage, User
from seminars.models import Meeting, MeetingRule, Place, TimetableRun
from seminars.queries.instances import build_instance
from seminars.queries.meeting_calendars import meeting_times
from seminars.queries.plans import what_stands_against
from seminars.queries.runs import course_of, objective_parts, outcome_of
from seminars.services import timetable_changes as changes
from seminars.services import timetable_runs
from seminars.services.people import PersonValues
from seminars.services.solving import look_after_runs, solve_run
from seminars.services.timetable_runs import NotPublishable, publish_run, start_run
from seminars.timetable.reading import read_instance
from tests import factories as make
from tests.seminars import world
from tests.seminars.meeting_world import MUST, NO, WOULD, make_meeting_world, seat
from tests.seminars.timetable import verify

pytestmark = pytest.mark.django_db


def checked(run):
    """What the independent checker says of a run."""
    result = verify.check(run.instance, run.result)
    assert result["violations"] == []
    return result


def during(slot, minutes=5):
    return time_machine.travel(slot.starts_at + datetime.timedelta(minutes=minutes), tick=True)


# What is asked --------------------------------------------------------------------------------------------


def test_rows_become_an_instance_that_the_format_knows():
    made = make_meeting_world(must_is_hard=True)
    [one, two], [first, second] = made.sending, made.supervising
    slots = list(made.day.slots.all())
    one.unavailable.add(slots[0])
    made.wish(one, first, MUST)
    made.wish(first, one, WOULD)
    made.wish(second, two, NO)
    changes.pin(day=made.day, sending=one, supervising=first, slot=slots[1])
    changes.forbid(day=made.day, sending=two, slot=slots[2])

    instance = build_instance(day=made.day)

    told = instance.as_dict()
    assert read_instance(told) == instance
    assert [(each["id"], each["unavailable"], each["languages"]) for each in told["sending"]] == [
        (str(one.pk), [str(slots[0].pk)], ["vi"]),
        (str(two.pk), [], ["vi"]),
    ]
    assert told["wishes"] == [
        {"sending": str(one.pk), "supervising": str(first.pk), "from_sending": "must", "from_supervising": "would"},
        {"sending": str(two.pk), "supervising": str(second.pk), "from_sending": None, "from_supervising": "no"},
    ]
    assert told["pinned"] == [{"sending": str(one.pk), "supervising": str(first.pk), "slot": str(slots[1].pk)}]
    assert told["forbidden"] == [{"sending": str(two.pk), "supervising": None, "slot": str(slots[2].pk)}]
    assert [slot["break_before"] for slot in told["slots"]] == [False, False, True]
    assert told["rules"] == {"must_is_hard": True}


def test_whoever_did_not_come_or_lost_its_place_is_left_out_with_its_wishes_and_pins():
    made = make_meeting_world()
    [one, two], [first, second] = made.sending, made.supervising
    made.everybody_would()
    changes.pin(day=made.day, sending=one, supervising=first, slot=made.day.slots.first())
    changes.note_absence(party=one, is_absent=True)
    second.registration.attendees.update(place=Place.GIVEN_UP)

    instance = build_instance(day=made.day)

    assert instance.absent == {str(one.pk), str(second.pk)}
    assert [wish.pair for wish in instance.wishes] == [(str(two.pk), str(first.pk))]
    assert instance.pinned == ()


# What comes out -------------------------------------------------------------------------------------------


def test_the_published_timetable_is_proven_and_keeps_every_rule():
    made = make_meeting_world(sending=3, supervising=3, slots=4, tables=3, interpreters=2)
    made.everybody_would()
    made.wish(made.supervising[0], made.sending[0], NO)
    made.wish(made.supervising[1], made.sending[1], MUST)

    run = made.solved()

    result = checked(run)
    assert run.state == TimetableRun.State.DONE
    assert run.result["status"] == "optimal"
    assert result["objective"] == run.result["objective"] == run.progress["objective"]
    assert {(str(one), str(other), str(slot)) for one, other, slot in made.meetings()} == {
        (each["sending"], each["supervising"], each["slot"]) for each in run.result["meetings"]
    }
    assert (made.sending[0].pk, made.supervising[0].pk) not in {pair[:2] for pair in made.meetings()}


def test_the_parts_of_the_objective_add_up():
    made = make_meeting_world(sending=3, supervising=2, slots=2, tables=2, interpreters=1)
    made.everybody_would()
    for party in made.supervising:
        made.wish(party, made.sending[0], MUST)
    made.solved()
    changes.note_absence(party=made.sending[1], is_absent=True)

    run = made.solved(is_change=True, publish=False)

    parts = objective_parts(instance=run.instance, meetings=run.result["meetings"])
    assert sum(points for _name, points in parts) == run.result["objective"] == checked(run)["objective"]


def test_hard_musts_that_contradict_each_other_are_named():
    made = make_meeting_world(sending=2, supervising=1, slots=1, must_is_hard=True)
    for party in made.sending:
        made.wish(party, made.supervising[0], MUST)

    run = made.solved(publish=False)
    outcome = outcome_of(run=run)

    assert run.result["status"] == "infeasible"
    assert outcome.conflicts == [
        (
            ["LOTUS0 must meet Union 0 (sample)", "LOTUS1 must meet Union 0 (sample)"],
            "Union 0 (sample) cannot hold these 2 meetings.",
        )
    ]
    assert outcome.is_relaxed
    assert len(outcome.meetings) == 1


def test_fixed_meetings_that_contradict_each_other_leave_nothing_to_publish():
    made = make_meeting_world(sending=2, supervising=1, slots=1)
    for party in made.sending:
        changes.pin(day=made.day, sending=party, supervising=made.supervising[0], slot=made.day.slots.get())

    run = made.solved(publish=False)

    with pytest.raises(NotPublishable) as refused:
        publish_run(run=run)
    assert refused.value.reason == "no_meetings"
    assert outcome_of(run=run).verdict == (
        "Impossible: the fixed meetings contradict each other. There is no timetable."
    )


def test_one_search_at_a_time_and_none_of_nothing():
    made = make_meeting_world()
    start_run(day=made.day)

    with pytest.raises(timetable_runs.RunsAlready):
        start_run(day=made.day)
    with pytest.raises(timetable_runs.NothingToSolve):
        start_run(day=world.make_meeting_day(slots=1, tables=1))

    assert TimetableRun.objects.count() == 1


def test_a_run_that_waits_is_stopped_at_once_and_not_begun_by_the_worker_after_all():
    made = make_meeting_world()
    run = start_run(day=made.day)

    timetable_runs.stop_run(run=run)
    solve_run(run_id=run.pk)

    run.refresh_from_db()
    assert (run.state, run.result, run.begun_at) == ("stopped", None, None)
    with pytest.raises(timetable_runs.HasEnded):
        timetable_runs.stop_run(run=run)


def test_a_solver_that_breaks_leaves_a_failed_run():
    made = make_meeting_world()
    run = start_run(day=made.day)
    TimetableRun.objects.filter(pk=run.pk).update(instance={"slots": "none"})

    solve_run(run_id=run.pk)

    run.refresh_from_db()
    assert (run.state, run.error) == ("failed", "broken")
    assert course_of(run=run).error.startswith("The solver ended with a fault")
    start_run(day=made.day)  # nothing stands in the way of the next


def test_a_run_whose_job_is_nowhere_is_noted_as_failed():
    made = make_meeting_world()
    run = start_run(day=made.day)
    TimetableRun.objects.filter(pk=run.pk).update(asked_at=timezone.now() - datetime.timedelta(minutes=5))
    look_after_runs()
    run.refresh_from_db()
    while_queued = run.state
    forget_jobs()
    look_after_runs()

    run.refresh_from_db()
    assert (while_queued, run.state, run.error) == ("waiting", "failed", "lost")


def forget_jobs():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


# Publishing -----------------------------------------------------------------------------------------------


def told():
    rows = OutboxMessage.objects.filter(kind="event_timetable").order_by("pk")
    return list(rows.values_list("recipient", flat=True))


def test_each_organization_is_told_once_and_on_a_republish_only_whose_timetable_changed():
    made = make_meeting_world(sending=2, supervising=2, slots=4, tables=2, interpreters=2)
    [one, two], [first, second] = made.sending, made.supervising
    made.wish(one, first)
    made.wish(two, second)
    made.solved()
    after_first = sorted(told())
    OutboxMessage.objects.all().delete()
    changes.forbid(day=made.day, sending=one, supervising=first)
    made.solved(is_change=True)

    everybody = sorted(made.editor(party).email for party in (*made.sending, *made.supervising))
    assert after_first == everybody
    assert sorted(told()) == sorted(made.editor(party).email for party in (one, first))
    assert made.day.revision == 2


def test_the_mail_names_nobody_else_and_leads_to_the_timetable():
    made = make_meeting_world(sending=1, supervising=1)
    made.everybody_would()
    User.objects.filter(pk=made.editor(made.supervising[0]).pk).update(language="ja")

    made.solved()

    mails = {mail.recipient: mail for mail in OutboxMessage.objects.filter(kind="event_timetable")}
    english = mails[made.editor(made.sending[0]).email]
    japanese = mails[made.editor(made.supervising[0]).email]
    assert english.subject == f"Timetable of your meetings: {made.event.title_en}"
    assert "Your organization has 1 meeting." in english.body
    assert f"/en/seminars/{made.event.pk}/meetings/" in english.body
    assert f"/ja/seminars/{made.event.pk}/meetings/" in japanese.body
    for mail, other in ((english, made.supervising[0]), (japanese, made.sending[0])):
        names = (other.registration.organization.name_en, other.registration.organization.short_name or "-none-")
        assert [name for name in names if name in mail.subject + mail.body] == []


def test_a_timetable_that_was_overtaken_is_not_published():
    made = make_meeting_world()
    made.everybody_would()
    old = made.solved(publish=False)
    newer = made.solved()

    with pytest.raises(NotPublishable) as refused:
        publish_run(run=old)
    with pytest.raises(NotPublishable) as twice:
        publish_run(run=newer)

    assert (refused.value.reason, twice.value.reason) == ("outdated", "published")
    assert made.day.revision == 1


def test_what_changed_since_is_said_and_who_left_since_stops_it():
    made = make_meeting_world()
    made.everybody_would()
    run = made.solved(publish=False)
    before = outcome_of(run=run).has_changed
    made.wish(made.supervising[0], made.sending[1], MUST)
    after = outcome_of(run=run).has_changed
    changes.note_absence(party=made.sending[0], is_absent=True)

    with pytest.raises(NotPublishable) as refused:
        publish_run(run=run)
    assert (before, after, refused.value.reason) == (False, True, "absent")
    assert outcome_of(run=run).against.startswith("An organization that it counts on")


@pytest.mark.parametrize("entered", ["no", "forbidden", "fixed", "departure", "interpreter", "nothing"])
def test_what_was_entered_since_and_is_not_kept_stops_it(entered):
    made = make_meeting_world(sending=1, supervising=1, slots=2, tables=1)
    made.wish(made.sending[0], made.supervising[0])
    run = made.solved(publish=False)
    [planned] = run.result["meetings"]
    slot = made.day.slots.get(pk=planned["slot"])
    if entered == "no":
        made.wish(made.supervising[0], made.sending[0], NO)
    elif entered == "forbidden":
        changes.forbid(day=made.day, supervising=made.supervising[0], slot=slot)
    elif entered == "fixed":
        other = made.day.slots.exclude(pk=slot.pk).get()
        changes.pin(day=made.day, sending=made.sending[0], supervising=made.supervising[0], slot=other)
    elif entered == "departure":
        changes.note_departure(party=made.sending[0])
    elif entered == "interpreter":
        made.day.interpreters.get().unavailable.add(slot)

    against = what_stands_against(run=run)

    assert against == ("" if entered == "nothing" else "rules")


def test_a_draft_or_cancelled_event_gets_no_timetable():
    made = make_meeting_world()
    made.everybody_would()
    run = made.solved(publish=False)
    made.event.state = "cancelled"
    made.event.save()

    with pytest.raises(NotPublishable) as refused:
        publish_run(run=run)

    assert refused.value.reason == "event"
    assert told() == []


def test_a_discarded_run_is_gone_but_a_published_one_stays():
    made = make_meeting_world()
    made.everybody_would()
    run, published = made.solved(publish=False), made.solved()

    timetable_runs.discard_run(run=run)
    with pytest.raises(timetable_runs.HasEnded):
        timetable_runs.discard_run(run=published)

    assert list(TimetableRun.objects.all()) == [published]


# With few changes, and on the day -------------------------------------------------------------------------


def test_a_fixed_meeting_stays_and_a_forbidden_one_goes():
    made = make_meeting_world(sending=2, supervising=2, slots=3)
    made.everybody_would()
    made.solved()
    meetings = list(Meeting.objects.filter(day=made.day).order_by("pk"))
    stays, goes = meetings[0], meetings[1]
    changes.pin_meeting(meeting=stays)
    changes.forbid(day=made.day, sending=goes.sending, supervising=goes.supervising)

    run = made.solved()

    checked(run)
    assert (stays.sending_id, stays.supervising_id, stays.slot_id) in made.meetings()
    assert (goes.sending_id, goes.supervising_id) not in {meeting[:2] for meeting in made.meetings()}


def test_forbidding_a_fixed_meeting_lets_go_of_it():
    made = make_meeting_world()
    values = {"day": made.day, "sending": made.sending[0], "supervising": made.supervising[0]}
    changes.pin(**values, slot=made.day.slots.first())
    with pytest.raises(changes.AlreadyFixed):
        changes.pin(**values, slot=made.day.slots.last())

    changes.forbid(**values)

    assert [rule.kind for rule in MeetingRule.objects.all()] == ["forbidden"]


def test_who_does_not_come_frees_its_tables_and_the_rest_is_kept_at_its_tables():
    made = make_meeting_world(sending=3, supervising=3, slots=3, tables=3, interpreters=3)
    made.everybody_would()
    made.solved()
    before = {(each.sending_id, each.supervising_id): (each.slot_id, each.table_id) for each in Meeting.objects.all()}
    gone = made.sending[0]
    changes.note_absence(party=gone, is_absent=True)

    run = made.solved(is_change=True)

    checked(run)
    after = {(each.sending_id, each.supervising_id): (each.slot_id, each.table_id) for each in Meeting.objects.all()}
    assert after == {pair: place for pair, place in before.items() if gone.pk not in pair}
    assert made.editor(gone).email not in told()[len(made.people) :]


def test_times_that_have_begun_stay_as_they_were_whatever_was_settled_since():
    made = make_meeting_world(sending=2, supervising=2, slots=3, interpreters=2)
    made.everybody_would()
    made.solved()
    first, second, third = made.day.slots.order_by("starts_at")
    done = set(Meeting.objects.filter(slot=first).values_list("sending_id", "supervising_id", "table_id"))
    assert done
    one = next(iter(done))[0]
    with during(first):
        party = next(party for party in made.sending if party.pk == one)
        changes.forbid(day=made.day, sending=party)
        party.unavailable.add(first, second, third)
        run = made.solved(is_change=True)

    checked(run)
    assert set(Meeting.objects.filter(slot=first).values_list("sending_id", "supervising_id", "table_id")) == done
    assert not Meeting.objects.exclude(slot=first).filter(sending=one).exists()


def test_a_timetable_solved_before_a_time_began_is_not_published_after_it():
    made = make_meeting_world(sending=2, supervising=2, slots=3, interpreters=2)
    made.everybody_would()
    run = made.solved(publish=False)

    with during(made.day.slots.order_by("starts_at").first()), pytest.raises(NotPublishable) as refused:
        publish_run(run=run)

    assert refused.value.reason == "begun"


def test_a_no_show_found_out_late_loses_the_meeting_that_did_not_happen():
    made = make_meeting_world(sending=1, supervising=2, slots=2, interpreters=1)
    made.everybody_would()
    made.solved()
    first, second = made.day.slots.order_by("starts_at")
    missed = Meeting.objects.get(slot=first)
    with during(first):
        changes.note_absence(party=missed.supervising, is_absent=True)
        made.solved(is_change=True)

    assert list(Meeting.objects.values_list("supervising_id", "slot_id")) == [
        (next(party.pk for party in made.supervising if party != missed.supervising), second.pk)
    ]


def test_who_leaves_keeps_what_was_and_gets_nothing_more():
    made = make_meeting_world(sending=1, supervising=2, slots=2, interpreters=1)
    made.everybody_would()
    made.solved()
    first, _second = made.day.slots.order_by("starts_at")
    with during(first):
        left = changes.note_departure(party=made.sending[0])
        made.solved(is_change=True)

    assert left == 1
    assert list(Meeting.objects.values_list("slot_id", flat=True)) == [first.pk]


def test_a_walk_in_sits_down_with_its_wishes_and_others_keep_their_meetings():
    made = make_meeting_world(sending=2, supervising=2, slots=3, tables=3, interpreters=3)
    made.everybody_would()
    made.solved()
    before = made.meetings()
    staff = make.make_staff(is_superuser=True)
    organization = make.make_supervising(name_en="Walk-in union (sample)")
    with during(made.day.slots.order_by("starts_at").first()):
        person = PersonValues(name="Sample Visitor")
        party = changes.seat_walk_in(day=made.day, organization=organization, by=staff, person=person)
        made.wish(party, made.sending[0])
        with pytest.raises(changes.IsParty):
            changes.seat_walk_in(day=made.day, organization=organization, by=staff, person=person)
        made.people[party.pk] = staff
        run = made.solved(is_change=True)

    checked(run)
    assert party.is_walk_in
    assert party.registration.held_people == 1
    assert before <= made.meetings()
    assert len(made.meetings_of(party)) == 1


def test_meetings_that_were_dropped_come_to_the_calendar_as_cancelled_and_moved_ones_once():
    made = make_meeting_world(sending=1, supervising=2, slots=3, tables=1, interpreters=1)
    [one], [first, second] = made.sending, made.supervising
    made.everybody_would()
    made.solved()
    changes.forbid(day=made.day, sending=one, supervising=first)
    held = Meeting.objects.get(supervising=second)
    other = made.day.slots.exclude(pk=held.slot_id).last()
    changes.pin(day=made.day, sending=one, supervising=second, slot=other)
    made.solved()

    times = {each.pair: each for each in meeting_times(party=one, day=made.day)}

    assert times[one.pk, first.pk].is_cancelled
    assert not times[one.pk, second.pk].is_cancelled
    assert times[one.pk, second.pk].starts_at == other.starts_at
    assert len(times) == 2


def test_a_large_party_list_is_read_in_as_many_queries_as_a_small_one(django_assert_max_num_queries):
    made = make_meeting_world(sending=1, supervising=1)
    for _number in range(6):
        seat(made, "sending", make.make_organization(made.country), ["vi"])

    with django_assert_max_num_queries(11):
        build_instance(day=made.day)
