"""Reading the cells of a file of organizations, and writing rows while every refusal keeps its line."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import DataError, IntegrityError, models, transaction

from jitco_portal.common.csv_tables.files import Problem, Row, TablesRefused, read_rows
from jitco_portal.common.csv_tables.rows import RowRefused, check_fields, insert_together, save_each
from jitco_portal.common.csv_tables.tables import EditsByModel
from jitco_portal.common.days import today
from jitco_portal.common.partial_dates import PartialDate
from organizations.models import Organization


@dataclass
class Entry:
    """One row of the file: what it says, whose it is, and whether it changed anything."""

    row: Row
    values: dict[str, Any] = field(default_factory=dict)
    # Known once the row was found right.
    organization: Organization = field(init=False)
    is_new: bool = False
    is_changed: bool = False
    is_kept: bool = False
    is_refused: bool = False

    def text(self, column: str) -> str:
        return str(self.row.cells.get(column, ""))

    @property
    def checked_on(self) -> datetime.date | None:
        """The day stated in the file; without one, the day of the first load stays."""
        return self.values["checked_on"]

    def source_for(self, held: Any = None) -> dict[str, str]:
        """Who says so and where; the page or the file where the row does not name who.

        A row that names no one does not rename what is held from the same page.
        """
        url, basis = self.text("source_url"), self.text("list_basis")
        if held and not basis and held.source_url == url:
            return {"source": held.source, "source_ja": held.source_ja, "source_url": url}
        source = basis or urlsplit(url).hostname or self.values["file"]
        return {"source": source, "source_ja": self.text("list_basis_ja"), "source_url": url}


class Sheet:
    """A file of organizations on its way in, with all the faults found so far."""

    def __init__(self, path: Path, columns: Sequence[str], optional: Sequence[str], fields: Mapping[str, str]):
        self.name = path.name
        # The column in which a field of a model stands, where the names differ.
        self._columns = fields
        rows, self.problems = read_rows(path, columns=columns, optional=optional)
        # Held rows that differ now, still to be saved.
        self.changed: list[tuple[Entry, models.Model]] = []
        # What people changed in the portal, by table.
        self.edits = EditsByModel()
        self.entries = [Entry(row, {"file": self.name}) for row in rows]

    def refuse(self, entry: Entry, column: str | None, text: str) -> None:
        entry.is_refused = True
        self.problems.append(Problem(self.name, entry.row.line, column, text))

    def stop_if_refused(self) -> None:
        if self.problems:
            raise TablesRefused(sorted(self.problems, key=lambda problem: problem.line or 0))

    def date(self, entry: Entry, column: str) -> PartialDate | None:
        try:
            return PartialDate.parse(entry.text(column)) if entry.text(column) else None
        except ValueError as error:
            self.refuse(entry, column, f"{error}.")
            return None

    def day(self, entry: Entry, column: str) -> datetime.date | None:
        date = self.date(entry, column)
        if date and date.precision != "day":
            self.refuse(entry, column, f"“{date}” is no full day like 2024-02-29.")
        return date.earliest if date else None

    def in_order(self, entry: Entry, start: str, end: str) -> None:
        first, last = entry.values[start], entry.values[end]
        if first and last and last.latest < first.earliest:
            self.refuse(entry, end, "The end lies before the start.")

    def clean(self, entry: Entry, instance: models.Model) -> None:
        """The checks of each field; relations were looked up, and the database keeps the constraints."""
        try:
            check_fields(instance)
        except RowRefused as refusal:
            self._refuse_all(entry, refusal)

    def _refuse_all(self, entry: Entry, refusal: RowRefused) -> None:
        for field_name, text in refusal.faults:
            column = self._columns.get(field_name or "", field_name)
            self.refuse(entry, column if column in entry.row.cells else None, text)

    def kept_fields(self, instance: models.Model) -> frozenset[str]:
        """The fields and sets of a held row that a person changed last, in the portal."""
        return self.edits[type(instance)].fields_of(instance.pk)

    def was_put_right(self, entry: Entry, instance: models.Model, *names: str) -> bool:
        """Whether a person deleted the row that a new one would bring again, or gave it another identity."""
        model = type(instance)
        values = tuple(getattr(instance, model._meta.get_field(name).attname) for name in names)  # type: ignore[union-attr]
        if self.edits[model].once(names, values):
            entry.is_kept = True
            return True
        return False

    def insert(self, pairs: Sequence[tuple[Entry, models.Model]]) -> None:
        """Add rows of one table; where the database refuses, tell which."""
        self._tell(pairs, insert_together([(entry.row, instance) for entry, instance in pairs]))
        for entry, _instance in pairs:
            entry.is_changed = True

    def save_changed(self) -> None:
        """Save the rows in ``changed``, oldest first; where the database refuses, tell which."""
        pairs, self.changed = self.changed, []
        try:
            with transaction.atomic():
                for _entry, instance in pairs:
                    instance.save(force_update=True)
        except (IntegrityError, DataError):
            self._tell(pairs, save_each([(entry.row, instance) for entry, instance in pairs]))

    def _tell(self, pairs: Sequence[tuple[Entry, models.Model]], refused: Sequence[tuple[Row, RowRefused]]) -> None:
        entries = {entry.row.line: entry for entry, _instance in pairs}
        for row, refusal in refused:
            self._refuse_all(entries[row.line], refusal)


def set_values(instance: models.Model, values: Mapping[str, Any]) -> bool:
    """Set what differs, blank and null being the same; whether anything did."""
    differing = {name: value for name, value in values.items() if (getattr(instance, name) or None) != (value or None)}
    for name, value in differing.items():
        setattr(instance, name, value)
    return bool(differing)


def first_checked_on(entry: Entry) -> datetime.date:
    return entry.checked_on or today()
