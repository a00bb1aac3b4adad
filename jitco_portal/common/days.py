"""The day a page speaks of: today in Japan, or the one asked for by ``?on=YYYY-MM-DD``."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Before the oldest paper we hold, and so far ahead that nobody plans by it: a slip of the pen.
FIRST_DAY = datetime.date(1990, 1, 1)
LAST_DAY = datetime.date(2100, 12, 31)


def today() -> datetime.date:
    """Today in Asia/Tokyo."""
    return timezone.localdate()


class OnDayForm(forms.Form):
    """The field by which a reader asks for another day; blank means today."""

    on = forms.DateField(
        label=_("On the day"),
        required=False,
        input_formats=["%Y-%m-%d", "%Y/%m/%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a day as 2026-11-23.")},
    )

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(_("Enter a day from 1990 to 2100."), code="out_of_range")
        return day

    @property
    def day(self) -> datetime.date:
        """The day asked for; today where none or none that can be read was given."""
        return (self.is_valid() and self.cleaned_data["on"]) or today()
