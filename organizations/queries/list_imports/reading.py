"""A government's list as rows of what it says: nothing is guessed, what is not certain becomes a question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.spreadsheets import Book, Cell, Row, Sheet
from organizations.models import ListField, ListKind, OrganizationMeasure, Permit
from organizations.queries.list_imports.dates import ReadDate, read_date
from organizations.queries.list_imports.kinds import measure_of, permit_of, stands
from organizations.queries.list_imports.phones import phones_of
from organizations.queries.list_imports.shapes import Column, Question, ReadList, ReadRow
from organizations.queries.list_imports.tables import Table, find_table

LONGEST = {"name": 300, "name_en": 300, "number": 100, "address": 500, "website": 1000, "reason": 2000}
_FORMULA = re.compile(r"^[=+@]|^-\s*[^\W\d]")
# Controls, marks of direction, spaces of no width, and joiners between letters that are never joined.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
    "|(?<![\u0600-\u1fff])[\u200c\u200d]"
)
_LINES_SHOWN = 10


class ListRefused(Exception):
    """There is no list in the file, and no answer could change that."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.code)
        self.question = question


def read_list(book: Book, *, kind: str, answers: Mapping[str, Any], headings: Mapping[str, str]) -> ReadList:
    """``headings``: folded heading → field; ``answers``: see ``ListImport.answers``. Raises ListRefused."""
    chosen = {str(column): field for column, field in dict(answers.get("columns") or {}).items()}
    visible = [sheet for sheet in book.sheets if sheet.rows and not sheet.is_hidden]
    if name := answers.get("sheet"):
        visible = [sheet for sheet in book.sheets if sheet.rows and sheet.name == name]
    tables = [
        (sheet, table)
        for sheet in visible
        if (table := find_table(sheet, headings, header_line=int(answers.get("header") or 0), chosen=chosen))
    ]
    hidden = [
        sheet.name for sheet in book.sheets if sheet.is_hidden and sheet.rows and sheet.name != answers.get("sheet")
    ]
    if not tables:
        return _without_headings(book, visible)
    sheet, table = tables[0]
    read = ReadList(
        sheet=sheet.name,
        header_line=table.header_line,
        columns=table.columns,
        rows=[],
        sheets=[sheet.name for sheet, _table in tables],
    )
    with_rows = [each for each, its in tables if its.rows]
    if len(with_rows) > 1:
        names = ", ".join(f"“{each.name}”" for each in with_rows)
        read.asks.append(Question("sheet", {"names": names, "choices": [each.name for each in with_rows]}))
    if not table.rows:
        raise ListRefused(Question("no_list"))
    for field, rivals in table.contested.items():
        names = ", ".join(f"“{each.heading}”" for each in rivals)
        read.asks.append(Question("two_columns", {"field": field, "names": names}, field=field))
    read.questions += [Question("hidden_sheet", {"name": name}) for name in hidden]
    read.questions += [
        Question("hidden_column", {"heading": column.heading}, field=column.field)
        for column in table.columns
        if column.is_hidden and column.field
    ]
    if table.left_out:
        read.notes.append(Question("left_out", {"count": len(table.left_out), "lines": lines_of(table.left_out)}))
    _Reader(read, table, kind, answers).read_rows()
    return read


def _without_headings(book: Book, visible: list[Sheet]) -> ReadList:
    """A table under headings that nobody knows may still be one; a text of one column is none."""
    sheet = next(
        (each for each in visible if max(len(row.cells) for row in each.rows) > 1 and len(each.rows) > 1), None
    )
    if sheet is None:
        raise ListRefused(Question("no_list"))
    first = sheet.rows[0]
    columns = [Column(index, " ".join(cell.text.split())[:120]) for index, cell in enumerate(first.cells)]
    shown = [{"column": column.index + 1, "heading": column.heading} for column in columns]
    return ReadList(
        sheet=sheet.name,
        header_line=first.number,
        columns=columns,
        rows=[],
        asks=[Question("columns", {"columns": shown})],
        sheets=[each.name for each in book.sheets if each.rows],
    )


