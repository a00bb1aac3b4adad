"""Files of events: checked by what they hold, scanned, and pictures made anew without what a camera wrote into them."""

from __future__ import annotations

import hashlib
import io
import warnings
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from jitco_portal.common.uploads import CheckedFile, PaperField, delete_strays, save_with_file
from jitco_portal.common.virus_scan import scan
from seminars.models import Event, EventFile

FOLDER = "events"
# As wide or high as a page shows it on a good screen.
LONGEST_SIDE = 1600
JPEG_QUALITY = 82
# A file of a few kilobytes may unfold to gigabytes: nobody photographs more.
MOST_PIXELS = 60_000_000
PICTURES = {"image/jpeg": ("JPEG", ".jpg"), "image/png": ("PNG", ".png")}


class NotAPicture(Exception):
    """Neither a JPEG nor a PNG that can be read."""


class PictureTooLarge(Exception):
    """More pixels than a camera makes."""


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

    Raises ValidationError for what is no paper, NotAPicture, PictureTooLarge, InfectedFile, ScannerUnavailable.
    """
    checked = upload if isinstance(upload, CheckedFile) else PaperField().clean(upload)
    # Before anything opens it.
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
    """The picture drawn anew: upright, no longer than ``LONGEST_SIDE``, without place, time and camera.

    What is copied is the light of its pixels alone, so nothing else of the file can come along.
    """
    if checked.type not in PICTURES:
        raise NotAPicture
    try:
        with warnings.catch_warnings():
            # The limit below is ours; this one of the library only warns.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            checked.file.seek(0)
            with Image.open(checked.file, formats=["JPEG", "PNG"]) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise PictureTooLarge
                upright = ImageOps.exif_transpose(opened)
                has_holes = upright.has_transparency_data
                picture = upright.convert("RGBA" if has_holes else "RGB")
    except Image.DecompressionBombError as error:
        raise PictureTooLarge from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise NotAPicture from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    kind = "image/png" if has_holes else "image/jpeg"
    name, ending = PICTURES[kind]
    bytes_of = io.BytesIO()
    clean.save(bytes_of, name, optimize=True, **({"quality": JPEG_QUALITY} if name == "JPEG" else {}))
    content = bytes_of.getvalue()
    drawn = CheckedFile(
        file=ContentFile(content),
        name=PurePath(checked.name).stem + ending,
        type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return drawn, clean.width, clean.height
