"""What follows by itself: an introduction when both accept, the next candidate when one falls away, the end of all.

Called with the request locked, after every answer, every night and every few minutes.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, override

from jitco_portal.common.days import today
from matching.models import Candidate, CandidateState, Introduction, MatchRequest, MatchStep, Party, RequestState
from matching.models.transitions import LIVING, MEETING
from matching.queries.pairs import LANGUAGES, checks_of, failing_in_words, is_listed
from matching.services.steps import (
    NeedMissing,
    WrongState,
    candidates_of,
    happened,
    lock_supervising,
    take,
    take_candidate,
)
from organizations.models import Organization

ANSWERED_WITHIN = datetime.timedelta(days=14)
_NOT_LISTED = gettext_noop("One of the two organizations is no longer shown on the portal.")


def go_on(request: MatchRequest) -> None:
    """Bring a locked request to where it belongs: stop who may not be introduced, introduce whom both accepted."""
    if request.state not in (RequestState.PROPOSED, *MEETING):
        return
    stop_failing(request)
    if request.state == RequestState.PROPOSED:
        _introduce(request)
    standing = CandidateState.OFFERED if request.state == RequestState.PROPOSED else CandidateState.INTRODUCED
    if not candidates_of(request, standing):
        _look_for_the_next(request)


def stop_failing(request: MatchRequest) -> list[Candidate]:
    """Those asked or introduced for whom a rule fails now; what is merely not known stops nobody, it only waits."""
    living = candidates_of(request, CandidateState.OFFERED, CandidateState.INTRODUCED)
    stopped = [each for each in living if _stop_if_failing(each)]
    request.rules_checked_at = timezone.now()
    MatchRequest.objects.filter(pk=request.pk).update(rules_checked_at=request.rules_checked_at)
    return stopped


def _stop_if_failing(candidate: Candidate) -> bool:
    # As it is now, not as it was when the request was opened.
    organization = Organization.objects.select_related("country").get(pk=candidate.organization_id)
    check = checks_of(request=candidate.request, organizations=[organization])[organization.pk]
    words = failing_in_words(check)
    requester = Organization.objects.get(pk=candidate.request.organization_id)
    if not is_listed(organization) or not is_listed(requester):
        words.append({"rule": "listed", **{language: _in(language, _NOT_LISTED) for language in LANGUAGES}})
    if not words:
        return False
    candidate.stopped_because = words
    was_introduced = candidate.state == CandidateState.INTRODUCED
    step = take_candidate("stop", candidate=candidate, by=Party.PORTAL)
    if was_introduced:
        end_introduction(candidate, outcome=Introduction.Outcome.STOPPED, at=step.at)
    return True


def is_late(request: MatchRequest) -> bool:
    """Its last day has passed, and the night has not ended it yet, or it is past an introduction."""
    return request.valid_until is not None and request.valid_until < today()


def _in(language: str, text: str) -> str:
    with override(language):
        return gettext(text)


def _introduce(request: MatchRequest) -> None:
    """The first, in the order of the Affairs Dept., whom both sides have accepted and for whom every rule holds."""
    accepted = [each for each in candidates_of(request, CandidateState.OFFERED) if each.both_accepted]
    lock_supervising(*accepted)
    for candidate in accepted:
        try:
            # Both steps ask the rules: where a fact changes between the two, neither is taken.
            with transaction.atomic():
                take_candidate("introduce", candidate=candidate, by=Party.PORTAL)
                Introduction.objects.create(candidate=candidate)
                take("introduce", request=request, by=Party.PORTAL, candidate=candidate)
        except NeedMissing:
            _wait(candidate)
            continue
        for other in candidates_of(request, CandidateState.OFFERED):
            take_candidate("hold", candidate=other, by=Party.PORTAL)
        return


def _wait(candidate: Candidate) -> None:
    """Once each time it was asked: everybody knows it then, until something is entered."""
    last = MatchStep.objects.filter(candidate=candidate, name__in=("offer", "wait")).order_by("-pk").first()
    if last is None or last.name != "wait":
        happened("wait", candidate=candidate, by=Party.PORTAL)


def _look_for_the_next(request: MatchRequest) -> None:
    """Ask the next in reserve for whom all rules hold; where there is none, back to the Affairs Dept.

    Who asked to be considered is in reserve as soon as the Affairs Dept. has written its reasons. When the time of
    the request is up nobody is asked any more: the night ends it.
    """
    met = Candidate.objects.filter(request=request, state=CandidateState.STOPPED, introduction__isnull=False)
    stopped = met.order_by("-introduction__ended_at", "-pk").first()
    waiting = candidates_of(request, CandidateState.RESERVE, CandidateState.INTERESTED)
    for candidate in [] if is_late(request) else [each for each in waiting if each.reasons.strip()]:
        if _stop_if_failing(candidate):
            continue
        try:
            offer(candidate, by=Party.PORTAL)
        except NeedMissing:  # not known: it stays in reserve until somebody enters what is missing
            continue
        if request.state in MEETING:
            take("go_on", request=request, by=Party.PORTAL, candidate=stopped)
        return
    take("go_back", request=request, by=Party.PORTAL)


def offer(candidate: Candidate, *, by: Party) -> MatchStep:
    """Ask a candidate. Raises NeedMissing where a rule does not hold, WrongState where the request's time is up.

    Who waited behind another answers anew: meanwhile things may have changed.
    """
    if is_late(candidate.request):
        raise WrongState("late")
    candidate.offered_at = timezone.now()
    candidate.answer_by = min(today() + ANSWERED_WITHIN, candidate.request.valid_until or datetime.date.max)
    candidate.candidate_answer, candidate.candidate_answered_at = Candidate.Answer.OPEN, None
    return take_candidate("offer", candidate=candidate, by=by)


def end_introduction(
    candidate: Candidate, *, outcome: str, at: datetime.datetime | None = None, reason: str = "", **values: object
) -> None:
    introduction = Introduction.objects.filter(candidate=candidate, ended_at=None).first()
    if introduction is None:
        return
    introduction.outcome, introduction.reason = outcome, reason
    introduction.ended_at = at or timezone.now()
    for name, value in values.items():
        setattr(introduction, name, value)
    introduction.save()


def end_all(request: MatchRequest, *, outcome: str) -> None:
    """With a request that has ended: every candidate that could still be introduced, told where it was asked."""
    for candidate in candidates_of(request, *LIVING):
        # Of an agreement, or of none, the one introduced is told by the request's own step, and stays what it was.
        if candidate.state == CandidateState.INTRODUCED and outcome in (
            Introduction.Outcome.AGREED,
            Introduction.Outcome.NOT_AGREED,
        ):
            continue
        end_introduction(candidate, outcome=outcome)
        take_candidate("end", candidate=candidate, by=Party.PORTAL)
