"""People who stand at the door without a registration: seated where a place is free, and checked in at once."""

from __future__ import annotations

from django.db import transaction

from jitco_portal.common.models import User
from organizations.models import Organization
from seminars.models import Attendee, Event
from seminars.services.check_in import mark
from seminars.services.people import PersonValues
from seminars.services.registrations import add_walk_in
from seminars.services.seats import lock_event


@transaction.atomic
def walk_in(*, event: Event, organization: Organization, by: User, people: list[PersonValues]) -> list[Attendee]:
    """Seat them and mark that they came, or nothing of both. Raises what ``add_walk_in`` and ``mark`` raise."""
    lock_event(event.pk)
    own = Attendee.objects.filter(registration__event=event, registration__organization=organization)
    before = set(own.values_list("pk", flat=True))
    add_walk_in(event=event, organization=organization, by=by, people=people)
    return [
        mark(event=event, person=person, came=True, by=by)
        for person in own.exclude(pk__in=before).order_by("pk").values_list("pk", flat=True)
    ]
