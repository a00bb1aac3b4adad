"""An editor proposes; where the organization is trusted, it is published at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.history.context import because
from jitco_portal.common.models import User
from organizations.models import Organization, ProfileProposal, ProposedChange
from organizations.queries.members import membership_in
from organizations.queries.proposals.parts import PARTS, Part, editable_fields
from organizations.queries.proposals.values import Entry, ProfileRows, plain_field
from organizations.services.proposals.errors import (
    AlreadyProposed,
    InvalidChange,
    MayNotPropose,
    NotEditable,
    NothingChanged,
    NothingToWithdraw,
    Problem,
)
from organizations.services.proposals.writing import said_on, write
from organizations.services.rechecks import note_confirmed

OPEN, ACCEPTED, WITHDRAWN = (
    ProposedChange.State.OPEN,
    ProposedChange.State.ACCEPTED,
    ProposedChange.State.WITHDRAWN,
)


class _TriedOnly(Exception):
    """Takes back what was written to see whether it can be."""


@transaction.atomic
def propose(
    *, organization: Organization, author: User, entries: Sequence[Entry], comment: str = ""
) -> ProfileProposal:
    """Keep what the editor changed as a proposal; see the errors for what is refused.

    The lock makes two editors, and editors and staff, wait for each other.
    """
    member = membership_in(author, organization)
    if member is None or not member.may_edit:
        raise MayNotPropose
    locked = Organization.objects.select_for_update().get(pk=organization.pk)
    rows = ProfileRows(organization=locked, locked=True)
    changes = _checked(rows, entries)
    rows.without(changes)
    new = [change for change in changes if not rows.is_settled(change)]
    new = [change for change in new if change.before != change.after]
    if not new:
        raise NothingChanged
    open_changes = ProposedChange.objects.filter(proposal__organization=locked, state=OPEN)
    held = [_says(change) for change in open_changes]
    fresh = [change for change in new if _says(change) not in held]
    if not fresh:
        raise AlreadyProposed
    _try(locked, fresh, places=[changes.index(change) for change in fresh])
    proposal = ProfileProposal.objects.create(organization=locked, author=author, comment=comment.strip())
    for change in fresh:
        change.proposal = proposal
    ProposedChange.objects.bulk_create(fresh)
    if locked.publishes_at_once:
        _publish_at_once(proposal, rows, fresh)
    return proposal


def _checked(rows: ProfileRows, entries: Sequence[Entry]) -> list[ProposedChange]:
    problems, changes = [], []
    for place, entry in enumerate(entries):
        try:
            changes.append(_change(rows, entry))
        except ValidationError as error:
            problems += [Problem(place, text) for text in error.messages]
    if problems:
        raise InvalidChange(problems)
    return changes


def _change(rows: ProfileRows, entry: Entry) -> ProposedChange:
    """The entry in plain values; NotEditable where it reaches for what is not this organization's to change."""
    kind, part = rows.organization.kind, PARTS.get(entry.part)
    if part is None or kind not in part.kinds:
        raise NotEditable
    names = editable_fields(kind=kind, part=part)
    has_row, is_field = entry.row_id is not None, bool(entry.field)
    if (is_field and not has_row) if part.is_table else (has_row or not is_field):
        raise NotEditable
    if has_row and rows.row(part, entry.row_id) is None and _is_of_others(part, rows.organization, entry.row_id):
        raise NotEditable
    if entry.field:
        if entry.field not in names or entry.field in part.fixed:
            raise NotEditable
        before = plain_field(part, entry.field, entry.before)
        after = plain_field(part, entry.field, entry.after)
    else:
        before, after = (_whole(part, names, row) for row in (entry.before, entry.after))
        if (before is None) == (after is None) or (after is None) != has_row:
            raise NotEditable
    return ProposedChange(part=part.key, row_id=entry.row_id, field=entry.field, before=before, after=after)


def _is_of_others(part: Part, organization: Organization, row_id: int | None) -> bool:
    """A row of our own that went meanwhile is no forgery, and is told as such."""
    return part.model._default_manager.filter(pk=row_id).exclude(organization_id=organization.pk).exists()


