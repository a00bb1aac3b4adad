"""What the two sides and the Affairs Dept. write to each other about a candidate."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import User
from jitco_portal.common.uploads import CheckedFile
from matching.models import Candidate, CandidateState, Introduction, Message, Party
from matching.queries.endings import is_long_over
from matching.queries.sides import organization_on
from matching.services.files import keep_file, scanned
from matching.services.steps import (
    NotAllowed,
    WrongState,
    lock_organizations,
    locked_candidate,
    only_who_acts,
    tell_desk,
)
from organizations.queries.acting import acting_members

# Of one organization in all its match-ups; of staff about one candidate.
MOST_A_DAY = 50
DAY = datetime.timedelta(hours=24)


class TooManyMessages(Exception):
    """The organization has written as much as it may within a day, whatever the match-up."""


def write(
    *, candidate: Candidate, side: Party, by: User, text: str, thread: str, files: Sequence[CheckedFile] = ()
) -> Message:
    """Write to the readers of the thread; each is told by mail that there is something, and nothing of what.

    Raises NotAllowed, WrongState, TooManyMessages; InfectedFile, ScannerUnavailable of the scan. ``side`` staff:
    whoever may change requests at the desk, decided before. Between the two sides one writes while both stand before
    each other; to the Affairs Dept. as long as the candidate was asked; neither long after it has ended.
    """
    # Before a stranger's file reaches the scanner, and again below, when nobody can change it any more.
    _allow(candidate, side, by, thread)
    _has_some_left(candidate, side)
    clean = [scanned(each) for each in files]
    with transaction.atomic():
        held = locked_candidate(candidate)
        _allow(held, side, by, thread)
        if side != Party.STAFF:
            lock_organizations(organization_on(side, candidate=held).pk)
        _has_some_left(held, side)
        message = Message.objects.create(candidate=held, thread=thread, author=by, side=side, text=text)
        for each in clean:
            keep_file(file=each, message=message)
        _tell(message, held, side)
    return message


def _allow(candidate: Candidate, side: Party, by: User, thread: str) -> None:
    if side == Party.STAFF:
        if not by.is_staff or not by.has_perm("matching.change_matchrequest"):
            raise NotAllowed("staff")
    else:
        only_who_acts(candidate, side, by)
        if thread not in (side, Message.Thread.BOTH):
            raise NotAllowed("thread")
    if thread not in Message.Thread.values:
        raise NotAllowed("thread")
    # To whom the candidate was never shown nobody writes of it; a candidate that asked to be considered may ask.
    if candidate.offered_at is None and not (candidate.said_interested and thread == Message.Thread.CANDIDATE):
        raise WrongState("write")
    if side != Party.STAFF and is_long_over(candidate):
        raise WrongState("ended")
    if thread == Message.Thread.BOTH:
        # Also after a contract or a failure of the talks; not where a rule stopped them or the request was withdrawn.
        meets = Introduction.objects.filter(candidate=candidate).exclude(
            outcome__in=(Introduction.Outcome.STOPPED, Introduction.Outcome.WITHDRAWN)
        )
        if candidate.state != CandidateState.INTRODUCED or not meets.exists():
            raise WrongState("write")


def _has_some_left(candidate: Candidate, side: Party) -> None:
    since = Message.objects.filter(created_at__gt=timezone.now() - DAY)
    if side == Party.STAFF:
        written = since.filter(candidate=candidate, side=side)
    else:
        writer = organization_on(side, candidate=candidate)
        written = since.filter(
            Q(side=Party.REQUESTER, candidate__request__organization=writer)
            | Q(side=Party.CANDIDATE, candidate__organization=writer)
        )
    if written.count() >= MOST_A_DAY:
        raise TooManyMessages


def _tell(message: Message, candidate: Candidate, side: Party) -> None:
    readers = {
        Party.REQUESTER: candidate.request.organization_id,
        Party.CANDIDATE: candidate.organization_id,
    }
    told = [
        organization_id
        for party, organization_id in readers.items()
        if party != side and message.thread in (Message.Thread.BOTH, party)
    ]
    for organization_id in told:
        for person in acting_members(organization_id).exclude(pk=message.author_id):
            with translation.override(person.language):
                link = settings.SITE_URL + candidate.get_absolute_url() + "#messages"
            queue_mail(
                kind="match_message",
                cause=f"match-up:{candidate.request_id}:message:{message.pk}",
                recipient=person.email,
                user=person,
                context={"number": candidate.request_id, "link": link},
            )
    # What the two sides write to each other, staff read when they look; a question is theirs to answer.
    if side != Party.STAFF and message.thread != Message.Thread.BOTH:
        tell_desk(
            candidate.request,
            sentence=_("A question about a match-up waits for an answer."),
            cause=_cause_of_question(message, candidate),
        )


def _cause_of_question(message: Message, candidate: Candidate) -> str:
    """The same until staff answer in the thread: one mail, however many questions wait there."""
    answers = Message.objects.filter(candidate=candidate, thread=message.thread, side=Party.STAFF)
    answered = answers.order_by("pk").values_list("pk", flat=True).last() or 0
    return f"match-up:{candidate.request_id}:question:{candidate.pk}:{message.thread}:{answered}"
