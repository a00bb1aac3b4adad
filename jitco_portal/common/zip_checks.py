"""ZIP files, and Office files, which are ZIP files: read to the last byte, unpacked nowhere.

Python's own reader believes what the file says of itself and takes all of its list of contents into memory; unpackers
of other makers believe other parts of it. So each place that speaks of a file must say the same, nothing may lie over
anything else, and what comes out is counted while it comes out.
"""

from __future__ import annotations

import io
import re
import struct
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import IO, BinaryIO

from jitco_portal.common.file_names import shown_name
from jitco_portal.common.file_refusals import FileRefused
from jitco_portal.common.file_types import DOCX, OLE_HEAD, PPTX, XLSX, ZIP, FileType
from jitco_portal.common.office_checks import WorthReading, check_part
from jitco_portal.common.pdf_checks import pages_of
from jitco_portal.common.virus_scan import TestVirusSearch
from jitco_portal.common.zip_names import checked_names, place_of

MEBIBYTE = 1024 * 1024
_PIECE = 64 * 1024
_MOST_AT_ONCE = 256 * 1024
LONGEST_LIST = 4 * MEBIBYTE
# What is packed so well that it could be a bomb, once it is large enough to harm.
HIGHEST_RATIO = 100
HARMLESS = 20 * MEBIBYTE
# An Office file in a ZIP file, or in another Office file, is looked through in memory.
LARGEST_INNER = 50 * MEBIBYTE
DEEPEST = 3
# Each PDF is read by a program of its own.
MOST_PDFS = 200
SECONDS_FOR_PDFS = 300

_END = struct.Struct("<4s4H2LH")
_END_64_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LISTED = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 1 | 1 << 6 | 1 << 13
_SIZES_FOLLOW = 1 << 3
_STORED, _DEFLATED = 0, 8

_MAIN_PARTS = (
    (DOCX, b"wordprocessingml.document.main+xml"),
    (XLSX, b"spreadsheetml.sheet.main+xml"),
    (PPTX, b"presentationml.presentation.main+xml"),
)
_MACRO_PARTS = re.compile(
    r"(^|/)(vbaproject\.bin|vbadata\.xml|vbaprojectsignature\w*\.bin|activex\d*\.bin)$|(^|/)macrosheets/"
)
_MACRO_WORDS = (b"macroenabled", b"vnd.ms-office.vbaproject", b"intlmacrosheet")
_MACROS_IN_OLE = "_VBA_PROJECT".encode("utf-16-le")
_FILE_IN_OLE = "Ole10Native".encode("utf-16-le")
_ENCRYPTED_IN_OLE = "EncryptedPackage".encode("utf-16-le")
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"\xfd7zXZ\0", b"BZh", b"MSCF", b"\x28\xb5\x2f\xfd")
_PROGRAMS = (
    *(b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"L\0\0\0\x01\x14\x02\0"),
    *(b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"),
)
_PROGRAM_ENDINGS = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|ps1|psm1|vb|vbs|vbe|js|jse|mjs|wsf|wsh|wsc|hta|msi|msp|msix|appx|jar|class|app|apk"
    r"|dmg|pkg|deb|rpm|sh|bash|command|lnk|url|scf|reg|inf|cpl|dll|sys|drv|ocx|iso|img|vhd|vhdx|chm|hlp|gadget"
    r"|application|py|pyw|pl|rb|php|xll|settingcontent-ms)[. ]*$"
)
_OTHER_PACKAGES = ("mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml")


@dataclass
class Budget:
    """What may come out of one file in all, with the files inside of it."""

    entries: int
    unpacked: int
    search: TestVirusSearch = field(default_factory=TestVirusSearch)
    pdfs: int = field(default_factory=lambda: MOST_PDFS)
    pdfs_until: float = field(default_factory=lambda: time.monotonic() + SECONDS_FOR_PDFS)


@dataclass(frozen=True)
class Entry:
    # As unpackers read it; some read another one beside it.
    names: tuple[str, ...]
    method: int
    crc: int
    packed: int
    unpacked: int
    # Where its own header stands, and its bytes.
    stands: int
    begins: int
    ends: int

    @property
    def name(self) -> str:
        return self.names[0]


