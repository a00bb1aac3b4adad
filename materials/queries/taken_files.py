"""What files of editions may be, and how large; uploads as the desk shows them."""

from __future__ import annotations

import json

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import file_types
from jitco_portal.common.file_refusals import REASONS
from jitco_portal.common.uploads import LARGEST_PAPER, MEBIBYTE, Allowed
from materials.models import Edition, Upload

LARGEST = 1024 * MEBIBYTE
_LARGE = (
    *(file_types.MP3, file_types.M4A, file_types.WAV, file_types.OGG, file_types.MP4, file_types.WEBM),
    file_types.ZIP,
)
MATERIAL_FILES = Allowed(
    {
        file_types.PDF: 200 * MEBIBYTE,
        **dict.fromkeys((file_types.DOCX, file_types.XLSX, file_types.PPTX), 50 * MEBIBYTE),
        **dict.fromkeys(_LARGE, LARGEST),
        **dict.fromkeys((file_types.JPEG, file_types.PNG), 20 * MEBIBYTE),
    },
    opens_pdf=True,
    zip_entries=10_000,
    zip_unpacked=2 * LARGEST,
)
# What a form takes at once: a small file, or a part of a large one.
LARGEST_AT_ONCE = LARGEST_PAPER
# What a script sends at a time, so that a broken line loses little; and the most that is taken.
PIECE, LARGEST_PIECE = 2 * MEBIBYTE, 8 * MEBIBYTE
# Why an upload is refused whose bytes say nothing against it; see REASONS for the others.
REFUSALS = {
    "other_sha256": _("What arrived is not the file that was meant: its SHA-256 is another. Send it again."),
    "not_a_draft": _("The edition was published meanwhile: its files stay as they are."),
    "same_file": _("This very file is there already."),
    "lost": _("Its bytes were lost. Send the file again."),
}


def why_refused(upload: Upload) -> str:
    """In the reader's language."""
    code, values = json.loads(upload.refused_because)
    return str((REFUSALS.get(code) or REASONS[code]) % values)


def uploads_of(edition: Edition) -> QuerySet[Upload]:
    """Those on their way and what became of the last ones."""
    return edition.uploads.exclude(state=Upload.State.TAKEN).select_related("created_by").order_by("-pk")


def says_unscanned() -> bool:
    """Whether files are taken without a scanner looking at them."""
    return not settings.CLAMD
