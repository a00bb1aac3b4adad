"""Reads an instance from the exchange format and names everything that is wrong with it."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from seminars.timetable.instance import (
    Answer,
    Forbidden,
    Instance,
    Interpreter,
    Pair,
    Party,
    Placement,
    Points,
    Slot,
    Wish,
)

ANSWERS = ("must", "would", "no")
# Points beyond it could not be added up in 64 bits.
LARGEST_NUMBER = 1_000_000
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Problem:
    """``code``: missing, wrong_type, wrong_word, negative, too_large, duplicate, unknown, unreadable or not_json."""

    code: str
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


class InvalidInstance(ValueError):
    """Holds all problems that were found, at least one."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in problems))


def read_file(path: Path) -> Instance:
    """The instance in a JSON file, or InvalidInstance; also where the file is missing or no JSON."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InvalidInstance([Problem("unreadable", "", f"cannot read {path}: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise InvalidInstance([Problem("not_json", "", f"{path} is not UTF-8 text (byte {error.start})")]) from error
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InvalidInstance([Problem("not_json", "", f"{path} is not JSON: {error.msg} ({where})")]) from error
    except (RecursionError, ValueError) as error:
        raise InvalidInstance([Problem("not_json", "", f"{path} cannot be read as JSON")]) from error
    return read_instance(data)


def read_instance(data: Any) -> Instance:
    """The instance, or InvalidInstance with all its problems.

    What the format leaves open: lists of pins, forbidden places, frozen slots, previous meetings and absent parties may
    be missing or null; so may limits, and points, which are then those of the format's description. ``previous`` and
    ``absent`` may name what the day no longer has.
    """
    return _Reading().instance(data)


@dataclass(slots=True)
class _Reading:
    problems: list[Problem] = field(default_factory=list)

    def instance(self, data: Any) -> Instance:
        if not isinstance(data, Mapping):
            raise InvalidInstance([Problem("wrong_type", "", f"an instance is an object, not {_kind(data)}")])
        slots = self.rows(data, "slots", self.slot)
        slot_ids = self.unique("slots", [slot.id for slot in slots])
        tables = self.texts(data, "tables", "tables", needed=True)
        self.unique("tables", tables)
        interpreters = self.rows(data, "interpreters", lambda row, where: self.interpreter(row, where, slot_ids))
        self.unique("interpreters", [row.id for row in interpreters])
        sides: dict[str, list[Party]] = {}
        for side in ("sending", "supervising"):
            sides[side] = self.rows(data, side, lambda row, where: self.party(row, where, slot_ids))
        sending = self.unique("sending", [party.id for party in sides["sending"]])
        supervising = self.unique("supervising", [party.id for party in sides["supervising"]])
        for shared in sorted(sending & supervising):
            self.problem("duplicate", "supervising", f"{shared!r} is a sending organization too")
        known = (sending, supervising, slot_ids)
        wishes = self.rows(data, "wishes", lambda row, where: self.wish(row, where, known))
        self.pairs_once("wishes", [wish.pair for wish in wishes])
        previous = self.rows(data, "previous", lambda row, where: self.placement(row, where, None), needed=False)
        self.pairs_once("previous", [row.pair for row in previous])
        pinned = self.rows(data, "pinned", lambda row, where: self.placement(row, where, known), needed=False)
        forbidden = self.rows(data, "forbidden", lambda row, where: self.forbidden(row, where, known), needed=False)
        frozen = self.texts(data, "frozen_slots", "frozen_slots")
        for number, slot in enumerate(frozen):
            self.known(slot, slot_ids, f"frozen_slots[{number}]", "slot")
        rules = self.mapping(data, "rules")
        found = Instance(
            slots=tuple(slots),
            tables=tuple(tables),
            sending=tuple(sides["sending"]),
            supervising=tuple(sides["supervising"]),
            interpreters=tuple(interpreters),
            wishes=tuple(wishes),
            pinned=tuple(dict.fromkeys(pinned)),
            forbidden=tuple(forbidden),
            frozen_slots=frozenset(frozen),
            previous=tuple(previous),
            absent=frozenset(self.texts(data, "absent", "absent")),
            must_is_hard=self.flag(rules, "must_is_hard", "rules"),
            points=self.points(self.mapping(data, "points")),
            name=self.text(data, "name", ""),
            title=self.text(data, "title", ""),
        )
        if self.problems:
            raise InvalidInstance(self.problems)
        return found

    # Rows ---------------------------------------------------------------------------------------------

    def slot(self, row: Mapping[str, Any], where: str) -> Slot:
        return Slot(
            id=self.identifier(row, "id", where),
            start=self.text(row, "start", where),
            end=self.text(row, "end", where),
            break_before=self.flag(row, "break_before", where),
        )

    def party(self, row: Mapping[str, Any], where: str, slots: set[str]) -> Party:
        return Party(
            id=self.identifier(row, "id", where),
            languages=tuple(self.texts(row, "languages", f"{where}.languages", needed=True)),
            unavailable=self.unavailable(row, where, slots),
            max_meetings=self.limit(row, "max_meetings", where),
            max_run=self.limit(row, "max_run", where),
            country=self.text(row, "country", where) or None,
            arrives=self.text(row, "arrives", where) or None,
            leaves_after=self.text(row, "leaves_after", where) or None,
        )

    def interpreter(self, row: Mapping[str, Any], where: str, slots: set[str]) -> Interpreter:
        pairs: list[Pair] = []
        for number, value in enumerate(self.items(row, "pairs", f"{where}.pairs", needed=True)):
            if isinstance(value, list) and len(value) == 2 and all(isinstance(word, str) and word for word in value):
                pairs.append((value[0], value[1]))
            else:
                self.problem("wrong_type", f"{where}.pairs[{number}]", "must be a list of two languages")
        return Interpreter(
            id=self.identifier(row, "id", where),
            pairs=tuple(pairs),
            unavailable=self.unavailable(row, where, slots),
            max_meetings=self.limit(row, "max_meetings", where),
            max_run=self.limit(row, "max_run", where),
        )

    def wish(self, row: Mapping[str, Any], where: str, known: tuple[set[str], ...]) -> Wish:
        sending, supervising = self.pair(row, where, known)
        return Wish(
            sending=sending,
            supervising=supervising,
            from_sending=self.answer(row, "from_sending", where),
            from_supervising=self.answer(row, "from_supervising", where),
        )

    def placement(self, row: Mapping[str, Any], where: str, known: tuple[set[str], ...] | None) -> Placement:
        sending, supervising = self.pair(row, where, known)
        slot = self.identifier(row, "slot", where)
        if known:
            self.known(slot, known[2], f"{where}.slot", "slot")
        return Placement(sending=sending, supervising=supervising, slot=slot)

    def forbidden(self, row: Mapping[str, Any], where: str, known: tuple[set[str], ...]) -> Forbidden:
        found: dict[str, str | None] = {}
        words = ("sending organization", "supervising organization", "slot")
        for name, ids, word in zip(("sending", "supervising", "slot"), known, words, strict=True):
            found[name] = None if row.get(name) is None else self.identifier(row, name, where)
            if found[name] is not None:
                self.known(found[name], ids, f"{where}.{name}", word)
        return Forbidden(**found)

    def points(self, row: Mapping[str, Any]) -> Points:
        standard = Points()
        words = {**standard.wish, **self.mapping(row, "wish", "points.")}
        ladder: Sequence[Any] = standard.nth_meeting
        if row.get("nth_meeting") is not None:
            ladder = self.items(row, "nth_meeting", "points.nth_meeting")
        change = self.mapping(row, "change", "points.")
        return Points(
            wish={word: self.number(value, f"points.wish.{word}") for word, value in words.items()},
            nth_meeting=tuple(self.number(value, f"points.nth_meeting[{n}]") for n, value in enumerate(ladder)),
            unmet_must_penalty=self.number(row.get("unmet_must_penalty", 50), "points.unmet_must_penalty"),
            dropped=self.number(change.get("dropped", standard.dropped), "points.change.dropped"),
            moved=self.number(change.get("moved", standard.moved), "points.change.moved"),
            new=self.number(change.get("new", standard.new), "points.change.new"),
        )

    # Values -------------------------------------------------------------------------------------------

    def rows(
        self,
        data: Mapping[str, Any],
        name: str,
        read: Callable[[Mapping[str, Any], str], Row],
        *,
        needed: bool = True,
    ) -> list[Row]:
        found = []
        for number, row in enumerate(self.items(data, name, name, needed=needed)):
            if isinstance(row, Mapping):
                found.append(read(row, f"{name}[{number}]"))
            else:
                self.problem("wrong_type", f"{name}[{number}]", f"must be an object, not {_kind(row)}")
        return found

    def pair(self, row: Mapping[str, Any], where: str, known: tuple[set[str], ...] | None) -> Pair:
        found = []
        for place, name in enumerate(("sending", "supervising")):
            value = self.identifier(row, name, where)
            if known:
                self.known(value, known[place], f"{where}.{name}", f"{name} organization")
            found.append(value)
        return found[0], found[1]

    def answer(self, row: Mapping[str, Any], name: str, where: str) -> Answer:
        value = row.get(name)
        if value is None:
            return None
        if value not in ANSWERS:
            self.problem("wrong_word", f"{where}.{name}", f"must be must, would, no or null, not {_shown(value)}")
            return None
        return cast(Answer, value)

    def unavailable(self, row: Mapping[str, Any], where: str, slots: set[str]) -> frozenset[str]:
        values = self.texts(row, "unavailable", f"{where}.unavailable")
        for number, value in enumerate(values):
            self.known(value, slots, f"{where}.unavailable[{number}]", "slot")
        return frozenset(values)

    def identifier(self, row: Mapping[str, Any], name: str, where: str) -> str:
        value = row.get(name)
        if isinstance(value, str) and value:
            return value
        if value is None:
            self.problem("missing", where, f"{name} is missing")
        else:
            self.problem("wrong_type", f"{where}.{name}", f"must be a text, not {_shown(value)}")
        return ""

    def text(self, row: Mapping[str, Any], name: str, where: str) -> str:
        value = row.get(name)
        if value is None or isinstance(value, str):
            return value or ""
        self.problem("wrong_type", f"{where}.{name}".lstrip("."), f"must be a text, not {_shown(value)}")
        return ""

    def texts(self, row: Mapping[str, Any], name: str, where: str, *, needed: bool = False) -> list[str]:
        found = []
        for number, value in enumerate(self.items(row, name, where, needed=needed)):
            if isinstance(value, str) and value:
                found.append(value)
            else:
                self.problem("wrong_type", f"{where}[{number}]", f"must be a text, not {_shown(value)}")
        return found

    def flag(self, row: Mapping[str, Any], name: str, where: str) -> bool:
        value = row.get(name)
        if value is not None and not isinstance(value, bool):
            self.problem("wrong_type", f"{where}.{name}", f"must be true or false, not {_shown(value)}")
        return value is True

    def limit(self, row: Mapping[str, Any], name: str, where: str) -> int | None:
        value = row.get(name)
        if value is None:
            return None
        number = self.number(value, f"{where}.{name}")
        if number < 0:
            self.problem("negative", f"{where}.{name}", f"must be 0 or more, not {number}")
        return number

    def number(self, value: Any, where: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            self.problem("wrong_type", where, f"must be a whole number, not {_shown(value)}")
            return 0
        if abs(value) > LARGEST_NUMBER:
            self.problem("too_large", where, f"must lie within {LARGEST_NUMBER:,}, not {_shown(value)}")
            return 0
        return value

    def items(self, row: Mapping[str, Any], name: str, where: str, *, needed: bool = False) -> Sequence[Any]:
        value = row.get(name)
        if isinstance(value, list):
            return value
        if value is not None:
            self.problem("wrong_type", where, f"must be a list, not {_kind(value)}")
        elif needed:
            self.problem("missing", where, "is missing")
        return []

    def mapping(self, row: Mapping[str, Any], name: str, where: str = "") -> Mapping[str, Any]:
        value = row.get(name)
        if value is None or isinstance(value, Mapping):
            return value or {}
        self.problem("wrong_type", f"{where}{name}", f"must be an object, not {_kind(value)}")
        return {}

    # Across rows --------------------------------------------------------------------------------------

    def known(self, value: str | None, ids: set[str], where: str, word: str) -> None:
        if value and value not in ids:
            self.problem("unknown", where, f"no {word} has the id {_shown(value)}")

    def unique(self, where: str, ids: Sequence[str]) -> set[str]:
        for value, times in Counter(ids).items():
            if times > 1 and value:
                self.problem("duplicate", where, f"the id {_shown(value)} stands there {times} times")
        return set(ids) - {""}

    def pairs_once(self, where: str, pairs: Sequence[Pair]) -> None:
        for (sending, supervising), times in Counter(pairs).items():
            if times > 1 and sending and supervising:
                self.problem("duplicate", where, f"{sending} and {supervising} stand there {times} times")

    def problem(self, code: str, where: str, text: str) -> None:
        self.problems.append(Problem(code, where, text))


def _kind(value: Any) -> str:
    words = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list"}
    return "null" if value is None else words.get(type(value), "an object")


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}…"
