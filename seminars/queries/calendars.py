"""iCalendar files (RFC 5545): one event, all of a person, one ticket, meetings.

A calendar program knows an entry by its UID and takes a change only with a higher SEQUENCE: so an entry that moved
replaces the old one, and one that is cancelled takes it away. Both follow from stored rows, and so does the time of an
entry: the same rows give the same bytes, and a program that asks again is told that nothing changed.
"""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jitco_portal.common.languages import listed
from jitco_portal.common.models import User
from jitco_portal.common.plain_text import many_lines, one_line
from organizations.models.members import organizations_of
from seminars.models import Attendee, Event, MeetingDay, Place

if TYPE_CHECKING:
    from icalendar import Event as Component
    from icalendar import Timezone, vCalAddress

PUBLISH, CANCEL = "PUBLISH", "CANCEL"
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
# How long a subscribed calendar may wait before it asks again.
REFRESH = datetime.timedelta(hours=6)
# A calendar holds what is to come, and what was for so long.
KEPT_AFTER = datetime.timedelta(days=90)


@dataclass(frozen=True)
class Entry:
    """``key`` names it for ever (``event-12``); ``zone`` is that of the place."""

    key: str
    sequence: int
    stamp: datetime.datetime
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    zone: zoneinfo.ZoneInfo
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    status: str = CONFIRMED

    @property
    def uid(self) -> str:
        return f"{self.key}@{urlsplit(settings.SITE_URL).hostname}"


def calendar_of(entries: Sequence[Entry], *, name: str, language: str, method: str = PUBLISH) -> bytes:
    """The file, with the rules of every time zone in it."""
    # Here and below: most processes make no calendar, and the library takes 2 MB of each.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//JITCO//Sending Support//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    # Of this one the library would take a second line for a property.
    calendar.add("x-wr-calname", one_line(name))
    if method == PUBLISH:
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", REFRESH)
    for zone, years in _years_of_zones(entries).items():
        calendar.add_component(_time_zone(zone, *years))
    for entry in entries:
        calendar.add_component(_component(entry, language))
    return bytes(calendar.to_ical())


def _component(entry: Entry, language: str) -> Component:
    from icalendar import Event as Component

    component = Component()
    component.add("uid", entry.uid)
    component.add("sequence", entry.sequence)
    component.add("dtstamp", entry.stamp)
    component.add("last-modified", entry.stamp)
    component.add("dtstart", entry.starts_at.astimezone(entry.zone))
    component.add("dtend", entry.ends_at.astimezone(entry.zone))
    component.add("summary", one_line(entry.summary), parameters={"LANGUAGE": language})
    if entry.description:
        component.add("description", many_lines(entry.description), parameters={"LANGUAGE": language})
    if entry.location:
        component.add("location", one_line(entry.location), parameters={"LANGUAGE": language})
    if entry.url:
        component.add("url", entry.url)
    component.add("status", entry.status)
    component.add("transp", "OPAQUE" if entry.status == CONFIRMED else "TRANSPARENT")
    component.add("organizer", _organizer())
    return component


def _organizer() -> vCalAddress:
    """RFC 5546 wants one for PUBLISH and CANCEL: the Affairs Dept., or the portal where it has no address."""
    from icalendar import vCalAddress

    email = settings.AFFAIRS_EMAIL
    organizer = vCalAddress(f"mailto:{email}" if email else settings.SITE_URL)
    organizer.params["CN"] = "JITCO"
    return organizer


def _years_of_zones(entries: Iterable[Entry]) -> dict[str, tuple[int, int]]:
    """Each zone with the years for which its rules are needed; UTC needs none."""
    found: dict[str, tuple[int, int]] = {}
    for entry in entries:
        if entry.zone.key == "UTC":
            continue
        years = (entry.starts_at.astimezone(entry.zone).year, entry.ends_at.astimezone(entry.zone).year)
        first, last = found.get(entry.zone.key, years)
        found[entry.zone.key] = (min(first, years[0]), max(last, years[1]))
    return dict(sorted(found.items()))


