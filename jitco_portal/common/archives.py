"""Several files as one ZIP whose bytes follow from its files alone, so that it can be resumed like any other file.

The files are stored as they are (they are PDF, sound, video: nothing would be won), their lengths and CRC-32 are known
before, so the place of every byte is: a part can be sent without reading what stands before it. zipstream-ng, which
knows sizes too, makes an archive from its beginning only; so does zipseeker.

Where others than Django send the bytes, the archive is put together once, under a name from what is in it, and goes
again when nobody asked for it for some days, or when others need the room: all of them together have bounds, however
many sets of files are asked for. Put together anew it has the same bytes.
"""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import hashlib
import os
import re
import shutil
import struct
import time
import unicodedata
import uuid
from bisect import bisect_right
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from jitco_portal.common.byte_ranges import ByteRange
from jitco_portal.common.delivery import Busy, NotWhole, StoredFile
from jitco_portal.common.file_names import RESERVED, without_shapeless_signs
from jitco_portal.common.one_by_one import one_by_one
from jitco_portal.common.stored_files import FoundFile, files_in, pieces_of

FOLDER = "archives"
KEPT = datetime.timedelta(days=3)
LARGEST = 2 * 1024**3
MOST_FILES = 500
# All that are kept at a time, and what of the disk stays free beside them.
MOST_BYTES = 10 * 1024**3
MOST_KEPT = 200
LEFT_FREE = 2 * 1024**3
# So many are put together at a time on a machine, and none twice; for how long another request waits for its turn.
BUILDERS = 2
PATIENCE = 2.0
_LOCKS = ".building"

_UTF8, _STORED, _UNIX = 0x0800, 0, 3
_PLAIN, _ZIP64 = 20, 45
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
# What Windows takes in no name.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_LONGEST = 150


class ArchiveTooLarge(Exception):
    """More than is put into one archive."""


@dataclass(frozen=True)
class Entry:
    """A file of an archive: bytes at hand, or a stored file; ``name`` may have folders, with ``/``."""

    name: str
    size: int
    crc32: int
    at: datetime.datetime
    content: bytes | None = None
    file: StoredFile | None = None

    @property
    def digest(self) -> str:
        return self.file.etag if self.file else hashlib.sha256(self.content or b"").hexdigest()


class Archive:
    """A ZIP of the entries, in their order; a ``delivery.Source``."""

    content_type = "application/zip"
    # No checksum of the whole is known before it was put together.
    sha256 = ""
    inline = False
    is_stored = False
    plain_name = ""

    def __init__(
        self, name: str, entries: Sequence[Entry], *, is_public: bool = False, languages: str = ""
    ) -> None:  # fmt: skip
        self.name = name
        self.languages = languages
        self.is_public = is_public
        self.entries = entries
        self.modified = max(each.at for each in entries)
        self._parts: list[bytes | StoredFile] = []
        self._starts: list[int] = []
        self.size = 0
        self._lay_out()
        layout = hashlib.sha256()
        for part, start in zip(self._parts, self._starts, strict=True):
            layout.update(f"{start} ".encode())
            layout.update(part if isinstance(part, bytes) else part.etag.encode())
        self._digest = layout.hexdigest()

    @property
    def etag(self) -> str:
        return f'"{self._digest}"'

    def check(self) -> None:
        for part in self._parts:
            if isinstance(part, StoredFile):
                part.check()

    def chunks(self, part: ByteRange) -> Generator[bytes]:
        """Of the bytes in ``part``; nothing before them is read."""
        place = bisect_right(self._starts, part.start) - 1
        at = part.start
        while at < part.end:
            here, start = self._parts[place], self._starts[place]
            until = min(start + _length(here), part.end)
            if isinstance(here, bytes):
                yield here[at - start : until - start]
            elif at < until:
                yield from here.chunks(ByteRange(at - start, until - start))
            at, place = until, place + 1

    def kept(self) -> StoredFile | None:
        """Put together in the storage, if it is not there yet; None where the disk has no room. Raises Busy."""
        name = f"{FOLDER}/{self._digest}.zip"
        if not _is_there(name):
            with _turn_of(self._digest):
                # Whoever had the turn before may have put it together.
                if not _is_there(name):
                    if not _make_room(self.size):
                        return None
                    self._put_together(name)
        return StoredFile(
            stored_as=name,
            name=self.name,
            content_type=self.content_type,
            size=self.size,
            modified=self.modified,
            is_public=self.is_public,
            given_etag=self.etag,
            languages=self.languages,
        )

    def _put_together(self, name: str) -> None:
        if settings.S3_BUCKET:
            storage: Any = default_storage
            storage.put_pieces(name, self._from_the_beginning(), size=self.size, content_type=self.content_type)
        else:
            self._build(Path(default_storage.path(name)))

    def _build(self, path: Path) -> None:
        """Under another name first: what stands under its own is whole."""
        path.parent.mkdir(mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS, parents=True, exist_ok=True)
        path.parent.chmod(settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS)
        unfinished = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
        try:
            with unfinished.open("xb") as file:
                for chunk in self.chunks(ByteRange(0, self.size)):
                    file.write(chunk)
            unfinished.chmod(settings.FILE_UPLOAD_PERMISSIONS)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def _from_the_beginning(self) -> Iterator[bytes]:
        for part in self._parts:
            if isinstance(part, bytes):
                yield part
                continue
            length = 0
            try:
                for piece in pieces_of(part.stored_as):
                    length += len(piece)
                    yield piece
            except FileNotFoundError as error:
                raise NotWhole(part.stored_as) from error
            if length != part.size:
                raise NotWhole(part.stored_as)

    # The format: PKWARE's APPNOTE 6.3.10 ---------------------------------------------------------------------

    def _lay_out(self) -> None:
        directory = b""
        for entry in self.entries:
            directory += _central_header(entry, self.size)
            self._add(_local_header(entry))
            self._add(entry.file if entry.file is not None else entry.content or b"")
        self._add(directory + _end_of_directory(len(self.entries), len(directory), self.size))

    def _add(self, part: bytes | StoredFile) -> None:
        self._parts.append(part)
        self._starts.append(self.size)
        self.size += _length(part)


