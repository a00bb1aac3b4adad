"""The fictional events: something to see on every page, nothing real, and nothing twice."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from jitco_portal.common.models import OutboxMessage
from seminars.models import (
    Attendee,
    Event,
    Meeting,
    MeetingDay,
    MeetingParty,
    MeetingWish,
    Place,
    Registration,
    SurveyAnswer,
)
from seminars.queries.money import account_of
from seminars.queries.places import capacity_of, line_of, people_needed, position_in_line
from seminars.queries.publishable import stops_of
from seminars.samples.events import EVENTS
from seminars.samples.rows import newest
from seminars.services.reminders import tell_changes

DAY = datetime.date(2026, 11, 27)
SAMPLES = {each.key: each for each in EVENTS}

pytestmark = pytest.mark.usefixtures("loaded")


def on(day):
    return time_machine.travel(datetime.datetime.combine(day, datetime.time(3), datetime.UTC), tick=False)


@pytest.fixture(scope="module")
def loaded(database, django_db_blocker, tmp_path_factory):
    own = override_settings(DATA=tmp_path_factory.mktemp("data"), EMBEDDED_DATABASE=True, SAMPLE=False)
    with django_db_blocker.unblock(), transaction.atomic(), own, on(DAY):
        call_command("load_sample_data", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(loaded):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def sample_event(key):
    return newest(SAMPLES[key])


def test_each_kind_can_be_seen_and_says_that_it_is_fictional():
    events = Event.objects.filter(is_sample=True)

    assert set(events.values_list("kind", flat=True)) == set(Event.Kind)
    assert events.count() == len(EVENTS) == 8
    for event in events:
        assert event.title_en.endswith("(sample)")
        assert event.title_ja.endswith("（見本）")
        assert all(country.is_sample for country in event.countries.all())


@pytest.mark.parametrize("key", [key for key in SAMPLES if key not in ("cancelled", "past")])
def test_what_is_to_come_could_be_published_as_it_is(key):
    event = sample_event(key)

    assert event.starts_at > timezone.now()
    assert event.day.weekday() < 5
    assert [str(each.text) for each in stops_of(event)] == []


def test_members_can_register_for_all_but_the_one_whose_timetable_is_published():
    is_open = {key: sample_event(key).is_open for key in SAMPLES}

    assert is_open == dict.fromkeys(SAMPLES, True) | {"cancelled": False, "past": False}


def test_the_joint_seminar_is_nearly_full_and_nobody_was_passed_over_who_could_take_what_is_free():
    event = sample_event("joint")
    capacity, line = capacity_of(event), list(line_of(event))

    assert [each.organization.short_name for each in line] == ["Asahi (sample)", "Izumi (sample)"]
    assert [position_in_line(each) for each in line] == [1, 2]
    free = [capacity.free_for(each.group_id, holds=0) for each in line]
    assert free == [1, 1]
    assert all(people_needed(each, holds=0) > 1 for each in line)


def test_the_matching_seminar_has_wishes_of_both_sides_and_no_timetable_yet():
    day = MeetingDay.objects.get(event=sample_event("matching"))
    kinds = [each.registration.organization.kind for each in day.parties.select_related("registration__organization")]

    assert (kinds.count("sending"), kinds.count("supervising")) == (6, 8)
    assert set(MeetingWish.objects.filter(party__day=day).values_list("word", flat=True)) == {"must", "would", "no"}
    assert (day.published_at, day.meetings.count()) == (None, 0)


def test_the_published_timetable_keeps_the_rules_of_a_timetable():
    day = MeetingDay.objects.get(event=sample_event("timetable"))
    meetings = list(Meeting.objects.filter(day=day))

    assert day.published_at is not None
    assert len(meetings) == 12
    for one in ("sending_id", "supervising_id", "table_id"):
        assert len({(getattr(each, one), each.slot_id) for each in meetings}) == 12
    assert len({(each.sending_id, each.supervising_id) for each in meetings}) == 12
    for each in meetings:
        assert set(each.sending.languages) & set(each.supervising.languages)
        assert MeetingWish.objects.filter(party=each.sending, other=each.supervising, word="would").exists()


def test_some_wait_for_approval_and_the_past_one_has_its_report_with_figures_and_answers():
    asked = Registration.objects.filter(event=sample_event("sending"), state="asked")
    past = sample_event("past")

    assert asked.count() == 3
    assert past.is_over
    assert past.report_published_at < timezone.now()
    assert past.participants_total == sum(each.people for each in past.figures.all()) == 31
    came = Attendee.objects.filter(registration__event=past, came_at__isnull=False)
    assert came.count() == 24
    assert SurveyAnswer.objects.filter(event=past).count() == 13
    assert all(each.created_at < past.starts_at for each in past.registrations.all())


def test_the_accounts_of_all_registrations_add_up():
    for registration in Registration.objects.all():
        seated = registration.attendees.filter(place=Place.SEATED).count()
        assert account_of(registration=registration).charged == seated * registration.unit_price


def test_people_are_fictional_and_nobody_is_written_to():
    people = Attendee.objects.all()

    assert people.count() > 50
    assert all("(sample)" in each.name or "（見本）" in each.name for each in people)
    assert not people.exclude(email="").exists()
    assert not OutboxMessage.objects.filter(kind__startswith="event_").exists()
    with on(DAY + datetime.timedelta(days=1)):
        tell_changes()
    assert not OutboxMessage.objects.filter(kind__startswith="event_").exists()


@pytest.mark.parametrize("sample", [each for each in EVENTS if each.terms], ids=lambda each: each.key)
def test_the_words_on_late_cancellation_say_what_the_terms_say(sample):
    first, *_further = sorted((days for days, _percent in sample.terms), reverse=True)
    told = [f"{first + 1}日前まで無料"]
    told += [("前日" if days == 1 else f"{days}日前") + "から" for days, _percent in sample.terms]
    told += [f"{percent}％" for _days, percent in sample.terms]

    words = sample.values["cancellation_ja"]

    assert [each for each in told if each not in words] == []
    assert words.count("％") == len(sample.terms)


def counts():
    models = (Event, Registration, Attendee, MeetingParty, MeetingWish, Meeting, SurveyAnswer)
    return [model.objects.count() for model in models]


@pytest.mark.parametrize("days", [0, 1, 2])
def test_another_load_adds_nothing(days, capsys):
    before = counts()

    with on(DAY + datetime.timedelta(days=days)):
        call_command("load_sample_data")

    assert counts() == before
    assert "events: 0 added, 0 changed, 8 unchanged" in capsys.readouterr().out


def test_what_somebody_tried_out_outlives_the_next_load():
    joint = sample_event("joint")
    Event.objects.filter(pk=joint.pk).update(title_en="Tried out (sample)", state=Event.State.CANCELLED)

    call_command("load_sample_data", verbosity=0)

    assert sample_event("joint").pk == joint.pk
    assert Event.objects.count() == Event.objects.filter(is_sample=False).count() + 8


def test_what_is_over_is_followed_by_another():
    with on(DAY + datetime.timedelta(days=30)):
        call_command("load_sample_data", verbosity=0)

        joint = sample_event("joint")
        assert joint.starts_at > timezone.now()
        assert joint.registrations.count() == 7
        assert sample_event("matching").pk == Event.objects.get(title_en=SAMPLES["matching"].title[0]).pk
        assert Event.objects.filter(title_en=SAMPLES["joint"].title[0]).count() == 2
