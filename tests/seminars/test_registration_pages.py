"""The page on which an organization registers, and its registration as each reader meets it."""

import datetime
import re

import pgtrigger
import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation

from organizations.models import Role
from seminars.forms.people import PersonForm
from seminars.models import Attendee, Event, Group, Place, Registration
from seminars.queries.prices import price_for, terms_of
from seminars.services import line, registrations
from tests import factories as make
from tests.seminars import world
from tests.seminars.registration_world import begin, end, make_registration_world, make_tour

pytestmark = pytest.mark.django_db


def new(event):
    return reverse("seminars:registration_new", args=[event.pk])


def text_of(answer):
    text = re.sub(r"<(svg|script|style).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


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


# Summary and sending ---------------------------------------------------------------------------------------


def test_summary_tells_all_of_it_and_sends_nothing(client, made):
    client.force_login(made.editor)
    typed = made.typed(2, **{"n1-needs": "A ramp", "n1-member": str(made.editor.pk), "least_people": "2"})

    answer = client.post(new(made.event), {**typed, "do": "summary"})

    text = text_of(answer)
    for words in ("2 people come", "A ramp", "Hanoi", "2 people at JPY 5,000 each: JPY 10,000 in all", "(you)"):
        assert words in text
    assert Registration.objects.count() == 0


def hidden_fields(answer):
    """What the browser sends of a page whose fields are hidden."""
    fields = re.findall(r"<input[^>]*>", answer.content.decode())
    found = {}
    for field in fields:
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', field))
        if attributes.get("type") == "hidden" and attributes["name"] != "csrfmiddlewaretoken":
            found[attributes["name"]] = attributes.get("value", "")
    return found


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


# The registration -----------------------------------------------------------------------------------------


def test_members_and_staff_see_it_and_nobody_else(client, made):
    registration = made.register()
    registration.attendees.update(needs="Wheelchair")
    url = registration.get_absolute_url()
    left = make.make_membership(made.organization, until_on=world.in_days(-1).date(), from_on=world.in_days(-9).date())
    seen = {
        "visitor": client.get(url).status_code,
    }
    people = {
        "editor": made.editor,
        "reader": made.reader,
        "stranger": world.make_member().user,
        "left": left.user,
        "staff without the right": make.make_staff(),
        "staff": make.make_staff(is_superuser=True),
    }
    for name, user in people.items():
        client.force_login(user)
        answer = client.get(url)
        seen[name] = answer.status_code
        assert ("Wheelchair" in answer.content.decode()) is (answer.status_code == 200)

    assert seen == {
        "visitor": 302,
        "editor": 200,
        "reader": 200,
        "stranger": 404,
        "left": 404,
        "staff without the right": 404,
        "staff": 200,
    }


def test_only_those_who_act_change_it_and_hold_the_tickets(client, made):
    registration = made.register()
    other = registration.attendees.last()
    Attendee.objects.filter(pk=other.pk).update(user=made.reader)
    tokens = list(registration.attendees.values_list("token", flat=True))
    shown = {}
    for name, user in {
        "editor": made.editor,
        "reader": made.reader,
        "staff": make.make_staff(is_superuser=True),
    }.items():
        client.force_login(user)
        page = client.get(registration.get_absolute_url()).content.decode()
        shown[name] = [*(token in page for token in tokens), "/change/" in page.replace("/admin/", "")]

    assert shown["editor"] == [True, True, True]
    # Readers have the ticket that is their own.
    assert shown["reader"] == [False, True, False]
    assert shown["staff"][:2] == [False, False]


ACTIONS = ("registration_change", "registration_cancel", "registration_offer")


def test_readers_strangers_and_staff_act_on_nothing(client, made):
    registration = made.register()
    before = list(Attendee.objects.order_by("pk").values())
    names = {name: [] for name in (*ACTIONS, "paper_issue")} | {"place_transfer": [registration.attendees.first().pk]}
    for user in (made.reader, world.make_member().user, make.make_staff(is_superuser=True)):
        client.force_login(user)
        for name, extra in names.items():
            url = reverse(f"seminars:{name}", args=[registration.pk, *extra])
            posted = client.post(url, {"do": "decline", "charge": "0", "name": "Thief", "kind": "invoice"})
            assert posted.status_code == 404
            assert client.get(url).status_code == (405 if name == "paper_issue" else 404)
    assert list(Attendee.objects.order_by("pk").values()) == before
    assert registration.papers.count() == 0


def sentences(client, registration):
    return client.get(registration.get_absolute_url()).context["page"].sentences


def test_state_is_told_in_a_sentence(client):
    made = make_registration_world(people=3)
    client.force_login(made.editor)
    first = made.others(2)
    registration = made.register(2)
    waiting = sentences(client, registration)
    registrations.cancel(registration=first, by=first.created_by)
    offered = sentences(client, registration)
    line.accept_offer(
        offer=registration.offers.get(),
        by=made.editor,
        people={registration.attendees.first().pk},
        keep_waiting=False,
    )
    registration.refresh_from_db()
    seated = sentences(client, registration)

    assert waiting[0].startswith("1 place is free and held for you: answer by ")
    assert waiting[1:] == ["1 person waits: your organization is number 1 on the waiting list."]
    # An offer that is open stays as it was made.
    assert offered == waiting
    assert seated == ["1 person is registered and has a place."]


def test_state_before_a_decision_and_after_each_end(client):
    made = make_registration_world(needs_approval=True)
    client.force_login(made.editor)
    staff = make.make_staff(is_superuser=True)
    registration = made.register(2)
    asked = sentences(client, registration)
    looked_at = client.get(registration.get_absolute_url()).context["page"].asks
    registrations.refuse(registration=registration, by=staff, reason="The hall is for others.")
    page = client.get(registration.get_absolute_url())

    assert asked == ["2 people are registered, and the Affairs Dept. decides whether there are places."]
    assert [each.name for each in looked_at] == ["approval"]
    assert page.context["page"].sentences == ["The Affairs Dept. has refused the registration."]
    assert "The hall is for others." in text_of(page)
    assert staff.name not in page.content.decode().replace(made.editor.name, "")

    again = made.register(1)
    registrations.approve(registration=again, by=staff)
    begin(made.event)
    during = client.get(again.get_absolute_url())
    end(made.event)
    after = client.get(again.get_absolute_url())
    assert during.context["page"].may_change is False
    assert after.context["page"].sentences == ["The event is over: 0 of 1 person with a place was checked in."]
    assert reverse("matching:request_begin") in after.content.decode()
    assert reverse("seminars:registration_certificates", args=[again.pk]) in after.content.decode()
    assert reverse("matching:request_begin") not in during.content.decode()


def test_cancelled_event_is_said_first(client, made):
    registration = made.register()
    Event.objects.filter(pk=made.event.pk).update(state=Event.State.CANCELLED, cancelled_at=timezone.now())
    client.force_login(made.editor)

    page = client.get(registration.get_absolute_url()).context["page"]

    assert page.sentences[0].startswith("The event is cancelled")
    assert page.may_change is False


def test_deadline_of_an_offer_is_told_on_the_clock_of_the_reader(client):
    made = make_registration_world(people=1)
    taken = made.others(1)
    registration = made.register(1)
    registrations.cancel(registration=taken, by=taken.created_by)
    for zone, city in (("Asia/Ho_Chi_Minh", "UTC+07:00"), ("Asia/Tokyo", "UTC+09:00")):
        made.editor.time_zone = zone
        made.editor.save()
        client.force_login(made.editor)
        assert city in sentences(client, registration)[0]


def an_hour_passes():
    """All within one transaction has one time: what was written so far is of an hour ago."""
    for model in (Registration, Attendee):
        events = model.pgh_event_model
        with pgtrigger.ignore(f"{events._meta.label}:append_only"):
            events.objects.update(pgh_created_at=F("pgh_created_at") - datetime.timedelta(hours=1))


def test_course_tells_what_happened_without_names_of_staff(client):
    made = make_registration_world(needs_approval=True)
    staff = make.make_staff(is_superuser=True, name="Staffia Nameless")
    registration = made.register(2)
    an_hour_passes()
    registrations.approve(registration=registration, by=staff)
    an_hour_passes()
    registrations.change_people(registration=registration, by=made.editor, given_up={registration.attendees.first().pk})
    client.force_login(made.reader)

    page = client.get(registration.get_absolute_url())

    assert [each.title for each in page.context["page"].course] == [
        "Registered",
        "The Affairs Dept. has approved the registration",
        "2 people got a place",
        "1 person gave up",
    ]
    assert "Staffia" not in page.content.decode()


def test_money_and_the_way_to_pay_stand_there(client, made, settings):
    settings.INVOICE_BANK_ACCOUNT = "Sample bank 1234567"
    registration = made.register(2)
    client.force_login(made.editor)

    text = text_of(client.get(registration.get_absolute_url()))

    for words in ("JPY 10,000 are to be paid.", "Sample bank 1234567", f"E{made.event.pk}-{registration.pk}"):
        assert words in text
    free = make_registration_world(price=0)
    client.force_login(free.editor)
    assert "What it costs" not in text_of(client.get(free.register().get_absolute_url()))


def test_queries_do_not_grow_with_people(client, django_assert_max_num_queries, made):
    client.force_login(made.editor)
    registration = made.register(1)
    with django_assert_max_num_queries(16) as few:
        client.get(registration.get_absolute_url())
    for number in range(2, 5):
        attendee = world.make_attendee(registration, position=number)
        attendee.answers.create(registration=registration, question=made.person_question, text="Hue")
    with django_assert_max_num_queries(16) as many:
        client.get(registration.get_absolute_url())

    assert len(few) == len(many)


def test_nameless_people_are_asked_for(client, made):
    registration = made.register(2)
    Attendee.objects.filter(pk=registration.attendees.first().pk).update(name="")
    client.force_login(made.editor)

    assert "1 person has no name any more" in text_of(client.get(registration.get_absolute_url()))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_page_is_there_in_both_languages(client, language):
    made = make_registration_world(people=2)
    taken = made.others(1)
    registration = made.register(2)
    registrations.cancel(registration=taken, by=taken.created_by)
    client.force_login(made.editor)
    attendee = registration.attendees.first()
    with translation.override(language):
        pages = [
            registration.get_absolute_url(),
            *(reverse(f"seminars:{name}", args=[registration.pk]) for name in ACTIONS),
            reverse("seminars:place_transfer", args=[registration.pk, attendee.pk]),
            reverse("seminars:ticket", args=[attendee.token]),
            new(make_registration_world().event),
        ]
        answers = [client.get(page) for page in pages]

    assert [each.status_code for each in answers] == [200] * len(pages)
    assert [f'<html lang="{language}">' in each.content.decode() for each in answers] == [True] * len(pages)


def test_answers_are_told_in_words_of_the_reader(client, made):
    choice = world.make_question(
        made.event, form="choice", text_en="Which?", text_ja="どれ", choices_en="First\nSecond", choices_ja="一\n二"
    )
    registration = made.register(1)
    registration.attendees.get().answers.create(registration=registration, question=choice, text="2")
    registration.answers.filter(attendee=None).update(text="no")
    client.force_login(made.editor)

    with translation.override("ja"):
        text = text_of(client.get(registration.get_absolute_url()))

    assert "どれ 二" in text
    assert "受入れの有無 いいえ" in text
