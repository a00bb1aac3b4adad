"""What a country's page shows of its events: the next ones, and what the latest were like."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from countries.models import Country
from jitco_portal.common.days import today
from jitco_portal.common.registry import Panel
from seminars.models import Event
from seminars.queries import lists

NEXT, LATEST = 3, 3


def country_panel(country: Country, day: datetime.date, user: Any) -> Panel | None:
    """On a page of a past day only what was over by then; one query, and no panel where there is nothing."""
    events = Event.objects.visible_to(user).filter(countries=country)
    by_then = events.annotate(first=Cast("starts_on", CharField()), last=Cast("ends_on", CharField()))
    by_then = by_then.filter(lists.is_past(), first__lte=day.isoformat(), last__lte=day.isoformat())
    shown = Q(pk__in=by_then.order_by("-starts_on", "-pk").values("pk")[:LATEST])
    if day >= today():
        coming = events.exclude(lists.is_past())
        shown |= Q(pk__in=coming.order_by("starts_at", "pk").values("pk")[:NEXT])
    found = lists.listed(lists.with_row_values(Event.objects.filter(shown)).order_by("-starts_on", "-pk"))
    if not found:
        return None
    to_come = [row for row in found if not row.event.is_over]
    list_url, code = reverse("seminars:event_list"), country.code.lower()
    return Panel(
        title=_("Seminars and tours"),
        anchor="events",
        template="seminars/_country_panel.html",
        context={
            "country": country,
            "upcoming": sorted(to_come, key=lambda row: (row.event.starts_at, row.event.pk)),
            "past": [row for row in found if row.event.is_over],
            "upcoming_url": f"{list_url}?country={code}",
            "past_url": f"{list_url}?when=past&country={code}",
        },
    )
