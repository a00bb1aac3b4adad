"""What was written to a row, by whom, when, why and from where: read from the events of the database triggers.

The number of queries depends on how many tables a page shows, never on how long the history is.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from jitco_portal.common.history.context import event_models
from jitco_portal.common.history.differences import Piece, short_difference
from jitco_portal.common.models import User
from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.shown_dates import shown_date
from jitco_portal.common.templatetags.portal import number

LATEST = 20
PER_PAGE = 50
LONGEST_TEXT = 200
# Two values longer than this are shown as their difference; Japanese says much in few letters.
LONG_TEXT = 40
ADDED, CHANGED, DELETED = "insert", "update", "delete"
NOTHING = "–"

# A model whose rows belong to the page of another row, and the column that holds that row's key.
Children = Iterable[tuple[type[models.Model], str]]


@dataclass(frozen=True)
class Change:
    field: str
    before: str
    after: str
    # Of two long texts.
    pieces: Sequence[Piece] = ()


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
    # The names of the fields that differ.
    fields: tuple[str, ...] = ()
    # The page, command or job that wrote.
    place: str = ""
    request_id: str = ""
    # The event itself, and the page where it can be reverted (blank where this reader may not).
    event: Any = None
    source: Source | None = None
    revert_url: str = ""
    subject_url: str = ""


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
class Only:
    """What a reader wants to see: the writes of one person, or to one field (``organization.name_en``)."""

    person: int | None = None
    field: str = ""


@dataclass(frozen=True)
class Source:
    """The events of one table that concern the row."""

    model: type[models.Model]
    event_model: type[models.Model]
    condition: Mapping[str, Any]
    subject: str = ""
    # The many-to-many relation whose table it is, with the model that declares it.
    relation: Any = None

    @property
    def has_row(self) -> bool:
        """Whether its events know which row they belong to; those of a many-to-many table do not need to."""
        return any(each.name == "pgh_obj" for each in self.event_model._meta.fields)

    def events(self) -> QuerySet:
        return self.event_model._default_manager.filter(**self.condition)

    def fields(self) -> list[Any]:
        """The fields that the events hold, without keys that say nothing to a reader."""
        tracked = {each.name for each in self.event_model._meta.fields}
        owner = {name.removesuffix("_id") for name in self.condition}
        fields = self.model._meta.concrete_fields
        return [each for each in fields if each.name in tracked and not each.primary_key and each.name not in owner]

    def label(self, each: Any) -> str:
        """Django names the two keys of a table of its own in English only."""
        named = each.related_model._meta if self.relation is not None else each
        return str(capfirst(named.verbose_name))

    def field_key(self, name: str) -> str:
        return f"{self.model._meta.model_name}.{name}"

    def narrowed(self, only: Only) -> QuerySet | None:
        """The events that a reader asked for; None where no event of this table can be meant."""
        events = self.events()
        if only.person is not None:
            events = events.filter(pgh_context__metadata__user=only.person)
        if not only.field:
            return events
        if self.relation is not None:
            return events if only.field == self.field_key("") else None
        chosen = next((each for each in self.fields() if only.field == self.field_key(each.name)), None)
        if chosen is None:
            return None
        if not self.has_row:
            return events
        earlier = self.event_model._default_manager.filter(
            pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
        )
        before = Subquery(earlier.order_by("-pgh_id").values(chosen.attname)[:1])
        changed = ~Q(**{chosen.attname: F("value_before")})
        neither = Q(**{f"{chosen.attname}__isnull": True}, value_before=None)
        whole = Q(pgh_label__in=(ADDED, DELETED))
        return events.annotate(value_before=before).filter(whole | (changed & ~neither))


def history_of(
    obj: models.Model, *, children: Children = (), first: int = 0, last: int = LATEST, only: Only | None = None
) -> list[Entry]:
    """The writes to a row and its children from ``first`` to ``last``, newest first.

    Writes of one transaction bear one time; of them the row's own stands last, since the others came after it.
    """
    picked: list[tuple[datetime.datetime, int, int]] = []
    sources = sources_of(obj, children)
    for index, source in enumerate(sources):
        events = source.narrowed(only or Only())
        if events is not None:
            newest = events.order_by("-pgh_id").values_list("pgh_created_at", "pgh_id")[:last]
            picked += [(at, index, key) for at, key in newest]
    return entries_of([(sources[index], key) for _at, index, key in sorted(picked, reverse=True)[first:last]])


def entries_of(picked: Iterable[tuple[Source, int]]) -> list[Entry]:
    """The entries of events, each named by its table and its key, in the order given."""
    order = list(picked)
    keys: dict[type[models.Model], set[int]] = defaultdict(set)
    by_model = {source.event_model: source for source, _key in order}
    for source, key in order:
        keys[source.event_model].add(key)
    events = {model: with_predecessors(by_model[model], chosen) for model, chosen in keys.items()}
    chosen = [(source, *events[source.event_model][key]) for source, key in order]
    names = Names(chosen)
    return [_entry(source, event, before, names) for source, event, before in chosen]


def history_page(obj: models.Model, children: Children, number: str, only: Only | None = None) -> HistoryPage:
    page = page_number(number)
    entries = history_of(obj, children=children, first=(page - 1) * PER_PAGE, last=page * PER_PAGE + 1, only=only)
    return HistoryPage(page, entries[:PER_PAGE], len(entries) > PER_PAGE)


def page_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) <= 10_000 else 1


def people_in_history(obj: models.Model, children: Children) -> list[User]:
    """Who ever wrote to the row or its children, in two queries."""
    parts = [
        source.events()
        .filter(pgh_context__metadata__has_key="user")
        .order_by()
        .values_list("pgh_context__metadata__user")
        for source in sources_of(obj, children)
    ]
    if not parts:
        return []
    keys = {key for (key,) in parts[0].union(*parts[1:]) if isinstance(key, int)}
    return sorted(User.objects.filter(pk__in=keys), key=lambda user: str(user).lower())


def sources_of(obj: models.Model, children: Children = ()) -> list[Source]:
    model = type(obj)
    sources = [Source(model, each, {own_key(each): obj.pk}) for each in event_models(model)]
    for relation in model._meta.many_to_many:
        through: Any = relation.remote_field.through
        condition = {f"{relation.m2m_field_name()}_id": obj.pk}
        subject = str(capfirst(relation.verbose_name))
        if through._meta.auto_created:
            sources += [Source(through, each, condition, subject, relation) for each in event_models(through)]
        else:
            sources += [Source(through, each, condition, subject) for each in event_models(through)]
    for child, column in children:
        subject = str(capfirst(child._meta.verbose_name))
        sources += [Source(child, each, {column: obj.pk}, subject) for each in event_models(child)]
        # Details share the key of the row, and have lists of their own.
        if getattr(child._meta.pk, "attname", "") == column:
            sources += sources_of(child(pk=obj.pk))[1:]
    return sources


def own_key(event_model: type[models.Model]) -> str:
    """The column by which the events of a row are found; those of a library's table hold its key only."""
    return "pgh_obj_id" if any(each.name == "pgh_obj" for each in event_model._meta.fields) else "id"


