"""Files of match-ups: scanned, kept under a name that says nothing, and there only while their row is."""

from __future__ import annotations

from dataclasses import dataclass

from jitco_portal.common.uploads import CheckedFile, save_with_file
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
    row = MatchFile(request=request, message=message, scan=file.scan)
    save_with_file(row, file.checked)
    return row
