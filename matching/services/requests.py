"""What the organization that asks does with its request: begins, sends, withdraws it; the files beside it."""

from __future__ import annotations

import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from jitco_portal.common.models import User
from jitco_portal.common.uploads import CheckedFile
from matching.models import Introduction, MatchFile, MatchRequest, MatchStep, Party, RequestState
from matching.services.course import end_all
from matching.services.files import keep_file, scanned
from matching.services.steps import NotAllowed, WrongState, lock, lock_organizations, take
from organizations.models import Organization
from organizations.queries.acting import acts_for

MOST_OPEN = 20
# What is withdrawn or sent back leaves room for the next: each is a mail to the Affairs Dept. all the same.
MOST_SENT_A_DAY = 10
DAY = datetime.timedelta(hours=24)
MOST_FILES = 10
# What a new request takes over from the one that it begins from.
_COPIED = (
    *("programme", "people", "arrive_from", "arrive_until", "japanese_level", "training_hours", "training_wishes"),
    *("languages", "conditions", "is_anonymous", "weights"),
)


class TooManyRequests(Exception):
    """The organization has as many drafts and open requests as it may."""


class TooManyRequestsADay(Exception):
    """The organization has sent as many requests as it may within a day."""


class TooManyFiles(Exception):
    """As many files stand beside the request as may."""


@transaction.atomic
def begin_request(*, organization: Organization, by: User, like: MatchRequest | None = None) -> MatchRequest:
    """A new draft, or one that begins from another of the organization's. Raises NotAllowed, TooManyRequests."""
    held = Organization.objects.select_for_update(no_key=True, of=("self",)).get(pk=organization.pk)
    if not acts_for(held.pk, user=by):
        raise NotAllowed("begin")
    living = MatchRequest.objects.filter(organization=held)
    if living.filter(state=RequestState.DRAFT).count() + living.open().count() >= MOST_OPEN:
        raise TooManyRequests
    request = MatchRequest(organization=held, created_by=by)
    if like is not None and like.organization_id == held.pk:
        for name in _COPIED:
            setattr(request, name, getattr(like, name))
    request.save()
    if like is not None and like.organization_id == held.pk:
        request.countries.set(like.countries.all())
        request.operations.set(like.operations.all())
    return request


@transaction.atomic
def delete_draft(*, request: MatchRequest, by: User) -> None:
    """A draft that was never sent goes with its files. Raises NotAllowed, WrongState."""
    held = _own(request, by)
    if held.state != RequestState.DRAFT or held.submitted_at is not None:
        raise WrongState("delete")
    for file in MatchFile.objects.filter(request=held):
        remove_file(file=file, by=by)
    held.delete()


@transaction.atomic
def submit(*, request: MatchRequest, by: User) -> MatchRequest:
    """Raises NotAllowed, TooManyRequestsADay, WrongState, NeedMissing."""
    held = _own(request, by)
    lock_organizations(held.organization_id)
    if submitted_today(held.organization_id) >= MOST_SENT_A_DAY:
        raise TooManyRequestsADay
    take("submit", request=held, by=Party.REQUESTER)
    return held


def submitted_today(organization_id: int) -> int:
    """How often the organization has sent a request within 24 hours, the same one again included."""
    steps = MatchStep.objects.filter(request__organization=organization_id, name="submit")
    return steps.filter(at__gt=timezone.now() - DAY).count()


@transaction.atomic
def withdraw(*, request: MatchRequest, by: User, reason: str) -> MatchRequest:
    """Raises NotAllowed, WrongState, NeedMissing. The reason is read by the Affairs Dept."""
    held = _own(request, by)
    if not held.can_be_withdrawn:
        raise WrongState("withdraw")
    take("withdraw", request=held, by=Party.REQUESTER, reason=reason.strip())
    end_all(held, outcome=Introduction.Outcome.WITHDRAWN)
    return held


def add_file(*, request: MatchRequest, by: User, file: CheckedFile) -> MatchFile:
    """Beside a draft. Raises NotAllowed, WrongState, TooManyFiles; InfectedFile, ScannerUnavailable of the scan."""
    if not acts_for(request.organization_id, user=by):
        raise NotAllowed("not theirs")
    # Before the scanner has any work, and again below, when nobody can change it any more.
    _has_room(MatchRequest.objects.get(pk=request.pk))
    clean = scanned(file)
    with transaction.atomic():
        held = _own(request, by)
        _has_room(held)
        return keep_file(file=clean, request=held)


def _has_room(request: MatchRequest) -> None:
    if request.state != RequestState.DRAFT:
        raise WrongState("add_file")
    if request.files.count() >= MOST_FILES:
        raise TooManyFiles


@transaction.atomic
def remove_file(*, file: MatchFile, by: User) -> None:
    """From a draft. Raises NotAllowed, WrongState."""
    held = _own(file.request, by)
    if held.state != RequestState.DRAFT:
        raise WrongState("remove_file")
    name = file.file.name or ""
    MatchFile.objects.filter(pk=file.pk).delete()
    # What stays behind if this fails, a night takes away (`services.daily`).
    transaction.on_commit(lambda: default_storage.delete(name), robust=True)


def _own(request: MatchRequest | None, by: User) -> MatchRequest:
    if request is None:
        raise NotAllowed("no request")
    held = lock(request)
    if not acts_for(held.organization_id, user=by):
        raise NotAllowed("not theirs")
    return held
