"""What claims and applications to be listed have in common: evidence, limits, an end after 30 days."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import User
from jitco_portal.common.one_by_one import MOST_A_NIGHT, one_by_one
from jitco_portal.common.uploads import CheckedFile, delete_strays
from jitco_portal.common.virus_scan import Scan, scan
from organizations.models import Claim, ListingApplication, RequestState

ANSWERED_WITHIN = datetime.timedelta(days=30)
EVIDENCE_KEPT = datetime.timedelta(days=90)
MOST_OPEN = 5
DAY = datetime.timedelta(hours=24)
# Of one person, of both kinds, those withdrawn since included: each is told by mail and may bring a file.
MOST_A_DAY = 10
EVIDENCE_FOLDER = "evidence"
EVIDENCE_FIELDS = ("evidence", *(f"evidence_{each}" for each in ("key", "name", "type", "size", "sha256", "scan")))

Request = TypeVar("Request", Claim, ListingApplication)


class TooManyOpenRequests(Exception):
    """The person waits for as many answers as they may."""


class TooManyRequestsADay(Exception):
    """The person has asked as often as one may within a day."""


class AlreadyDecided(Exception):
    """Somebody else was quicker, or it expired or was withdrawn."""


class OwnRequest(Exception):
    """Nobody decides what they asked for themselves."""


class ReasonMissing(Exception):
    """A refusal says why."""


def scan_of(evidence: CheckedFile | None) -> str:
    """Before any row is locked: a scanner takes its time. Raises InfectedFile, ScannerUnavailable."""
    if evidence is None:
        return ""
    return Scan.CLEAN if scan(evidence.file) else Scan.NOT_SCANNED


def ask(*, request: Request, evidence: CheckedFile | None, check: Callable[[User], None]) -> Request:
    """Save a request with its evidence; ``check`` raises what stands against it, under the lock of the person.

    Raises TooManyOpenRequests, TooManyRequestsADay. The file is there only when the row is.
    """
    written = ""
    try:
        with transaction.atomic():
            user = User.objects.select_for_update(no_key=True).get(pk=request.user_id)
            check(user)
            asked = (model.objects.open().filter(user=user).count() for model in (Claim, ListingApplication))
            if sum(asked) >= MOST_OPEN:
                raise TooManyOpenRequests
            since = timezone.now() - DAY
            made = (
                model.objects.filter(user=user, created_at__gt=since).count() for model in (Claim, ListingApplication)
            )
            if sum(made) >= MOST_A_DAY:
                raise TooManyRequestsADay
            request.expires_at = timezone.now() + ANSWERED_WITHIN
            if evidence:
                request.evidence_key = uuid.uuid4()
                request.evidence_name, request.evidence_type = evidence.name, evidence.type
                request.evidence_size, request.evidence_sha256 = evidence.size, evidence.sha256
                request.evidence.save(str(request.evidence_key), evidence.file, save=False)
                written = request.evidence.name or ""
            request.save()
            tell_person(request=request, what="received")
            tell_desk(request=request)
    except BaseException:
        if written:
            default_storage.delete(written)
        raise
    return request


def lock_open(*, request: Request, by: User) -> Request:
    """The request, locked and still open. Raises AlreadyDecided, OwnRequest."""
    held = type(request).objects.select_for_update(no_key=True).get(pk=request.pk)
    if held.state != RequestState.OPEN:
        raise AlreadyDecided
    if held.user_id == by.pk:
        raise OwnRequest
    return held


def close(*, request: Request, state: RequestState, by: User | None = None, reason: str = "") -> None:
    request.state, request.reason = state, reason
    request.decided_at, request.decided_by = timezone.now(), by
    request.save()


@transaction.atomic
def refuse(*, request: Request, by: User, reason: str) -> Request:
    """Refuse with a reason that is sent to whoever asked. Raises AlreadyDecided, OwnRequest, ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    held = lock_open(request=request, by=by)
    close(request=held, state=RequestState.REFUSED, by=by, reason=reason.strip())
    tell_person(request=held, what="refused")
    return held


