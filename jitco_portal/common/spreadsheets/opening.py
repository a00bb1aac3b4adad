"""What kind of table a file is, by what it holds: names are given by people."""

from __future__ import annotations

import re
from pathlib import Path

from jitco_portal.common.spreadsheets.delimited import read_text
from jitco_portal.common.spreadsheets.shapes import LARGEST_FILE, Book, SpreadsheetRefused

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Files of BIFF before it was put into an OLE file.
_OLD_BIFF = (b"\x09\x08\x06\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
    b"\x7fELF",
    b"{\\rtf",
)
_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|table|\?xml|meta|style|div|script|svg)", re.I | re.S
)


def open_book(path: Path, name: str = "", *, encoding: str = "") -> Book:
    """All sheets of the file. Raises SpreadsheetRefused.

    ``name`` is not believed; ``encoding`` is what a person said of a text that does not tell it.
    """
    size = path.stat().st_size
    if not size:
        raise SpreadsheetRefused("empty")
    if size > LARGEST_FILE:
        raise SpreadsheetRefused("too_large")
    with path.open("rb") as file:
        head = file.read(4096)
    book = _read(path, head, encoding)
    if not any(sheet.rows for sheet in book.sheets):
        raise SpreadsheetRefused("no_rows")
    return book


def _read(path: Path, head: bytes, encoding: str) -> Book:
    if head.startswith(_ZIP):
        # Both are slow to load, and needed by few requests.
        from jitco_portal.common.spreadsheets.xlsx import read_xlsx

        return read_xlsx(path)
    if head.startswith((_OLE, *_OLD_BIFF)):
        from jitco_portal.common.spreadsheets.xls import read_xls

        return read_xls(path)
    if head.startswith((*_OTHERS, b"PK\x05\x06")):
        raise SpreadsheetRefused("wrong_type")
    if _PAGE.match(head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")):
        raise SpreadsheetRefused("web_page")
    return read_text(path, encoding)
