"""Reads CSV files whose every fault is told with file, line and column."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Nobody corrects more than a page of faults at once.
PROBLEMS_TOLD = 50


@dataclass(frozen=True)
class Problem:
    """One fault and where it stands; a line or column of None is left out."""

    file: str
    line: int | None
    column: str | None
    text: str

    def __str__(self) -> str:
        place = [self.file]
        if self.line:
            place.append(f"line {self.line}")
        if self.column:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.text}"


class TablesRefused(Exception):
    """Nothing was changed; ``problems`` says why, row by row."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = list(problems)
        told = [str(problem) for problem in self.problems[:PROBLEMS_TOLD]]
        if (more := len(self.problems) - len(told)) > 0:
            told.append(f"… and {more} more.")
        super().__init__("\n".join([*told, "Nothing was changed."]))


@dataclass(frozen=True)
class Row:
    """One row under its column names, with the line on which it starts."""

    line: int
    cells: Mapping[str, Any]


def read_rows(path: Path, *, columns: Sequence[str], optional: Sequence[str] = ()) -> tuple[list[Row], list[Problem]]:
    """The rows of a UTF-8 file with a header, and the faults of those that are no rows.

    Raise TablesRefused where the header does not hold just these columns, or the file is no table at all.
    """
    return _Reader(path).rows(columns, optional)


def read_header(path: Path) -> list[str]:
    """The column names of a file, to tell which kind of table it is."""
    return _Reader(path).header


class _Reader:
    def __init__(self, path: Path):
        self.name = path.name
        self._records = self._read(self._text(path))
        first = next(self._records, None)
        if first is None:
            raise self._refusal("the file is empty; its first line names the columns")
        self.header_line, cells = first
        self.header = [cell.strip() for cell in cells]

    def rows(self, columns: Sequence[str], optional: Sequence[str]) -> tuple[list[Row], list[Problem]]:
        self._check_header(columns, optional)
        rows, problems = [], []
        for line, cells in self._records:
            if len(cells) != len(self.header):
                text = f"{len(cells)} cells where the header has {len(self.header)} columns"
                problems.append(Problem(self.name, line, None, text))
                continue
            row = {name: _clean(cell) for name, cell in zip(self.header, cells, strict=True)}
            if unstorable := [name for name, cell in row.items() if "\x00" in cell]:
                problems += [Problem(self.name, line, name, "holds a NUL character") for name in unstorable]
                continue
            rows.append(Row(line, row))
        return rows, problems

    def _check_header(self, columns: Sequence[str], optional: Sequence[str]) -> None:
        problems = []

        def refuse(column: str, text: str) -> None:
            problems.append(Problem(self.name, self.header_line, column or "(no name)", text))

        for name in dict.fromkeys(self.header):
            if self.header.count(name) > 1:
                refuse(name, "the header names this column twice")
            elif name not in columns and name not in optional:
                refuse(name, f"unknown column; known are {', '.join([*columns, *optional])}")
        for name in columns:
            if name not in self.header:
                refuse(name, "the header lacks this column")
        if problems:
            raise TablesRefused(problems)

    def _text(self, path: Path) -> str:
        try:
            data = path.read_bytes()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise self._refusal(f"cannot be read: {reason}") from error
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise self._refusal("is not UTF-8 text; save it as CSV UTF-8", line) from error

    def _read(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """Records with the line on which each starts; blank lines are no records."""
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        line = 1
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise self._refusal(f"cannot be read as CSV: {error}", line) from error

    def _refusal(self, text: str, line: int | None = None) -> TablesRefused:
        return TablesRefused([Problem(self.name, line, None, text)])


def _clean(cell: str) -> str:
    """Files from Windows break lines within a cell by two characters."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()
