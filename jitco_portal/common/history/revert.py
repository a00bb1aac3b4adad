"""Undoing one change: what would be written is told first, then written as any other change, with a reason.

Fields that somebody changed since are left as they are unless asked for; what the person at the desk could not
write by hand is not written here either; the database's guards have the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jitco_portal.common.desk.forms import refusal_of
from jitco_portal.common.history.context import because, event_models
from jitco_portal.common.history.reading import ADDED, CHANGED, DELETED, Source, blank_as_none, differ, metadata_of

# Stands in ``also`` for "delete the row although it was changed since".
WHOLE_ROW = "row"


class RevertRefused(Exception):
    """The sentences say why; nothing was written."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


@dataclass(frozen=True)
class Rights:
    """What the person at the desk may do by hand, so that a revert can do no more."""

    may_add: bool
    may_change: Callable[[models.Model], bool]
    may_delete: Callable[[models.Model], bool]
    # The form fields by which this person could write a row (none for a new one).
    form_fields: Callable[[models.Model | None], Mapping[str, Any]]
    # Rows that a deletion would take along or that forbid it, as sentences and names.
    hanging_on: Callable[[models.Model], tuple[list[str], list[str]]]
    # How the page writes: with all that it does besides. The names are those of the fields that change.
    save: Callable[[models.Model, list[str], bool], None]
    delete: Callable[[models.Model], None]
    # Whether relations are taken back here, or their page does more than write them.
    relates_here: bool = True


@dataclass(frozen=True)
class Line:
    """One field: as it stands, and as it would be again."""

    field: models.Field
    now: Any
    back: Any
    # Somebody changed it since.
    is_conflict: bool = False
    # This person could not write it by hand.
    is_locked: bool = False

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def label(self) -> str:
        return str(capfirst(self.field.verbose_name))


@dataclass
class Plan:
    """What a revert would do to the row that the event speaks of."""

    what: str
    row: models.Model | None
    lines: list[Line] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    # Names of rows that go with a row that is deleted, or come back with one that is brought back.
    along: list[str] = field(default_factory=list)

    @property
    def conflicts(self) -> list[Line]:
        return [line for line in self.lines if line.is_conflict]

    @property
    def can_be_done(self) -> bool:
        return not self.refusals


def plan_revert(*, source: Source, event: Any, before: Any, rights: Rights, lock: bool = False) -> Plan:
    """What reverting the event would write now; with ``lock`` the row waits for no one else's write."""
    if source.relation is not None:
        return _plan_of_relation(source, event, rights, lock)
    row = _held(source.model, event, lock)
    if event.pgh_label == CHANGED:
        return _plan_of_update(source, event, before, row, rights)
    if event.pgh_label == ADDED:
        return _plan_of_deletion(source, event, row, rights)
    return _plan_of_return(source, event, row, rights)


@transaction.atomic
def revert_change(
    *, source: Source, event: Any, before: Any, rights: Rights, also: Collection[str] = (), why: str
) -> Plan:
    """Write what ``plan_revert`` tells, or raise RevertRefused with nothing written.

    ``also`` names the fields to take back although somebody changed them since.
    """
    plan = plan_revert(source=source, event=event, before=before, rights=rights, lock=True)
    if plan.refusals:
        raise RevertRefused(*plan.refusals)
    metadata = metadata_of(event)
    reverts = {
        "event": event._meta.label_lower,
        "id": event.pk,
        "at": event.pgh_created_at.isoformat(),
        "known": event.pgh_context is not None,
        **{key: metadata[key] for key in ("user", "command", "job") if metadata.get(key)},
    }
    try:
        with because(why, reverts=reverts), transaction.atomic():
            _write(plan, source, event, also, rights)
    except ValidationError as error:
        raise RevertRefused(*_sentences(error, source.model)) from error
    except (ProtectedError, RestrictedError) as error:
        raise RevertRefused(_("Other rows rest on this one, so it cannot be deleted.")) from error
    except DatabaseError as error:
        raise RevertRefused(_database_refusal(error)) from error
    return plan


def _held(model: type[models.Model], event: Any, lock: bool) -> models.Model | None:
    rows = model._base_manager.filter(pk=_key(event, model))
    return (rows.select_for_update(of=("self",)) if lock else rows).first()


def _key(event: Any, model: type[models.Model]) -> Any:
    return getattr(event, model._meta.pk.attname)


def _plan_of_update(source: Source, event: Any, before: Any, row: models.Model | None, rights: Rights) -> Plan:
    plan = Plan(CHANGED, row)
    if row is None:
        plan.refusals.append(_("The row is no longer there. Bring it back first."))
        return plan
    if before is None:
        plan.refusals.append(_("What stood there before was not recorded."))
        return plan
    if not rights.may_change(row):
        plan.refusals.append(_("You may not change this row."))
        return plan
    fields = rights.form_fields(row)
    for each in source.fields():
        written, back, now = (getattr(one, each.attname) for one in (event, before, row))
        if not differ(written, back) or not differ(now, back):
            continue
        locked = each.name not in fields or isinstance(each, models.FileField)
        plan.lines.append(Line(each, now, back, is_conflict=differ(now, written), is_locked=locked))
    if not plan.lines:
        plan.refusals.append(_("Everything stands again as it was before this change."))
    elif all(line.is_locked for line in plan.lines):
        plan.refusals.append(_("These fields cannot be written by you on this page."))
    return plan


