"""Which hard musts, or which pins, cannot be kept together: smallest sets, each with a reason where one is short.

Whether some meetings can be held together asks for these meetings alone: one meeting less never breaks a rule.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seminars.timetable.board import Board
from seminars.timetable.instance import Placement, Wish
from seminars.timetable.problem import Choice, Problem
from seminars.timetable.program import Program, write_program
from seminars.timetable.result import Clause, Conflict
from seminars.timetable.search import decide, search
from seminars.timetable.seating import board_of
from seminars.timetable.unmet import SENTENCES, impossible, sentence
from seminars.timetable.watch import Watch

# Reasons of more than one pair; those of one are ``unmet.SENTENCES``.
REASONS = {
    "two_pins": "a pair meets once only",
    "beside_pins": "the pinned meetings leave no room for it",
    "party": "%(party)s cannot hold these %(number)s meetings",
    "together": "these %(number)s meetings do not fit into the day together",
}
# Pins are few and quickly placed, and without them there is no timetable at all: they get this time in any case.
SECONDS_FOR_PINS = 5.0
# About seconds: how long musts are placed by one worker alone, whose answer is always the same.
EFFORT_FOR_MUSTS = 3.0
# How often it is looked for a smaller set than those at hand; each look asks a solver once or twice.
MOST_LOOKS = 12
EFFORT_FOR_MANY = 0.02


@dataclass(frozen=True, slots=True)
class Fixed:
    """``board`` holds all that has to be; None where that is impossible, or, with ``is_known`` false, not known."""

    board: Board | None
    is_known: bool = True


def place_pins(problem: Problem) -> Board | None:
    """A timetable of the pins alone; None where they contradict each other."""
    chosen = [choice for choice in problem.choices if choice.pinned is not None]
    program = write_program(problem, choices=chosen)
    found = decide(program, seconds=SECONDS_FOR_PINS)
    return None if found.values is None else board_of(problem, program, found.values, chosen)


def place_fixed(problem: Problem, watch: Watch, *, workers: int) -> Fixed:
    """A timetable of pins and musts, which are taken to be hard."""
    chosen = [choice for choice in problem.choices if choice.pinned is not None or choice.musts]
    if not {choice.pair for choice in chosen}.issuperset(_musts(problem)):
        return Fixed(None)
    program = write_program(problem, choices=chosen, with_musts=True)
    found = decide(program, seconds=watch.left, effort=EFFORT_FOR_MUSTS)
    if found.values is None and not found.is_impossible:
        # Rare: then several workers try, and whoever waits may stop them.
        program.objective = [0] * len(program.objective)
        found = search(program, watch, seconds=watch.left, workers=workers)
    if found.values is None:
        return Fixed(None, is_known=found.is_impossible)
    return Fixed(board_of(problem, program, found.values, chosen))


def contradicting_pins(problem: Problem) -> list[Conflict]:
    """Empty where all pins can be kept."""
    found = []
    elements = []
    choices = {choice.pair: choice for choice in problem.choices}
    for pair, slots in problem.pins.items():
        if len(slots) > 1:
            clauses = [_pin(problem, Placement(*pair, problem.instance.slots[slot].id)) for slot in slots[:2]]
            found.append(_conflict(clauses, "two_pins", {}))
        elif pair in choices:
            clause = _pin(problem, Placement(*pair, problem.instance.slots[slots[0]].id))
            elements.append((clause, choices[pair]))
        else:
            clause = _pin(problem, Placement(*pair, problem.instance.slots[slots[0]].id))
            code, params = _why_not_there(problem, pair, slots[0])
            found.append(_conflict([clause], code, params))
    if not found and place_pins(problem) is not None:
        return []
    return found + _Finder(problem, elements, [], Watch(SECONDS_FOR_PINS)).all()


def contradicting_musts(problem: Problem, watch: Watch) -> list[Conflict]:
    """Disjoint sets of hard musts; what remains without them can be kept. Fewer where time runs out."""
    found = []
    elements = []
    choices = {choice.pair: choice for choice in problem.choices}
    pinned = [choice for choice in problem.choices if choice.pinned is not None]
    for pair, wish in _musts(problem).items():
        for clause in _clauses(wish):
            if pair in choices:
                elements.append((clause, choices[pair]))
            else:
                code, params = impossible(problem, wish) or ("together", {"number": 1})
                found.append(_conflict([clause], code, params))
    return found + _Finder(problem, elements, pinned, watch).all()


def _musts(problem: Problem) -> dict[tuple[str, str], Wish]:
    return {pair: wish for pair, wish in problem.wishes.items() if wish.musts}


def _clauses(wish: Wish) -> list[Clause]:
    found = []
    if wish.from_sending == "must":
        found.append(Clause("must", wish.sending, wish.supervising))
    if wish.from_supervising == "must":
        found.append(Clause("must", wish.supervising, wish.sending))
    return found


def _pin(problem: Problem, pin: Placement) -> Clause:
    return Clause("pin", pin.sending, pin.supervising, pin.slot)


def _why_not_there(problem: Problem, pair: tuple[str, str], slot: int) -> tuple[str, dict[str, Any]]:
    """The reason asked for this one slot, as if the day had no other."""
    name = problem.instance.slots[slot].id
    wish = problem.wishes.get(pair, Wish(*pair))
    reason = impossible(problem, wish)
    if reason is not None:
        return reason
    for party in pair:
        if name in problem.parties[party].unavailable:
            return "not_there", {"party": party, "slot": name}
    if problem.is_forbidden(pair, name):
        return "forbidden", {}
    return "interpreter_away", {"slots": [name]}


def _conflict(clauses: Sequence[Clause], code: str, params: Mapping[str, Any]) -> Conflict:
    reason = sentence(code, params) if code in SENTENCES else REASONS[code] % params
    return Conflict(tuple(clauses), code, params, reason)


Element = tuple[Clause, Choice]


class _Finder:
    """Smallest sets of ``elements`` that cannot be held together beside ``always``."""

    def __init__(self, problem: Problem, elements: Sequence[Element], always: Sequence[Choice], watch: Watch) -> None:
        self.problem = problem
        self.elements = elements
        self.always = always
        self.watch = watch
        self.looks_left = MOST_LOOKS
        # Found once, they hold whatever else has been set aside.
        self._of_party: dict[str, list[int] | None] = {}
        self._corrections: list[set[int]] = []

    def all(self) -> list[Conflict]:
        every = range(len(self.elements))
        alone = [number for number in every if not self.can_hold([number])]
        found = [self._described([number]) for number in alone]
        left = [number for number in every if number not in alone]
        while left and not self.can_hold(left):
            smallest = self._smallest(left)
            if smallest is None:
                break
            found.append(self._described(smallest))
            left = [number for number in left if number not in smallest]
        return found

    def can_hold(self, numbers: Collection[int]) -> bool:
        """Time that runs out counts as yes: no set is called a conflict that was not proven to be one."""
        program = write_program(self.problem, choices=self._choices(numbers), with_musts=True)
        return not decide(program, seconds=self.watch.left).is_impossible

    def _choices(self, numbers: Collection[int]) -> list[Choice]:
        chosen = {choice.pair: choice for choice in self.always}
        chosen.update({self.elements[number][1].pair: self.elements[number][1] for number in sorted(numbers)})
        return list(chosen.values())

    def _smallest(self, left: list[int]) -> list[int] | None:
        """A conflict within ``left``, which holds one: as small as can be shown with so many looks."""
        parties = dict.fromkeys(party for number in left for party in self.elements[number][1].pair)
        of_parties = [found for party in parties if (found := self._at_party(party, left)) is not None]
        best = min(of_parties, key=len, default=None) or self._shrink(left)
        if self.watch.poll() or not self.watch.left or self.can_hold(best):
            return None
        return self._smaller(left, best)

    def _at_party(self, party: str, left: list[int]) -> list[int] | None:
        """The most usual conflict: one party has too much to do."""
        found = self._of_party.get(party, [])
        if found is None or (found and set(found) <= set(left)):
            return found
        mine = [number for number in left if party in self.elements[number][1].pair]
        self._of_party[party] = None if len(mine) < 2 or self.can_hold(mine) else self._shrink(mine)
        return self._of_party[party]

    def _shrink(self, numbers: list[int]) -> list[int]:
        """Without any one of what is left, the rest can be held. First in halves, then one by one."""
        found = list(numbers)
        size = len(found) // 2
        while size:
            place = 0
            while place < len(found) and not self.watch.poll():
                fewer = found[:place] + found[place + size :]
                if fewer and not self.can_hold(fewer):
                    found = fewer
                else:
                    place += size
            size = size // 2 if size > 1 else 0
        return found

    def _smaller(self, left: list[int], best: list[int]) -> list[int]:
        """Look for a smaller one by hitting sets.

        Each set of elements whose removal makes the rest possible has a member in every conflict. So a smallest
        choice of one from each such set is no larger than the smallest conflict; once it is a conflict, it is one.
        """
        while self.looks_left and self.watch.left and not self.watch.poll():
            self.looks_left -= 1
            chosen = _hit(left, [members & set(left) for members in self._corrections])
            if len(chosen) >= len(best):
                return best
            if not self.can_hold(chosen):
                return chosen
            kept = self._many(left, chosen)
            if kept is None:
                return best
            self._corrections.append(set(left) - kept)
        return best

    def _many(self, left: list[int], held: Collection[int]) -> set[int] | None:
        """Many of ``left`` that can be held together with ``held``; None where none were found."""
        choices = self._choices(left)
        program = write_program(self.problem, choices=choices)
        program.objective = [0] * len(program.objective)
        meets = {choice.pair: column for choice, column in zip(choices, program.meets, strict=True)}
        for number in left:
            program.objective[meets[self.elements[number][1].pair]] += 1
        for number in held:
            program.lowest[meets[self.elements[number][1].pair]] = 1
        values = decide(program, seconds=self.watch.left, effort=EFFORT_FOR_MANY).values
        if values is None:
            return None
        return {number for number in left if values[meets[self.elements[number][1].pair]]}

    def _described(self, numbers: list[int]) -> Conflict:
        clauses = [self.elements[number][0] for number in numbers]
        pairs = [set(self.elements[number][1].pair) for number in numbers]
        shared = sorted(set.intersection(*pairs))
        if len(numbers) == 1:
            return _conflict(clauses, "beside_pins", {})
        if shared:
            return _conflict(clauses, "party", {"party": shared[0], "number": len(numbers)})
        return _conflict(clauses, "together", {"number": len(numbers)})


def _hit(left: Sequence[int], sets: Sequence[set[int]]) -> list[int]:
    """The fewest that have one in each set."""
    if not sets:
        return []
    program = Program()
    columns = {number: program.column(-1) for number in left}
    for members in sets:
        program.at_most_as([], [columns[number] for number in sorted(members)], -1)
    values = decide(program, seconds=1.0).values
    return [number for number in left if values and values[columns[number]]]
