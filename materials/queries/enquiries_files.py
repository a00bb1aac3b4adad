"""Files that were laid away for a message which is not sent yet, and the ticket by which a form holds them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.core import signing
from django.core.files.storage import default_storage

from jitco_portal.common.models import User
from materials.models import EnquiryFile

FOLDER = "enquiries"
MOST_FILES = 5
# Well below the age at which a stray is deleted.
KEPT_FOR = datetime.timedelta(hours=12)


@dataclass(frozen=True)
class LaidFile:
    """A file that was checked, scanned and laid away, and that no message holds yet."""

    key: str
    name: str
    type: str
    size: int
    sha256: str
    scan: str

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.key}"


def ticket_for(files: Sequence[LaidFile], *, by: User) -> str:
    """What the form carries for them; good for this person alone, and for some hours."""
    return signing.dumps([asdict(each) for each in files], salt=_salt(by), compress=True) if files else ""


def laid_away(ticket: str, *, by: User) -> list[LaidFile]:
    """The files of the ticket that are still there; nothing for a ticket that is old, foreign or no ticket."""
    try:
        rows = signing.loads(ticket, salt=_salt(by), max_age=KEPT_FOR) if ticket else []
    except signing.BadSignature:
        return []
    found = [LaidFile(**row) for row in rows]
    held = EnquiryFile.objects.filter(key__in=[each.key for each in found]).values_list("key", flat=True)
    taken = {str(key) for key in held}
    return [each for each in found if each.key not in taken and default_storage.exists(each.path)]


def _salt(by: User) -> str:
    return f"materials.enquiry_files.{by.pk}"
