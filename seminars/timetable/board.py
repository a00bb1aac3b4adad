"""A timetable while it is made: what stands where, and what keeps one more meeting out of a slot."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from seminars.timetable.instance import Pair
from seminars.timetable.problem import Choice, Problem

Hindrance = Literal["full", "busy", "rest", "tables", "interpreters"]


@dataclass(frozen=True, slots=True)
class Held:
    choice: Choice
    slot: int
    # The place of the interpreter; None where none is needed.
    interpreter: int | None


@dataclass(frozen=True, slots=True)
class Blocker:
    """``who``: the party that it lies with, for full, busy and rest; ``by``: the meeting that keeps it busy."""

    code: Hindrance
    who: str | None = None
    by: Pair | None = None


class Board:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.held: dict[Pair, Held] = {}
        self.busy: dict[tuple[str, int], Pair] = {}
        self.meetings: Counter[str] = Counter()
        self.in_slot: Counter[int] = Counter()
        self.working: dict[tuple[int, int], Pair] = {}
        self.served: Counter[int] = Counter()
        self._stretch_of = {slot: stretch for stretch in problem.stretches for slot in stretch}

    def put(self, choice: Choice, slot: int, interpreter: int | None) -> None:
        self.held[choice.pair] = Held(choice, slot, interpreter)
        self.in_slot[slot] += 1
        for party in choice.pair:
            self.busy[party, slot] = choice.pair
            self.meetings[party] += 1
        if interpreter is not None:
            self.working[interpreter, slot] = choice.pair
            self.served[interpreter] += 1

    def blockers(self, choice: Choice, slot: int) -> list[Blocker]:
        """What keeps the pair out of the slot; an empty list: nothing does."""
        found = []
        for party in choice.pair:
            limits = self.problem.parties[party]
            if limits.max_meetings is not None and self.meetings[party] >= limits.max_meetings:
                found.append(Blocker("full", party))
            if (party, slot) in self.busy:
                found.append(Blocker("busy", party, self.busy[party, slot]))
            elif limits.max_run is not None and self._run_of_party(party, slot) > limits.max_run:
                found.append(Blocker("rest", party))
        if self.in_slot[slot] >= len(self.problem.instance.tables):
            found.append(Blocker("tables"))
        if choice.group is not None and self.free_interpreter(choice, slot) is None:
            found.append(Blocker("interpreters"))
        return found

    def free_interpreter(self, choice: Choice, slot: int) -> int | None:
        """The one who could be spared best: who serves the fewest groups, then who has worked least."""
        if choice.group is None:
            return None
        groups = self.problem.groups
        free = [place for place in groups[choice.group] if self._is_free(place, slot)]
        return min(
            free,
            key=lambda place: (sum(place in group for group in groups), self.served[place], place),
            default=None,
        )

    def _is_free(self, place: int, slot: int) -> bool:
        person = self.problem.interpreters[place]
        if (place, slot) in self.working or self.problem.instance.slots[slot].id in person.unavailable:
            return False
        if person.max_meetings is not None and self.served[place] >= person.max_meetings:
            return False
        return (
            person.max_run is None or self._run({s for who, s in self.working if who == place}, slot) <= person.max_run
        )

    def _run_of_party(self, party: str, slot: int) -> int:
        return self._run({other for other in self._stretch_of[slot] if (party, other) in self.busy}, slot)

    def _run(self, taken: set[int], slot: int) -> int:
        """How long the run through ``slot`` would be."""
        stretch = self._stretch_of[slot]
        first = last = slot
        while first - 1 in taken and first > stretch[0]:
            first -= 1
        while last + 1 in taken and last < stretch[-1]:
            last += 1
        return last - first + 1

    def step(self, party: str) -> int:
        """The points of the party's next meeting for having it at all."""
        ladder, number = self.problem.ladder, self.meetings[party]
        return ladder[number] if number < len(ladder) else 0

    def gain(self, choice: Choice, slot: int) -> int:
        """What one more meeting brings as the timetable stands."""
        return choice.gain_in(slot) + sum(self.step(party) for party in choice.pair)

    def points(self) -> int:
        """The objective, counted from the meetings and nothing else."""
        problem = self.problem
        found = problem.constant + sum(held.choice.gain_in(held.slot) for held in self.held.values())
        return found + sum(sum(problem.ladder[: self.meetings[party]]) for party in problem.parties)
