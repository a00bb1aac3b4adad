"""The board for a screen in the hall: who sits at which table now, and who comes next."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from jitco_portal.common.shown_dates import shown_date
from seminars.models import Event, Meeting, MeetingDay, MeetingSlot
from seminars.queries.meetings import clock, published_meetings, short_name_of, slot_label, takes_place, zone_name
from seminars.queries.told_times import told_moment

PER_PAGE = 8
# Each page of a board with many tables stands so long, in seconds.
PAGE_SECONDS = 20


@dataclass(frozen=True)
class Seat:
    sending: str
    supervising: str
    interpreter: str
    is_cancelled: bool = False


@dataclass(frozen=True)
class BoardRow:
    table: str
    now: Seat | None
    following: Seat | None


@dataclass(frozen=True)
class Board:
    """``page`` of ``pages``; ``is_held``: the reader chose the page, and it does not go on by itself."""

    day: str
    at: str
    zone: str
    # The next meeting, where it is on another day: nobody waits in the hall.
    begins: str
    now: str
    following: str
    rows: Sequence[BoardRow]
    page: int
    pages: int
    is_held: bool
    is_over: bool
    is_published: bool

    @property
    def numbers(self) -> range:
        return range(1, self.pages + 1)


def board_of(*, day: MeetingDay, page: int | None = None, now: datetime.datetime | None = None) -> Board:
    """``page``: that one; else the one whose turn it is by the clock, the same on every screen."""
    now = now or timezone.now()
    slots = list(day.slots.order_by("starts_at"))
    current = next((slot for slot in slots if slot.starts_at <= now < slot.ends_at), None)
    following = next((slot for slot in slots if slot.starts_at > now), None)
    shown = [slot for slot in (current, following) if slot]
    meetings = published_meetings(day=day).filter(slot__in=shown) if day.published_at and shown else []
    seats = {(each.table_id, each.slot_id): _seat(each) for each in meetings}
    tables = list(day.tables.order_by("position", "pk"))
    pages = max(1, -(-len(tables) // PER_PAGE))
    number = page if page and 1 <= page <= pages else int(now.timestamp()) // PAGE_SECONDS % pages + 1
    start = (number - 1) * PER_PAGE
    return Board(
        day=shown_date(now.astimezone(day.event.zone).date()),
        at=clock(now, event=day.event),
        begins=_another_day(following, now, event=day.event) if following and not current else "",
        zone=zone_name(day.event),
        now=_label(day, current),
        following=_label(day, following),
        rows=[
            BoardRow(
                table.name,
                seats.get((table.pk, current.pk)) if current else None,
                seats.get((table.pk, following.pk)) if following else None,
            )
            for table in tables[start : start + PER_PAGE]
        ],
        page=number,
        pages=pages,
        is_held=number == page,
        is_over=not shown,
        is_published=day.published_at is not None,
    )


def _another_day(slot: MeetingSlot, now: datetime.datetime, *, event: Event) -> str:
    """When it begins, of a slot that is not on the day of ``now`` on the clock of the place."""
    starts_at = slot.starts_at.astimezone(event.zone)
    return "" if starts_at.date() == now.astimezone(event.zone).date() else told_moment(starts_at, event.time_zone)


def _label(day: MeetingDay, slot: MeetingSlot | None) -> str:
    return slot_label(slot, event=day.event) if slot else ""


def _seat(meeting: Meeting) -> Seat:
    return Seat(
        sending=short_name_of(meeting.sending.registration.organization),
        supervising=short_name_of(meeting.supervising.registration.organization),
        interpreter=meeting.interpreter.label if meeting.interpreter else "",
        is_cancelled=not takes_place(meeting),
    )
