"""Brings database tables to the state of tables in files: all of them, or nothing.

A row is known by its *identity*, columns that together name it. A row that says what is held already is not
written, so that it leaves no history. Rows that only the database has are told and left alone, and so is
what a person changed in the portal: a field, a set, a row that was deleted or given another identity.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Q

from jitco_portal.common.csv_tables.edits import PortalEdits, comparable
from jitco_portal.common.csv_tables.files import Problem, Row, TablesRefused, read_rows
from jitco_portal.common.csv_tables.reports import LoadReport
from jitco_portal.common.csv_tables.rows import RowRefused, check_fields, insert_together, save_each

__all__ = ["By", "EditsByModel", "LoadReport", "Table", "load_at_once", "load_tables"]

YES_OR_NO = {"true": True, "yes": True, "false": False, "no": False}
# Any number that no other part of the portal locks: two loads at once would meet in the middle.
LOAD_LOCK = 7_205_114


@dataclass(frozen=True)
class By:
    """How a cell names a row of another table: ``By("code")``, or ``By("name_en", within="country")``.

    ``within`` is a relation that the related row must share with the row that names it.
    """

    lookup: str
    within: str | None = None
    among: Q = field(default_factory=Q)


@dataclass(frozen=True)
class Table:
    """A model, the rows it shall have, and what tells one row from another."""

    model: type[models.Model]
    identity: tuple[str, ...]
    # A CSV file whose columns are the fields of the model, or rows made by code (absent names are blank).
    source: Path | Sequence[Mapping[str, Any]]
    references: Mapping[str, By] = field(default_factory=dict)
    # A wider identity for one row left over on either side: its day was found, its title put right.
    loose_identity: tuple[str, ...] = ()
    # The same in every row, no column.
    fixed: Mapping[str, Any] = field(default_factory=dict)
    # Only these fields, where it is not all that can be edited; or all but those.
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    # Which of the held rows are the table's.
    held: Q = field(default_factory=Q)

    @property
    def name(self) -> str:
        return self.source.name if isinstance(self.source, Path) else str(self.model._meta.verbose_name_plural)

    @property
    def columns(self) -> dict[str, models.Field]:
        meta = self.model._meta
        fields: list[Any] = [
            each for each in meta.concrete_fields if each.editable and not isinstance(each, models.AutoField)
        ]
        sets: list[Any] = list(meta.many_to_many)
        fields += [each for each in sets if each.remote_field.through._meta.auto_created]
        names = {each.name for each in fields if not self.only or each.name in self.only}
        names -= {*self.fixed, *self.without}
        return {each.name: each for each in fields if each.name in names}


def load_at_once(command: str, work: Callable[[], list[LoadReport]]) -> list[LoadReport]:
    """Do ``work`` in one transaction under the command's name in the history, one load at a time."""
    with pghistory.context(command=command), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])
        return work()


def load_tables(tables: Iterable[Table]) -> list[LoadReport]:
    """Load tables in order, the referred ones first; raise TablesRefused with all faults, nothing changed."""
    reports, problems = [], []
    refused: Refused = {}
    edits = EditsByModel()
    with transaction.atomic():
        for table in tables:
            loading = _Loading(table, refused, edits)
            reports.append(loading.run())
            problems += loading.problems
        if problems:
            raise TablesRefused(problems)
    return reports


# By model: the cells of refused rows, so that rows which name one are not blamed too; None when all were.
Refused = dict[type[models.Model], set[str] | None]


class EditsByModel(dict[type[models.Model], PortalEdits]):
    """Each table's history is read once, when it is first asked for."""

    def __missing__(self, model: type[models.Model]) -> PortalEdits:
        self[model] = PortalEdits(model)
        return self[model]


# Stands for a row that was refused: one that names it is left out without a fault of its own.
UNKNOWN = object()


