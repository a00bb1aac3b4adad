"""Taking back what an import wrote, as far as nobody changed it since."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common.history.context import because
from organizations.models import ListChange, ListEdition, ListImport, Organization
from organizations.services.list_imports.records import plain_value

# Written anew with every save; they tell nothing of whether somebody changed the row.
_DERIVED = {"sort_en", "sort_ja"}


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
    with because(why, user=user_id, list_import=list_import.pk):
        kept = [change for change in _newest_first(list_import) if not _take_back(*change)]
        ListChange.objects.bulk_update([change for change, _row in kept], ["kept"], batch_size=500)
        list_import.state, list_import.undone_at = ListImport.State.UNDONE, timezone.now()
        list_import.save(update_fields=["state", "undone_at"])
    return len(kept)


def _newest_first(list_import: ListImport) -> list[tuple[ListChange, models.Model | None]]:
    changes = list(list_import.changes.order_by("-pk"))
    keys: dict[str, list[int]] = {}
    for change in changes:
        keys.setdefault(change.model, []).append(change.object_pk)
    rows = {label: apps.get_model(label)._base_manager.in_bulk(pks) for label, pks in keys.items()}
    return [(change, rows[change.model].get(change.object_pk)) for change in changes]


def _take_back(change: ListChange, row: Any) -> bool:
    """Whether the row is as it was before; else ``kept`` says what stands there now."""
    if row is None:
        # Somebody deleted it: of a new row nothing is left to do.
        change.kept = {} if change.action == ListChange.Action.CREATED else {"row": None}
        return change.action == ListChange.Action.CREATED
    now = {name: plain_value(getattr(row, name)) for name in change.after if name not in _DERIVED}
    differing = {name: value for name, value in now.items() if value != change.after[name]}
    if change.action == ListChange.Action.CREATED:
        return _take_out(change, row, differing)
    back = [name for name in change.after if name not in differing]
    for name in back:
        setattr(row, name, row._meta.get_field(name).to_python(change.before[name]))
    if back:
        row.save(update_fields=back)
    change.kept = differing
    return not differing


def _take_out(change: ListChange, row: Any, differing: dict[str, Any]) -> bool:
    """A new row goes; an organization only leaves the site, since its public id stands on paper."""
    if isinstance(row, Organization):
        if differing or _is_needed(row):
            change.kept = differing or {"row": str(row.public_id)}
            return False
        row.is_published = False
        row.save(update_fields=["is_published"])
        return True
    if differing or (isinstance(row, ListEdition) and row.entries.exists()):
        change.kept = differing or {"row": str(row)}
        return False
    try:
        with transaction.atomic():
            row.delete()
    except (ProtectedError, RestrictedError):
        change.kept = {"row": str(row)}
        return False
    return True


def _is_needed(organization: Organization) -> bool:
    """Whether somebody acts for it, or a government still says something of it."""
    if organization.memberships.exists():
        return True
    details = getattr(organization, "sending", None) if organization.is_sending else organization.supervising
    relations = ("approvals", "home_licences", "measures") if organization.is_sending else ("permits", "sanctions")
    return any(getattr(details, name).exists() for name in relations)
