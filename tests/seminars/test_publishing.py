"""An event is published when nothing is missing, cancelled with a reason, and made anew on another day."""

import datetime

import pytest
from django.utils import timezone

from jitco_portal.common.models import OutboxMessage
from seminars.models import Attendee, CancellationTerm, Charge, Event, Group, MeetingDay, Offer, Place, TourStop
from seminars.queries.publishable import missing_of, stops_of
from seminars.services import publishing
from seminars.services.money import charge_places
from tests import factories as make
from tests.seminars.world import (
    in_days,
    make_attendee,
    make_event,
    make_group,
    make_interpreter,
    make_meeting_day,
    make_past_event,
    make_question,
    make_registration,
    make_session,
)

pytestmark = pytest.mark.django_db
WHOLE = {
    "state": Event.State.DRAFT,
    "published_at": None,
    "summary_en": "In short.",
    "summary_ja": "概要。",
    "address_en": "1 Sample Street",
    "address_ja": "見本町1",
    "text_en": "Text.",
    "text_ja": "本文。",
    "languages": ["ja"],
}


def make_draft(*countries, groups=True, **values):
    event = make_event(*countries, **{**WHOLE, **values})
    if groups:
        make_group(event, people=20, price_general=5000)
        CancellationTerm.objects.create(event=event, days_before=7, percent=50)
        make_session(event)
    return event


def told(event):
    return [str(each.text) for each in missing_of(event)]


def stopped_by(event):
    return [str(each.text) for each in stops_of(event)]


# What is missing ----------------------------------------------------------------------------------------


def test_a_whole_draft_lacks_nothing():
    assert told(make_draft(make.make_country())) == []


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"title_ja": ""}, "The title is not there in both languages."),
        ({"summary_en": ""}, "The summary is not there in both languages."),
        ({"text_ja": ""}, "The text is there in one language only."),
        ({"host_ja": ""}, "The host is not named in both languages."),
        ({"venue_en": ""}, "The venue is not there in both languages."),
        ({"opens_at": None, "closes_at": None}, "Groups have places, but the time for registration is missing."),
        ({"closes_at": in_days(31)}, "Registration closes after the event has begun."),
        ({"cancellation_en": "Late costs."}, "The cancellation terms are told in words in one language only."),
        (
            {"starts_at": in_days(-2), "ends_at": in_days(-1), "closes_at": in_days(-3)},
            "The event is over already, but it has a time for registration.",
        ),
    ],
)
def test_what_stops_the_publication_is_said(values, text):
    event = make_draft(make.make_country(), **values)

    assert text in stopped_by(event)
    with pytest.raises(publishing.NotReady):
        publishing.publish(event=event)
    event.refresh_from_db()
    assert event.state == Event.State.DRAFT


def test_registration_without_a_group_stops():
    event = make_draft(groups=False)

    assert stopped_by(event) == ["Registration has a time, but no group has places."]


def test_a_session_outside_the_event_stops():
    event = make_draft()
    make_session(event, starts_at=event.ends_at, ends_at=event.ends_at + datetime.timedelta(hours=1))

    assert stopped_by(event) == ["A session lies outside the times of the event."]


def test_answers_must_be_as_many_in_both_languages():
    event = make_draft()
    make_question(event, form="choice", choices_en="One\nTwo", choices_ja="一つ")

    assert stopped_by(event) == ["A question has not as many answers in both languages."]


def test_meetings_need_both_groups():
    event = make_draft(kind=Event.Kind.MATCHING_SEMINAR)

    assert stopped_by(event) == ["Meetings need places for both groups."]
    make_group(event, Group.SENDING)
    assert stopped_by(event) == []


def test_a_tour_needs_its_itinerary_what_the_price_holds_and_a_decision_in_time():
    event = make_draft(kind=Event.Kind.INSPECTION_TOUR, ends_at=in_days(31, 17))

    assert stopped_by(event) == ["The itinerary is missing.", "What the price holds is not told in both languages."]
    Event.objects.filter(pk=event.pk).update(
        costs_en="Hotels.", costs_ja="宿泊。", fewest_people=5, decided_on=in_days(30).date()
    )
    event.refresh_from_db()
    stop = TourStop.objects.create(event=event, day=in_days(33).date(), position=1, place_en="A", place_ja="あ")
    assert stopped_by(event) == [
        "A stop lies outside the days of the tour.",
        "It would be decided on or after the first day whether the tour takes place.",
    ]
    TourStop.objects.filter(pk=stop.pk).update(day=in_days(30).date())
    Event.objects.filter(pk=event.pk).update(decided_on=in_days(10).date())
    event.refresh_from_db()
    assert stopped_by(event) == []
    assert "A day of the tour has no stop." in told(event)