class _Reader:
    """Reads the rows of one table; what a column as a whole tells of its dates is found first."""

    def __init__(self, read: ReadList, table: Table, kind: str, answers: Mapping[str, Any]) -> None:
        self.read, self.table, self.kind, self.answers = read, table, kind, answers
        self.places: dict[str, list[int]] = {}
        for column in table.columns:
            if column.field:
                self.places.setdefault(column.field, []).append(column.index)
        self.orders: dict[str, str] = {
            field.value: self._order_of(field) for field in (ListField.DATE, ListField.UNTIL)
        }

    def read_rows(self) -> None:
        rows = [row for row in self.table.rows if not (row.is_hidden and self.answers.get("hidden") == "leave")]
        self.read.rows = [self._row(row) for row in rows]
        hidden = [row.line for row in self.read.rows if row.is_hidden]
        if hidden:
            values = {"count": len(hidden), "lines": lines_of(hidden)}
            self.read.questions.append(Question("hidden_rows", values))
        if self.kind == ListKind.MEASURES and ListField.KIND not in self.places and not self.answers.get("measure"):
            self.read.asks.append(Question("measure"))
        if self.kind == ListKind.PERMITS and ListField.KIND not in self.places and not self.answers.get("permit"):
            self.read.asks.append(Question("permit"))

    # Dates -----------------------------------------------------------------------------------------

    def _order_of(self, field: str) -> str:
        """What the column proves, or a person answered; asked where its dates can be read in two ways."""
        answered = str(self.answers.get("date_order") or "")
        if field not in self.places:
            return answered
        proved, unsure = set(), []
        for row in self.table.rows:
            cell = self._cell(row, field)
            read = read_date(cell.text, cell.value)
            if read.proves:
                proved.add(read.proves)
            if read.two_ways:
                unsure.append(cell.text)
        if answered in ("dmy", "mdy"):
            return answered
        if len(proved) == 1:
            return str(proved.pop())
        if unsure:
            heading = next(column.heading for column in self.table.columns if column.field == field)
            self.read.asks.append(Question("date_order", {"heading": heading, "example": unsure[0]}, field=field))
        return ""

    def _date(self, row: Row, field: str, said: ReadRow) -> ReadDate:
        cell = self._cell(row, field)
        if cell.is_error:
            said.questions.append(Question("cell_error", {"text": cell.text or "="}, row.number, field))
            return ReadDate()
        calendar = str(self.answers.get("calendar") or "")
        read = read_date(cell.text, cell.value, order=self.orders.get(field, ""), calendar=calendar)
        if read.code:
            said.questions.append(Question(read.code, {"text": cell.text.strip()[:100]}, row.number, field))
            return ReadDate(until=read.until)
        return read

    # Cells -----------------------------------------------------------------------------------------

    def _cell(self, row: Row, field: str) -> Cell:
        places = self.places.get(field, [])
        return row.cells[places[0]] if places and places[0] < len(row.cells) else Cell()

    def _text(self, row: Row, field: str, said: ReadRow) -> str:
        parts: list[str] = []
        for place in self.places.get(field, []):
            cell = row.cells[place] if place < len(row.cells) else Cell()
            if cell.is_error:
                said.questions.append(Question("cell_error", {"text": cell.text or "="}, row.number, field))
                continue
            text = one_line(cell.text)
            if text and text not in parts:
                parts.append(text)
        text = ", ".join(parts)
        if len(text) > LONGEST.get(field, 2000):
            said.questions.append(Question("too_long", {"most": LONGEST.get(field, 2000)}, row.number, field))
            return ""
        return text

    def _row(self, row: Row) -> ReadRow:
        said = ReadRow(line=row.number, is_hidden=row.is_hidden and self.answers.get("hidden") != "count")
        said.name = self._text(row, ListField.NAME, said)
        said.name_en = self._text(row, ListField.NAME_EN, said)
        said.number = unicodedata.normalize("NFKC", self._text(row, ListField.NUMBER, said))
        if said.number in ("-", "—", "–", "n/a", "N/A"):
            said.number = ""
        said.address = self._text(row, ListField.ADDRESS, said)
        said.website = _address_of_a_site(self._text(row, ListField.WEBSITE, said))
        said.reason = self._text(row, ListField.REASON, said)
        said.phones = [
            number
            for place in self.places.get(ListField.PHONES, [])
            if place < len(row.cells)
            for number in phones_of(row.cells[place].text)
        ]
        begun = self._date(row, ListField.DATE, said)
        ended = self._date(row, ListField.UNTIL, said)
        said.date, said.until = begun.iso, ended.until or ended.iso or begun.until
        if ended.until and not said.date:
            # "from – until" in one cell under a heading that names the end alone.
            said.date = ended.iso
        self._kind(row, said)
        self._check(row, said)
        return said

    def _kind(self, row: Row, said: ReadRow) -> None:
        text = self._text(row, ListField.KIND, said)
        if self.kind == ListKind.MEASURES:
            said.kind = measure_of(text) or str(self.answers.get("measure") or "")
            if said.kind not in OrganizationMeasure.Kind.values:
                said.kind = ""
        elif self.kind == ListKind.PERMITS:
            said.kind = permit_of(text) or str(self.answers.get("permit") or "")
            if said.kind not in Permit.Kind.values:
                said.kind = ""
        elif text and not stands(text):
            code = "state_unknown"
            said.questions.append(Question(code, {"text": text[:100]}, row.number, ListField.KIND))
            said.kind = measure_of(text) or "unknown"
            return
        if not said.kind and text and self.kind in (ListKind.MEASURES, ListKind.PERMITS):
            said.questions.append(Question("kind_unknown", {"text": text[:100]}, row.number, ListField.KIND))

    def _check(self, row: Row, said: ReadRow) -> None:
        for field in ("name", "name_en"):
            text = getattr(said, field)
            if _FORMULA.match(text):
                said.refused = Question("odd_name", {"text": text[:60]}, row.number, field)
                return
            if text and not any(each.isalpha() for each in text):
                setattr(said, field, "")
        if _FORMULA.match(said.number) and not (said.name or said.name_en):
            # Where there is no name, the number stands in its place.
            said.refused = Question("odd_name", {"text": said.number[:60]}, row.number, ListField.NUMBER)
        if not (said.name or said.name_en or said.number):
            said.refused = Question("no_name", {}, row.number, ListField.NAME)
        if said.date and said.until and PartialDate.parse(said.until).latest < PartialDate.parse(said.date).earliest:
            values = {"date": said.date, "until": said.until}
            said.questions.append(Question("dates_reversed", values, row.number, ListField.UNTIL))
            said.until = ""
        if self.kind == ListKind.MEASURES and not said.date and not said.questions:
            said.questions.append(Question("no_start", {}, row.number, ListField.DATE))


def one_line(text: str) -> str:
    """A wrapped cell as one line, its letters composed in one way, without what nobody sees.

    A mark of direction would make another name of it for the eye. Joiners stay where letters are joined by them.
    """
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


def _address_of_a_site(text: str) -> str:
    text = text.split()[0] if text.split() else ""
    if not text or "." not in text or "@" in text:
        return ""
    return text if text.lower().startswith(("http://", "https://")) else f"http://{text}"


def lines_of(numbers: list[int]) -> str:
    """The first of them: if each row's question named all of its like, they would be the square of the list."""
    shown = ", ".join(str(number) for number in numbers[:_LINES_SHOWN])
    return f"{shown} …" if len(numbers) > _LINES_SHOWN else shown
