"""The survey: once from each person who came, and nothing that leads back to them."""

import datetime

import pghistory.models
import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from seminars.models import Attendee, Event, Group, SurveyAnswer
from seminars.queries.survey import averages_of, survey_results
from seminars.services.survey import NotAsked, answer_survey
from tests import factories as make
from tests.seminars import world
from tests.seminars.door import HOUR
from tests.two_at_a_time import running

GOOD = {"content": 4, "organization_of_the_day": 3, "usefulness": 2, "would_come_again": True}


def make_ended(people=6, group=Group.SUPERVISING, event=None, **values):
    """So many people came to an event that ended an hour ago; they, in the order of their numbers."""
    now = timezone.now()
    times = {"starts_at": now - 5 * HOUR, "ends_at": now - HOUR, "closes_at": now - 6 * HOUR}
    event = event or world.make_event(**{**times, **values})
    registration = world.make_registration(world.make_group(event, group, people=50), people=people)
    registration.attendees.update(came_at=event.starts_at)
    return list(registration.attendees.select_related("registration__event").order_by("pk"))


def answer(attendee, **values):
    answer_survey(attendee=attendee, **{**GOOD, **values})


def page_of(client, attendee, **values):
    address = f"/en/seminars/tickets/{attendee.token}/survey/"
    return client.post(address, values, follow=True) if values else client.get(address)


