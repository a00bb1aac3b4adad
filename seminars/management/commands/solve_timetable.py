"""Plans the meetings of a day from a file; needs no database."""

import argparse
import json
import math
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jitco_portal.common.simulation import add_simulate
from seminars.timetable.reading import InvalidInstance, read_file
from seminars.timetable.result import Result
from seminars.timetable.solve import WORKERS, solve

SHOWN_PROBLEMS = 20
INVALID_INPUT = 2


class Command(BaseCommand):
    help = (
        "Plan the meetings of a day: reads an instance (JSON), writes the timetable with its status, bound, conflicts "
        "and the reason of each unmet wish. Ctrl-C ends the search and writes the best so far. Exit status: 0 a result "
        "was written, whatever it says; 2 the instance or an option makes no sense; 1 anything else."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("instance", type=Path, help="the instance, a JSON file")
        parser.add_argument("--out", type=Path, required=True, help="where the result is written")
        parser.add_argument("--seconds", type=_seconds, default=55.0, help="time for everything (default: 55)")
        parser.add_argument(
            "--workers", type=_workers, default=WORKERS, help=f"threads of the search (default: {WORKERS})"
        )
        add_simulate(parser, "check the instance and where the result would be written, and search nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        source, out = options["instance"], options["out"]
        try:
            instance = read_file(source)
        except InvalidInstance as error:
            raise CommandError(_told(source, error), returncode=INVALID_INPUT) from error
        # Before an hour is spent: a result that cannot be written helps nobody.
        _check_target(out, source)
        self.stdout.write(
            f"{instance.name or source.name}: {len(instance.sending)} sending and {len(instance.supervising)} "
            f"supervising organizations, {len(instance.wishes)} wishes; {len(instance.slots)} slots, "
            f"{len(instance.tables)} tables, {len(instance.interpreters)} interpreters"
        )
        if options["simulate"]:
            self.stdout.write(f"the result would be written to {out}")
            return
        with _interruptible() as interrupts:
            result = solve(
                instance,
                seconds=options["seconds"],
                workers=options["workers"],
                on_progress=self._show_progress,
                should_stop=lambda: bool(interrupts),
            )
        try:
            _write(out, result.as_dict())
        except OSError as error:
            raise CommandError(f"cannot write {out}: {error.strerror}") from error
        self._show(result, out)

    def _show_progress(self, objective: int, bound: int, seconds: float) -> None:
        self.stdout.write(f"{seconds:7.2f} s  objective {objective}, bound {bound}")
        self.stdout.flush()

    def _show(self, result: Result, out: Path) -> None:
        if result.is_cancelled:
            self.stdout.write("stopped before the end")
        gap = "" if result.gap is None else f", gap {result.gap:.2%}"
        points = "" if result.objective is None else f", objective {result.objective}, bound {result.bound}"
        self.stdout.write(f"{result.status}{points}{gap}, {result.seconds:.2f} s")
        for conflict in result.conflicts:
            self.stdout.write(f"cannot be kept together: {'; '.join(conflict.texts)} ({conflict.reason})")
        self.stdout.write(f"{len(result.meetings)} meetings, {len(result.unmet)} unmet wishes; written to {out}")


def _told(source: Path, error: InvalidInstance) -> str:
    shown = [f"  {problem}" for problem in error.problems[:SHOWN_PROBLEMS]]
    if len(error.problems) == 1:
        return str(error) if not error.problems[0].where else f"{source} is no instance: {error}"
    more = len(error.problems) - len(shown)
    return "\n".join(
        [
            f"{source} is no instance, {len(error.problems)} problems:",
            *shown,
            *([f"  … and {more} more"] if more else []),
        ]
    )


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"must be a number above 0, not {text!r}")
    return value


def _workers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to 256, not {text!r}")
    return int(text)


def _check_target(out: Path, source: Path) -> None:
    if out.is_dir():
        raise CommandError(f"cannot write {out}: it is a folder", returncode=INVALID_INPUT)
    if not out.parent.is_dir():
        raise CommandError(f"cannot write {out}: there is no folder {out.parent}", returncode=INVALID_INPUT)
    if not os.access(out.parent, os.W_OK):
        raise CommandError(f"cannot write {out}: no right to write into {out.parent}", returncode=INVALID_INPUT)
    if out.resolve() == source.resolve():
        raise CommandError("the result would overwrite the instance", returncode=INVALID_INPUT)


def _write(out: Path, result: dict[str, Any]) -> None:
    """All or nothing: whoever reads the file sees the result of before or the new one."""
    beside = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with beside.open("x", encoding="utf-8") as file:
            json.dump(result, file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _interruptible() -> Iterator[list[int]]:
    """A list that holds something once Ctrl-C was pressed or the process was asked to end."""
    seen: list[int] = []
    kinds = (signal.SIGINT, signal.SIGTERM)
    try:
        before = [signal.signal(kind, lambda number, _frame: seen.append(number)) for kind in kinds]
    except ValueError:
        # Not the main thread: signals are somebody else's.
        yield seen
        return
    try:
        yield seen
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)
