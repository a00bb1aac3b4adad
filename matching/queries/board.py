"""Open wishes: requests that their organizations put on the public board, without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from jitco_portal.common.days import today
from matching.models import Candidate, MatchRequest, RequestState
from matching.queries.shown import request_facts, who_asks
from organizations.models import Organization
from organizations.queries.members import memberships_of

MOST_SHOWN = 100

# Reviewed by staff, and not yet with somebody.
ON_BOARD = (RequestState.UNDER_REVIEW, RequestState.PROPOSED)


def open_wishes(*, kind: str = "") -> QuerySet[MatchRequest]:
    """The newest first; ``kind`` is that of the organizations that ask."""
    rows = MatchRequest.objects.filter(
        state__in=ON_BOARD,
        is_on_board=True,
        valid_until__gte=today(),
        organization__is_published=True,
        organization__merged_into=None,
    )
    if kind:
        rows = rows.filter(organization__kind=kind)
    return (
        rows.select_related("organization__country", "organization__supervising", "programme")
        .prefetch_related("countries", "operations__category")
        .order_by("-submitted_at", "-pk")
    )


def is_on_board(request: MatchRequest) -> bool:
    return open_wishes().filter(pk=request.pk).exists()


@dataclass(frozen=True)
class ShownWish:
    """A wish as everybody reads it: nothing that names who asks, and no text of theirs."""

    request: MatchRequest
    who: str
    facts: list[dict[str, Any]]
    # Whether this reader may ask to be considered, or did.
    may_answer: bool
    has_asked: bool


def shown_wishes(*, user: Any, kind: str = "", pk: int | None = None) -> list[ShownWish]:
    rows = open_wishes(kind=kind)
    rows = rows.filter(pk=pk) if pk is not None else rows[:MOST_SHOWN]
    able: dict[str, set[int]] = {}
    for each in memberships_of(user):
        if each.may_edit and each.is_published:
            able.setdefault(each.kind, set()).add(each.organization_id)
    known: dict[int, set[int]] = {}
    candidates = Candidate.objects.filter(organization__in={key for keys in able.values() for key in keys})
    for request_id, organization_id in candidates.values_list("request", "organization") if able else ():
        known.setdefault(request_id, set()).add(organization_id)

    def left(wish: MatchRequest) -> set[int]:
        kind = Organization.Kind.SENDING if wish.asks_for_sending else Organization.Kind.SUPERVISING
        return able.get(kind, set()) - known.get(wish.pk, set()) - {wish.organization_id}

    return [
        ShownWish(
            request=each,
            who=who_asks(each, named=False),
            facts=request_facts(each, texts=False),
            may_answer=bool(left(each)),
            has_asked=each.pk in known,
        )
        for each in rows
    ]
