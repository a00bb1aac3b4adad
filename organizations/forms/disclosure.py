"""The shape of agreeing that one's contact is shown abroad."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DiscloseForm(forms.Form):
    """``shown`` stands for the words that were read."""

    shown = forms.CharField(widget=forms.HiddenInput)
    agree = forms.BooleanField(
        label=_("I have read this and agree that my contact is shown there."),
        error_messages={"required": _("Tick the box to agree. You need not agree.")},
    )
