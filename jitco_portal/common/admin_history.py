"""Who changed a row, when, why and what: read from the events that the database triggers write.

The number of queries depends on how many tables a page shows, never on how long the history is.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from jitco_portal.common.models import User
from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.templatetags.portal import partial_date

LATEST = 20
PER_PAGE = 50
LONGEST_TEXT = 200
ADDED, CHANGED, DELETED = "insert", "update", "delete"

# A model whose rows belong to the page of another row, and the column that holds that row's key.
Children = Iterable[tuple[type[models.Model], str]]


@dataclass(frozen=True)
class Change:
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One write to one row."""

    at: datetime.datetime
    what: str
    # What was written, where it is not the row of the page itself.
    subject: str
    who: str
    why: str
    url: str
    changes: list[Change]


@dataclass(frozen=True)
class HistoryPage:
    number: int
    entries: list[Entry]
    has_older: bool

    @property
    def newer(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def older(self) -> int | None:
        return self.number + 1 if self.has_older else None


@dataclass(frozen=True)
class _Source:
    """The events of one table that concern the row."""

    model: type[models.Model]
    event_model: type[models.Model]
    condition: dict[str, Any]
    subject: str = ""

    @property
    def has_row(self) -> bool:
        """Whether its events know which row they belong to; those of a many-to-many table do not need to."""
        return any(field.name == "pgh_obj" for field in self.event_model._meta.fields)


def history_of(obj: models.Model, *, children: Children = (), first: int = 0, last: int = LATEST) -> list[Entry]:
    """The writes to a row and its children from ``first`` to ``last``, newest first.

    Writes of one transaction bear one time; of them the row's own stands last, since the others came after it.
    """
    picked: list[tuple[datetime.datetime, int, int]] = []
    sources = _sources(obj, children)
    for index, source in enumerate(sources):
        newest = source.event_model._default_manager.filter(**source.condition).order_by("-pgh_id")
        picked += [(at, index, key) for at, key in newest.values_list("pgh_created_at", "pgh_id")[:last]]
    keys: dict[int, list[int]] = defaultdict(list)
    order = sorted(picked, reverse=True)[first:last]
    for _at, index, key in order:
        keys[index].append(key)
    events = {}
    for index, source_keys in keys.items():
        events.update({(index, key): pair for key, pair in _with_predecessors(sources[index], source_keys).items()})
    chosen = [(sources[index], *events[index, key]) for _at, index, key in order]
    names = _Names(chosen)
    return [_entry(source, event, before, names) for source, event, before in chosen]


def history_page(obj: models.Model, children: Children, number: str) -> HistoryPage:
    page = int(number) if number.isascii() and number.isdigit() and 0 < int(number) <= 10_000 else 1
    entries = history_of(obj, children=children, first=(page - 1) * PER_PAGE, last=page * PER_PAGE + 1)
    return HistoryPage(page, entries[:PER_PAGE], len(entries) > PER_PAGE)


def _sources(obj: models.Model, children: Children) -> list[_Source]:
    model = type(obj)
    sources = [_Source(model, event_model, {"pgh_obj_id": obj.pk}) for event_model in _event_models(model)]
    for field in model._meta.many_to_many:
        through = field.remote_field.through
        condition = {f"{field.m2m_field_name()}_id": obj.pk}
        subject = capfirst(field.verbose_name)
        # Triggers on a table that Django made itself hang on a proxy of it.
        tracked = [through, *through.__subclasses__()]
        sources += [
            _Source(each, event_model, condition, subject) for each in tracked for event_model in _event_models(each)
        ]
    for child, column in children:
        subject = capfirst(child._meta.verbose_name)
        sources += [_Source(child, event_model, {column: obj.pk}, subject) for event_model in _event_models(child)]
        if (
            getattr(child._meta.pk, "attname", "") == column
        ):  # details share the key of the row, and have lists of their own
            sources += _sources(child(pk=obj.pk), ())[1:]
    return sources


def _event_models(model: type[models.Model]) -> list[type[models.Model]]:
    """Once each: one table holds the events of several kinds."""
    return list(dict.fromkeys(getattr(model, "pgh_event_models", {}).values()))


def _with_predecessors(source: _Source, keys: list[int]) -> dict[int, tuple[Any, Any]]:
    """Each event with the event before it on the same row; none for the first, nor for a many-to-many table."""
    events = source.event_model._default_manager.filter(pk__in=keys).select_related("pgh_context")
    if not source.has_row:
        return {event.pk: (event, None) for event in events}
    earlier = source.event_model._default_manager.filter(
        pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
    )
    events = events.annotate(previous_id=Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1]))
    previous = source.event_model._default_manager.in_bulk([event.previous_id for event in events if event.previous_id])
    return {event.pk: (event, previous.get(event.previous_id)) for event in events}