def check_zip(file: BinaryIO, size: int, budget: Budget, *, depth: int = 1) -> FileType:
    """Look through a file that begins as ZIP does, and say whether it is ZIP, DOCX, XLSX or PPTX.

    Raises FileRefused (damaged, encrypted, macros, wrong_type or one of the ``zip_…``), InfectedFile.
    """
    entries = _entries(file, size, budget)
    names = {entry.name for entry in entries}
    is_office = "[Content_Types].xml" in names
    if not is_office and any(name in names for name in _OTHER_PACKAGES):
        raise FileRefused("zip_program" if "mimetype" not in names else "wrong_type", types="ZIP")
    _check_declared(entries, size, budget)
    kind: FileType | None = ZIP
    for entry in entries:
        if is_office and len(entry.names) > 1:
            raise FileRefused("damaged")
        if is_office and _MACRO_PARTS.search(entry.name.lower()):
            raise FileRefused("macros")
        if any(_PROGRAM_ENDINGS.search(name.lower()) for name in entry.names):
            raise FileRefused("office_inside" if is_office else "zip_program")
        content = _look_through(file, entry, budget, is_office=is_office, depth=depth)
        if is_office and entry.name == "[Content_Types].xml":
            kind = _office_type(content)
    if kind is None:
        raise FileRefused("wrong_type", types="DOCX, XLSX, PPTX, ZIP")
    return kind


def _entries(file: BinaryIO, size: int, budget: Budget) -> list[Entry]:
    """What the list at the end names, each compared with what stands before its bytes."""
    try:
        count, length, offset = _end(file, size)
        if count > budget.entries or length > LONGEST_LIST:
            raise FileRefused("zip_entries", most=f"{budget.entries:,}")
        if count == 0:
            raise FileRefused("empty")
        file.seek(offset)
        listed = file.read(length)
        entries, at = [], 0
        for _number in range(count):
            entry, at = _entry(file, listed, at)
            entries.append(entry)
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise FileRefused("damaged") from error
    if at != length:
        raise FileRefused("damaged")
    budget.entries -= count
    _refuse_overlaps(entries, offset)
    places = [place for entry in entries for place in {place_of(name) for name in entry.names}]
    if len(set(places)) != len(places):
        raise FileRefused("zip_overlap")
    return entries


def _end(file: BinaryIO, size: int) -> tuple[int, int, int]:
    """How many files, and where their list stands. Nothing may stand before the first or behind the list."""
    tail_at = max(0, size - _END.size - 0xFFFF)
    file.seek(tail_at)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise FileRefused("damaged")
    _mark, disk, list_disk, here, count, length, offset, comment = _END.unpack_from(tail, at)
    ends = tail_at + at
    if disk or list_disk or here != count or ends + _END.size + comment != size:
        raise FileRefused("damaged")
    locator_at = at - _END_64_LOCATOR.size
    if locator_at >= 0 and tail[locator_at : locator_at + 4] == b"PK\x06\x07":
        _mark, _disk, ends, _disks = _END_64_LOCATOR.unpack_from(tail, locator_at)
        file.seek(ends)
        record = _END_64.unpack(file.read(_END_64.size))
        if record[0] != b"PK\x06\x06" or record[4] or record[5] or record[6] != record[7]:
            raise FileRefused("damaged")
        if ends + 12 + record[1] != tail_at + locator_at:
            raise FileRefused("damaged")
        count, length, offset = record[7:]
    elif 0xFFFF in (here, count) or 0xFFFFFFFF in (length, offset):
        raise FileRefused("damaged")
    if offset + length != ends:
        raise FileRefused("damaged")
    return count, length, offset


