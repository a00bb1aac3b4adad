"""Personal answers go a stated time after the event; that people came stays."""

import datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection

from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.tasks import every_night
from seminars.models import Answer, Attendee, ErasureReport, Event, Registration, SurveyAnswer
from seminars.queries.money import account_of
from seminars.services import registrations, retention
from seminars.services.registrations import PersonValues
from tests.seminars import world
from tests.seminars.registering import places, register
from tests.seminars.test_line import full_group

pytestmark = pytest.mark.django_db
SECRET = "Nguyen Secret"
ALMOST = world.in_days(30, 17) + datetime.timedelta(days=retention.ANSWERS_KEPT_DAYS)


def make_answers():
    """An event of which everything personal is known."""
    event = world.make_event(gives_visa_letters=True)
    group = world.make_group(event, price_general=1000)
    question = world.make_question(event)
    member = world.make_member()
    person = PersonValues(
        name=SECRET, name_latin=SECRET, job_title=SECRET, email="secret@example.org", needs=SECRET, nationality="VN",
        wants_visa_letter=True, user=member.user, answers={question.pk: SECRET},
    )  # fmt: skip
    registration = register(group, member=member, people=[person], wishes=SECRET)
    gone = register(group, 1)
    registrations.cancel(registration=gone, by=gone.created_by, reason=SECRET)
    SurveyAnswer.objects.create(
        event=event, group=group.group, content=4, organization_of_the_day=4, usefulness=4, would_come_again=True,
        text=SECRET, answered_on=world.in_days(31).date(),
    )  # fmt: skip
    return registration


def everything():
    """Every text of the database, to see what is left and whether anything changed."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT md5(string_agg(row::text, chr(10) ORDER BY row::text)) FROM "{table}" row')
            found[table] = cursor.fetchone()[0]
    return found


def tables_with(words):
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" row WHERE row::text LIKE %s', [f"%{words}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return sorted(found)


def run(**options):
    out = StringIO()
    call_command("erase_event_answers", stdout=out, **options)
    return out.getvalue().splitlines()


def test_nothing_goes_before_its_time():
    make_answers()
    with time_machine.travel(ALMOST):
        assert run() == ["0 events"]
    assert Attendee.objects.filter(name=SECRET).count() == 1


def test_a_simulation_says_it_and_changes_nothing():
    registration = make_answers()
    before = everything()
    with time_machine.travel(ALMOST + datetime.timedelta(seconds=2)):
        told = run(simulate=True)
    event = registration.event
    assert told == [
        f"{event.pk} {event.starts_on} {event.title_en}: would be erased: 2 people, 1 answers, 4 texts",
        "1 events, nothing changed",
    ]
    assert everything() == before


def test_personal_answers_go_and_what_happened_stays():
    registration = make_answers()
    assert "seminars_attendee" in tables_with(SECRET)
    account = account_of(registration=registration)
    with time_machine.travel(ALMOST + datetime.timedelta(seconds=2)):
        told = run()
        assert run() == ["0 events"]

    assert told[0].endswith("erased: 2 people, 1 answers, 4 texts")
    assert tables_with(SECRET) == []
    # The account keeps its own address; no row of the event leads to it.
    assert tables_with("secret@example.org") == []
    person = Attendee.objects.get(registration=registration)
    assert (person.name, person.user, person.nationality, person.wants_visa_letter) == ("", None, "", False)
    assert places(registration) == {"seated": 1}
    assert account_of(registration=registration).charged == account.charged == 1000
    report = ErasureReport.objects.get()
    assert (report.event, report.people, report.answers, report.texts) == (registration.event, 2, 1, 4)
    assert Event.objects.get(pk=registration.event_id).answers_erased_at
    assert Registration.objects.filter(answers_erased_at=None).count() == 0
    assert Answer.objects.get().text == SurveyAnswer.objects.get().text == ""


def test_that_a_ticket_was_sent_stays_without_where_to():
    make_answers()
    sent = OutboxMessage.objects.filter(kind="event_ticket").count()
    with time_machine.travel(ALMOST + datetime.timedelta(seconds=2)):
        run()
    tickets = OutboxMessage.objects.filter(kind="event_ticket")
    assert (tickets.count(), set(tickets.values_list("recipient", "body", "user"))) == (
        sent,
        {(retention.ERASED_ADDRESS, "", None)},
    )


def test_the_night_erases_each_event_for_itself(monkeypatch):
    first, second = make_answers(), make_answers()
    real = retention.lock_event

    def fail_for_the_first(key):
        if key == first.event_id:
            raise RuntimeError("broken")
        return real(key)

    monkeypatch.setattr(retention, "lock_event", fail_for_the_first)
    with time_machine.travel(ALMOST + datetime.timedelta(seconds=2)):
        every_night(timestamp=0)
    assert [each.event_id for each in ErasureReport.objects.all()] == [second.event_id]


def test_an_event_that_is_not_over_keeps_all():
    group, _seated = full_group()
    names = list(Attendee.objects.values_list("name", flat=True))
    retention.erase_answers_of_past_events()
    assert list(Attendee.objects.values_list("name", flat=True)) == names
    assert not ErasureReport.objects.exists()
    assert group.event.answers_erased_at is None
