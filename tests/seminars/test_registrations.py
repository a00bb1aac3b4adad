"""Registering, changing and cancelling: who has a place, who waits, what is refused and who is told."""

import datetime
from functools import partial

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from jitco_portal.common.models import OutboxMessage
from organizations.models import Organization, Role
from seminars.models import Answer, Attendee, Event, EventQuestion, Group, Place, Registration, RegistrationState
from seminars.queries.registration_now import registration_now
from seminars.services import registrations
from seminars.services.registrations import (
    AlreadyRegistered,
    CheckedIn,
    Full,
    HasBegun,
    HasEnded,
    NotAllowed,
    NotAsked,
    NotForThem,
    NotOpen,
    PersonValues,
    TooManyPeople,
)
from tests import factories as make
from tests.seminars import world
from tests.seminars.registering import keys, ledger_adds_up, offer_to, people, places, register, staff

pytestmark = pytest.mark.django_db


def faults(error):
    return sorted(error.value.message_dict)


# Registering ------------------------------------------------------------------------------------------


def test_all_have_a_place_where_all_fit():
    group = world.make_group(people=5)
    registration = register(group, 3, least_people=2, wishes="  Near the door.  ")

    assert places(registration) == {"seated": 3}
    assert (registration.state, registration.held_people) == ("accepted", 3)
    assert (registration.wishes, registration.least_people) == ("Near the door.", 2)
    assert Attendee.objects.filter(registration=registration, seated_at=None).count() == 0


def test_who_does_not_fit_whole_waits_and_is_offered_what_is_free():
    group = world.make_group(people=3)
    register(group, 2)
    second = register(group, 3)

    assert places(second) == {"offered": 1, "waiting": 2}
    assert offer_to(second).people == 1


def test_who_comes_with_more_than_is_free_waits_and_later_ones_take_what_they_can():
    group = world.make_group(people=3)
    register(group, 2)
    second = register(group, 3, least_people=2)
    third = register(group, 1)

    assert (places(second), offer_to(second)) == ({"waiting": 3}, None)
    assert places(third) == {"seated": 1}


def test_a_newcomer_does_not_pass_whoever_could_take_the_places():
    group = world.make_group(people=4)
    register(group, 3)
    second = register(group, 2)
    third = register(group, 1)

    assert (places(second), places(third)) == ({"offered": 1, "waiting": 1}, {"waiting": 1})


@pytest.mark.parametrize("limit", [{"people": 2}, {"organizations": 1}])
def test_limits_of_the_group_and_the_whole_event_count(limit):
    event = world.make_event(people=3)
    sending, supervising = world.make_group(event, Group.SENDING, **limit), world.make_group(event)
    register(sending, 2)

    assert places(register(sending, 1)) == {"waiting": 1}
    assert places(register(supervising, 2)) == {"offered": 1, "waiting": 1}


def test_the_price_is_that_of_the_day_and_of_members():
    group = world.make_group(price_member=3000, price_general=5000)
    member = world.make_member()
    type(member.organization.supervising).objects.filter(pk=member.organization.pk).update(supporting_member=True)
    ours, others = register(group, 2, member=member), register(group, 1)

    assert (ours.unit_price, ours.is_member) == (3000, True)
    assert (others.unit_price, others.is_member) == (5000, False)
    assert [(each.kind, each.people, each.amount) for each in ours.charges.all()] == [("places", 2, 6000)]


@pytest.mark.parametrize("role", [Role.READER, None])
def test_only_who_acts_for_the_organization_registers_it(role):
    group = world.make_group()
    member = world.make_member(role=role) if role else world.make_member()
    by = member.user if role else make.make_user()
    with pytest.raises(NotAllowed):
        registrations.register(event=group.event, organization=member.organization, by=by, people=people(), answers={})
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"opens_at": world.in_days(1)},
        {"closes_at": world.in_days(-1)},
        {"state": Event.State.DRAFT},
        {"opens_at": None, "closes_at": None},
    ],
)
def test_only_while_registration_is_open(values):
    group = world.make_group(world.make_event(**values))
    with pytest.raises(NotOpen):
        register(group)


