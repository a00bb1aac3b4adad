"""A list as a file: the rows of the page, in its order and as its reader may see them, as CSV, XLSX or JSON.

The rules that a reader of a file has to know stand on the page of the columns (``organizations:columns``).
"""

from __future__ import annotations

import csv
import datetime
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.exceptions import BadRequest
from django.db import connections
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.pagination import beyond

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
BATCH_SIZE = 500
LIST_SEPARATOR = "; "
# A byte order mark: without it Excel reads UTF-8 as the code page of the machine.
_BOM = "\ufeff"
# What a spreadsheet may take for a formula, also behind blanks and in full width.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\x00-\x1f\x7f]")
# What XML, and so a workbook, cannot hold.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FILE_CHUNK = 64 * 1024


class UnknownFormat(BadRequest):
    """The address asks for a format that there is not; Django answers with the page for bad requests."""

    sentence = _("A list can be downloaded as CSV, XLSX or JSON. The address asks for another format.")

    def __init__(self) -> None:
        super().__init__("unknown format of an export")


@dataclass(frozen=True)
class Column:
    """``name`` heads the column in every format and language; ``meaning`` explains it to the reader.

    ``value`` takes a row and gives a text, a whole number, true or false, a date, a list of texts, or None.
    """

    name: str
    meaning: Any
    value: Callable[[Any], Any]


def asked_format(request: HttpRequest) -> str | None:
    """``csv``, ``xlsx`` or ``json``; None where the page itself is asked for. Raises UnknownFormat."""
    asked = request.GET.get("format", "").strip().lower()
    if asked and asked not in CONTENT_TYPES:
        raise UnknownFormat
    return asked or None


def batches_of(rows: QuerySet, *, order: Sequence[str], size: int = BATCH_SIZE) -> Iterator[list[Any]]:
    """The rows in the order of their page (``order`` as for ``paginate``), one short query for each batch.

    No connection is held while the caller works on a batch. Every query sees its own moment: a row that is
    renamed meanwhile may come twice or not at all, as it would for a reader who turns the pages.
    """
    behind = rows
    while True:
        batch = list(behind.order_by(*order)[:size])
        give_back_connections()
        if batch:
            yield batch
        if len(batch) < size:
            return
        key = [getattr(batch[-1], name.lstrip("-")) for name in order]
        behind = rows.filter(beyond(order, key))


def export(
    *,
    fmt: str,
    name: str,
    day: datetime.date,
    columns: Sequence[Column],
    batches: Iterable[Iterable[Any]],
    about: Mapping[str, Any] | None = None,
) -> StreamingHttpResponse:
    """The answer that streams the batches as a file called ``name`` and the day of the list.

    ``about`` says in JSON what else was asked of the list, beside its name and day.
    """
    chunks: Iterator[str] | Iterator[bytes]
    if fmt == "csv":
        chunks = _csv(columns, batches)
    elif fmt == "xlsx":
        chunks = _xlsx(columns, batches)
    else:
        chunks = _json(columns, batches, {"list": name, "on": day, **(about or {})})
    response = StreamingHttpResponse(
        _streamed(chunks, translation.get_language() or "en"), content_type=CONTENT_TYPES[fmt]
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{name}-{day}.{fmt}") or "attachment"
    response["X-Robots-Tag"] = "noindex"
    return response


def give_back_connections() -> None:
    """Let other requests have the database; within a transaction nothing can be given back."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


def _streamed(chunks: Iterator[str] | Iterator[bytes], language: str) -> Iterator[str | bytes]:
    """Each chunk is made in the language of the page, which the thread has left when its turn comes."""
    # What ran after the view (the session is saved there) may have taken a connection again.
    give_back_connections()
    while True:
        with translation.override(language):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk


def _csv(columns: Sequence[Column], batches: Iterable[Iterable[Any]]) -> Iterator[str]:
    yield _BOM + _csv_lines([[column.name for column in columns]])
    for batch in batches:
        yield _csv_lines([_in_csv(_value(column, row)) for column in columns] for row in batch)


def _csv_lines(rows: Iterable[Sequence[str]]) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _in_csv(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | datetime.date):
        return str(value)
    text = _joined(value)
    # The apostrophe is what a spreadsheet itself writes before a text that begins like a formula.
    return f"'{text}" if _FORMULA.match(text) else text


def _json(columns: Sequence[Column], batches: Iterable[Iterable[Any]], about: dict[str, Any]) -> Iterator[str]:
    head = _json_text({**about, "columns": [column.name for column in columns]})
    yield f'{head[:-1]}, "rows": ['
    lead = "\n"
    for batch in batches:
        objects = [_json_text({column.name: _value(column, row) for column in columns}) for row in batch]
        if objects:
            yield lead + ",\n".join(objects)
            lead = ",\n"
    yield "\n]}\n"


def _json_text(value: dict[str, Any]) -> str:
    # The default is asked for what JSON has no form of: dates.
    return json.dumps(value, ensure_ascii=False, default=str)


def _xlsx(columns: Sequence[Column], batches: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """A workbook is a zip archive whose table of contents comes last: it is finished in a file, then sent."""
    with TemporaryFile() as file:
        _write_workbook(file, columns, batches)
        file.seek(0)
        while chunk := file.read(_FILE_CHUNK):
            yield chunk


def _write_workbook(file: IO[bytes], columns: Sequence[Column], batches: Iterable[Iterable[Any]]) -> None:
    workbook = _empty_workbook()
    sheet = workbook.create_sheet("rows")
    sheet.freeze_panes = "A2"
    try:
        sheet.append([column.name for column in columns])
        for batch in batches:
            for row in batch:
                sheet.append([_in_xlsx(sheet, _value(column, row)) for column in columns])
        workbook.save(file)
    except BaseException:
        # Rows go to a file of openpyxl's own, which it removes only when the workbook is saved.
        if not sheet.closed:
            sheet.close()
        if Path(sheet._writer.out).exists():
            sheet._writer.cleanup()
        raise


def _empty_workbook() -> Any:
    """The library is imported only where a workbook is asked for: it takes 13 MB of each web process.

    It would take as much again for numpy, which is here for other things: our cells hold none of its numbers.
    """
    hides_numpy = "numpy" not in sys.modules
    if hides_numpy:
        sys.modules["numpy"] = None  # type: ignore[assignment]
    try:
        from openpyxl import Workbook
    finally:
        if hides_numpy:
            del sys.modules["numpy"]
    return Workbook(write_only=True)


def _in_xlsx(sheet: Any, value: Any) -> Any:
    if value is None or isinstance(value, bool | int | datetime.date):
        return value
    text = _NOT_XML.sub("\ufffd", _joined(value))
    if text[:1] not in ("=", "#"):
        return text
    from openpyxl.cell import WriteOnlyCell

    # openpyxl would make a formula of the one and an error of "#N/A".
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _value(column: Column, row: Any) -> Any:
    """The value as the three formats take it: blank and unknown are the same."""
    value = column.value(row)
    if value is None or isinstance(value, bool | int | datetime.date):
        return value
    if isinstance(value, list | tuple | set):
        return [str(each) for each in value]
    return str(value) or None


def _joined(value: str | list[str]) -> str:
    return value if isinstance(value, str) else LIST_SEPARATOR.join(value)
