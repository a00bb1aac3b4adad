"""The form of an event at the desk: on the clock of the place, with each error by its field."""

import datetime

import pytest
from django.utils import timezone

from jitco_portal.common.accounts.staff_groups import (
    EDITOR,
    PUBLISHER,
)
from seminars.models import (
    Event,
    EventQuestion,
    Offer,
    Place,
)
from tests import factories as make
from tests.seminars.desk import address, form_at, form_of, log_in_staff, save, text
from tests.seminars.world import (
    in_days,
    make_answer,
    make_event,
    make_group,
    make_question,
    make_registration,
    make_session,
)

pytestmark = pytest.mark.usefixtures("at_desk")
UTC = datetime.UTC


def errors(response):
    """By field; those of inlines by their names in the page."""
    found = dict(response.context["adminform"].form.errors)
    for each in response.context["inline_admin_formsets"]:
        for form in each.formset.forms:
            found |= {f"{form.prefix}-{name}": list(told) for name, told in form.errors.items()}
    return {name: [str(each) for each in told] for name, told in found.items()}


# The clock of the place ---------------------------------------------------------------------------------


def test_times_are_shown_and_entered_on_the_clock_of_the_place(client):
    log_in_staff(client, PUBLISHER)
    event = make_event(
        time_zone="America/Lima",
        starts_at=datetime.datetime(2027, 3, 10, 14, tzinfo=UTC),
        ends_at=datetime.datetime(2027, 3, 10, 20, tzinfo=UTC),
        opens_at=None,
        closes_at=None,
    )
    make_session(event)

    values = form_at(client, event)
    assert (values["starts_at_0"], values["starts_at_1"]) == ("2027-03-10", "09:00:00")
    assert (values["sessions-0-starts_at_0"], values["sessions-0-starts_at_1"]) == ("2027-03-10", "09:00:00")
    assert save(client, event, starts_at_1="08:00", **{"sessions-0-starts_at_1": "08:30"}).status_code == 302

    event.refresh_from_db()
    assert event.starts_at == datetime.datetime(2027, 3, 10, 13, tzinfo=UTC)
    assert event.sessions.get().starts_at == datetime.datetime(2027, 3, 10, 13, 30, tzinfo=UTC)


def test_each_time_says_on_which_clock_it_is(client):
    log_in_staff(client, PUBLISHER)
    event = make_event(time_zone="America/Lima")

    page = client.get(address("event_change", event.pk))

    fields = page.context["adminform"].form.fields
    for name in ("starts_at", "ends_at", "opens_at", "closes_at"):
        assert str(fields[name].help_text) == "On the clock of Lima (UTC-05:00)."


def test_a_form_that_is_sent_untouched_changes_nothing(client):
    log_in_staff(client, PUBLISHER)
    event = make_event(make.make_country(), time_zone="Asia/Kathmandu")
    make_group(event)
    make_session(event)
    make_question(event)
    event.refresh_from_db()
    before = Event.pgh_event_model.objects.count()

    assert save(client, event).status_code == 302

    after = Event.objects.get(pk=event.pk)
    assert (after.starts_at, after.revision) == (event.starts_at, event.revision)
    assert Event.pgh_event_model.objects.count() == before


def test_after_another_zone_is_chosen_the_times_sent_with_it_are_on_its_clock(client):
    log_in_staff(client, PUBLISHER)
    event = make_event(starts_at=in_days(40, 10), ends_at=in_days(40, 17))

    assert save(client, event, time_zone="Asia/Manila").status_code == 302

    event.refresh_from_db()
    manila = event.starts_at.astimezone(event.zone)
    assert (event.time_zone, manila.hour) == ("Asia/Manila", 10)
    assert event.starts_at - in_days(40, 10) == datetime.timedelta(hours=1)


def test_a_time_that_no_clock_shows_is_told_by_its_field(client):
    """In London the clock goes from one to two in the night to 28 March 2027."""
    log_in_staff(client, PUBLISHER)
    event = make_event(time_zone="Europe/London")

    response = save(
        client, event, starts_at_0="2027-03-28", starts_at_1="01:30", ends_at_0="2027-03-28", ends_at_1="09:00"
    )

    assert list(errors(response)) == ["starts_at"]


