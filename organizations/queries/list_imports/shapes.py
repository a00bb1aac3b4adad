"""What goes from the file to the comparison, and from the comparison to the page, the shell and the tables."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from countries.models import Counterpart, Country, Programme


@dataclass(frozen=True)
class Words:
    """What a person states about a list.

    ``issuer`` is the office of the sending country; ``issuer_name`` an office of Japan, or one that we do not hold yet.
    """

    kind: str
    published_on: datetime.date
    country: Country | None = None
    programme: Programme | None = None
    issuer: Counterpart | None = None
    issuer_name: str = ""
    is_complete: bool = False


@dataclass(frozen=True)
class Question:
    """Something a person must say: a code of ``texts.QUESTIONS`` with its values, and where in the file."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)
    line: int | None = None
    # The field (``ListField``) that the cell would have filled.
    field: str = ""


@dataclass(frozen=True)
class Column:
    """A column of the table: its place (from 0), its heading as printed, what it means ("" = not used)."""

    index: int
    heading: str
    field: str = ""
    is_hidden: bool = False


@dataclass
class ReadRow:
    """One row as the file says it, each value in one form; ``date`` and ``until`` as exact as the source."""

    line: int
    name: str = ""
    name_en: str = ""
    number: str = ""
    date: str = ""
    until: str = ""
    address: str = ""
    phones: list[str] = field(default_factory=list)
    website: str = ""
    # A kind of permit or measure, or a state ("suspended"), in the code of our models where it was understood.
    kind: str = ""
    reason: str = ""
    is_hidden: bool = False
    questions: list[Question] = field(default_factory=list)
    # Why the row cannot be read at all; None for a row that can.
    refused: Question | None = None


@dataclass
class ReadList:
    """A file as read: its table, and what must be answered before anything can be compared (``asks``)."""

    sheet: str
    header_line: int
    columns: list[Column]
    rows: list[ReadRow]
    # To be answered before anything is applied: a column of dates that can be read two ways, say.
    asks: list[Question] = field(default_factory=list)
    # Of the whole file, beside those of the rows; the rest is right.
    questions: list[Question] = field(default_factory=list)
    # What was passed over, told in the message: titles, totals, footnotes, empty sheets.
    notes: list[Question] = field(default_factory=list)
    # Names of the sheets that could be meant instead.
    sheets: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Candidate:
    """An organization that may be the one of a row, its likeness of 0 to 100, and why (codes of ``texts.REASONS``)."""

    organization_id: int
    score: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    field: str
    old: str
    new: str


@dataclass
class ComparedRow:
    """A row with its result (a value of ``ListRow.Result``, never "gone") and the organization that it is."""

    read: ReadRow
    result: str
    organization_id: int | None = None
    # By which automatic key it was found: "number", "name", "by hand", or "".
    key: str = ""
    # The approval, licence, measure or permit that the row speaks of; None where it is a new one.
    paper_id: int | None = None
    changes: list[Change] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


@dataclass(frozen=True)
class Gone:
    organization_id: int
    public_id: str
    name: str


@dataclass
class Comparison:
    """The outcome of a preview: "rows", "rows with questions", "ask" or "error"."""

    outcome: str
    message: list[Question] = field(default_factory=list)
    rows: list[ComparedRow] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    read: ReadList | None = None

    @property
    def counts(self) -> dict[str, int]:
        """``rows`` is the sum of all but ``gone``."""
        results = ("new", "changed", "unchanged", "doubtful", "refused", "duplicate")
        found = dict.fromkeys(results, 0)
        for row in self.rows:
            found[row.result] += 1
        duplicates = found.pop("duplicate")
        return {"rows": len(self.rows), "gone": len(self.gone), **found, "duplicates": duplicates}
