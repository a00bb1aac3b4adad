"""Files that people send: checked by what they hold, bounded while they arrive, handed out as strangers' files."""

from __future__ import annotations

import datetime
import hashlib
import unicodedata
import uuid
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import filetype
from django import forms
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.files.uploadhandler import FileUploadHandler
from django.db import connection
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.one_by_one import one_by_one

MEBIBYTE = 1024 * 1024
# Papers as people have them: scans, photographs, letters.
PAPERS = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}
LARGEST_PAPER = 10 * MEBIBYTE
# The beginning of a file by which its type is known.
HEAD = 8192
LONGEST_NAME = 200
STRAY_AFTER = datetime.timedelta(days=1)


@dataclass(frozen=True)
class CheckedFile:
    """A file whose content is of a type that we take; the name is the sender's, without a path."""

    file: File
    name: str
    type: str
    size: int
    sha256: str


class BoundedUploadHandler(FileUploadHandler):
    """First of the handlers: what goes beyond the limit is read and dropped, so no file fills the disk.

    One chunk too many passes, by which the form sees that the file is too large.
    """

    limit = LARGEST_PAPER

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= self.limit else None

    def file_complete(self, file_size: int) -> None:
        return None


class PaperField(forms.FileField):
    """A PDF, JPEG or PNG of at most 10 MB; cleaned to a CheckedFile."""

    widget = forms.FileInput(attrs={"accept": ",".join(PAPERS)})
    default_error_messages = {
        "required": _("Choose a file."),
        "empty": _("This file is empty. Choose another one."),
        "too_large": _("This file is larger than 10 MB. Choose a smaller one."),
        "wrong_type": _("This is neither a PDF nor a JPEG nor a PNG file, whatever its name. Choose another one."),
    }

    def __init__(self, *, help_text: Any = "", **kwargs: Any) -> None:
        hint = _("PDF, JPEG or PNG, up to 10 MB. If the form comes back to you, choose the file again.")
        super().__init__(help_text=format_lazy("{} {}", help_text, hint) if help_text else hint, **kwargs)

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        if file.size > LARGEST_PAPER:
            raise forms.ValidationError(self.error_messages["too_large"], code="too_large")
        kind = filetype.guess_mime(file.read(HEAD))
        file.seek(0)
        if kind not in PAPERS:
            raise forms.ValidationError(self.error_messages["wrong_type"], code="wrong_type")
        return CheckedFile(file=file, name=shown_name(file.name), type=kind, size=file.size, sha256=_sha256(file))


def shown_name(name: str | None) -> str:
    """The last part of the name in one line, short enough to keep, with its ending."""
    name = "".join(each for each in PurePath(name or "").name if unicodedata.category(each)[0] != "C").strip()
    if len(name) > LONGEST_NAME:
        ending = PurePath(name).suffix[:20]
        name = name[: LONGEST_NAME - len(ending)] + ending
    return name or "file"


def private_file(*, file: File, name: str, content_type: str) -> FileResponse:
    """A stranger's file, to be saved and never shown as a page of ours.

    The database is let go first: a slow reader must hold no connection while bytes stream.
    """
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    if not connection.in_atomic_block:
        connection.close()
    return response


def kept_file(file: FieldFile, *, name: str, content_type: str) -> FileResponse:
    """``private_file`` of what a row holds, to whom was decided before; 404 where it is gone."""
    if not file:
        raise Http404("no file is kept")
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404("the file is gone") from error
    return private_file(file=opened, name=name, content_type=content_type)


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
    if not default_storage.exists(folder):
        return
    before = timezone.now() - STRAY_AFTER
    _folders, files = default_storage.listdir(folder)

    def delete_old(name: str) -> None:
        if default_storage.get_modified_time(name) < before:
            default_storage.delete(name)

    one_by_one(
        sorted({f"{folder}/{file}" for file in files} - known), delete_old, what="delete a file that no row knows"
    )


def _sha256(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