def _whole(part: Part, names: Sequence[str], row: Any) -> dict[str, Any] | None:
    if row is None:
        return None
    if not isinstance(row, dict) or set(row) - set(names):
        raise NotEditable
    return {name: plain_field(part, name, row.get(name)) for name in names}


def _says(change: ProposedChange) -> tuple[Any, ...]:
    return change.part, change.row_id, change.field, change.after


def _try(organization: Organization, changes: Sequence[ProposedChange], *, places: Sequence[int]) -> None:
    """Write and take back: what is proposed can be published, as far as it hangs on what stands today."""
    try:
        with transaction.atomic():
            rows = ProfileRows(organization=Organization.objects.get(pk=organization.pk))
            write(rows=rows, changes=changes, day=today(), overwrite=False)
            raise _TriedOnly
    except _TriedOnly:
        pass
    except InvalidChange as error:
        raise InvalidChange([Problem(places[each.index], each.text) for each in error.problems]) from error


def _publish_at_once(proposal: ProfileProposal, rows: ProfileRows, changes: Sequence[ProposedChange]) -> None:
    """What conflicts with another's change stays open for staff."""
    clear = [change for change in changes if not rows.is_conflict(change)]
    if not clear:
        return
    try:
        publish(proposal=proposal, rows=rows, changes=clear)
    except InvalidChange:
        # Together with what conflicts it would do, alone it does not: staff see all of it.
        return
    ProposedChange.objects.filter(pk__in=[change.pk for change in clear]).update(
        state=ACCEPTED, decided_at=timezone.now()
    )
    proposal.published_at_once = True
    proposal.save(update_fields=["published_at_once"])


def publish(*, proposal: ProfileProposal, rows: ProfileRows, changes: Sequence[ProposedChange]) -> None:
    """Write accepted changes; to confirm the whole profile is another thing, which only the organization does."""
    with history_of(proposal=proposal):
        write(rows=rows, changes=changes, day=said_on(proposal=proposal))


def history_of(*, proposal: ProfileProposal) -> Any:
    """The history names the proposal beside who wrote and when."""
    return because(f"Proposal {proposal.pk} by {proposal.organization}", proposal=proposal.pk)


def undo_of(*, proposal: ProfileProposal, reason: str) -> Any:
    """The history says that it was staff who took it back, and why."""
    why = f"Undo of proposal {proposal.pk} by {proposal.organization}: {' '.join(reason.split())}"
    return because(why, proposal=proposal.pk, undone=True)


@transaction.atomic
def withdraw(*, proposal: ProfileProposal, by: User) -> ProfileProposal:
    """Take back what is still open of a proposal; what was decided stays decided."""
    member = membership_in(by, proposal.organization)
    if member is None or not member.may_edit:
        raise MayNotPropose
    Organization.objects.select_for_update().get(pk=proposal.organization_id)
    locked = ProfileProposal.objects.select_for_update().get(pk=proposal.pk)
    taken = locked.changes.filter(state=OPEN).update(state=WITHDRAWN, decided_at=timezone.now())
    if not taken:
        raise NothingToWithdraw
    if not locked.changes.exclude(state=WITHDRAWN).exists():
        locked.state = ProfileProposal.State.WITHDRAWN
    elif not locked.published_at_once:
        locked.state = ProfileProposal.State.DECIDED
    if locked.state != ProfileProposal.State.OPEN:
        locked.decided_at = timezone.now()
        locked.save(update_fields=["state", "decided_at"])
    return locked


@transaction.atomic
def confirm_profile(*, organization: Organization, by: User) -> None:
    """All of it is still right today."""
    member = membership_in(by, organization)
    if member is None or not member.may_edit:
        raise MayNotPropose
    locked = Organization.objects.select_for_update().get(pk=organization.pk)
    note_confirmed(organization=locked, by=by)
    if locked.last_confirmed_on == today():
        return
    with because("Confirmed by the organization"):
        locked.last_confirmed_on = today()
        locked.save(update_fields=["last_confirmed_on"])
