"""An upload that has arrived whole: checked, and taken as a file of its edition, or refused with the reason."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from functools import partial
from io import BufferedReader
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from jitco_portal.common.file_refusals import Busy, FileRefused
from jitco_portal.common.uploads import check_file
from materials.models import Edition, Upload
from materials.queries.taken_files import MATERIAL_FILES
from materials.services.uploads import NotADraft, SameFile, scanned, take_file


class ArrivedFile(File):
    """The bytes under a second name, which the storage may take away; the first stays until all is done."""

    def __init__(self, file: BufferedReader, *, name: str, path: Path) -> None:
        super().__init__(file, name=name)
        self.opened = file
        self.path = path

    def temporary_file_path(self) -> str:
        return str(self.path)


def finish(*, upload_pk: int) -> None:
    """Check the bytes outside of any transaction, then take them, or refuse them and delete them.

    May be called again at any time: what was decided stays. Raises ScannerUnavailable, Busy: then it is asked again.
    """
    upload = Upload.objects.filter(pk=upload_pk, state=Upload.State.OPEN).select_related("edition").first()
    if upload is None or upload.received != upload.size:
        return
    part, second = part_path(upload), settings.UPLOADS / f"{upload.key}.taken"
    try:
        if part.stat().st_size != upload.size:
            raise FileNotFoundError(part)
        second.unlink(missing_ok=True)
        try:
            os.link(part, second)
        except OSError:
            # A disk that knows no second names.
            shutil.copyfile(part, second)
        with second.open("rb") as opened:
            _take(upload, ArrivedFile(opened, name=upload.name, path=second))
    except Busy:
        raise
    except FileRefused as error:
        _refuse(upload, error.code, **error.values)
    except NotADraft:
        _refuse(upload, "not_a_draft")
    except SameFile:
        _refuse(upload, "same_file")
    except FileNotFoundError:
        _refuse(upload, "lost")
    finally:
        second.unlink(missing_ok=True)


def refuse_late(*, edition: Edition) -> None:
    """What is still on its way to an edition that was published: nothing more is taken, its bytes go."""
    for upload in Upload.objects.filter(edition=edition, state=Upload.State.OPEN).order_by("pk"):
        _refuse(upload, "not_a_draft")


def part_path(upload: Upload) -> Path:
    """Where its bytes gather."""
    return settings.UPLOADS / f"{upload.key}.part"


def _take(upload: Upload, file: ArrivedFile) -> None:
    if upload.sha256 and hashlib.file_digest(file.opened, "sha256").hexdigest() != upload.sha256:
        raise FileRefused("other_sha256")
    checked = check_file(file, MATERIAL_FILES)
    scan = scanned(checked)
    with transaction.atomic():
        held = _still_open(upload)
        if held is None:
            return
        held.file = take_file(
            edition=held.edition,
            by=held.created_by,
            checked=checked,
            scan=scan,
            title_en=held.title_en,
            title_ja=held.title_ja,
        )
        held.state = Upload.State.TAKEN
        held.save(update_fields=["file", "state", "changed_at"])
        _forget_bytes(held)


@transaction.atomic
def _refuse(upload: Upload, code: str, **values: str) -> None:
    """By what was wrong, not in words: each reader has their language (``why_refused``)."""
    held = _still_open(upload)
    if held is None:
        return
    held.state = Upload.State.REFUSED
    held.refused_because = json.dumps([code, values])
    held.save(update_fields=["state", "refused_because", "changed_at"])
    _forget_bytes(held)


def _still_open(upload: Upload) -> Upload | None:
    """The row under its lock, unless somebody stopped it or another worker was quicker."""
    return (
        Upload.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk=upload.pk, state=Upload.State.OPEN)
        .select_related("edition", "created_by")
        .first()
    )


def _forget_bytes(upload: Upload) -> None:
    transaction.on_commit(partial(part_path(upload).unlink, missing_ok=True))