def test_what_is_odd_is_said_and_stops_nothing():
    event = make_draft(time_zone="Asia/Manila", address_en="", languages=[], people=30)
    event.cancellation_terms.all().delete()
    event.sessions.all().delete()

    assert stopped_by(event) == []
    assert set(told(event)) == {
        "No country is named: the event stands on no country's page.",
        "The address is not there in both languages.",
        "No language is named.",
        "There are more places in all than the groups have together: the rest can never be filled.",
        "There are prices, but no cancellation terms: late cancellation is free.",
        "The event is abroad, but its price holds consumption tax.",
        "The programme of the day is missing.",
    }


def test_a_past_event_needs_its_day_and_source_only():
    event = make_past_event(state=Event.State.DRAFT, summary_en="a", summary_ja="b")

    assert stopped_by(event) == []
    Event.objects.filter(pk=event.pk).update(source_url="")
    event.refresh_from_db()
    assert len(stopped_by(event)) == 1


# Publish ------------------------------------------------------------------------------------------------


def test_publishing_shows_it_to_everybody_and_keeps_what_people_know_of_time_and_place():
    event = publishing.publish(event=make_draft())

    assert (event.state, event.told["venue_en"]) == (Event.State.PUBLISHED, "Sample hall, Tokyo")
    assert event.published_at is not None
    with pytest.raises(publishing.NoDraft):
        publishing.publish(event=event)


# Cancel -------------------------------------------------------------------------------------------------


def cancelled_mails():
    return list(OutboxMessage.objects.filter(kind="event_cancelled").order_by("pk"))


def test_cancelling_ends_every_registration_free_of_charge_and_tells_everybody_once():
    event = make_event()
    group = make_group(event, people=3, price_general=5000)
    seated = make_registration(group, people=2, unit_price=5000)
    charge_places(registration=seated, people=2, by=None)
    CancellationTerm.objects.create(event=event, days_before=60, percent=100)
    person = make_attendee(seated, email="guest@example.org", language="ja", place=Place.SEATED)
    charge_places(registration=seated, people=1, by=None)
    waiting = make_registration(group, people=1, place=Place.WAITING)
    asked = make_registration(group, people=1, place=Place.ASKED)
    gone = make_registration(group, people=0, place=Place.WAITING, state="cancelled")
    stranger = make_registration(make_group())

    publishing.cancel_event(event=event, reason="The hall is closed.")

    event.refresh_from_db()
    assert (event.state, event.cancelled_because, event.held_people) == ("cancelled", "The hall is closed.", 0)
    for each in (seated, waiting, asked):
        each.refresh_from_db()
        assert each.state == "cancelled"
    assert set(Attendee.objects.filter(registration__event=event).values_list("place", flat=True)) == {"given_up"}
    assert sum(Charge.objects.filter(registration=seated).values_list("amount", flat=True)) == 0
    mails = cancelled_mails()
    assert {each.recipient for each in mails} == {
        *(each.created_by.email for each in (seated, waiting, asked)),
        person.email,
    }
    assert gone.created_by.email not in {each.recipient for each in mails}
    assert stranger.created_by.email not in {each.recipient for each in mails}
    assert len(mails) == 4
    assert all("The hall is closed." in each.body and each.is_duty for each in mails)


def test_the_mail_names_nobody_and_opens_no_ticket():
    event = make_event()
    registration = make_registration(make_group(event), people=0)
    person = make_attendee(registration, name="Secret Name", email="guest@example.org")

    publishing.cancel_event(event=event, reason="Why")

    for mail in cancelled_mails():
        assert "Secret Name" not in mail.subject + mail.body
        assert person.token not in mail.body
        assert not mail.is_secret


def test_who_comes_themselves_is_told_once():
    event = make_event()
    registration = make_registration(make_group(event), people=0)
    make_attendee(registration, user=registration.created_by, email=registration.created_by.email.upper())

    publishing.cancel_event(event=event, reason="Why")

    assert len(cancelled_mails()) == 1