@lru_cache(maxsize=256)
def _rules_of(zone: str, first: int, last: int) -> bytes:
    from icalendar import Timezone

    rules = Timezone.from_tzinfo(
        zoneinfo.ZoneInfo(zone), zone, datetime.date(first - 1, 1, 1), datetime.date(last + 2, 1, 1)
    )
    return bytes(rules.to_ical())


def _time_zone(zone: str, first: int, last: int) -> Timezone:
    from icalendar import Timezone

    component = Timezone.from_ical(_rules_of(zone, first, last))
    assert isinstance(component, Timezone)  # noqa: S101 (for the type checker)
    return component


# Entries ------------------------------------------------------------------------------------------------


def event_entry(event: Event, *, url: str = "", more: str = "") -> Entry:
    """An event that has its times, in the language that is active. ``more`` is said before the summary."""
    if event.starts_at is None or event.ends_at is None:
        raise ValueError(f"event {event.pk} has no times")
    url = url or page_of(event)
    is_called_off = event.state == Event.State.CANCELLED
    first = _("This event does not take place.") if is_called_off else more
    return Entry(
        key=f"event-{event.pk}",
        sequence=event.revision,
        stamp=max(event.revised_at, event.changed_at).replace(microsecond=0),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.zone,
        summary=_("Cancelled: %(title)s") % {"title": event.title} if is_called_off else event.title,
        description="\n\n".join(part for part in (first, event.summary, url) if part),
        location=location_of(event),
        url=url,
        status=CANCELLED if is_called_off else CONFIRMED,
    )


def page_of(event: Event) -> str:
    return f"{settings.SITE_URL}{event.get_absolute_url()}"


def location_of(event: Event) -> str:
    parts = [event.venue, event.address] if event.place_form != Event.PlaceForm.ONLINE else []
    if event.is_online:
        parts.append(_("online"))
    return listed(part for part in parts if part)


@dataclass(frozen=True)
class MeetingTimes:
    """A meeting for the calendar of one of its two sides. ``pair`` names the two parties, in either order of sides.

    ``is_cancelled``: it stood in a timetable that was published before, and does not any more; or one of the two is not
    there. ``steps`` grows with every place that one of them loses.
    """

    pair: tuple[int, int]
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    other: str
    table: str = ""
    interpreter: str = ""
    is_cancelled: bool = False
    steps: int = 0


def meeting_entry(meeting: MeetingTimes, *, event: Event, day: MeetingDay, url: str) -> Entry:
    """Two organizations meet once: the pair is what stays when the time or the table changes."""
    title = _("Meeting with %(organization)s") % {"organization": meeting.other}
    parts = [event.title]
    if meeting.table:
        parts.append(_("Table: %(table)s") % {"table": meeting.table})
    if meeting.interpreter:
        parts.append(_("Interpreter: %(label)s") % {"label": meeting.interpreter})
    parts.append(url)
    is_cancelled = meeting.is_cancelled or event.state == Event.State.CANCELLED
    first, second = sorted(meeting.pair)
    return Entry(
        key=f"meeting-{day.pk}-{first}-{second}",
        sequence=event.revision + day.revision + meeting.steps,
        stamp=max(event.revised_at, day.changed_at).replace(microsecond=0),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=event.zone,
        summary=_("Cancelled: %(title)s") % {"title": title} if is_cancelled else title,
        description="\n".join(parts),
        location=listed(part for part in (event.venue, meeting.table) if part),
        url=url,
        status=CANCELLED if is_cancelled else CONFIRMED,
    )


def meetings_calendar(
    meetings: Iterable[MeetingTimes], *, event: Event, day: MeetingDay, language: str, url: str
) -> bytes:
    """The meetings of one organization, those it no longer has among them."""
    with translation.override(language):
        entries = [meeting_entry(meeting, event=event, day=day, url=url) for meeting in meetings]
        name = _("Meetings: %(title)s") % {"title": event.title}
        return calendar_of(entries, name=name, language=language)


