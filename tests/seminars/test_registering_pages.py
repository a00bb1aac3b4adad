"""The page on which an organization registers: what stands before, what was typed, and what is sent."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from organizations.models import Role
from seminars.forms.people import PersonForm
from seminars.models import Attendee, Event, Group, Place, Registration
from seminars.queries.prices import price_for, terms_of
from seminars.services import registrations
from tests import factories as make
from tests.seminars import world
from tests.seminars.reading import hidden_fields, text_of
from tests.seminars.registering import places
from tests.seminars.registration_world import make_registration_world, make_tour

pytestmark = pytest.mark.django_db


def new(event):
    return reverse("seminars:registration_new", args=[event.pk])


@pytest.fixture
def made():
    return make_registration_world()


# Who may register -----------------------------------------------------------------------------------------


def test_visitors_log_in_first(client, made):
    answer = client.get(new(made.event))

    assert answer.url == f"{reverse('account_login')}?next={new(made.event)}"


def test_whoever_acts_for_nobody_of_these_kinds_is_told_why(client, made):
    sending = world.make_member(Group.SENDING).user
    for user in (make.make_user(), made.reader, sending, make.make_staff(is_superuser=True)):
        client.force_login(user)
        for answer in (client.get(new(made.event)), client.post(new(made.event), made.typed(do="send"))):
            assert "You cannot register an organization for this event" in text_of(answer)
    assert Registration.objects.count() == 0


def test_closed_event_says_since_when(client, made):
    Event.objects.filter(pk=made.event.pk).update(closes_at=world.in_days(-1, 17))
    client.force_login(made.editor)

    answer = client.post(new(made.event), made.typed(do="send"))

    assert "Registration closed on" in text_of(answer)
    assert Registration.objects.count() == 0


def test_draft_is_not_found(client, made):
    hidden = world.make_event(state=Event.State.DRAFT)
    client.force_login(made.editor)

    assert client.get(new(hidden)).status_code == 404


def test_whoever_acts_for_several_chooses_first(client, made):
    other = make.make_membership(make.make_supervising(), made.editor, role=Role.EDITOR).organization
    make.make_membership(make.make_supervising(), made.editor, role=Role.READER)
    client.force_login(made.editor)

    page = client.get(new(made.event))
    choices = [key for key, _name in page.context["form"].fields["organization"].choices]
    unknown = client.get(new(made.event), {"organization": "jp-9999"})
    sent = client.post(f"{new(made.event)}?organization={other.public_id}", made.typed(do="send"))

    assert choices == [made.organization.public_id, other.public_id]
    assert unknown.context["form"].errors == {"organization": ["Choose the organization."]}
    assert Registration.objects.get().organization == other
    assert sent.url == Registration.objects.get().get_absolute_url()


# What is shown before ------------------------------------------------------------------------------------


def test_checks_price_terms_order_and_retention_stand_before_it_is_sent(client, made):
    client.force_login(made.editor)

    text = text_of(client.get(new(made.event)))

    for words in (
        "10 places are free now",
        "Up to 5 people of an organization can come.",
        "JPY 5,000 for each person (with 10 % consumption tax, JPY 454)",
        "50 % of the price",
        "first come, first served",
        "erased 180 days after the event",
    ):
        assert words in text


def test_a_check_that_stops_leaves_no_form(client):
    made = make_registration_world(checks_permit=True)
    programme = make.make_programme()
    Event.objects.filter(pk=made.event.pk).update(programme=programme)
    make.make_permit(made.organization, programme, valid_until="2020-01-01")
    client.force_login(made.editor)

    page = client.get(new(made.event))
    sent = client.post(new(made.event), made.typed(do="send"))

    assert page.context["stopped"] is True
    assert [b"n1-name" in each.content for each in (page, sent)] == [False, False]
    assert "is not valid on" in text_of(page)
    assert Registration.objects.count() == 0


def test_price_for_supporting_members_is_the_one_that_is_charged(client, made):
    made.organization.supervising.supporting_member = True
    made.organization.supervising.save()
    shown = price_for(group=made.group, organization=made.organization)

    assert (shown.unit, shown.is_member, shown.tax) == (3000, True, 272)
    assert made.register().unit_price == shown.unit


def test_terms_are_told_by_their_days():
    made = make_registration_world()
    day = made.event.day
    with translation.override("en"):
        texts = [each.text for each in terms_of(made.event)]

    assert [each.percent for each in terms_of(made.event)] == [0, 50, 100]
    assert texts[0].startswith("until ")
    assert texts[0].endswith(": nothing")
    assert texts[2].startswith(f"from {day.day} ")
    assert terms_of(make_registration_world(terms=False).event) == []


# Typing, adding, taking out -------------------------------------------------------------------------------


def test_adding_and_taking_out_people_keeps_all_that_was_typed(client, made):
    client.force_login(made.editor)
    typed = made.typed(2, **{"n2-name": "Kept", "wishes": "With a projector", "n1-name": ""})

    added = client.post(new(made.event), {**typed, "do": "add"})
    taken = client.post(new(made.event), {**typed, "do": "remove:n1"})

    page = added.content.decode()
    assert [each.prefix for each in added.context["people"].forms] == ["n1", "n2", "n3"]
    assert ('value="Kept"' in page, "With a projector" in page, 'value="n1,n2,n3"' in page) == (True, True, True)
    # Nothing is said yet against what is not finished.
    assert "error-summary" not in page
    assert [each.prefix for each in taken.context["people"].forms] == ["n2"]
    assert 'value="Kept"' in taken.content.decode()
    assert Registration.objects.count() == 0


def test_no_more_rows_than_people_may_come(client, made):
    client.force_login(made.editor)

    page = client.post(new(made.event), {**made.typed(5), "do": "add"})
    forged = client.post(new(made.event), {**made.typed(9), "do": "send"})

    assert len(page.context["people"].forms) == 5
    assert b'value="add"' not in page.content
    # What a browser was never shown is left out.
    assert forged.status_code == 302
    assert Attendee.objects.count() == 5


@pytest.mark.parametrize("rows", ["", "x", "n0", "n1' or 1", "n1,n1", "a1"])
def test_rows_that_nobody_made_are_no_rows(client, made, rows):
    client.force_login(made.editor)

    answer = client.post(new(made.event), {**made.typed(1), "rows": rows, "do": "summary"})

    assert len(answer.context["people"].forms) == (1 if rows.startswith("n1") else 0)


def test_errors_stand_at_the_fields_and_nothing_is_lost(client, made):
    client.force_login(made.editor)
    wrong = {
        "n1-name": "",
        "n1-name_latin": "山田",
        "n1-email": "nobody",
        f"n2-question_{made.person_question.pk}": "",
        "least_people": "3",
        "wishes": "Two parking places",
        "n2-member": "999999",
    }

    answer = client.post(new(made.event), {**made.typed(2), **wrong, "do": "send"})

    first, second = answer.context["people"].forms
    assert set(first.errors) == {"name", "name_latin", "email"}
    assert set(second.errors) == {f"question_{made.person_question.pk}", "member"}
    page = answer.content.decode()
    assert all(words in page for words in ("山田", "nobody", "Two parking places", 'href="#id_n1-name"'))
    assert "Person 2, Which regions interest you?" in text_of(answer)
    assert Registration.objects.count() == 0


def test_least_people_are_not_more_than_come(client, made):
    client.force_login(made.editor)

    answer = client.post(new(made.event), {**made.typed(2), "least_people": "3", "do": "summary"})

    assert answer.context["form"].errors == {"least_people": ["You register fewer people than that."]}


def test_one_account_is_one_person(client, made):
    client.force_login(made.editor)
    me = str(made.editor.pk)

    answer = client.post(new(made.event), {**made.typed(2), "n1-member": me, "n2-member": me, "do": "send"})

    assert answer.context["people"].forms[1].errors == {
        "member": ["This account is chosen for another person already."]
    }


def test_wide_letters_are_taken_for_what_they_are(client, made):
    client.force_login(made.editor)
    wide = {"n1-name_latin": "ＹＡＭＡＤＡ　Ａｙａ", "n1-email": "ａｙａ＠ｅｘａｍｐｌｅ．ｏｒｇ"}

    client.post(new(made.event), {**made.typed(), **wide, "do": "send"})

    person = Attendee.objects.get()
    assert (person.name_latin, person.email) == ("YAMADA Aya", "aya@example.org")


def test_a_tour_asks_for_the_name_of_the_passport_and_the_letter_for_the_nationality():
    tour = make_tour()
    given = {"name": "山田", "language": "ja", "wants_visa_letter": "on", f"question_{tour.person_question.pk}": "x"}

    form = PersonForm(given, event=tour.event, questions=[tour.person_question])

    assert form.errors == {
        "name_latin": ["Enter the name as it stands in the passport."],
        "nationality": ["The letter for the visa needs the nationality."],
    }
    assert not [name for name in form.fields if "passport" in name]


def test_what_nobody_sees_in_a_name_is_not_kept():
    """A mark of direction would turn the rest of a list around, and a line end a badge."""
    tour = make_tour()
    question = f"question_{tour.person_question.pk}"
    given = {"name": "\u202eTanaka\r\nAya", "name_latin": "TANAKA\u200f Aya", "job_title": "Head\x07", "language": "ja"}

    form = PersonForm({**given, question: "No\u202emeat"}, event=tour.event, questions=[tour.person_question])

    assert (form.errors, form.cleaned_data["name"], form.cleaned_data["name_latin"]) == ({}, "Tanaka Aya", "TANAKA Aya")
    assert (form.cleaned_data["job_title"], form.cleaned_data[question]) == ("Head", "Nomeat")


# Summary and sending ---------------------------------------------------------------------------------------


def test_summary_tells_all_of_it_and_sends_nothing(client, made):
    client.force_login(made.editor)
    typed = made.typed(2, **{"n1-needs": "A ramp", "n1-member": str(made.editor.pk), "least_people": "2"})

    answer = client.post(new(made.event), {**typed, "do": "summary"})

    text = text_of(answer)
    for words in ("2 people come", "A ramp", "Hanoi", "2 people at JPY 5,000 each: JPY 10,000 in all", "(you)"):
        assert words in text
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(
    ("free", "least", "told", "state"),
    [
        (2, "", ["All 2 people have places at once.", "JPY 10,000 in all", "Register 2 people"], {"seated": 2}),
        (1, "2", ["All 2 people will wait, as number 2 on the list."], {"waiting": 2}),
        (1, "", ["All 2 people will wait", "1 place is free: it is offered to you at once."], {"offered", "waiting"}),
        (0, "", ["All 2 people will wait, as number 2 on the list."], {"waiting": 2}),
    ],
)
def test_summary_says_who_will_wait_and_where(client, free, least, told, state):
    made = make_registration_world(people=5)
    made.others(5 - free)
    if free < 2:
        made.others(2, least_people=2)
    client.force_login(made.editor)
    typed = made.typed(2, least_people=least)

    text = text_of(client.post(new(made.event), {**typed, "do": "summary"}))
    client.post(new(made.event), {**typed, "do": "send"})

    for words in told:
        assert words in text
    waits = free < 2
    assert ("Join the waiting list" in text, "Nothing is to be paid now." in text) == (waits, waits)
    assert ("JPY 10,000 in all" in text, "Register 2 people" in text) == (not waits, not waits)
    # What was said is what comes of it.
    found = places(made.organization.registrations.get())
    assert (found if isinstance(state, dict) else set(found)) == state


def test_summary_says_that_staff_decide(client):
    made = make_registration_world(needs_approval=True)
    client.force_login(made.editor)

    text = text_of(client.post(new(made.event), {**made.typed(2), "do": "summary"}))

    assert "Whether there are places for 2 people, the Affairs Dept. decides." in text
    assert "Nothing is to be paid before the Affairs Dept. has decided." in text
    assert "Register 2 people" in text


def test_what_the_summary_holds_is_what_is_registered(client, made):
    client.force_login(made.editor)
    typed = made.typed(
        2,
        **{
            "n1-needs": "A ramp & “quotes”",
            "n1-email": "aya@example.org",
            "n1-member": str(made.editor.pk),
            "n2-job_title": "Director",
            "least_people": "2",
            "wishes": "First line\nsecond line",
        },
    )

    summary = client.post(new(made.event), {**typed, "do": "summary"})
    held = {name: value.replace("&amp;", "&") for name, value in hidden_fields(summary).items()}
    back = client.post(new(made.event), {**held, "do": "back"})
    sent = client.post(new(made.event), {**held, "do": "send"})

    registration = Registration.objects.get()
    first, second = registration.attendees.all()
    assert sent.url == registration.get_absolute_url()
    assert 'value="Director"' in back.content.decode()
    assert (first.needs, first.email, first.user, first.place) == (
        "A ramp & “quotes”",
        "aya@example.org",
        made.editor,
        Place.SEATED,
    )
    assert (second.job_title, second.user) == ("Director", None)
    assert (registration.least_people, registration.wishes) == (2, "First line\nsecond line")
    answers = {(each.attendee_id, each.question_id): each.text for each in registration.answers.all()}
    assert answers == {
        (first.pk, made.person_question.pk): "Hanoi",
        (second.pk, made.person_question.pk): "Hanoi",
        (None, made.organization_question.pk): "yes",
    }


def test_sent_twice_it_stands_once(client, made):
    client.force_login(made.editor)

    answers = [client.post(new(made.event), {**made.typed(), "do": "send"}) for _click in range(2)]

    registration = Registration.objects.get()
    assert [each.url for each in answers] == [registration.get_absolute_url()] * 2
    assert "is registered already" in text_of(client.get(registration.get_absolute_url()))


def test_what_closes_meanwhile_is_said_on_the_page_with_all_that_was_typed(client, made, monkeypatch):
    """The page was open while registration closed, or places went to another number for an organization."""
    client.force_login(made.editor)
    for error, words in (
        (registrations.NotOpen, "Registration has closed meanwhile."),
        (registrations.TooManyPeople(1), "At most 1 person of an organization can come."),
    ):

        def refuse(error=error, **values):
            raise error

        monkeypatch.setattr("seminars.views.registrations.services.register", refuse)
        answer = client.post(new(made.event), {**made.typed(wishes="Typed"), "do": "send"})
        assert words in text_of(answer)
        assert "Typed" in answer.content.decode()


def test_a_row_of_which_nothing_was_sent_is_told_by_its_field(client, made):
    client.force_login(made.editor)

    answer = client.post(new(made.event), made.typed(1, rows="n1,n2", do="send"))

    assert answer.status_code == 200
    assert answer.context["people"].forms[1].errors["name"] == ["Enter the name."]
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("most", [{"people": 3}, {"people": 9, "most_per_organization": 3}])
def test_nobody_waits_for_more_places_than_there_are(client, made, most):
    for name, value in most.items():
        setattr(made.group, name, value)
    made.group.save()
    client.force_login(made.editor)
    number = 3 if "most_per_organization" in most else 4

    answer = client.post(new(made.event), made.typed(number, least_people="4", do="send"))

    assert "least_people" in answer.context["form"].errors
    assert Registration.objects.count() == 0


def test_the_service_refuses_to_wait_for_more_than_there_are(made):
    made.event.people = 2
    made.event.save()

    with pytest.raises(ValidationError) as error:
        made.register(3, least_people=3)

    assert list(error.value.message_dict) == ["least_people"]
