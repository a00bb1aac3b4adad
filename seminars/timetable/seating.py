"""Between the solvers' columns and a timetable that people can read: who interprets, and which table."""

from collections import defaultdict
from collections.abc import Sequence

from seminars.timetable.board import Board
from seminars.timetable.problem import Choice, Problem
from seminars.timetable.program import Program
from seminars.timetable.result import Meeting


def board_of(problem: Problem, program: Program, values: Sequence[int], choices: Sequence[Choice]) -> Board:
    """The meetings that the columns tell, each with an interpreter where it needs one."""
    board = Board(problem)
    serving = {
        place: [who for who, column in serves.items() if values[column]] for place, serves in program.serves.items()
    }
    for choice, stands in zip(choices, program.stands, strict=True):
        for slot, column in stands.items():
            if values[column]:
                interpreter = None if choice.group is None else serving[choice.group, slot].pop(0)
                board.put(choice, slot, interpreter)
    return board


def values_of(board: Board, program: Program, choices: Sequence[Choice]) -> list[int]:
    """The columns of a timetable: the inverse of ``board_of``."""
    values = [0] * len(program.objective)
    for choice, meets, stands in zip(choices, program.meets, program.stands, strict=True):
        held = board.held.get(choice.pair)
        if held is None:
            continue
        values[meets] = values[stands[held.slot]] = 1
        if choice.group is not None and held.interpreter is not None:
            values[program.serves[choice.group, held.slot][held.interpreter]] = 1
    for party, steps in program.steps.items():
        for number, column in enumerate(steps):
            values[column] = int(number < board.meetings[party])
    return values


def seat(board: Board) -> tuple[Meeting, ...]:
    """Meetings in the order of the day. Who sat at a table stays there where possible, the supervising side first."""
    instance = board.problem.instance
    last: dict[str, str] = {}
    found: list[Meeting] = []
    by_slot = defaultdict(list)
    for held in board.held.values():
        by_slot[held.slot].append(held)
    for place, slot in enumerate(instance.slots):
        rows = sorted(by_slot[place], key=lambda held: held.choice.pair)
        free = dict.fromkeys(instance.tables)
        tables: dict[tuple[str, str], str] = {}
        for side in (1, 0):
            for held in rows:
                table = last.get(held.choice.pair[side])
                if held.choice.pair not in tables and table in free:
                    del free[table]
                    tables[held.choice.pair] = table
        for held in rows:
            pair = held.choice.pair
            if pair not in tables:
                tables[pair] = next(iter(free))
                del free[tables[pair]]
            last[pair[0]] = last[pair[1]] = tables[pair]
            person = None if held.interpreter is None else board.problem.interpreters[held.interpreter].id
            found.append(Meeting(*pair, slot=slot.id, table=tables[pair], interpreter=person))
    return tuple(found)
