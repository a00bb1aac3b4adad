"""What time does to match-ups: reminders before a deadline, ends after it, and the rules asked again and again."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.days import today
from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.one_by_one import MOST_A_NIGHT, one_by_one
from jitco_portal.common.uploads import delete_strays
from matching.models import (
    Candidate,
    CandidateState,
    Disclosure,
    Introduction,
    MatchFile,
    MatchRequest,
    Party,
    RequestState,
)
from matching.models.transitions import MEETING, REMINDED_BEFORE
from matching.services.course import end_all, go_on
from matching.services.introductions import ask_rules_again
from matching.services.steps import happened, lock, locked_candidate, take, take_candidate, tell_desk
from organizations.models import ACTING, Membership
from organizations.queries.acting import acting_members

# So many requests are asked for their rules at one time.
RECHECKED_AT_ONCE = 20
RECHECKED_AFTER = datetime.timedelta(hours=1)
FOLDER = "match-ups"
# For how long an open request may stand without any step of staff before the desk is reminded.
_BY_STAFF = (RequestState.SUBMITTED, RequestState.UNDER_REVIEW)
# Who waits for a fact has answered in time.
_BOTH_ACCEPTED = {"requester_answer": Candidate.Answer.ACCEPTED, "candidate_answer": Candidate.Answer.ACCEPTED}


def recheck_rules() -> None:
    """Every minute: the requests whose rules were not asked for an hour, the longest first."""
    before = timezone.now() - RECHECKED_AFTER
    due = MatchRequest.objects.filter(state__in=(RequestState.PROPOSED, *MEETING)).exclude(rules_checked_at__gte=before)
    keys = list(due.order_by(F("rules_checked_at").asc(nulls_first=True), "pk").values_list("pk", flat=True))
    # Before, and kept: one that fails each time holds up no other.
    MatchRequest.objects.filter(pk__in=keys[:RECHECKED_AT_ONCE]).update(rules_checked_at=timezone.now())
    one_by_one(
        keys[:RECHECKED_AT_ONCE],
        lambda key: ask_rules_again(request=MatchRequest.objects.get(pk=key)),
        what="ask the rules of a match-up again",
    )


def lapse_candidates() -> None:
    """Every night: who did not answer in time; the next is asked."""
    due = Candidate.objects.filter(
        state=CandidateState.OFFERED, answer_by__lt=today(), request__state=RequestState.PROPOSED
    ).exclude(**_BOTH_ACCEPTED)
    one_by_one(
        list(due.order_by("answer_by").values_list("pk", flat=True)[:MOST_A_NIGHT]), _lapse, what="lapse a candidate"
    )


def _lapse(key: int) -> None:
    held = locked_candidate(Candidate.objects.select_related("request").get(pk=key))
    still = held.state == CandidateState.OFFERED and held.answer_by is not None and held.answer_by < today()
    if held.request.state != RequestState.PROPOSED or held.both_accepted or not still:
        return
    take_candidate("lapse", candidate=held, by=Party.PORTAL)
    go_on(held.request)


def expire_requests() -> None:
    """Every night: requests whose day has passed before an introduction, and introductions that came to nothing."""
    day = today()
    waiting = MatchRequest.objects.filter(
        state__in=(RequestState.SUBMITTED, RequestState.UNDER_REVIEW, RequestState.PROPOSED), valid_until__lt=day
    )
    meeting = MatchRequest.objects.filter(state__in=MEETING, due_on__lt=day)
    keys = sorted({*waiting.values_list("pk", flat=True), *meeting.values_list("pk", flat=True)})
    one_by_one(keys[:MOST_A_NIGHT], _expire, what="expire a match-up request")


def _expire(key: int) -> None:
    held = lock(MatchRequest.objects.get(pk=key))
    day_of = held.due_on if held.state in MEETING else held.valid_until
    if not held.is_open or day_of is None or day_of >= today():
        return
    take("expire", request=held, by=Party.PORTAL)
    end_all(held, outcome=Introduction.Outcome.EXPIRED)


def remind() -> None:
    """Every night: whoever is to act next, once for each deadline, some days before it; the desk, when it is late."""
    day = today()
    soon = day + datetime.timedelta(days=REMINDED_BEFORE)
    asked = Candidate.objects.filter(
        state=CandidateState.OFFERED,
        request__state=RequestState.PROPOSED,
        answer_by__range=(day, soon),
    ).select_related("request")
    one_by_one(list(asked.order_by("pk")), _remind_of_answer, what="remind of a candidate")
    meeting = MatchRequest.objects.filter(state__in=MEETING, due_on__range=(day, soon))
    one_by_one(list(meeting.order_by("pk")), _remind_of_talks, what="remind of talks")
    late = MatchRequest.objects.filter(state__in=_BY_STAFF, due_on__lt=day)
    one_by_one(list(late.order_by("pk")), _remind_desk, what="remind the desk of a match-up")


def _remind_of_answer(candidate: Candidate) -> None:
    by, request = candidate.answer_by, candidate.request
    if candidate.candidate_answer == Candidate.Answer.OPEN:
        _write(request, candidate.organization_id, candidate.get_absolute_url, by, "answer", about=candidate)
    # Of several candidates one reminder: they stand on one page.
    if candidate.requester_answer == Candidate.Answer.OPEN:
        _write(request, request.organization_id, request.get_absolute_url, by, "answer")


def _remind_of_talks(request: MatchRequest) -> None:
    candidate = Candidate.objects.select_related("request").get(request=request, state=CandidateState.INTRODUCED)
    for organization_id in (request.organization_id, candidate.organization_id):
        _write(request, organization_id, candidate.get_absolute_url, request.due_on, request.state, about=candidate)


def _write(
    request: MatchRequest,
    organization_id: int,
    page: Callable[[], str],
    by: datetime.date | None,
    what: str,
    *,
    about: Candidate | None = None,
) -> None:
    of = about.pk if about else "all"
    for person in acting_members(organization_id):
        with translation.override(person.language):
            link = settings.SITE_URL + page()
        queue_mail(
            kind="match_reminder",
            cause=f"match-up:{request.pk}:reminder:{of}:{what}:{by:%Y-%m-%d}",
            recipient=person.email,
            user=person,
            context={"number": request.pk, "link": link, "by": by, "what": what},
        )


def _remind_desk(request: MatchRequest) -> None:
    tell_desk(
        request,
        sentence=_("A match-up request waits longer than it should."),
        cause=f"match-up:{request.pk}:late:{request.state}:{request.due_on:%Y-%m-%d}",
    )


def withdraw_consents() -> None:
    """Every night: consents of people who act for that side no longer; they agree anew if they come back."""
    keys = _of_people_who_left().order_by("pk").values_list("pk", flat=True)
    one_by_one(list(keys[:MOST_A_NIGHT]), _withdraw_consent, what="withdraw the consent of somebody who left")


def _of_people_who_left() -> QuerySet[Disclosure]:
    """Of contacts that may be open, or open again."""
    standing = Disclosure.objects.filter(withdrawn_at=None, introduction__outcome__in=("", Introduction.Outcome.AGREED))
    return standing.exclude(
        (Q(side=Party.REQUESTER) & _acts_for("introduction__candidate__request__organization"))
        | (Q(side=Party.CANDIDATE) & _acts_for("introduction__candidate__organization"))
    )


def _acts_for(organization: str) -> Exists:
    members = Membership.objects.current().filter(role__in=ACTING, user=OuterRef("person"))
    return Exists(members.filter(organization=OuterRef(organization)))


def _withdraw_consent(key: int) -> None:
    found = Disclosure.objects.select_related("introduction__candidate__request").get(pk=key)
    held = locked_candidate(found.introduction.candidate)
    if _of_people_who_left().filter(pk=key).update(withdrawn_at=timezone.now()):
        happened("consent_withdrawn", candidate=held, by=Party.PORTAL)


def delete_stray_files() -> None:
    """Every night."""
    delete_strays(FOLDER, known=set(MatchFile.objects.values_list("file", flat=True)))


# What ends with its request does not lapse first, and nobody is asked, or told of a consent, for a request that ends
# the same night.
DAILY_JOBS = (expire_requests, lapse_candidates, withdraw_consents, remind, delete_stray_files)
