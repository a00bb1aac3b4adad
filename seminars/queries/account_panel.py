"""Events to which a person comes, or their organizations, on the person's own page."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common.languages import sentence_gap
from jitco_portal.common.registry import Panel
from organizations.queries.members import memberships_of
from seminars.models import Attendee, Offer, Place, Registration
from seminars.queries.words import sentences_of

# What is over stands there a while longer: for the survey, the certificate, the receipt.
KEPT_AFTER = datetime.timedelta(days=60)


@dataclass(frozen=True)
class OwnEvent:
    """A registration as the panel shows it. Whoever does not belong to the organization sees the ticket only."""

    registration: Registration
    sentence: str
    is_theirs: bool
    tickets: Sequence[Attendee]


def account_panel(user: Any) -> Panel | None:
    """In three queries, however many events; None where there is nothing and nobody to register for."""
    memberships = memberships_of(user)
    own = {each.organization_id for each in memberships}
    rows = (
        Registration.objects.filter(Q(organization__in=own) | Q(attendees__user=user))
        .filter(Q(event__ends_at__gte=timezone.now() - KEPT_AFTER))
        .living()
        .select_related("event", "organization")
        .prefetch_related("attendees", Prefetch("offers", Offer.objects.filter(state=Offer.State.OPEN)))
        .order_by("event__starts_at", "pk")
        .distinct()
    )
    events = [_own_event(each, user, own) for each in rows]
    if not events and not any(each.may_edit for each in memberships):
        return None
    return Panel(
        title=_("Your events"), anchor="events", template="seminars/_account_panel.html", context={"events": events}
    )


def _own_event(registration: Registration, user: Any, own: set[int]) -> OwnEvent:
    people = list(registration.attendees.all())
    offer = next(iter(registration.offers.all()), None)
    said = sentences_of(registration, people, offer=offer, position=None, time_zone=user.time_zone)
    return OwnEvent(
        registration=registration,
        sentence=sentence_gap().join(said),
        is_theirs=registration.organization_id in own,
        tickets=[each for each in people if each.user_id == user.pk and each.place == Place.SEATED],
    )
