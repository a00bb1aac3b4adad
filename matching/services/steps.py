"""Taking a step of the tables in `models.transitions`: who may, what is needed, what is kept of it, who is told.

Whoever takes one holds the lock on the request (`lock`), so that two at once wait for each other and the second sees
what the first did.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.days import today
from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import User
from matching.models import Candidate, CandidateState, MatchRequest, MatchStep, Party, RequestState
from matching.models.requests import MOST_PEOPLE
from matching.models.transitions import (
    CANDIDATE_TRANSITIONS,
    DUE_DAYS,
    EVENTS,
    REQUEST_TRANSITIONS,
    Need,
    Transition,
)
from matching.queries.contacts import both_consent
from matching.queries.pairs import check_of, is_listed
from matching.queries.shown import title_of
from matching.queries.sides import organization_on
from organizations.models import Organization
from organizations.queries.acting import acting_members, acts_for


class WrongState(Exception):
    """The request or candidate is not where the step begins: somebody was quicker, or it has ended."""


class NotAllowed(Exception):
    """This party does not take this step."""


class NeedMissing(Exception):
    """What the step needs is not so; ``need`` says what."""

    def __init__(self, need: str) -> None:
        super().__init__(need)
        self.need = Need(need)


def lock(request: MatchRequest) -> MatchRequest:
    """The request as it is now, for us alone until the transaction ends."""
    rows = MatchRequest.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("organization__country", "programme").get(pk=request.pk)


def candidates_of(request: MatchRequest, *states: str) -> list[Candidate]:
    """Of a locked request, in their order, each with the request that is locked."""
    rows = Candidate.objects.filter(request=request).select_related("organization__country")
    found = list((rows.filter(state__in=states) if states else rows).order_by("position", "pk"))
    for each in found:
        each.request = request
    return found


def locked_candidate(candidate: Candidate) -> Candidate:
    """The candidate as it is now, with its request locked."""
    request = lock(candidate.request)
    held = Candidate.objects.select_related("organization__country").get(pk=candidate.pk)
    held.request = request
    return held


def lock_organizations(*keys: int) -> None:
    """For us alone, after the request and in one order: what they do in all their requests is counted together."""
    rows = Organization.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=keys).order_by("pk")
    list(rows.values_list("pk", flat=True))


def lock_supervising(*candidates: Candidate) -> None:
    """Before a rule is asked on which a step depends: some count all contracts of the supervising organization."""
    pairs = [each.request.supervising_and_sending(each.organization) for each in candidates]
    lock_organizations(*(supervising.pk for supervising, _sending in pairs))


def only_who_acts(candidate: Candidate, side: Party, by: User) -> None:
    """Raises NotAllowed for whoever does not act for that side of the candidate today."""
    if side not in (Party.REQUESTER, Party.CANDIDATE):
        raise NotAllowed("no side")
    if not acts_for(organization_on(side, candidate=candidate).pk, user=by):
        raise NotAllowed("not theirs")


def theirs(candidate: Candidate, side: Party, by: User) -> Candidate:
    """The candidate, locked, for somebody who acts for that side of it. Raises NotAllowed."""
    held = locked_candidate(candidate)
    only_who_acts(held, side, by)
    return held


def take(
    name: str, *, request: MatchRequest, by: Party, reason: str = "", candidate: Candidate | None = None, **given: Any
) -> MatchStep:
    """A step of the request. Raises WrongState, NotAllowed, NeedMissing; ``candidate`` is whom it is about."""
    row = REQUEST_TRANSITIONS[name]
    _allow(row, state=request.state, by=by)
    for need in sorted(row.needs):
        if not _is_met(need, request=request, candidate=candidate, reason=reason, given=given):
            raise NeedMissing(need)
    now = timezone.now()
    request.state, request.state_since = row.target, now
    days = DUE_DAYS.get(RequestState(row.target))
    request.due_on = today() + datetime.timedelta(days=days) if days else None
    if name == "submit":
        request.submitted_at = now
    request.save()
    return note(name, request=request, by=by, reason=reason, candidate=candidate, tells=row.tells)


def take_candidate(name: str, *, candidate: Candidate, by: Party, reason: str = "") -> MatchStep:
    """A step of a candidate. Raises WrongState, NotAllowed, NeedMissing."""
    row = CANDIDATE_TRANSITIONS[name]
    _allow(row, state=candidate.state, by=by)
    for need in sorted(row.needs):
        if not _is_met(need, request=candidate.request, candidate=candidate, reason=reason, given={}):
            raise NeedMissing(need)
    candidate.state = row.target
    if row.target in (CandidateState.DECLINED, CandidateState.LAPSED, CandidateState.STOPPED, CandidateState.CLOSED):
        candidate.end_reason, candidate.ended_by = reason, by
    candidate.save()
    tells = {party: sentence for party, sentence in row.tells.items() if _knows(party, candidate)}
    return note(name, request=candidate.request, by=by, reason=reason, candidate=candidate, tells=tells)


def _knows(party: str, candidate: Candidate) -> bool:
    """Whether the party ever heard of the candidate: who did not, hears nothing of its end either.

    The organization that asked sees those that were asked; a candidate knows of itself from then on as well, or
    because it asked to be considered.
    """
    if party == Party.REQUESTER:
        return candidate.offered_at is not None
    return party == Party.STAFF or candidate.offered_at is not None or candidate.said_interested


def happened(name: str, *, candidate: Candidate, by: Party, reason: str = "", is_told: bool = True) -> MatchStep:
    """Something without a change of state; not told where what follows from it is."""
    tells = EVENTS[name].tells if is_told else {}
    return note(name, request=candidate.request, by=by, reason=reason, candidate=candidate, tells=tells)


def note(
    name: str,
    *,
    request: MatchRequest,
    by: Party,
    reason: str,
    candidate: Candidate | None,
    tells: Mapping[str, Any],
) -> MatchStep:
    step = MatchStep.objects.create(request=request, candidate=candidate, name=name, by=by, reason=reason)
    for party, sentence in tells.items():
        if party == Party.REQUESTER:
            tell(step, organization_id=request.organization_id, sentence=sentence, page=_page_for_requester(step))
        elif party == Party.CANDIDATE and candidate:
            tell(step, organization_id=candidate.organization_id, sentence=sentence, page=candidate.get_absolute_url)
        elif party == Party.STAFF:
            tell_desk(request, sentence=sentence, cause=cause_of(step))
    return step


def tell(step: MatchStep, *, organization_id: int, sentence: Any, page: Any) -> None:
    """Each who acts for the organization, once for the step; the mail says what happened and where to read on."""
    for person in acting_members(organization_id):
        with translation.override(person.language):
            link = settings.SITE_URL + page()
        queue_mail(
            kind="match_up",
            cause=cause_of(step),
            recipient=person.email,
            user=person,
            context={"number": step.request_id, "title": title_of(step), "sentence": sentence, "link": link},
        )


def tell_desk(request: MatchRequest, *, sentence: Any, cause: str) -> None:
    """The Affairs Dept., in Japanese."""
    if not settings.AFFAIRS_EMAIL:
        return
    with translation.override("ja"):
        link = settings.SITE_URL + reverse("admin:matching_matchrequest_change", args=[request.pk])
        context = {"what": str(sentence), "name": str(request), "link": link}
    queue_mail(kind="desk_waiting", cause=cause, recipient=settings.AFFAIRS_EMAIL, language="ja", context=context)


def cause_of(step: MatchStep) -> str:
    return f"match-up:{step.request_id}:step:{step.pk}"


def _page_for_requester(step: MatchStep) -> Any:
    """From the introduction on, both sides read the same page."""
    if step.candidate and step.name in ("introduce", "open_talks", "agree", "not_agree", "consent_withdrawn"):
        return step.candidate.get_absolute_url
    return step.request.get_absolute_url


def _allow(row: Transition, *, state: str, by: Party) -> None:
    if by not in row.by:
        raise NotAllowed(row.name)
    if state not in row.sources:
        raise WrongState(row.name)


# What the steps need ---------------------------------------------------------------------------------------


def _is_met(
    need: str, *, request: MatchRequest, candidate: Candidate | None, reason: str, given: Mapping[str, Any]
) -> bool:
    return _NEEDS[Need(need)](request, candidate, reason, given)


def is_complete(request: MatchRequest) -> bool:
    """What a sent request says at least."""
    return bool(
        request.programme_id
        and request.people
        and request.valid_until
        and request.valid_until >= today()
        and request.operations.exists()
    )


def rules_hold(candidate: Candidate) -> bool:
    """Asked anew of the rows as they are now: what nobody knows does not hold."""
    organization = Organization.objects.get(pk=candidate.organization_id)
    requester = Organization.objects.get(pk=candidate.request.organization_id)
    return is_listed(organization) and is_listed(requester) and check_of(candidate=candidate).may_be_introduced


def _of_the_candidate(test: Any) -> Any:
    return lambda request, candidate, reason, given: candidate is not None and test(candidate)


_NEEDS: dict[Need, Any] = {
    Need.COMPLETE: lambda request, candidate, reason, given: is_complete(request),
    Need.REASON: lambda request, candidate, reason, given: bool(reason.strip()),
    Need.CANDIDATE_ASKED: lambda request, *rest: bool(candidates_of(request, CandidateState.OFFERED)),
    Need.BOTH_ACCEPTED: _of_the_candidate(lambda candidate: candidate.both_accepted),
    Need.RULES_HOLD: _of_the_candidate(rules_hold),
    Need.TWO_CONSENTS: _of_the_candidate(
        lambda candidate: both_consent(introduction=candidate.introduction),
    ),
    Need.CONTRACT: lambda request, candidate, reason, given: bool(
        given.get("contract_on") and 0 < (given.get("trainees_planned") or 0) <= MOST_PEOPLE
    ),
    Need.NO_CANDIDATE_LEFT: lambda request, *rest: (
        not candidates_of(request, CandidateState.OFFERED, CandidateState.INTRODUCED)
    ),
    Need.NEXT_CANDIDATE: lambda request, *rest: bool(candidates_of(request, CandidateState.OFFERED)),
    Need.A_RULE_FAILS: lambda request, candidate, reason, given: (
        candidate is not None and bool(candidate.stopped_because)
    ),
    Need.TIME_IS_UP: lambda request, candidate, reason, given: _time_is_up(request, candidate),
}


def _time_is_up(request: MatchRequest, candidate: Candidate | None) -> bool:
    if candidate is not None:
        return candidate.answer_by is not None and candidate.answer_by < today()
    if request.state in (RequestState.INTRODUCED, RequestState.TALKS):
        return request.due_on is not None and request.due_on < today()
    return request.valid_until is not None and request.valid_until < today()
