"""Why a file is not taken, in words that stand beside its field."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise | str] = {
    "empty": _("This file is empty. Choose another one."),
    "too_large": _("This file is larger than %(limit)s. Choose a smaller one."),
    "wrong_type": _("Files of this type are not taken, whatever their name. Taken are: %(types)s."),
    "mixed": _("This file is two things at once: it could be taken for a web page or an archive. Make it anew."),
    "damaged": _("This file is damaged or was not copied to its end. Choose a whole one."),
    "encrypted": _("This file is protected by a password. Choose one that opens without."),
    "infected": _("A virus was found in this file. It was not kept."),
    # PDF
    "too_many_pages": _("This PDF has more than %(most)s pages. Divide it."),
    "active": _("This PDF does something by itself, or has a script or a film in it. Save it without them."),
    "attachments": _("This PDF has other files inside. Save it without them, or send a ZIP file."),
    # Office
    "macros": _("This file, or one in it, has macros. Save it without them (as DOCX, XLSX or PPTX)."),
    "office_fetches": _(
        "This file, or one in it, fetches something from elsewhere, as a template. Save it without such links."
    ),
    "office_starts": _("This file, or one in it, has a field or a link that starts a program (DDE). Save it without."),
    "office_inside": _("This file, or one in it, has a file of another kind packed in it. Send that one by itself."),
    "old_office": _("This is a file of an old Office version. Save it as DOCX, XLSX, PPTX or PDF."),
    # ZIP
    "zip_entries": _("This ZIP file has more than %(most)s files in it. Divide it."),
    "zip_bomb": _("Unpacked, this ZIP file would be far too large."),
    "zip_overlap": _("Files of this ZIP file lie over each other, or bear the same name. Make it anew."),
    "zip_path": _("A name in this ZIP file leads out of its folder, or is a link. Make it anew from one folder."),
    "zip_name": _("A name in this ZIP file has hidden signs, or cannot be kept under Windows. Choose another name."),
    "zip_pdf": _(
        "A PDF in this ZIP file (%(name)s) is damaged, has a password, a script or other files in it. Save it without."
    ),
    "zip_pdfs": _("This ZIP file has too many PDF files to look through. Divide it."),
    "zip_nested": _("There is an archive inside of this ZIP file. Put its files in without it."),
    "zip_method": _("This ZIP file is packed in an unusual way. Make it anew with the usual one (Deflate)."),
    "zip_program": _("There is a program or a script in this ZIP file. Make it anew without."),
    # Pictures
    "picture_too_large": _("This picture has too many pixels. Make it smaller first."),
    "busy": _("Many pictures are being looked at just now. Please try again in a minute."),
}  # fmt: skip


class FileRefused(Exception):
    """A file that is not taken; ``code`` is a key of REASONS, ``text`` what the reader is told."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def text(self) -> str:
        return str(REASONS[self.code]) % self.values if self.values else str(REASONS[self.code])


class Busy(FileRefused):
    """Nothing is wrong with the file: it can be sent again."""

    def __init__(self) -> None:
        super().__init__("busy")