def test_an_open_offer_is_withdrawn_with_the_event():
    event = make_event()
    registration = make_registration(make_group(event), place=Place.OFFERED)
    now = timezone.now()
    offer = Offer.objects.create(
        registration=registration, people=1, made_at=now, expires_at=now + datetime.timedelta(hours=1)
    )

    publishing.cancel_event(event=event, reason="Why")

    offer.refresh_from_db()
    assert offer.state == Offer.State.WITHDRAWN


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"state": Event.State.DRAFT}, publishing.NotPublished),
        ({"state": Event.State.CANCELLED}, publishing.NotPublished),
        ({"starts_at": in_days(-2), "ends_at": in_days(-1), "closes_at": in_days(-3)}, publishing.IsOver),
    ],
)
def test_what_is_not_announced_or_over_is_not_cancelled(values, error):
    event = make_event(**values)

    with pytest.raises(error):
        publishing.cancel_event(event=event, reason="Why")
    assert cancelled_mails() == []


# Make one like this -------------------------------------------------------------------------------------


def test_a_copy_is_a_draft_on_another_day_with_the_same_clock_times():
    country = make.make_country()
    event = make_event(
        country,
        kind=Event.Kind.MATCHING_SEMINAR,
        time_zone="Europe/London",
        starts_at=datetime.datetime(2026, 10, 20, 9, tzinfo=datetime.UTC),
        ends_at=datetime.datetime(2026, 10, 20, 16, tzinfo=datetime.UTC),
        opens_at=datetime.datetime(2026, 9, 1, tzinfo=datetime.UTC),
        closes_at=datetime.datetime(2026, 10, 10, tzinfo=datetime.UTC),
        report_en="Went well.",
        participants_total=12,
    )
    make_group(event, people=12, price_general=5000, most_per_organization=3)
    CancellationTerm.objects.create(event=event, days_before=7, percent=50)
    make_session(event)
    make_question(event)
    make_registration(event.groups.get(), people=2)
    day = make_meeting_day(event, slots=3, tables=2)
    make_interpreter(day)

    made = publishing.copy_event(event=event, first_day=datetime.date(2026, 12, 1))

    # Ten in the morning in London, in summer time and after it.
    assert made.starts_at == datetime.datetime(2026, 12, 1, 10, tzinfo=datetime.UTC)
    assert (made.state, made.held_people, made.report_en, made.participants_total) == ("draft", 0, "", None)
    assert (made.published_at, made.told, made.is_sample) == (None, {}, False)
    assert list(made.countries.all()) == [country]
    group = made.groups.get()
    assert (group.people, group.held_people, group.held_organizations, group.price_general) == (12, 0, 0, 5000)
    assert made.cancellation_terms.get().percent == 50
    assert made.sessions.get().starts_at == made.starts_at
    assert made.questions.count() == 1
    copied = MeetingDay.objects.get(event=made)
    assert (copied.slots.count(), copied.tables.count(), copied.interpreters.count()) == (3, 2, 1)
    assert copied.slots.first().starts_at == made.starts_at
    assert (copied.parties.count(), copied.published_at, copied.revision) == (0, None, 0)
    assert made.registrations.count() == 0
    assert event.registrations.count() == 1


def test_a_copy_of_a_tour_moves_its_stops_and_its_decision():
    event = make_event(kind=Event.Kind.INSPECTION_TOUR, fewest_people=5, decided_on=in_days(10).date())
    TourStop.objects.create(event=event, day=in_days(30).date(), position=1, place_en="A", place_ja="あ")

    made = publishing.copy_event(event=event, first_day=in_days(130).date())

    assert made.decided_on == in_days(110).date()
    assert made.stops.get().day == in_days(130).date()


def test_a_past_event_known_from_a_source_is_copied_without_its_source():
    made = publishing.copy_event(event=make_past_event(), first_day=in_days(100).date())

    assert (made.state, made.starts_at, made.source, made.starts_on) == ("draft", None, "", None)


# The report ---------------------------------------------------------------------------------------------


def over(**values):
    return make_event(starts_at=in_days(-2, 10), ends_at=in_days(-2, 17), closes_at=in_days(-5), **values)


def test_a_report_is_published_in_both_languages_after_the_event():
    event = over(report_en="Report.", report_ja="報告。")

    published = publishing.publish_report(event=event)

    assert published.report_published_at is not None
    with pytest.raises(publishing.ReportPublished):
        publishing.publish_report(event=event)


@pytest.mark.parametrize("values", [{"report_en": "Report."}, {"report_ja": "報告。"}, {}])
def test_a_report_in_one_language_is_not_published(values):
    with pytest.raises(publishing.ReportNotReady):
        publishing.publish_report(event=over(**values))


def test_no_report_before_the_end():
    with pytest.raises(publishing.ReportNotReady):
        publishing.publish_report(event=make_event(report_en="Report.", report_ja="報告。"))
