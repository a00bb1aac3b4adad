"""XLS files, as Excel wrote them until 2003."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import xlrd

from jitco_portal.common.spreadsheets.shapes import (
    EMPTY,
    MOST_COLUMNS,
    MOST_FILLED,
    MOST_ROWS,
    Book,
    Budget,
    Cell,
    Sheet,
    SpreadsheetRefused,
    checked_cell,
    rows_with_text,
    text_of,
)


def read_xls(path: Path) -> Book:
    try:
        with path.open("rb") as file:
            content = file.read()
        if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in content:
            raise SpreadsheetRefused("encrypted")
        # Only with its formats does the library tell what is hidden and merged.
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, on_demand=True, logfile=_Nowhere())
        budget = Budget()
        return Book(kind="xls", sheets=[_sheet(book, number, budget) for number in range(book.nsheets)])
    except SpreadsheetRefused:
        raise
    except xlrd.XLRDError as error:
        code = "encrypted" if "encrypted" in str(error).lower() else "damaged"
        raise SpreadsheetRefused(code) from error
    except Exception as error:  # of a damaged file it raises whatever comes
        raise SpreadsheetRefused("damaged") from error


class _Nowhere:
    def write(self, text: str) -> None:
        """Remarks of the library on odd files are for nobody."""


def _sheet(book: Any, number: int, budget: Budget) -> Sheet:
    sheet = book.sheet_by_index(number)
    if sheet.ncols > MOST_COLUMNS and any(
        sheet.cell_value(row, column) != "" for row in range(sheet.nrows) for column in range(MOST_COLUMNS, sheet.ncols)
    ):
        raise SpreadsheetRefused("too_many_columns")
    rows = {}
    for index in range(sheet.nrows):
        cells = [_cell(book, sheet, index, column) for column in range(min(sheet.ncols, MOST_COLUMNS))]
        if count := sum(cell is not EMPTY for cell in cells):
            budget.take(count)
            rows[index] = cells
        if len(rows) > MOST_ROWS:
            raise SpreadsheetRefused("too_many_rows")
    filled = 0
    for first_row, end_row, first_column, end_column in sheet.merged_cells:
        held = rows.get(first_row, [])
        anchor = held[first_column] if first_column < len(held) else EMPTY
        if not anchor.text:
            continue
        copy = Cell(anchor.text, anchor.value, False, anchor.is_error, True, anchor.number_format)
        for index in range(first_row, min(end_row, sheet.nrows)):
            for column in range(first_column, min(end_column, MOST_COLUMNS)):
                filled += 1
                if index in rows and (index, column) != (first_row, first_column):
                    cells = rows[index]
                    cells += [EMPTY] * (column + 1 - len(cells))
                    cells[column] = copy
            if filled > MOST_FILLED:
                raise SpreadsheetRefused("too_large")
    hidden = {index + 1 for index, info in sheet.rowinfo_map.items() if info.hidden}
    return Sheet(
        name=sheet.name,
        rows=rows_with_text({index + 1: cells for index, cells in rows.items()}, hidden),
        is_hidden=sheet.visibility != 0,
        hidden_columns={
            column
            for column, info in sheet.colinfo_map.items()
            if info.hidden and column < min(sheet.ncols, MOST_COLUMNS)
        },
    )


def _cell(book: Any, sheet: Any, row: int, column: int) -> Cell:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or value == "":
        return EMPTY
    number_format = ""
    if kind == xlrd.XL_CELL_ERROR:
        return Cell(text=xlrd.error_text_from_code.get(value, "#N/A"), is_error=True)
    if kind == xlrd.XL_CELL_BOOLEAN:
        value = bool(value)
    elif kind in (xlrd.XL_CELL_DATE, xlrd.XL_CELL_NUMBER):
        number_format = book.format_map[book.xf_list[sheet.cell_xf_index(row, column)].format_key].format_str
        if kind == xlrd.XL_CELL_DATE:
            value = _day(value, book.datemode)
        number_format = "" if number_format == "General" else number_format
    return Cell(text=checked_cell(text_of(value, number_format)), value=value, number_format=number_format)


def _day(value: float, datemode: int) -> datetime.datetime | float:
    try:
        return xlrd.xldate_as_datetime(value, datemode)
    except (xlrd.XLDateError, OverflowError, ValueError):
        return value
