"""Texts of several lines."""

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """A browser sends two characters for the end of a line, and counts one: so does the limit."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")
