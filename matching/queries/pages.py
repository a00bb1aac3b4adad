"""What the pages of match-ups show: one's own requests and candidacies, a request, a candidate as each side sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from matching.models import (
    Candidate,
    CandidateState,
    Disclosure,
    Introduction,
    MatchFile,
    MatchRequest,
    Message,
    Party,
    RequestState,
)
from matching.models.transitions import ENDED, MEETING
from matching.queries.contacts import living_consents, open_contacts, own_consent, views_of
from matching.queries.endings import is_long_over
from matching.queries.pairs import checks_of, points_of
from matching.queries.ranking import Points
from matching.queries.rules import Check
from matching.queries.shown import (
    ShownStep,
    course_of,
    missing_of,
    request_facts,
    sent_back_because,
    who_asks,
)
from matching.queries.sides import is_named, knows_request, organization_on, other_side, side_of
from organizations.models.members import may_be_seen
from organizations.queries.acting import acts_for
from organizations.queries.members import Membered, memberships_of

MOST_LISTED = 100
# In these states of a candidate the rules are asked again and again.
STANDING = (CandidateState.OFFERED, CandidateState.INTRODUCED)
# What a candidate may read while it does not know who asks: answers about itself and about its country. Any other
# rule may tell who it is.
_ABOUT_SENDING = {"standing", "agreement", "fees", "care", "listed"}
_ABOUT_SUPERVISING = {"permit", "orders", "agreement", "listed"}


# One's own -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OwnMatchUps:
    """Of one organization that the reader acts for or reads with: what it asked, and for what it is proposed."""

    membership: Membered
    requests: list[Any]
    candidacies: list[Candidate]


def own_match_ups(*, user: Any) -> list[OwnMatchUps]:
    """By organization, the newest first; in two queries."""
    memberships = memberships_of(user)
    if not memberships:
        return []
    keys = [each.organization_id for each in memberships]
    asked = (
        MatchRequest.objects.filter(organization__in=keys)
        .select_related("programme")
        .annotate(
            unanswered=Count(
                "candidates", filter=Q(candidates__state=CandidateState.OFFERED, candidates__requester_answer="open")
            )
        )
        .order_by("-pk")[:MOST_LISTED]
    )
    shown = Q(offered_at__isnull=False) | Q(said_interested=True)
    proposed = (
        Candidate.objects.filter(shown, organization__in=keys)
        .select_related("request__organization__supervising", "request__organization__country", "request__programme")
        .select_related("introduction")
        .order_by("-offered_at", "-pk")[:MOST_LISTED]
    )
    requests, candidacies = list(asked), list(proposed)
    return [
        OwnMatchUps(
            each,
            [row for row in requests if row.organization_id == each.organization_id],
            [row for row in candidacies if row.organization_id == each.organization_id],
        )
        for each in memberships
    ]


# A request -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CandidateRow:
    """A candidate on the page of the request."""

    candidate: Candidate
    check: Check | None
    points: list[Points]
    may_answer: bool

    @property
    def total(self) -> int:
        return sum(each.number for each in self.points)

    @property
    def most(self) -> int:
        return sum(each.most for each in self.points)


@dataclass(frozen=True)
class RequestPage:
    request: MatchRequest
    facts: list[dict[str, Any]]
    missing: list[tuple[str, str]]
    files: list[MatchFile]
    candidates: list[CandidateRow]
    course: list[ShownStep]
    may_act: bool
    sent_back: str

    @property
    def may_withdraw(self) -> bool:
        return self.may_act and self.request.can_be_withdrawn

    @property
    def may_copy(self) -> bool:
        return self.may_act and self.request.state in ENDED


def request_page(*, request: MatchRequest, user: Any) -> RequestPage:
    """As the organization that asked reads it; ``request`` comes with its organization and programme."""
    may_act = acts_for(request.organization_id, user=user)
    is_own = any(each.organization_id == request.organization_id for each in memberships_of(user))
    candidates = list(
        request.candidates.filter(offered_at__isnull=False)
        .select_related("organization__country", "organization__supervising", "introduction")
        .order_by("position", "pk")
    )
    for each in candidates:
        each.request = request
    alive = [each.organization for each in candidates if each.state in STANDING]
    checks = checks_of(request=request, organizations=alive) if request.is_open else {}
    rows = [
        CandidateRow(
            candidate=each,
            check=checks.get(each.organization_id),
            points=points_of(candidate=each),
            may_answer=may_act
            and request.state == RequestState.PROPOSED
            and each.state == CandidateState.OFFERED
            and each.requester_answer == Candidate.Answer.OPEN,
        )
        for each in candidates
    ]
    return RequestPage(
        request=request,
        facts=request_facts(request),
        missing=missing_of(request) if request.state == RequestState.DRAFT else [],
        files=list(request.files.all()) if is_own or reads(user, None, "matchfile") else [],
        candidates=rows,
        course=course_of(request=request),
        may_act=may_act,
        sent_back=sent_back_because(request),
    )


# A candidate -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CandidatePage:
    """The page that both sides and staff read of a candidate; ``side`` is the reader's, None for staff."""

    candidate: Candidate
    side: Party | None
    may_act: bool
    other_name: str
    who_asks: str
    is_named: bool
    knows_request: bool
    facts: list[dict[str, Any]]
    files: list[MatchFile]
    check: Check | None
    points: list[Points]
    course: list[ShownStep]
    introduction: Introduction | None
    consents: dict[str, Disclosure]
    # What the reader agreed to and has not taken back, whether or not it still opens anything.
    given: Disclosure | None
    contacts_open: bool
    own_views: list[Any]
    messages: list[Message]
    threads: list[str]
    has_feedback: bool

    @property
    def request(self) -> MatchRequest:
        return self.candidate.request

    @property
    def shown_state(self) -> Any:
        """How far these two are, and not how far the request is with another."""
        if self.introduction is None:
            return self.candidate.get_state_display()
        return self.request.get_state_display() if self.meets else self.introduction.get_outcome_display()

    @property
    def may_answer(self) -> bool:
        return (
            self.may_act
            and self.side is not None
            and self.request.state == RequestState.PROPOSED
            and self.candidate.state == CandidateState.OFFERED
            and self.candidate.answer_of(self.side) == Candidate.Answer.OPEN
        )

    @property
    def may_decline(self) -> bool:
        """Also who has accepted, as long as nobody was introduced."""
        return (
            self.may_act
            and self.request.state == RequestState.PROPOSED
            and self.candidate.state == CandidateState.OFFERED
        )

    @property
    def meets(self) -> bool:
        return self.introduction is not None and self.introduction.ended_at is None and self.request.state in MEETING

    @property
    def own_consent(self) -> Disclosure | None:
        return self.consents.get(self.side) if self.side else None

    @property
    def other_consent(self) -> Disclosure | None:
        return self.consents.get(other_side(self.side)) if self.side else None

    @property
    def may_consent(self) -> bool:
        return self.may_act and self.meets and self.own_consent is None

    @property
    def may_see_contact(self) -> bool:
        return self.may_act and self.contacts_open and self.side is not None

    @property
    def may_agree(self) -> bool:
        return self.meets and self.request.state == RequestState.TALKS

    @property
    def may_give_feedback(self) -> bool:
        ended = self.introduction is not None and self.introduction.ended_at is not None
        return self.may_act and ended and self.side is not None and not self.has_feedback

    @property
    def total(self) -> int:
        return sum(each.number for each in self.points)

    @property
    def most(self) -> int:
        return sum(each.most for each in self.points)

    def tells(self, rule: str) -> bool:
        """Whether this reader may know why a rule answers as it does."""
        about = _ABOUT_SENDING if self.request.asks_for_sending else _ABOUT_SUPERVISING
        return self.is_named or rule in about

    @property
    def answered(self) -> list[dict[str, Any]]:
        """Every rule with its answer; the reason only where this reader may know it."""
        rows = self.check.answered if self.check else ()
        return [{"rule": each.rule, "answer": each.answer, "is_told": self.tells(each.rule.name)} for each in rows]

    @property
    def stopped_because(self) -> list[str]:
        """The rules that stopped it, in the reader's language."""
        language = "ja" if get_language() == "ja" else "en"
        untold = _("A rule about the organization that asked does not hold.")
        return [each[language] if self.tells(each["rule"]) else untold for each in self.candidate.stopped_because]


