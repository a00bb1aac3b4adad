"""Why a proposal was not written, decided or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from organizations.models import ProposedChange


class ProposalError(Exception):
    """Nothing was written."""


class MayNotPropose(ProposalError):
    """Only editors and administrators of the organization change its profile."""


class OwnProposal(ProposalError):
    """Nobody decides on what they proposed, nor on what an organization proposed that they act for."""


class NotEditable(ProposalError):
    """No such part, field or row is this organization's to change."""


class NothingChanged(ProposalError):
    """Everything stands there already."""


class AlreadyProposed(ProposalError):
    """An open proposal says the same."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with the change at this place of the list."""

    index: int
    text: str


class InvalidChange(ProposalError):
    """The model refuses some of the values."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.text for problem in problems))
        self.problems = list(problems)


class OfChanges(ProposalError):
    """Some changes stand against it; nothing was done with the others either."""

    def __init__(self, changes: Sequence[ProposedChange]) -> None:
        super().__init__(", ".join(str(change.pk) for change in changes))
        self.changes = list(changes)


class AlreadyDecided(OfChanges):
    """Somebody else decided on them, or they were withdrawn."""


class ReasonMissing(OfChanges):
    """A refusal needs its reason."""


class ChangedMeanwhile(OfChanges):
    """Something else stands there now than when the editor, or whoever published it, wrote."""


class NotPublished(OfChanges):
    """Only what was published can be undone."""


class StillOpen(OfChanges):
    """Decide on these first."""


class NothingToWithdraw(ProposalError):
    """All of it is decided already."""
