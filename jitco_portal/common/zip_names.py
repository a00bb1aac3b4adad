"""Names in ZIP files: in every way in which unpackers read them, they must be harmless."""

from __future__ import annotations

import re
import struct
import unicodedata

from jitco_portal.common.file_names import RESERVED, turns_the_line
from jitco_portal.common.file_refusals import FileRefused

LONGEST_NAME = 1000
UTF8 = 1 << 11
# Where Info-ZIP and 7-Zip keep a name once more, in UTF-8.
_UNICODE_PATH = 0x7075


def checked_names(raw: bytes, flags: int, *extras: bytes) -> tuple[str, ...]:
    """The name as most unpackers would read it, and any other that the fields beside it give.

    Raises FileRefused: damaged, zip_path, zip_name.
    """
    if len(raw) > LONGEST_NAME:
        raise FileRefused("zip_path")
    # As bytes it must stay in its folder, too: some unpackers take them for letters of their own country.
    _refuse_ways_out(raw.decode("latin-1"))
    names = [_decoded(raw, flags)]
    for extra in extras:
        for kind, said in _fields(extra):
            if kind == _UNICODE_PATH:
                name = _decoded(said[5:], UTF8)
                if name not in names:
                    names.append(name)
    for name in names:
        _refuse_ways_out(name)
        if any(unicodedata.category(each) == "Cc" for each in name):
            raise FileRefused("zip_path")
        if turns_the_line(name) or any(RESERVED.match(part) for part in _parts(name)):
            raise FileRefused("zip_name")
    if len({name.endswith("/") for name in names}) > 1:
        raise FileRefused("damaged")
    return tuple(names)


def place_of(name: str) -> str:
    """The same for names that would be one file on some system, which knows no case and drops what stands last."""
    return "/".join(part.rstrip(". ") for part in _parts(unicodedata.normalize("NFC", name.casefold())))


def _parts(name: str) -> list[str]:
    return name.replace("\\", "/").split("/")


def _decoded(raw: bytes, flags: int) -> str:
    for encoding in ("utf-8",) if flags & UTF8 else ("utf-8", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as error:
            if flags & UTF8:
                raise FileRefused("damaged") from error
    return raw.decode("latin-1")


def _refuse_ways_out(name: str) -> None:
    parts = _parts(name)
    # Windows drops dots and spaces at the end of a name.
    leads_out = any(len(part) > 1 and not part.strip(". ") for part in parts)
    if leads_out or parts[0] == "" or re.match(r"[A-Za-z]:", name):
        raise FileRefused("zip_path")


def _fields(extra: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        found.append((kind, extra[at + 4 : at + 4 + length]))
        at += 4 + length
    return found
