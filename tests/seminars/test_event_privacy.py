"""What events hold of a person: shown to them, and gone with them without a place being lost."""

import json

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from jitco_portal.common import registry
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.privacy.erasure import erase_person
from organizations.models import Role
from seminars.models import (
    Answer,
    Attendee,
    CalendarAddress,
    Charge,
    Event,
    Offer,
    Place,
    Registration,
    RegistrationState,
)
from seminars.personal_data import personal_data
from seminars.services import line, registrations
from seminars.services.telling import send_tickets
from tests import factories as make
from tests.seminars.reading import text_of
from tests.seminars.registration_world import end, make_registration_world

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Zaphira Quellenberg", "zaphira.quellenberg@example.org"


@pytest.fixture
def person():
    return make.make_user(name=NAME, email=EMAIL)


def make_coming(person, *, people=2, places=2, **values):
    """An event that is full with the people of one organization, of whom the person is the first."""
    made = make_registration_world(people=places, **values)
    make.make_membership(made.organization, person, role=Role.EDITOR)
    registration = made.register(people)
    first = registration.attendees.order_by("pk").first()
    Attendee.objects.filter(pk=first.pk).update(
        user=person, name=NAME, name_latin=NAME, email=EMAIL, needs="A ramp", job_title="Head"
    )
    first.refresh_from_db()
    return made, registration, first


def parts_of(person):
    return {part.key: part.rows for part in personal_data(person)}


# Shown to them ------------------------------------------------------------------------------------------------


def test_everything_that_leads_to_the_person_is_shown(person):
    made, registration, first = make_coming(person)
    CalendarAddress.objects.create(user=person)

    parts = parts_of(person)

    (coming,) = parts["event_attendances"]
    assert (coming["name"], coming["needs"], coming["event"]) == (NAME, "A ramp", made.event.title)
    assert [row["text"] for row in parts["event_answers"]] == ["Hanoi"]
    assert len(parts["event_calendar"]) == 1
    assert parts["event_registrations"] == []
    assert len(parts_of(made.editor)["event_registrations"]) == 1
    assert first.pk == registration.attendees.order_by("pk").first().pk


def test_whose_address_it_is_sees_the_row_and_nobody_else_does(person):
    made = make_registration_world()
    registration = made.register(2)
    Attendee.objects.filter(pk=registration.attendees.first().pk).update(email=EMAIL.upper())

    assert len(parts_of(person)["event_attendances"]) == 1
    assert {len(rows) for rows in parts_of(make.make_user()).values()} == {0}


def test_colleagues_whose_ticket_goes_to_the_same_address_are_not_shown(person):
    made, registration, first = make_coming(person, people=3, places=3)
    _first, with_account, named = registration.attendees.order_by("pk")
    Attendee.objects.filter(pk=with_account.pk).update(user=made.editor, email=EMAIL, needs="Secret")
    Attendee.objects.filter(pk=named.pk).update(email=EMAIL, needs="Secret")

    parts = parts_of(person)

    assert [row["name"] for row in parts["event_attendances"]] == [first.name]
    assert len(parts["event_answers"]) == 1


def test_export_opens_nothing(client, person):
    _made, _registration, first = make_coming(person)
    address = CalendarAddress.objects.create(user=person)
    client.force_login(person)

    export = client.get(reverse("account_privacy_export"))

    assert json.loads(export.content)["event_attendances"][0]["name"] == NAME
    assert [token in export.content.decode() for token in (first.token, address.token)] == [False, False]


# Gone with them -----------------------------------------------------------------------------------------------


def test_place_stays_with_the_organization_without_a_name(client, person):
    made, registration, first = make_coming(person)
    charges = list(Charge.objects.values_list("kind", "amount"))

    erase_person(user=person)

    first.refresh_from_db()
    registration.refresh_from_db()
    left, kept, came_instead = registration.attendees.order_by("pk")
    assert (left.place, left.name, left.email, left.user) == (Place.GIVEN_UP, "", "", None)
    assert kept.name == "Person 2 (sample)"
    assert (came_instead.place, came_instead.name, came_instead.position) == (Place.SEATED, "", left.position)
    assert came_instead.token != first.token
    # Nobody's place was moved, and nothing is owed for it.
    assert (registration.held_people, list(Charge.objects.values_list("kind", "amount"))) == (2, charges)
    assert "not valid any more" in text_of(client.get(reverse("seminars:ticket", args=[first.token])))
    client.force_login(made.editor)
    assert "1 person has no name any more" in text_of(client.get(registration.get_absolute_url()))


def test_organization_names_somebody_for_the_place(client, person):
    made, registration, _first = make_coming(person)
    erase_person(user=person)
    nameless = registration.attendees.get(place=Place.SEATED, name="")
    client.force_login(made.editor)
    url = f"{reverse('seminars:registration_change', args=[registration.pk])}?person={nameless.pk}"
    sent = {"rows": "", f"a{nameless.pk}-name": "Somebody Else", f"a{nameless.pk}-language": "en", "do": "keep"}

    answer = client.post(url, {**sent, f"a{nameless.pk}-question_{made.person_question.pk}": "Hue"})

    assert answer.url == registration.get_absolute_url()
    assert registration.attendees.get(place=Place.SEATED, pk=nameless.pk).name == "Somebody Else"


