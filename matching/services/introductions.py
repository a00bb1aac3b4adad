"""After the introduction: consents and contacts, how the talks ended, what each side tells the Affairs Dept."""

from __future__ import annotations

import datetime
import hashlib

from django.db import transaction
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.models import User
from matching.models import (
    Candidate,
    CandidateState,
    ContactView,
    Disclosure,
    Feedback,
    Introduction,
    MatchRequest,
    Party,
    RequestState,
)
from matching.models.transitions import MEETING
from matching.queries.contacts import ContactNotice, contact_notice, living_consents, open_contacts
from matching.queries.sides import other_side
from matching.services.course import end_all, end_introduction, go_on
from matching.services.steps import (
    NeedMissing,
    WrongState,
    candidates_of,
    happened,
    lock,
    lock_supervising,
    locked_candidate,
    take,
    theirs,
)

LATEST_CONTRACT = datetime.timedelta(days=366)
# Of one side in one introduction, within a day: each taking back is a mail to everybody on both sides.
MOST_CONSENTS = 5
DAY = datetime.timedelta(hours=24)


class AlreadyAgreed(Exception):
    """This side has agreed to show its contact already."""


class NoticeChanged(Exception):
    """The words that were shown are not those of the notice any more."""


class TooManyConsents(Exception):
    """This side has agreed, and taken it back, as often as it may within a day."""


class NotOpen(Exception):
    """The contacts are not open."""


class DayOutOfRange(Exception):
    """The contract lies before the introduction or too far ahead."""


class FeedbackGiven(Exception):
    """This side has given its feedback."""


def words_of(notice: ContactNotice) -> str:
    """Stands for the words of a notice in a form: it differs as soon as one of them does."""
    return hashlib.sha256(notice.text.encode()).hexdigest()


@transaction.atomic
def give_consent(*, candidate: Candidate, side: Party, by: User, phone: str, language: str, shown: str) -> Disclosure:
    """The person lets the other side see their own name, address and telephone.

    ``shown`` is ``words_of`` the notice that was read. Raises NotAllowed, WrongState, AlreadyAgreed, NoticeChanged,
    TooManyConsents, NoRegimeText, NoNotice. Where the other side has agreed too and all rules hold, the talks begin.
    """
    held, introduction = _introduced(candidate, side, by)
    notice = contact_notice(side=side, candidate=held, language=language)
    if shown != words_of(notice):
        raise NoticeChanged
    if side in living_consents(introduction=introduction):
        raise AlreadyAgreed
    given = Disclosure.objects.filter(introduction=introduction, side=side, given_at__gt=timezone.now() - DAY)
    if given.count() >= MOST_CONSENTS:
        raise TooManyConsents
    # Of somebody who left or may not speak for their side any more: over, before another one takes its place.
    Disclosure.objects.filter(introduction=introduction, side=side, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    disclosure = Disclosure.objects.create(
        introduction=introduction,
        side=side,
        person=by,
        contact_name=by.name,
        contact_email=by.email,
        contact_phone=phone,
        recipient_country=notice.country,
        legal_text=notice.legal_text,
        language=language,
        shown_text=notice.text,
    )
    happened("consent", candidate=held, by=side)
    go_on(held.request)
    _open_talks(held)
    return disclosure


@transaction.atomic
def withdraw_consent(*, candidate: Candidate, by: User) -> bool:
    """By the person who gave it, whatever became of the introduction; whether there was one. Both contacts close."""
    held = locked_candidate(candidate)
    rows = Disclosure.objects.filter(introduction__candidate=held, person=by, withdrawn_at=None)
    sides = list(rows.values_list("side", flat=True))
    if sides:
        rows.update(withdrawn_at=timezone.now())
    for side in sides:
        happened("consent_withdrawn", candidate=held, by=Party(side))
    return bool(sides)


@transaction.atomic
def look_at_contact(*, candidate: Candidate, side: Party, by: User) -> Disclosure:
    """The contact of the other side, with a note of who looked. Raises NotAllowed, NotOpen."""
    held = theirs(candidate, side, by)
    introduction = Introduction.objects.filter(candidate=held).first()
    contact = open_contacts(introduction=introduction).get(other_side(side)) if introduction else None
    if contact is None:
        raise NotOpen
    ContactView.objects.create(disclosure=contact, viewer=by)
    return contact


@transaction.atomic
def agree(
    *, candidate: Candidate, side: Party, by: User, contract_on: datetime.date, trainees_planned: int
) -> Candidate:
    """The talks led to a contract. Raises NotAllowed, WrongState, NeedMissing, DayOutOfRange."""
    held, introduction = _introduced(candidate, side, by)
    first = timezone.localdate(introduction.introduced_at)
    if not first <= contract_on <= today() + LATEST_CONTRACT:
        raise DayOutOfRange
    request = held.request
    lock_supervising(held)
    take(
        "agree",
        request=request,
        by=side,
        candidate=held,
        contract_on=contract_on,
        trainees_planned=trainees_planned,
    )
    end_introduction(
        held,
        outcome=Introduction.Outcome.AGREED,
        reported_by=side,
        contract_on=contract_on,
        trainees_planned=trainees_planned,
    )
    end_all(request, outcome=Introduction.Outcome.AGREED)
    return held


@transaction.atomic
def not_agree(*, candidate: Candidate, side: Party, by: User, reason: str) -> Candidate:
    """The talks came to nothing. Raises NotAllowed, WrongState, NeedMissing."""
    held, _introduction = _introduced(candidate, side, by)
    request = held.request
    take("not_agree", request=request, by=side, candidate=held, reason=reason.strip())
    end_introduction(held, outcome=Introduction.Outcome.NOT_AGREED, reason=reason.strip(), reported_by=side)
    end_all(request, outcome=Introduction.Outcome.NOT_AGREED)
    return held


@transaction.atomic
def give_feedback(*, candidate: Candidate, side: Party, by: User, rating: int, text: str) -> Feedback:
    """Once a side, when the introduction is over. Raises NotAllowed, WrongState, FeedbackGiven."""
    held = theirs(candidate, side, by)
    introduction = Introduction.objects.filter(candidate=held).exclude(ended_at=None).first()
    if introduction is None:
        raise WrongState("feedback")
    if Feedback.objects.filter(introduction=introduction, side=side).exists():
        raise FeedbackGiven
    return Feedback.objects.create(introduction=introduction, side=side, author=by, rating=rating, text=text)


@transaction.atomic
def ask_rules_again(*, request: MatchRequest) -> None:
    """Stop who may not be introduced any more, and go on where a missing fact has come."""
    held = lock(request)
    go_on(held)
    for candidate in candidates_of(held, CandidateState.INTRODUCED):
        _open_talks(candidate)


def _open_talks(candidate: Candidate) -> None:
    request = candidate.request
    found = Candidate.objects.get(pk=candidate.pk)
    if request.state != RequestState.INTRODUCED or found.state != CandidateState.INTRODUCED:
        return
    lock_supervising(candidate)
    try:
        take("open_talks", request=request, by=Party.PORTAL, candidate=candidate)
    except NeedMissing:
        return
    Introduction.objects.filter(candidate=candidate).update(talks_at=timezone.now())


def _introduced(candidate: Candidate, side: Party, by: User) -> tuple[Candidate, Introduction]:
    held = theirs(candidate, side, by)
    introduction = Introduction.objects.filter(candidate=held, ended_at=None).first()
    if introduction is None or held.state != CandidateState.INTRODUCED or held.request.state not in MEETING:
        raise WrongState("introduced")
    return held, introduction
