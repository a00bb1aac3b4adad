"""What a file is read for in the background: its text, by which it is found, and pictures of its pages."""

from __future__ import annotations

import hashlib
import json
import logging
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from jitco_portal.common.one_by_one import one_by_one
from jitco_portal.common.stored_files import on_disk
from materials.models import EditionFile, FileCare, FilePreview
from materials.reading_process import MOST_SECONDS, READ_TYPES

logger = logging.getLogger(__name__)

# By the clock; the process ends itself by the time it has of the processor.
GRACE = 60
PREVIEWS = "previews"
_AT_A_STRETCH = 100
Preparation = FileCare.Preparation


class CannotRead(Exception):
    """The process ended without a result: the file is damaged, locked, or made to harm."""


@dataclass(frozen=True)
class Picture:
    page: int
    width: int
    height: int
    content: bytes


def prepare_waiting(*, file_pk: int, until: Callable[[], bool]) -> None:
    """This file, if it waits still, and then others that do until the time is up; each of those has a job of its own.

    What was read meanwhile is passed by.
    """
    waiting = FileCare.objects.filter(preparation=Preparation.WAITING)
    if waiting.filter(pk=file_pk).exists():
        prepare_file(file_pk=file_pk)
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)[:_AT_A_STRETCH]):
        if until():
            return
        if waiting.filter(pk=pk).exists():
            prepare_file(file_pk=pk)


def prepare_file(*, file_pk: int) -> None:
    """Read the text and the first pages of a file, and keep them; done again, it is made anew.

    What cannot be read is marked so; what went wrong on our side (a disk, a store, the database) is raised.
    """
    file = EditionFile.objects.filter(pk=file_pk).first()
    if file is None:  # removed from its draft meanwhile
        return
    if file.type not in READ_TYPES:
        _keep(file, Preparation.NONE)
        return
    try:
        text, pictures = read_apart(file)
    except (CannotRead, FileNotFoundError):
        logger.warning("A file could not be read", extra={"file": file.pk})
        _keep(file, Preparation.FAILED)
        return
    _keep(file, Preparation.DONE if pictures else Preparation.NONE, text, pictures)


def read_apart(file: EditionFile) -> tuple[str, list[Picture]]:
    """Text and pictures, read by a process of its own. Raises CannotRead, FileNotFoundError."""
    with on_disk(file.file.name or "") as path, tempfile.TemporaryDirectory() as folder:
        # It takes a while: a connection that is kept meanwhile is one less for others.
        if not connection.in_atomic_block:
            connection.close()
        found = _run({"file": str(path), "type": file.type, "folder": folder})
        text = (Path(folder) / "text.txt").read_text(encoding="utf-8")
        return text, [
            Picture(**each, content=(Path(folder) / f"{each['page']}.webp").read_bytes()) for each in found["pictures"]
        ]


def _run(job: dict[str, str]) -> dict[str, list[dict[str, int]]]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "materials.reading_process"],
            cwd=settings.BASE_DIR,
            # Nothing of ours: no address of the database, no key.
            env={"PYTHONUTF8": "1"},
            input=json.dumps(job) + "\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            timeout=MOST_SECONDS + GRACE,
            check=True,
        )
        found: dict[str, list[dict[str, int]]] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise CannotRead from error
    return found


def _keep(file: EditionFile, preparation: str, text: str = "", pictures: list[Picture] | None = None) -> None:
    """The new in the place of the old; pictures that no row names any more go last."""
    written: list[FilePreview] = []
    for each in pictures or []:
        preview = FilePreview(
            file=file,
            page=each.page,
            width=each.width,
            height=each.height,
            size=len(each.content),
            sha256=hashlib.sha256(each.content).hexdigest(),
        )
        preview.image.save(str(each.page), ContentFile(each.content), save=False)
        written.append(preview)
    with transaction.atomic():
        # Gone meanwhile: then nothing is to be kept.
        care = FileCare.objects.select_for_update().filter(pk=file.pk).first()
        if care is not None:
            FilePreview.objects.filter(file=file).delete()
            FilePreview.objects.bulk_create(written)
            care.text, care.preparation, care.prepared_at = text, preparation, timezone.now()
            care.save(update_fields=["text", "preparation", "prepared_at"])
    _delete_all_but(f"{PREVIEWS}/{file.key}", {each.image.name or "" for each in written} if care else set())


def delete_stray_previews() -> None:
    """Every night: pictures of files that are gone."""
    keys = {str(key) for key in EditionFile.objects.values_list("key", flat=True)}
    one_by_one(
        sorted({each for each in _in_folder(PREVIEWS)[0] if _is_key(each)} - keys),
        lambda key: _delete_all_but(f"{PREVIEWS}/{key}", set()),
        what="delete previews of a file that is gone",
    )


def _delete_all_but(folder: str, kept: set[str]) -> None:
    for name in sorted({f"{folder}/{each}" for each in _in_folder(folder)[1]} - kept):
        default_storage.delete(name)
    if not kept:
        # The folder itself; S3 has none.
        default_storage.delete(folder)


def _in_folder(folder: str) -> tuple[list[str], list[str]]:
    """Its folders and files; S3 knows no folder that would not be there."""
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _is_key(name: str) -> bool:
    try:
        uuid.UUID(name)
    except ValueError:
        return False
    return True
