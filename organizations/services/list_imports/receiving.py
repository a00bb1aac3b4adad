"""A file comes in: kept as it came, then read and compared in the background."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from jitco_portal.common.models import User
from organizations.models import ListImport, ListMapping
from organizations.queries.list_imports.shapes import Words
from organizations.services.list_imports.errors import WrongState
from organizations.tasks import defer_comparing

FOLDER = "list_imports"


@transaction.atomic
def receive(
    *, words: Words, source: str, source_url: str, file: File, by: User | None, defer: bool = True
) -> ListImport:
    """Keep the file, and have it compared. ``by`` is None for an operator with a shell."""
    digest, size = hashlib.sha256(), 0
    for piece in file.chunks():
        digest.update(piece)
        size += len(piece)
    file.seek(0)
    mapping = ListMapping.objects.filter(
        kind=words.kind, issuer=words.issuer, issuer_name="" if words.issuer else words.issuer_name
    ).first()
    list_import = ListImport(
        kind=words.kind,
        country=words.country,
        programme=words.programme,
        issuer=words.issuer,
        issuer_name="" if words.issuer else words.issuer_name,
        published_on=words.published_on,
        is_complete=words.is_complete,
        source=source,
        source_url=source_url,
        file=default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}", file),
        file_name=(file.name or "list").rpartition("/")[2][:200],
        size=size,
        sha256=digest.hexdigest(),
        # What held for the last file of the office holds for this one until somebody says otherwise.
        answers=dict(mapping.answers) if mapping else {},
        uploaded_by=by,
        by_operator=by is None,
    )
    list_import.save()
    if defer:
        defer_comparing(list_import_pk=list_import.pk)
    return list_import


@transaction.atomic
def answer(*, list_import: ListImport, answers: dict[str, Any], by: User) -> None:
    """Answers about the file; the comparison is made anew with them. Raises WrongState."""
    locked = ListImport.objects.select_for_update().get(pk=list_import.pk)
    open_states = (ListImport.State.ASKS, ListImport.State.COMPARED, ListImport.State.REFUSED)
    if locked.state not in open_states:
        raise WrongState
    given = {key: value for key, value in {**locked.answers, **answers}.items() if value not in ("", None, {})}
    locked.answers, locked.state = given, ListImport.State.READING
    locked.save(update_fields=["answers", "state"])
    defer_comparing(list_import_pk=locked.pk)
