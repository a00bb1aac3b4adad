"""What a run would publish, whether it still can, and what would change for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seminars.models import Meeting, MeetingDay, TimetableRun
from seminars.queries.instances import build_instance
from seminars.queries.meetings import is_there, parties_of

# Why a timetable cannot be published.
AGAINST = {
    "event": _("The event is not published, or it was cancelled."),
    "running": _("The search has not ended."),
    "published": _("This timetable is published already."),
    "no_meetings": _("It holds no meetings."),
    "outdated": _("Another timetable was published since this one was asked for. Solve again."),
    "begun": _("A time has begun since for which this timetable would change meetings. Solve again."),
    "absent": _("An organization that it counts on is noted as not there. Solve again."),
    "rules": _(
        "A fixed or forbidden meeting, a wish, or a time at which somebody is not there was entered since, and this "
        "timetable does not keep it. Solve again."
    ),
    "gone": _("A time, a table, an interpreter or an organization that it counts on is no longer there. Solve again."),
}


@dataclass(frozen=True)
class Planned:
    """A meeting by the keys of its rows."""

    sending: int
    supervising: int
    slot: int
    table: int
    interpreter: int | None

    @property
    def pair(self) -> tuple[int, int]:
        return self.sending, self.supervising

    @property
    def place(self) -> tuple[int, int, int | None]:
        return self.slot, self.table, self.interpreter


def planned_meetings(*, run: TimetableRun) -> list[Planned]:
    """The meetings of the run, at tables that change for as few as possible.

    To the solver all tables are alike. Who meets at the published time stays at the published table; and what has
    begun stays as it was in every part.
    """
    result = run.result or {}
    rows = [
        Planned(
            int(each["sending"]),
            int(each["supervising"]),
            int(each["slot"]),
            int(each["table"]),
            int(each["interpreter"]) if each["interpreter"] else None,
        )
        for each in result.get("meetings", [])
    ]
    held = {(each.sending_id, each.supervising_id): each for each in _published(run.day)}
    frozen = {int(key) for key in run.instance.get("frozen_slots", [])}
    by_slot: dict[int, list[Planned]] = defaultdict(list)
    for row in rows:
        by_slot[row.slot].append(row)
    tables = [int(key) for key in run.instance["tables"]]
    return [row for slot, group in by_slot.items() for row in _seated(group, held, tables, is_over=slot in frozen)]


def _seated(
    rows: list[Planned], held: dict[tuple[int, int], Meeting], tables: list[int], *, is_over: bool
) -> Iterable[Planned]:
    stays = {row.pair: held[row.pair] for row in rows if row.pair in held and held[row.pair].slot_id == row.slot}
    # A table that was taken away since cannot be stayed at.
    stays = {pair: before for pair, before in stays.items() if before.table_id in tables}
    free = dict.fromkeys(tables)
    for before in stays.values():
        free.pop(before.table_id, None)
    for row in rows:
        if row.pair in stays:
            before = stays[row.pair]
            yield replace(row, table=before.table_id, interpreter=before.interpreter_id if is_over else row.interpreter)
    for row in rows:
        if row.pair not in stays:
            table = row.table if row.table in free else next(iter(free))
            del free[table]
            yield replace(row, table=table)


def _published(day: MeetingDay) -> list[Meeting]:
    return list(Meeting.objects.filter(day=day)) if day.published_at else []


# Whether it can still be published ------------------------------------------------------------------------


def what_stands_against(*, run: TimetableRun) -> str:
    """A key of AGAINST, or nothing."""
    if run.state not in (TimetableRun.State.DONE, TimetableRun.State.STOPPED):
        return "running"
    if run.published_at:
        return "published"
    day = run.day
    if day.published_at and run.asked_at < day.published_at:
        return "outdated"
    result = run.result or {}
    # Leaving out the last meeting of a published timetable is a change like any other.
    if result.get("objective") is None or not (result["meetings"] or day.published_at):
        return "no_meetings"
    if not _all_there(run):
        return "gone"
    plan = planned_meetings(run=run)
    absent = {party.pk for party in parties_of(day=day) if not is_there(party)}
    if any(absent & set(row.pair) for row in plan):
        return "absent"
    now = timezone.now()
    begun = set(day.slots.filter(starts_at__lte=now).values_list("pk", flat=True))
    newly = begun - {int(key) for key in run.instance.get("frozen_slots", [])}
    held = {(each.sending_id, each.supervising_id, each.slot_id) for each in _published(day) if each.slot_id in newly}
    if {(*row.pair, row.slot) for row in plan if row.slot in newly} != held:
        return "begun"
    return "" if _keeps_what_was_entered(run, plan) else "rules"


def _keeps_what_was_entered(run: TimetableRun, plan: list[Planned]) -> bool:
    """Whether no meeting to come breaks a rule, a no or an absence that stands now, also one entered since."""
    now = build_instance(day=run.day, is_change=run.is_change)
    coming = [row for row in plan if str(row.slot) not in now.frozen_slots]
    refused = {wish.pair for wish in now.wishes if wish.is_refused}
    away = {("party", each.id, slot) for each in (*now.sending, *now.supervising) for slot in each.unavailable}
    away |= {("interpreter", each.id, slot) for each in now.interpreters for slot in each.unavailable}
    for row in coming:
        pair, slot = (str(row.sending), str(row.supervising)), str(row.slot)
        if pair in refused:
            return False
        if away & {("party", pair[0], slot), ("party", pair[1], slot), ("interpreter", str(row.interpreter), slot)}:
            return False
        if any(rule.covers(*pair, slot) for rule in now.forbidden):
            return False
    planned = {(str(row.sending), str(row.supervising), str(row.slot)) for row in coming}
    fixed = {(pin.sending, pin.supervising, pin.slot) for pin in now.pinned if pin.slot not in now.frozen_slots}
    return fixed <= planned


def _all_there(run: TimetableRun) -> bool:
    meetings = (run.result or {}).get("meetings", [])
    day = run.day
    known: dict[str, Any] = {
        "slot": day.slots,
        "table": day.tables,
        "interpreter": day.interpreters,
        "sending": day.parties,
        "supervising": day.parties,
    }
    for name, rows in known.items():
        keys = {str(key) for key in rows.values_list("pk", flat=True)}
        if not {each[name] for each in meetings if each[name]} <= keys:
            return False
    return True


def has_changed_since(*, run: TimetableRun) -> bool:
    """Whether something that a timetable depends on is no longer as it was when the run was asked for."""
    return build_instance(day=run.day, is_change=run.is_change).as_dict() != run.instance


# What would change ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Changes:
    """Pairs by what becomes of their meeting."""

    kept: list[tuple[int, int]]
    moved: list[tuple[int, int]]
    new: list[tuple[int, int]]
    dropped: list[tuple[int, int]]


def changes_of(*, day: MeetingDay, plan: list[Planned]) -> Changes:
    """Against what is published; moved: to another time or table."""
    held = {(each.sending_id, each.supervising_id): (each.slot_id, each.table_id) for each in _published(day)}
    now = {row.pair: (row.slot, row.table) for row in plan}
    return Changes(
        kept=[pair for pair in now if held.get(pair) == now[pair]],
        moved=[pair for pair in now if pair in held and held[pair] != now[pair]],
        new=[pair for pair in now if pair not in held],
        dropped=[pair for pair in held if pair not in now],
    )


def changes_by_party(*, day: MeetingDay, plan: list[Planned]) -> set[int]:
    """Whose own timetable would be another: with whom, when, or at which table."""
    changes = changes_of(day=day, plan=plan)
    return {key for pair in (*changes.moved, *changes.new, *changes.dropped) for key in pair}
