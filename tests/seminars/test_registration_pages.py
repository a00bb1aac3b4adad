"""The registration of an organization as each reader meets it."""

import datetime

import pgtrigger
import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.shown_dates import shown_date
from seminars.models import Attendee, Event, Registration
from seminars.services import line, money, registrations
from tests import factories as make
from tests.seminars import world
from tests.seminars.reading import text_of
from tests.seminars.registering import offer_to
from tests.seminars.registration_world import begin, end, make_registration_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return make_registration_world()


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


def test_course_tells_a_place_handed_over_from_one_given_up_and_from_an_offer_declined(client):
    made = make_registration_world(people=3)
    taken = made.others(2)
    made.others(1)
    an_hour_passes()
    registration = made.register(2)
    an_hour_passes()
    registrations.cancel(registration=taken, by=taken.created_by)
    first, _second = registration.attendees.order_by("pk")
    line.accept_offer(offer=offer_to(registration), by=made.editor, people={first.pk}, keep_waiting=False)
    an_hour_passes()
    registrations.transfer_place(attendee=first, by=made.editor, person=made.person("Colleague (sample)"))
    an_hour_passes()
    registrations.change_people(registration=registration, by=made.editor, added=[made.person("Another (sample)")])
    client.force_login(made.editor)

    page = client.get(registration.get_absolute_url())

    titles = [each.title for each in page.context["page"].course if "offer" not in each.title]
    assert titles == [
        "Registered",
        "2 people were put on the waiting list",
        "1 person got a place",
        "1 person left the waiting list",
        "A place was handed to a colleague",
        "1 person got a place",
    ]


def test_money_and_the_way_to_pay_stand_there(client, made, settings):
    settings.INVOICE_BANK_ACCOUNT = "Sample bank 1234567"
    registration = made.register(2)
    client.force_login(made.editor)

    text = text_of(client.get(registration.get_absolute_url()))

    for words in ("JPY 10,000 are to be paid.", "Sample bank 1234567", f"E{made.event.pk}-{registration.pk}"):
        assert words in text
    by_when = timezone.localdate() + datetime.timedelta(days=made.event.payment_due_days)
    assert f"Please pay by {shown_date(by_when)}." in text
    money.mark_payment(registration=registration, by=make.make_staff(is_superuser=True), amount=11000)
    text = text_of(client.get(registration.get_absolute_url()))
    assert "To be paid back 1,000" in text
    assert "Please pay by" not in text
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
            reverse("seminars:registration_new", args=[make_registration_world().event.pk]),
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
