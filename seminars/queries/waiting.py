"""What of events waits for the Affairs Dept.: how many, and since when the oldest."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jitco_portal.common.days import today
from jitco_portal.common.registry import Deed, Waiting
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
        sentence = ngettext(
            "Decide on %(number)d registration for an event",
            "Decide on %(number)d registrations for events",
            asked["count"],
        )
        found.append(
            _of(_("Registrations to be approved"), registrations, asked, sentence, deed=Deed.DECIDE, target_days=3)
        )
    if user.has_perm("seminars.add_payment"):
        late = overdue(day=today()).aggregate(count=Count("pk"), oldest=Min("created_at"))
        url = f"{registrations}?{urlencode({'board': 'overdue'})}"
        sentence = ngettext(
            "Ask after %(number)d payment that is late", "Ask after %(number)d payments that are late", late["count"]
        )
        found.append(_of(_("Payments for events that are late"), url, late, sentence))
    if user.has_perm("seminars.change_event"):
        open_ = events_without_report().aggregate(count=Count("pk"), oldest=Min("ends_at"))
        url = f"{events}?{urlencode({'board': 'report'})}"
        sentence = ngettext(
            "Report on %(number)d event that is over", "Report on %(number)d events that are over", open_["count"]
        )
        found.append(_of(_("Events without a report"), url, open_, sentence, target_days=28))
        tours = tours_to_decide().aggregate(count=Count("pk"), oldest=Min("decided_on"))
        url = f"{events}?{urlencode({'board': 'decide'})}"
        since = tours["oldest"] and datetime.datetime.combine(
            tours["oldest"], datetime.time(), tzinfo=timezone.get_current_timezone()
        )
        sentence = ngettext(
            "Decide whether %(number)d event with too few people is held",
            "Decide whether %(number)d events with too few people are held",
            tours["count"],
        )
        tours = {**tours, "oldest": since}
        found.append(_of(_("Events with too few people"), url, tours, sentence, deed=Deed.DECIDE, target_days=1))
    return found


def _of(
    title: str,
    url: str,
    held: dict[str, Any],
    sentence: str,
    *,
    deed: Deed = Deed.KEEP,
    target_days: int | None = None,
) -> Waiting:
    said = sentence % {"number": held["count"]}
    return Waiting(title, url, held["count"], held["oldest"], said, deed, target_days)


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