def test_a_zone_that_does_not_exist_is_refused_by_its_field(client):
    log_in_staff(client, PUBLISHER)
    event = make_event()

    for zone in ("Mars/Olympus", "../etc/passwd", "Asia/Tokyo\x00"):
        assert "time_zone" in errors(save(client, event, time_zone=zone))


def test_a_new_event_begins_on_the_clock_of_tokyo_and_takes_the_zone_that_is_chosen(client):
    log_in_staff(client, PUBLISHER)
    page = client.get(address("event_add"))
    values = {
        **form_of(page),
        "kind": "joint_seminar",
        "title_en": "New (sample)",
        "title_ja": "新規（見本）",
        "time_zone": "Asia/Manila",
        "starts_at_0": "2027-05-10",
        "starts_at_1": "09:00",
        "ends_at_0": "2027-05-10",
        "ends_at_1": "12:00",
    }

    assert client.post(address("event_add"), values).status_code == 302

    event = Event.objects.get(title_en="New (sample)")
    assert event.starts_at == datetime.datetime(2027, 5, 10, 1, tzinfo=UTC)
    assert event.state == Event.State.DRAFT


def test_the_history_on_the_page_stays_on_our_clock(client):
    log_in_staff(client, PUBLISHER)
    event = make_event(time_zone="America/Lima")

    page = client.get(address("event_change", event.pk)).content.decode()

    written = timezone.localtime(Event.pgh_event_model.objects.filter(pgh_obj_id=event.pk).first().pgh_created_at)
    assert f'<time datetime="{written.isoformat(timespec="seconds")}' in page or written.strftime("%Y-%m-%dT%H") in page


# What the form refuses ----------------------------------------------------------------------------------


