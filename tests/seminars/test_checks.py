"""What is asked before an organization registers. Not known never holds."""

import datetime

import pytest
from django.utils import translation

from organizations.models import Sanction
from seminars.models import Event, Group
from seminars.queries.checks import TITLES, checks_of, kept_checks
from seminars.services import registrations
from seminars.services.registrations import StoppedByCheck
from tests import factories as make
from tests.seminars import world
from tests.seminars.registering import people, places, register, staff

pytestmark = pytest.mark.django_db
DAY = world.in_days(30).date()


def outcomes(event, organization, **values):
    return {each.name: each.outcome.value for each in checks_of(event=event, organization=organization, **values)}


def answer(event, organization, name):
    return next(each for each in checks_of(event=event, organization=organization) if each.name == name)


def make_permit_world(**values):
    """An event that asks for a permit, and an organization with one."""
    programme = make.make_programme()
    event = world.make_event(checks_permit=True, programme=programme)
    member = world.make_member()
    if values:
        make.make_permit(member.organization, programme, **values)
    return world.make_group(event), member


# What every event asks --------------------------------------------------------------------------------


def test_what_every_event_asks():
    group = world.make_group(people=3, most_per_organization=2)
    organization = world.make_member().organization
    assert outcomes(group.event, organization) == {
        "window": "holds", "group": "holds", "people": "holds", "capacity": "holds"
    }  # fmt: skip
    assert answer(group.event, organization, "people").text == "Up to 2 people of an organization can come."
    assert answer(group.event, organization, "capacity").text == "3 places are free now."
    with translation.override("ja"):
        assert checks_of(event=group.event, organization=organization)[0].title


def test_fewer_than_one_organization_may_send_are_told_with_what_comes_of_it():
    group = world.make_group(people=3, most_per_organization=2)
    register(group, 2)
    told = answer(group.event, world.make_member().organization, "capacity").text
    assert told == "One place is free now. If you register more people, all of them wait first."


def test_full_is_told_and_does_not_stop():
    group = world.make_group(people=1)
    register(group, 1)
    told = answer(group.event, world.make_member().organization, "capacity")
    assert (told.outcome, told.text) == ("holds", "No place is free now: people go to the waiting list.")


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"opens_at": world.in_days(1)}, "Registration opens on"),
        ({"closes_at": world.in_days(-1)}, "Registration is closed."),
        ({"state": Event.State.CANCELLED}, "The event is cancelled."),
    ],
)
def test_a_window_that_is_not_open_stops(values, text):
    group = world.make_group(world.make_event(**values))
    told = answer(group.event, world.make_member().organization, "window")
    assert (told.outcome, told.text.startswith(text)) == ("stops", True)


def test_other_kinds_and_unpublished_organizations_are_stopped():
    group = world.make_group()
    assert outcomes(group.event, make.make_organization()) == {"window": "holds", "group": "stops"}
    assert outcomes(group.event, make.make_supervising(is_published=False))["group"] == "stops"


def test_once_is_enough():
    group = world.make_group()
    registration = register(group, 1)
    assert outcomes(group.event, registration.organization)["people"] == "stops"
    registrations.cancel(registration=registration, by=registration.created_by)
    assert outcomes(group.event, registration.organization)["people"] == "holds"


# Permits ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({"valid_from": "2020-01-01", "valid_until": str(DAY)}, "holds"),
        ({"valid_from": "2020-01-01", "valid_until": str(DAY - datetime.timedelta(days=1))}, "stops"),
        ({"valid_from": str(DAY + datetime.timedelta(days=1)), "valid_until": "2030-01-01"}, "stops"),
        # Nobody entered until when, or only the year: it may have ended.
        ({"valid_from": "2020-01-01"}, "asks"),
        ({"valid_from": "2020-01-01", "valid_until": str(DAY.year)}, "asks"),
        ({}, "asks"),
    ],
)
def test_the_permit_is_asked_for_on_the_day_of_the_event(values, outcome):
    group, member = make_permit_world(**values)
    assert outcomes(group.event, member.organization)["permit"] == outcome
    if values:
        assert len(answer(group.event, member.organization, "permit").sources) == 1
    type(group.event).objects.update(checks_permit=False)
    group.event.refresh_from_db()
    assert "permit" not in outcomes(group.event, member.organization)