def with_predecessors(source: Source, keys: Iterable[int]) -> dict[int, tuple[Any, Any]]:
    """Each event with the event before it on the same row; none for the first, nor for a many-to-many table."""
    events = source.event_model._default_manager.filter(pk__in=keys).select_related("pgh_context")
    if source.relation is not None:
        return {event.pk: (event, None) for event in events}
    column = own_key(source.event_model)
    earlier = source.event_model._default_manager.filter(**{column: OuterRef(column)}, pgh_id__lt=OuterRef("pgh_id"))
    events = events.annotate(previous_id=Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1]))
    previous = source.event_model._default_manager.in_bulk([event.previous_id for event in events if event.previous_id])
    return {event.pk: (event, previous.get(event.previous_id)) for event in events}


def metadata_of(event: Any) -> Mapping[str, Any]:
    """The context of an event; nothing for a row itself, whose values are named beside those of events."""
    context = getattr(event, "pgh_context", None)
    return (context and context.metadata) or {}


def _entry(source: Source, event: Any, before: Any, names: Names) -> Entry:
    metadata = metadata_of(event)
    fields = source.fields() if before is not None else []
    return Entry(
        at=event.pgh_created_at,
        what={ADDED: _("added"), CHANGED: _("changed"), DELETED: _("deleted")}.get(event.pgh_label, event.pgh_label),
        subject=source.subject,
        who=names.who(event),
        why=names.why(metadata),
        url=metadata.get("url") or "",
        place=place_of(metadata),
        request_id=metadata.get("request_id") or "",
        changes=_changes(source, event, before, names),
        fields=tuple(
            each.name for each in fields if differ(getattr(before, each.attname, None), getattr(event, each.attname))
        ),
        event=event,
        source=source,
    )


def place_of(metadata: Mapping[str, Any]) -> str:
    """From where a write came: the page of the portal, a command, or a job in the background."""
    if metadata.get("url"):
        return str(metadata["url"])
    if metadata.get("command"):
        return _("command %(name)s") % {"name": metadata["command"]}
    if metadata.get("job"):
        return _("job %(name)s") % {"name": metadata["job"]}
    return ""


