"""Large files on their way in: bytes in their order, over any number of broken lines and days.

What has come stands in the row; the file holds at least as much. A process that dies between the two leaves bytes too
many, which the next piece writes over.
"""

from __future__ import annotations

import datetime
import os
import shutil
import uuid
from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jitco_portal.common.models import User
from jitco_portal.common.one_by_one import MOST_A_NIGHT, one_by_one
from jitco_portal.common.private_files import own_folder
from materials.models import Edition, EditionState, Upload
from materials.queries.taken_files import LARGEST
from materials.services.finishing import part_path
from materials.services.uploads import NotADraft
from materials.upload_tasks import defer_check

MOST_OPEN = 20
ABANDONED_AFTER = datetime.timedelta(days=7)
REFUSED_KEPT = datetime.timedelta(days=30)
# What the disk must have left for everything else.
LEFT_FREE = 1024**3
STRAY_AFTER = datetime.timedelta(days=1)


class TooLarge(Exception):
    """More bytes than any file may have."""


class TooManyUploads(Exception):
    """The person has as many uploads under way as one may."""


class NoRoom(Exception):
    """The disk would be full."""


class Closed(Exception):
    """All has arrived, or it was refused: nothing more is taken."""


class OffsetConflict(Exception):
    """The piece does not begin where the last one ended: it came twice, or another tab was quicker."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


class MoreThanSaid(Exception):
    """The pieces are more than the file was said to be."""


@transaction.atomic
def begin(
    *,
    edition: Edition,
    by: User,
    name: str,
    size: int,
    sha256: str = "",
    title_en: str = "",
    title_ja: str = "",
) -> Upload:
    """Make room for a file. Raises TooLarge, NotADraft, TooManyUploads, NoRoom."""
    if size > LARGEST:
        raise TooLarge
    held = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if held.state != EditionState.DRAFT:
        raise NotADraft
    under_way = list(Upload.objects.filter(state=Upload.State.OPEN).values_list("created_by", "size", "received"))
    if sum(person == by.pk for person, _size, _received in under_way) >= MOST_OPEN:
        raise TooManyUploads
    own_folder(settings.UPLOADS)
    promised = sum(size - received for _person, size, received in under_way)
    # Its bytes lie there once more where the storage is another disk.
    if shutil.disk_usage(settings.UPLOADS).free - promised < 2 * size + LEFT_FREE:
        raise NoRoom
    return Upload.objects.create(
        key=uuid.uuid4(),
        edition=held,
        created_by=by,
        name=name,
        size=size,
        sha256=sha256.lower(),
        title_en=title_en,
        title_ja=title_ja,
    )


@transaction.atomic
def append(*, upload: Upload, offset: int, data: Iterable[bytes]) -> Upload:
    """Take the bytes that follow what has arrived; with the last of them the file is checked, in the background.

    Raises Closed, OffsetConflict, MoreThanSaid: then nothing was taken. The lock of the row makes two tabs wait for
    each other.
    """
    held = _locked(upload)
    if held.state != Upload.State.OPEN:
        raise Closed
    if offset != held.received:
        raise OffsetConflict(held.received)
    if held.received == held.size:
        raise Closed
    own_folder(settings.UPLOADS)
    written = 0
    descriptor = os.open(part_path(held), os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.truncate(held.received)
        file.seek(held.received)
        for piece in data:
            written += len(piece)
            if held.received + written > held.size:
                file.truncate(held.received)
                raise MoreThanSaid
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    held.received += written
    held.save(update_fields=["received", "changed_at"])
    if held.received == held.size:
        defer_check(upload_pk=held.pk)
    return held


@transaction.atomic
def check_again(*, upload: Upload) -> None:
    """Where the check was lost with a worker. Raises Closed."""
    held = _locked(upload)
    if held.state != Upload.State.OPEN or held.received != held.size:
        raise Closed
    defer_check(upload_pk=held.pk)


@transaction.atomic
def stop(*, upload: Upload) -> None:
    """What has arrived is deleted, and the row; of one that was taken, the row alone."""
    held = _locked(upload)
    transaction.on_commit(partial(part_path(held).unlink, missing_ok=True))
    held.delete()


def delete_abandoned_uploads() -> None:
    """Every night: uploads to which nothing came for a week, old refusals, and bytes that no upload knows."""
    now = timezone.now()
    old = {Upload.State.OPEN: now - ABANDONED_AFTER, Upload.State.REFUSED: now - REFUSED_KEPT}
    for state, before in old.items():
        rows = list(Upload.objects.filter(state=state, changed_at__lt=before).order_by("pk")[:MOST_A_NIGHT])
        one_by_one(rows, lambda row: stop(upload=row), what="delete an abandoned upload")
    waiting = Upload.objects.filter(state=Upload.State.OPEN, received=F("size"), changed_at__lt=now - STRAY_AFTER)
    one_by_one(list(waiting[:MOST_A_NIGHT]), lambda row: check_again(upload=row), what="check an upload again")
    _delete_stray_parts()


def _delete_stray_parts() -> None:
    known = {f"{key}.part" for key in Upload.objects.filter(state=Upload.State.OPEN).values_list("key", flat=True)}
    before = (timezone.now() - STRAY_AFTER).timestamp()
    for path in settings.UPLOADS.glob("*") if settings.UPLOADS.exists() else ():
        if path.name not in known and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _locked(upload: Upload) -> Upload:
    """Raises Closed where it was stopped meanwhile."""
    held = Upload.objects.select_for_update(no_key=True).filter(pk=upload.pk).first()
    if held is None:
        raise Closed
    return held
