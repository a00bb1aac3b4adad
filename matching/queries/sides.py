"""For which side of a match-up somebody acts, and who of an organization is told of it."""

from __future__ import annotations

from typing import Any

from matching.models import Candidate, MatchRequest, Party, RequestState
from organizations.models import Organization
from organizations.queries.members import Membered, memberships_of


def membership_on(side: str, *, user: Any, candidate: Candidate) -> Membered | None:
    """The person's membership today in the organization of that side, if any; ``candidate`` comes with its request."""
    organization_id = candidate.request.organization_id if side == Party.REQUESTER else candidate.organization_id
    return next((each for each in memberships_of(user) if each.organization_id == organization_id), None)


def side_of(*, user: Any, candidate: Candidate) -> Party | None:
    """The side on which the person acts or reads; whoever belongs to both answers for the organization that asked."""
    sides = (Party.REQUESTER, Party.CANDIDATE)
    return next((side for side in sides if membership_on(side, user=user, candidate=candidate)), None)


def organization_on(side: str, *, candidate: Candidate) -> Organization:
    return candidate.request.organization if side == Party.REQUESTER else candidate.organization


def other_side(side: str) -> Party:
    return Party.CANDIDATE if side == Party.REQUESTER else Party.REQUESTER


def is_named(*, request: MatchRequest, candidate: Candidate) -> bool:
    """Whether the candidate may know who asks: from the proposal or from the introduction on."""
    return knows_request(request=request, candidate=candidate) and (
        not request.is_anonymous or hasattr(candidate, "introduction")
    )


def knows_request(*, request: MatchRequest, candidate: Candidate) -> bool:
    """Whether the candidate may read what somebody wrote: once asked, and not while the request is a draft again.

    Who only saw the wish on the board knows what stands there.
    """
    return candidate.offered_at is not None and request.state != RequestState.DRAFT
