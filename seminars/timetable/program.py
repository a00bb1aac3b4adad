"""The day as a linear program over yes-or-no variables, written once and read by three solvers.

For each pair that may meet one variable tells whether it does, and one for each slot whether it is there. Two things
keep it small: tables are alike, so that a slot has only a number of them; and pairs that the same interpreters could
serve form a group, so that a slot tells which interpreter works for which group. Tables and interpreters are handed
out afterwards (``seating.py``), which is always possible.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from seminars.timetable.problem import Choice, Limits, Problem


@dataclass(slots=True)
class Row:
    """The sum of ``factors`` times ``columns`` is at most ``most``; equal to it where ``is_equal``."""

    columns: list[int]
    factors: list[int]
    most: int
    is_equal: bool = False


@dataclass(slots=True)
class Program:
    """Variables are columns, from 0 or 1 to 1; ``objective`` is to be made as large as possible.

    ``meets[n]`` is the column of the nth choice, ``stands[n][slot]`` that of the choice in a slot, and
    ``serves[group, slot][interpreter]`` that of an interpreter.
    """

    constant: int = 0
    objective: list[int] = field(default_factory=list)
    lowest: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    meets: list[int] = field(default_factory=list)
    stands: list[dict[int, int]] = field(default_factory=list)
    serves: dict[tuple[int, int], dict[int, int]] = field(default_factory=dict)
    steps: dict[str, list[int]] = field(default_factory=dict)

    def column(self, points: int = 0, *, lowest: int = 0) -> int:
        self.objective.append(points)
        self.lowest.append(lowest)
        return len(self.objective) - 1

    def at_most(self, columns: Iterable[int], most: int) -> None:
        found = list(columns)
        if len(found) > most:
            self.rows.append(Row(found, [1] * len(found), most))

    def at_most_as(self, columns: list[int], others: list[int], extra: int = 0) -> None:
        """No more of ``columns`` than of ``others``, or ``extra`` more."""
        self.rows.append(Row(columns + others, [1] * len(columns) + [-1] * len(others), extra))

    def equal(self, columns: list[int], other: int) -> None:
        self.rows.append(Row([*columns, other], [1] * len(columns) + [-1], 0, is_equal=True))

    def is_kept(self, values: list[int]) -> bool:
        """Whether the values keep every row; a solver that rounds is not taken at its word."""
        sums = [
            sum(factor * values[column] for column, factor in zip(row.columns, row.factors, strict=True))
            for row in self.rows
        ]
        return all(
            found == row.most if row.is_equal else found <= row.most for found, row in zip(sums, self.rows, strict=True)
        ) and all(lowest <= value <= 1 for lowest, value in zip(self.lowest, values, strict=True))

    def points(self, values: list[int]) -> int:
        return self.constant + sum(
            points * value for points, value in zip(self.objective, values, strict=True) if points
        )


def write_program(problem: Problem, *, choices: list[Choice] | None = None, with_musts: bool = False) -> Program:
    """``with_musts``: each choice that is a must has to be held. ``choices``: only these may be."""
    program = Program(constant=problem.constant)
    chosen = problem.choices if choices is None else choices
    meetings: dict[str, list[int]] = defaultdict(list)
    at: dict[tuple[str, int], list[int]] = defaultdict(list)
    in_slot: dict[int, list[int]] = defaultdict(list)
    in_group: dict[tuple[int, int], list[int]] = defaultdict(list)
    for choice in chosen:
        is_fixed = choice.pinned is not None or (with_musts and choice.musts > 0)
        meets = program.column(choice.gain, lowest=int(is_fixed))
        stands = {
            slot: program.column(-choice.moving if slot != choice.before else 0, lowest=int(slot == choice.pinned))
            for slot in choice.slots
        }
        program.meets.append(meets)
        program.stands.append(stands)
        program.equal(list(stands.values()), meets)
        for who in choice.pair:
            meetings[who].append(meets)
            for slot, column in stands.items():
                at[who, slot].append(column)
        for slot, column in stands.items():
            in_slot[slot].append(column)
            if choice.group is not None:
                in_group[choice.group, slot].append(column)
    for columns in at.values():
        program.at_most(columns, 1)
    for columns in in_slot.values():
        program.at_most(columns, len(problem.instance.tables))
    for party in problem.parties.values():
        mine = {slot: at[party.id, slot] for slot in range(len(problem.instance.slots)) if at.get((party.id, slot))}
        _limit(program, problem, Limits(party.max_meetings, party.max_run), meetings[party.id], mine)
        _add_ladder(program, problem, party.id, meetings[party.id])
    _add_interpreters(program, problem, in_group)
    return program


def _limit(program: Program, problem: Problem, limits: Limits, meetings: list[int], at: dict[int, list[int]]) -> None:
    if limits.max_meetings is not None:
        program.at_most(meetings, limits.max_meetings)
    for window in problem.windows(limits.max_run):
        taken = [at[slot] for slot in window if slot in at]
        # Each slot holds one meeting at most, so that fewer slots cannot exceed the run.
        if len(taken) == len(window):
            program.at_most([column for columns in taken for column in columns], len(window) - 1)


def _add_ladder(program: Program, problem: Problem, party: str, meetings: list[int]) -> None:
    """A step for each meeting that brings points of its own: the first, the second …"""
    steps = [program.column(points) for points in problem.ladder[: len(meetings)]]
    if not steps:
        return
    program.steps[party] = steps
    program.at_most_as(steps, meetings)
    if problem.is_ladder_falling:
        return
    # Steps that bring more the higher they are would be taken out of turn, and those that cost not at all.
    for number, step in enumerate(steps):
        if number:
            program.at_most_as([step], [steps[number - 1]])
        program.rows.append(Row([*meetings, step], [1] * len(meetings) + [number - len(meetings)], number))


def _add_interpreters(program: Program, problem: Problem, in_group: dict[tuple[int, int], list[int]]) -> None:
    working: dict[tuple[int, int], list[int]] = defaultdict(list)
    for (group, slot), columns in in_group.items():
        serves = {
            place: program.column()
            for place in sorted(problem.groups[group])
            if problem.instance.slots[slot].id not in problem.interpreters[place].unavailable
        }
        program.serves[group, slot] = serves
        program.at_most_as(columns, list(serves.values()))
        for place, column in serves.items():
            working[place, slot].append(column)
    for columns in working.values():
        program.at_most(columns, 1)
    for place, person in enumerate(problem.interpreters):
        mine = {slot: columns for (who, slot), columns in working.items() if who == place}
        everything = [column for columns in mine.values() for column in columns]
        _limit(program, problem, Limits(person.max_meetings, person.max_run), everything, mine)