@transaction.atomic
def withdraw(*, request: Request) -> bool:
    """By whoever asked; say whether it was still open. Nobody looks at its evidence any more, so that goes."""
    held = type(request).objects.select_for_update(no_key=True).get(pk=request.pk)
    if held.state != RequestState.OPEN:
        return False
    close(request=held, state=RequestState.WITHDRAWN)
    delete_evidence(request=held)
    return True


def expire_requests() -> None:
    """Every night: what nobody answered in time; one may ask again."""
    for model in (Claim, ListingApplication):
        due = model.objects.open().filter(expires_at__lte=timezone.now())
        keys = list(due.order_by("expires_at").values_list("pk", flat=True)[:MOST_A_NIGHT])
        one_by_one(keys, partial(_expire, due), what=f"expire a {model._meta.model_name}")


def _expire(due: QuerySet, key: int) -> None:
    if held := due.select_for_update(no_key=True, of=("self",)).filter(pk=key).first():
        close(request=held, state=RequestState.EXPIRED)
        tell_person(request=held, what="expired")


def delete_old_evidence() -> None:
    """Every night: the evidence of what was decided 90 days ago, and files that no row knows."""
    before = timezone.now() - EVIDENCE_KEPT
    for model in (Claim, ListingApplication):
        old = model.objects.exclude(state=RequestState.OPEN).exclude(evidence="").filter(decided_at__lte=before)
        rows: list[Any] = list(old.order_by("decided_at")[:MOST_A_NIGHT])
        what = f"delete the evidence of a {model._meta.model_name}"
        one_by_one(rows, lambda row: delete_evidence(request=row), what=what)
    known = {name for model in (Claim, ListingApplication) for name in model.objects.values_list("evidence", flat=True)}
    delete_strays(EVIDENCE_FOLDER, known=known)


@transaction.atomic
def delete_evidence(*, request: Claim | ListingApplication) -> None:
    """The file and all that the row says of it, and nothing else; the file goes when the row has been written."""
    held = type(request)._default_manager.select_for_update(no_key=True).get(pk=request.pk)
    name = held.evidence.name
    for field in EVIDENCE_FIELDS:
        setattr(held, field, None if field in ("evidence_key", "evidence_size") else "")
    held.save(update_fields=EVIDENCE_FIELDS)
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))


# Letters ----------------------------------------------------------------------------------------------


def word_of(request: Claim | ListingApplication) -> str:
    """``claim`` or ``listing``: how mails and addresses name it."""
    return "claim" if isinstance(request, Claim) else "listing"


def tell_person(*, request: Claim | ListingApplication, what: str) -> None:
    """A duty, in the person's language."""
    word, user = word_of(request), request.user
    if user.is_active:
        queue_mail(
            kind=f"{word}_{what}",
            cause=f"{word}:{request.pk}:{what}",
            recipient=user.email,
            user=user,
            context={
                "request": request,
                "organization": request.organization,
                "answer_by": timezone.localdate(request.expires_at),
            },
            is_duty=True,
        )


def tell_desk(*, request: Claim | ListingApplication) -> None:
    """The Affairs Dept. is told that something waits, in Japanese."""
    if not settings.AFFAIRS_EMAIL:
        return
    word = word_of(request)
    with translation.override("ja"):
        context = {
            "what": str(request._meta.verbose_name),
            "name": str(request),
            "link": settings.SITE_URL
            + reverse(f"admin:organizations_{request._meta.model_name}_change", args=[request.pk]),
            "answer_by": timezone.localdate(request.expires_at),
        }
    queue_mail(
        kind="desk_waiting",
        cause=f"{word}:{request.pk}:desk",
        recipient=settings.AFFAIRS_EMAIL,
        language="ja",
        context=context,
    )