def _is_there(name: str) -> bool:
    """And is used: it goes later."""
    if settings.S3_BUCKET:
        return default_storage.exists(name)
    try:
        os.utime(default_storage.path(name))
    except FileNotFoundError:
        return False
    return True


@contextlib.contextmanager
def _turn_of(digest: str) -> Iterator[None]:
    """Raises Busy when it does not come soon. A process that ends gives its turn back."""
    path = Path(settings.MEDIA_ROOT) / FOLDER / f"{_LOCKS}-{int(digest, 16) % BUILDERS}"
    path.parent.mkdir(mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS, parents=True, exist_ok=True)
    with path.open("ab") as lock:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > until:
                    raise Busy from error
                time.sleep(0.05)
        yield


def _make_room(size: int) -> bool:
    """Those that were not used for longest go first; whoever is just taking one of them keeps what they have open."""
    found = _kept_now()
    total = sum(each.size for each in found)
    # Not what another request puts together just now.
    kept = sorted((each for each in found if each.name.endswith(".zip")), key=lambda each: each.modified)
    while kept and (total + size > MOST_BYTES or len(kept) >= MOST_KEPT):
        oldest = kept.pop(0)
        total -= oldest.size
        default_storage.delete(oldest.name)
    if settings.S3_BUCKET:
        return True
    return shutil.disk_usage(Path(settings.MEDIA_ROOT)).free >= size + LEFT_FREE


def _kept_now() -> list[FoundFile]:
    return [each for each in files_in(FOLDER) if not PurePath(each.name).name.startswith(_LOCKS)]


def _length(part: bytes | StoredFile) -> int:
    return len(part) if isinstance(part, bytes) else part.size


def _local_header(entry: Entry) -> bytes:
    name = entry.name.encode()
    is_large = entry.size >= _FULL32
    size = _FULL32 if is_large else entry.size
    extra = struct.pack("<HHQQ", 1, 16, entry.size, entry.size) if is_large else b""
    needed = _ZIP64 if is_large else _PLAIN
    fixed = struct.pack(
        "<4sHHHHHIIIHH",
        *(b"PK\x03\x04", needed, _UTF8, _STORED, *_dos_time(entry.at), entry.crc32, size, size, len(name), len(extra)),
    )
    return fixed + name + extra


def _central_header(entry: Entry, offset: int) -> bytes:
    name = entry.name.encode()
    large: list[int] = []
    size, at = entry.size, offset
    if size >= _FULL32:
        large += [size, size]
        size = _FULL32
    if at >= _FULL32:
        large.append(at)
        at = _FULL32
    extra = struct.pack(f"<HH{len(large)}Q", 1, 8 * len(large), *large) if large else b""
    needed = _ZIP64 if large else _PLAIN
    fixed = struct.pack(
        "<4sBBHHHHHIIIHHHHHII",
        *(b"PK\x01\x02", needed, _UNIX, needed, _UTF8, _STORED, *_dos_time(entry.at), entry.crc32, size, size),
        *(len(name), len(extra), 0, 0, 0, 0o100644 << 16, at),
    )
    return fixed + name + extra


def _end_of_directory(count: int, length: int, offset: int) -> bytes:
    end = b""
    if count >= _FULL16 or length >= _FULL32 or offset >= _FULL32:
        versions = (_UNIX << 8 | _ZIP64, _ZIP64)
        end += struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, *versions, 0, 0, count, count, length, offset)
        end += struct.pack("<4sIQI", b"PK\x06\x07", 0, offset + length, 1)
    count, length, offset = min(count, _FULL16), min(length, _FULL32), min(offset, _FULL32)
    return end + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, length, offset, 0)


def _dos_time(at: datetime.datetime) -> tuple[int, int]:
    """On the clock of Japan, as the format knows no time zone."""
    local = timezone.localtime(at)
    day = (local.year - 1980) << 9 | local.month << 5 | local.day
    return local.hour << 11 | local.minute << 5 | local.second // 2, day


# Names ----------------------------------------------------------------------------------------------------


def safe_names(names: Iterable[str]) -> list[str]:
    """One for each, that every system takes and none takes for another of them; ``/`` parts folders."""
    taken: set[str] = set()
    found = []
    for name in names:
        safe = "/".join(_safe(part) for part in name.split("/"))
        stem, ending = safe.removesuffix(PurePath(safe).suffix), PurePath(safe).suffix
        number = 2
        while safe.casefold() in taken:
            safe = f"{stem} ({number}){ending}"
            number += 1
        taken.add(safe.casefold())
        found.append(safe)
    return found


def _safe(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    name = without_shapeless_signs(name)
    name = _FORBIDDEN.sub("_", name).strip(" .")
    ending = PurePath(name).suffix[:20]
    if len(name) > _LONGEST:
        name = name[: _LONGEST - len(ending)] + ending
    return f"_{name}" if RESERVED.match(name) or not name else name


# The night ------------------------------------------------------------------------------------------------


def delete_old_archives() -> None:
    """Those that nobody asked for during some days (on S3: that were put together some days ago)."""
    before = timezone.now() - KEPT
    old = [each.name for each in _kept_now() if each.modified < before]
    one_by_one(old, default_storage.delete, what="delete an archive that nobody uses")
