"""What the feed tells: events that the portal announces, the last announced or changed first."""

from __future__ import annotations

import datetime

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from seminars.models import Event
from seminars.queries.lists import UNSHOWN, place_of
from seminars.queries.told_times import told_when

MOST = 50


def feed_events() -> list[Event]:
    """Each with ``updated_at``: its last change of time, place, title or state, or when its report came."""
    rows = Event.objects.published().filter(starts_at__isnull=False)
    rows = rows.annotate(updated_at=Greatest("revised_at", Coalesce("report_published_at", F("revised_at"))))
    return list(rows.prefetch_related("countries").defer(*UNSHOWN).order_by("-updated_at", "-pk")[:MOST])


def feed_title(event: Event) -> str:
    is_cancelled = event.state == Event.State.CANCELLED
    return _("Cancelled: %(title)s") % {"title": event.title} if is_cancelled else event.title


def feed_lines(event: Event) -> list[str]:
    """When, where, what: in lines of plain text."""
    countries = [country.name for country in event.countries.all()]
    lines = [
        told_when(event),
        " · ".join(part for part in (place_of(event), *countries) if part),
        str(capfirst(event.get_kind_display())),
        _("This event does not take place.") if event.state == Event.State.CANCELLED else "",
        _("Its report is there.") if event.report_published_at else "",
        event.summary,
    ]
    return [line for line in lines if line]


def feed_categories(event: Event) -> list[str]:
    return [event.kind, *(["cancelled"] if event.state == Event.State.CANCELLED else [])]


def updated_at(event: Event) -> datetime.datetime:
    return event.updated_at  # type: ignore[attr-defined]
