"""Taking a file out of a draft again; what is published stays."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import transaction

from materials.models import Edition, EditionFile, EditionState


class NotADraft(Exception):
    """The edition was published meanwhile: its files stay as they are."""


@transaction.atomic
def remove_file(*, file: EditionFile) -> None:
    """The row, with all that was read from it, and then its bytes; previews go in the night. Raises NotADraft."""
    edition = Edition.objects.select_for_update(no_key=True).get(pk=file.edition_id)
    if edition.state != EditionState.DRAFT:
        raise NotADraft
    name = file.file.name or ""
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(name), robust=True)
