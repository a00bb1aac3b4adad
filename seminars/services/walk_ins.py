"""People who stand at the door without a registration: seated where a place is free, and checked in at once."""

from __future__ import annotations

import uuid

from django.db import transaction

from jitco_portal.common.models import User
from organizations.models import Organization
from seminars.models import Attendee, CheckIn, Event
from seminars.services.check_in import mark
from seminars.services.people import PersonValues
from seminars.services.registrations import add_walk_in
from seminars.services.seats import lock_event


@transaction.atomic
def walk_in(*, event: Event, organization: Organization, by: User, person: PersonValues, key: uuid.UUID) -> Attendee:
    """Seat the person and mark that they came, or nothing of both. Raises what ``add_walk_in`` and ``mark`` raise.

    ``key`` is that of the page: a button that was pressed twice seats one person. Whoever goes back to a page that
    was sent and types another name means another person.
    """
    lock_event(event.pk)
    own = Attendee.objects.filter(registration__event=event, registration__organization=organization)
    if already := own.filter(check_ins__key=key, name=person.name).first():
        return already
    if CheckIn.objects.filter(key=key).exists():
        key = uuid.uuid4()
    before = set(own.values_list("pk", flat=True))
    add_walk_in(event=event, organization=organization, by=by, people=[person])
    added = own.exclude(pk__in=before).get()
    return mark(event=event, person=added.pk, came=True, by=by, key=key)
