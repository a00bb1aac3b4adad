"""Texts without what nobody sees and nobody meant to type: pasted controls, marks that turn the direction of others."""

from __future__ import annotations

import re
from typing import Any

from django import forms

# All but the end of a line and the tabulator; and what ends a line in other places.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]+")
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Direction, byte order, tags, what is no letter at all. Joiners and spaces of no width stay: Khmer, Burmese and
# Bengali are written with them.
_UNSEEN = re.compile(
    "[\xad\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]+"
)


def one_line(text: str) -> str:
    """Fit for a title, a name, a header: line ends and other controls are a blank."""
    return _UNSEEN.sub("", _BREAKS.sub(" ", text)).strip()


def many_lines(text: str) -> str:
    """The lines stay, all ended in one way."""
    return _UNSEEN.sub("", _CONTROLS.sub("", _ENDS.sub("\n", text)))


class OneLineField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class CleanTexts:
    """A form whose texts are kept by ``one_line``, those of an area of text by ``many_lines``."""

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        values: dict[str, Any] = self.cleaned_data  # type: ignore[attr-defined]
        for name, field in fields.items():
            typed = values.get(name)
            if not isinstance(field, forms.CharField) or not isinstance(typed, str):
                continue
            values[name] = many_lines(typed) if isinstance(field.widget, forms.Textarea) else one_line(typed)
            if typed and field.required and not values[name].strip():
                self.add_error(name, field.error_messages["required"])  # type: ignore[attr-defined]
