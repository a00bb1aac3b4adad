"""A table as it was read, and why a file is not read as one."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767
# Of one file, with those that are empty between others: what memory holds of them is bounded by it.
MOST_CELLS = 1_000_000
# Of the sheets of a workbook together: a cell that is only formatted is an element too.
MOST_ELEMENTS = 6_000_000
# Cells that merged areas fill.
MOST_FILLED = 2_000_000
# As Excel has them.
LAST_ROW = 1_048_576
LARGEST_FILE = 50 * 1024 * 1024

REFUSALS: dict[str, Promise] = {
    "missing": _("This file is no longer in the storage: bring it in again."),
    "empty": _("This file is empty."),
    "no_rows": _("No table was found in this file: it holds no cell with text."),
    "wrong_type": _("This is no table: XLSX, XLS, CSV and TSV files are read."),
    "web_page": _("This is a web page, whatever its name. Save it as XLSX or CSV."),
    "damaged": _("This file is damaged or was not copied to its end."),
    "encrypted": _("This file is protected by a password. Save it without one."),
    "too_large": _("This file is larger than 50 MB, or would be once unpacked. Divide it."),
    "too_many_rows": _("This table has more than 20,000 rows. Divide it."),
    "too_many_columns": _("This table has more than 200 columns. Take out what is not needed."),
    "too_many_cells": _("This table has more than 1,000,000 cells. Divide it, or take out columns."),
    "cell_too_long": _("A cell of this table has more than 32,767 characters."),
    "open_quote": _("In this file a quotation mark is opened and never closed. Mend it, or save the table anew."),
    "encoding": _("This file does not tell its encoding. Save it as UTF-8 or as XLSX, or say the encoding."),
    "not_in_encoding": _("This file cannot be read in the encoding that was named."),
    "entities": _("This file defines words of its own (a DTD), which tables have no need of."),
}


class SpreadsheetRefused(Exception):
    """The file is not read; ``code`` is a key of REFUSALS, ``text`` the sentence for whoever sent it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.text = REFUSALS[code]


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` as a reader sees it in one line or several; ``value`` as the file holds it."""

    text: str = ""
    value: str | int | float | datetime.date | datetime.datetime | datetime.time | bool | None = None
    is_formula: bool = False
    # "#N/A" and the like, and a formula whose result is not in the file.
    is_error: bool = False
    # Copied from the first cell of a merged area.
    is_filled: bool = False
    number_format: str = ""


EMPTY = Cell()
# Controls that no reader sees and no database takes; line ends and tabs are kept.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]+")
# How a workbook writes such signs: a wrapped cell may hold "_x000D_" for a carriage return.
_WRITTEN_CONTROL = re.compile(r"_x(00(?:0[0-9A-Fa-f]|1[0-9A-Fa-f]|7[Ff]))_")


@dataclass(slots=True)
class Row:
    """A row with its number in the sheet, or the line in which it begins; rows without any text are left out."""

    number: int
    cells: list[Cell]
    is_hidden: bool = False


@dataclass(slots=True)
class Sheet:
    name: str
    rows: list[Row]
    is_hidden: bool = False
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Book:
    """``kind`` is xlsx, xls or text; ``encoding`` that of a text."""

    kind: str
    sheets: list[Sheet]
    encoding: str = ""


def text_of(value: Any, number_format: str = "") -> str:
    """What a reader sees, as far as the value tells: 123.0 is 123, and 0000 as a format keeps its zeros."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        value = int(value)
    if isinstance(value, int) and number_format and not number_format.strip("0"):
        return str(value).zfill(len(number_format))
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def without_controls(text: str) -> str:
    return _CONTROLS.sub("", text)


def with_controls_read(text: str) -> str:
    """``_x000D_`` and the like as the signs that they stand for."""
    return _WRITTEN_CONTROL.sub(lambda found: chr(int(found[1], 16)), text) if "_x00" in text else text


def checked_cell(text: str) -> str:
    if len(text) > LONGEST_CELL:
        raise SpreadsheetRefused("cell_too_long")
    return without_controls(text)


def without_empty_end(cells: list[Cell]) -> list[Cell]:
    end = len(cells)
    while end and not cells[end - 1].text and not cells[end - 1].is_error:
        end -= 1
    return cells[:end]


class Budget:
    """Counts the cells of a file while they are read."""

    def __init__(self) -> None:
        self.left = MOST_CELLS
        self.elements_left = MOST_ELEMENTS

    def take(self, cells: int) -> None:
        self.left -= cells
        if self.left < 0:
            raise SpreadsheetRefused("too_many_cells")

    def take_element(self) -> None:
        self.elements_left -= 1
        if self.elements_left < 0:
            raise SpreadsheetRefused("too_many_cells")


def rows_with_text(found: dict[int, list[Cell]], hidden: set[int]) -> list[Row]:
    """In order and by their numbers, without empty ends, and without rows in which nothing stands."""
    rows = []
    for number, cells in sorted(found.items()):
        kept = without_empty_end(cells)
        if any(cell.text.strip() or cell.is_error for cell in kept):
            rows.append(Row(number, kept, is_hidden=number in hidden))
    return rows
