"""An event that is going on, with people at its door."""

import datetime
import uuid

from django.utils import timezone

from seminars.models import Group
from seminars.queries.attendance import Mark
from tests import factories as make
from tests.seminars import world

HOUR = datetime.timedelta(hours=1)


def make_event_of_now(**values):
    """Began an hour ago, by the clock that runs."""
    now = timezone.now()
    values = {"starts_at": now - HOUR, "ends_at": now + 2 * HOUR, "closes_at": now - 2 * HOUR, **values}
    return world.make_event(**values)


def make_door(*, event=None, people=3, **values):
    """A supervising organization with so many people at an event that is going on; its registration."""
    event = event or make_event_of_now(**values)
    group = event.groups.filter(group=Group.SUPERVISING).first() or world.make_group(event, people=50)
    return world.make_registration(group, people=people)


def door_staff(**values):
    """Somebody of the Affairs Dept. who may do all of it."""
    return make.make_staff(is_superuser=True, **values)


def mark_of(attendee, *, came=True, at=None, key=None):
    return Mark(key=key or uuid.uuid4(), person=attendee.pk, came=came, at=at or timezone.now())
