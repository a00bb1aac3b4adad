"""What the desk reads of a run: how far it is, and what came out, in the reader's words."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from seminars.models import Group, MeetingDay, MeetingParty, TimetableRun
from seminars.queries.meetings import is_there, parties_of, short_name_of, side_of, slot_label
from seminars.queries.plans import (
    AGAINST,
    Planned,
    changes_of,
    has_changed_since,
    planned_meetings,
    what_stands_against,
)
from seminars.queries.unmet import Names, reason

# A worker that lives writes every second.
SILENT = datetime.timedelta(seconds=30)
ERRORS = {
    "lost": gettext_lazy("The worker ended before the search did, and nobody took it up again. Solve again."),
    "broken": gettext_lazy("The solver ended with a fault; the log of the worker says which. Solve again."),
    "too_long": gettext_lazy("The search did not end in its time and was stopped. Solve again."),
}


@dataclass(frozen=True)
class Course:
    """How far a run is. ``gap`` in per cent, where there are both numbers."""

    run: TimetableRun
    objective: int | None
    bound: int | None
    gap: str
    seconds: float | None
    is_living: bool
    is_silent: bool
    error: str = ""


def course_of(*, run: TimetableRun) -> Course:
    progress = run.progress or {}
    objective, bound = progress.get("objective"), progress.get("bound")
    is_living = run.state in (TimetableRun.State.WAITING, TimetableRun.State.RUNNING)
    heard = parse_datetime(progress.get("at", "")) or run.begun_at or run.asked_at
    return Course(
        run=run,
        objective=objective,
        bound=bound,
        gap=_gap(objective, bound),
        seconds=progress.get("seconds"),
        is_living=is_living,
        is_silent=is_living and timezone.now() - heard > SILENT,
        error=str(ERRORS.get(run.error, run.error)),
    )


def _gap(objective: int | None, bound: int | None) -> str:
    """How far the bound lies above, in per cent of it: never rounded down to nothing."""
    if objective is None or bound is None:
        return ""
    percent = 100 * (bound - objective) / max(1, abs(bound))
    return "0" if percent <= 0 else f"{max(percent, 0.1):.1f}"


# The result -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartyCount:
    party: MeetingParty
    name: str
    meetings: int
    wished: int
    musts: int
    kept_musts: int

    @property
    def is_absent(self) -> bool:
        return not is_there(self.party)


@dataclass(frozen=True)
class UnmetRow:
    sending: str
    supervising: str
    words: str
    is_must: bool
    reason: str


@dataclass(frozen=True)
class MeetingRow:
    sending: str
    supervising: str
    slot: str
    table: str
    interpreter: str = ""
    before: str = ""


@dataclass(frozen=True)
class Outcome:
    """A finished run, ready to be read."""

    verdict: str
    is_best: bool
    parts: Sequence[tuple[str, int]]
    total: int | None
    bound: int | None
    greedy: int | None
    seconds: float
    fewest: int
    without: Sequence[str]
    counts: Mapping[str, Sequence[PartyCount]]
    meetings: Sequence[MeetingRow]
    unmet: Sequence[UnmetRow]
    conflicts: Sequence[tuple[Sequence[str], str]]
    is_compared: bool
    kept: int
    moved: Sequence[MeetingRow]
    new: Sequence[MeetingRow]
    dropped: Sequence[MeetingRow]
    against: str
    has_changed: bool
    is_relaxed: bool = False
    told: int = 0
    further: dict[str, Any] = field(default_factory=dict)


def outcome_of(*, run: TimetableRun) -> Outcome | None:
    """None while there is no result."""
    result = run.result
    if not result:
        return None
    day = run.day
    look = _Look(day, run)
    plan = planned_meetings(run=run) if run.published_at is None and look.is_whole else look.as_solved()
    changes = changes_of(day=day, plan=plan)
    rows = {row.pair: row for row in plan}
    counts = look.counts(plan)
    present = [each for side in counts.values() for each in side if is_there(each.party)]
    against = what_stands_against(run=run)
    is_best = result["status"] == "optimal"
    return Outcome(
        verdict=_verdict(result),
        is_best=is_best,
        parts=objective_parts(instance=run.instance, meetings=result["meetings"]),
        total=result["objective"],
        bound=result["bound"],
        greedy=result.get("greedy_objective"),
        seconds=result["seconds"],
        fewest=min((each.meetings for each in present), default=0),
        without=[each.name for each in present if not each.meetings],
        counts=counts,
        meetings=[look.row(each) for each in sorted(plan, key=look.order)],
        unmet=look.unmet(result),
        conflicts=[look.conflict(each) for each in result.get("conflict_rows", [])],
        is_compared=day.published_at is not None and run.published_at is None,
        kept=len(changes.kept),
        moved=[look.row(rows[pair], before=look.before(pair)) for pair in changes.moved],
        new=[look.row(rows[pair]) for pair in changes.new],
        dropped=[look.held_row(pair) for pair in changes.dropped],
        against=str(AGAINST[against]) if against else "",
        has_changed=not against and has_changed_since(run=run),
        is_relaxed=result["status"] in ("infeasible", "unknown"),
        told=len({key for pair in (*changes.moved, *changes.new, *changes.dropped) for key in pair}),
    )


def _verdict(result: Mapping[str, Any]) -> str:
    status, gap = result["status"], _gap(result["objective"], result["bound"])
    if status == "optimal":
        return _("Proven optimal: no timetable can have more points.")
    if status == "feasible":
        told = _("Every rule is kept. It is within %(gap)s %% of the bound, which no timetable can exceed.")
        return told % {"gap": gap}
    if status == "unknown":
        return _("Time ran out before it was known whether every must can be kept. This timetable leaves some out.")
    if result["objective"] is None:
        return _("Impossible: the fixed meetings contradict each other. There is no timetable.")
    return _("Impossible: not every must can be kept. This timetable leaves some out, each at its cost.")


class _Look:
    """Names for what a result holds by keys."""

    def __init__(self, day: MeetingDay, run: TimetableRun) -> None:
        self.day, self.run = day, run
        self.parties = {party.pk: party for party in parties_of(day=day)}
        self.slots = {slot.pk: slot for slot in day.slots.all()}
        self.tables = {table.pk: table.name for table in day.tables.all()}
        self.interpreters = {each.pk: each.label for each in day.interpreters.all()}
        meetings = (run.result or {}).get("meetings", [])
        self.is_whole = all(int(each["table"]) in self.tables for each in meetings)
        self.held = {(each.sending_id, each.supervising_id): each for each in day.meetings.all()}
        self.names = Names(
            parties={str(key): self.name(key) for key in self.parties},
            slots={str(key): slot_label(slot, event=day.event) for key, slot in self.slots.items()},
        )

    def as_solved(self) -> list[Planned]:
        return [
            Planned(
                int(each["sending"]), int(each["supervising"]), int(each["slot"]), int(each["table"]),
                int(each["interpreter"]) if each["interpreter"] else None,
            )
            for each in (self.run.result or {})["meetings"]
        ]  # fmt: skip

    def name(self, key: int) -> str:
        party = self.parties.get(key)
        return short_name_of(party.registration.organization) if party else "–"

    def order(self, row: Planned) -> tuple[Any, ...]:
        slot = self.slots.get(row.slot)
        return (slot.starts_at if slot else timezone.now(), self.tables.get(row.table, ""), row.table)

    def slot(self, key: int) -> str:
        return self.names.slots.get(str(key), "–")

    def row(self, row: Planned, *, before: str = "") -> MeetingRow:
        return MeetingRow(
            sending=self.name(row.sending),
            supervising=self.name(row.supervising),
            slot=self.slot(row.slot),
            table=self.tables.get(row.table, "–"),
            interpreter=self.interpreters.get(row.interpreter, "") if row.interpreter else "",
            before=before,
        )

    def before(self, pair: tuple[int, int]) -> str:
        held = self.held[pair]
        told = {"time": self.slot(held.slot_id), "table": self.tables.get(held.table_id, "–")}
        return _("%(time)s, table %(table)s") % told

    def held_row(self, pair: tuple[int, int]) -> MeetingRow:
        held = self.held[pair]
        return MeetingRow(
            self.name(pair[0]), self.name(pair[1]), self.slot(held.slot_id), self.tables.get(held.table_id, "–")
        )

    def counts(self, plan: Sequence[Planned]) -> dict[str, list[PartyCount]]:
        """Both sides by what their group is called, the least served first."""
        met = Counter(key for row in plan for key in row.pair)
        pairs = {row.pair for row in plan}
        wished: Counter[int] = Counter()
        musts: Counter[int] = Counter()
        kept: Counter[int] = Counter()
        for wish in self.run.instance["wishes"]:
            pair = (int(wish["sending"]), int(wish["supervising"]))
            for key, word in zip(pair, (wish["from_sending"], wish["from_supervising"]), strict=True):
                wished[key] += word in ("must", "would")
                musts[key] += word == "must"
                kept[key] += word == "must" and pair in pairs
        found: dict[str, list[PartyCount]] = {}
        for group in (Group.SENDING, Group.SUPERVISING):
            rows = [
                PartyCount(party, self.name(key), met[key], wished[key], musts[key], kept[key])
                for key, party in self.parties.items()
                if side_of(party) == group
            ]
            found[str(group.label)] = sorted(rows, key=lambda row: (row.meetings, row.name))
        return found

    def unmet(self, result: Mapping[str, Any]) -> list[UnmetRow]:
        words = {(wish["sending"], wish["supervising"]): wish for wish in self.run.instance["wishes"]}
        rows = []
        for each in result["unmet"]:
            wish = words.get((each["sending"], each["supervising"]), {})
            said = (wish.get("from_sending"), wish.get("from_supervising"))
            rows.append(
                UnmetRow(
                    sending=self.name(int(each["sending"])),
                    supervising=self.name(int(each["supervising"])),
                    words=_words(said),
                    is_must="must" in said,
                    reason=reason(code=each["code"], params=each["params"], names=self.names),
                )
            )
        return sorted(rows, key=lambda row: (not row.is_must, row.sending, row.supervising))

    def conflict(self, row: Mapping[str, Any]) -> tuple[list[str], str]:
        clauses = []
        for each in row["clauses"]:
            told = {"who": self.name(int(each["who"])), "whom": self.name(int(each["whom"]))}
            if each["kind"] == "pin":
                told["slot"] = self.names.slots.get(str(each["slot"]), "–")
                clauses.append(_("%(who)s and %(whom)s are fixed at %(slot)s") % told)
            else:
                clauses.append(_("%(who)s must meet %(whom)s") % told)
        return clauses, reason(code=row["code"], params=row["params"], names=self.names)


def _words(said: tuple[str | None, str | None]) -> str:
    """Who wished it: the sending side first."""
    names = {
        "must": pgettext("wish for a meeting", "must"),
        "would": pgettext("wish for a meeting", "would like"),
        "no": pgettext("wish for a meeting", "no"),
    }
    return " / ".join(names.get(word or "", "–") for word in said)


def objective_parts(*, instance: Mapping[str, Any], meetings: Sequence[Mapping[str, Any]]) -> list[tuple[str, int]]:
    """The points of a timetable by what they are for, counted anew from the meetings."""
    points = instance["points"]
    wishes = {(wish["sending"], wish["supervising"]): wish for wish in instance["wishes"]}
    held = {(each["sending"], each["supervising"]): each["slot"] for each in meetings}
    words = [wishes[pair][side] for pair in held if pair in wishes for side in ("from_sending", "from_supervising")]
    ladder = points["nth_meeting"]
    met = Counter(key for pair in held for key in pair)
    unmet = sum(
        (wish["from_sending"] == "must") + (wish["from_supervising"] == "must")
        for pair, wish in wishes.items()
        if pair not in held
    )
    parts = [
        (_("wishes"), sum(points["wish"].get(word or "none", 0) for word in words)),
        (_("fairness: first meetings of each"), sum(sum(ladder[:number]) for number in met.values())),
    ]
    if unmet:
        label = ngettext("%(number)s must not kept", "%(number)s musts not kept", unmet) % {"number": unmet}
        parts.append((label, -points["unmet_must_penalty"] * unmet))
    if instance["previous"]:
        absent = set(instance["absent"])
        before = {
            (each["sending"], each["supervising"]): each["slot"]
            for each in instance["previous"]
            if not absent & {each["sending"], each["supervising"]}
        }
        change = points["change"]
        cost = sum(change["dropped"] for pair in before if pair not in held)
        cost += sum(change["moved"] for pair, slot in held.items() if before.get(pair, slot) != slot)
        cost += sum(change["new"] for pair in held if pair not in before)
        parts.append((_("changes to what is published"), -cost))
    return parts
