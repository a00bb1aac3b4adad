"""Forms by which files of an edition come in."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.file_names import LONGEST_NAME, leads_elsewhere
from jitco_portal.common.file_refusals import FileRefused
from jitco_portal.common.plain_text import CleanTexts
from jitco_portal.common.uploads import CheckedFileField
from materials.queries.taken_files import LARGEST, LARGEST_AT_ONCE, MATERIAL_FILES


class MaterialFileField(CheckedFileField):
    allowed = MATERIAL_FILES
    default_error_messages = {
        "too_large_at_once": _("This file is larger than 10 MB. Send it in parts, see below."),
    }

    def to_python(self, data: Any) -> Any:
        if data and data.size > LARGEST_AT_ONCE:
            raise forms.ValidationError(self.error_messages["too_large_at_once"], code="too_large_at_once")
        return super().to_python(data)

    def told(self, error: FileRefused) -> str:
        return error.text


class TitlesForm(CleanTexts, forms.Form):
    title_en = forms.CharField(
        label=_("Part (English)"),
        max_length=100,
        required=False,
        help_text=_("Where the edition has several files: “Part 1”, “Audio of unit 3”. May stay blank."),
    )
    title_ja = forms.CharField(label=_("Part (Japanese)"), max_length=100, required=False)


class SmallFileForm(TitlesForm):
    """A file that comes at once."""

    upload = MaterialFileField(label=_("File"))
    field_order = ["upload", "title_en", "title_ja"]


class BytesField(forms.IntegerField):
    """As the properties of a file show its bytes: ``26,214,962 bytes``, ``26 214 962 バイト``."""

    _UNIT = re.compile(r"(?:bytes?|バイト|b)\Z", re.IGNORECASE)
    _PARTED = re.compile(r"(?<=[0-9])[\s,.'’](?=[0-9]{3}(?![0-9]))")

    def to_python(self, value: Any) -> int | None:
        typed = unicodedata.normalize("NFKC", str(value or "")).strip()
        return super().to_python(self._PARTED.sub("", self._UNIT.sub("", typed).strip()))


class BeginForm(TitlesForm):
    """What is said of a large file before its bytes come."""

    name = forms.CharField(
        label=_("Name of the file"), max_length=LONGEST_NAME, help_text=_("With its ending, without folders.")
    )
    size = BytesField(
        label=_("Bytes of the file"),
        min_value=1,
        max_value=LARGEST,
        help_text=_("The exact number, as the properties of the file say it; commas may stay."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"max_value": _("No file may be larger than 1 GB. Divide it.")},
    )
    sha256 = forms.CharField(
        label=_("SHA-256 of the file"),
        required=False,
        max_length=64,
        validators=[RegexValidator(r"^[0-9A-Fa-f]{64}\Z", _("64 digits and letters from a to f."))],
        help_text=_(
            "As “sha256sum” says it, on Windows “certutil -hashfile”. May stay blank; with it, a file that arrived "
            "otherwise is refused."
        ),
    )
    field_order = ["name", "size", "sha256", "title_en", "title_ja"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if leads_elsewhere(self.data.get("name", "").strip()):
            raise forms.ValidationError(_("Enter the name alone, without folders or hidden signs."), code="path")
        return name


class PartForm(forms.Form):
    """The next part of a large file, for whoever has no script."""

    offset = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    part = forms.FileField(
        label=_("Next part"),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty. Choose another one.")},
    )

    def clean_part(self) -> Any:
        part = self.cleaned_data["part"]
        if part.size > LARGEST_AT_ONCE:
            raise forms.ValidationError(_("A part may have 10 MB at most. Make smaller parts."), code="too_large")
        return part
