"""Where in a sheet the list is: its headings under title rows, its columns, and the rows that are entries of it."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from jitco_portal.common.folding import fold
from jitco_portal.common.spreadsheets import Cell, Row, Sheet
from organizations.models import ListField
from organizations.queries.list_imports.headings import folded, is_counter, meaning
from organizations.queries.list_imports.shapes import Column

_LOOKED_AT = 60
# A heading is short; a row of data seldom is in all its cells.
_LONGEST_HEADING = 120
_NAMES = (ListField.NAME, ListField.NAME_EN, ListField.NUMBER)
_TOTAL = re.compile(
    r"^(tong cong|tong so|tong|total|grand total|sum|合計|総計|計|jumlah|รวม|รวมทั้งสิ้น|总计|合计|нийт)\b", re.I
)
_FOOTNOTE = re.compile(r"^(\*|※|注|note\b|notes\b|ghi chu\b|nguon\b|source\b|出典|資料|keterangan\b|หมายเหตุ)", re.I)
_COUNT = re.compile(r"\d{1,9}")
_PLACE = re.compile(r"[(\[]?\d{1,3}[)\]]?")


@dataclass
class Table:
    header_line: int
    columns: list[Column]
    rows: list[Row]
    # Lines that are no entries.
    left_out: list[int] = field(default_factory=list)
    # Field → columns of which each may be it.
    contested: dict[str, list[Column]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Header:
    score: int
    # Where it begins and ends among the rows.
    first: int
    last: int
    headings: tuple[str, ...]


def find_table(
    sheet: Sheet, known: Mapping[str, str], *, header_line: int = 0, chosen: Mapping[str, str]
) -> Table | None:
    """The list of a sheet; None where no row means a name or a number. ``chosen`` names columns by hand ("1" = A)."""
    header = _given(sheet, header_line) if header_line else _best_header(sheet, known)
    if header is None and chosen:
        header = _Header(0, -1, -1, ())
    if header is None:
        return None
    width = max((len(row.cells) for row in sheet.rows), default=0)
    columns, contested = _columns(sheet, header, known, chosen, width)
    if not any(column.field in _NAMES for column in columns) and not contested:
        return None
    line = sheet.rows[header.last].number if header.last >= 0 else 0
    table = Table(line, columns, [], contested=contested)
    _take_rows(table, sheet.rows[header.last + 1 :], header)
    return table


def _best_header(sheet: Sheet, known: Mapping[str, str]) -> _Header | None:
    best: _Header | None = None
    for index in range(min(len(sheet.rows), _LOOKED_AT)):
        for last in (index, index + 1):
            if last >= len(sheet.rows):
                continue
            headings = _joined(sheet.rows[index : last + 1])
            fields = [each[0] for text in headings if (each := meaning(text, known)) and each[0]]
            is_all = len([text for text in headings if text]) == 1
            if not set(fields) & set(_NAMES) or (len(set(fields)) < 2 and not is_all):
                continue
            # Of two rows that mean as much, one alone is the heading; the exact word counts more than a part.
            exact = len([text for text in headings if (each := meaning(text, known)) and each[1]])
            score = 4 * len(set(fields)) + exact - (last - index)
            if best is None or score > best.score:
                best = _Header(score, index, last, headings)
        # Rows of data under a good row of headings are none themselves.
        if best and index > best.last + 3:
            break
    return best


def _given(sheet: Sheet, line: int) -> _Header | None:
    for index, row in enumerate(sheet.rows):
        if row.number == line:
            return _Header(0, index, index, _joined([row]))
    return None


def _joined(rows: list[Row]) -> tuple[str, ...]:
    """Headings over several rows as one: "Licence" above "Number" is "Licence Number"."""
    width = max(len(row.cells) for row in rows)
    headings = []
    for column in range(width):
        parts: list[str] = []
        for row in rows:
            text = " ".join(row.cells[column].text.split()) if column < len(row.cells) else ""
            if text and text not in parts:
                parts.append(text)
        heading = " ".join(parts)
        headings.append(heading if len(heading) <= _LONGEST_HEADING else "")
    return tuple(headings)


def _columns(
    sheet: Sheet, header: _Header, known: Mapping[str, str], chosen: Mapping[str, str], width: int
) -> tuple[list[Column], dict[str, list[Column]]]:
    columns, found = [], {}
    for index in range(width):
        heading = header.headings[index] if index < len(header.headings) else ""
        said = meaning(heading, known)
        if is_counter(heading):
            said = None if _counts(sheet, header, index) else (ListField.NUMBER.value, False)
        field_name = said[0] if said else ""
        if str(index + 1) in chosen:
            field_name, said = chosen[str(index + 1)], (chosen[str(index + 1)], True)
        columns.append(Column(index, heading, field_name, index in sheet.hidden_columns))
        found[index] = bool(said and said[1])
    return _without_rivals(columns, found, chosen)


def _without_rivals(
    columns: list[Column], exact: Mapping[int, bool], chosen: Mapping[str, str]
) -> tuple[list[Column], dict[str, list[Column]]]:
    """Addresses, telephones and remarks may stand in several columns; of the rest each has one."""
    contested: dict[str, list[Column]] = {}
    for name in ListField.values:
        if name in (ListField.ADDRESS, ListField.PHONES, ListField.REASON):
            continue
        rivals = [each for each in columns if each.field == name]
        if len(rivals) < 2:
            continue
        by_hand = [each for each in rivals if chosen.get(str(each.index + 1)) == name]
        sure = by_hand or [each for each in rivals if exact[each.index]] or rivals
        if len(sure) > 1:
            contested[name] = sure
        kept = sure[0]
        columns = [
            Column(each.index, each.heading, "", each.is_hidden) if each in rivals and each != kept else each
            for each in columns
        ]
    return columns, contested


def _counts(sheet: Sheet, header: _Header, index: int) -> bool:
    """Whether the column counts its rows: 1, 2, 3 …; numbers of licences do not."""
    numbers = []
    for row in sheet.rows[header.last + 1 :]:
        # ① counts as well as 1.
        text = unicodedata.normalize("NFKC", row.cells[index].text).strip(" .") if index < len(row.cells) else ""
        if _COUNT.fullmatch(text):
            numbers.append(int(text))
        elif text:
            numbers.append(-1)
    if not numbers:
        return True
    steps = sum(after - before == 1 for before, after in itertools.pairwise(numbers))
    return (len(numbers) == 1 and numbers[0] in (0, 1)) or steps >= 0.6 * (len(numbers) - 1) > 0


def _take_rows(table: Table, rows: list[Row], header: _Header) -> None:
    names = [column.index for column in table.columns if column.field in _NAMES]
    width = _usual_width(rows)
    shown = [folded(text) for text in header.headings]
    for row in rows:
        if _is_no_entry(row, names, shown, width, is_first=not table.rows):
            table.left_out.append(row.number)
        else:
            table.rows.append(row)


def _is_no_entry(row: Row, names: list[int], headings: list[str], width: int, *, is_first: bool) -> bool:
    cells = [(index, cell) for index, cell in enumerate(row.cells) if cell.text.strip() or cell.is_error]
    texts = [cell.text.strip() for _index, cell in cells]
    if is_first and len(texts) > 1 and all(_PLACE.fullmatch(text) for text in texts) and _climbs(texts):
        return True
    if (
        headings
        and len(cells) > 1
        and all(
            index < len(headings) and folded(cell.text) == headings[index] for index, cell in cells if not cell.is_error
        )
    ):
        return True
    if len(set(texts)) == 1 and (len(cells) > 1 or width > 2) and _is_a_line(cells, names):
        return True
    first = fold(texts[0]) if texts else ""
    others = [cell for index, cell in cells if index in names]
    if _TOTAL.match(first) and all(_is_amount(text) for text in texts[1:]):
        return True
    if width > 2 and len(set(texts)) == 1 and _FOOTNOTE.match(first):
        return True
    return not others and len(cells) < width and bool(_TOTAL.match(first) or _FOOTNOTE.match(first))


def _is_a_line(cells: list[tuple[int, Cell]], names: list[int]) -> bool:
    """One text over the whole width, or one that does not stand where names and numbers do: a title within the list."""
    if len(cells) > 1:
        return any(cell.is_filled for _index, cell in cells)
    index, cell = cells[0]
    return index not in names or bool(_TOTAL.match(fold(cell.text)) or _FOOTNOTE.match(fold(cell.text)))


def _is_amount(text: str) -> bool:
    return not re.sub(r"[\d\s.,%]", "", text)


def _climbs(texts: list[str]) -> bool:
    numbers = [int(re.sub(r"\D", "", text)) for text in texts]
    return all(after == before + 1 for before, after in itertools.pairwise(numbers))


def _usual_width(rows: list[Row]) -> int:
    """How many cells a row has as a rule."""
    widths = sorted(sum(bool(cell.text.strip()) for cell in row.cells) for row in rows)
    return widths[len(widths) // 2] if widths else 0
