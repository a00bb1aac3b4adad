"""Files that people send: checked by what they hold, bounded while they arrive (handed out by ``delivery``)."""

from __future__ import annotations

import datetime
import hashlib
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadhandler import FileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import file_types
from jitco_portal.common.file_names import LONGEST_NAME, shown_name
from jitco_portal.common.file_refusals import REASONS, FileRefused
from jitco_portal.common.file_types import HEAD, TYPES, FileType, is_whole, looks_like_a_page, type_by_head
from jitco_portal.common.one_by_one import one_by_one
from jitco_portal.common.pdf_checks import pages_of, refuse_other_ends
from jitco_portal.common.pictures import PATIENCE_SECONDS, redrawn
from jitco_portal.common.virus_scan import InfectedFile, TestVirusSearch
from jitco_portal.common.zip_checks import Budget, check_zip

__all__ = ["LONGEST_NAME", "CheckedFile", "FileRefused", "PaperField", "check_file", "shown_name"]

MEBIBYTE = 1024 * 1024
# Papers as people have them: scans, photographs, letters.
PAPERS = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}
LARGEST_PAPER = 10 * MEBIBYTE
STRAY_AFTER = datetime.timedelta(days=1)
_PIECE = MEBIBYTE


@dataclass(frozen=True)
class CheckedFile:
    """A file whose content is of a type that we take; the name is the sender's, without a path.

    Size and checksums are of what is kept: a picture is drawn anew.
    """

    file: File
    name: str
    type: str
    size: int
    sha256: str
    crc32: int | None = None
    pages: int | None = None


@dataclass(frozen=True)
class Allowed:
    """Which types are taken, and how large each may be."""

    largest: Mapping[FileType, int]
    # What everybody gets to read must open everywhere and do nothing by itself; a paper is only kept and handed back.
    opens_pdf: bool = False
    zip_entries: int = 10_000
    zip_unpacked: int = 0

    @property
    def labels(self) -> str:
        return ", ".join(kind.label for kind in self.largest)


PAPERS_ALLOWED = Allowed(dict.fromkeys((TYPES[mime] for mime in PAPERS), LARGEST_PAPER))


def check_file(file: File, allowed: Allowed) -> CheckedFile:
    """Look at all that the file holds; pictures come back drawn anew. Raises FileRefused.

    In flat memory, but for pictures. The file is read from its beginning and left there.
    """
    try:
        return _checked(file, allowed)
    except InfectedFile as error:
        raise FileRefused("infected") from error
    finally:
        if not file.closed:
            file.seek(0)


def _checked(file: File, allowed: Allowed) -> CheckedFile:
    size = file.size
    if not size:
        raise FileRefused("empty")
    if size > max(allowed.largest.values()):
        raise FileRefused("too_large", limit=filesizeformat(max(allowed.largest.values())))
    file.seek(0)
    head = file.read(HEAD)
    TestVirusSearch().go_on(head)
    kind = _type_of(file, size, head, allowed)
    if size > allowed.largest[kind]:
        raise FileRefused("too_large", limit=filesizeformat(allowed.largest[kind]))
    if looks_like_a_page(head):
        raise FileRefused("mixed")
    pages = None
    if kind in (file_types.JPEG, file_types.PNG):
        # What is drawn anew holds no virus; who sent one is told all the same.
        _digests(file)
        content, kind, _size = redrawn(file, patience=PATIENCE_SECONDS)
        file, size = ContentFile(content, name=file.name), len(content)
    elif not is_whole(kind, file, size):
        raise FileRefused("damaged")
    elif kind == file_types.PDF:
        refuse_other_ends(file, size)
        pages = pages_of(file, size) if allowed.opens_pdf else None
    sha256, crc32 = _digests(file)
    return CheckedFile(
        file=file,
        name=shown_name(file.name, kind),
        type=kind.mime,
        size=size,
        sha256=sha256,
        crc32=crc32,
        pages=pages,
    )