def test_what_is_offered_or_waits_stays_as_it_is(person):
    made = make_registration_world(people=1)
    make.make_membership(made.organization, person, role=Role.EDITOR)
    taken = made.others(1)
    registration = made.register(2)
    registrations.cancel(registration=taken, by=taken.created_by)
    registration.attendees.update(user=None)
    first, second = registration.attendees.order_by("pk")
    Attendee.objects.filter(pk=first.pk).update(user=person, name=NAME)

    erase_person(user=person)

    instead = registration.attendees.exclude(place=Place.GIVEN_UP).order_by("position")
    assert [(each.place, bool(each.name)) for each in instead] == [(Place.OFFERED, False), (Place.WAITING, True)]
    line.accept_offer(
        offer=Offer.objects.get(state=Offer.State.OPEN), by=made.editor, people={second.pk}, keep_waiting=True
    )
    assert registration.attendees.get(pk=second.pk).place == Place.SEATED


def test_of_an_event_that_is_over_the_row_stays_without_a_name(person):
    made, registration, first = make_coming(person)
    end(made.event)
    Attendee.objects.filter(pk=first.pk).update(came_at=made.event.starts_at)

    erase_person(user=person)

    first.refresh_from_db()
    assert (first.place, first.name, first.needs, first.user) == (Place.SEATED, "", "", None)
    assert first.came_at is not None
    assert registration.attendees.count() == 2
    assert Answer.objects.get(attendee=first).text == ""


def test_an_event_that_is_called_off_asks_for_nobody(person):
    made, registration, _first = make_coming(person)
    Event.objects.filter(pk=made.event.pk).update(state=Event.State.CANCELLED)

    erase_person(user=person)

    assert registration.attendees.count() == 2
    assert [bool(each.name) for each in registration.attendees.order_by("pk")] == [False, True]


def test_the_mail_with_the_ticket_names_the_person_no_more(person):
    _made, _registration, first = make_coming(person)
    Attendee.objects.filter(pk=first.pk).update(email="office@example.org")
    first.refresh_from_db()
    send_tickets(first.registration.event, [first])
    ticket = OutboxMessage.objects.get(recipient="office@example.org")
    OutboxMessage.objects.update(state=OutboxMessage.State.SENT, sent_at=timezone.now())

    erase_person(user=person)

    assert NAME in ticket.body
    ticket.refresh_from_db()
    assert NAME not in ticket.body


def test_of_a_shared_address_the_colleague_loses_the_address_only(person):
    _made, registration, first = make_coming(person)
    Attendee.objects.filter(pk=first.pk).update(user=None)
    Attendee.objects.exclude(pk=first.pk).update(email=EMAIL.upper())

    erase_person(user=person)

    seated = registration.attendees.filter(place=Place.SEATED).order_by("position")
    assert [(each.name, each.email) for each in seated] == [("", ""), ("Person 2 (sample)", "")]


def test_rows_of_another_account_are_not_the_persons(person):
    _made, _registration, first = make_coming(person)
    other = make.make_user()
    Attendee.objects.filter(pk=first.pk).update(user=other)

    erase_person(user=person)

    first.refresh_from_db()
    assert (first.place, first.name, first.user, first.email) == (Place.SEATED, NAME, other, "")


def test_texts_of_the_own_organization_name_the_person_no_more_and_those_of_others_stay(person):
    made, registration, _first = make_coming(person)
    stranger = make_registration_world().register(1)
    Registration.objects.update(wishes=f"Seat {NAME} in front", state=RegistrationState.ACCEPTED)
    Answer.objects.filter(attendee=None).update(text=f"Ask {NAME}")
    mails = [
        make.make_message(cause=f"event:{each.event_id}:registration:{each.pk}:left:1", subject=f"About {NAME}")
        for each in (registration, stranger)
    ]

    erase_person(user=person)

    erased = f"Erased person {person.pk}"
    wishes = [Registration.objects.get(pk=each.pk).wishes for each in (registration, stranger)]
    assert wishes == [f"Seat {erased} in front", f"Seat {NAME} in front"]
    answers = [each.answers.get(attendee=None).text for each in (registration, stranger)]
    assert answers == [f"Ask {erased}", f"Ask {NAME}"]
    subjects = [OutboxMessage.objects.get(pk=each.pk).subject for each in mails]
    assert subjects == [f"About {erased}", f"About {NAME}"]
    assert made.editor.name != NAME


def test_calendar_goes_and_what_staff_entered_stays_with_a_number(person):
    made, registration, _first = make_coming(person)
    CalendarAddress.objects.create(user=person)
    other = CalendarAddress.objects.create(user=made.editor)
    charge = Charge.objects.create(registration=registration, kind="correction", amount=1, reason=EMAIL, by=person)

    erase_person(user=person)

    charge.refresh_from_db()
    assert list(CalendarAddress.objects.all()) == [other]
    assert (charge.by, charge.reason) == (person, f"erased-{person.pk}@invalid")
    # The guard stands again.
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Charge.objects.filter(pk=charge.pk).update(reason="Otherwise")


def test_memberships_end_before_it(person):
    order = [each.__name__ for each in registry.erasures]

    assert order.index("erase_from_organizations") < order.index("erase_from_events")


def test_whoever_came_before_the_beginning_has_come(person):
    """The door opens before the event: nobody else is let in for them."""
    _made, registration, first = make_coming(person)
    Attendee.objects.filter(pk=first.pk).update(came_at=timezone.now())

    erase_person(user=person)

    first.refresh_from_db()
    assert (first.place, first.name, registration.attendees.count()) == (Place.SEATED, "", 2)
