"""Fictional events, made anew when those of an earlier load are over."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

from django.utils import timezone

from countries.models import Country, Programme
from countries.samples import open_programmes
from jitco_portal.common.csv_tables.tables import LoadReport
from jitco_portal.common.days import today
from organizations.models import Organization
from seminars.models import (
    AttendanceFigure,
    CancellationTerm,
    Event,
    EventGroup,
    EventQuestion,
    EventSession,
    MeetingDay,
    MeetingInterpreter,
    MeetingSlot,
    MeetingTable,
    TourStop,
)
from seminars.queries.told_times import told_facts
from seminars.samples.events import EVENTS, SampleEvent, first_day

# Of the day of meetings: hours after the beginning, times, pauses before them, tables.
MEETINGS = {"matching": (1.0, 8, (4,), 5), "timetable": (0.5, 4, (2,), 3)}
SLOT = datetime.timedelta(minutes=25)
BREAK = datetime.timedelta(minutes=15)
FIGURES = (("government", 3, 2), ("sending", 10, 5), ("supervising", 18, 11))


def load_samples() -> list[LoadReport]:
    """An event that was made stays as it is, whatever somebody tried with it; a new one comes when it is over."""
    report = LoadReport(str(Event._meta.verbose_name_plural))
    for sample in EVENTS:
        if newest(sample):
            report.unchanged += 1
        else:
            _make(sample)
            report.added += 1
    return [report]


def newest(sample: SampleEvent) -> Event | None:
    """The event that stands for it now: that was made under its title, and is not over unless it is to be so."""
    events = Event.pgh_event_model.objects.filter(title_en=sample.title[0], is_sample=True)  # type: ignore[attr-defined]
    found = Event.objects.filter(pk__in=events.values("pgh_obj_id"))
    if sample.days > 0:
        found = found.filter(ends_at__gt=timezone.now())
    return found.order_by("pk").last()


def _make(sample: SampleEvent) -> Event:
    zone = zoneinfo.ZoneInfo(sample.zone)
    day = first_day(sample, today())

    def at(days: int, hour: float) -> datetime.datetime:
        begins = datetime.datetime.combine(day + datetime.timedelta(days=days), datetime.time(), tzinfo=zone)
        return begins + datetime.timedelta(hours=hour)

    values: dict[str, Any] = {
        "kind": sample.kind,
        "is_sample": True,
        "state": sample.state,
        **_both("title", sample.title),
        **_both("summary", sample.summary),
        **_both("text", sample.text),
        "starts_at": at(0, sample.hours[0]),
        "ends_at": at(sample.nights, sample.hours[1]),
        "time_zone": sample.zone,
        "programme": Programme.objects.filter(code=open_programmes(today())[-1]).first(),
        "published_at": timezone.now(),
        **sample.values,
    }
    if sample.opened is not None:
        opens = today() - datetime.timedelta(days=sample.opened)
        values["opens_at"] = datetime.datetime.combine(opens, datetime.time(10), tzinfo=zone)
        values["closes_at"] = at(-sample.closes_before, 17)
    if sample.state == Event.State.CANCELLED:
        values["cancelled_at"] = timezone.now()
    if "fewest_people" in values:
        values["decided_on"] = day - datetime.timedelta(days=28)
    if "report_en" in values:
        values["report_published_at"] = at(10, 10)
    event = Event.objects.create(**values)
    event.refresh_from_db()
    Event.objects.filter(pk=event.pk).update(told=told_facts(event))
    event.countries.set(Country.objects.filter(code__in=sample.countries, is_sample=True))
    _parts(sample, event, day)
    if sample.key in MEETINGS:
        _meeting_day(event, *MEETINGS[sample.key])
    return event


def _parts(sample: SampleEvent, event: Event, day: datetime.date) -> None:
    for group, people, organizations, most, member, general in sample.groups:
        EventGroup.objects.create(
            event=event,
            group=group,
            people=people,
            organizations=organizations,
            most_per_organization=most,
            price_member=member,
            price_general=general,
        )
    for days_before, percent in sample.terms:
        CancellationTerm.objects.create(event=event, days_before=days_before, percent=percent)
    for first, last, title_en, title_ja, speakers_en, speakers_ja in sample.sessions:
        EventSession.objects.create(
            event=event,
            starts_at=_hours_after(event, first),
            ends_at=_hours_after(event, last),
            **_both("title", (title_en, title_ja)),
            **_both("speakers", (speakers_en, speakers_ja)),
        )
    for position, (days, place_en, place_ja, text_en, text_ja, word) in enumerate(sample.stops, start=1):
        visited = Organization.objects.filter(short_name=f"{word} (sample)", is_sample=True).first() if word else None
        TourStop.objects.create(
            event=event,
            day=day + datetime.timedelta(days=days),
            position=position,
            organization=visited,
            **_both("place", (place_en, place_ja)),
            **_both("text", (text_en, text_ja)),
        )
    for position, (about, form, needed, text_en, text_ja, choices_en, choices_ja) in enumerate(sample.questions, 1):
        EventQuestion.objects.create(
            event=event,
            about=about,
            form=form,
            is_required=needed,
            position=position,
            **_both("text", (text_en, text_ja)),
            **_both("choices", (choices_en, choices_ja)),
        )
    if sample.key == "past":
        for group, people, organizations in FIGURES:
            AttendanceFigure.objects.create(event=event, group=group, people=people, organizations=organizations)


def _meeting_day(event: Event, after: float, slots: int, pauses: tuple[int, ...], tables: int) -> None:
    day = MeetingDay.objects.create(event=event, wishes_until=event.closes_at, seconds=30)
    begins = _hours_after(event, after)
    for number in range(slots):
        if number in pauses:
            begins += BREAK
        MeetingSlot.objects.create(day=day, starts_at=begins, ends_at=begins + SLOT, break_before=number in pauses)
        begins += SLOT
    for number in range(1, tables + 1):
        MeetingTable.objects.create(day=day, name=f"T{number}", position=number)
    MeetingInterpreter.objects.create(day=day, label="Interpreter 1 / 通訳1", pairs=["ja-en"])


def _hours_after(event: Any, hours: float) -> datetime.datetime:
    begins: datetime.datetime = event.starts_at
    return begins + datetime.timedelta(hours=hours)


def _both(name: str, texts: tuple[str, str]) -> dict[str, str]:
    return {f"{name}_en": texts[0], f"{name}_ja": texts[1]}
