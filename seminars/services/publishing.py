"""What staff do with a whole event: publish it, cancel it, make one like it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone

from seminars.models import Event, MeetingDay
from seminars.queries.publishable import Missing, stops_of
from seminars.queries.recipients import everybody_registered
from seminars.queries.told_times import told_facts
from seminars.services.line import withdraw_all
from seminars.services.locks import lock_event
from seminars.services.mails import write_about

# What a new event like this one begins without: what happened with it, and who knows it from where.
_NOT_COPIED = {
    *("id", "state", "held_people", "revision", "revised_at", "told", "published_at", "cancelled_at"),
    *("cancelled_because", "created_at", "changed_at", "starts_on", "ends_on", "is_sample"),
    *("participants_total", "participants_note_en", "participants_note_ja"),
    *("report_en", "report_ja", "report_published_at", "answers_erased_at"),
    *("source", "source_ja", "source_url", "checked_on"),
}
_COUNTS = {"id", "event", "held_people", "held_organizations"}


class NotReady(Exception):
    """The event lacks something without which nobody could use it; ``missing`` says what."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__("not ready")
        self.missing = missing


class NoDraft(Exception):
    """Only a draft is published; somebody did it a moment ago."""


class NotPublished(Exception):
    """Only what was announced, and is not cancelled already, is cancelled."""


class IsOver(Exception):
    """What has ended is not cancelled."""


class ReportNotReady(Exception):
    """The report is not written in both languages, or the event is not over."""


class ReportPublished(Exception):
    """It is published already: what is mended in it is read at once."""


@transaction.atomic
def publish(*, event: Event) -> Event:
    """Show it to everybody; raises NoDraft, NotReady."""
    held = lock_event(event.pk)
    if held.state != Event.State.DRAFT:
        raise NoDraft
    if missing := stops_of(held):
        raise NotReady(missing)
    held.state, held.published_at, held.told = Event.State.PUBLISHED, timezone.now(), told_facts(held)
    held.save(update_fields=["state", "published_at", "told"])
    held.refresh_from_db()
    return held


@transaction.atomic
def cancel_event(*, event: Event, reason: str) -> Event:
    """Cancel it: everybody who is registered is told why, and owes nothing for the places they have.

    What somebody owes for having given up late before that stays; the desk may correct it. Raises NotPublished, IsOver.
    """
    held = lock_event(event.pk)
    if held.state != Event.State.PUBLISHED:
        raise NotPublished
    if held.is_over:
        raise IsOver
    # Before the registrations end with it.
    told = everybody_registered(held)
    held.state, held.cancelled_at, held.cancelled_because = Event.State.CANCELLED, timezone.now(), reason
    held.save(update_fields=["state", "cancelled_at", "cancelled_because"])
    withdraw_all(event=held)
    held.refresh_from_db()
    for recipient in told:
        write_about(
            held, recipient, kind="event_cancelled", cause="cancelled", context={"reason": reason}, has_ticket=False
        )
    return held


@transaction.atomic
def copy_event(*, event: Event, first_day: datetime.date) -> Event:
    """A draft like it that begins on that day: all times move by as many days, on the clock of the place.

    Its registrations, files, figures and report stay where they are.
    """
    values = {
        field.attname: getattr(event, field.attname)
        for field in Event._meta.concrete_fields
        if field.name not in _NOT_COPIED
    }
    days = first_day - event.day if event.day else datetime.timedelta()
    for name in ("starts_at", "ends_at", "opens_at", "closes_at"):
        values[name] = _moved(values[name], days, event)
    values["decided_on"] = values["decided_on"] and values["decided_on"] + days
    if event.starts_at is None:
        values |= {"opens_at": None, "closes_at": None}
    made = Event.objects.create(**values)
    made.countries.set(event.countries.all())
    for rows in (event.groups, event.cancellation_terms, event.sessions, event.stops, event.questions):
        _copy_rows(rows.all(), days, event, {"event": made})
    _copy_meeting_day(event, made, days)
    made.refresh_from_db()
    return made


def report_is_ready(event: Event) -> bool:
    return bool(event.report_en and event.report_ja and event.is_over and event.state == Event.State.PUBLISHED)


@transaction.atomic
def publish_report(*, event: Event) -> Event:
    """Everybody reads it; whoever had a place is told the next night. Raises ReportNotReady, ReportPublished."""
    held = lock_event(event.pk)
    if held.report_published_at:
        raise ReportPublished
    if not report_is_ready(held):
        raise ReportNotReady
    held.report_published_at = timezone.now()
    held.save(update_fields=["report_published_at"])
    return held


def _copy_rows(
    rows: Iterable[models.Model], days: datetime.timedelta, event: Event, parent: dict[str, models.Model]
) -> None:
    for row in rows:
        fields = [each for each in row._meta.concrete_fields if each.name not in {*_COUNTS, *parent}]
        values = {each.attname: getattr(row, each.attname) for each in fields}
        for name, value in values.items():
            if isinstance(value, datetime.datetime):
                values[name] = _moved(value, days, event)
            elif isinstance(value, datetime.date):
                values[name] = value + days
        type(row)._base_manager.create(**parent, **values)


def _copy_meeting_day(event: Event, made: Event, days: datetime.timedelta) -> None:
    """Times, tables and interpreters; who sits there and what they wish is another matter each time."""
    held = MeetingDay.objects.filter(event=event).first()
    if held is None:
        return
    day = MeetingDay.objects.create(
        event=made,
        wishes_until=_moved(held.wishes_until, days, event),
        must_is_hard=held.must_is_hard,
        most_musts=held.most_musts,
        seconds=held.seconds,
    )
    for rows in (held.slots, held.tables, held.interpreters):
        _copy_rows(rows.all(), days, event, {"day": day})


def _moved(moment: datetime.datetime | None, days: datetime.timedelta, event: Event) -> datetime.datetime | None:
    """The same time on the clock of the place, also where that goes forward or back in between."""
    if moment is None:
        return None
    there = moment.astimezone(event.zone)
    return datetime.datetime.combine(there.date() + days, there.time(), tzinfo=event.zone)