# Once, and by whom --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_whoever_came_answers_once_without_a_log_in(client):
    first = make_ended()[0]
    filled = {"content": 4, "organization_of_the_day": 3, "usefulness": 2, "would_come_again": "no", "text": " Thanks "}

    missing = page_of(client, first, content=4, text="Kept")
    sent = page_of(client, first, **filled)
    again = page_of(client, first, **filled)

    kept = SurveyAnswer.objects.get()
    assert (missing.content.decode().count("Choose an answer."), "Kept" in missing.content.decode()) == (6, True)
    assert (kept.group, kept.would_come_again, kept.usefulness, kept.text) == ("supervising", False, 2, "Thanks")
    assert [b"Thank you" in each.content for each in (sent, again)] == [True, True]
    assert first.name not in sent.content.decode()
    assert "no-store" in sent["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_stands_once():
    first, refused = make_ended()[0], []

    def send():
        try:
            answer(first)
        except NotAsked as error:
            refused.append(error.state.value)

    with running(send, send, send):
        pass

    assert (SurveyAnswer.objects.count(), refused) == (1, ["answered", "answered"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("after_end", "changes", "state"),
    [
        (-61, {}, "not_yet"),
        (-59, {}, "open"),
        (60 * 24 * 60 - 1, {}, "open"),
        (60 * 24 * 60 + 1, {}, "over"),
        (1, {"came_at": None}, "did_not_come"),
        (1, {"state": Event.State.CANCELLED}, "cancelled"),
    ],
)
def test_it_is_open_from_an_hour_before_the_end_for_sixty_days(client, after_end, changes, state):
    first = make_ended(people=1)[0]
    event = first.registration.event
    if "came_at" in changes:
        Attendee.objects.update(came_at=None)
    if "state" in changes:
        Event.objects.update(state=changes["state"])

    with time_machine.travel(event.ends_at + datetime.timedelta(minutes=after_end), tick=False):
        page = page_of(client, first)
        page_of(client, first, content=1, organization_of_the_day=1, usefulness=1, would_come_again="yes")

    assert (page.context["state"], SurveyAnswer.objects.count()) == (state, int(state == "open"))
    assert (b"Send the answers" in page.content) == (state == "open")


@pytest.mark.django_db
def test_a_token_that_nobody_has_finds_nothing(client):
    make_ended(people=1)
    assert client.get("/en/seminars/tickets/nobody/survey/").status_code == 404


# Nothing leads back -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_row_tells_who_gave_which_answer_nor_in_which_order(client):
    people = make_ended(people=12)
    client.force_login(make.make_user())
    before = pghistory.models.Events.objects.count()
    for number, each in enumerate(people):
        page_of(
            client, each, content=number % 4 + 1, organization_of_the_day=1, usefulness=1, would_come_again="yes",
            text=f"{number:02}",
        )  # fmt: skip

    event = people[0].registration.event
    rows = list(SurveyAnswer.objects.order_by("pk").values())
    assert len(rows) == 12
    # Numbers by lot: that of twelve answers none stands in the order in which it came, once in 479,001,600 times.
    assert [row["text"] for row in rows] != [f"{number:02}" for number in range(12)]
    told = set(rows[0]) - {"id", "event_id", "group", "answered_on", "text", "would_come_again", *GOOD}
    assert (told, {row["answered_on"] for row in rows}) == (set(), {timezone.localdate()})
    # The same moment for everybody, and no line of history with another.
    assert set(Attendee.objects.values_list("answered_survey_at", flat=True)) == {event.ends_at}
    assert pghistory.models.Events.objects.count() == before
    assert not [name for name in connection.introspection.table_names() if "surveyanswerevent" in name]


@pytest.mark.django_db
def test_an_answer_stays_as_it_was_given_but_for_its_text():
    first = make_ended()[0]
    answer(first, text="Personal")

    for change in ({"content": 1}, {"group": "sending"}, {"answered_on": "2020-01-01"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            SurveyAnswer.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        SurveyAnswer.objects.all()._raw_delete(using="default")
    SurveyAnswer.objects.update(text="")
    assert list(SurveyAnswer.objects.values_list("content", "text")) == [(4, "")]


# Together -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_results_are_told_from_five_answers_on(client):
    people = make_ended(people=6)
    event = people[0].registration.event
    client.force_login(make.make_staff(is_superuser=True))
    for each in people[:4]:
        answer(each, text="Only four so far")

    few = client.get(f"/en/seminars/{event.pk}/survey/").content.decode()
    assert ("Only four so far" in few, "4 answers from 6 people" in few, averages_of(event=event)) == (
        False,
        True,
        None,
    )
    answer(people[4], content=1, would_come_again=False, text="The fifth")
    many = client.get(f"/en/seminars/{event.pk}/survey/").content.decode()

    assert (many.count("Only four so far"), many.count("The fifth"), "4 of 5 would come again" in many) == (4, 1, True)
    results, averages = survey_results(event=event), averages_of(event=event)
    assert results.rated[0].given == [("very good", 4), ("good", 0), ("poor", 0), ("bad", 1)]
    assert [average for _question, average in averages.rated] == [each.average for each in results.rated] == [3.4, 3, 2]
    assert (averages.answers, averages.would_come_again) == (5, 4)


@pytest.mark.django_db
def test_the_report_tells_averages_and_no_more(client):
    people = make_ended(people=5, report_en="It went well.", report_ja="盛況でした。")
    event = people[0].registration.event
    for each in people:
        answer(each, text="Said for the Affairs Dept. alone")

    def page():
        return client.get(f"/en/seminars/{event.pk}/").content.decode()

    before = page()
    Event.objects.filter(pk=event.pk).update(report_published_at=timezone.now())
    after = page()

    assert ["5 of 5 would come again" in each for each in (before, after)] == [False, True]
    assert "Said for the Affairs Dept. alone" not in after


@pytest.mark.django_db
def test_groups_are_told_apart_only_where_none_has_fewer_than_five():
    people = make_ended(people=6)
    event = people[0].registration.event
    others = make_ended(people=5, group=Group.SENDING, event=event)
    for each in (*people, *others[:4]):
        answer(each)

    assert (survey_results(event=event).is_shown, survey_results(event=event).groups) == (True, [])
    answer(others[4], content=1)
    assert [(str(each.name), each.answers) for each in survey_results(event=event).groups] == [
        ("supervising organizations", 6),
        ("sending organizations", 5),
    ]


@pytest.mark.django_db
def test_results_are_for_staff_who_may_read_answers(client):
    first = make_ended()[0]
    event = first.registration.event
    for user in (make.make_staff(), first.registration.created_by):
        client.force_login(user)
        assert client.get(f"/en/seminars/{event.pk}/survey/").status_code == 404
