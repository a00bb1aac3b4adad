"""Files of enquiries: scanned and laid away as they come, made rows of a message when it is sent.

A form that comes back, or that shows an answer first, keeps what was chosen: the browser would forget it. What no row
takes up within hours goes with the strays of the night.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from django.core.cache import cache
from django.core.files.storage import default_storage

from jitco_portal.common.days import today
from jitco_portal.common.models import User
from jitco_portal.common.uploads import CheckedFile, delete_strays
from jitco_portal.common.virus_scan import scan
from materials.models import EnquiryFile, EnquiryMessage, Scan
from materials.queries.enquiries_files import FOLDER, MOST_FILES, LaidFile

# Of one person, sent or not.
MOST_LAID_A_DAY = 100


class TooManyFiles(Exception):
    """A message holds at most MOST_FILES."""


class TooManyLaid(Exception):
    """The person has laid away as many files as one may within a day: no form fills the disk."""


def lay_away(files: Iterable[CheckedFile], *, by: User) -> list[LaidFile]:
    """Raises InfectedFile, ScannerUnavailable, TooManyLaid, and then keeps none of them.

    Outside of a transaction: scanners take their time.
    """
    files = list(files)
    if files and _laid_today(by, len(files)) > MOST_LAID_A_DAY:
        raise TooManyLaid
    scans = [Scan.CLEAN if scan(each.file) else Scan.NOT_SCANNED for each in files]
    laid = []
    for file, found in zip(files, scans, strict=True):
        key = str(uuid.uuid4())
        default_storage.save(f"{FOLDER}/{key}", file.file)
        laid.append(LaidFile(key, file.name, file.type, file.size, file.sha256, found.value))
    return laid


def _laid_today(by: User, number: int) -> int:
    """With these. Kept where limits on log-ins are, for one day."""
    key = f"enquiry_files:{by.pk}:{today()}"
    cache.add(key, 0, timeout=24 * 60 * 60)
    return cache.incr(key, number)


def keep_files(*, files: Sequence[LaidFile], message: EnquiryMessage) -> list[EnquiryFile]:
    """Rows of the message; in its transaction. The bytes lie where they are. Raises TooManyFiles."""
    if len(files) > MOST_FILES:
        raise TooManyFiles
    return EnquiryFile.objects.bulk_create(
        [EnquiryFile(message=message, file=each.path, **asdict(each)) for each in files]
    )


def delete_stray_enquiry_files() -> None:
    """Every night."""
    delete_strays(FOLDER, known=set(EnquiryFile.objects.values_list("file", flat=True)))
