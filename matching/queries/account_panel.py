"""Match-ups of the organizations that a person acts for, on their own page."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, Q, Value, When
from django.utils.translation import gettext as _

from jitco_portal.common.registry import Panel
from matching.models import Candidate, CandidateState, MatchRequest, Party, RequestState
from organizations.queries.members import memberships_of


def account_panel(user: Any) -> Panel | None:
    """Open requests, and candidates on which an answer of theirs is waited for; None for a member of nothing."""
    memberships = memberships_of(user)
    own = [each.organization_id for each in memberships]
    if not own:
        return None
    acting = [each.organization_id for each in memberships if each.may_edit]
    requests = MatchRequest.objects.open().filter(organization__in=own).select_related("organization", "programme")
    return Panel(
        title=_("Match-ups"),
        anchor="match-ups",
        template="matching/_account_panel.html",
        context={"requests": list(requests), "candidates": waiting_for_answer_of(acting)},
    )


def waiting_for_answer_of(organizations: list[int]) -> list[Candidate]:
    """Those asked of which one of these organizations has not said yes or no, each with ``own_side``.

    Whoever stands on both sides answers for the organization that asked first, as everywhere.
    """
    unanswered = Candidate.Answer.OPEN
    as_requester = Q(request__organization__in=organizations, requester_answer=unanswered)
    as_candidate = Q(organization__in=organizations, candidate_answer=unanswered)
    rows = Candidate.objects.filter(
        as_requester | as_candidate, state=CandidateState.OFFERED, request__state=RequestState.PROPOSED
    )
    side = Case(
        When(as_requester, then=Value(Party.REQUESTER.value)),
        default=Value(Party.CANDIDATE.value),
        output_field=CharField(),
    )
    rows = rows.annotate(own_side=side).select_related("organization", "request")
    return list(rows.order_by("answer_by", "pk"))
