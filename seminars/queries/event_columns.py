"""The columns of the public list of events as a file."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from jitco_portal.common.exports import Column
from seminars.models import AttendanceFigure, Event, Group
from seminars.queries.lists import ListedEvent


def event_columns() -> list[Column]:
    """One set for everybody, in the language of the page."""
    return [
        Column("id", _("The number of the event, as in the address of its page."), _of_event("pk")),
        Column(
            "kind",
            _("joint_seminar, explanatory_meeting, matching_seminar, sending_seminar or inspection_tour."),
            _of_event("kind"),
        ),
        Column("state", _("published or cancelled; for staff also draft."), _of_event("state")),
        Column("title_en", _("The title in English."), _of_event("title_en")),
        Column("title_ja", _("The title in Japanese."), _of_event("title_ja")),
        Column(
            "countries",
            _("The countries that it is about (ISO 3166-1 codes of two letters)."),
            lambda row: [country.code for country in row.countries],
        ),
        Column("starts_on", _("The first day, as exact as it is known."), _of_event("starts_on")),
        Column("ends_on", _("The last day."), _of_event("ends_on")),
        Column("starts_at", _("When it begins, with the offset of its place."), _moment("starts_at")),
        Column("ends_at", _("When it ends."), _moment("ends_at")),
        Column("time_zone", _("The time zone of its place (IANA)."), _of_event("time_zone")),
        Column("place_form", _("place, online or both."), _of_event("place_form")),
        Column("venue_en", _("The venue in English."), _of_event("venue_en")),
        Column("venue_ja", _("The venue in Japanese."), _of_event("venue_ja")),
        Column("host_en", _("The host in English."), _of_event("host_en")),
        Column("host_ja", _("The host in Japanese."), _of_event("host_ja")),
        Column("languages", _("The languages of the event (ISO 639)."), _of_event("languages")),
        Column("interpreting", _("The pairs of languages that are interpreted, as ja-vi."), _of_event("interpreting")),
        Column(
            "registration",
            _("opens, open, full (one can join the waiting list), closed, none, over, cancelled or draft."),
            _state_of_registration,
        ),
        Column("opens_at", _("When registration opens."), _moment("opens_at")),
        Column("closes_at", _("When registration closes."), _moment("closes_at")),
        *_group_columns(Group.SENDING),
        *_group_columns(Group.SUPERVISING),
        Column("participants", _("How many people took part in all, of a past event."), lambda row: row.participants),
        *(column for group in AttendanceFigure.Group for column in _figure_columns(group)),
        Column("source", _("Where a past event is known from."), _of_event("source")),
        Column("source_url", _("The address of the source."), _of_event("source_url")),
        Column("checked_on", _("The day on which the source was last read."), _of_event("checked_on")),
        Column("revision", _("Grows with each change of time, place, title or state."), _of_event("revision")),
        Column("is_sample", _("Whether it is made up (sample data)."), _of_event("is_sample")),
        Column("url", _("The page of the event on the portal."), lambda row: _page(row.event)),
    ]


def _group_columns(group: Group) -> list[Column]:
    words = {"group": group.label}
    return [
        Column(
            f"{group.value}_places",
            _("Places for people, of an event to come: %(group)s.") % words,
            _group(group, attrgetter("group.people")),
        ),
        Column(
            f"{group.value}_free",
            _("Places that an organization without one can still have: %(group)s.") % words,
            _group(group, attrgetter("free")),
        ),
        Column(
            f"{group.value}_waiting",
            _("People on the waiting list: %(group)s.") % words,
            _group(group, attrgetter("waiting_people")),
        ),
    ]


def _figure_columns(group: AttendanceFigure.Group) -> list[Column]:
    words = {"group": group.label}
    return [
        Column(
            f"{group.value}_people",
            _("People who took part, where counted: %(group)s.") % words,
            _figure(group, "people"),
        ),
        Column(
            f"{group.value}_organizations",
            _("Organizations that took part, where counted: %(group)s.") % words,
            _figure(group, "organizations"),
        ),
    ]


def _of_event(name: str) -> Callable[[ListedEvent], Any]:
    return attrgetter(f"event.{name}")


def _moment(name: str) -> Callable[[ListedEvent], Any]:
    """With the offset of the event's zone, as ISO 8601 has it."""

    def value(row: ListedEvent) -> str | None:
        moment = getattr(row.event, name)
        return moment.astimezone(row.event.zone).isoformat() if moment else None

    return value


def _group(group: Group, value: Callable[[Any], Any]) -> Callable[[ListedEvent], Any]:
    """Of those to come; past events keep their figures of attendance instead."""

    def of_group(row: ListedEvent) -> Any:
        groups = row.registration.groups if row.registration else ()
        return next((value(each) for each in groups if each.group.group == group), None)

    return of_group


def _figure(group: AttendanceFigure.Group, name: str) -> Callable[[ListedEvent], Any]:
    return lambda row: next((getattr(each, name) for each in row.figures if each.group == group), None)


def _state_of_registration(row: ListedEvent) -> str:
    return row.registration.code if row.registration else "over"


def _page(event: Event) -> str:
    return f"{settings.SITE_URL}{event.get_absolute_url()}"
