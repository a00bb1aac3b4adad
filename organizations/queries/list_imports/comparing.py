"""A list against what we hold, and within itself: new, changed, unchanged, doubtful, gone.

An organization is found again by itself only by the issuer's number, or, where list or record has none, by the
identical name in the local script when it is the only one on both sides. All else that is like it goes to a person.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property

from jitco_portal.common.partial_dates import PartialDate
from organizations.models import ListKind
from organizations.queries.list_imports.differences import all_said, changes, number_key
from organizations.queries.list_imports.held import Held, Paper, by_key, organizations_of
from organizations.queries.list_imports.likely import MOST_CANDIDATES, LikelyOnes
from organizations.queries.list_imports.likeness import LEGAL_FORMS, bare, forms_contradict, legal_form
from organizations.queries.list_imports.reading import lines_of
from organizations.queries.list_imports.shapes import (
    Candidate,
    ComparedRow,
    Comparison,
    Gone,
    Question,
    ReadList,
    ReadRow,
    Words,
)

_WITH_GONE = (ListKind.APPROVALS, ListKind.LICENCES, ListKind.PERMITS)
NEW, CHANGED, UNCHANGED, DOUBTFUL = "new", "changed", "unchanged", "doubtful"


def compare(*, words: Words, read: ReadList, by_hand: Mapping[int, int | None] | None = None) -> Comparison:
    """``by_hand``: for a line the organization that a person named, or None for a new one."""
    if read.asks:
        return Comparison("ask", rows=[], questions=[*read.asks, *read.questions], message=list(read.notes), read=read)
    return _Comparing(words, read, by_hand or {}).compare()


class _Comparing:
    def __init__(self, words: Words, read: ReadList, by_hand: Mapping[int, int | None]) -> None:
        self.words, self.read, self.by_hand = words, read, by_hand
        self.held = organizations_of(words)
        self.by_number = by_key(self.held.values(), lambda each: {number_key(number) for number in each.numbers})
        self.by_name = by_key(self.held.values(), lambda each: {bare(each.name)})
        self.names_on_list = Counter(bare(row.name or row.name_en) for row in read.rows if row.refused is None)

    @cached_property
    def likely(self) -> LikelyOnes:
        """Made only where some name is not found by itself."""
        return LikelyOnes(self.held, [row.name or row.name_en for row in self.read.rows if row.refused is None])

    def compare(self) -> Comparison:
        rows = [self._compared(row) for row in self.read.rows]
        self._within_the_file(rows)
        self._one_row_each(rows)
        gone = self._gone(rows)
        questions = list(self.read.questions)
        if gone and any(row.result == "refused" for row in rows):
            questions.append(Question("refused_while_complete"))
        has_questions = questions or any(row.questions for row in rows)
        comparison = Comparison(
            "rows with questions" if has_questions else "rows",
            rows=rows,
            gone=gone,
            questions=questions,
            read=self.read,
        )
        comparison.message = self._message(comparison)
        return comparison

    # One row ---------------------------------------------------------------------------------------

    def _compared(self, row: ReadRow) -> ComparedRow:
        if row.refused is not None:
            return ComparedRow(row, "refused", questions=[row.refused, *row.questions])
        compared = ComparedRow(row, NEW, questions=list(row.questions))
        if row.line in self.by_hand:
            self._named_by_hand(compared)
        else:
            self._find(compared)
        self._hold_back(compared)
        return compared

    def _find(self, compared: ComparedRow) -> None:
        row = compared.read
        numbered = self.by_number.get(number_key(row.number), []) if row.number else []
        named = self._of_the_same_name(row)
        if len(numbered) > 1:
            values = {"number": row.number}
            self._doubt(compared, Question("number_held_twice", values, row.line, "number"), numbered, "number")
        elif numbered and named and numbered[0] not in named:
            values = {"names": ", ".join(f"{each.name} ({each.public_id})" for each in (*numbered, *named))}
            self._doubt(compared, Question("like", values, row.line, "name"), [*numbered, *named], "name")
        elif numbered:
            self._found(compared, numbered[0], "number")
        else:
            self._by_name(compared, named)
        if row.is_hidden:
            compared.result = DOUBTFUL
            compared.questions.append(Question("hidden_row", {}, row.line))

    def _hold_back(self, compared: ComparedRow) -> None:
        """Whoever the organization is, held or new, found or named by hand: what is not certain is not published."""
        row, asked = compared.read, {each.field for each in compared.questions}
        if self.words.kind in (ListKind.APPROVALS, ListKind.LICENCES) and row.kind:
            # The list says of it that it was suspended or taken out, or what we do not understand (asked already).
            compared.result = DOUBTFUL
        elif self.words.kind == ListKind.MEASURES and not (row.kind and row.date):
            compared.result = DOUBTFUL
            if not row.kind and "kind" not in asked:
                compared.questions.append(Question("measure", {}, row.line, "kind"))
            if not row.date and "date" not in asked:
                compared.questions.append(Question("no_start", {}, row.line, "date"))
        elif self.words.kind == ListKind.PERMITS and not row.kind:
            compared.result = DOUBTFUL
            if "kind" not in asked:
                compared.questions.append(Question("permit", {}, row.line, "kind"))

    def _named_by_hand(self, compared: ComparedRow) -> None:
        pk = self.by_hand[compared.read.line]
        if pk is not None and pk in self.held:
            self._found(compared, self.held[pk], "by hand")
        elif pk is not None:
            # It was merged or is of another country since: that does not make the row a new organization.
            compared.result = DOUBTFUL
        compared.key = "by hand"

    def _of_the_same_name(self, row: ReadRow) -> list[Held]:
        name = row.name or row.name_en
        return (
            [each for each in self.by_name.get(bare(name), []) if not forms_contradict(name, each.name)] if name else []
        )

    def _by_name(self, compared: ComparedRow, named: list[Held]) -> None:
        row = compared.read
        only_english = not row.name and any(each.name_local for each in named)
        if len(named) == 1 and not only_english and self.names_on_list[bare(row.name or row.name_en)] == 1:
            held = named[0]
            if not row.number or not held.numbers:
                self._found(compared, held, "name")
                return
            values = {"number": ", ".join(sorted(held.numbers))}
            self._doubt(compared, Question("number_differs", values, row.line, "number"), named, "name")
            return
        if candidates := self.likely.of(row):
            compared.result, compared.candidates = DOUBTFUL, candidates
            names = ", ".join(
                f"{self.held[each.organization_id].name} ({self.held[each.organization_id].public_id})"
                for each in candidates
            )
            compared.questions.append(Question("like", {"names": names}, row.line, "name"))

    def _doubt(self, compared: ComparedRow, question: Question, held: list[Held], reason: str) -> None:
        compared.result = DOUBTFUL
        compared.questions.append(question)
        compared.candidates = [Candidate(each.pk, 100, (reason,)) for each in held[:MOST_CANDIDATES]]

    def _found(self, compared: ComparedRow, held: Held, key: str) -> None:
        compared.organization_id, compared.key = held.pk, key
        paper = self._paper_of(held, compared.read)
        compared.paper_id = paper.pk if paper else None
        compared.changes = changes(row=compared.read, held=held, paper=paper, kind=self.words.kind)
        if paper is None:
            compared.result = NEW
        else:
            compared.result = CHANGED if compared.changes else UNCHANGED
        if compared.changes and paper and _is_newer(paper, self.words.published_on):
            line = compared.read.line
            compared.questions.append(Question("newer_held", {"day": paper.confirmed_on}, line))

    def _paper_of(self, held: Held, row: ReadRow) -> Paper | None:
        """The approval, licence or permit that stands on the day of the list; of measures the one of the same day."""
        if self.words.kind == ListKind.MEASURES:
            return next((each for each in held.papers if (each.kind, each.first) == (row.kind, row.date)), None)
        standing = [each for each in held.papers if each.is_open_on(self.words.published_on)]
        # A permit bears its number for its term, whether that is over or not.
        among = held.papers if self.words.kind == ListKind.PERMITS else standing
        same = [each for each in among if row.number and number_key(each.number) == number_key(row.number)]
        return max(same or standing, key=lambda each: (each.first, each.pk), default=None)

    # The whole file --------------------------------------------------------------------------------

    def _within_the_file(self, rows: list[ComparedRow]) -> None:
        """One number with two names tells that one of them is wrong; one name twice is named once."""
        entries = [row for row in rows if row.result != "refused"]
        by_number: dict[str, list[ComparedRow]] = defaultdict(list)
        by_name: dict[str, list[ComparedRow]] = defaultdict(list)
        for row in entries:
            if row.read.number and self.words.kind != ListKind.MEASURES:
                by_number[number_key(row.read.number)].append(row)
            if name := bare(row.read.name or row.read.name_en):
                by_name[name].append(row)
        for same in by_number.values():
            if len({bare(row.read.name or row.read.name_en) for row in same}) > 1:
                lines = lines_of([row.read.line for row in same])
                for row in same:
                    values = {"number": row.read.number, "lines": lines}
                    if row.key == "by hand":
                        continue
                    row.result = DOUBTFUL
                    row.questions.append(Question("same_number", values, row.read.line, "number"))
        for same in by_name.values():
            # Of the rows of one name the first with each number: a list of one name alone is no square of work.
            firsts: dict[tuple, tuple[int, ComparedRow]] = {}
            for place, row in enumerate(same):
                if each := self._first_like(row, firsts):
                    self._repeats(row, each)
                if row.result != "duplicate":
                    for number in (number_key(row.read.number), None):
                        firsts.setdefault((number, *self._apart(row)), (place, row))

    def _apart(self, row: ComparedRow) -> tuple[tuple, str]:
        what = _what(row.read) if self.words.kind == ListKind.MEASURES else ()
        return what, legal_form(row.read.name or row.read.name_en)

    def _first_like(self, row: ComparedRow, firsts: Mapping[tuple, tuple[int, ComparedRow]]) -> ComparedRow | None:
        """The first row of the same name that may say the same: neither number nor legal form contradicts."""
        what, form = self._apart(row)
        number = number_key(row.read.number)
        found = [
            firsts[key, what, other]
            for key in ((number, "") if number else (None,))
            for other in ((form, "") if form else ("", *LEGAL_FORMS))
            if (key, what, other) in firsts
        ]
        return min(found, key=lambda each: each[0])[1] if found else None

    def _repeats(self, row: ComparedRow, each: ComparedRow) -> None:
        both_numbered = bool(each.read.number and row.read.number)
        if both_numbered or all_said(each.read) == all_said(row.read):
            if not row.read.is_hidden:
                row.result, row.changes = "duplicate", []
        elif row.key != "by hand":
            row.result = DOUBTFUL
            row.questions.append(Question("named_twice", {"line": each.read.line}, row.read.line, "name"))

    def _one_row_each(self, rows: list[ComparedRow]) -> None:
        """Two rows are never found to be one organization: then neither is certain."""
        if self.words.kind == ListKind.MEASURES:
            return
        owners: dict[int, list[ComparedRow]] = defaultdict(list)
        for row in rows:
            if row.organization_id and row.result in (NEW, CHANGED, UNCHANGED):
                owners[row.organization_id].append(row)
        for same in owners.values():
            for row in same if len(same) > 1 else []:
                values = {"names": self.held[row.organization_id or 0].name}
                row.result = DOUBTFUL
                row.candidates = [Candidate(row.organization_id or 0, 100, ("number",))]
                row.questions.append(Question("like", values, row.read.line, "name"))

    def _gone(self, rows: list[ComparedRow]) -> list[Gone]:
        """Who stands with this issuer and is not on its complete list; nobody who may be meant by a doubtful row."""
        if not self.words.is_complete or self.words.kind not in _WITH_GONE:
            return []
        named = {row.organization_id for row in rows if row.organization_id}
        named |= {each.organization_id for row in rows for each in row.candidates}
        day = self.words.published_on
        # General and specified permits are printed in lists of their own: each speaks of its kind alone.
        kinds = {row.read.kind for row in rows}
        return [
            Gone(held.pk, held.public_id, held.name)
            for held in self.held.values()
            if held.pk not in named
            and any(
                _ends_by_the_list(paper, day)
                for paper in held.papers
                if self.words.kind != ListKind.PERMITS or paper.kind in kinds
            )
        ]

    def _message(self, comparison: Comparison) -> list[Question]:
        values = {"count": len(comparison.rows), "sheet": self.read.sheet}
        message = [Question("read" if self.read.sheet else "read_text", values), *self.read.notes]
        if repeats := comparison.counts["duplicates"]:
            message.append(Question("repeats", {"count": repeats}))
        if not self.words.is_complete and self.words.kind in _WITH_GONE:
            message.append(Question("not_complete"))
        elif any(row.result == DOUBTFUL and row.candidates for row in comparison.rows):
            message.append(Question("nobody_gone_unsure"))
        return message


def _ends_by_the_list(paper: Paper, day: datetime.date) -> bool:
    """Whether it still stood on the list's day, and nothing newer than the list speaks for it."""
    if not paper.is_open_on(day):
        return False
    if paper.confirmed_on:
        return PartialDate.parse(paper.confirmed_on).latest < day
    return not paper.first or PartialDate.parse(paper.first).earliest < day


def _is_newer(paper: Paper, day: datetime.date) -> bool:
    return bool(paper.confirmed_on) and PartialDate.parse(paper.confirmed_on).earliest > day


def _what(row: ReadRow) -> tuple[str, str]:
    """Two measures of one organization are two rows, unless they say the same."""
    return row.kind, row.date