class _Loading:
    """One table on its way into the database."""

    def __init__(self, table: Table, refused: Refused, edits: EditsByModel):
        self.table = table
        self.columns = table.columns
        self.report = LoadReport(table.name)
        self.problems: list[Problem] = []
        self._refused = refused
        self._known: dict[str, dict[tuple, Any]] = {}
        self._edits = edits
        self._new: list[tuple[Row, models.Model]] = []

    def run(self) -> LoadReport:
        try:
            rows = self._rows()
        except TablesRefused as refusal:
            self.problems += refusal.problems
            self._refused[self.table.model] = None
            return self.report
        wanted = self._wanted(rows)
        held = self._held()
        pairs = self._paired(wanted, held)
        for row, values, instance in pairs:
            try:
                self._bring(row, values, instance)
            except RowRefused as refusal:
                self._blame(row, refusal)
        for row, refused in insert_together(self._new):
            self._blame(row, refused)
        paired = {instance.pk for _row, _values, instance in pairs if instance}
        self.report.only_in_database = [str(instance) for instance in held if instance.pk not in paired]
        return self.report

    def _rows(self) -> list[Row]:
        if isinstance(self.table.source, Path):
            # A column that may be blank may be absent too: the file says nothing of it.
            optional = [name for name, each in self.columns.items() if each.blank and name not in self.table.identity]
            needed = [name for name in self.columns if name not in optional]
            rows, problems = read_rows(self.table.source, columns=needed, optional=optional)
            self.problems += problems
            if problems:  # a row that cannot be read may be the one that others name
                self._refused[self.table.model] = None
            return rows
        return [Row(number, cells) for number, cells in enumerate(self.table.source, start=1)]

    def _blame(self, row: Row, refusal: RowRefused) -> None:
        for name, text in refusal.faults:
            is_column = all(part in self.columns for part in (name or "").split(", "))
            self.problems.append(Problem(self.table.name, row.line, name if is_column else None, text))
        cells = self._refused.setdefault(self.table.model, set())
        if cells is not None:
            cells |= {cell for cell in row.cells.values() if isinstance(cell, str)}

    # What the file says ------------------------------------------------------------------------------

    def _wanted(self, rows: list[Row]) -> list[tuple[Row, dict[str, Any]]]:
        """The rows as values of the model; two rows with one identity are a fault of the second."""
        wanted: list[tuple[Row, dict[str, Any]]] = []
        lines: dict[tuple, int] = {}
        for row in rows:
            try:
                values = self._values(row)
            except RowRefused as refusal:
                self._blame(row, refusal)
                continue
            identity = self._identity(values, self.table.identity)
            if identity in lines:
                named = " ".join(str(row.cells.get(name) or "(blank)") for name in self.table.identity)
                columns = ", ".join(self.table.identity)
                self._blame(row, RowRefused([(columns, f"{named} stands in line {lines[identity]} already")]))
                continue
            lines[identity] = row.line
            wanted.append((row, values))
        return wanted

    def _values(self, row: Row) -> dict[str, Any]:
        values: dict[str, Any] = {}
        faults: list[tuple[str | None, str]] = []
        if unknown := set(row.cells) - set(self.columns):
            faults += [(name, "unknown column") for name in sorted(unknown)]
        # An office is looked up within its country, so the country comes first.
        for name in sorted(self.columns, key=self._lies_within_another):
            if isinstance(self.table.source, Path) and name not in row.cells:
                continue
            column = self.columns[name]
            cell = row.cells.get(name, "")
            try:
                values[name] = self._value(column, cell, values)
            except ValidationError as error:
                faults += [(name, text) for text in error.messages]
        values |= self.table.fixed
        if faults or UNKNOWN in values.values():
            raise RowRefused(faults)
        return values

    def _lies_within_another(self, name: str) -> bool:
        return bool(name in self.table.references and self.table.references[name].within)

    def _value(self, column: models.Field, cell: Any, values: Mapping[str, Any]) -> Any:
        if column.many_to_many:
            words = cell.split() if isinstance(cell, str) else cell
            keys = frozenset(self._related(column, word, values) for word in words)
            return UNKNOWN if UNKNOWN in keys else keys
        if cell in ("", None):
            if column.has_default() and not column.is_relation:
                return column.get_default()
            if column.null:
                return None
            if column.is_relation or not column.blank:
                raise ValidationError("This column cannot be blank.")
            return column.clean("", None)
        if column.is_relation:
            return self._related(column, cell, values)
        if isinstance(column, models.BooleanField) and isinstance(cell, str):
            if cell.lower() not in YES_OR_NO:
                raise ValidationError(f"“{cell}” is neither yes nor no.")
            return YES_OR_NO[cell.lower()]
        if isinstance(column, ArrayField) and isinstance(cell, str):
            cell = cell.split()
        return column.clean(cell, None)

    def _related(self, column: Any, word: Any, values: Mapping[str, Any]) -> Any:
        """The key of the row that a word names."""
        if isinstance(word, models.Model):
            return word.pk
        by = self.table.references[column.name]
        within = values.get(by.within) if by.within else None
        key = self._known_rows(column, by).get((str(word), within))
        if key is not None:
            return key
        if self._was_refused(column.related_model, str(word)):
            return UNKNOWN
        raise ValidationError(f"“{word}” is not known here as a {column.related_model._meta.verbose_name}.")

    def _known_rows(self, column: Any, by: By) -> dict[tuple, Any]:
        if column.name not in self._known:
            lookups = [by.lookup, by.within or "pk", "pk"]
            rows = column.related_model._base_manager.filter(by.among).values_list(*lookups)
            known = {(name, within if by.within else None): key for name, within, key in rows}
            self._known[column.name] = self._formerly_known(column.related_model, by) | known
        return self._known[column.name]

    def _formerly_known(self, model: Any, by: By) -> dict[tuple, Any]:
        """Rows under the names they bore until a person corrected or deleted them."""
        *path, name = by.lookup.split("__")
        owner = model
        for step in path:
            owner = owner._meta.get_field(step).related_model
        names = (name, by.within) if by.within and not path else (name,)
        past = [(key, values) for key, values in self._edits[owner].past(names) if values[0]]
        if not past:
            return {}
        of_owner = "__".join([*path, "pk"])
        held = model._base_manager.filter(by.among, **{f"{of_owner}__in": {key for key, _values in past}})
        keys = dict(held.values_list(of_owner, "pk")) | {key: key for key in self._edits[model].deleted if not path}
        return {(str(values[0]), (*values, None)[1]): keys[key] for key, values in past if key in keys}

    def _was_refused(self, model: type[models.Model], word: str) -> bool:
        cells = self._refused.get(model, set())
        return cells is None or word in cells

    # What is held ------------------------------------------------------------------------------------

    def _held(self) -> list[models.Model]:
        related = [name for name, column in self.columns.items() if column.many_to_many]
        relations = [name for name, column in self.columns.items() if column.is_relation and name not in related]
        held = self.table.model._base_manager.filter(self.table.held)
        return list(held.select_related(*relations).prefetch_related(*related).order_by("pk"))

    def _held_value(self, instance: models.Model, name: str) -> Any:
        column: Any = self.table.model._meta.get_field(name)
        if column.many_to_many:
            return frozenset(related.pk for related in getattr(instance, name).all())
        return getattr(instance, column.attname)

    def _identity(self, values: Mapping[str, Any], names: Sequence[str]) -> tuple:
        return tuple(comparable(values[name]) for name in names)

    def _paired(
        self, wanted: Sequence[tuple[Row, dict[str, Any]]], held: Sequence[models.Model]
    ) -> list[tuple[Row, dict[str, Any], models.Model | None]]:
        """Each wanted row with the held one it is; those are left out that a person deleted."""
        found: dict[int, models.Model] = {}
        deleted: set[int] = set()
        rounds = [self.table.identity] + ([self.table.loose_identity] if self.table.loose_identity else [])
        for names in rounds:
            left = [number for number in range(len(wanted)) if number not in found and number not in deleted]
            by_identity = defaultdict(list)
            taken = {instance.pk for instance in found.values()}
            for instance in (each for each in held if each.pk not in taken):
                by_identity[tuple(comparable(self._held_value(instance, name)) for name in names)].append(instance)
            wanting = defaultdict(list)
            for number in left:
                wanting[self._identity(wanted[number][1], names)].append(number)
            for identity, numbers in wanting.items():
                candidates = by_identity.get(identity, [])
                # A wider identity counts only where there is nothing to choose.
                if candidates and (names is self.table.identity or (len(candidates), len(numbers)) == (1, 1)):
                    found[numbers[0]] = candidates[0]
            if names is self.table.identity:
                deleted = self._find_former(wanted, held, found)
        return [
            (row, values, found.get(number)) for number, (row, values) in enumerate(wanted) if number not in deleted
        ]

    def _find_former(
        self, wanted: Sequence[tuple[Row, dict[str, Any]]], held: Sequence[models.Model], found: dict[int, models.Model]
    ) -> set[int]:
        """Add to ``found`` the rows whose identity a person corrected; return those that a person deleted."""
        deleted, edits, names = set(), self._edits[self.table.model], self.table.identity
        by_key = {instance.pk: instance for instance in held}
        for instance in found.values():
            del by_key[instance.pk]
        for number, (row, values) in enumerate(wanted):
            if number in found:
                continue
            former = edits.once(names, tuple(values[name] for name in names))
            corrected = [by_key.pop(key) for key in former if key in by_key][:1]
            if corrected:
                found[number] = corrected[0]
            elif edits.deleted & set(former):
                deleted.add(number)
                self._leave(row, "deleted in the portal")
        return deleted

    def _leave(self, row: Row, why: str) -> None:
        cells = [str(row.cells[name]) for name in self.table.identity if row.cells.get(name) not in ("", None)]
        self.report.kept.append(f"{' '.join(cells)} ({why})")

    # Bringing one to the other -----------------------------------------------------------------------

    def _bring(self, row: Row, values: dict[str, Any], instance: models.Model | None) -> None:
        if instance is None:
            if any(self._names_a_deleted_row(name, value) for name, value in values.items()):
                self._leave(row, "what it refers to was deleted in the portal")
                return
            self._save(row, self.table.model(), values)
            self.report.added += 1
            return
        differing = {
            name: value
            for name, value in values.items()
            if comparable(value) != comparable(self._held_value(instance, name))
        }
        if not differing:
            self.report.unchanged += 1
            return
        edited = self._edits[self.table.model].fields_of(instance.pk)
        fresh = {
            name: value
            for name, value in differing.items()
            if name not in edited and not self._names_a_deleted_row(name, value)
        }
        shown = str(instance)
        if fresh:
            try:
                self._save(row, instance, fresh)
                self.report.changed += 1
            except RowRefused:
                # What the file says does not fit together with what a person wrote: theirs stands.
                if not edited:
                    raise
                fresh = {}
        if fresh != differing:
            self.report.kept.append(shown)

    def _names_a_deleted_row(self, name: str, value: Any) -> bool:
        column: Any = self.table.model._meta.get_field(name)
        if not column.is_relation:
            return False
        keys = value if isinstance(value, frozenset) else {value}
        return bool(self._edits[column.related_model].deleted & keys)

    def _save(self, row: Row, instance: models.Model, values: Mapping[str, Any]) -> None:
        meta = self.table.model._meta
        sets = {}
        for name, value in values.items():
            column: Any = meta.get_field(name)
            if column.many_to_many:
                sets[name] = value
            else:
                setattr(instance, column.attname, value)
        check_fields(instance)
        # Rows that do more than lie in their table are saved one by one.
        if instance._state.adding and not sets and type(instance).save is models.Model.save:
            self._new.append((row, instance))
            return
        for _row, refusal in save_each([(row, instance)]):
            raise refusal
        for name, keys in sets.items():
            getattr(instance, name).set(keys)
