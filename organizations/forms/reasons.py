"""Why somebody at the desk does a thing that the history keeps."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.plain_text import CleanTexts

LONGEST_REASON = 300


class ReasonForm(CleanTexts, forms.Form):
    why = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Stands in the history beside your name and the time."),
    )
