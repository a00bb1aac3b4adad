"""What of events waits for the Affairs Dept.: how many, and since when the oldest."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common.days import today
from jitco_portal.common.registry import Waiting
from seminars.models import Event, Registration, RegistrationState
from seminars.queries.owed import overdue

# So long after an event its report should be there.
REPORT_AFTER = datetime.timedelta(days=14)
# Of events of longer ago nobody writes one any more.
NO_REPORT_AFTER = datetime.timedelta(days=365)


def waiting_events(user: Any) -> list[Waiting]:
    """What this person may do something about."""
    found = []
    registrations, events = (reverse(f"admin:seminars_{name}_changelist") for name in ("registration", "event"))
    if user.has_perm("seminars.change_registration"):
        asked = asking().aggregate(count=Count("pk"), oldest=Min("created_at"))
        found.append(Waiting(_("Registrations to be approved"), registrations, asked["count"], asked["oldest"]))
    if user.has_perm("seminars.add_payment"):
        late = overdue(day=today()).aggregate(count=Count("pk"), oldest=Min("created_at"))
        url = f"{registrations}?{urlencode({'board': 'overdue'})}"
        found.append(Waiting(_("Payments for events that are late"), url, late["count"], late["oldest"]))
    if user.has_perm("seminars.change_event"):
        open_ = events_without_report().aggregate(count=Count("pk"), oldest=Min("ends_at"))
        url = f"{events}?{urlencode({'board': 'report'})}"
        found.append(Waiting(_("Events without a report"), url, open_["count"], open_["oldest"]))
        tours = tours_to_decide().aggregate(count=Count("pk"), oldest=Min("decided_on"))
        url = f"{events}?{urlencode({'board': 'decide'})}"
        since = tours["oldest"] and datetime.datetime.combine(
            tours["oldest"], datetime.time(), tzinfo=timezone.get_current_timezone()
        )
        found.append(Waiting(_("Events with too few people"), url, tours["count"], since))
    return found


def asking() -> QuerySet[Registration]:
    """Registrations that wait for the Affairs Dept., of events that have not begun."""
    return Registration.objects.filter(
        state=RegistrationState.ASKED, event__state=Event.State.PUBLISHED, event__starts_at__gt=timezone.now()
    )


def events_without_report() -> QuerySet[Event]:
    """Run by the portal, over for so long, and nothing is published of how they went."""
    now = timezone.now()
    over = Event.objects.filter(state=Event.State.PUBLISHED, report_published_at=None)
    return over.filter(ends_at__range=(now - NO_REPORT_AFTER, now - REPORT_AFTER))


def tours_to_decide() -> QuerySet[Event]:
    """The day of the decision has come, and fewer people have a place than are needed."""
    return Event.objects.filter(
        state=Event.State.PUBLISHED,
        starts_at__gt=timezone.now(),
        decided_on__lte=today(),
        held_people__lt=F("fewest_people"),
    )
