"""Erasing what match-ups hold about a person; called in the transaction of the erasure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pgtrigger
from django.db import models, transaction
from django.db.models import Q

from jitco_portal.common.history.erasure import erase_in_history
from jitco_portal.common.models import User
from jitco_portal.common.privacy.erasure import scrub_names
from jitco_portal.common.privacy.own_texts import (
    addresses_instead,
    forget_in_history,
    keys_of,
    scrub_texts,
    words_instead,
)
from jitco_portal.common.privacy.scrubbing import log_about
from matching.models import (
    Candidate,
    Disclosure,
    Feedback,
    Introduction,
    MatchFile,
    MatchRequest,
    MatchStep,
    Message,
    Party,
)
from matching.personal_data import CONTACT
from matching.services.introductions import withdraw_consent
from organizations.services.erasure import organizations_ever_of


@dataclass(frozen=True)
class _Text:
    """A column in which people write, and the column that says for which side; none where only staff do."""

    model: type[models.Model]
    field: str
    side: str
    # From the row to the candidate, and to the request.
    candidate: str
    request: str

    def of_match_ups(self, organizations: set[int]) -> Q:
        """All that was written where one of the organizations stands on a side."""
        return self._beside(Party.REQUESTER, organizations) | self._beside(Party.CANDIDATE, organizations)

    def by(self, organizations: set[int]) -> Q:
        """What was written for one of the organizations."""
        found = Q(pk__in=[])
        for side in (Party.REQUESTER, Party.CANDIDATE) if self.side else ():
            found |= self._beside(side, organizations) & Q(**{self.side: side})
        return found

    def _beside(self, side: Party, organizations: set[int]) -> Q:
        path = self.request if side == Party.REQUESTER else self.candidate
        return Q(**{f"{path}organization__in": organizations})


TEXTS = (
    _Text(Candidate, "reasons", "", "", "request__"),
    _Text(Candidate, "end_reason", "ended_by", "", "request__"),
    _Text(MatchStep, "reason", "by", "candidate__", "request__"),
    _Text(Introduction, "reason", "reported_by", "candidate__", "candidate__request__"),
    _Text(Message, "text", "side", "candidate__", "candidate__request__"),
    _Text(Feedback, "text", "side", "introduction__candidate__", "introduction__candidate__request__"),
)
# What an organization asks for, in its own words.
WISHES = ("training_wishes", "conditions")
# Kept as they were written; here they are written anew, of the row that stays.
_KEPT = ("matching.MatchStep:step_stays",)


@contextmanager
def texts_may_go() -> Iterator[None]:
    """Within, texts of rows that stay as they are otherwise may be blanked.

    The inner transaction leaves the outer one fit to put the guard back when a write fails.
    """
    with pgtrigger.ignore(*_KEPT), transaction.atomic():
        yield


def erase_from_match_ups(person: User) -> None:
    """Consents are taken back and the contact goes, here and in the history.

    Requests, messages and feedback belong to the organizations and stay; the person is named in them no more, as far
    as those wrote them for whom the person could write. From what others wrote only their addresses go.
    """
    _erase_consents(person)
    organizations = organizations_ever_of(person)
    _scrub_requests(person, organizations)
    with texts_may_go():
        for text in TEXTS:
            _scrub_text(person, text, organizations)
    _scrub_files(person, organizations)
    _scrub_names_in_mails(person)


def _erase_consents(person: User) -> None:
    living = Candidate.objects.filter(
        introduction__disclosures__person=person, introduction__disclosures__withdrawn_at=None
    )
    for candidate in living.select_related("request").distinct().order_by("request_id", "pk"):
        withdraw_consent(candidate=candidate, by=person)
    Disclosure.objects.filter(person=person).update(**dict.fromkeys(CONTACT, ""))
    erase_in_history(model=Disclosure, fields=CONTACT, where={"person_id": person.pk})


def _scrub_requests(person: User, organizations: set[int]) -> None:
    instead = words_instead(person)
    for field in WISHES:
        scrub_texts(MatchRequest.objects.filter(organization__in=organizations), field, instead)
        forget_in_history(MatchRequest, field, Q(organization_id__in=organizations), instead)


def _scrub_text(person: User, text: _Text, organizations: set[int]) -> None:
    rows = text.model._base_manager
    for found, instead in (
        (text.of_match_ups(organizations), addresses_instead(person)),
        (text.by(organizations), words_instead(person)),
    ):
        keys = set(rows.filter(found).values_list("pk", flat=True))
        scrub_texts(rows.filter(pk__in=keys), text.field, instead)
        forget_in_history(text.model, text.field, Q(pgh_obj_id__in=keys), instead)


def _scrub_files(person: User, organizations: set[int]) -> None:
    """By their names; of those that were taken out of a draft the history knows."""
    written = next(text for text in TEXTS if text.model is Message).by(organizations)
    messages = set(Message.objects.filter(written).values_list("pk", flat=True))
    requests = keys_of(MatchRequest, organization_id__in=organizations)
    found = Q(request_id__in=requests) | Q(message_id__in=messages)
    scrub_texts(MatchFile.objects.filter(found), "name", words_instead(person))
    forget_in_history(MatchFile, "name", found, words_instead(person))


def _scrub_names_in_mails(person: User) -> None:
    """And in the desk's log: about match-ups in which the person took part."""
    candidates = Q(messages__author=person) | Q(introduction__disclosures__person=person)
    candidates |= Q(introduction__feedback__author=person) | Q(introduction__disclosures__views__viewer=person)
    of_candidates = set(Candidate.objects.filter(candidates).values_list("pk", "request_id"))
    requests = {request for _candidate, request in of_candidates} | keys_of(MatchRequest, created_by_id=person.pk)
    mails = Q(pk__in=[])
    if requests:
        mails = Q(cause__regex=f"^match-up:({'|'.join(str(key) for key in sorted(requests))})(?![0-9])")
    log = log_about(MatchRequest, requests) | log_about(Candidate, {key for key, _request in of_candidates})
    scrub_names(person, mails=mails, log=log)
