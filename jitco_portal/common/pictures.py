"""Pictures of people, drawn anew: what is copied is the light of their pixels alone.

So nothing else of a file can come along: no place, time, camera or name, no thumbnail of what was cut off, no archive
or script behind the picture.
"""

from __future__ import annotations

import io
import threading
import warnings
from typing import BinaryIO

from django.core.files.base import File
from PIL import Image, ImageOps, UnidentifiedImageError

from jitco_portal.common.file_refusals import FileRefused
from jitco_portal.common.file_types import JPEG, PNG, FileType

# A file of a few kilobytes may unfold to gigabytes: nobody photographs more.
MOST_PIXELS = 50_000_000
_QUALITY = 90
# A picture takes up to half a gigabyte while it is drawn: one at a time in a process.
_one_at_a_time = threading.Lock()


def redrawn(
    file: BinaryIO | File, *, longest_side: int | None = None, quality: int = _QUALITY
) -> tuple[bytes, FileType, tuple[int, int]]:
    """The picture upright, as PNG where it has holes or was one, else as JPEG; its size.

    Raises FileRefused: damaged, picture_too_large.
    """
    try:
        with _one_at_a_time, warnings.catch_warnings():
            # The limit below is ours; this one of the library only warns.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            file.seek(0)
            with Image.open(file, formats=["JPEG", "PNG"]) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise FileRefused("picture_too_large")
                kind = PNG if opened.format == "PNG" else JPEG
                picture = _plain(ImageOps.exif_transpose(opened))
            if longest_side:
                picture.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
                kind = PNG if picture.mode in ("LA", "RGBA") else JPEG
            return _written(picture, kind, quality), kind, picture.size
    except Image.DecompressionBombError as error:
        raise FileRefused("picture_too_large") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise FileRefused("damaged") from error


def _plain(picture: Image.Image) -> Image.Image:
    """In one of few modes; without anything that the file said beside its pixels."""
    if picture.has_transparency_data:
        picture = picture.convert("LA" if picture.mode in ("L", "LA") else "RGBA")
    elif picture.mode.startswith("I"):
        # 16 bits of grey; its own conversion cuts off what is bright.
        picture = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    elif picture.mode not in ("1", "L", "RGB"):
        picture = picture.convert("RGB")
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean


def _written(picture: Image.Image, kind: FileType, quality: int) -> bytes:
    content = io.BytesIO()
    if kind == PNG:
        picture.save(content, "PNG", optimize=picture.width * picture.height < 4_000_000)
    else:
        picture.save(content, "JPEG", optimize=True, quality=quality)
    return content.getvalue()