def candidate_page(*, candidate: Candidate, user: Any) -> CandidatePage:
    """``candidate`` comes with its organization, its request and the organization of that.

    Whoever is on neither side is staff: decided before (`views.candidates.visible_candidate`).
    """
    request = candidate.request
    side = side_of(user=user, candidate=candidate)
    introduction = Introduction.objects.filter(candidate=candidate).first()
    is_candidate = side == Party.CANDIDATE
    knows = not is_candidate or knows_request(request=request, candidate=candidate)
    named = not is_candidate or is_named(request=request, candidate=candidate)
    is_draft = request.state == RequestState.DRAFT and side != Party.REQUESTER
    alive = [candidate.organization] if candidate.state in STANDING and request.is_open else []
    acting = side is not None and acts_for(organization_on(side, candidate=candidate).pk, user=user)
    return CandidatePage(
        candidate=candidate,
        side=side,
        may_act=acting,
        other_name=who_asks(request, named=named) if is_candidate else candidate.organization.name,
        who_asks=who_asks(request, named=named),
        is_named=named,
        knows_request=knows,
        facts=[] if is_draft else request_facts(request, texts=knows),
        files=list(request.files.all()) if named and not is_draft and reads(user, side, "matchfile") else [],
        check=checks_of(request=request, organizations=alive).get(candidate.organization_id),
        points=points_of(candidate=candidate) if knows else [],
        course=course_of(request=request, candidate=candidate),
        introduction=introduction,
        consents=living_consents(introduction=introduction) if introduction else {},
        given=own_consent(introduction=introduction, user=user) if introduction else None,
        contacts_open=bool(introduction and open_contacts(introduction=introduction)),
        own_views=views_of(introduction=introduction, side=side) if introduction and side else [],
        messages=messages_for(candidate=candidate, side=side) if reads(user, side, "message") else [],
        threads=threads_of(candidate=candidate, side=side, introduction=introduction) if acting else [],
        has_feedback=bool(introduction and side and introduction.feedback.filter(side=side).exists()),
    )


