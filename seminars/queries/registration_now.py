"""Whether organizations can register for an event now, in words, and how many places are left for whom."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Prefetch, Q
from django.db.models.functions import JSONObject
from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from jitco_portal.common.shown_dates import shown_date
from jitco_portal.common.templatetags.portal import number
from organizations.queries.child_rows import as_json, from_json
from seminars.models import Attendee, Event, EventGroup, Place
from seminars.queries.places import Capacity, GroupCapacity, GroupPlaces


@dataclass(frozen=True)
class RegistrationNow:
    """``code``: draft, cancelled, over, none (nobody registers here), opens, open, full or closed."""

    code: str
    text: str
    groups: Sequence[GroupPlaces] = ()

    @property
    def places(self) -> list[str]:
        return [places_text(group) for group in self.groups] if self.is_open else []

    @property
    def is_open(self) -> bool:
        """Also when all is full: then one joins the waiting list."""
        return self.code in ("open", "full")


def with_places() -> Prefetch:
    """The groups of events, each with ``waiting_people``: one query for a whole page."""
    waiting = Count("registrations__attendees", filter=Q(registrations__attendees__place=Place.WAITING))
    return Prefetch("groups", EventGroup.objects.annotate(waiting_people=waiting).order_by("event", "-group"))


def places_in_row() -> dict[str, ArraySubquery]:
    """Annotations that bring the groups along in the query of the events, for ``registration_now``."""
    groups = EventGroup.objects.filter(event=OuterRef("pk")).order_by("-group")
    waiting = Attendee.objects.filter(registration__event=OuterRef("pk"), place=Place.WAITING).order_by()
    counted = waiting.values("registration__group").annotate(number=Count("pk"))
    return {
        "group_rows": as_json(groups),
        "waiting_rows": ArraySubquery(
            counted.values(as_json=JSONObject(group=F("registration__group"), number=F("number")))
        ),
    }


def registration_now(event: Any) -> RegistrationNow:
    """Of an event read ``with_places`` or with ``places_in_row``; times are those of the event's zone."""
    groups = _places(event)
    if event.state == Event.State.DRAFT:
        return RegistrationNow("draft", _("Draft: only staff see this event."), groups)
    if event.state == Event.State.CANCELLED:
        return RegistrationNow("cancelled", _("Cancelled: this event does not take place."), groups)
    if event.is_over:
        return RegistrationNow("over", _("This event is over."), groups)
    if event.opens_at is None or event.closes_at is None or not groups:
        return RegistrationNow("none", _("There is no registration through this portal."), groups)
    now = timezone.now()
    if now < event.opens_at:
        words = {"when": moment_there(event, event.opens_at)}
        return RegistrationNow("opens", _("Registration opens on %(when)s.") % words, groups)
    closes_at = min(event.closes_at, event.starts_at or event.closes_at)
    words = {"when": moment_there(event, closes_at)}
    if now >= closes_at:
        return RegistrationNow("closed", _("Registration closed on %(when)s.") % words, groups)
    if all(group.is_full for group in groups):
        text = _("Full. Organizations can join the waiting list until %(when)s.")
        return RegistrationNow("full", text % words, groups)
    return RegistrationNow("open", _("Open for registration until %(when)s.") % words, groups)


def places_text(places: GroupPlaces) -> str:
    """``12 places left for sending organizations``; who waits is told beside it."""
    group = places.group.get_group_display()
    if places.is_full:
        left = _("full for %(group)s") % {"group": group}
    else:
        left = ngettext("%(free)s place left for %(group)s", "%(free)s places left for %(group)s", places.free)
        left %= {"free": number(places.free), "group": group}
    if not places.waiting_people:
        return left
    waits = ngettext("%(number)s person waits", "%(number)s people wait", places.waiting_people)
    waits %= {"number": number(places.waiting_people)}
    return _("%(places)s, %(waits)s") % {"places": left, "waits": waits}


def moment_there(event: Event, moment: datetime.datetime) -> str:
    """``3 December 2026, 10:00`` on the clock of the event's place."""
    there = moment.astimezone(event.zone)
    comma = " " if get_language() == "ja" else ", "
    return f"{shown_date(there.date())}{comma}{formats.time_format(there.time(), 'H:i')}"


def _places(event: Any) -> list[GroupPlaces]:
    if hasattr(event, "group_rows"):
        groups = from_json(EventGroup, event.group_rows)
        waiting = {each["group"]: each["number"] for each in event.waiting_rows}
    else:
        groups = list(event.groups.all())
        waiting = {row.pk: getattr(row, "waiting_people", 0) for row in groups}
    capacities = {row.pk: GroupCapacity(row, row.held_people, row.held_organizations) for row in groups}
    capacity = Capacity(event.people, event.held_people, capacities)
    return [
        GroupPlaces(
            group=row,
            free=capacity.free_in(capacities[row.pk]) if capacities[row.pk].is_open_to_another else 0,
            waiting_people=waiting.get(row.pk, 0),
            waiting_organizations=0,
        )
        for row in groups
    ]
