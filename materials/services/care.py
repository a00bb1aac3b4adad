"""Care for the bytes: each file is compared with its checksum at least once in thirty days, the oldest check first."""

from __future__ import annotations

import datetime
import errno
import hashlib
import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from jitco_portal.common.stored_files import PIECE, pieces_of
from materials.models import EditionFile, FileCare

logger = logging.getLogger(__name__)

# Each file is read within 30 days: two nights may fail without anything coming too late.
NIGHTS = 28
# Of the disk or the line, so that readers have the rest: bytes in a second.
NIGHTLY_RATE = 25 * PIECE
Found = FileCare.Found


class Ending(Exception):
    """The worker ends: what was read of the file so far says nothing."""


@dataclass
class Checked:
    """What a check found. ``unread`` could not be asked (a store that does not answer): they come again next time."""

    files: int = 0
    size: int = 0
    bad: list[EditionFile] = field(default_factory=list)
    healed: list[EditionFile] = field(default_factory=list)
    unread: list[EditionFile] = field(default_factory=list)
    # Whether all that was to be read was read.
    is_whole: bool = True


@dataclass(frozen=True)
class Turn:
    """Whose turn it is: last checked by ``checked_until``; the bad ones that were not looked at since it began."""

    checked_until: datetime.datetime
    begun_at: datetime.datetime


def turn_of_tonight() -> Turn | None:
    """So many of the oldest that all have their turn in ``NIGHTS`` nights, and whatever waits longer than that.

    None where there is no file.
    """
    oldest = FileCare.objects.order_by("checked_at", "pk").values_list("checked_at", flat=True)
    count = oldest.count()
    if not count:
        return None
    now = timezone.now()
    last: datetime.datetime = oldest[math.ceil(count / NIGHTS) - 1]
    return Turn(checked_until=max(last, now - datetime.timedelta(days=NIGHTS)), begun_at=now)


def check_files(
    *,
    turn: Turn | None = None,
    until: Callable[[], bool] = lambda: False,
    is_ending: Callable[[], bool] = lambda: False,
    everything: bool = False,
    simulate: bool = False,
    rate: int | None = None,
) -> Checked:
    """Read files and keep what was found: those whose turn it is (tonight's, unless given) with the bad ones, or all.

    The file that is being read when ``until()`` becomes true is read to its end; one being read when ``is_ending()``
    does is given up. ``rate`` bounds the bytes of a second; ``simulate`` writes nothing.
    """
    checked = Checked()
    turn = turn or turn_of_tonight()
    if turn is None:
        return checked
    for pk in list(_to_read(turn, everything).values_list("pk", flat=True)):
        if until() or is_ending():
            checked.is_whole = False
            break
        care = FileCare.objects.select_related("file").filter(pk=pk).first()
        if care is None:  # removed from its draft meanwhile
            continue
        try:
            found = _found(care.file, rate, is_ending)
        except Ending:
            checked.is_whole = False
            break
        except Exception:
            logger.exception("A file could not be asked for", extra={"file": pk})
            checked.unread.append(care.file)
            continue
        _keep(care, found, checked, simulate)
    return checked


def _to_read(turn: Turn, everything: bool) -> QuerySet[FileCare]:
    rows = FileCare.objects.order_by("checked_at", "pk")
    if everything:
        return rows
    # A bad one is looked at every night: it may have been put right.
    bad = ~Q(found=Found.WHOLE) & Q(checked_at__lt=turn.begun_at)
    return rows.filter(Q(checked_at__lte=turn.checked_until) | bad)


def _found(file: EditionFile, rate: int | None, is_ending: Callable[[], bool]) -> str:
    """What stands in the store now, read piece by piece. Raises Ending, and whatever is no word on the file."""
    digest, size = hashlib.sha256(), 0
    # It may take minutes: a connection that is kept meanwhile is one less for others.
    if not connection.in_atomic_block:
        connection.close()
    begun = time.monotonic()
    try:
        for piece in pieces_of(file.file.name or ""):
            digest.update(piece)
            size += len(piece)
            if is_ending():
                raise Ending
            if rate and (ahead := size / rate - (time.monotonic() - begun)) > 0:
                time.sleep(ahead)
    except FileNotFoundError:
        return Found.MISSING
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        # The disk itself cannot read it any more.
        return Found.DAMAGED
    return Found.WHOLE if (size, digest.hexdigest()) == (file.size, file.sha256) else Found.DAMAGED


def _keep(care: FileCare, found: str, checked: Checked, simulate: bool) -> None:
    now = timezone.now()
    checked.files += 1
    checked.size += care.file.size
    if found != Found.WHOLE:
        checked.bad.append(care.file)
        if care.found == Found.WHOLE:
            logger.error("A file is not as it was checked in", extra={"file": care.pk, "found": found})
    elif care.found != Found.WHOLE:
        checked.healed.append(care.file)
    if simulate:
        return
    bad_since = None if found == Found.WHOLE else care.bad_since or now
    FileCare.objects.filter(pk=care.pk).update(found=found, bad_since=bad_since, checked_at=now)
