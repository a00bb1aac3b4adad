"""What changed on a public page, in words: public fields of public rows only, and never who.

An app states one ``PublicTable`` per model; a field that is not named there as public is not read. The number of
queries is the same for every page: times, events, names.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import F, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jitco_portal.common.history.context import event_models
from jitco_portal.common.history.reading import (
    ADDED,
    CHANGED,
    DELETED,
    NOTHING,
    Change,
    blank_as_none,
    change_of,
    differ,
    local_day,
    own_key,
    text_of,
)
from jitco_portal.common.sources import Sourced

WRITES_PER_PAGE = 20
# Shown on the page itself.
NEWEST = 5
# Writes of which a reader sees nothing are passed over, so more are read than shown.
WRITES_READ = 3 * WRITES_PER_PAGE
# Of one write and table; a load that brings more is one line anyhow.
EVENTS_READ = 300
LINES_SHOWN = 12
SOURCE = tuple(each.name for each in Sourced._meta.fields)
ENTERED, PUBLISHED = "entered", "published"
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)


def _always(_values: Mapping[str, Any], _at: datetime.datetime) -> bool:
    return True


@dataclass(frozen=True)
class PublicTable:
    """Which fields of a model the page shows, and which it never does; each field stands in one of the two.

    ``owner`` is the column of the events that holds the key of the page's row. ``names`` say which row it is.
    """

    model: type[Model]
    owner: str
    public: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    # Read to decide what was public, never told.
    reads: tuple[str, ...] = ()
    # The page is the row's own: its lines need no name, and its first entry is one line.
    is_own: bool = False
    # Details of the page's row, in a table of their own: no name either.
    is_part: bool = False
    # A many-to-many relation of the page's row or of a row of it: only the related row is told.
    relation: str = ""
    # A row whose related row this reader may not see is not told at all.
    needs: tuple[str, ...] = ()
    # Whether the row was on the page as it stood at that time.
    was_public: Callable[[Mapping[str, Any], datetime.datetime], bool] = _always

    @property
    def event_model(self) -> Any:
        (event_model,) = event_models(self.model)
        return event_model

    @property
    def read(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.public, *self.names, *self.reads)))

    @property
    def title(self) -> str:
        if self.relation:
            return str(capfirst(self._declared.verbose_name))
        return str(capfirst(self.model._meta.verbose_name))

    @property
    def _declared(self) -> Any:
        owner = self.model._meta.get_field(self.owner.split("__")[0].removesuffix("_id")).related_model
        return owner._meta.get_field(self.relation)  # type: ignore[union-attr]


@dataclass(frozen=True)
class Naming:
    """How a related row is named: from which columns, and which rows a reader may see."""

    columns: tuple[str, ...]
    text: Callable[[Mapping[str, Any]], str]
    visible: Callable[[Any], QuerySet] | None = None


@dataclass
class Line:
    """A row that came, went or changed."""

    what: str
    title: str
    name: str = ""
    changes: list[Change] = field(default_factory=list)
    # The source of the row as it stood after the write.
    source: str = ""
    source_url: str = ""
    source_checked_again: bool = False


@dataclass(frozen=True)
class Write:
    at: datetime.datetime
    who: str
    lines: list[Line]
    # Lines that are not shown.
    more: int = 0


@dataclass(frozen=True)
class Day:
    day: datetime.date
    writes: list[Write]


@dataclass(frozen=True)
class ChangePage:
    days: list[Day]
    # The key of the next page; blank on the last.
    older: str = ""


@dataclass(frozen=True)
class _Event:
    table: PublicTable
    key: Any
    label: str
    at: datetime.datetime
    metadata: Mapping[str, Any] | None
    row: Mapping[str, Any]
    before: Mapping[str, Any] | None


def public_changes(
    *,
    tables: Sequence[PublicTable],
    key: Any,
    namings: Mapping[type[Model], Naming],
    user: Any,
    after: str = "",
    count: int = WRITES_PER_PAGE,
    is_shown: Callable[[datetime.datetime], bool] | None = None,
) -> ChangePage:
    """The newest writes to the page of the row ``key``, or those older than ``after``, by day.

    ``is_shown`` says whether the page was public at a time; what was written while it was not stays untold.
    """
    times = _times(tables, key, after)
    shown = [at for at in times[:WRITES_READ] if is_shown is None or is_shown(at)]
    events = _events(tables, key, shown)
    names = _names(events, namings, user)
    writes: list[Write] = []
    older = _code(times[WRITES_READ - 1]) if len(times) > WRITES_READ else ""
    by_time: dict[datetime.datetime, list[_Event]] = defaultdict(list)
    for event in events:
        by_time[event.at].append(event)
    for place, at in enumerate(shown):
        write = _write(at, by_time[at], names)
        if write is None:
            continue
        writes.append(write)
        if len(writes) == count:
            older = _code(at) if place < len(shown) - 1 or older else ""
            break
    days = [Day(day, list(each)) for day, each in groupby(writes, key=lambda write: local_day(write.at))]
    return ChangePage(days, older)


# Reading ----------------------------------------------------------------------------------------------


def _times(tables: Sequence[PublicTable], key: Any, after: str) -> list[datetime.datetime]:
    """The times of the newest transactions that wrote to the page, one query over all tables."""
    before = _time(after)
    arms = []
    for table in tables:
        events = table.event_model._default_manager.filter(**{table.owner: key})
        if before is not None:
            events = events.filter(pgh_created_at__lt=before)
        arms.append(events.order_by("-pgh_created_at").values_list("pgh_created_at").distinct()[: WRITES_READ + 1])
    found = arms[0].union(*arms[1:]).order_by("-pgh_created_at")[: WRITES_READ + 1]
    return [at for (at,) in found]


def _events(tables: Sequence[PublicTable], key: Any, times: list[datetime.datetime]) -> list[_Event]:
    """The events of these transactions, each with the row before it, one query over all tables."""
    if not times:
        return []
    arms = []
    for place, table in enumerate(tables):
        model = table.event_model
        column = own_key(model)
        earlier = model._default_manager.filter(**{column: OuterRef(column)}, pgh_id__lt=OuterRef("pgh_id"))
        earlier = earlier.order_by("-pgh_id").values(as_json=_json(table))[:1]
        events = model._default_manager.filter(**{table.owner: key}, pgh_created_at__in=times).order_by("pgh_id")
        arms.append(
            events.annotate(
                place=Value(place), key=F(column), metadata=F("pgh_context__metadata"), row=_json(table),
                before=Subquery(earlier),
            ).values_list("place", "key", "pgh_id", "pgh_label", "pgh_created_at", "metadata", "row", "before")[
                :EVENTS_READ
            ]
        )  # fmt: skip
    return [
        _Event(
            tables[place],
            row_key,
            label,
            at,
            metadata,
            _values(tables[place], row),
            _values(tables[place], before) if before else None,
        )
        for place, row_key, _id, label, at, metadata, row, before in arms[0].union(*arms[1:], all=True)
    ]


def _json(table: PublicTable) -> JSONObject:
    return JSONObject(**{name: F(_attname(table, name)) for name in table.read})


def _attname(table: PublicTable, name: str) -> str:
    return table.event_model._meta.get_field(name).attname


def _values(table: PublicTable, row: Mapping[str, Any]) -> dict[str, Any]:
    """JSON has neither dates nor decimal numbers: back to what the fields hold."""
    fields = table.event_model._meta
    return {
        name: value if fields.get_field(name).is_relation else fields.get_field(name).to_python(value)
        for name, value in row.items()
    }


def _names(
    events: Iterable[_Event], namings: Mapping[type[Model], Naming], user: Any
) -> Mapping[tuple[type[Model], Any], str]:
    """The names of all related rows, one query over all their tables."""
    keys: dict[type[Model], set[Any]] = defaultdict(set)
    for event in events:
        for name in (*event.table.public, *event.table.names):
            related = _related(event.table, name)
            if related is not None:
                keys[related] |= {row[name] for row in (event.row, event.before or {}) if row.get(name)}
    models = [model for model, found in keys.items() if found]
    arms = []
    for place, model in enumerate(models):
        naming = namings[model]
        rows = naming.visible(user) if naming.visible else model._base_manager.all()
        columns = JSONObject(**{name: F(name) for name in naming.columns})
        rows = rows.filter(pk__in=keys[model]).order_by().annotate(place=Value(place), as_json=columns)
        arms.append(rows.values_list("place", "pk", "as_json"))
    if not arms:
        return {}
    found = arms[0].union(*arms[1:], all=True)
    return {(models[place], key): namings[models[place]].text(row) for place, key, row in found}


def _related(table: PublicTable, name: str) -> Any:
    """The model of a related row; a side of an organization is named as its organization."""
    each = table.event_model._meta.get_field(name)
    if not each.is_relation:
        return None
    model = each.related_model
    while model._meta.pk.is_relation:
        model = model._meta.pk.related_model
    return model


# Telling ----------------------------------------------------------------------------------------------


def _write(at: datetime.datetime, events: list[_Event], names: Mapping) -> Write | None:
    if not events:
        return None
    who = author_of(events[-1].metadata)
    if any(event.table.is_own and event.label == ADDED for event in events):
        if not all(event.table.was_public(event.row, at) for event in events if event.table.is_own):
            return None
        return Write(at, who, [Line(ENTERED, "")])
    lines = [*_lines(events, names), *_relation_lines(events, names)]
    return Write(at, who, lines[:LINES_SHOWN], max(0, len(lines) - LINES_SHOWN)) if lines else None


def _lines(events: list[_Event], names: Mapping) -> Iterable[Line]:
    """One line for each row, however often it was written in the transaction."""
    rows: dict[tuple[int, Any], list[_Event]] = defaultdict(list)
    for event in events:
        if not event.table.relation:
            rows[id(event.table), event.key].append(event)
    for found in rows.values():
        first, last = found[0], found[-1]
        came, went = first.label == ADDED, last.label == DELETED
        if (came and went) or not _may_be_told(last, names):
            continue
        before = None if came else first.before
        if went:
            yield Line(DELETED, last.table.title, _name(last, names))
        elif before is None and last.table.is_part:
            yield from _changed(last, dict.fromkeys(last.table.read), names)
        elif before is None or not last.table.was_public(before, last.at):
            what = PUBLISHED if last.table.is_own else ADDED
            line = Line(what, last.table.title, _name(last, names))
            yield line if last.table.is_own else _sourced(line, last)
        else:
            yield from _changed(last, before, names)


def _may_be_told(event: _Event, names: Mapping) -> bool:
    table = event.table
    if not table.was_public(event.row, event.at):
        return False
    return all((_related(table, name), event.row[name]) in names for name in table.needs)


def _changed(event: _Event, before: Mapping[str, Any], names: Mapping) -> Iterable[Line]:
    """The fields that differ; where only the source was read again, that."""
    table = event.table
    differing = [name for name in table.public if differ(before[name], event.row[name])]
    changes = []
    for name in differing:
        if name not in SOURCE:
            label = str(capfirst(table.event_model._meta.get_field(name).verbose_name))
            changes.append(change_of(label, _text(table, name, before, names), _text(table, name, event.row, names)))
    if differing:
        is_unnamed = table.is_own or table.is_part
        title, name = ("", "") if is_unnamed else (table.title, _name(event, names))
        line = Line(CHANGED, title, name, changes, source_checked_again=not changes)
        # The source of a whole page, or of what an organization says, is not that of a field written beside it.
        needs_own = table.is_own or bool((event.metadata or {}).get("proposal"))
        yield line if needs_own and not set(differing) & set(SOURCE) else _sourced(line, event)


def _relation_lines(events: list[_Event], names: Mapping) -> Iterable[Line]:
    """Related rows that came or went together are one line."""
    found: dict[tuple[int, str, Any], list[_Event]] = defaultdict(list)
    for event in events:
        if event.table.relation and event.label in (ADDED, DELETED):
            owner = tuple(event.row[name] for name in event.table.names)
            found[id(event.table), event.label, owner].append(event)
    for (_table, label, _owner), group in found.items():
        table = group[0].table
        told = [_text(table, table.public[0], event.row, names) for event in group]
        told = sorted({text for text in told if text != NOTHING})
        if told:
            of = _name(group[0], names)
            yield Line(label, f"{table.title} ({of})" if of else table.title, ", ".join(told))


def _name(event: _Event, names: Mapping) -> str:
    texts = [_text(event.table, name, event.row, names) for name in event.table.names]
    return " · ".join(text for text in texts if text != NOTHING)


def _text(table: PublicTable, name: str, row: Mapping[str, Any], names: Mapping) -> str:
    value = row[name]
    if blank_as_none(value) is None:
        return NOTHING
    related = _related(table, name)
    if related is not None:
        return names.get((related, value), NOTHING)
    return text_of(table.event_model._meta.get_field(name), value)


def _sourced(line: Line, event: _Event) -> Line:
    if issubclass(event.table.model, Sourced) and "source" in event.table.public:
        stated = event.table.model(**{name: event.row[name] for name in SOURCE if name in event.row})
        line.source, line.source_url = str(stated.source_title), event.row.get("source_url") or ""
    return line


def author_of(metadata: Mapping[str, Any] | None) -> str:
    """Which side wrote, never which person."""
    if metadata is None:
        return _("written directly in the database")
    is_by_staff = "/admin/" in str(metadata.get("url") or "")
    if metadata.get("proposal") and not metadata.get("undone"):
        return (
            _("the organization itself, published by the Affairs Dept.")
            if is_by_staff
            else _("the organization itself")
        )
    if metadata.get("job"):
        return _("the portal, by itself")
    if command := str(metadata.get("command") or ""):
        is_loader = command.startswith("load_")
        return _("loaded from a list") if is_loader else _("written directly in the database")
    return _("the Affairs Dept.") if is_by_staff or metadata.get("undone") else _("the organization itself")


def changes_answer(response: HttpResponse) -> HttpResponse:
    """For readers, not for search engines; the same address answers htmx with a part."""
    response["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


# Keys of pages ----------------------------------------------------------------------------------------


def _code(at: datetime.datetime) -> str:
    return str((at - _EPOCH) // _MICROSECOND)


def _time(code: str) -> datetime.datetime | None:
    """A key that cannot be read shows the first page."""
    if not (code.isascii() and code.isdigit() and len(code) < 18):
        return None
    return _EPOCH + int(code) * _MICROSECOND
