"""What a country's page shows of its events: the next ones, and what the latest were like."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from countries.models import Country
from jitco_portal.common.days import today
from jitco_portal.common.registry import Panel
from seminars.queries import lists

NEXT, LATEST = 3, 3


def country_panel(country: Country, day: datetime.date, user: Any) -> Panel | None:
    """On a page of a past day only what was over by then; four queries, and no panel where there is nothing."""
    code = country.code.lower()
    upcoming: list[Any] = []
    if day >= today():
        rows = lists.event_list(user=user, when=lists.UPCOMING, country=code)
        upcoming = list(rows.order_by(*lists.UPCOMING_ORDER)[:NEXT])
    past_rows = lists.event_list(user=user, when=lists.PAST, country=code)
    past_rows = past_rows.annotate(last_day=Cast("ends_on", TextField()), first_day=Cast("starts_on", TextField()))
    past_rows = past_rows.filter(last_day__lte=day.isoformat(), first_day__lte=day.isoformat())
    past = list(past_rows.order_by(*lists.PAST_ORDER)[:LATEST])
    if not upcoming and not past:
        return None
    list_url = reverse("seminars:event_list")
    return Panel(
        title=_("Seminars and tours"),
        anchor="events",
        template="seminars/_country_panel.html",
        context={
            "country": country,
            "upcoming": lists.listed(upcoming, when=lists.UPCOMING, countries=[]),
            "past": lists.listed(past, when=lists.PAST, countries=[]),
            "upcoming_url": f"{list_url}?country={code}",
            "past_url": f"{list_url}?when=past&country={code}",
        },
    )