def _entry(file: BinaryIO, listed: bytes, at: int) -> tuple[Entry, int]:
    parts = _LISTED.unpack_from(listed, at)
    mark, _made, _needs, flags, method, _time, _day, crc, packed, unpacked = parts[:10]
    name_length, extra_length, comment_length, disk, _internal, external, offset = parts[10:]
    at += _LISTED.size
    raw_name = listed[at : at + name_length]
    extra = listed[at + name_length : at + name_length + extra_length]
    at += name_length + extra_length + comment_length
    if mark != b"PK\x01\x02" or at > len(listed) or len(raw_name) != name_length:
        raise FileRefused("damaged")
    if flags & _ENCRYPTED:
        raise FileRefused("encrypted")
    if method not in (_STORED, _DEFLATED):
        # 99: encrypted by AES.
        raise FileRefused("encrypted" if method == 99 else "zip_method")
    unpacked, packed, offset, disk = _long_values(extra, unpacked, packed, offset, disk)
    if disk or (method == _STORED and packed != unpacked):
        raise FileRefused("damaged")
    file.seek(offset)
    local = _LOCAL.unpack(file.read(_LOCAL.size))
    if local[0] != b"PK\x03\x04" or file.read(local[9]) != raw_name or local[3] != method:
        raise FileRefused("damaged")
    if local[2] & _ENCRYPTED:
        raise FileRefused("encrypted")
    # Where the writer did not know them yet, they stand behind the bytes.
    unsaid = 0 if local[2] & _SIZES_FOLLOW else None
    for said, listed_value in zip(local[6:9], (crc, packed, unpacked), strict=True):
        if said not in (listed_value, unsaid) and (said != 0xFFFFFFFF or not local[10]):
            raise FileRefused("damaged")
    names = checked_names(raw_name, flags, extra, file.read(local[10]))
    if (external >> 28) not in (0, 4, 8):
        # A link, a pipe, a device: neither folder nor file.
        raise FileRefused("zip_path")
    begins = offset + _LOCAL.size + local[9] + local[10]
    entry = Entry(names, method, crc, packed, unpacked, offset, begins, begins + packed)
    if entry.name.endswith("/") and unpacked:
        raise FileRefused("damaged")
    return entry, at


def _long_values(extra: bytes, *values: int) -> tuple[int, ...]:
    """The values for which 32 bits are too few, from the field that holds them."""
    wanted = [0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFF]
    found, at = list(values), 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            rest = extra[at + 4 : at + 4 + length]
            for number, most in enumerate(wanted):
                if found[number] == most:
                    width = 8 if number < 3 else 4
                    found[number] = struct.unpack_from("<Q" if width == 8 else "<L", rest)[0]
                    rest = rest[width:]
            return tuple(found)
        at += 4 + length
    return tuple(found)


def _refuse_overlaps(entries: list[Entry], list_at: int) -> None:
    """Bombs without nesting say the same bytes many times; honest files stand one behind the other."""
    ended = 0
    for entry in sorted(entries, key=lambda entry: entry.stands):
        if entry.stands < ended:
            raise FileRefused("zip_overlap")
        ended = entry.ends
    if ended > list_at:
        raise FileRefused("zip_overlap")


def _check_declared(entries: list[Entry], size: int, budget: Budget) -> None:
    total = sum(entry.unpacked for entry in entries)
    if total > budget.unpacked or total > max(HARMLESS, HIGHEST_RATIO * size):
        raise FileRefused("zip_bomb")
    budget.unpacked -= total


def _look_through(file: BinaryIO, entry: Entry, budget: Budget, *, is_office: bool, depth: int) -> bytes:
    """Read one file of the archive to its end; give what the list of parts of an Office file says."""
    head, end, kept = b"", b"", bytearray()
    is_kept, worth_reading = is_office and entry.name == "[Content_Types].xml", WorthReading()
    budget.search.begin()
    with ExitStack() as opened:
        pdf: IO[bytes] | None = None
        for piece in _unpacked(file, entry):
            if not head:
                head = piece[:1024]
                _refuse_by_head(head, is_office=is_office)
                is_kept = is_kept or head.startswith(b"PK\x03\x04")
                if b"%PDF-" in head:
                    pdf = opened.enter_context(tempfile.TemporaryFile())
            budget.search.go_on(piece)
            if head.startswith(OLE_HEAD):
                _refuse_in_ole(end[-64:] + piece)
            if is_kept:
                kept += piece
                if len(kept) > LARGEST_INNER:
                    raise FileRefused("zip_nested")
            if is_office:
                worth_reading.go_on(piece)
            if pdf:
                pdf.write(piece)
            end = (end + piece)[-_END.size - 0xFFFF :]
        if pdf:
            pdf.flush()
            _check_pdf(pdf, entry, budget)
    if worth_reading.found and head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<"):
        check_part(_unpacked(file, entry))
    if head.startswith(b"PK\x03\x04"):
        if depth >= DEEPEST:
            raise FileRefused("zip_nested")
        if check_zip(io.BytesIO(kept), len(kept), budget, depth=depth + 1) == ZIP:
            raise FileRefused("zip_nested")
    elif _ends_as_archive(end):
        raise FileRefused("zip_nested")
    return bytes(kept)


