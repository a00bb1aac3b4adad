"""What people decide: row by row, then the whole, then a second person."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common.models import User
from organizations.models import ListImport, ListMapping, ListRow, Organization
from organizations.queries.list_imports.headings import folded
from organizations.services.list_imports.errors import (
    AlreadyApplied,
    ComparisonIsOld,
    NotAllowed,
    NotDecided,
    SamePerson,
    StillDoubtful,
    WrongState,
)
from organizations.tasks import defer_applying, defer_comparing, defer_undoing

APPROVES = "organizations.add_approval"
# Answers that hold for the next file of an office too.
_REMEMBERED = ("date_order", "calendar", "measure", "permit", "encoding")
_AFTER_FAILING = {
    ListImport.State.READING: ListImport.State.REFUSED,
    ListImport.State.APPLYING: ListImport.State.COMPARED,
    ListImport.State.UNDOING: ListImport.State.APPLIED,
}
_NOTHING_TO_ACCEPT = (ListRow.Result.REFUSED, ListRow.Result.DUPLICATE)


def _locked(pk: int, *states: str) -> ListImport:
    locked = ListImport.objects.select_for_update().get(pk=pk)
    if locked.state not in states:
        raise WrongState
    return locked


@transaction.atomic
def decide(*, row: ListRow, decision: str, by: User) -> None:
    """Accept a row or leave it out. A doubtful one never is accepted: what settles the doubt has it compared anew."""
    _locked(row.list_import_id, ListImport.State.COMPARED)
    row.refresh_from_db()
    if decision == ListRow.Decision.ACCEPT and row.result in _NOTHING_TO_ACCEPT:
        raise WrongState
    if decision == ListRow.Decision.ACCEPT and row.result == ListRow.Result.DOUBTFUL:
        raise StillDoubtful
    row.decision, row.decided_by = decision, by
    row.save(update_fields=["decision", "decided_by"])


@transaction.atomic
def decide_all(*, list_import: ListImport, results: Collection[str], decision: str, by: User) -> int:
    """All rows of these results that nobody decided on; how many. Doubtful ones are decided one by one."""
    _locked(list_import.pk, ListImport.State.COMPARED)
    rows = list_import.rows.filter(result__in=results, decision=ListRow.Decision.OPEN)
    if decision == ListRow.Decision.ACCEPT:
        rows = rows.exclude(result__in=[*_NOTHING_TO_ACCEPT, ListRow.Result.DOUBTFUL])
    return rows.update(decision=decision, decided_by=by)


@transaction.atomic
def match_by_hand(*, row: ListRow, organization: Organization | None, by: User) -> None:
    """Say which organization a row is, or that it is a new one (None); the list is compared anew with that."""
    locked = _locked(row.list_import_id, ListImport.State.COMPARED)
    if row.line is None:
        raise WrongState
    row.organization, row.is_by_hand, row.decided_by = organization, True, by
    row.save(update_fields=["organization", "is_by_hand", "decided_by"])
    locked.state = ListImport.State.READING
    locked.save(update_fields=["state"])
    defer_comparing(list_import_pk=locked.pk)


@transaction.atomic
def submit(*, list_import: ListImport, version: int, by: User) -> None:
    """Hand it to a second person. Raises NotDecided, ComparisonIsOld, AlreadyApplied, WrongState."""
    locked = _locked(list_import.pk, ListImport.State.COMPARED)
    if locked.version != version:
        raise ComparisonIsOld
    if same_as_applied(locked):
        raise AlreadyApplied
    if locked.rows.filter(result=ListRow.Result.DOUBTFUL, decision=ListRow.Decision.OPEN).exists():
        raise NotDecided
    # Who submits accepts what nobody looked at row by row: the counts stand above the button.
    locked.rows.filter(decision=ListRow.Decision.OPEN).exclude(result__in=_NOTHING_TO_ACCEPT).update(
        decision=ListRow.Decision.ACCEPT, decided_by=by
    )
    locked.state, locked.submitted_by, locked.submitted_at = ListImport.State.SUBMITTED, by, timezone.now()
    locked.remark = ""
    locked.save(update_fields=["state", "submitted_by", "submitted_at", "remark"])
    _remember(locked)


def same_as_applied(list_import: ListImport) -> ListImport | None:
    """The import of the same file with the same words that is published."""
    words = ("kind", "country_id", "programme_id", "issuer_id", "issuer_name", "published_on", "is_complete", "sha256")
    return (
        ListImport.objects.filter(
            state=ListImport.State.APPLIED, **{name: getattr(list_import, name) for name in words}
        )
        .exclude(pk=list_import.pk)
        .first()
    )


def _remember(list_import: ListImport) -> None:
    columns: list[dict[str, Any]] = list_import.message.get("columns", [])
    headings = {folded(each["heading"]): each["field"] for each in columns if folded(each["heading"])}
    ListMapping.objects.update_or_create(
        kind=list_import.kind,
        issuer=list_import.issuer,
        issuer_name=list_import.issuer_name,
        defaults={
            "headings": headings,
            "answers": {name: list_import.answers[name] for name in _REMEMBERED if name in list_import.answers},
        },
    )


@transaction.atomic
def send_back(*, list_import: ListImport, because: str, by: User) -> None:
    """To whoever submitted it; the decisions stay."""
    if not by.has_perm(APPROVES):
        raise NotAllowed
    locked = _locked(list_import.pk, ListImport.State.SUBMITTED)
    locked.state, locked.remark = ListImport.State.COMPARED, because
    locked.save(update_fields=["state", "remark"])


@transaction.atomic
def withdraw(*, list_import: ListImport, by: User) -> None:
    locked = _locked(
        list_import.pk,
        *(ListImport.State.ASKS, ListImport.State.COMPARED, ListImport.State.SUBMITTED, ListImport.State.REFUSED),
    )
    locked.state = ListImport.State.WITHDRAWN
    locked.save(update_fields=["state"])


@transaction.atomic
def approve(*, list_import: ListImport, version: int, by: User) -> None:
    """The second person. The list is published in the background. Raises SamePerson, ComparisonIsOld, WrongState."""
    if not by.has_perm(APPROVES):
        raise NotAllowed
    locked = _locked(list_import.pk, ListImport.State.SUBMITTED)
    if by.pk in (locked.uploaded_by_id, locked.submitted_by_id):
        raise SamePerson
    if locked.version != version:
        raise ComparisonIsOld
    if same_as_applied(locked):
        raise AlreadyApplied
    locked.state, locked.approved_by, locked.approved_at = ListImport.State.APPLYING, by, timezone.now()
    locked.save(update_fields=["state", "approved_by", "approved_at"])
    defer_applying(list_import_pk=locked.pk)


@transaction.atomic
def give_up(*, list_import_pk: int, state: str) -> None:
    """The work on an import failed again and again: back to where a person decides, with a remark."""
    locked = ListImport.objects.select_for_update().get(pk=list_import_pk)
    if locked.state != state:
        return
    locked.state = _AFTER_FAILING[ListImport.State(state)]
    locked.remark = _("The work on this list failed several times; the log of the worker says why.")
    locked.save(update_fields=["state", "remark"])


@transaction.atomic
def undo(*, list_import: ListImport, by: User, because: str) -> None:
    """Take back all that the import wrote and nobody changed since; in the background."""
    if not by.has_perm(APPROVES):
        raise NotAllowed
    locked = _locked(list_import.pk, ListImport.State.APPLIED)
    locked.state, locked.undone_by, locked.remark = ListImport.State.UNDOING, by, because
    locked.save(update_fields=["state", "undone_by", "remark"])
    defer_undoing(list_import_pk=locked.pk)
