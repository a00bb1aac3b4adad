"""What staff look at when they review a match-up request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from matching.models import (
    Candidate,
    CandidateState,
    Disclosure,
    Feedback,
    MatchFile,
    MatchRequest,
    Message,
    RequestState,
)
from matching.models.transitions import ENDED, LIVING
from matching.queries.pairs import checks_of, points_of, ranked_for
from matching.queries.ranking import Points, Ranked
from matching.queries.rules import Check
from matching.queries.shown import ShownStep, course_of, request_facts
from matching.queries.wording import Warned, warnings_of
from organizations.models import Organization

MOST_RANKED = 20


@dataclass(frozen=True)
class RankedRow:
    """An organization in the order of the request; for staff with what the rules say of it today."""

    organization: Organization
    ranked: Ranked
    check: Check | None = None

    @property
    def points(self) -> list[Points]:
        return self.ranked.points

    @property
    def most(self) -> int:
        return sum(each.most for each in self.points)


@dataclass(frozen=True)
class ReviewedCandidate:
    candidate: Candidate
    check: Check | None
    points: list[Points]
    messages: list[Message]

    @property
    def total(self) -> int:
        return sum(each.number for each in self.points)

    @property
    def most(self) -> int:
        return sum(each.most for each in self.points)

    @property
    def can_be_asked(self) -> bool:
        return self.candidate.state == CandidateState.RESERVE or (
            self.candidate.state == CandidateState.INTERESTED and bool(self.candidate.reasons)
        )

    @property
    def can_be_taken_out(self) -> bool:
        return self.candidate.state in (CandidateState.RESERVE, CandidateState.INTERESTED, CandidateState.OFFERED)

    @property
    def threads(self) -> list[str]:
        """In which staff may write: to each side apart, to both when they are introduced."""
        if self.candidate.offered_at is None:
            return [Message.Thread.CANDIDATE] if self.candidate.said_interested else []
        together = [Message.Thread.BOTH] if self.candidate.state == CandidateState.INTRODUCED else []
        return [*together, Message.Thread.REQUESTER, Message.Thread.CANDIDATE]


@dataclass(frozen=True)
class Review:
    request: MatchRequest
    facts: list[dict[str, Any]]
    warned: list[Warned]
    files: list[MatchFile]
    candidates: list[ReviewedCandidate]
    ranked: list[RankedRow]
    course: list[ShownStep]
    consents: list[Any]
    feedback: list[Feedback]

    @property
    def may_choose(self) -> bool:
        return self.request.state not in (RequestState.DRAFT, RequestState.SUBMITTED, *ENDED)

    @property
    def in_reserve(self) -> list[ReviewedCandidate]:
        return [each for each in self.candidates if each.can_be_asked]


def order_of(*, request: MatchRequest) -> list[RankedRow]:
    """The order by points, for whoever asks: nothing of it is hidden. Two queries."""
    found = ranked_for(request=request, limit=MOST_RANKED)
    organizations = _organizations_of(found)
    return [RankedRow(organizations[each.organization_id], each) for each in found]


def _organizations_of(found: list[Ranked]) -> dict[int, Organization]:
    keys = [each.organization_id for each in found]
    return {each.pk: each for each in Organization.objects.filter(pk__in=keys).select_related("country")}


def review_of(*, request: MatchRequest, user: Any) -> Review:
    """``request`` comes with its organization, that one's side and the programme; what ``user`` may view of it."""
    candidates = list(
        request.candidates.select_related("organization__country", "organization__supervising").order_by(
            "position", "pk"
        )
    )
    for each in candidates:
        each.request = request
    held = {each.organization_id for each in candidates}
    is_open = request.state not in (RequestState.DRAFT, *ENDED)
    found = ranked_for(request=request, limit=MOST_RANKED + len(held)) if is_open else []
    found = [each for each in found if each.organization_id not in held][:MOST_RANKED]
    organizations = _organizations_of(found)
    asked = [each.organization for each in candidates if each.state in LIVING]
    checks = checks_of(request=request, organizations=[*asked, *organizations.values()]) if is_open else {}
    written: dict[int, list[Message]] = {}
    messages = Message.objects.filter(candidate__request=request).select_related("author").prefetch_related("files")
    for message in messages if user.has_perm("matching.view_message") else []:
        written.setdefault(message.candidate_id, []).append(message)
    return Review(
        request=request,
        facts=request_facts(request),
        warned=warnings_of(request),
        files=list(request.files.all()),
        candidates=[
            ReviewedCandidate(
                candidate=each,
                check=checks.get(each.organization_id),
                points=points_of(candidate=each),
                messages=written.get(each.pk, []),
            )
            for each in candidates
        ],
        ranked=[
            RankedRow(organizations[each.organization_id], each, checks.get(each.organization_id)) for each in found
        ],
        course=course_of(request=request),
        consents=_consents(request) if user.has_perm("matching.view_disclosure") else [],
        feedback=_feedback(request) if user.has_perm("matching.view_feedback") else [],
    )


def _consents(request: MatchRequest) -> list[Any]:
    """Who agreed to show their contact, since when and until when, and how often it was looked at; not the contact."""
    rows = Disclosure.objects.filter(introduction__candidate__request=request)
    rows = rows.select_related("person", "introduction__candidate__organization")
    return list(rows.annotate(looks=Count("views")).order_by("pk"))


def _feedback(request: MatchRequest) -> list[Feedback]:
    rows = Feedback.objects.filter(introduction__candidate__request=request)
    return list(rows.select_related("introduction__candidate__organization").order_by("pk"))
