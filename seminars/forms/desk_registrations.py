"""What staff enter on the page of a registration."""

from __future__ import annotations

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.days import today
from seminars.models import Payment

MOST_YEN = 100_000_000


class ReasonForm(forms.Form):
    """Refusing a registration, or cancelling it in its organization's stead."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("The organization reads it."),
    )


class PaymentForm(forms.Form):
    """Money as it was seen on the account."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Payment.Kind.choices)
    amount = forms.IntegerField(label=_("Amount (yen)"), min_value=1, max_value=MOST_YEN)
    paid_on = forms.DateField(label=_("Day on the account"), widget=AdminDateWidget, initial=today)
    reference = forms.CharField(
        label=_("Reference on the statement"),
        max_length=100,
        required=False,
        help_text=_("So that nobody enters it twice."),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class CorrectionForm(forms.Form):
    """A line that staff add to what is owed."""

    amount = forms.IntegerField(
        label=_("Amount (yen, with tax)"),
        min_value=-MOST_YEN,
        max_value=MOST_YEN,
        help_text=_("Below 0 to charge less."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The organization reads it."))
