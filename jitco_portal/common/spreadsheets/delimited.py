"""Tables as text: which encoding, which sign stands between the cells, and the rows."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from pathlib import Path

from jitco_portal.common.spreadsheets.shapes import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Book,
    Cell,
    Row,
    Sheet,
    SpreadsheetRefused,
    checked_cell,
    without_empty_end,
)

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SEPARATORS = ("\t", ",", ";", "|")
_LINES_LOOKED_AT = 60
# What somebody may name.
ENCODINGS = (
    *("utf-8", "utf-16", "cp932", "euc_jp", "gb18030", "big5", "cp1258", "cp1252", "cp874", "cp1251", "cp949"),
)


def read_text(path: Path, encoding: str = "") -> Book:
    data = path.read_bytes()
    encoding = encoding or encoding_of(data)
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise SpreadsheetRefused("not_in_encoding") from error
    del data
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise SpreadsheetRefused("wrong_type")
    rows = _rows_of(text, _separator_of(text))
    return Book(kind="text", sheets=[Sheet(name="", rows=rows)], encoding=encoding)


def encoding_of(data: bytes) -> str:
    """Raises SpreadsheetRefused("encoding") where two readings are possible."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if name := _without_mark_16(data):
        return name
    if b"\0" in data:
        raise SpreadsheetRefused("wrong_type")
    if b"\x1b$" in data and _reads(data, "iso2022_jp"):
        return "iso2022_jp"
    if _reads(data, "utf-8"):
        return "utf-8"
    japanese = [name for name in ("cp932", "euc_jp") if _is_japanese(data, name)]
    if len(japanese) == 1:
        return japanese[0]
    raise SpreadsheetRefused("encoding")


def _without_mark_16(data: bytes) -> str:
    """UTF-16 without a mark: half of the bytes of ASCII signs (commas, line ends, figures) are zero."""
    head = data[: 4096 - 4096 % 2]
    if len(data) % 2 or b"\0" not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    return name if max(even, odd) >= 3 and min(even, odd) == 0 and _reads(data, name) else ""


def _reads(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _is_japanese(data: bytes, name: str) -> bool:
    """Whether what is not ASCII reads as a Japanese text: kana, or kanji of the first level, hardly anything else.

    Bytes of another encoding come out as rows of half-width kana, rare kanji or signs.
    """
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return False
    signs = [each for each in text if not each.isascii()]
    kana = sum("ぁ" <= each <= "ヿ" or each in "株式会社協同組合番号名称住所電話許可年月日県市区町" for each in signs)
    usual = sum(_is_usual(each) for each in signs)
    return usual >= 0.95 * len(signs) and kana >= 0.05 * len(signs)


def _is_usual(sign: str) -> bool:
    if "ぁ" <= sign <= "ヿ" or "！" <= sign <= "～" or unicodedata.category(sign) in ("Zs", "Po", "Ps", "Pe", "Pd"):
        return True
    if not "一" <= sign <= "鿿":
        return False
    # The first level of JIS X 0208 ends with 腕, in the row 0x4F.
    code = sign.encode("euc_jp", errors="ignore")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xCF


def _separator_of(text: str) -> str:
    """The sign that gives most rows one and the same number of cells."""
    head = "\n".join(text[:200_000].splitlines()[:_LINES_LOOKED_AT])
    found: list[tuple[int, int, str]] = []
    for separator in _SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(io.StringIO(head), delimiter=separator) if any(row))
        except csv.Error:
            continue
        width, times = max(
            ((width, times) for width, times in widths.items() if width > 1),
            key=lambda each: each[::-1],
            default=(0, 0),
        )
        found.append((times, width, separator))
    best = max(found, default=(0, 0, ","))
    return best[2] if best[0] else ","


def _rows_of(text: str, separator: str) -> list[Row]:
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL * 64))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    rows: list[Row] = []
    begins = 1
    try:
        for values in reader:
            number, begins = begins, reader.line_num + 1
            cells = without_empty_end([Cell(checked_cell(value), value) for value in values])
            if not any(cell.text.strip() for cell in cells):
                continue
            if len(cells) > MOST_COLUMNS:
                raise SpreadsheetRefused("too_many_columns")
            if len(rows) >= MOST_ROWS:
                raise SpreadsheetRefused("too_many_rows")
            rows.append(Row(number, cells))
    except csv.Error as error:
        raise SpreadsheetRefused("cell_too_long") from error
    if _ends_in_quotes(text, separator):
        raise SpreadsheetRefused("open_quote")
    return rows


def _ends_in_quotes(text: str, separator: str) -> bool:
    """Whether the last cell is still open: all that follows a forgotten quotation mark would be one cell."""
    if text.count('"') % 2 == 0:
        return False
    try:
        for _row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False
