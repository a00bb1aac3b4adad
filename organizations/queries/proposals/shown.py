"""Proposed changes in words: labels, choices, names and dates in the reader's language, and what differs."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.shown_dates import shown_date
from jitco_portal.common.templatetags.portal import number
from organizations.languages import language_name
from organizations.models import Membership, Organization, ProposedChange
from organizations.prefectures import prefecture_name
from organizations.queries.proposals.parts import PARTS, Part, editable_fields
from organizations.queries.proposals.published import stood_before
from organizations.queries.proposals.values import ProfileRows, is_set

# A word, a space, or a single character where words are not set apart.
_TOKENS = re.compile(r"[^\W\u3040-\u9fff\uf900-\ufaff\uff00-\uffef]+|\s+|.", re.DOTALL)
# Below it, the two texts are two texts, and marks in them would only confuse.
LIKE = 0.4
_TEXTS = ("CharField", "TextField")


@dataclass(frozen=True)
class Piece:
    """A piece of a text; ``differs`` where the other text does not have it."""

    text: str
    differs: bool = False


@dataclass(frozen=True)
class ShownChange:
    """One change as a reader sees it."""

    change: ProposedChange
    part: Part
    # Which row of a table; blank elsewhere.
    row: str
    label: str
    before: list[Piece]
    after: list[Piece]
    # Only where it is asked for, beside what stands.
    now: str = ""
    is_conflict: bool = False
    is_gone: bool = False
    is_settled: bool = False
    # Who wrote there meanwhile, and when.
    changed_by: str = ""
    changed_at: Any = None
    # Other open proposals for the same place.
    parallels: list[ShownChange] = field(default_factory=list)
    # Of what was published: what stood right before that, which an undo puts back.
    put_back: str = ""

    @property
    def title(self) -> str:
        return " · ".join(filter(None, [self.row, self.label])) if self.row else self.label

    @property
    def before_text(self) -> str:
        return "".join(piece.text for piece in self.before)

    @property
    def after_text(self) -> str:
        return "".join(piece.text for piece in self.after)

    @property
    def is_row(self) -> bool:
        return not self.change.field


def shown_changes(
    *, organization: Organization, changes: Sequence[ProposedChange], rows: ProfileRows | None = None
) -> list[ShownChange]:
    """The changes in the order of the form."""
    rows = rows or ProfileRows(organization=organization)
    undone = [change for change in changes if change.state == ProposedChange.State.UNDONE]
    words = Words(rows=rows, changes=changes, stood=stood_before(rows=rows, changes=undone))
    return [words.shown(change) for change in in_order(changes)]


def in_order(changes: Iterable[ProposedChange]) -> list[ProposedChange]:
    """As the form has them."""
    return sorted(changes, key=_place)


def _place(change: ProposedChange) -> tuple:
    names = [name for kind in Organization.Kind.values for name in editable_fields(kind=kind, part=PARTS[change.part])]
    place = names.index(change.field) if change.field in names else -1
    return list(PARTS).index(change.part), change.row_id or float("inf"), place, change.pk or 0


class Words:
    """Words for the values of some changes; the names in them are read once per table.

    ``stood``: what an undo puts back, by the keys of the changes.
    """

    def __init__(
        self, *, rows: ProfileRows, changes: Iterable[ProposedChange], stood: Mapping[int, Any] | None = None
    ) -> None:
        self.rows = rows
        self.stood = stood or {}
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for change in changes:
            part = PARTS[change.part]
            for held in (change.before, change.after, rows.now(change), self.stood.get(change.pk)):
                for name, value in _values(change, held):
                    self._collect(wanted, part.field(name), value)
            for name in part.naming if change.row_id else ():
                self._collect(wanted, part.field(name), rows.value(part, change.row_id, name))
        self.names = {model: self._named(model, keys) for model, keys in wanted.items()}

    @staticmethod
    def _collect(wanted: dict[type[models.Model], set[int]], model_field: Any, value: Any) -> None:
        if model_field.is_relation and value is not None:
            wanted[model_field.related_model] |= set(value if isinstance(value, list) else [value])

    @staticmethod
    def _named(model: type[models.Model], keys: set[int]) -> dict[int, str]:
        found = model._default_manager.filter(pk__in=keys)
        if model is Membership:
            found = found.select_related("user")
            return {row.pk: str(row.user) for row in found}  # type: ignore[attr-defined]
        return {row.pk: getattr(row, "name", "") or str(row) for row in found}

    def items(self, part: Part, name: str, value: Any) -> list[str]:
        """A value as one text, a set as one for each of its items."""
        if value is None:
            return []
        model_field = part.field(name)
        if is_set(model_field):
            texts = [self._text(part, name, model_field, each) for each in value]
            return sorted(texts) if model_field.many_to_many else texts
        return [self._text(part, name, model_field, value)]

    def text(self, part: Part, name: str, value: Any) -> str:
        return _joined(self.items(part, name, value)) or nothing()

    def _text(self, part: Part, name: str, model_field: Any, value: Any) -> str:
        if model_field.is_relation:
            return self.names.get(model_field.related_model, {}).get(value) or _("no longer there (%(key)s)") % {
                "key": value
            }
        if model_field.flatchoices:
            return str(capfirst(dict(model_field.flatchoices).get(value, value)))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if name == "languages":
            return language_name(value)
        if name == "prefecture":
            return prefecture_name(value, get_language() or "")
        if name == "term_years":
            return ngettext("%(years)s year", "%(years)s years", value) % {"years": value}
        if name in ("founded_year", "year"):
            return str(value)
        if name in ("from_on", "until_on"):
            return shown_date(PartialDate.parse(value))
        if isinstance(model_field, models.DecimalField):
            return number(Decimal(value))
        return number(value) if isinstance(value, int) else str(value)

    def row_name(self, change: ProposedChange) -> str:
        """What names the row: from the row itself, or from what comes or goes."""
        part = PARTS[change.part]
        if not part.is_table:
            return ""
        held = self.rows.row_values(part, change.row_id) if change.row_id else None
        if held is None and not change.field:
            held = change.after or change.before
        if held is None:
            return _("a row that is no longer there")
        names = [self.text(part, name, held[name]) for name in part.naming if held.get(name) is not None]
        return " · ".join(names)

    def row_text(self, part: Part, values: dict[str, Any] | None) -> str:
        """A whole row, line by line; what it leaves blank is left out."""
        held = values or {}
        lines = [
            _("%(field)s: %(text)s") % {"field": label(part, name), "text": self.text(part, name, held[name])}
            for name in editable_fields(kind=self.rows.organization.kind, part=part)
            if held.get(name) is not None
        ]
        return "\n".join(lines) or nothing()

    def value_text(self, change: ProposedChange, value: Any) -> str:
        part = PARTS[change.part]
        return self.text(part, change.field, value) if change.field else self.row_text(part, value)

    def shown(self, change: ProposedChange, **marks: Any) -> ShownChange:
        part = PARTS[change.part]
        if change.field:
            title = label(part, change.field)
            before, after = self._compared(part, change)
        else:
            title = _("new row") if change.before is None else _("row removed")
            before = [Piece(self.row_text(part, change.before), differs=change.before is not None)]
            after = [Piece(self.row_text(part, change.after), differs=change.after is not None)]
        if change.pk in self.stood:
            marks["put_back"] = self.value_text(change, self.stood[change.pk])
        return ShownChange(change, part, self.row_name(change), title, before, after, **marks)

    def _compared(self, part: Part, change: ProposedChange) -> tuple[list[Piece], list[Piece]]:
        before, after = (self.items(part, change.field, value) for value in (change.before, change.after))
        if not before or not after:
            return _whole(_joined(before)), _whole(_joined(after))
        if is_set(part.field(change.field)):
            return _listed(before, after), _listed(after, before)
        # Marks within a number or a choice would only confuse.
        is_text = isinstance(change.after, str) and part.field(change.field).get_internal_type() in _TEXTS
        is_text = is_text and not part.field(change.field).flatchoices
        return compared(before[0], after[0]) if is_text else (_whole(before[0]), _whole(after[0]))


def label(part: Part, name: str) -> str:
    return str(capfirst(part.field(name).verbose_name))


def nothing() -> str:
    return _("nothing")


def compared(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Two texts, each with what the other does not have marked."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    matcher = difflib.SequenceMatcher(str.isspace, old, new, autojunk=False)
    blocks = matcher.get_matching_blocks()
    same = sum(len(token) for block in blocks for token in old[block.a : block.a + block.size])
    if 2 * same < LIKE * (len(before) + len(after)):
        return _whole(before), _whole(after)
    first, second = [], []
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if gone := "".join(old[from_old:to_old]):
            first.append(Piece(gone, tag != "equal"))
        if come := "".join(new[from_new:to_new]):
            second.append(Piece(come, tag != "equal"))
    return first, second


def _values(change: ProposedChange, held: Any) -> list[tuple[str, Any]]:
    if change.field:
        return [(change.field, held)]
    return list((held or {}).items())


def _whole(text: str) -> list[Piece]:
    return [Piece(text or nothing(), differs=bool(text))]


def _listed(items: list[str], others: list[str]) -> list[Piece]:
    pieces = []
    for place, item in enumerate(items):
        if place:
            pieces.append(Piece(_separator()))
        pieces.append(Piece(item, item not in others))
    return pieces


def _separator() -> str:
    return "、" if get_language() == "ja" else ", "


def _joined(items: Sequence[str]) -> str:
    return _separator().join(items)
