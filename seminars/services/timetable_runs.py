"""Runs: asking for a timetable, stopping the search, publishing what came out, and telling those whom it concerns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.models import User
from seminars.models import Event, Meeting, MeetingDay, MeetingParty, TimetableRun
from seminars.queries.instances import build_instance
from seminars.queries.meetings import published_meetings, takes_place, told_places
from seminars.queries.plans import Planned, changes_by_party, planned_meetings, what_stands_against
from seminars.queries.recipients import people_with_places
from seminars.services.mails import write_about
from seminars.services.meeting_day import lock_day
from seminars.tasks import defer_solving

LIVING = (TimetableRun.State.WAITING, TimetableRun.State.RUNNING)


class RunsAlready(Exception):
    """A timetable of this day is being solved."""


class NothingToSolve(Exception):
    """The day has no times, no tables, or not both sides."""


class HasEnded(Exception):
    """The run is over, or was never there."""


class NotPublishable(Exception):
    """``reason`` is a code of `queries.plans.AGAINST`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def start_run(*, day: MeetingDay, by: User | None = None, is_change: bool = False) -> TimetableRun:
    """Ask the worker for the best timetable; one at a time for each day. Raises RunsAlready, NothingToSolve."""
    held = lock_day(day)
    if held.runs.filter(state__in=LIVING).exists():
        raise RunsAlready
    instance = build_instance(day=held, is_change=is_change)
    if not (instance.slots and instance.tables and instance.sending and instance.supervising):
        raise NothingToSolve
    try:
        with transaction.atomic():
            run = TimetableRun.objects.create(day=held, is_change=is_change, instance=instance.as_dict(), started_by=by)
    except IntegrityError as error:  # by another way than this one
        raise RunsAlready from error
    defer_solving(run_id=run.pk)
    return run


@transaction.atomic
def stop_run(*, run: TimetableRun) -> None:
    """The search ends with what it has; before it began, with nothing. Raises HasEnded."""
    held = TimetableRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if held.state not in LIVING:
        raise HasEnded
    held.should_stop = True
    if held.state == TimetableRun.State.WAITING:
        held.state, held.ended_at = TimetableRun.State.STOPPED, timezone.now()
    held.save(update_fields=["should_stop", "state", "ended_at"])


@transaction.atomic
def discard_run(*, run: TimetableRun) -> None:
    """A run that was not published leaves nothing but its line in the history. Raises HasEnded."""
    held = TimetableRun.objects.select_for_update().filter(pk=run.pk, published_at=None).first()
    if held is None or held.state in LIVING:
        raise HasEnded
    held.delete()


@dataclass(frozen=True)
class Published:
    revision: int
    told: int


@transaction.atomic
def publish_run(*, run: TimetableRun) -> Published:
    """The run's timetable becomes the one that holds. Raises NotPublishable.

    Each organization whose own timetable it changes is told, the first time all that are there.
    """
    day = lock_day(run.day)
    held = TimetableRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    held.day = day
    if day.event.state != Event.State.PUBLISHED:
        raise NotPublishable("event")
    if reason := what_stands_against(run=held):
        raise NotPublishable(reason)
    plan = planned_meetings(run=held)
    is_first = day.published_at is None
    changed = changes_by_party(day=day, plan=plan)
    _write(day, plan)
    now = timezone.now()
    day.published_at, day.revision = now, day.revision + 1
    day.save(update_fields=["published_at", "revision", "changed_at"])
    held.published_at = now
    held.save(update_fields=["published_at"])
    own = Counter(key for row in plan for key in row.pair)
    return Published(revision=day.revision, told=_tell(day, own, changed, is_first=is_first))


@transaction.atomic
def tell_moved(*, day: MeetingDay, before: Mapping[int, Any]) -> Published | None:
    """Times, tables or interpreters were changed under a published timetable: a new version, and who is told of it.

    ``before``: `told_places` as they were; None where each published meeting reads as it did.
    """
    held = lock_day(day)
    after = told_places(day=held)
    moved = {key for key, place in after.items() if before.get(key) != place}
    if not moved:
        return None
    held.revision += 1
    held.save(update_fields=["revision", "changed_at"])
    meetings = [each for each in published_meetings(day=held) if takes_place(each)]
    own = Counter(key for each in meetings for key in (each.sending_id, each.supervising_id))
    changed = {key for each in meetings if each.pk in moved for key in (each.sending_id, each.supervising_id)}
    told = _tell(held, own, changed, is_first=False) if held.event.state == Event.State.PUBLISHED else 0
    return Published(revision=held.revision, told=told)


def _write(day: MeetingDay, plan: list[Planned]) -> None:
    """Row by row only what changes: history and locks hold no more."""
    held = {(each.sending_id, each.supervising_id): each for each in Meeting.objects.filter(day=day)}
    pairs = {row.pair for row in plan}
    Meeting.objects.filter(pk__in=[each.pk for pair, each in held.items() if pair not in pairs]).delete()
    for row in plan:
        meeting = held.get(row.pair)
        if meeting is None:
            Meeting.objects.create(
                day=day,
                sending_id=row.sending,
                supervising_id=row.supervising,
                slot_id=row.slot,
                table_id=row.table,
                interpreter_id=row.interpreter,
            )
        elif (meeting.slot_id, meeting.table_id, meeting.interpreter_id) != row.place:
            meeting.slot_id, meeting.table_id, meeting.interpreter_id = row.place
            meeting.save(update_fields=["slot", "table", "interpreter"])


def _tell(day: MeetingDay, own: Counter[int], changed: set[int], *, is_first: bool) -> int:
    """How many organizations are told: names of others stand in no subject. ``own``: meetings of each party."""
    parties = MeetingParty.objects.filter(day=day, is_absent=False)
    if not is_first:
        parties = parties.filter(pk__in=changed)
    keys = dict(parties.values_list("registration_id", "pk"))
    told: set[int] = set()
    for recipient in people_with_places(day.event):
        party = keys.get(recipient.registration.pk)
        if party is None:
            continue
        told.add(party)
        write_about(
            day.event,
            recipient,
            kind="event_timetable",
            cause=f"timetable:{day.revision}",
            context={"number": own[party], "is_first": is_first, **_links(day, recipient.language)},
        )
    return len(told)


def _links(day: MeetingDay, language: str) -> dict[str, str]:
    """For whoever acts for the organization; people with a ticket read it there."""
    with translation.override(language):
        return {
            "timetable": settings.SITE_URL + reverse("seminars:own_meetings", args=[day.event_id]),
            "calendar": settings.SITE_URL + reverse("seminars:own_meetings_calendar", args=[day.event_id]),
        }
