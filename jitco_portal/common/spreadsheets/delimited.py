"""Tables as text: which encoding, which sign stands between the cells, and the rows."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from jitco_portal.common.spreadsheets.shapes import (
    EMPTY,
    LAST_ROW,
    MOST_COLUMNS,
    MOST_ROWS,
    Book,
    Budget,
    Cell,
    Row,
    Sheet,
    SpreadsheetRefused,
    checked_cell,
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
# Signs of a text, or bytes, by which its kind is told.
_HEAD = 200_000
_PIECE = 1024 * 1024
_LONGEST_LINE = 2_000_000
# No row has so many; within quotation marks they may stand in a cell.
_MOST_SEPARATORS = 100_000
# What somebody may name, and what else is the same or is told by the file itself. Python has "encodings" that are none:
# unicode_escape makes signs that no text holds.
ENCODINGS = (
    *("utf-8", "utf-16", "cp932", "euc_jp", "gb18030", "big5", "cp1258", "cp1252", "cp874", "cp1251", "cp949"),
)
_ALSO = (
    *("utf-8-sig", "utf-16-le", "utf-16-be", "utf-32", "iso2022_jp", "shift_jis", "shift_jisx0213", "euc_jisx0213"),
    *("gbk", "gb2312", "hz", "big5hkscs", "euc_kr", "tis-620", "iso8859-1", "iso8859-5", "iso8859-11", "iso8859-15"),
    *("koi8-r", "cp1250", "cp1254", "cp1256", "cp1257", "ascii"),
)
_KNOWN = {codecs.lookup(name).name for name in (*ENCODINGS, *_ALSO)}


def read_text(path: Path, encoding: str = "") -> Book:
    """Line by line: neither the whole text nor a line of no end is ever held at once."""
    encoding = encoding or encoding_of(path)
    try:
        if codecs.lookup(encoding).name not in _KNOWN:
            raise SpreadsheetRefused("not_in_encoding")
        with path.open(encoding=encoding, newline="") as file:
            separator = _separator_of(file.read(_HEAD).removeprefix("\ufeff"))
        rows, quotes = _rows_of(path, encoding, separator)
        if quotes % 2 and _ends_in_quotes(path, encoding, separator):
            raise SpreadsheetRefused("open_quote")
    except (UnicodeError, LookupError) as error:
        raise SpreadsheetRefused("not_in_encoding") from error
    return Book(kind="text", sheets=[Sheet(name="", rows=rows)], encoding=encoding)


def encoding_of(path: Path) -> str:
    """Raises SpreadsheetRefused("encoding") where two readings are possible."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if name := _without_mark_16(path, head):
        return name
    if b"\0" in head:
        raise SpreadsheetRefused("wrong_type")
    if b"\x1b$" in head and _reads(path, "iso2022_jp"):
        return "iso2022_jp"
    if _reads(path, "utf-8"):
        return "utf-8"
    japanese = [name for name in ("cp932", "euc_jp") if _is_japanese(head, name) and _reads(path, name)]
    if len(japanese) == 1:
        return japanese[0]
    raise SpreadsheetRefused("encoding")


def _without_mark_16(path: Path, head: bytes) -> str:
    """UTF-16 without a mark: on one side the bytes of ASCII signs (commas, line ends, figures) are zero.

    On the other hardly any are: an ideographic space is one.
    """
    head = head[: len(head) - len(head) % 2]
    even, odd = head[::2].count(0), head[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    is_one_sided = max(even, odd) >= 3 and max(even, odd) > 2 * min(even, odd)
    if path.stat().st_size % 2 or not is_one_sided or not _reads(path, name):
        return ""
    return name if any(end in head.decode(name, "ignore") for end in "\r\n") else ""


def _reads(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _is_japanese(data: bytes, name: str) -> bool:
    """Whether what is not ASCII reads as a Japanese text: kana, or kanji of the first level, hardly anything else.

    Bytes of another encoding come out as rows of half-width kana, rare kanji or signs.
    """
    # The head may end within a sign; whether all of it reads is looked at besides.
    text = data.decode(name, "ignore")
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
    head = "\n".join(text.splitlines()[:_LINES_LOOKED_AT])
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


def _lines(file: TextIO, counts: Counter[str], separator: str) -> Iterator[str]:
    """The lines of the file, none of which is too long; counts what tells of a quotation mark that is never closed."""
    while line := file.readline(_LONGEST_LINE):
        counts["lines"] += 1
        counts["quotes"] += line.count('"')
        if counts["lines"] > LAST_ROW:
            raise SpreadsheetRefused("too_many_rows")
        if "\0" in line:
            raise SpreadsheetRefused("wrong_type")
        if line.count(separator) > _MOST_SEPARATORS:
            raise SpreadsheetRefused("too_many_columns")
        if len(line) == _LONGEST_LINE:
            raise SpreadsheetRefused("cell_too_long")
        yield line.removeprefix("\ufeff") if counts["lines"] == 1 else line


def _rows_of(path: Path, encoding: str, separator: str) -> tuple[list[Row], int]:
    """The rows, and how many quotation marks stand in the file."""
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_LINE))
    rows: list[Row] = []
    counts: Counter[str] = Counter()
    begins, budget = 1, Budget()
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(_lines(file, counts, separator), delimiter=separator, strict=False)
        try:
            for values in reader:
                number, begins = begins, reader.line_num + 1
                # Before any cell is made: a line may be of commas alone, and a file of such lines.
                while values and not values[-1].strip():
                    values.pop()
                if not values:
                    continue
                if len(values) > MOST_COLUMNS:
                    raise SpreadsheetRefused("too_many_columns")
                if len(rows) >= MOST_ROWS:
                    raise SpreadsheetRefused("too_many_rows")
                budget.take(len(values))
                rows.append(Row(number, [Cell(checked_cell(value), value) if value else EMPTY for value in values]))
        except csv.Error as error:
            raise SpreadsheetRefused("cell_too_long") from error
    return rows, counts["quotes"]


def _ends_in_quotes(path: Path, encoding: str, separator: str) -> bool:
    """Whether the last cell is still open: all that follows a forgotten quotation mark would be one cell."""
    with path.open(encoding=encoding, newline="") as file:
        try:
            for _row in csv.reader(_lines(file, Counter(), separator), delimiter=separator, strict=True):
                pass
        except csv.Error as error:
            return "unexpected end of data" in str(error)
    return False
