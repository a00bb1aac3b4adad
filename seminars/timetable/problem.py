"""An instance made ready for planning: places instead of ids, and only the meetings that could ever be held."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from seminars.timetable.instance import Instance, Interpreter, Pair, Party, Wish


@dataclass(frozen=True, slots=True)
class Choice:
    """A pair that may meet, and the places of the slots in which it may."""

    sending: str
    supervising: str
    slots: tuple[int, ...]
    # Points of the meeting itself over those of leaving it out; the fairness of both sides comes on top.
    gain: int
    # What it loses elsewhere than in its slot of before; that slot is None where it did not stand there before.
    moving: int
    before: int | None
    pinned: int | None
    musts: int
    # Which interpreters could do it, as a group; None where none is needed.
    group: int | None

    @property
    def pair(self) -> Pair:
        return self.sending, self.supervising

    def gain_in(self, slot: int) -> int:
        return self.gain - (self.moving if slot != self.before else 0)


@dataclass(frozen=True, slots=True)
class Limits:
    """How often, and in how many neighbouring slots, somebody may meet."""

    max_meetings: int | None
    max_run: int | None


class Problem:
    """``wishes``: those that count; an absent party's do only where staff pinned the pair.

    Its other musts bind nobody and cost their points all the same.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.slot_places = {slot.id: place for place, slot in enumerate(instance.slots)}
        self.parties: dict[str, Party] = {party.id: party for party in (*instance.sending, *instance.supervising)}
        self.interpreters: tuple[Interpreter, ...] = instance.interpreters
        self.pins: dict[Pair, list[int]] = defaultdict(list)
        for pin in instance.pinned:
            self.pins[pin.pair].append(self.slot_places[pin.slot])
        self.wishes: dict[Pair, Wish] = {
            wish.pair: wish for wish in instance.wishes if wish.pair in self.pins or not self.is_absent(wish.pair)
        }
        self.has_previous = bool(instance.previous)
        self.before: dict[Pair, str] = {row.pair: row.slot for row in instance.previous if not self.is_absent(row.pair)}
        self.groups: list[frozenset[int]] = []
        self._fitting: dict[tuple[tuple[str, ...], tuple[str, ...]], frozenset[int] | None] = {}
        self.choices: list[Choice] = list(self._choices())

    def is_absent(self, pair: Pair) -> bool:
        return not self.instance.absent.isdisjoint(pair)

    @cached_property
    def constant(self) -> int:
        """The points of an empty timetable."""
        points = self.instance.points
        musts = sum(wish.musts for wish in self.instance.wishes)
        return -points.unmet_must_penalty * musts - points.dropped * len(self.before)

    @cached_property
    def ladder(self) -> tuple[int, ...]:
        return self.instance.points.nth_meeting

    @cached_property
    def is_ladder_falling(self) -> bool:
        """As it should be: then a solver need not be told in which order the steps are taken."""
        steps = (*self.ladder, 0)
        return all(step >= following for step, following in pairwise(steps))

    # Who may meet, and when ---------------------------------------------------------------------------

    def _choices(self) -> Iterable[Choice]:
        pairs = dict.fromkeys([*self.wishes, *self.pins])
        for pair in pairs:
            wish = self.wishes.get(pair) or Wish(*pair)
            pins = self.pins.get(pair, [])
            if wish.is_refused or not (wish.is_wished or pins) or len(set(pins)) > 1:
                continue
            slots = tuple(
                place
                for place in self.common_slots(pair)
                if (not pins or place in pins) and self.has_interpreter(pair, place)
            )
            if slots and not any(0 in (self.parties[id].max_meetings, self.parties[id].max_run) for id in pair):
                yield self._choice(wish, slots, self.fitting(pair))

    def _choice(self, wish: Wish, slots: tuple[int, ...], fitting: frozenset[int] | None) -> Choice:
        points = self.instance.points
        gain = sum(points.wish.get(answer or "none", 0) for answer in (wish.from_sending, wish.from_supervising))
        gain += points.unmet_must_penalty * wish.musts
        was_planned = wish.pair in self.before
        if was_planned:
            gain += points.dropped
        elif self.has_previous:
            gain -= points.new
        pins = self.pins.get(wish.pair)
        return Choice(
            sending=wish.sending,
            supervising=wish.supervising,
            slots=slots,
            gain=gain,
            moving=points.moved if was_planned else 0,
            before=self.slot_places.get(self.before[wish.pair]) if was_planned else None,
            pinned=pins[0] if pins else None,
            musts=wish.musts,
            group=None if fitting is None else self._group(fitting),
        )

    def common_slots(self, pair: Pair) -> list[int]:
        """Slots in which both are there and the pair may stand, whoever else is busy."""
        if not self.instance.tables:
            return []
        unavailable = self.parties[pair[0]].unavailable | self.parties[pair[1]].unavailable
        return [
            place
            for slot, place in self.slot_places.items()
            if slot not in unavailable and not self.is_forbidden(pair, slot) and not self.is_over(pair, slot)
        ]

    def is_forbidden(self, pair: Pair, slot: str) -> bool:
        return any(row.covers(*pair, slot) for row in self.instance.forbidden)

    def is_over(self, pair: Pair, slot: str) -> bool:
        """A frozen slot holds nothing but what is pinned there."""
        return slot in self.instance.frozen_slots and self.slot_places[slot] not in self.pins.get(pair, ())

    def fitting(self, pair: Pair) -> frozenset[int] | None:
        """The interpreters who could do it; None where the two need none."""
        one, other = (self.parties[id] for id in pair)
        key = (one.languages, other.languages)
        if key not in self._fitting:
            self._fitting[key] = (
                None
                if set(one.languages) & set(other.languages)
                else frozenset(place for place, person in enumerate(self.interpreters) if person.fits(one, other))
            )
        return self._fitting[key]

    def has_interpreter(self, pair: Pair, slot: int) -> bool:
        """Whether one who could do it is there; also true where none is needed."""
        fitting = self.fitting(pair)
        name = self.instance.slots[slot].id
        return fitting is None or any(name not in self.interpreters[place].unavailable for place in fitting)

    def _group(self, fitting: frozenset[int]) -> int:
        if fitting not in self.groups:
            self.groups.append(fitting)
        return self.groups.index(fitting)

    # Runs ---------------------------------------------------------------------------------------------

    @cached_property
    def stretches(self) -> list[list[int]]:
        """The places of slots between pauses."""
        found: list[list[int]] = []
        for place, slot in enumerate(self.instance.slots):
            if not found or slot.break_before:
                found.append([])
            found[-1].append(place)
        return found

    def windows(self, max_run: int | None) -> list[list[int]]:
        """Each stretch of ``max_run`` + 1 slots without a pause: one of them has to stay free."""
        if max_run is None:
            return []
        length = max_run + 1
        return [
            stretch[start : start + length] for stretch in self.stretches for start in range(len(stretch) - length + 1)
        ]
