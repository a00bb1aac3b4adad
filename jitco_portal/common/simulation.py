"""``--simulate`` of a maintenance command: it says what it would do, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandParser
from django.db import transaction


def add_simulate(parser: CommandParser, text: str = "print what would be done, and change nothing") -> None:
    parser.add_argument("--simulate", action="store_true", help=text)


@contextmanager
def taken_back(simulate: bool) -> Iterator[None]:
    """One transaction; where it is only a simulation, all that is written within is taken back at its end.

    For work that writes to the database alone: nothing takes a file or a mail back.
    """
    with transaction.atomic():
        yield
        if simulate:
            transaction.set_rollback(True)