def _refuse_in_ole(seen: bytes) -> None:
    if _MACROS_IN_OLE in seen:
        raise FileRefused("macros")
    if _ENCRYPTED_IN_OLE in seen:
        raise FileRefused("encrypted")
    if _FILE_IN_OLE in seen:
        raise FileRefused("office_inside")


def _check_pdf(pdf: IO[bytes], entry: Entry, budget: Budget) -> None:
    budget.pdfs -= 1
    seconds = budget.pdfs_until - time.monotonic()
    if budget.pdfs < 0 or seconds <= 0:
        raise FileRefused("zip_pdfs")
    try:
        pages_of(pdf, entry.unpacked, seconds=seconds)
    except FileRefused as error:
        raise FileRefused("zip_pdf", name=shown_name(entry.name)) from error


def _ends_as_archive(end: bytes) -> bool:
    """Whether unpackers, which begin at the end, would find an archive there, whatever stands before it."""
    at = end.rfind(b"PK\x05\x06")
    while at >= 0:
        if at + _END.size <= len(end):
            _mark, disk, list_disk, here, count, *_rest = _END.unpack_from(end, at)
            if not disk and not list_disk and here == count:
                return True
        at = end.rfind(b"PK\x05\x06", 0, at)
    return False


def _refuse_by_head(head: bytes, *, is_office: bool) -> None:
    if head.startswith(_PROGRAMS):
        raise FileRefused("zip_program")
    # Office packs its drawings by gzip.
    if not is_office and (head.startswith(_ARCHIVES) or head[257:262] == b"ustar" or head[2:5] == b"-lh"):
        raise FileRefused("zip_nested")


def _unpacked(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """The bytes of one file in pieces; exactly as many as it said, with the checksum that it said."""
    file.seek(entry.begins)
    left, came, crc = entry.packed, 0, 0
    unpack = zlib.decompressobj(-15) if entry.method == _DEFLATED else None
    rest = b""
    while left or rest:
        if not rest:
            rest = file.read(min(_PIECE, left))
            if not rest:
                raise FileRefused("damaged")
            left -= len(rest)
        if unpack is None:
            piece, rest = rest, b""
        else:
            if unpack.eof:
                raise FileRefused("damaged")
            try:
                piece = unpack.decompress(rest, _MOST_AT_ONCE)
            except zlib.error as error:
                raise FileRefused("damaged") from error
            if unpack.unused_data:
                raise FileRefused("damaged")
            rest = unpack.unconsumed_tail
        came += len(piece)
        if came > entry.unpacked:
            raise FileRefused("zip_bomb")
        crc = zlib.crc32(piece, crc)
        if piece:
            yield piece
    while unpack is not None and not unpack.eof:
        # All is read; what is still to come out of it was held back by the limit above.
        piece = unpack.decompress(b"", _MOST_AT_ONCE)
        came += len(piece)
        crc = zlib.crc32(piece, crc)
        if came > entry.unpacked or not (piece or unpack.eof):
            raise FileRefused("damaged")
        if piece:
            yield piece
    if came != entry.unpacked or crc != entry.crc:
        raise FileRefused("damaged")


def _office_type(content_types: bytes) -> FileType | None:
    plain = content_types.replace(b"\0", b"").lower()
    if any(word in plain for word in _MACRO_WORDS):
        raise FileRefused("macros")
    return next((kind for kind, part in _MAIN_PARTS if part in plain), None)