def test_nobody_registers_once_it_has_begun_also_where_it_was_moved_earlier():
    group = world.make_group(world.make_event(starts_at=timezone.now() - datetime.timedelta(minutes=1)))
    with pytest.raises(NotOpen):
        register(group, 1)
    assert registration_now(group.event).code == "closed"


def test_only_organizations_of_the_group_that_are_published():
    group = world.make_group(world.make_event(), Group.SENDING)
    with pytest.raises(NotForThem):
        register(group, member=world.make_member(Group.SUPERVISING))
    with pytest.raises(NotForThem):
        register(group, member=world.make_member(Group.SENDING, is_published=False))
    merged = world.make_member(Group.SENDING)
    Organization.objects.filter(pk=merged.organization_id).update(
        merged_into=make.make_organization(), is_published=False
    )
    with pytest.raises((NotForThem, NotAllowed)):
        register(group, member=merged)


def test_once_and_no_more_people_than_one_organization_may_send():
    group = world.make_group(most_per_organization=2)
    member = world.make_member()
    for number in (0, 3):
        with pytest.raises(TooManyPeople) as error:
            register(group, number, member=member)
        assert error.value.most == 2
    first = register(group, 2, member=member)
    with pytest.raises(AlreadyRegistered):
        register(group, 1, member=member)

    registrations.cancel(registration=first, by=member.user)
    assert places(register(group, 1, member=member)) == {"seated": 1}


def test_names_and_answers_are_asked_for_by_field():
    event = world.make_event(kind=Event.Kind.INSPECTION_TOUR, gives_visa_letters=True)
    group = world.make_group(event)
    choice = world.make_question(event, form="choice", choices_en="A\nB", choices_ja="甲\n乙", is_required=True)
    yes_no = world.make_question(event, form="yes_no")
    whole = world.make_question(event, about=EventQuestion.About.ORGANIZATION, is_required=True)
    given = [
        PersonValues(name=" ", nationality="vn", answers={choice.pk: "3", yes_no.pk: "perhaps"}),
        PersonValues(name="A", name_latin="A", wants_visa_letter=True, email="no", answers={choice.pk: " ", 0: "x"}),
        PersonValues(name="B", name_latin="B", user=make.make_user(), answers={choice.pk: "2", yes_no.pk: "no"}),
    ]
    with pytest.raises(ValidationError) as error:
        register(group, people=given, answers={whole.pk: "x" * 1001}, least_people=9)

    assert faults(error) == [
        f"answer-{whole.pk}",
        f"people-0-answer-{choice.pk}",
        f"people-0-answer-{yes_no.pk}",
        "people-0-name",
        "people-0-name_latin",
        "people-0-nationality",
        "people-1-answer-0",
        f"people-1-answer-{choice.pk}",
        "people-1-email",
        "people-1-nationality",
        "people-2-user",
    ]
    assert not Registration.objects.exists()

    good = PersonValues(
        name="A", name_latin="A", nationality="VN", wants_visa_letter=True, answers={choice.pk: "1", yes_no.pk: ""}
    )
    with pytest.raises(ValidationError) as error:
        register(group, people=[good], answers={whole.pk: "Yes."}, least_people=2)
    assert faults(error) == ["least_people"]
    registration = register(group, people=[good], answers={whole.pk: "Yes."})
    assert set(Answer.objects.values_list("registration", "attendee", "question", "text")) == {
        (registration.pk, registration.attendees.get().pk, choice.pk, "1"),
        (registration.pk, None, whole.pk, "Yes."),
    }


def test_no_letter_is_asked_for_where_none_is_written():
    group = world.make_group()
    with pytest.raises(ValidationError) as error:
        register(group, people=people(1, wants_visa_letter=True, nationality="VN"))
    assert faults(error) == ["people-0-wants_visa_letter"]


