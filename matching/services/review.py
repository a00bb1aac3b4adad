"""What the Affairs Dept. does with a request: reviews it, chooses candidates with reasons, asks them, closes it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.days import today
from jitco_portal.common.mail.outbox import queue_mail
from matching.models import Candidate, CandidateState, Introduction, MatchRequest, Party, RequestState
from matching.models.transitions import ENDED, LIVING
from matching.queries.pairs import check_of, is_listed, points_snapshot
from matching.services import course
from matching.services.steps import NeedMissing, WrongState, happened, lock, locked_candidate, take, take_candidate
from organizations.models import Organization
from organizations.queries.acting import acting_members

MOST_CANDIDATES = 30


class NotFitting(Exception):
    """The organization is of the wrong kind, off the portal, or the one that asks."""


class AlreadyCandidate(Exception):
    """It is a candidate of the request already."""


class TooManyCandidates(Exception):
    """The request has as many candidates as it may."""


@transaction.atomic
def take_up(*, request: MatchRequest) -> MatchRequest:
    """Begin the review. Raises WrongState."""
    held = lock(request)
    take("take_up", request=held, by=Party.STAFF)
    return held


@transaction.atomic
def return_request(*, request: MatchRequest, reason: str) -> MatchRequest:
    """Back to its organization, to be completed; the reason is read there. Raises WrongState, NeedMissing."""
    held = lock(request)
    take("return", request=held, by=Party.STAFF, reason=reason.strip())
    return held


@transaction.atomic
def close(*, request: MatchRequest, reason: str) -> MatchRequest:
    """End it for the Affairs Dept.; the reason is read by the organization. Raises WrongState, NeedMissing."""
    held = lock(request)
    take("close", request=held, by=Party.STAFF, reason=reason.strip())
    course.end_all(held, outcome=Introduction.Outcome.WITHDRAWN)
    return held


@transaction.atomic
def choose(
    *, request: MatchRequest, organization: Organization, reasons: str, position: int | None = None
) -> Candidate:
    """Put an organization in reserve, with the reasons that both sides will read and the points it has today.

    One that asked to be considered gets its reasons. Raises WrongState, NotFitting, AlreadyCandidate,
    TooManyCandidates, NeedMissing.
    """
    held = lock(request)
    if held.state in (RequestState.DRAFT, RequestState.SUBMITTED, *ENDED):
        raise WrongState("choose")
    organization = Organization.objects.select_related("country").get(pk=organization.pk)
    wanted = Organization.Kind.SENDING if held.asks_for_sending else Organization.Kind.SUPERVISING
    if organization.kind != wanted or not is_listed(organization) or organization.pk == held.organization_id:
        raise NotFitting
    if not reasons.strip():
        raise NeedMissing("reason")
    known = Candidate.objects.filter(request=held, organization=organization).first()
    if known and known.state != CandidateState.INTERESTED:
        raise AlreadyCandidate
    # Who only asked to be considered takes no place away from those whom staff choose.
    if Candidate.objects.filter(request=held).exclude(organization=organization).exclude(reasons="").count() >= (
        MOST_CANDIDATES
    ):
        raise TooManyCandidates
    if position is None:
        last = Candidate.objects.filter(request=held).aggregate(last=Max("position"))["last"]
        position = (last or 0) + 1
    candidate = known or Candidate(request=held, organization=organization)
    candidate.reasons, candidate.position = reasons.strip(), max(0, min(position, 1000))
    candidate.found = points_snapshot(request=held, organization=organization)
    candidate.save()
    return candidate


@transaction.atomic
def propose(*, request: MatchRequest, candidates: list[Candidate]) -> MatchRequest:
    """Ask these, and send the proposal. Raises WrongState, NeedMissing; then nobody was asked."""
    held = _offer_each(request, candidates, state=RequestState.UNDER_REVIEW)
    take("propose", request=held, by=Party.STAFF)
    return held


@transaction.atomic
def offer_all(*, request: MatchRequest, candidates: list[Candidate]) -> MatchRequest:
    """Ask these too, of a proposal that is out. Raises WrongState, NeedMissing; then none of them was asked."""
    return _offer_each(request, candidates, state=RequestState.PROPOSED)


def _offer_each(request: MatchRequest, candidates: list[Candidate], *, state: RequestState) -> MatchRequest:
    held = lock(request)
    if held.state != state:
        raise WrongState(state)
    for each in candidates:
        _offer(held, each)
    return held


def _offer(request: MatchRequest, candidate: Candidate) -> Candidate:
    found = Candidate.objects.select_related("organization__country").get(pk=candidate.pk, request=request)
    found.request = request
    if not found.reasons.strip():
        raise NeedMissing("reason")
    course.offer(found, by=Party.STAFF)
    return found


@transaction.atomic
def take_out(*, candidate: Candidate, reason: str) -> Candidate:
    """Raises WrongState, NeedMissing. Who was never asked is told nothing."""
    held = locked_candidate(candidate)
    take_candidate("take_out", candidate=held, by=Party.STAFF, reason=reason.strip())
    course.go_on(held.request)
    return held


@transaction.atomic
def ask_for_facts(*, candidate: Candidate) -> int:
    """Ask the two organizations for what no rule can do without; how many people were written to.

    Once a day each; what is missing stands on their page. Raises WrongState when either of the two has ended.
    """
    held = locked_candidate(candidate)
    if not held.request.is_open or held.state not in LIVING:
        raise WrongState("facts")
    if not check_of(candidate=held).not_known:
        return 0
    happened("facts_asked", candidate=held, by=Party.STAFF)
    asked = 0
    for organization_id in (held.request.organization_id, held.organization_id):
        public_id = Organization.objects.values_list("public_id", flat=True).get(pk=organization_id)
        for person in acting_members(organization_id):
            with translation.override(person.language):
                link = settings.SITE_URL + reverse("matching:own_facts", args=[public_id])
            queue_mail(
                kind="match_facts",
                cause=f"match-up:facts:{organization_id}:{today():%Y-%m-%d}",
                recipient=person.email,
                user=person,
                context={"link": link},
            )
            asked += 1
    return asked
