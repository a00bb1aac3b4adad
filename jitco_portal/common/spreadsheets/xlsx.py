"""XLSX files: the values by a library, and beside them what it does not tell while it streams.

Merged areas, hidden rows and columns, and formulas without a result stand in the sheet itself, which is read first:
so the rows are counted before any of them is kept.
"""

from __future__ import annotations

import re
import zipfile
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from jitco_portal.common.spreadsheets.shapes import (
    EMPTY,
    LARGEST_FILE,
    LAST_ROW,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_FILLED,
    MOST_ROWS,
    Book,
    Budget,
    Cell,
    Row,
    Sheet,
    SpreadsheetRefused,
    checked_cell,
    rows_with_text,
    text_of,
    with_controls_read,
)

_PIECE = 256 * 1024
_ENCRYPTED = 1
_MOST_PARTS = 2000
# As Excel has it.
_LAST_COLUMN = 16_384
_MOST_MERGED = 200_000
# Parts that the library takes into memory whole; Excel has up to 65,490 formats, of three brackets each.
_HELD_WHOLE = re.compile(rb"<(?:\w+:)?(?:styleSheet|Relationships|Types|workbook)[\s>]")
_MOST_BRACKETS = 300_000
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
_COLUMN = re.compile(r"[A-Z]+")
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}


@dataclass
class _Seen:
    """What a sheet says beside its values; rows and columns from 1, as in the file."""

    # In which something stands, in order.
    rows: list[int] = field(default_factory=list)
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    without_result: set[tuple[int, int]] = field(default_factory=set)


def read_xlsx(path: Path) -> Book:
    try:
        # By a path the library would look at the ending of the name.
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            _check_parts(archive)
            return _read(file, archive)
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise SpreadsheetRefused("damaged") from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    """All parts are unpacked once, piece by piece: what they claim is not believed."""
    parts = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist() and not any(
        each.filename.endswith("workbook.xml") for each in parts
    ):
        raise SpreadsheetRefused("wrong_type")
    if len(parts) > _MOST_PARTS or sum(each.file_size for each in parts) > LARGEST_FILE:
        raise SpreadsheetRefused("too_large")
    total = 0
    for part in parts:
        if part.flag_bits & _ENCRYPTED:
            raise SpreadsheetRefused("encrypted")
        look = _Part(part.filename)
        try:
            with archive.open(part) as file:
                while piece := file.read(_PIECE):
                    total += len(piece)
                    if total > LARGEST_FILE:
                        raise SpreadsheetRefused("too_large")
                    look.through(piece)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise SpreadsheetRefused("damaged") from error
        except Exception as error:
            if isinstance(error, SpreadsheetRefused):
                raise
            # The libraries of the packing methods each have their own.
            raise SpreadsheetRefused("damaged") from error


class _Part:
    """What of a part would cost too much to take apart, told by its bytes alone."""

    def __init__(self, name: str) -> None:
        # Whatever it is called may be read as XML, by what other parts say of it; drawings do have a DTD.
        self.may_define = name.lower().endswith(".svg")
        self.is_xml: bool | None = None
        self.tail = b""
        self.brackets = self.texts = 0
        self.is_held_whole = False

    def through(self, piece: bytes) -> None:
        # Without the zeros UTF-16 is as good as UTF-8 here.
        plain = piece.replace(b"\0", b"")
        looked_at = self.tail + plain
        if not self.may_define and (b"<!DOCTYPE" in looked_at or b"<!ENTITY" in looked_at):
            raise SpreadsheetRefused("entities")
        brackets = plain.count(b"<")
        if self.is_xml is None:
            self.is_xml = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
        if self.is_xml and not brackets and len(piece) == _PIECE:
            # One text, or one element with attributes of no end.
            raise SpreadsheetRefused("cell_too_long")
        self.brackets += brackets
        self.texts += len(_TEXT.findall(plain))
        self.is_held_whole = self.is_held_whole or _HELD_WHOLE.search(looked_at) is not None
        if self.is_held_whole and self.brackets > _MOST_BRACKETS:
            raise SpreadsheetRefused("damaged")
        if self.texts > MOST_CELLS:
            raise SpreadsheetRefused("too_many_cells")
        self.tail = looked_at[-32:]


class _Worksheet(ReadOnlyWorksheet):
    def _get_size(self) -> None:
        """A sheet that does not tell its size would be read to its end for it, before anybody looked at it."""


class _Reader(ExcelReader):
    def read_worksheets(self) -> None:
        """Their names and places alone."""
        places: set[str] = set()
        for sheet, relation in self.parser.find_sheets():
            if relation.target not in self.valid_files or "chartsheet" in relation.Type:
                continue
            if relation.target in places:
                # No program writes one sheet under two names; a thousand of them would be read a thousand times.
                raise SpreadsheetRefused("damaged")
            places.add(relation.target)
            worksheet = _Worksheet(self.wb, sheet.name, relation.target, self.shared_strings)
            worksheet.sheet_state = sheet.state
            self.wb._sheets.append(worksheet)


def _read(packed: IO[bytes], archive: zipfile.ZipFile) -> Book:
    try:
        reader = _Reader(packed, read_only=True, data_only=True, keep_links=False)
        reader.read()
        workbook = reader.wb
    except SpreadsheetRefused:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise SpreadsheetRefused("damaged") from error
    sheets, budget = [], Budget()
    try:
        for worksheet in workbook.worksheets:
            part = worksheet._worksheet_path.lstrip("/")
            with archive.open(part) as file:
                seen = _look_through(file, budget)
            sheets.append(
                Sheet(
                    name=worksheet.title,
                    rows=_rows_of(worksheet, seen) if seen.rows else [],
                    is_hidden=worksheet.sheet_state != "visible",
                    hidden_columns={each - 1 for each in seen.hidden_columns},
                )
            )
    except SpreadsheetRefused:
        raise
    except Exception as error:
        raise SpreadsheetRefused("damaged") from error
    finally:
        workbook.close()
    return Book(kind="xlsx", sheets=sheets)


