"""What a timetable is made of: the day, who is there, who wishes to meet whom, and what staff have settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Answer = Literal["must", "would", "no"] | None
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Slot:
    """``break_before``: a pause lies before it and ends a run."""

    id: str
    start: str = ""
    end: str = ""
    break_before: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """An organization of either side. None as a limit stands for no limit."""

    id: str
    languages: tuple[str, ...] = ()
    unavailable: frozenset[str] = frozenset()
    max_meetings: int | None = None
    max_run: int | None = None
    country: str | None = None
    arrives: str | None = None
    leaves_after: str | None = None


@dataclass(frozen=True, slots=True)
class Interpreter:
    """``pairs`` of languages work in either direction."""

    id: str
    pairs: tuple[Pair, ...] = ()
    unavailable: frozenset[str] = frozenset()
    max_meetings: int | None = None
    max_run: int | None = None

    def fits(self, one: Party, other: Party) -> bool:
        pairs = {frozenset(pair) for pair in self.pairs}
        return any(frozenset((mine, theirs)) in pairs for mine in one.languages for theirs in other.languages)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the two sides say about meeting each other; None: nothing."""

    sending: str
    supervising: str
    from_sending: Answer = None
    from_supervising: Answer = None

    @property
    def pair(self) -> Pair:
        return self.sending, self.supervising

    @property
    def is_refused(self) -> bool:
        return "no" in (self.from_sending, self.from_supervising)

    @property
    def is_wished(self) -> bool:
        """By at least one side; the other may have refused."""
        return any(answer in ("must", "would") for answer in (self.from_sending, self.from_supervising))

    @property
    def musts(self) -> int:
        return (self.from_sending == "must") + (self.from_supervising == "must")


@dataclass(frozen=True, slots=True)
class Placement:
    """A pair in a slot: pinned there by staff, or as published before."""

    sending: str
    supervising: str
    slot: str

    @property
    def pair(self) -> Pair:
        return self.sending, self.supervising


@dataclass(frozen=True, slots=True)
class Forbidden:
    """None stands for any."""

    sending: str | None = None
    supervising: str | None = None
    slot: str | None = None

    def covers(self, sending: str, supervising: str, slot: str) -> bool:
        return self.sending in (None, sending) and self.supervising in (None, supervising) and self.slot in (None, slot)


@dataclass(frozen=True, slots=True)
class Points:
    wish: Mapping[str, int] = field(default_factory=lambda: {"must": 10, "would": 3, "none": 0})
    nth_meeting: tuple[int, ...] = (6, 3, 1)
    unmet_must_penalty: int = 50
    dropped: int = 8
    moved: int = 3
    new: int = 1


@dataclass(frozen=True, slots=True)
class Instance:
    """One day to be planned. Made by ``reading.read_instance`` it is sound; whoever makes it by hand sees to that.

    ``previous`` and ``absent`` look back: they may name parties and slots that the day no longer has. Wishes of
    absent parties are normally taken out; where they still stand here, nobody meets an absent party unless pinned,
    and their musts bind nobody but cost their points.
    """

    slots: tuple[Slot, ...]
    tables: tuple[str, ...]
    sending: tuple[Party, ...]
    supervising: tuple[Party, ...]
    interpreters: tuple[Interpreter, ...] = ()
    wishes: tuple[Wish, ...] = ()
    pinned: tuple[Placement, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    frozen_slots: frozenset[str] = frozenset()
    previous: tuple[Placement, ...] = ()
    absent: frozenset[str] = frozenset()
    must_is_hard: bool = False
    points: Points = field(default_factory=Points)
    name: str = ""
    title: str = ""

    def as_dict(self) -> dict[str, Any]:
        """In the exchange format; ``read_instance`` makes the same instance of it."""
        return {
            "name": self.name,
            "title": self.title,
            "slots": [
                {"id": slot.id, "start": slot.start, "end": slot.end, "break_before": slot.break_before}
                for slot in self.slots
            ],
            "tables": list(self.tables),
            "interpreters": [
                {"id": row.id, "pairs": [list(pair) for pair in row.pairs], **_limits(row)} for row in self.interpreters
            ],
            "sending": [_party(party) for party in self.sending],
            "supervising": [_party(party) for party in self.supervising],
            "wishes": [
                {
                    "sending": wish.sending,
                    "supervising": wish.supervising,
                    "from_sending": wish.from_sending,
                    "from_supervising": wish.from_supervising,
                }
                for wish in self.wishes
            ],
            "pinned": [_placement(row) for row in self.pinned],
            "forbidden": [_placement(row) for row in self.forbidden],
            "frozen_slots": sorted(self.frozen_slots),
            "previous": [_placement(row) for row in self.previous],
            "absent": sorted(self.absent),
            "rules": {"must_is_hard": self.must_is_hard},
            "points": {
                "wish": dict(self.points.wish),
                "nth_meeting": list(self.points.nth_meeting),
                "unmet_must_penalty": self.points.unmet_must_penalty,
                "change": {"dropped": self.points.dropped, "moved": self.points.moved, "new": self.points.new},
            },
        }


def _limits(row: Party | Interpreter) -> dict[str, Any]:
    return {"unavailable": sorted(row.unavailable), "max_meetings": row.max_meetings, "max_run": row.max_run}


def _party(party: Party) -> dict[str, Any]:
    told = {"country": party.country, "arrives": party.arrives, "leaves_after": party.leaves_after}
    return {
        "id": party.id,
        "languages": list(party.languages),
        **_limits(party),
        **{name: value for name, value in told.items() if value is not None},
    }


def _placement(row: Placement | Forbidden) -> dict[str, Any]:
    return {"sending": row.sending, "supervising": row.supervising, "slot": row.slot}