def _entry(source: _Source, event: Any, before: Any, names: _Names) -> Entry:
    metadata = (event.pgh_context and event.pgh_context.metadata) or {}
    return Entry(
        at=event.pgh_created_at,
        what={ADDED: _("added"), CHANGED: _("changed"), DELETED: _("deleted")}.get(event.pgh_label, event.pgh_label),
        subject=source.subject,
        who=names.of_user(metadata.get("user")),
        why=metadata.get("why") or metadata.get("command") or "",
        url=metadata.get("url") or "",
        changes=_changes(source, event, before, names),
    )


def _changes(source: _Source, event: Any, before: Any, names: _Names) -> list[Change]:
    """What differs from the event before; for a child that came or went, what it held."""
    whole = event.pgh_label in (ADDED, DELETED)
    if whole and not source.subject:
        return []
    changes = []
    for field in _fields(source):
        value = getattr(event, field.attname)
        if whole:
            old, new = (value, None) if event.pgh_label == DELETED else (None, value)
        else:
            old, new = getattr(before, field.attname, None), value
        if (old or None) != (new or None) or (old is not new and isinstance(new, bool) and not whole):
            changes.append(Change(str(capfirst(field.verbose_name)), names.text(field, old), names.text(field, new)))
    return changes


def _fields(source: _Source) -> list[models.Field]:
    """The fields that the events hold, without keys that say nothing to a reader."""
    tracked = {field.name for field in source.event_model._meta.fields}
    owner = {name.removesuffix("_id") for name in source.condition}
    fields = source.model._meta.concrete_fields
    return [field for field in fields if field.name in tracked and not field.primary_key and field.name not in owner]


class _Names:
    """Names of the people and of the related rows in some events: one query per kind, however many events."""

    def __init__(self, chosen: list[tuple[_Source, Any, Any]]) -> None:
        users: set[int] = set()
        keys: dict[type[models.Model], set[Any]] = defaultdict(set)
        for source, event, before in chosen:
            if event.pgh_context and (user := event.pgh_context.metadata.get("user")):
                users.add(user)
            for field in _fields(source):
                if field.is_relation:
                    keys[field.related_model] |= {getattr(row, field.attname) for row in (event, before) if row}
        self.users = User.objects.in_bulk(users)
        self.rows = {model: model._default_manager.in_bulk(ids - {None}) for model, ids in keys.items() if ids - {None}}

    def of_user(self, key: Any) -> str:
        if not key:
            return _("no one logged in (command)")
        user = self.users.get(key)
        return str(user) if user else _("user %(number)s, who is no longer there") % {"number": key}

    def text(self, field: models.Field, value: Any) -> str:
        if value in (None, "", []):
            return "–"
        if field.is_relation:
            row = self.rows.get(field.related_model, {}).get(value)
            return str(row) if row else f"{field.related_model._meta.verbose_name} {value}"
        if field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, PartialDate) or (
            isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
        ):
            return partial_date(value)
        if isinstance(value, list):
            return ", ".join(map(str, value))
        return Truncator(str(value)).chars(LONGEST_TEXT)