class _Looker:
    """Reads a sheet as a stream of elements."""

    def __init__(self, budget: Budget) -> None:
        self.seen = _Seen()
        self.budget = budget
        self.row = 0
        self.column = 0
        self.cells = 0
        self.has_value = False
        self.has_formula = False
        self.in_value = False
        self.row_has_value = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self.begin
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.go_on
        self.parser = parser

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        self.budget.take_element()
        if name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            if not 0 < self.row <= LAST_ROW:
                raise SpreadsheetRefused("damaged")
            self.column = self.cells = 0
            self.row_has_value = False
            if attributes.get("hidden") in ("1", "true"):
                self.seen.hidden_rows.add(self.row)
        elif name == "c":
            place = _COLUMN.match(attributes.get("r", ""))
            self.column = column_index_from_string(place[0]) if place else self.column + 1
            self.has_value = self.has_formula = False
            # The library holds a row whole, with the cells in which nothing stands.
            self.cells += 1
            if self.cells > _LAST_COLUMN:
                raise SpreadsheetRefused("too_many_columns")
        elif name in ("v", "is"):
            self.in_value = True
        elif name == "f":
            self.has_formula = True
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes["min"]), min(int(attributes["max"]), MOST_COLUMNS)
            self.seen.hidden_columns.update(range(first, last + 1))
        elif name == "mergeCell":
            self.seen.merged.append(range_boundaries(attributes["ref"]))
            if len(self.seen.merged) > _MOST_MERGED:
                raise SpreadsheetRefused("too_many_cells")

    def go_on(self, text: str) -> None:
        # Of a formula that was never calculated the value is there, and empty.
        if self.in_value and text.strip():
            self.has_value = True

    def end(self, name: str) -> None:
        name = name.rpartition(" ")[2]
        if name in ("v", "is"):
            self.in_value = False
        elif name == "c":
            self._end_cell()
        elif name == "row" and self.row_has_value:
            self.seen.rows.append(self.row)
            if len(self.seen.rows) > MOST_ROWS:
                raise SpreadsheetRefused("too_many_rows")

    def _end_cell(self) -> None:
        if self.has_formula:
            self.seen.formulas.add((self.row, self.column))
            if not self.has_value:
                self.seen.without_result.add((self.row, self.column))
        if self.has_value or self.has_formula:
            self.row_has_value = True
            self.budget.take(1)
            self.seen.last_column = max(self.seen.last_column, self.column)
            if self.column > MOST_COLUMNS:
                raise SpreadsheetRefused("too_many_columns")


def _look_through(file: IO[bytes], budget: Budget) -> _Seen:
    looker = _Looker(budget)
    try:
        while piece := file.read(_PIECE):
            looker.parser.Parse(piece, False)
        looker.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise SpreadsheetRefused("damaged") from error
    looker.seen.rows.sort()
    return looker.seen


def _rows_of(worksheet, seen: _Seen) -> list[Row]:
    worksheet.reset_dimensions()
    rows: dict[int, list[Cell]] = {}
    with_text = set(seen.rows)
    for number, read in enumerate(
        worksheet.iter_rows(min_row=1, max_row=seen.rows[-1], max_col=seen.last_column), start=1
    ):
        # The library fills the gaps between rows, of which there may be a million.
        if number not in with_text:
            continue
        cells = [_cell_of(each, number, column, seen) for column, each in enumerate(read, start=1)]
        if any(cell is not EMPTY for cell in cells):
            rows[number] = cells
        if number == seen.rows[-1]:
            # What stands behind the rows, merged areas above all, the library would hold whole.
            break
    _fill_merged(rows, seen)
    return rows_with_text(rows, seen.hidden_rows)


def _cell_of(read, row: int, column: int, seen: _Seen) -> Cell:
    if (row, column) in seen.without_result:
        return Cell(is_formula=True, is_error=True)
    if read.value is None:
        return EMPTY
    number_format = read.number_format if not isinstance(read.value, str) else ""
    text = checked_cell(with_controls_read(text_of(read.value, number_format)))
    return Cell(
        text=text,
        value=read.value,
        is_formula=(row, column) in seen.formulas,
        is_error=text in _ERRORS and read.data_type == "e",
        number_format=number_format or "",
    )


def _fill_merged(rows: dict[int, list[Cell]], seen: _Seen) -> None:
    """Each cell of a merged area says what the first one says."""
    filled, numbers = 0, sorted(rows)
    for first_column, first_row, last_column, last_row in seen.merged:
        last_column = min(last_column, seen.last_column)
        held = rows.get(first_row, [])
        anchor = held[first_column - 1] if first_column <= len(held) else EMPTY
        if not anchor.text:
            continue
        copy = Cell(anchor.text, anchor.value, anchor.is_formula, anchor.is_error, True, anchor.number_format)
        # A row of which the area is all would be a row only by being merged.
        for number in numbers[bisect_left(numbers, first_row) : bisect_right(numbers, last_row)]:
            cells = rows[number]
            cells += [EMPTY] * (last_column - len(cells))
            for column in range(first_column, last_column + 1):
                if (number, column) != (first_row, first_column):
                    cells[column - 1] = copy
                    filled += 1
            if filled > MOST_FILLED:
                raise SpreadsheetRefused("too_large")