def test_codes_are_taken_with_commas_or_spaces_each_once(client):
    log_in_staff(client, PUBLISHER)
    event = make_event()

    assert save(client, event, languages="JA, en、vi ja", interpreting="ja-vi").status_code == 302

    event.refresh_from_db()
    assert (event.languages, event.interpreting) == (["ja", "en", "vi"], ["ja-vi"])
    wrong = save(client, event, languages="Japanese")
    assert errors(wrong) == {"languages": ["Enter languages by their codes, as ja, en, vi."]}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_at_0": "", "ends_at_1": ""}, "ends_at"),
        ({"closes_at_0": "", "closes_at_1": ""}, "closes_at"),
        ({"closes_at_0": in_days(30).date().isoformat(), "closes_at_1": "10:01"}, "closes_at"),
        ({"languages": "Japanese"}, "languages"),
        ({"interpreting": "ja>vi"}, "interpreting"),
        ({"decided_on": "2027-01-01"}, "fewest_people"),
        ({"people": "2001"}, "people"),
        ({"people": "0"}, "people"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(client, values, field):
    log_in_staff(client, PUBLISHER)
    response = save(client, make_event(), **values)

    assert list(errors(response)) == [field]


def test_controls_that_were_pasted_along_do_not_get_into_the_row(client):
    log_in_staff(client, PUBLISHER)
    event = make_event()

    save(client, event, title_en="Joint\x0bseminar\r\nday", venue_en="\u202eHall", text_en="One\x07\r\n\r\ntwo")

    event.refresh_from_db()
    assert (event.title_en, event.venue_en, event.text_en) == ("Joint seminar day", "Hall", "One\n\ntwo")


def test_what_an_announced_event_promises_is_not_for_editors(client):
    """Where it is, what it costs and who answers for it, whatever a browser sends."""
    promised = {name: getattr(make_event(), name) for name in PROMISES}
    published, draft = make_event(), make_event(state=Event.State.DRAFT)
    sent = {name: "https://example.org/new" if name == "online_url" else "New" for name in PROMISES}
    log_in_staff(client, EDITOR)

    for event in (published, draft):
        save(client, event, summary_en="New words", **sent)
        event.refresh_from_db()

    assert ({name: getattr(published, name) for name in PROMISES}, published.summary_en) == (promised, "New words")
    assert {name: getattr(draft, name) for name in PROMISES} == sent


PROMISES = [
    *("host_en", "host_ja", "venue_en", "venue_ja", "address_en", "address_ja", "online_url"),
    *("cancellation_en", "cancellation_ja", "costs_en", "costs_ja"),
]


def test_fewer_places_than_are_taken_are_refused_by_the_field(client):
    log_in_staff(client, PUBLISHER)
    event = make_event(people=10)
    make_registration(make_group(event, people=8, organizations=5), people=3)
    make_registration(event.groups.get(), people=1)

    response = save(client, event, people="3", **{"groups-0-people": "3", "groups-0-organizations": "1"})

    assert errors(response) == {
        "people": ["4 places are taken already."],
        "groups-0-people": ["4 places are taken already."],
        "groups-0-organizations": ["2 organizations have places already."],
    }
    assert save(client, event, people="4", **{"groups-0-people": "4", "groups-0-organizations": "2"}).status_code == 302


def test_a_group_with_registrations_neither_changes_its_kind_nor_goes(client):
    log_in_staff(client, PUBLISHER)
    event = make_event()
    make_registration(make_group(event))

    changed = save(client, event, **{"groups-0-group": "sending"})
    gone = save(client, event, **{"groups-0-DELETE": "on"})

    assert "groups-0-group" in errors(changed)
    assert gone.status_code == 200
    assert event.groups.count() == 1


def test_an_answered_question_keeps_its_form_and_its_answers(client):
    log_in_staff(client, PUBLISHER)
    event = make_event()
    question = make_question(event, form="choice", choices_en="One\nTwo", choices_ja="一\n二")
    make_answer(make_registration(make_group(event)), question, text="2")

    fewer = save(client, event, **{"questions-0-choices_en": "One", "questions-0-choices_ja": "一"})
    other = save(
        client,
        event,
        **{"questions-0-form": "text", "questions-0-choices_en": "", "questions-0-choices_ja": ""},
    )
    more = save(client, event, **{"questions-0-choices_en": "One\nTwo\nThree", "questions-0-choices_ja": "一\n二\n三"})

    assert list(errors(fewer)) == ["questions-0-choices_en"]
    assert "questions-0-form" in errors(other)
    assert more.status_code == 302
    assert EventQuestion.objects.get().choices_en.split() == ["One", "Two", "Three"]


def test_as_many_answers_are_asked_in_both_languages(client):
    log_in_staff(client, PUBLISHER)
    event = make_event()
    make_question(event, form="choice", choices_en="One", choices_ja="一")

    response = save(client, event, **{"questions-0-choices_en": "One\nTwo"})

    assert list(errors(response)) == ["questions-0-choices_ja"]


# More places --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["people", "groups-0-people", "groups-0-organizations"])
def test_more_places_are_offered_to_the_list_with_the_save(client, field):
    log_in_staff(client, PUBLISHER)
    limits = {"people": {"people": 1}, "groups-0-people": {}, "groups-0-organizations": {}}[field]
    event = make_event(**limits)
    few = {
        "people": {"people": 9},
        "groups-0-people": {"people": 1, "most_per_organization": 1},
        "groups-0-organizations": {"people": 9, "organizations": 1},
    }[field]
    group = make_group(event, **few)
    make_registration(group)
    waiting = make_registration(group, place=Place.WAITING)

    assert save(client, event, **{field: "2"}).status_code == 302

    offer = Offer.objects.get()
    assert (offer.registration, offer.people, offer.state) == (waiting, 1, Offer.State.OPEN)
    event.refresh_from_db()
    assert event.held_people == 2


def test_a_save_that_adds_no_places_offers_nothing(client):
    log_in_staff(client, PUBLISHER)
    event = make_event(people=1)
    group = make_group(event)
    make_registration(group)
    make_registration(group, place=Place.WAITING)

    assert save(client, event, title_en="Another title").status_code == 302

    assert not Offer.objects.exists()


def test_the_save_says_that_people_are_told_of_a_new_time(client):
    log_in_staff(client, PUBLISHER)
    event = make_event()
    Event.objects.filter(pk=event.pk).update(told={"venue_en": "Elsewhere"})

    page = client.post(address("event_change", event.pk), form_at(client, event), follow=True)

    assert "They get a mail in about ten minutes." in text(page)