# Deciding ---------------------------------------------------------------------------------------------


def test_who_is_asked_about_holds_nothing_until_it_is_approved():
    group = world.make_group(world.make_event(needs_approval=True), people=2)
    registration = register(group, 2)
    assert (registration.state, places(registration)) == ("asked", {"asked": 2})
    assert registration.charges.count() == 0
    with pytest.raises(NotAllowed):
        registrations.approve(registration=registration, by=staff("view_registration"))

    registration = registrations.approve(registration=registration, by=staff())
    assert (registration.state, places(registration)) == ("accepted", {"seated": 2})
    assert registration.decided_at
    with pytest.raises(NotAsked):
        registrations.approve(registration=registration, by=staff())


def test_who_was_asked_about_keeps_the_time_of_the_registration():
    event = world.make_event(needs_approval=True)
    group = world.make_group(event, people=1)
    first, second = register(group, 1), register(group, 1)
    seated = register(group, 1)
    registrations.approve(registration=seated, by=staff())
    registrations.approve(registration=second, by=staff())
    registrations.approve(registration=first, by=staff())
    assert (places(first), places(second)) == ({"waiting": 1}, {"waiting": 1})

    registrations.cancel(registration=seated, by=seated.created_by)
    assert (places(first), places(second)) == ({"offered": 1}, {"waiting": 1})


def test_refusing_needs_a_reason_and_frees_nothing():
    group = world.make_group(world.make_event(needs_approval=True))
    registration = register(group, 2)
    with pytest.raises(ValidationError):
        registrations.refuse(registration=registration, by=staff(), reason=" ")
    with pytest.raises(NotAllowed):
        registrations.refuse(registration=registration, by=registration.created_by, reason="No.")
    registration = registrations.refuse(registration=registration, by=staff(), reason="For others.")

    assert (registration.state, registration.reason) == ("refused", "For others.")
    assert places(registration) == {"given_up": 2}
    told = OutboxMessage.objects.get(kind="event_decided")
    assert "For others." not in told.body + told.subject
    assert "The reason stands on the page of the registration, to which the link below leads." in told.body


def test_what_was_asked_too_late_is_only_refused():
    group = world.make_group(world.make_event(needs_approval=True))
    registration = register(group, 1)
    with time_machine.travel(world.in_days(30, 11)):
        with pytest.raises(HasBegun):
            registrations.approve(registration=registration, by=staff())
        assert registrations.refuse(registration=registration, by=staff(), reason="Too late.").state == "refused"


# Changing ---------------------------------------------------------------------------------------------


def test_people_are_corrected_given_up_and_added_in_one_step():
    group = world.make_group(price_general=1000)
    question = world.make_question(group.event)
    registration = register(group, people=people(3, answers={question.pk: "North"}))
    first, second, third = keys(registration)
    registrations.change_people(
        registration=registration,
        by=registration.created_by,
        values={first: PersonValues(name="Renamed (sample)", email="a@example.org", answers={question.pk: ""})},
        added=people(2),
        given_up={second},
    )

    assert places(registration) == {"seated": 4, "given_up": 1}
    assert Attendee.objects.get(pk=first).name == "Renamed (sample)"
    assert sorted(Answer.objects.values_list("attendee", flat=True)) == [second, third]
    assert [each.amount for each in registration.charges.order_by("pk")] == [3000, -1000, 2000]
    assert ledger_adds_up(registration)


def test_a_change_that_changes_nothing_leaves_no_trace():
    group = world.make_group()
    registration = register(group, 1)
    key = keys(registration)[0]
    held = Attendee.objects.get(pk=key)
    before = Attendee.pgh_event_model.objects.count(), OutboxMessage.objects.count()
    registrations.change_people(
        registration=registration, by=registration.created_by, values={key: PersonValues(name=held.name)}
    )
    assert (Attendee.pgh_event_model.objects.count(), OutboxMessage.objects.count()) == before