# Files --------------------------------------------------------------------------------------------------


def event_calendar(event: Event, language: str) -> bytes:
    """One event that has its times; a cancelled one takes itself out of the calendar."""
    method = CANCEL if event.state == Event.State.CANCELLED else PUBLISH
    with translation.override(language):
        return calendar_of([event_entry(event)], name=event.title, language=language, method=method)


def ticket_calendar(attendee: Attendee) -> bytes:
    """The event for one person, in their language: waiting it is tentative, given up it goes from the calendar.

    With a day of meetings its revision counts too: the tables of the person's organization may be new.
    """
    event = attendee.registration.event
    day = MeetingDay.objects.filter(event=event).first()
    # A place goes this way only, so its steps can be counted.
    step, status = {Place.SEATED: (1, CONFIRMED), Place.GIVEN_UP: (2, CANCELLED)}.get(
        Place(attendee.place), (0, TENTATIVE)
    )
    language = attendee.language
    with translation.override(language):
        more = {
            CONFIRMED: _join(event),
            TENTATIVE: _("You have no place at this event yet."),
            CANCELLED: _("You have no place at this event any more."),
        }[status]
        url = f"{settings.SITE_URL}{reverse('seminars:ticket', args=[attendee.token])}"
        entry = event_entry(event, url=url, more=more)
        entry = replace(
            entry,
            key=f"ticket-{attendee.pk}",
            sequence=event.revision + (day.revision if day else 0) + step,
            status=entry.status if entry.status == CANCELLED else status,
        )
        method = CANCEL if entry.status == CANCELLED else PUBLISH
        return calendar_of([entry], name=event.title, language=language, method=method)


def person_calendar(user: User) -> bytes:
    """All events at which the person, or an organization that they act for, has a place; in their language.

    Cancelled events and places given up stay in it as cancelled: else programs that merge what they read would keep
    them. No other person is named.
    """
    with translation.override(user.language):
        entries = [_own_entry(event, *numbers) for event, *numbers in _own_events(user)]
        return calendar_of(entries, name=_("Seminars and tours (JITCO)"), language=user.language)


def _own_events(user: User) -> list[tuple[Event, int, int]]:
    """Events with times, each with how many of the people concerned have a place, and how many had one."""
    own = organizations_of(user)
    people = Attendee.objects.filter(Q(user=user) | Q(registration__organization__in=own))
    counts = (
        people.order_by()
        .values("registration__event")
        .annotate(
            seated=Count("pk", filter=Q(place=Place.SEATED)),
            gone=Count("pk", filter=~Q(place=Place.SEATED) & Q(seated_at__isnull=False)),
        )
    )
    found = {row["registration__event"]: (row["seated"], row["gone"]) for row in counts}
    events = Event.objects.published().filter(pk__in=[pk for pk, counted in found.items() if any(counted)])
    since = timezone.now() - KEPT_AFTER
    return [(event, *found[event.pk]) for event in events.filter(ends_at__gte=since).order_by("starts_at", "pk")]


def _own_entry(event: Event, seated: int, gone: int) -> Entry:
    """Each place given up counts twice, less one while nobody has another: so the number grows with every turn.

    seated: 0, given up: 1, seated again: 2, given up again: 3.
    """
    if seated:
        entry = event_entry(event, more=_join(event))
        return replace(entry, sequence=event.revision + 2 * gone)
    entry = event_entry(event, more=_("You have no place at this event any more."))
    return replace(entry, sequence=event.revision + 2 * gone - 1, status=CANCELLED)


def _join(event: Event) -> str:
    """Where to come online: for those who have a place."""
    return _("Online: %(address)s") % {"address": event.online_url} if event.is_online and event.online_url else ""
