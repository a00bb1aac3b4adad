"""What the database holds of events for every writer, also for SQL."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from seminars.models import Attendee, Event, EventGroup, Group, Place, Registration
from tests import factories as make
from tests.seminars import world

pytestmark = pytest.mark.django_db


def counts(group):
    group.refresh_from_db()
    group.event.refresh_from_db()
    return group.held_people, group.held_organizations, group.event.held_people


def test_places_are_counted_for_every_writer():
    group = world.make_group()
    first = world.make_registration(group, people=3)
    second = world.make_registration(group, people=2, place=Place.WAITING)
    assert counts(group) == (3, 1, 3)

    Attendee.objects.filter(registration=second).update(place=Place.OFFERED)
    assert counts(group) == (5, 2, 5)
    Attendee.objects.filter(registration=first).update(place=Place.GIVEN_UP)
    assert counts(group) == (2, 1, 2)
    Attendee.objects.filter(registration=second).update(place=Place.SEATED)
    assert counts(group) == (2, 1, 2)
    assert Registration.objects.get(pk=second.pk).held_people == 2


@pytest.mark.parametrize(
    ("group_values", "event_values"),
    [({"people": 2}, {}), ({"people": 10}, {"people": 2}), ({"people": 10, "organizations": 1}, {})],
)
def test_database_refuses_one_too_many(group_values, event_values):
    group = world.make_group(world.make_event(**event_values), **group_values)
    world.make_registration(group, people=2)
    waiting = world.make_registration(group, people=1, place=Place.WAITING)

    with pytest.raises(IntegrityError), transaction.atomic():
        Attendee.objects.filter(registration=waiting).update(place=Place.SEATED)
    assert counts(group) == (2, 1, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventGroup.objects.filter(pk=group.pk).update(people=1)


def test_a_group_of_the_other_kind_is_refused():
    group = world.make_group(group=Group.SENDING)
    with pytest.raises(IntegrityError), transaction.atomic():
        world.make_registration(group, make.make_supervising())
    other = world.make_group()
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(
            event=world.make_event(), group=other, organization=make.make_supervising(), created_by=make.make_user()
        )


def test_announced_changes_count_as_revisions():
    event = world.make_event()
    assert (event.revision, str(event.starts_on)) == (0, str(world.in_days(30).date()))
    Event.objects.filter(pk=event.pk).update(text_en="More")
    Event.objects.filter(pk=event.pk).update(venue_en="Another hall", starts_at=world.in_days(29, 23))
    event.refresh_from_db()
    assert (event.revision, str(event.starts_on)) == (1, str(world.in_days(29).date()))
    Event.objects.filter(pk=event.pk).update(time_zone="Pacific/Auckland")
    event.refresh_from_db()
    assert (event.revision, str(event.starts_on)) == (2, str(world.in_days(30).date()))


def test_an_event_goes_one_way_and_stays():
    event = world.make_event()
    with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(state=Event.State.DRAFT)
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        event.delete()
    world.make_event(state=Event.State.DRAFT).delete()


def test_what_nobody_ran_here_needs_its_source():
    world.make_past_event()
    with pytest.raises(IntegrityError), transaction.atomic():
        world.make_past_event(source_url="")
