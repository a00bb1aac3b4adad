"""What match-ups hold for a time only; each of these runs every night."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from jitco_portal.common.history.erasure import erase_in_history
from jitco_portal.common.one_by_one import MOST_A_NIGHT, one_by_one
from matching.models import (
    Candidate,
    CandidateState,
    Disclosure,
    Feedback,
    Introduction,
    MatchFile,
    MatchRequest,
    MatchStep,
    Message,
    RequestState,
)
from matching.models.requests import MatchRequestCountryEvent, MatchRequestOperationEvent
from matching.models.transitions import ENDED
from matching.personal_data import CONTACT
from matching.services.erasure import WISHES, texts_may_go
from matching.services.steps import lock

# Counted from the end of the introduction.
CONTACTS_KEPT = datetime.timedelta(days=90)
CONTACTS_KEPT_AFTER_AGREEMENT = datetime.timedelta(days=365)
# Counted from the end of the request; three years and not a day less, whatever leap years lie in between.
TEXTS_KEPT = datetime.timedelta(days=3 * 365 + 1)
# Counted from the last change of a draft that was never sent.
DRAFTS_KEPT = datetime.timedelta(days=366)
# What history knows of a file that went.
_OF_FILES = ("file", "name", "type", "sha256")
# Stands for the reasons of a candidate that cannot be without (`candidate_asked_with_reasons`).
_WIPED = "–"


@dataclass(frozen=True)
class _Texts:
    """Columns in which people write, and the way from their row to its request."""

    model: type[models.Model]
    fields: tuple[str, ...]
    request: str

    @property
    def kept_in_history(self) -> tuple[str, ...]:
        event_model = getattr(self.model, "pgh_event_model", None)
        tracked = {field.name for field in event_model._meta.fields} if event_model else set()
        return tuple(field for field in self.fields if field in tracked)

    @property
    def path_in_history(self) -> str:
        return "pgh_obj_id" if self.model is MatchRequest else self.request

    def left(self) -> Q:
        """Of the request of an outer query, whether anything is written still: in a row, or in the history of one."""
        of_request = {self.request: OuterRef("pk")}
        found = Q(Exists(self.model._base_manager.filter(_written(self.fields), **of_request)))
        if fields := self.kept_in_history:
            events: Any = self.model.pgh_event_model.objects  # type: ignore[attr-defined]
            found |= Q(Exists(events.filter(_written(fields), **{self.path_in_history: OuterRef("pk")})))
        return found

    def wipe(self, request: MatchRequest) -> None:
        for field in self.fields:
            rows = self.model._base_manager.filter(_written([field]), **{self.request: request.pk})
            rows.update(**{field: _instead(field)})
        if fields := self.kept_in_history:
            erase_in_history(model=self.model, fields=fields, where={self.path_in_history: request.pk})


def _written(fields: Iterable[str]) -> Q:
    found = Q()
    for field in fields:
        found |= ~Q(**{f"{field}__in": ("", _WIPED)})
    return found


def _instead(field: str) -> Any:
    if field != "reasons":
        return ""
    asked = (CandidateState.OFFERED, CandidateState.INTRODUCED)
    return Case(When(state__in=asked, then=Value(_WIPED)), default=Value(""))


TEXTS = (
    _Texts(MatchRequest, WISHES, "pk"),
    _Texts(Candidate, ("reasons", "end_reason"), "request"),
    _Texts(MatchStep, ("reason",), "request"),
    _Texts(Introduction, ("reason",), "candidate__request"),
    _Texts(Message, ("text",), "candidate__request"),
    _Texts(Feedback, ("text",), "introduction__candidate__request"),
)


def wipe_old_contacts() -> None:
    """The contacts of an introduction that is over go, and with them the consents that may still stand."""
    now = timezone.now()
    agreed = Q(introduction__outcome=Introduction.Outcome.AGREED)
    old = agreed & Q(introduction__ended_at__lt=now - CONTACTS_KEPT_AFTER_AGREEMENT)
    old |= ~agreed & Q(introduction__ended_at__lt=now - CONTACTS_KEPT)
    held = Disclosure.objects.filter(old).exclude(**dict.fromkeys(CONTACT, ""))
    keys = list(held.order_by("introduction__ended_at", "pk").values_list("pk", flat=True)[:MOST_A_NIGHT])

    def wipe(key: int) -> None:
        row = Disclosure.objects.select_for_update(no_key=True).filter(pk=key)
        for each in row:
            row.update(**dict.fromkeys(CONTACT, ""), withdrawn_at=each.withdrawn_at or timezone.now())
        erase_in_history(model=Disclosure, fields=CONTACT, where={"pgh_obj_id": key})

    one_by_one(keys, wipe, what="wipe the contact of a match-up that is over")


def wipe_old_texts_and_files() -> None:
    """What was written and sent goes; that it was, when and by whom stays. Files leave the storage with their rows."""
    written = Q()
    for texts in TEXTS:
        written |= texts.left()
    files = MatchFile.objects.filter(Q(request=OuterRef("pk")) | Q(message__candidate__request=OuterRef("pk")))
    over = MatchRequest.objects.filter(
        written | Exists(files), state__in=ENDED, state_since__lt=timezone.now() - TEXTS_KEPT
    )
    keys = list(over.order_by("state_since", "pk").values_list("pk", flat=True)[:MOST_A_NIGHT])
    one_by_one(keys, _wipe, what="wipe the texts and files of a match-up that is over")


def _wipe(key: int) -> None:
    request = lock(MatchRequest.objects.get(pk=key))
    with texts_may_go():
        for texts in TEXTS:
            texts.wipe(request)
    _delete_files(MatchFile.objects.filter(Q(request=request) | Q(message__candidate__request=request)))


def delete_old_drafts() -> None:
    """What was begun, never sent and left alone goes with its files; nobody but its organization ever saw it."""
    keys = list(_old_drafts().order_by("changed_at", "pk").values_list("pk", flat=True)[:MOST_A_NIGHT])
    one_by_one(keys, _delete_draft, what="delete a match-up draft that was left alone")


def _old_drafts() -> QuerySet[MatchRequest]:
    """A file that came, or another choice of countries or operations, is a change as well."""
    before = timezone.now() - DRAFTS_KEPT
    changes = [
        Exists(events.objects.filter(matchrequest=OuterRef("pk"), pgh_created_at__gte=before))
        for events in (MatchRequestCountryEvent, MatchRequestOperationEvent)
    ]
    came = Exists(MatchFile.objects.filter(request=OuterRef("pk"), created_at__gte=before))
    drafts = MatchRequest.objects.filter(state=RequestState.DRAFT, submitted_at=None, changed_at__lt=before)
    return drafts.exclude(came | changes[0] | changes[1])


def _delete_draft(key: int) -> None:
    # Somebody may have gone on with it, or deleted it, since it was found.
    for request in MatchRequest.objects.select_for_update(no_key=True).filter(pk=key):
        if _old_drafts().filter(pk=key).exists():
            _delete_files(MatchFile.objects.filter(request=request))
            request.delete()
            erase_in_history(model=MatchRequest, fields=WISHES, where={"pgh_obj_id": key})
            # Of files that were taken out of it before, too.
            erase_in_history(model=MatchFile, fields=_OF_FILES, where={"request_id": key})


def _delete_files(found: QuerySet[MatchFile]) -> None:
    files = list(found)
    names = [each.file.name for each in files if each.file.name]
    MatchFile.objects.filter(pk__in=[each.pk for each in files]).delete()
    erase_in_history(model=MatchFile, fields=_OF_FILES, where={"pgh_obj_id__in": [each.pk for each in files]})
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))


RETENTION_JOBS = (wipe_old_contacts, wipe_old_texts_and_files, delete_old_drafts)
