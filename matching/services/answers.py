"""What both sides answer on a candidate, and an organization that asks to be considered."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.models import User
from matching.models import Candidate, CandidateState, MatchRequest, Party, RequestState
from matching.queries.board import is_on_board
from matching.queries.pairs import is_listed
from matching.services import course
from matching.services.steps import NotAllowed, WrongState, happened, lock, take_candidate, theirs
from organizations.models import Organization
from organizations.queries.acting import acts_for


class AlreadyAnswered(Exception):
    """This side has accepted already."""


class AlreadyConsidered(Exception):
    """The organization is a candidate of the request, or was."""


@transaction.atomic
def accept(*, candidate: Candidate, side: Party, by: User) -> Candidate:
    """Raises NotAllowed, WrongState, AlreadyAnswered. Where both have accepted, what follows is `course.go_on`'s.

    The rules are asked anew: who may not be introduced is stopped, and both read why.
    """
    held = theirs(candidate, side, by)
    if held.state != CandidateState.OFFERED or held.request.state != RequestState.PROPOSED:
        raise WrongState("accept")
    if held.answer_by and held.answer_by < today():
        raise WrongState("late")
    if held.answer_of(side) == Candidate.Answer.ACCEPTED:
        raise AlreadyAnswered
    _answer(held, side, Candidate.Answer.ACCEPTED)
    held.save()
    name = "candidate_accepts" if side == Party.CANDIDATE else "requester_accepts"
    # Who has accepted before hears of the introduction, or of what it waits for: one mail for one event.
    happened(name, candidate=held, by=side, is_told=held.requester_answer == Candidate.Answer.OPEN)
    course.go_on(held.request)
    return Candidate.objects.get(pk=held.pk)


@transaction.atomic
def decline(*, candidate: Candidate, side: Party, by: User, reason: str) -> Candidate:
    """Raises NotAllowed, WrongState, NeedMissing."""
    held = theirs(candidate, side, by)
    if held.request.state != RequestState.PROPOSED:
        raise WrongState("decline")
    _answer(held, side, Candidate.Answer.DECLINED)
    take_candidate("decline", candidate=held, by=side, reason=reason.strip())
    course.go_on(held.request)
    return held


@transaction.atomic
def show_interest(*, request: MatchRequest, organization: Organization, by: User) -> Candidate:
    """An organization asks to be considered for a wish of the board.

    Raises NotAllowed, WrongState, AlreadyConsidered.
    """
    held = lock(request)
    if not acts_for(organization.pk, user=by):
        raise NotAllowed("interest")
    if not is_on_board(held):
        raise WrongState("interest")
    organization = Organization.objects.get(pk=organization.pk)
    wanted = Organization.Kind.SENDING if held.asks_for_sending else Organization.Kind.SUPERVISING
    if organization.kind != wanted or not is_listed(organization) or organization.pk == held.organization_id:
        raise NotAllowed("kind")
    if Candidate.objects.filter(request=held, organization=organization).exists():
        raise AlreadyConsidered
    candidate = Candidate.objects.create(
        request=held, organization=organization, state=CandidateState.INTERESTED, said_interested=True, position=500
    )
    happened("interest", candidate=candidate, by=Party.CANDIDATE)
    return candidate


def _answer(candidate: Candidate, side: Party, answer: str) -> None:
    if side == Party.REQUESTER:
        candidate.requester_answer, candidate.requester_answered_at = answer, timezone.now()
    else:
        candidate.candidate_answer, candidate.candidate_answered_at = answer, timezone.now()