def reads(user: Any, side: Party | None, model: str) -> bool:
    """The two sides read what is theirs; staff need the right to view it."""
    return side is not None or may_be_seen(user, f"matching.view_{model}")


def messages_for(*, candidate: Candidate, side: Party | None) -> list[Message]:
    """What this side may read, in order; staff read all."""
    rows = Message.objects.filter(candidate=candidate).select_related("author").prefetch_related("files")
    if side is not None:
        rows = rows.filter(thread__in=(Message.Thread.BOTH, side))
    return list(rows)


def threads_of(*, candidate: Candidate, side: Party | None, introduction: Introduction | None) -> list[str]:
    """In which threads this side may write now."""
    if side is None or is_long_over(candidate):
        return []
    together = introduction is not None and candidate.state == CandidateState.INTRODUCED
    return [Message.Thread.BOTH.value, side.value] if together else [side.value]


def file_visible_to(*, candidate: Candidate, user: Any, pk: int) -> MatchFile | None:
    """A file of a message that this reader may read, or of the request once its name may be known."""
    side = side_of(user=user, candidate=candidate)
    if not reads(user, side, "matchfile"):
        return None
    readable = Q(message__candidate=candidate)
    if side is not None:
        readable &= Q(message__thread__in=(Message.Thread.BOTH, side))
    is_draft = candidate.request.state == RequestState.DRAFT
    if (
        side == Party.REQUESTER
        or (side is None and not is_draft)
        or (side == Party.CANDIDATE and is_named(request=candidate.request, candidate=candidate))
    ):
        readable |= Q(request=candidate.request)
    return MatchFile.objects.filter(readable, pk=pk).first()