def test_whoever_is_added_where_some_wait_goes_to_the_end_with_them():
    group = world.make_group(people=2)
    seated = register(group, 2)
    first, second = register(group, 1), register(group, 1)
    registrations.change_people(registration=first, by=first.created_by, added=people(1))
    registrations.change_people(registration=seated, by=seated.created_by, given_up=set(keys(seated)[:1]))

    assert (places(first), places(second)) == ({"waiting": 2}, {"offered": 1})


def test_whoever_is_added_to_a_seated_registration_joins_at_the_end():
    group = world.make_group(people=3)
    seated = register(group, 3)
    waiting = register(group, 1)
    registrations.change_people(
        registration=seated, by=seated.created_by, added=people(1), given_up=set(keys(seated)[:1])
    )
    # The place that was given up went to who waited before.
    assert places(seated) == {"seated": 2, "waiting": 1, "given_up": 1}
    assert places(waiting) == {"offered": 1}


def test_given_up_by_all_ends_the_registration():
    group = world.make_group()
    registration = register(group, 2)
    registration = registrations.change_people(
        registration=registration, by=registration.created_by, given_up=set(keys(registration))
    )
    assert registration.state == RegistrationState.CANCELLED
    with pytest.raises(HasEnded):
        registrations.change_people(registration=registration, by=registration.created_by, added=people(1))


def test_who_gives_up_an_offered_place_passes_it_on():
    group = world.make_group(people=2)
    seated = register(group, 2)
    first, second = register(group, 2), register(group, 1)
    registrations.cancel(registration=seated, by=seated.created_by)
    assert (places(first), places(second)) == ({"offered": 2}, {"waiting": 1})

    registrations.change_people(registration=first, by=first.created_by, given_up=set(keys(first, Place.OFFERED)[:1]))
    assert (places(first), places(second)) == ({"offered": 1, "given_up": 1}, {"offered": 1})
    registrations.change_people(registration=first, by=first.created_by, given_up=set(keys(first, Place.OFFERED)))
    assert (first.offers.get().state, Registration.objects.get(pk=first.pk).state) == ("withdrawn", "cancelled")


def test_strangers_readers_and_latecomers_change_nothing():
    group = world.make_group(most_per_organization=2)
    registration = register(group, 1)
    key = keys(registration)[0]
    reader = make.make_membership(registration.organization, role=Role.READER).user
    for by in (make.make_user(), reader, world.make_member().user, staff("view_registration")):
        with pytest.raises(NotAllowed):
            registrations.change_people(registration=registration, by=by, given_up={key})
        with pytest.raises(NotAllowed):
            registrations.cancel(registration=registration, by=by)
        with pytest.raises(NotAllowed):
            registrations.transfer_place(attendee=Attendee.objects.get(pk=key), by=by, person=people()[0])
    other = keys(register(group, 1))[0]
    with pytest.raises(HasEnded):
        registrations.change_people(registration=registration, by=registration.created_by, given_up={other})
    with pytest.raises(TooManyPeople):
        registrations.change_people(registration=registration, by=registration.created_by, added=people(2))

    with time_machine.travel(world.in_days(21)):
        with pytest.raises(NotOpen):
            registrations.change_people(registration=registration, by=registration.created_by, added=people(1))
        registrations.change_people(registration=registration, by=staff(), added=people(1))
    assert places(registration) == {"seated": 2}
    with time_machine.travel(world.in_days(30, 11)):
        for act in (
            lambda: registrations.change_people(registration=registration, by=registration.created_by, given_up={key}),
            lambda: registrations.cancel(registration=registration, by=registration.created_by),
        ):
            with pytest.raises(HasBegun):
                act()