def _changes(source: Source, event: Any, before: Any, names: Names) -> list[Change]:
    """What differs from the event before; for a child that came or went, what it held."""
    whole = event.pgh_label in (ADDED, DELETED)
    if whole and not source.subject:
        return []
    changes = []
    for each in source.fields():
        value = getattr(event, each.attname)
        if whole:
            old, new = (value, None) if event.pgh_label == DELETED else (None, value)
        else:
            old, new = getattr(before, each.attname, None), value
        if differ(old, new) and not (whole and value is False):
            changes.append(change_of(source.label(each), names.text(each, old), names.text(each, new)))
    return changes


def change_of(name: str, before: str, after: str) -> Change:
    """Long texts as their difference, others whole."""
    if NOTHING in (before, after) or max(len(before), len(after)) <= LONG_TEXT:
        return Change(name, _cut(before), _cut(after))
    return Change(name, _cut(before), _cut(after), short_difference(before, after))


def _cut(text: str) -> str:
    return Truncator(text).chars(LONGEST_TEXT)


def differ(one: Any, other: Any) -> bool:
    """Blank and null are the same to a comparison; nought and no are values."""
    return blank_as_none(one) != blank_as_none(other)


def blank_as_none(value: Any) -> Any:
    return None if value is None or value == "" or value == [] or value == {} else value


class Names:
    """Names of the people and of the related rows in some events: one query per kind, however many events."""

    def __init__(self, chosen: list[tuple[Source, Any, Any]]) -> None:
        users: set[Any] = set()
        keys: dict[type[models.Model], set[Any]] = defaultdict(set)
        for source, event, before in chosen:
            metadata = metadata_of(event)
            users |= {metadata.get("user"), (metadata.get("reverts") or {}).get("user")} - {None}
            for each in source.fields():
                if each.is_relation:
                    keys[each.related_model] |= {getattr(row, each.attname) for row in (event, before) if row}
        self.users = User.objects.in_bulk(users)
        self.rows: dict[type[models.Model], Mapping[Any, Any]] = {
            model: _related(model, ids - {None}) for model, ids in keys.items() if ids - {None}
        }

    def who(self, event: Any) -> str:
        if event.pgh_context is None:
            return _("written directly in the database")
        return self.by(event.pgh_context.metadata)

    def by(self, metadata: Mapping[str, Any]) -> str:
        if metadata.get("user"):
            return self.of_user(metadata["user"])
        if metadata.get("command"):
            return _("a command")
        if metadata.get("job"):
            return _("the portal itself, in the background")
        return _("no one logged in")

    def of_user(self, key: Any) -> str:
        user = self.users.get(key)
        return str(user) if user else _("user %(number)s, who is no longer there") % {"number": key}

    def why(self, metadata: Mapping[str, Any]) -> str:
        """The reasons, one a line; a revert says what it reverts."""
        why = str(metadata.get("why") or "")
        if reverts := metadata.get("reverts"):
            at = datetime.datetime.fromisoformat(reverts["at"])
            text = _("Reverts the change of %(day)s by %(who)s: %(why)s")
            return text % {"day": shown_date(local_day(at)), "who": self._reverted(reverts), "why": why}
        return why

    def _reverted(self, reverts: Mapping[str, Any]) -> str:
        return self.by(reverts) if reverts.get("known") else _("somebody who wrote directly in the database")

    def text(self, each: Any, value: Any) -> str:
        if blank_as_none(value) is None:
            return NOTHING
        if each.is_relation:
            row = self.rows.get(each.related_model, {}).get(value)
            return str(row) if row else f"{each.related_model._meta.verbose_name} {value}"
        return text_of(each, value)


def local_day(at: datetime.datetime) -> datetime.date:
    """The day in Japan."""
    return timezone.localtime(at, timezone.get_default_timezone()).date()


def _related(model: type[models.Model], keys: set[Any]) -> Mapping[Any, Any]:
    """With the rows that their names need, as the list of the same model at the desk states them."""
    names = getattr(admin.site._registry.get(model), "list_select_related", ())
    rows = model._base_manager.all()
    return (rows.select_related(*names) if isinstance(names, list | tuple) and names else rows).in_bulk(keys)


def text_of(each: models.Field, value: Any) -> str:
    """A value that is no relation, in the reader's words."""
    if each.flatchoices:
        return str(dict(each.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        local = timezone.localtime(value, timezone.get_default_timezone())
        return f"{shown_date(local.date())} {local:%H:%M}"
    if isinstance(value, PartialDate | datetime.date):
        return shown_date(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
