"""Files of events: checked by what they hold, scanned, and pictures made anew without what a camera wrote into them."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from jitco_portal.common.pictures import redrawn
from jitco_portal.common.uploads import CheckedFile, PaperField, delete_strays, save_with_file, shown_name
from jitco_portal.common.virus_scan import scan
from seminars.models import Event, EventFile

FOLDER = "events"
# As wide or high as a page shows it on a good screen.
LONGEST_SIDE = 1600
JPEG_QUALITY = 82
PICTURES = ("image/jpeg", "image/png")


class NotAPicture(Exception):
    """A paper where a picture is meant."""


def add_file(
    *,
    event: Event,
    kind: EventFile.Kind | str,
    upload: File | CheckedFile,
    title_en: str,
    title_ja: str,
    read_by: EventFile.ReadBy | str = EventFile.ReadBy.PARTICIPANTS,
    position: int = 1,
) -> EventFile:
    """Keep a paper or a picture of the event.

    Raises ValidationError for what is not taken, NotAPicture for a paper, InfectedFile, ScannerUnavailable.
    """
    checked = upload if isinstance(upload, CheckedFile) else PaperField().clean(upload)
    scan(checked.file)
    values: dict[str, Any] = {"width": None, "height": None}
    if kind == EventFile.Kind.PICTURE:
        checked, values["width"], values["height"] = picture_for_pages(checked)
    row = EventFile(
        event=event,
        kind=kind,
        read_by=read_by,
        title_en=title_en,
        title_ja=title_ja,
        position=position,
        **values,
    )
    save_with_file(row, checked)
    return row


def remove_file(*, file: EventFile) -> None:
    """The row, and its bytes once that is certain."""
    name = file.file.name or ""
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(name))


def delete_stray_event_files() -> None:
    """Files that no row knows, left by a process that died between the two."""
    delete_strays(FOLDER, known=set(EventFile.objects.values_list("file", flat=True)))


def picture_for_pages(checked: CheckedFile) -> tuple[CheckedFile, int, int]:
    """The picture drawn anew: upright, no longer than ``LONGEST_SIDE``, without place, time and camera."""
    if checked.type not in PICTURES:
        raise NotAPicture
    # What was checked was drawn before: it can be drawn again.
    content, kind, (width, height) = redrawn(checked.file, longest_side=LONGEST_SIDE, quality=JPEG_QUALITY)
    drawn = CheckedFile(
        file=ContentFile(content),
        name=shown_name(checked.name, kind),
        type=kind.mime,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return drawn, width, height
