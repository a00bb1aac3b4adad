"""What staff state of a measure for a whole country, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from countries.models import CountryMeasure
from jitco_portal.common.days import today
from jitco_portal.common.desk.forms import PortalForm
from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.plain_text import CleanTexts
from organizations.forms.reasons import ReasonForm


class WholeCountryForm(CleanTexts, PortalForm):
    """A measure whose first day is known: from it on the standing is certain, and can be said before."""

    source_url = CountryMeasure._meta.get_field("source_url").formfield(
        assume_scheme="https", widget=forms.URLInput(attrs={"class": "vURLField"})
    )
    why = ReasonForm.base_fields["why"]
    beside = {"countrymeasure_has_start": "from_on"}

    class Meta:
        model = CountryMeasure
        fields = (
            *("country", "programme", "side", "from_on", "until_on", "text_en", "text_ja"),
            *("source", "source_ja", "source_url", "source_on", "checked_on"),
        )
        widgets = {
            **{name: forms.DateInput(attrs={"type": "date"}) for name in ("from_on", "until_on")},
            "checked_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            **{name: forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}) for name in ("text_en", "text_ja")},
            **{name: forms.TextInput(attrs={"class": "vTextField"}) for name in ("source", "source_ja")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].empty_label = _("every programme")  # type: ignore[attr-defined]
        self.fields["checked_on"].initial = today

    def clean_from_on(self) -> PartialDate | None:
        return self._whole_day("from_on")

    def clean_until_on(self) -> PartialDate | None:
        return self._whole_day("until_on")

    def _whole_day(self, name: str) -> PartialDate | None:
        value: PartialDate | None = self.cleaned_data[name]
        if value and value.precision != "day":
            text = _("Give the day. Where only the month or year is known, add the measure in the list of measures.")
            raise ValidationError(text, code="not_exact")
        return value