def _type_of(file: File, size: int, head: bytes, allowed: Allowed) -> FileType:
    kind = type_by_head(head)
    if kind == file_types.ZIP and allowed.zip_unpacked:
        kind = check_zip(file, size, Budget(allowed.zip_entries, allowed.zip_unpacked))
    if kind is None and head.startswith(file_types.OLE_HEAD) and file_types.DOCX in allowed.largest:
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in head + file.read(MEBIBYTE)
        raise FileRefused("encrypted" if is_encrypted else "old_office")
    if kind is None or kind not in allowed.largest:
        raise FileRefused("wrong_type", types=allowed.labels)
    return kind


def _digests(file: File) -> tuple[str, int]:
    """SHA-256 and CRC-32 in one reading. Raises InfectedFile."""
    sha256, crc32, search = hashlib.sha256(), 0, TestVirusSearch()
    file.seek(0)
    for piece in file.chunks(_PIECE):
        search.go_on(piece)
        sha256.update(piece)
        crc32 = zlib.crc32(piece, crc32)
    file.seek(0)
    return sha256.hexdigest(), crc32


class BoundedUploadHandler(FileUploadHandler):
    """First of the handlers: what goes beyond the limit is read and dropped, so no file fills the disk.

    One chunk too many passes, by which the form sees that the file is too large.
    """

    limit = LARGEST_PAPER

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= self.limit else None

    def file_complete(self, file_size: int) -> None:
        return None


class CheckedFileField(forms.FileField):
    """A file of one of the allowed types; cleaned to a CheckedFile."""

    allowed = PAPERS_ALLOWED
    default_error_messages = {
        "required": _("Choose a file."),
        "empty": REASONS["empty"],
    }

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        try:
            return check_file(file, self.allowed)
        except FileRefused as error:
            raise forms.ValidationError(self.told(error), code=error.code) from error

    def told(self, error: FileRefused) -> str:
        return error.text


class PaperField(CheckedFileField):
    """A PDF, JPEG or PNG of at most 10 MB; cleaned to a CheckedFile."""

    widget = forms.FileInput(attrs={"accept": ",".join(PAPERS)})
    default_error_messages = {
        "too_large": _("This file is larger than 10 MB. Choose a smaller one."),
        "wrong_type": _("This is neither a PDF nor a JPEG nor a PNG file, whatever its name. Choose another one."),
    }

    def __init__(self, *, help_text: Any = "", **kwargs: Any) -> None:
        hint = _("PDF, JPEG or PNG, up to 10 MB. If the form comes back to you, choose the file again.")
        super().__init__(help_text=format_lazy("{} {}", help_text, hint) if help_text else hint, **kwargs)

    def told(self, error: FileRefused) -> str:
        return str(self.error_messages.get(error.code, error.text))


def save_with_file(row: Any, checked: CheckedFile) -> None:
    """Save a row that holds a file (``key``, ``file``, ``name``, ``type``, ``size``, ``sha256``) with its bytes.

    They lie under a name that says nothing, and do not stay without the row.
    """
    row.key = uuid.uuid4()
    row.name, row.type, row.size, row.sha256 = checked.name, checked.type, checked.size, checked.sha256
    row.file.save(str(row.key), checked.file, save=False)
    written = row.file.name
    try:
        row.save()
    except BaseException:
        default_storage.delete(written)
        raise


def delete_strays(folder: str, *, known: set[str]) -> None:
    """Files of a folder that no row knows: left by a process that died between the two; young ones may be on their way.

    ``known`` are names as the rows hold them, with the folder.
    """
    before = timezone.now() - STRAY_AFTER
    try:
        # Not asked whether it is there: a store such as S3 knows no folders, only names that begin alike.
        _folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return

    def delete_old(name: str) -> None:
        if default_storage.get_modified_time(name) < before:
            default_storage.delete(name)

    one_by_one(
        sorted({f"{folder}/{file}" for file in files} - known), delete_old, what="delete a file that no row knows"
    )
