"""What a file is, by what it holds and never by its name."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import BinaryIO

import filetype

# The beginning of a file by which its type is known.
HEAD = 8192
# As far as browsers look for a page in what they were told to be something else, and some way on.
_LOOKED_AT = 2048
# Nothing shorter: two or three letters stand by chance in one of some hundred packed files.
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|object|embed|img|meta|link|style|\?php)", re.IGNORECASE
)
_PAGE_IN_UTF16 = re.compile(rb"<\0?(?:s\0c\0r\0i\0p\0t|h\0t\0m\0l|s\0v\0g)", re.IGNORECASE)


@dataclass(frozen=True)
class FileType:
    mime: str
    label: str
    ending: str
    # Which names may keep theirs.
    other_endings: tuple[str, ...] = ()


PDF = FileType("application/pdf", "PDF", ".pdf")
JPEG = FileType("image/jpeg", "JPEG", ".jpg", (".jpeg",))
PNG = FileType("image/png", "PNG", ".png")
ZIP = FileType("application/zip", "ZIP", ".zip")
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = FileType(_OFFICE + "wordprocessingml.document", "DOCX", ".docx")
XLSX = FileType(_OFFICE + "spreadsheetml.sheet", "XLSX", ".xlsx")
PPTX = FileType(_OFFICE + "presentationml.presentation", "PPTX", ".pptx")
MP3 = FileType("audio/mpeg", "MP3", ".mp3")
M4A = FileType("audio/mp4", "M4A", ".m4a")
WAV = FileType("audio/x-wav", "WAV", ".wav")
OGG = FileType("audio/ogg", "OGG", ".ogg", (".oga", ".opus"))
MP4 = FileType("video/mp4", "MP4", ".mp4", (".m4v",))
WEBM = FileType("video/webm", "WEBM", ".webm")
TYPES = {
    each.mime: each for each in (PDF, JPEG, PNG, ZIP, DOCX, XLSX, PPTX, MP3, M4A, WAV, OGG, MP4, WEBM)
}  # fmt: skip
# How the library names some of them; Office files are ZIP until their parts are read.
_AS_GUESSED = {
    **{mime: each for mime, each in TYPES.items() if each not in (DOCX, XLSX, PPTX)},
    **dict.fromkeys((DOCX.mime, XLSX.mime, PPTX.mime), ZIP),
    "audio/x-m4a": M4A,
    "audio/wav": WAV,
    "video/x-m4v": MP4,
}
_ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06")
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def type_by_head(head: bytes) -> FileType | None:
    """What a file is that begins so; Office files are told from ZIP by their parts (``zip_checks``)."""
    if head.startswith(_ZIP_HEADS):
        return ZIP
    guessed = _AS_GUESSED.get(filetype.guess_mime(head) or "")
    # The library knows them by two bytes only, or by any later word.
    if guessed == MP3 and not (head.startswith(b"ID3") or _mpeg_frame(head)):
        return None
    if guessed == ZIP or (guessed == PDF and not head.startswith(b"%PDF-")):
        return None
    return guessed


def looks_like_a_page(head: bytes) -> bool:
    """Whether a browser that guesses could take what begins so for a page of ours."""
    seen = head[:_LOOKED_AT]
    return bool(_PAGE.search(seen) or _PAGE_IN_UTF16.search(seen))


def is_whole(kind: FileType, file: BinaryIO, size: int) -> bool:
    """Whether a sound or film has what its format needs, to its end."""
    check = {MP4: _whole_mp4, M4A: _whole_mp4, MP3: _whole_mp3, WAV: _whole_wav, WEBM: _whole_webm}.get(kind)
    return check is None or check(file, size)


def _whole_mp4(file: BinaryIO, size: int) -> bool:
    """Boxes follow each other to the very end, and one of them says what is in the others."""
    at, seen = 0, set()
    while at < size:
        file.seek(at)
        header = file.read(16)
        if len(header) < 8 or len(seen) > 10_000:
            return False
        length, name = struct.unpack(">I4s", header[:8])
        if length == 1 and len(header) == 16:
            length = int.from_bytes(header[8:16], "big")
        elif length == 0:
            length = size - at
        if length < 8 or at + length > size:
            return False
        seen.add((name, at))
        at += length
    return any(name == b"moov" for name, _at in seen)


_BIT_RATES = {
    # MPEG 1 and 2, layer III, in kbit/s
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _mpeg_frame(header: bytes) -> int:
    """The length of the frame of sound that begins so, or 0."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, bits, rate = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or not 0 < bits < 15 or rate == 3:
        return 0
    kilobits = _BIT_RATES[3 if version == 3 else 2][bits]
    per_frame = 144_000 if version == 3 else 72_000
    return per_frame * kilobits // _SAMPLE_RATES[version][rate] + (header[2] >> 1 & 1)


def _whole_mp3(file: BinaryIO, size: int) -> bool:
    """Two frames of sound follow each other, after what names the title."""
    file.seek(0)
    head = file.read(10)
    at = 0
    if head.startswith(b"ID3") and len(head) == 10:
        at = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
    file.seek(at)
    # Some encoders leave room before the first frame.
    window = file.read(65536)
    start = len(window) - len(window.lstrip(b"\0"))
    first = _mpeg_frame(window[start : start + 4])
    second = window[start + first : start + first + 4]
    return bool(first and (_mpeg_frame(second) or second[:3] == b"TAG" or not second))


def _whole_wav(file: BinaryIO, size: int) -> bool:
    file.seek(0)
    head = file.read(12)
    length = int.from_bytes(head[4:8], "little")
    # Programs that write to a line do not know the length.
    return head[8:] == b"WAVE" and (length in (0, 0xFFFFFFFF) or length + 8 <= size)


def _whole_webm(file: BinaryIO, size: int) -> bool:
    file.seek(0)
    return b"webm" in file.read(64)
