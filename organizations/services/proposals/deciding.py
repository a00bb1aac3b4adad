"""Staff decide, change by change; each is decided once, and nothing that stands is overwritten unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import User
from organizations.models import Membership, Organization, ProfileProposal, ProposedChange
from organizations.queries.proposals.pages import is_ones_own
from organizations.queries.proposals.shown import shown_changes
from organizations.queries.proposals.values import ProfileRows
from organizations.services.proposals.errors import (
    AlreadyDecided,
    ChangedMeanwhile,
    InvalidChange,
    NotPublished,
    OwnProposal,
    Problem,
    ReasonMissing,
    StillOpen,
)
from organizations.services.proposals.proposing import history_of, publish, undo_of
from organizations.services.proposals.writing import write_back

OPEN, ACCEPTED = ProposedChange.State.OPEN, ProposedChange.State.ACCEPTED
REFUSED, UNDONE = ProposedChange.State.REFUSED, ProposedChange.State.UNDONE


@dataclass(frozen=True)
class Decision:
    """What staff say to one change; ``overwrite`` allows to write over what somebody else wrote meanwhile."""

    accept: bool
    reason: str = ""
    overwrite: bool = False


@transaction.atomic
def decide_changes(*, proposal: ProfileProposal, decisions: Mapping[int, Decision], by: User) -> ProfileProposal:
    """Accept and refuse changes by their keys, and tell the author; all of it or, with an error, nothing.

    Raises OwnProposal, AlreadyDecided, ReasonMissing, ChangedMeanwhile (without ``overwrite``) or InvalidChange,
    whose places are those of ``decisions``. The locks make two reviewers wait for each other.
    """
    locked, rows = _locked(proposal, by)
    held = _changes(locked, decisions)
    if late := [change for change in held.values() if change.state != OPEN]:
        raise AlreadyDecided(late)
    refused = [held[key] for key, decision in decisions.items() if not decision.accept]
    accepted = [held[key] for key, decision in decisions.items() if decision.accept]
    if bare := [change for change in refused if not decisions[change.pk].reason.strip()]:
        raise ReasonMissing(bare)
    rows.without(accepted)
    conflicts = [change for change in accepted if rows.is_conflict(change)]
    if unasked := [change for change in conflicts if rows.is_gone(change) or not decisions[change.pk].overwrite]:
        raise ChangedMeanwhile(unasked)
    writes = [change for change in accepted if not rows.is_settled(change)]
    try:
        publish(proposal=locked, rows=rows, changes=writes)
    except InvalidChange as error:
        places = list(decisions)
        problems = [Problem(places.index(writes[each.index].pk), each.text) for each in error.problems]
        raise InvalidChange(problems) from error
    now = timezone.now()
    for change in [*accepted, *refused]:
        decision = decisions[change.pk]
        change.state = ACCEPTED if decision.accept else REFUSED
        change.reason, change.decided_at, change.decided_by = decision.reason.strip(), now, by
        with history_of(proposal=locked):
            change.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    _close(locked)
    if decisions:
        _tell(locked, "decided", accepted=accepted, refused=refused)
    return locked


@transaction.atomic
def undo_changes(*, proposal: ProfileProposal, reasons: Mapping[int, str], by: User) -> ProfileProposal:
    """Write back what stood right before changes were published, and tell the author why.

    Raises OwnProposal, NotPublished, ReasonMissing, or ChangedMeanwhile where something was written over them since.
    """
    locked, rows = _locked(proposal, by)
    held = _changes(locked, reasons)
    if wrong := [change for change in held.values() if change.state != ACCEPTED]:
        raise NotPublished(wrong)
    if bare := [change for change in held.values() if not reasons[change.pk].strip()]:
        raise ReasonMissing(bare)
    for change in held.values():
        change.state, change.reason = UNDONE, reasons[change.pk].strip()
        change.decided_at, change.decided_by = timezone.now(), by
        with undo_of(proposal=locked, reason=change.reason):
            change.save(update_fields=["state", "reason", "decided_at", "decided_by"])
            if not _written_back(rows, change, locked):
                raise ChangedMeanwhile([change])
    if held:
        _tell(locked, "undone", accepted=[], refused=list(held.values()))
    return locked


def _written_back(rows: ProfileRows, change: ProposedChange, proposal: ProfileProposal) -> bool:
    try:
        with transaction.atomic():
            return write_back(rows=rows, change=change, proposal=proposal)
    except IntegrityError:
        return False


@transaction.atomic
def mark_reviewed(*, proposal: ProfileProposal, by: User) -> ProfileProposal:
    """What was published at once has been read by staff; StillOpen names what must be decided first."""
    locked, _rows = _locked(proposal, by)
    if left := list(locked.changes.filter(state=OPEN)):
        raise StillOpen(left)
    if locked.state == ProfileProposal.State.OPEN:
        with history_of(proposal=locked):
            locked.state, locked.decided_at = ProfileProposal.State.DECIDED, timezone.now()
            locked.save(update_fields=["state", "decided_at"])
    return locked


def _locked(proposal: ProfileProposal, by: User) -> tuple[ProfileProposal, ProfileRows]:
    """The organization first, as whoever proposes does: everybody waits in the same order."""
    if is_ones_own(proposal=proposal, user=by):
        raise OwnProposal
    organization = Organization.objects.select_for_update().get(pk=proposal.organization_id)
    locked = ProfileProposal.objects.select_for_update(of=["self"]).select_related("author").get(pk=proposal.pk)
    locked.organization = organization
    return locked, ProfileRows(organization=organization, locked=True)


def _changes(proposal: ProfileProposal, keys: Mapping[int, Any]) -> dict[int, ProposedChange]:
    held = {change.pk: change for change in proposal.changes.select_for_update().filter(pk__in=list(keys))}
    if len(held) != len(keys):
        raise ProposedChange.DoesNotExist
    return held


def _close(proposal: ProfileProposal) -> None:
    """Decided with its last change; what was published at once waits until staff have read it."""
    if proposal.published_at_once or proposal.changes.filter(state=OPEN).exists():
        return
    with history_of(proposal=proposal):
        proposal.state, proposal.decided_at = ProfileProposal.State.DECIDED, timezone.now()
        proposal.save(update_fields=["state", "decided_at"])


def _tell(
    proposal: ProfileProposal, what: str, *, accepted: Sequence[ProposedChange], refused: Sequence[ProposedChange]
) -> None:
    """One mail for each time staff decide, to an author who is a member still: it shows the changes."""
    author = proposal.author
    if not Membership.objects.filter(organization=proposal.organization, user=author).current().exists():
        return
    first = min(change.pk for change in [*accepted, *refused])
    queue_mail(
        kind="proposal_decided" if what == "decided" else "proposal_undone",
        cause=f"proposal {proposal.pk} {what} {first}",
        recipient=author.email,
        user=author,
        context={
            "proposal": proposal,
            "organization": proposal.organization,
            # Called while the mail is written, in the language of its reader.
            "accepted": partial(shown_changes, organization=proposal.organization, changes=accepted),
            "refused": partial(shown_changes, organization=proposal.organization, changes=refused),
            "still_open": proposal.changes.filter(state=OPEN).count(),
        },
    )
