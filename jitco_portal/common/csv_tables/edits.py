"""What people changed in the portal, read from the history, so that a load does not undo it.

A change is a person's where a request caused it: its context names a user. Loads and commands bear no user.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import product
from typing import Any

from django.db import models


class PortalEdits:
    """The rows of one table that a person ever touched, what is a person's in them, and who they were before."""

    def __init__(self, model: type[models.Model]):
        self._model = model
        # The rows that a person deleted.
        self.deleted: set[Any] = set()
        self._fields: dict[Any, set[str]] = defaultdict(set)
        self._states: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        self._sets: dict[str, dict[Any, list[frozenset]]] = {}
        self._identities: dict[tuple[str, ...], dict[tuple, list[Any]]] = {}
        events = getattr(model, "pgh_event_model", None)
        if events is None:
            return
        touched = set(_by_a_person(events).values_list("pgh_obj_id", flat=True))
        for set_events, owner, _target in self._set_events.values():
            touched |= set(_by_a_person(set_events).values_list(owner, flat=True))
        if touched:
            self._read(events, touched)
            for name in self._set_events:
                self._read_set(name, touched)

    def fields_of(self, key: Any) -> frozenset[str]:
        """The fields of a row whose last change was a person's, each under its name and its column."""
        return frozenset(self._fields.get(key, ()))

    def past(self, names: tuple[str, ...]) -> Iterator[tuple[Any, tuple]]:
        """Rows under what these fields ever said, where a person changed one of them or deleted the row."""
        for key, states in self._states.items():
            if key in self.deleted or self._fields[key] & set(names):
                for state in states:
                    for values in product(*(self._said(key, name, state) for name in names)):
                        yield key, values

    def once(self, names: tuple[str, ...], identity: tuple) -> list[Any]:
        """Keys of the rows that bore this identity until a person corrected or deleted them."""
        if names not in self._identities:
            found: dict[tuple, list[Any]] = defaultdict(list)
            for key, values in self.past(names):
                found[tuple(map(comparable, values))].append(key)
            self._identities[names] = found
        return list(dict.fromkeys(self._identities[names].get(tuple(map(comparable, identity)), [])))

    def _said(self, key: Any, name: str, state: Mapping[str, Any]) -> list[Any]:
        if name in self._sets:
            return self._sets[name].get(key, [frozenset()])
        return [state[self._model._meta.get_field(name).attname]]  # type: ignore[union-attr]

    def _read(self, model: type[models.Model], touched: set[Any]) -> None:
        tracked = {each.name for each in model._meta.concrete_fields}
        fields = [each for each in self._model._meta.concrete_fields if each.name in tracked]
        columns = [each.attname for each in fields]
        events = model._default_manager.filter(pgh_obj_id__in=touched).order_by("pgh_id")
        for event in events.values("pgh_obj_id", "pgh_label", "pgh_context__metadata", *columns):
            key, is_persons = event["pgh_obj_id"], _is_persons(event["pgh_context__metadata"])
            self.deleted.discard(key)
            if event["pgh_label"] == "delete" and is_persons:
                self.deleted.add(key)
            before = self._states[key][-1] if self._states[key] else {}
            for field in fields:
                if comparable(before.get(field.attname)) != comparable(event[field.attname]):
                    self._mark(key, {field.name, field.attname}, is_persons)
            self._states[key].append({column: event[column] for column in columns})

    def _read_set(self, name: str, touched: set[Any]) -> None:
        model, owner, target = self._set_events[name]
        states: dict[Any, list[frozenset]] = defaultdict(lambda: [frozenset()])
        events = model._default_manager.filter(**{f"{owner}__in": touched}).order_by("pgh_id")
        for key, related, label, metadata in events.values_list(owner, target, "pgh_label", "pgh_context__metadata"):
            held = states[key][-1]
            states[key].append(held - {related} if label == "delete" else held | {related})
            self._mark(key, {name}, _is_persons(metadata))
        self._sets[name] = dict(states)

    def _mark(self, key: Any, names: set[str], is_persons: bool) -> None:
        if is_persons:
            self._fields[key] |= names
        else:
            self._fields[key] -= names

    @cached_property
    def _set_events(self) -> dict[str, tuple[Any, str, str]]:
        """By set: the events of its table, the column of the row and that of the related row."""
        found = {}
        for field in self._model._meta.many_to_many:
            through: Any = field.remote_field.through
            # Triggers on a table that Django made itself hang on a proxy of it.
            tracked = [each for each in (through, *through.__subclasses__()) if hasattr(each, "pgh_event_models")]
            if through._meta.auto_created and tracked:
                events = next(iter(tracked[0].pgh_event_models.values()))
                found[field.name] = (events, f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id")
        return found


def comparable(value: Any) -> Any:
    """Blank and null are the same to a comparison; so are dates and their text, lists and tuples."""
    if value in ("", None) or value == []:
        return None
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    return value


def _by_a_person(events: type[models.Model]) -> models.QuerySet:
    # A request of nobody known holds a user of null.
    named = events._default_manager.filter(pgh_context__metadata__user__isnull=False)
    return named.exclude(pgh_context__metadata__user=None)


def _is_persons(metadata: Mapping[str, Any] | None) -> bool:
    return bool(metadata) and metadata.get("user") is not None  # type: ignore[union-attr]