def test_a_permit_of_another_programme_does_not_count():
    group, member = make_permit_world()
    other = make.make_programme(code="ssw")
    make.make_permit(member.organization, other, valid_from="2020-01-01", valid_until="2030-01-01")
    assert outcomes(group.event, member.organization)["permit"] == "asks"
    group.event.programme = None
    assert outcomes(group.event, member.organization)["permit"] == "holds"


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({}, "asks"),
        ({"until_on": "2026-02-01"}, "holds"),
        # It may still be open: only the year of its end is known.
        ({"until_on": str(DAY.year)}, "asks"),
        ({"kind": Sanction.Kind.REVOCATION}, "stops"),
        ({"kind": Sanction.Kind.REVOCATION, "from_on": "2019-01-01"}, "holds"),
        ({"kind": Sanction.Kind.REVOCATION, "from_on": str(DAY.year), "until_on": ""}, "asks"),
    ],
)
def test_orders_are_for_staff_to_weigh_and_a_revocation_stops(values, outcome):
    group, member = make_permit_world(valid_from="2020-01-01", valid_until="2030-01-01")
    make.make_sanction(member.organization, **values)
    told = answer(group.event, member.organization, "orders")
    assert told.outcome == outcome
    assert bool(told.sources) == (outcome != "holds")


# Standing ---------------------------------------------------------------------------------------------


def make_standing_world():
    country, programme = make.make_country(), make.make_programme(new_plans_until=None)
    make.make_moc(country, programme, effective_on="2018-01-01")
    issuer = make.make_counterpart(country, list_tolerance_days=365)
    member = world.make_member(Group.SENDING, country=country)
    group = world.make_group(world.make_event(checks_standing=True, programme=programme), Group.SENDING)
    return group, member, issuer, programme


def test_the_standing_is_asked_for_on_the_day_of_the_event():
    group, member, issuer, programme = make_standing_world()
    assert outcomes(group.event, member.organization)["standing"] == "asks"
    make.make_approval(member.organization, issuer, programme)
    told = answer(group.event, member.organization, "standing")
    assert (told.outcome, len(told.sources) > 0) == ("holds", True)
    make.make_measure(member.organization, from_on=str(DAY))
    assert outcomes(group.event, member.organization)["standing"] == "stops"
    # The day before it, nothing stands against it.
    day = DAY - datetime.timedelta(days=1)
    assert outcomes(group.event, member.organization, day=day)["standing"] == "holds"


def test_without_a_programme_nobody_can_know():
    group, member, issuer, programme = make_standing_world()
    make.make_approval(member.organization, issuer, programme)
    group.event.programme = None
    assert outcomes(group.event, member.organization)["standing"] == "asks"


# What follows from it ---------------------------------------------------------------------------------


def test_what_is_not_known_goes_to_staff_and_what_does_not_hold_is_refused():
    group, member = make_permit_world()
    registration = register(group, 2, member=member)
    assert (registration.state, places(registration)) == ("asked", {"asked": 2})

    _group, stopped = make_permit_world(valid_from="2020-01-01", valid_until="2021-01-01")
    with pytest.raises(StoppedByCheck) as error:
        register(group, 1, member=stopped)
    assert [each.name for each in error.value.checks] == ["permit"]


def test_what_the_checks_said_is_kept_in_both_languages():
    group, member = make_permit_world()
    registration = register(group, 1, member=member)
    kept = {row["name"]: row for row in registration.checks}
    assert set(kept) == {"window", "group", "people", "capacity", "permit", "orders"}
    assert (kept["permit"]["outcome"], kept["permit"]["when"]) == ("asks", "sent")
    assert kept["permit"]["text_en"] == "No permit is recorded."
    assert kept["permit"]["text_ja"]

    make.make_permit(member.organization, group.event.programme, valid_from="2020-01-01", valid_until="2030-01-01")
    registration = registrations.approve(registration=registration, by=staff())
    said = {each.name: each.outcome for each in kept_checks(registration, when="decided")}
    assert said["permit"] == "holds"
    assert {each.name: each.outcome for each in kept_checks(registration)}["permit"] == "asks"


def test_staff_may_approve_what_a_check_stops_now_and_it_is_kept():
    group, member = make_permit_world()
    registration = register(group, 1, member=member)
    make.make_permit(member.organization, group.event.programme, valid_from="2020-01-01", valid_until="2021-01-01")
    registration = registrations.approve(registration=registration, by=staff())
    assert registration.state == "accepted"
    assert {each.name: each.outcome for each in kept_checks(registration, when="decided")}["permit"] == "stops"


def test_nobody_is_added_while_a_check_stops():
    group, member = make_permit_world(valid_from="2020-01-01", valid_until="2030-01-01")
    registration = register(group, 1, member=member)
    make.make_sanction(member.organization, kind=Sanction.Kind.REVOCATION)
    with pytest.raises(StoppedByCheck):
        registrations.change_people(registration=registration, by=member.user, added=people(1))
    registrations.change_people(registration=registration, by=staff(), added=people(1))
    assert places(registration) == {"seated": 2}


def test_each_check_has_its_title():
    event = world.make_event(checks_permit=True, checks_standing=True, needs_approval=True)
    sending, supervising = world.make_group(event, Group.SENDING), world.make_group(event)
    found = set(outcomes(sending.event, make.make_organization())) | set(
        outcomes(supervising.event, make.make_supervising())
    )
    assert found == set(TITLES)
