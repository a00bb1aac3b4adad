"""Taking back what an import wrote, as far as nobody changed it since."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common.garbage import not_collecting
from jitco_portal.common.history.context import because
from organizations.models import (
    Approval,
    HomeLicence,
    ListChange,
    ListEdition,
    ListImport,
    Membership,
    Organization,
    OrganizationMeasure,
    Permit,
    Sanction,
)
from organizations.queries.noted_values import differing_values

# Written anew with every save; they tell nothing of whether somebody changed the row.
_DERIVED = {"sort_en", "sort_ja"}
_BATCH = 500


def undo_import(*, list_import_pk: int) -> int:
    """Undo an import that waits for it; how many of its changes were kept because somebody changed the row since."""
    with transaction.atomic():
        list_import = (
            ListImport.objects.select_for_update(no_key=True)
            .filter(pk=list_import_pk, state=ListImport.State.UNDOING)
            .first()
        )
        if list_import is None:
            return 0
        return _undo(list_import, list_import.undone_by_id)


@transaction.atomic
def undo_by_operator(*, list_import: ListImport) -> int:
    locked = ListImport.objects.select_for_update(no_key=True).get(pk=list_import.pk)
    return _undo(locked, None) if locked.state == ListImport.State.APPLIED else 0


def _undo(list_import: ListImport, user_id: int | None) -> int:
    why = _("Taken back: %(title)s") % {"title": list_import}
    with because(why, user=user_id, list_import=list_import.pk), not_collecting():
        kept = [change for group in _newest_first(list_import) for change in _take_back(*group)]
        ListChange.objects.bulk_update(kept, ["kept"], batch_size=_BATCH)
        list_import.state, list_import.undone_at = ListImport.State.UNDONE, timezone.now()
        list_import.save(update_fields=["state", "undone_at"])
    return len(kept)


def _newest_first(list_import: ListImport) -> list[tuple[Any, list[ListChange]]]:
    """Neighbours of one model together, as they were written together: none of them waits for another."""
    groups: list[tuple[Any, list[ListChange]]] = []
    for change in list_import.changes.order_by("-pk"):
        if not groups or groups[-1][1][-1].model != change.model or len(groups[-1][1]) >= _BATCH:
            groups.append((apps.get_model(change.model), []))
        groups[-1][1].append(change)
    return groups


def _take_back(model: Any, changes: list[ListChange]) -> list[ListChange]:
    """Rows of one model; those that somebody changed since, with what stands there now in ``kept``."""
    # Locked: whoever edits one now waits, and is not written over.
    locked = model._base_manager.select_for_update(no_key=True)
    rows = locked.in_bulk([change.object_pk for change in changes])
    new: list[tuple[ListChange, Any]] = []
    values: list[tuple[Any, list[str]]] = []
    for change in changes:
        row = rows.get(change.object_pk)
        if row is None:
            # Somebody deleted it: of a new row nothing is left to do.
            change.kept = {} if change.action == ListChange.Action.CREATED else {"row": None}
            continue
        change.kept = differing = differing_values(change.after, row, but=_DERIVED)
        if change.action != ListChange.Action.CREATED:
            back = [name for name in change.before if name not in differing]
            for name in back:
                # At once: an earlier change of the same row is looked at next.
                setattr(row, name, model._meta.get_field(name).to_python(change.before[name]))
            values.append((row, back))
        elif not differing:
            new.append((change, row))
    _write_back(model, values)
    _take_out(model, new)
    return [change for change in changes if change.kept]


def _write_back(model: Any, values: list[tuple[Any, list[str]]]) -> None:
    """Rows with the same columns together."""
    groups: dict[tuple[str, ...], list[Any]] = {}
    for row, names in values:
        if names and isinstance(row, Organization):
            row.set_sort_keys()
            names = [*names, *_DERIVED]
        if names:
            groups.setdefault(tuple(sorted(set(names))), []).append(row)
    for columns, rows in groups.items():
        model._base_manager.bulk_update(rows, columns, batch_size=_BATCH)


def _take_out(model: Any, new: list[tuple[ListChange, Any]]) -> None:
    """New rows go; an organization only leaves the site, since its public id stands on paper."""
    if issubclass(model, Organization):
        needed = _needed([row for _change, row in new])
        for change, row in new:
            change.kept = {"row": str(row.public_id)} if row.pk in needed else {}
        free = [row.pk for _change, row in new if row.pk not in needed]
        Organization.objects.filter(pk__in=free).update(is_published=False)
        return
    if issubclass(model, ListEdition):
        for change, row in new:
            change.kept = {"row": str(row)} if row.entries.exists() else {}
        new = [(change, row) for change, row in new if not change.kept]
    if not _deleted(model, [row.pk for _change, row in new]):
        for change, row in new:
            change.kept = {} if _deleted(model, [row.pk]) else {"row": str(row)}


def _deleted(model: Any, pks: list[int]) -> bool:
    """All of them, or none since something holds one."""
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=pks).delete()
    except (ProtectedError, RestrictedError):
        return False
    return True


def _needed(organizations: list[Organization]) -> set[int]:
    """Those for which somebody acts, or of which a government still says something."""
    pks = [each.pk for each in organizations]
    found = set(Membership.objects.filter(organization__in=pks).values_list("organization", flat=True))
    for model in (Approval, HomeLicence, OrganizationMeasure):
        found |= set(model.objects.filter(sending_organization__in=pks).values_list("sending_organization", flat=True))
    for paper in (Permit, Sanction):
        held = paper.objects.filter(supervising_organization__in=pks)
        found |= set(held.values_list("supervising_organization", flat=True))
    return found