def _plan_of_deletion(source: Source, event: Any, row: models.Model | None, rights: Rights) -> Plan:
    """The event brought the row: reverting takes it away."""
    plan = Plan(ADDED, row)
    if row is None:
        plan.refusals.append(_("The row is no longer there."))
        return plan
    if not rights.may_delete(row):
        plan.refusals.append(_("You may not delete this row, or rows of its kind are never deleted."))
        return plan
    for each in source.fields():
        written, now = getattr(event, each.attname), getattr(row, each.attname)
        plan.lines.append(Line(each, now, None, is_conflict=differ(written, now)))
    protected, plan.along = rights.hanging_on(row)
    if protected:
        names = ", ".join(protected)
        plan.refusals.append(_("Other rows rest on this one, so it cannot be deleted: %(names)s") % {"names": names})
    return plan


def _plan_of_return(source: Source, event: Any, row: models.Model | None, rights: Rights) -> Plan:
    """The event took the row away: reverting brings it back under its key."""
    model = source.model
    held = {each.name for each in source.event_model._meta.fields}
    values = {each.attname: getattr(event, each.attname) for each in model._meta.concrete_fields if each.name in held}
    plan = Plan(DELETED, model(**values))
    if row is not None:
        plan.refusals.append(_("A row with the key of this one is there again."))
        return plan
    if not rights.may_add:
        plan.refusals.append(_("You may not add rows of this kind."))
        return plan
    if [each for each in model._meta.concrete_fields if each.name not in held and _is_needed(each)]:
        plan.refusals.append(_("The history holds no secrets, so it cannot bring back a row that had one."))
        return plan
    fields = rights.form_fields(None)
    for each in source.fields():
        back = getattr(event, each.attname)
        if blank_as_none(back) is not None:
            is_plain = not each.editable or each.name in fields or back == each.get_default()
            plan.lines.append(Line(each, None, back, is_locked=not is_plain))
    locked = [line.label for line in plan.lines if line.is_locked]
    if locked:
        names = ", ".join(locked)
        plan.refusals.append(_("These fields cannot be written by you: %(names)s") % {"names": names})
    plan.along = [f"{capfirst(relation.verbose_name)}: {len(keys)}" for relation, keys in _relations_gone(model, event)]
    return plan


def _is_needed(each: models.Field) -> bool:
    return not each.has_default() and not each.null and not each.blank


def _plan_of_relation(source: Source, event: Any, rights: Rights, lock: bool) -> Plan:
    relation = source.relation
    owner_model, target_model = relation.model, relation.related_model
    owners = owner_model._base_manager.filter(pk=getattr(event, f"{relation.m2m_field_name()}_id"))
    owner = (owners.select_for_update(of=("self",)) if lock else owners).first()
    target_key = getattr(event, f"{relation.m2m_reverse_field_name()}_id")
    target = target_model._base_manager.filter(pk=target_key).first()
    plan = Plan(event.pgh_label, owner)
    if owner is None or target is None:
        plan.refusals.append(_("One of the two rows is no longer there."))
        return plan
    if not rights.relates_here:
        plan.refusals.append(_("Change this on the page of the row itself, which does more than write it."))
        return plan
    form_field = rights.form_fields(owner).get(relation.name) if rights.may_change(owner) else None
    if form_field is None or not form_field.queryset.filter(pk=target_key).exists():
        plan.refusals.append(_("These fields cannot be written by you on this page."))
        return plan
    is_held = getattr(owner, relation.name).filter(pk=target_key).exists()
    if is_held != (event.pgh_label == ADDED):
        plan.refusals.append(_("Everything stands again as it was before this change."))
    plan.along = [str(target)]
    return plan


def _relations_gone(model: type[models.Model], event: Any) -> list[tuple[models.ManyToManyField, list[Any]]]:
    """The relations that went in the same transaction as the row."""
    found = []
    for relation in model._meta.many_to_many:
        through: Any = relation.remote_field.through
        if not through._meta.auto_created:
            continue
        for events in event_models(through):
            gone = events._default_manager.filter(
                **{f"{relation.m2m_field_name()}_id": _key(event, model)},
                pgh_label=DELETED,
                pgh_created_at=event.pgh_created_at,
            )
            keys = list(gone.values_list(f"{relation.m2m_reverse_field_name()}_id", flat=True))
            if keys:
                found.append((relation, keys))
    return found


def _write(plan: Plan, source: Source, event: Any, also: Collection[str], rights: Rights) -> None:
    row: Any = plan.row
    if source.relation is not None:
        manager = getattr(row, source.relation.name)
        key = getattr(event, f"{source.relation.m2m_reverse_field_name()}_id")
        (manager.remove if plan.what == ADDED else manager.add)(key)
        return
    if plan.what == CHANGED:
        chosen = [line for line in plan.lines if not line.is_locked and (not line.is_conflict or line.name in also)]
        if not chosen:
            raise RevertRefused(_("Nothing was chosen: all of it was changed since."))
        for line in chosen:
            setattr(row, line.field.attname, line.back)
        row.full_clean()
        rights.save(row, [line.name for line in chosen], True)
    elif plan.what == ADDED:
        if plan.conflicts and WHOLE_ROW not in also:
            raise RevertRefused(_("The row was changed since. Say that it shall be deleted all the same."))
        rights.delete(row)
    else:
        row.full_clean()
        rights.save(row, [line.name for line in plan.lines], False)
        for relation, keys in _relations_gone(source.model, event):
            getattr(row, relation.name).add(*relation.related_model._base_manager.filter(pk__in=keys))


def _sentences(error: ValidationError, model: type[models.Model]) -> list[str]:
    """Each message behind the name of its field."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    labels = {each.name: str(capfirst(each.verbose_name)) for each in model._meta.fields}
    return [
        f"{labels[name]}: {message}" if name in labels else message
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def _database_refusal(error: DatabaseError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    if isinstance(error, IntegrityError) and diagnosis is not None and diagnosis.constraint_name:
        return str(refusal_of(error))
    return _("A rule of the database forbids it: %(rule)s") % {"rule": getattr(diagnosis, "message_primary", error)}
