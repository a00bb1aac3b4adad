"""Files of match-ups: scanned, kept under a name that says nothing, and there only while their row is."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.files.storage import default_storage

from jitco_portal.common.uploads import CheckedFile
from jitco_portal.common.virus_scan import scan
from matching.models import MatchFile, MatchRequest, Message


@dataclass(frozen=True)
class ScannedFile:
    """A file that went through the scanner, or past it where there is none."""

    checked: CheckedFile
    scan: MatchFile.Scan


def scanned(file: CheckedFile) -> ScannedFile:
    """Before any row is locked: a scanner takes its time. Raises InfectedFile, ScannerUnavailable."""
    is_scanned = scan(file.file)
    return ScannedFile(file, MatchFile.Scan.CLEAN if is_scanned else MatchFile.Scan.NOT_SCANNED)


def keep_file(*, file: ScannedFile, request: MatchRequest | None = None, message: Message | None = None) -> MatchFile:
    """Beside a request or in a message; in a transaction."""
    checked = file.checked
    row = MatchFile(
        request=request,
        message=message,
        key=uuid.uuid4(),
        name=checked.name,
        type=checked.type,
        size=checked.size,
        sha256=checked.sha256,
        scan=file.scan,
    )
    row.file.save(str(row.key), checked.file, save=False)
    written = row.file.name or ""
    try:
        row.save()
    except BaseException:
        default_storage.delete(written)
        raise
    return row
