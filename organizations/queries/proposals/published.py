"""What stood where a change was published, right before that: the history knows, the editor did not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from organizations.models import ProposedChange
from organizations.queries.proposals.parts import PARTS, Part, editable_fields
from organizations.queries.proposals.values import ProfileRows, plain


@dataclass(frozen=True)
class Publication:
    """The event by which a change was written, and the one that it followed; none where the row was new."""

    event: Any
    older: Any | None


class Publications:
    """Reads the history of each part once, however many changes are asked for."""

    def __init__(self, *, rows: ProfileRows) -> None:
        self.rows = rows
        self._pairs: dict[str, dict[int, list[Publication]]] = {}

    def of(self, change: ProposedChange) -> Publication | None:
        """None where nothing had to be written: it stood already."""
        part = PARTS[change.part]
        for pair in self._own(part, change):
            if not change.field and change.after is None:
                if pair.event.pgh_label == "delete":
                    return pair
            elif self._said(change, pair.event) == change.after and self._said(change, pair.older) != change.after:
                return pair
        return None

    def first_of_proposal(self, change: ProposedChange) -> Publication | None:
        """The first event by which the proposal wrote in the row of the change."""
        return next(self._own(PARTS[change.part], change), None)

    def stood_before(self, change: ProposedChange) -> Any:
        """In the shape of ``before``; that itself where publishing wrote nothing."""
        part = PARTS[change.part]
        field = part.field(change.field) if change.field else None
        if field is not None and field.many_to_many:
            return self._set_before(field, change)
        found = self.of(change)
        if found is None:
            return change.before
        return self._said(change, found.event if found.event.pgh_label == "delete" else found.older)

    def _said(self, change: ProposedChange, event: Any | None) -> Any:
        """What an event says where the change would write."""
        if event is None:
            return None
        part = PARTS[change.part]
        if change.field:
            return _value(part, change.field, event)
        return {name: _value(part, name, event) for name in self._names(part)}

    def _names(self, part: Part) -> tuple[str, ...]:
        return editable_fields(kind=self.rows.organization.kind, part=part)

    def _own(self, part: Part, change: ProposedChange) -> Iterator[Publication]:
        """The events that publishing the proposal caused, of the row of the change or, for a new one, of any."""
        held = self._pairs_of(part)
        key = change.row_id if part.is_table else self.rows.organization.pk
        rows = held.values() if key is None else [held.get(key, [])]
        return (pair for pairs in rows for pair in pairs if _is_of(pair.event, change))

    def _pairs_of(self, part: Part) -> dict[int, list[Publication]]:
        if part.key not in self._pairs:
            owner = "organization_id" if part.is_table else "pgh_obj_id"
            pairs: defaultdict[int, list[Publication]] = defaultdict(list)
            for event in events_of(part.model).filter(**{owner: self.rows.organization.pk}):
                before = pairs[event.pgh_obj_id][-1].event if pairs[event.pgh_obj_id] else None
                is_there = before is not None and before.pgh_label != "delete"
                pairs[event.pgh_obj_id].append(Publication(event, before if is_there else None))
            self._pairs[part.key] = pairs
        return self._pairs[part.key]

    def _set_before(self, field: Any, change: ProposedChange) -> Any:
        through = next(iter(field.remote_field.through.__subclasses__()))
        mine = events_of(through).filter(**{f"{field.m2m_field_name()}_id": self.rows.organization.pk})
        held = set(change.after or [])
        written = [event for event in mine if _is_of(event, change)]
        if not written:
            return change.before
        for event in reversed(written):
            key = getattr(event, f"{field.m2m_reverse_field_name()}_id")
            (held.add if event.pgh_label == "delete" else held.discard)(key)
        return plain(held)


def stood_before(*, rows: ProfileRows, changes: Iterable[ProposedChange]) -> dict[int, Any]:
    """What stood right before each change was published, by the keys of the changes."""
    publications = Publications(rows=rows)
    return {change.pk: publications.stood_before(change) for change in changes}


def events_of(model: Any) -> Any:
    event_model = next(iter(model.pgh_event_models.values()))
    return event_model._default_manager.select_related("pgh_context").order_by("pgh_id")


def _is_of(event: Any, change: ProposedChange) -> bool:
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    return metadata.get("proposal") == change.proposal_id and not metadata.get("undone")


def _value(part: Part, name: str, event: Any) -> Any:
    return plain(getattr(event, part.field(name).attname))
