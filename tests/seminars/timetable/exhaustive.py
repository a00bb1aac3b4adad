"""The best timetable by going through all of them; shares no code with the solver."""

from collections.abc import Iterator
from typing import Any

from tests.seminars.timetable.verify import can_interpret, check, needs_interpreter

Meeting = dict[str, Any]


def best_points(instance: dict[str, Any], *, relaxed: bool = False) -> int | None:
    """None where no timetable keeps the rules."""
    best: int | None = None
    for meetings in _timetables(instance):
        verdict = check(instance, {"meetings": meetings}, relaxed=relaxed)
        if verdict["ok"] and (best is None or verdict["objective"] > best):
            best = verdict["objective"]
    return best


def _timetables(instance: dict[str, Any]) -> Iterator[list[Meeting]]:
    """All that break neither the rules of single meetings nor clashes; the checker sees to the rest."""
    options = [rows for rows in _options(instance) if rows]
    tables = instance["tables"]

    def extend(number: int, taken: list[Meeting]) -> Iterator[list[Meeting]]:
        if number == len(options):
            yield taken
            return
        # A pinned pair is never left out.
        if not options[number][0]["is_pinned"]:
            yield from extend(number + 1, taken)
        for option in options[number]:
            beside = [row for row in taken if row["slot"] == option["slot"]]
            names = [option[field] for field in ("sending", "supervising", "interpreter") if option[field]]
            if len(beside) < len(tables) and not any(name in row.values() for row in beside for name in names):
                yield from extend(number + 1, [*taken, {**option, "table": tables[len(beside)]}])

    yield from extend(0, [])


def _options(instance: dict[str, Any]) -> Iterator[list[Meeting]]:
    wished = {
        (wish["sending"], wish["supervising"])
        for wish in instance["wishes"]
        if "no" not in (wish["from_sending"], wish["from_supervising"])
        and (wish["from_sending"] or wish["from_supervising"])
    }
    pinned = {(pin["sending"], pin["supervising"]): pin["slot"] for pin in instance["pinned"]}
    for one in instance["sending"]:
        for other in instance["supervising"]:
            pair = (one["id"], other["id"])
            if pair not in wished and pair not in pinned:
                continue
            interpreters: list[str | None] = [None]
            if needs_interpreter(one, other):
                interpreters = [row["id"] for row in instance["interpreters"] if can_interpret(row, one, other)]
            yield [
                {
                    "sending": pair[0],
                    "supervising": pair[1],
                    "slot": slot["id"],
                    "interpreter": interpreter,
                    "is_pinned": pair in pinned,
                }
                for slot in instance["slots"]
                if pinned.get(pair, slot["id"]) == slot["id"]
                and slot["id"] not in one["unavailable"] + other["unavailable"]
                for interpreter in interpreters
            ]
