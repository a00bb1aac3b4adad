"""What staff see of an edition beside its form: its files with their state, what follows it, who reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Sum
from django.db.models.functions import Coalesce

from materials.models import Edition, EditionFile, FileCare, FilePreview, Upload

# Of a file's first pages; all of them stand on the public page.
SHOWN_PREVIEWS = 3


@dataclass(frozen=True)
class EditionAtDesk:
    files: Sequence[EditionFile]
    uploads: list[Upload]
    is_bad: bool
    readers: int
    # The latest of its language, if that is another one.
    newer: Edition | None


def edition_at_desk(*, edition: Edition) -> EditionAtDesk:
    previews = FilePreview.objects.filter(page__lte=SHOWN_PREVIEWS)
    files = list(
        edition.files.select_related("care")
        .prefetch_related(Prefetch("previews", queryset=previews, to_attr="first_pages"))
        .annotate(download_count=Coalesce(Sum("download_figures__count"), 0))
    )
    newer = None
    if edition.published_at:
        heads = Edition.objects.heads().filter(material=edition.material_id, language=edition.language)
        newer = heads.exclude(pk=edition.pk).select_related("material").first()
    return EditionAtDesk(
        files=files,
        uploads=list(edition.uploads.filter(state=Upload.State.OPEN)),
        is_bad=any(file.care.found != FileCare.Found.WHOLE for file in files if hasattr(file, "care")),
        readers=edition.readers.aggregate(count=Count("pk"))["count"],
        newer=newer,
    )