# Passing a place on -----------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["seated", "offered", "waiting"])
def test_another_person_comes_in_the_same_place(place):
    group = world.make_group(people=2, organizations=2, price_general=1000)
    seated = register(group, 2)
    other = register(group, 1)
    if place == "offered":
        registrations.cancel(registration=seated, by=seated.created_by)
    held = seated if place == "seated" else other
    former = Attendee.objects.filter(registration=held, place=place).first()
    charged = held.charges.count()
    added = registrations.transfer_place(
        attendee=former, by=held.created_by, person=PersonValues(name="Other (sample)", email="b@example.org")
    )
    former.refresh_from_db()

    assert (former.place, added.place, added.position) == ("given_up", place, former.position)
    assert added.token != former.token
    assert held.charges.count() == charged
    group.refresh_from_db()
    assert (group.held_people, group.held_organizations) == ((2, 1) if place != "offered" else (1, 1))
    assert OutboxMessage.objects.filter(recipient="b@example.org").count() == (place == "seated")


def test_who_came_or_gave_up_is_not_replaced():
    group = world.make_group()
    registration = register(group, 2)
    first, second = registration.attendees.order_by("pk")
    registrations.change_people(registration=registration, by=registration.created_by, given_up={first.pk})
    with pytest.raises(HasEnded):
        registrations.transfer_place(attendee=first, by=registration.created_by, person=people()[0])
    with time_machine.travel(world.in_days(30, 11)):
        with pytest.raises(HasBegun):
            registrations.transfer_place(attendee=second, by=registration.created_by, person=people()[0])
        second = registrations.transfer_place(attendee=second, by=staff(), person=people()[0])
        Attendee.objects.filter(pk=second.pk).update(came_at=world.in_days(30, 11))
        with pytest.raises(CheckedIn):
            registrations.transfer_place(attendee=second, by=staff(), person=people()[0])


def test_whoever_is_checked_in_before_it_begins_is_neither_cancelled_nor_given_up():
    group = world.make_group()
    registration = register(group, 2)
    by = registration.created_by
    first, second = registration.attendees.order_by("pk")
    Attendee.objects.filter(pk=first.pk).update(came_at=timezone.now())

    for refused in (
        partial(registrations.cancel, registration=registration, by=by),
        partial(registrations.cancel, registration=registration, by=staff()),
        partial(registrations.change_people, registration=registration, by=by, given_up={first.pk, second.pk}),
        partial(registrations.transfer_place, attendee=first, by=by, person=people()[0]),
    ):
        with pytest.raises(CheckedIn):
            refused()
    assert places(registration) == {"seated": 2}

    registrations.change_people(registration=registration, by=by, given_up={second.pk})
    assert Attendee.objects.get(pk=first.pk).came_at is not None
    assert places(registration) == {"seated": 1, "given_up": 1}
    Attendee.objects.filter(pk=first.pk).update(came_at=None)
    assert registrations.cancel(registration=registration, by=by).state == "cancelled"


# Cancelling -------------------------------------------------------------------------------------------


def test_cancelling_frees_the_places_for_the_list():
    group = world.make_group(people=2)
    seated = register(group, 2)
    waiting = register(group, 2)
    seated = registrations.cancel(registration=seated, by=seated.created_by, reason="No time.")

    assert (seated.state, seated.reason, places(seated)) == ("cancelled", "No time.", {"given_up": 2})
    assert places(waiting) == {"offered": 2}
    registrations.cancel(registration=waiting, by=waiting.created_by)
    assert waiting.offers.get().state == "withdrawn"
    group.refresh_from_db()
    assert (group.held_people, group.held_organizations) == (0, 0)
    with pytest.raises(HasEnded):
        registrations.cancel(registration=seated, by=seated.created_by)


# On the day -------------------------------------------------------------------------------------------


