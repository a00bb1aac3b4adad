"""What an organization changes of its registration in the browser, and its answers to offers."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from seminars.models import Attendee, CancellationTerm, Charge, Offer, Place, Registration, RegistrationState
from seminars.services import registrations
from tests.seminars import world
from tests.seminars.reading import hidden_fields, text_of
from tests.seminars.registration_world import begin, make_registration_world

pytestmark = pytest.mark.django_db


def address(name, registration, *more):
    return reverse(f"seminars:{name}", args=[registration.pk, *more])


@pytest.fixture
def made(client):
    made = make_registration_world()
    client.force_login(made.editor)
    return made


def typed_of(made, registration, **more):
    """What a browser sends of the page of changes, as it opens."""
    sent = {"rows": "", f"question_{made.organization_question.pk}": "yes"}
    for each in registration.attendees.exclude(place=Place.GIVEN_UP):
        sent |= {
            f"a{each.pk}-name": each.name,
            f"a{each.pk}-language": each.language,
            f"a{each.pk}-question_{made.person_question.pk}": "Hanoi",
        }
    return {**sent, **more}


def places(registration):
    return [each.place for each in registration.attendees.order_by("pk")]


def dear(made, *, percent=50):
    """A cancellation costs from now on."""
    CancellationTerm.objects.filter(event=made.event).delete()
    CancellationTerm.objects.create(event=made.event, days_before=60, percent=percent)


# People ---------------------------------------------------------------------------------------------------


def test_a_correction_is_kept_at_once(client, made):
    registration = made.register(2)
    first = registration.attendees.first()
    page = client.get(address("registration_change", registration))
    sent = typed_of(
        made, registration, **{f"a{first.pk}-name": "Right Name", f"question_{made.organization_question.pk}": "no"}
    )

    answer = client.post(address("registration_change", registration), {**sent, "do": "keep"})

    first.refresh_from_db()
    assert f'value="{first.name}"' not in page.content.decode()
    assert (answer.url, first.name) == (registration.get_absolute_url(), "Right Name")
    assert registration.answers.get(attendee=None).text == "no"
    assert registration.answers.get(attendee=first).text == "Hanoi"


def test_one_person_can_be_changed_alone(client, made):
    registration = made.register(2)
    first, second = registration.attendees.all()
    url = f"{address('registration_change', registration)}?person={second.pk}"
    page = client.get(url)
    sent = {"rows": "", f"a{second.pk}-name": "Other", f"a{second.pk}-language": "en"}
    sent[f"a{second.pk}-question_{made.person_question.pk}"] = "Hue"

    client.post(url, {**sent, f"a{first.pk}-name": "Not asked for", "do": "keep"})

    assert [form.attendee for form in page.context["people"].forms] == [second]
    assert list(registration.attendees.values_list("name", flat=True)) == [first.name, "Other"]
    assert registration.answers.get(attendee=None).text == "yes"
    stranger = made.others().attendees.get()
    assert client.get(f"{address('registration_change', registration)}?person={stranger.pk}").status_code == 404


def test_what_giving_up_costs_is_shown_before_it_is_done(client, made):
    registration = made.register(2)
    first = registration.attendees.first()
    dear(made)
    sent = typed_of(made, registration, **{f"a{first.pk}-gives_up": "on", f"a{first.pk}-name": ""})

    shown = client.post(address("registration_change", registration), {**sent, "do": "keep"})

    assert "This costs JPY 2,500 today" in text_of(shown)
    assert places(registration) == [Place.SEATED, Place.SEATED]
    done = client.post(address("registration_change", registration), {**hidden_fields(shown), "do": "send"})
    assert done.url == registration.get_absolute_url()
    assert places(registration) == [Place.GIVEN_UP, Place.SEATED]
    assert list(registration.charges.values_list("kind", "amount")) == [
        (Charge.Kind.PLACES, 10000),
        (Charge.Kind.RELEASED, -5000),
        (Charge.Kind.CANCELLATION, 2500),
    ]


@pytest.mark.parametrize("charge", ["0", "", "x"])
def test_another_charge_than_was_shown_is_shown_first(client, made, charge):
    registration = made.register(1)
    person = registration.attendees.get()
    dear(made)
    sent = typed_of(made, registration, **{f"a{person.pk}-gives_up": "on", "charge": charge})

    again = client.post(address("registration_change", registration), {**sent, "do": "send"})
    cancelled = client.post(address("registration_cancel", registration), {"charge": charge})

    assert "What it costs has changed while you read." in text_of(again)
    assert "This costs JPY 2,500 today" in text_of(cancelled)
    assert places(registration) == [Place.SEATED]


def test_at_midnight_another_term_begins(client):
    """The page was opened on the last free day, and sent on the first that costs."""
    made = make_registration_world()
    client.force_login(made.editor)
    registration = made.register(1)
    with time_machine.travel(world.in_days(15, 23), tick=False):
        client.force_login(made.editor)
        page = client.get(address("registration_cancel", registration))
        shown = page.context["charge"].amount
    with time_machine.travel(world.in_days(16, 1), tick=False):
        client.force_login(made.editor)
        answer = client.post(address("registration_cancel", registration), {"charge": str(shown)})

    assert (shown, answer.context["charge"].amount) == (0, 2500)
    assert places(registration) == [Place.SEATED]


def test_people_are_added_after_it_was_said_what_comes_of_it(client, made):
    registration = made.register(1)
    url = address("registration_change", registration)
    added = client.post(url, {**typed_of(made, registration), "do": "add"})
    new = {"rows": "n1", "n1-name": "New (sample)", "n1-language": "en"}
    new[f"n1-question_{made.person_question.pk}"] = "Hue"

    shown = client.post(url, {**typed_of(made, registration), **new, "do": "keep"})
    client.post(url, {**hidden_fields(shown), "do": "send"})

    assert [form.prefix for form in added.context["people"].added] == ["n1"]
    assert "As it stands they have places at once." in text_of(shown)
    assert places(registration) == [Place.SEATED, Place.SEATED]


def test_whoever_would_lose_the_place_on_the_list_is_told(client):
    made = make_registration_world(people=2)
    client.force_login(made.editor)
    made.others(2)
    registration = made.register(1)
    new = {"rows": "n1", "n1-name": "New", "n1-language": "en", f"n1-question_{made.person_question.pk}": "Hue"}

    shown = client.post(
        address("registration_change", registration), {**typed_of(made, registration), **new, "do": "keep"}
    )

    assert "As it stands they go to the waiting list." in text_of(shown)
    assert "stand at the end of the list" in text_of(shown)


def test_nobody_is_added_once_registration_has_closed(client, made):
    registration = made.register(1)
    type(made.event).objects.filter(pk=made.event.pk).update(closes_at=world.in_days(-1))
    url = address("registration_change", registration)

    page = client.get(url)
    forged = client.post(url, {**typed_of(made, registration), "rows": "n1", "n1-name": "New", "do": "keep"})

    assert b'value="add"' not in page.content
    assert forged.status_code == 302
    assert registration.attendees.count() == 1


def test_nothing_changes_once_the_event_has_begun(client, made):
    registration = made.register(1)
    person = registration.attendees.get()
    begin(made.event)
    for url in (
        address("registration_change", registration),
        address("registration_cancel", registration),
        address("place_transfer", registration, person.pk),
    ):
        answer = client.post(url, {"charge": "0", "name": "Other", "do": "keep", "rows": ""})
        assert answer.url == registration.get_absolute_url()
    assert "The event has begun" in text_of(client.get(registration.get_absolute_url()))
    assert places(registration) == [Place.SEATED]


def test_whoever_left_meanwhile_is_not_changed(client, made, monkeypatch):
    registration = made.register(2)
    sent = typed_of(made, registration)
    change = registrations.change_people

    def quicker(**values):
        registrations.cancel(registration=registration, by=made.editor)
        return change(**values)

    monkeypatch.setattr("seminars.views.changes.services.change_people", quicker)
    answer = client.post(address("registration_change", registration), {**sent, "do": "keep"})

    assert answer.url == registration.get_absolute_url()
    assert "has moved on since" in text_of(client.get(answer.url))


def test_a_page_opened_before_a_colleague_came_is_shown_again(client, made):
    registration = made.register(2)
    sent = typed_of(made, registration)
    first = registration.attendees.first()
    came = registrations.transfer_place(attendee=first, by=made.editor, person=made.person("Colleague (sample)"))

    answer = client.post(address("registration_change", registration), {**sent, "do": "keep"})

    assert answer.status_code == 200
    assert "has moved on since" in text_of(answer)
    assert came in [each.attendee for each in answer.context["people"].standing]
    assert "Colleague (sample)" in answer.content.decode()


# All of it --------------------------------------------------------------------------------------------------


def test_cancelling_says_what_it_costs_and_ends_it(client, made):
    registration = made.register(2)
    dear(made, percent=100)
    page = client.get(address("registration_cancel", registration))

    answer = client.post(
        address("registration_cancel", registration), {**hidden_fields(page), "reason": "Nobody has time"}
    )
    again = client.post(address("registration_cancel", registration), {**hidden_fields(page)})

    registration.refresh_from_db()
    assert "This costs JPY 10,000 today" in text_of(page)
    assert (registration.state, registration.reason) == (RegistrationState.CANCELLED, "Nobody has time")
    assert answer.url == again.url == registration.get_absolute_url()
    assert Charge.objects.filter(kind=Charge.Kind.CANCELLATION).count() == 1
    # Another registration may be made since.
    assert client.get(reverse("seminars:registration_new", args=[made.event.pk])).status_code == 200


def test_whoever_is_checked_in_stays_and_the_pages_say_so(client, made):
    registration = made.register(2)
    first, second = registration.attendees.order_by("pk")
    sent = typed_of(made, registration, **{f"a{first.pk}-gives_up": "on"})
    Attendee.objects.filter(pk=first.pk).update(came_at=timezone.now())
    page = client.get(registration.get_absolute_url()).content.decode()
    form = client.get(address("registration_change", registration)).content.decode()
    answer = client.post(address("registration_change", registration), {**sent, "do": "keep"})
    for url in (address("registration_cancel", registration), address("place_transfer", registration, first.pk)):
        gone = client.post(url, {"charge": "0", "name": "Other"})
        assert gone.url == registration.get_absolute_url()
        assert "is checked in" in text_of(client.get(gone.url))

    assert address("registration_cancel", registration) not in page
    assert address("place_transfer", registration, first.pk) not in page
    assert address("place_transfer", registration, second.pk) in page
    assert (f"a{first.pk}-gives_up" in form, f"a{second.pk}-gives_up" in form) == (False, True)
    assert "The person is checked in." in text_of(answer)
    assert places(registration) == [Place.SEATED, Place.SEATED]


# A colleague ---------------------------------------------------------------------------------------------------


def test_a_place_is_handed_over_with_a_new_ticket(client, made):
    registration = made.register(1)
    former = registration.attendees.get()
    dear(made)
    url = address("place_transfer", registration, former.pk)
    sent = {"name": "Colleague (sample)", "language": "ja", f"question_{made.person_question.pk}": "Hue"}

    wrong = client.post(url, {**sent, "name": ""})
    answer = client.post(url, sent)

    assert wrong.context["form"].errors == {"name": ["Enter the name."]}
    assert answer.url == registration.get_absolute_url()
    one, other = registration.attendees.order_by("pk")
    assert (one.place, other.place, other.name) == (Place.GIVEN_UP, Place.SEATED, "Colleague (sample)")
    assert one.token != other.token
    assert Charge.objects.filter(kind=Charge.Kind.CANCELLATION).count() == 0
    assert client.post(url, sent).status_code == 404


def test_a_stranger_of_another_registration_is_not_handed_over(client, made):
    registration = made.register(1)
    other = made.others().attendees.get()

    assert client.post(address("place_transfer", registration, other.pk), {"name": "Thief"}).status_code == 404
    assert Attendee.objects.get(pk=other.pk).place == Place.SEATED


# Offers -----------------------------------------------------------------------------------------------------


@pytest.fixture
def offered(client):
    """Two places are offered to an organization of which three people wait."""
    made = make_registration_world(people=3)
    client.force_login(made.editor)
    taken = made.others(2)
    made.others(1)
    registration = made.register(3)
    registrations.cancel(registration=taken, by=taken.created_by)
    assert places(registration) == [Place.OFFERED, Place.OFFERED, Place.WAITING]
    return registration


def test_places_are_taken_for_chosen_people_and_the_others_wait_on(client, offered):
    first, _second, third = (each.pk for each in offered.attendees.order_by("pk"))

    answer = client.post(
        address("registration_offer", offered), {"do": "accept", "people": [first, third], "others": "wait"}
    )

    assert answer.url == offered.get_absolute_url()
    assert places(offered) == [Place.SEATED, Place.WAITING, Place.SEATED]
    assert offered.offers.get().state == Offer.State.ACCEPTED


def test_others_leave_if_so_chosen(client, offered):
    first = offered.attendees.order_by("pk").first().pk

    waits = client.post(address("registration_offer", offered), {"do": "accept", "people": [first], "others": "wait"})
    client.post(address("registration_offer", offered), {"do": "accept", "people": [first], "others": "leave"})

    assert list(waits.context["accept"].errors) == ["others"]
    assert places(offered) == [Place.SEATED, Place.GIVEN_UP, Place.GIVEN_UP]


def test_where_all_are_offered_a_place_whoever_is_not_chosen_does_not_come(client):
    made = make_registration_world(people=3)
    client.force_login(made.editor)
    taken = made.others(2)
    made.others(1)
    registration = made.register(2)
    registrations.cancel(registration=taken, by=taken.created_by)
    first = registration.attendees.order_by("pk").first().pk

    page = client.get(address("registration_offer", registration))
    client.post(address("registration_offer", registration), {"do": "accept", "people": [first]})

    assert list(page.context["accept"].fields) == ["people"]
    assert "Whoever is not chosen does not come." in text_of(page)
    assert places(registration) == [Place.SEATED, Place.GIVEN_UP]


@pytest.mark.parametrize(
    ("people", "error"),
    [
        ([], "Choose at least one person, or decline the offer."),
        ([0, 1, 2], "Choose 2 people at most."),
    ],
)
def test_choice_is_as_large_as_the_offer(client, offered, people, error):
    keys = [each.pk for each in offered.attendees.order_by("pk")]

    answer = client.post(
        address("registration_offer", offered),
        {"do": "accept", "people": [keys[each] for each in people], "others": "leave"},
    )

    assert answer.context["accept"].errors["people"] == [error]
    assert places(offered) == [Place.OFFERED, Place.OFFERED, Place.WAITING]


def test_an_offer_is_declined(client, offered):
    client.post(address("registration_offer", offered), {"do": "decline"})

    assert places(offered)[:2] == [Place.GIVEN_UP, Place.GIVEN_UP]
    assert client.get(address("registration_offer", offered)).status_code in (200, 302)


def test_an_offer_is_declined_to_wait_for_more(client, offered):
    page = client.get(address("registration_offer", offered))
    wrong = client.post(address("registration_offer", offered), {"do": "wait", "least": "4"})
    client.post(address("registration_offer", offered), {"do": "wait", "least": "3"})

    offered.refresh_from_db()
    assert page.context["more"].initial == {"least": 3}
    assert wrong.context["more"].errors == {"least": ["Enter a number from 3 to 3."]}
    assert places(offered) == [Place.WAITING] * 3
    assert offered.least_people == 3


def test_who_comes_too_late_reads_so(client, offered):
    with time_machine.travel(offered.offers.get().expires_at, tick=False):
        client.force_login(offered.created_by)
        answer = client.post(address("registration_offer", offered), {"do": "decline"})
        told = text_of(client.get(answer.url))

    assert answer.url == offered.get_absolute_url()
    assert "its time is over" in told
    client.force_login(offered.created_by)
    registrations.cancel(registration=Registration.objects.get(pk=offered.pk), by=offered.created_by)
    assert client.get(address("registration_offer", offered)).url == offered.get_absolute_url()
