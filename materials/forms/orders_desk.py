"""What staff enter on the page of an order."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.plain_text import OneLineField
from materials.queries.orders import MOST_YEN


class PostageForm(forms.Form):
    """Confirming an order, and correcting what was told."""

    postage = forms.IntegerField(
        label=_("Postage (yen)"),
        min_value=0,
        max_value=MOST_YEN,
        help_text=_("0 where none is asked. The organization is told, with the sum."),
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )


class ParcelForm(forms.Form):
    """The copies went out."""

    parcel_number = OneLineField(
        label=_("Number of the parcel"),
        max_length=100,
        required=False,
        help_text=_("By which it can be followed; several with commas between. Blank where the post gives none."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class ReasonForm(forms.Form):
    """Cancelling an order in place of its organization."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("The organization reads it."),
    )
