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

from jitco_portal.common.file_refusals import Busy, FileRefused
from jitco_portal.common.file_types import JPEG, PNG, FileType

# A file of a few kilobytes may unfold to gigabytes: nobody photographs more.
MOST_PIXELS = 50_000_000
# What the picture may take while it is drawn. A JPEG with more is read at half its width and height.
MOST_BYTES = 160 * 1024**2
_QUALITY = 90
_ROWS = 256
# One at a time in a process; who waits for long holds a thread that others need.
PATIENCE_SECONDS = 10
_one_at_a_time = threading.Lock()


def redrawn(
    file: BinaryIO | File,
    *,
    longest_side: int | None = None,
    quality: int = _QUALITY,
    patience: float | None = None,
) -> tuple[bytes, FileType, tuple[int, int]]:
    """The picture upright, as PNG where it has holes or was one, else as JPEG; its size.

    Raises FileRefused: damaged, picture_too_large; Busy after so many seconds of patience.
    """
    if not _one_at_a_time.acquire(timeout=-1 if patience is None else patience):
        raise Busy
    try:
        with warnings.catch_warnings():
            # The limits above are ours; this one of the library only warns.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            file.seek(0)
            with Image.open(file, formats=["JPEG", "PNG"]) as opened:
                kind = PNG if opened.format == "PNG" else JPEG
                _make_bearable(opened, file)
                ImageOps.exif_transpose(opened, in_place=True)
                picture = _plain(opened)
                # Not at the end of the block: this frees what was read.
                opened.close()
            if longest_side:
                picture.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
                kind = PNG if picture.mode in ("LA", "RGBA") else JPEG
            return _written(picture, kind, quality), kind, picture.size
    except Image.DecompressionBombError as error:
        raise FileRefused("picture_too_large") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise FileRefused("damaged") from error
    finally:
        _one_at_a_time.release()


def _make_bearable(opened: Image.Image, file: BinaryIO | File) -> None:
    """Have a large JPEG read smaller. Raises FileRefused where the picture takes too much all the same."""
    width, height = opened.size
    if width * height > MOST_PIXELS:
        raise FileRefused("picture_too_large")
    room = MOST_BYTES
    if opened.format != "PNG":
        room -= _coefficients(opened, file)
        if _bytes_to_draw(opened) > room:
            # What can be read on a paper that was photographed is still read; a quarter would be too little.
            opened.draft(None, (max(1, width // 2), max(1, height // 2)))
    if _bytes_to_draw(opened) > room:
        raise FileRefused("picture_too_large")


def _bytes_to_draw(opened: Image.Image) -> int:
    """As it is read, and as it is turned or copied; the library takes four bytes for any coloured pixel.

    Nothing is asked here for which the library would read the whole picture.
    """
    read = (
        4 if opened.mode in ("LA", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "I", "F") else 2 if ";" in opened.mode else 1
    )
    drawn = 4 if opened.mode not in ("1", "L") and not opened.mode.startswith("I") else 1
    if opened.has_transparency_data:
        drawn = 4
    return opened.width * opened.height * (read + max(drawn, read))


def _coefficients(opened: Image.Image, file: BinaryIO | File) -> int:
    """What a JPEG in several scans (as progressive ones) takes at its full size before anything is drawn."""
    layers: list[tuple[int, int, int, int]] = getattr(opened, "layer", [])
    if not layers or _has_one_scan(file, len(layers)):
        return 0
    across, down = max(layer[1] for layer in layers), max(layer[2] for layer in layers)
    shares = sum(layer[1] * layer[2] for layer in layers)
    # Read at a half, it would still take all of these.
    return 2 * opened.width * opened.height * shares // (across * down)


def _has_one_scan(file: BinaryIO | File, layers: int) -> bool:
    """Whether all colours come together in the first scan, and nothing comes later to make it finer."""
    position, is_sequential = file.tell(), False
    try:
        file.seek(2)
        while (mark := file.read(2)) and mark[0] == 0xFF and len(mark) == 2:
            if mark[1] == 0xFF:
                file.seek(-1, 1)
                continue
            length = int.from_bytes(file.read(2), "big")
            if mark[1] in (0xC0, 0xC1, 0xC9):
                is_sequential = True
            elif mark[1] == 0xDA:
                return is_sequential and file.read(1) == bytes([layers])
            file.seek(length - 2, 1)
        return False
    finally:
        file.seek(position)


def _plain(picture: Image.Image) -> Image.Image:
    """In one of few modes; without anything that the file said beside its pixels. In strips, which take little."""
    picture.load()
    clean: Image.Image | None = None
    for top in range(0, picture.height, _ROWS):
        box = (0, top, picture.width, min(top + _ROWS, picture.height))
        strip = _in_few_modes(picture.crop(box), picture)
        clean = clean or Image.new(strip.mode, picture.size)
        clean.paste(strip, box)
    if clean is None:
        raise FileRefused("damaged")
    return clean


def _in_few_modes(strip: Image.Image, picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:
        return strip.convert("LA" if picture.mode in ("L", "LA") else "RGBA")
    if picture.mode.startswith("I"):
        # 16 bits of grey; its own conversion cuts off what is bright.
        return strip.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    return strip if picture.mode in ("1", "L", "RGB") else strip.convert("RGB")


def _written(picture: Image.Image, kind: FileType, quality: int) -> bytes:
    content = io.BytesIO()
    if kind == PNG:
        picture.save(content, "PNG", optimize=picture.width * picture.height < 4_000_000)
    else:
        picture.save(content, "JPEG", optimize=True, quality=quality)
    return content.getvalue()
