"""Files of editions coming in: checked, scanned, kept under a name that says nothing."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from jitco_portal.common.file_refusals import FileRefused
from jitco_portal.common.models import User
from jitco_portal.common.uploads import CheckedFile, delete_strays, save_with_file
from jitco_portal.common.virus_scan import InfectedFile, TooLargeToScan, scan
from materials.models import Edition, EditionFile, EditionState, FileCare, Scan
from materials.tasks import defer_preparation


class NotADraft(Exception):
    """The edition was published meanwhile: its files stay as they are."""


class SameFile(Exception):
    """These very bytes are a file of the edition already."""


def receive(*, edition: Edition, by: User, checked: CheckedFile, title_en: str = "", title_ja: str = "") -> EditionFile:
    """Have a checked file scanned, and add it to a draft.

    Raises FileRefused, ScannerUnavailable, NotADraft, SameFile. Outside of a transaction: a scanner takes its time.
    """
    return take_file(
        edition=edition, by=by, checked=checked, scan=scanned(checked), title_en=title_en, title_ja=title_ja
    )


def scanned(checked: CheckedFile) -> Scan:
    """Raises FileRefused, ScannerUnavailable. What is larger than the scanner looks at is taken, and says so."""
    try:
        return Scan.CLEAN if scan(checked.file) else Scan.NOT_SCANNED
    except TooLargeToScan:
        return Scan.NOT_SCANNED
    except InfectedFile as error:
        raise FileRefused("infected") from error


@transaction.atomic
def take_file(
    *,
    edition: Edition,
    by: User | None,
    checked: CheckedFile,
    scan: Scan | str = Scan.NOT_SCANNED,
    title_en: str = "",
    title_ja: str = "",
) -> EditionFile:
    """Add a checked file to a draft, as its last one, and have its text and pages read. Raises NotADraft, SameFile."""
    if checked.crc32 is None:
        raise TypeError("only what check_file looked at is taken")
    held = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if held.state != EditionState.DRAFT:
        raise NotADraft
    if held.files.filter(sha256=checked.sha256, size=checked.size).exists():
        raise SameFile
    last = held.files.aggregate(last=Max("position"))["last"] or 0
    row = EditionFile(
        edition=held,
        title_en=title_en,
        title_ja=title_ja,
        position=last + 1,
        crc32=checked.crc32,
        pages=checked.pages,
        scan=scan,
    )
    save_with_file(row, checked)
    FileCare.objects.create(file=row)
    defer_preparation(file_pk=row.pk)
    return row


def delete_stray_files() -> None:
    """Every night: files that no row knows, left by a process that died between the two."""
    delete_strays("materials", known=set(EditionFile.objects.values_list("file", flat=True)))