def test_walk_ins_take_only_what_is_free():
    group = world.make_group(people=3, price_general=1000)
    registration = register(group, 2)
    by, other = staff(), make.make_supervising()
    with pytest.raises(NotOpen):
        registrations.add_walk_in(event=group.event, organization=other, by=by, people=people(1))
    with time_machine.travel(world.in_days(30, 9)):
        with pytest.raises(NotAllowed):
            registrations.add_walk_in(
                event=group.event, organization=registration.organization, by=registration.created_by, people=people(1)
            )
        with pytest.raises(Full) as error:
            registrations.add_walk_in(event=group.event, organization=other, by=by, people=people(2))
        assert error.value.free == 1
        registrations.add_walk_in(event=group.event, organization=registration.organization, by=by, people=people(1))
        with pytest.raises(Full):
            registrations.add_walk_in(event=group.event, organization=other, by=by, people=people(1))
    assert places(registration) == {"seated": 3}
    assert ledger_adds_up(registration)


def test_who_waits_comes_before_whoever_walks_in():
    group = world.make_group(people=1)
    register(group, 1)
    waiting = register(group, 1)
    # More places by other ways than the desk's: nobody has served the list yet.
    type(group).objects.filter(pk=group.pk).update(people=2)
    with time_machine.travel(world.in_days(30, 9)), pytest.raises(Full) as error:
        registrations.add_walk_in(event=group.event, organization=make.make_supervising(), by=staff(), people=people(1))
    assert error.value.free == 0
    assert places(waiting) == {"waiting": 1}, "the refused step left nothing"


# Who is told ------------------------------------------------------------------------------------------


def test_each_step_is_told_once_to_who_acts_without_names():
    group = world.make_group(people=1)
    member = world.make_member()
    administrator = make.make_membership(member.organization, role=Role.ADMINISTRATOR).user
    make.make_membership(member.organization, role=Role.READER)
    person = PersonValues(
        name="Nguyen Secret (sample)", email="attendee@example.org", language="ja", needs="wheelchair"
    )
    registration = register(group, member=member, people=[person])
    waiting = register(group, 1)
    registrations.cancel(registration=registration, by=member.user)

    assert sorted(OutboxMessage.objects.values_list("kind", "recipient")) == sorted(
        [
            ("event_registered", member.user.email),
            ("event_registered", administrator.email),
            ("event_ticket", "attendee@example.org"),
            ("event_waiting", waiting.created_by.email),
            ("event_left", member.user.email),
            ("event_left", administrator.email),
            ("event_ticket_gone", "attendee@example.org"),
            ("event_offer", waiting.created_by.email),
        ]
    )
    for message in OutboxMessage.objects.all():
        # Whose ticket it is stands in the mail that brings it, which no staff read.
        assert ("Secret" in message.subject + message.body) == (message.kind == "event_ticket")
        assert "wheelchair" not in message.body
        title = {"ja": group.event.title_ja, "en": group.event.title_en}[message.language]
        assert title in message.subject
        assert title in message.body or message.kind == "event_left"
    ticket = OutboxMessage.objects.get(kind="event_ticket")
    token = registration.attendees.get().token
    assert (ticket.is_secret, ticket.language, token in ticket.body) == (True, "ja", True)
    assert not OutboxMessage.objects.exclude(pk=ticket.pk).filter(body__contains=token).exists()


def test_times_in_a_mail_are_on_both_clocks():
    group = world.make_group()
    member = world.make_member(Group.SUPERVISING)
    type(member.user).objects.filter(pk=member.user.pk).update(time_zone="Asia/Ho_Chi_Minh")
    member.user.refresh_from_db()
    register(group, 1, member=member)
    body = OutboxMessage.objects.get(kind="event_registered").body
    assert "10:00–17:00" in body
    assert "08:00–15:00" in body


def test_history_tells_who_gave_up_a_place_and_when():
    group = world.make_group()
    registration = register(group, 1)
    registrations.cancel(registration=registration, by=registration.created_by)
    events = Attendee.pgh_event_model.objects.filter(registration=registration).order_by("pgh_id")
    assert [each.place for each in events] == ["waiting", "seated", "given_up"]
    assert {field.name for field in Attendee.pgh_event_model._meta.fields}.isdisjoint(
        {"name", "email", "user", "needs"}
    )
    assert datetime.datetime.now(datetime.UTC) - events.last().pgh_created_at < datetime.timedelta(days=1)
