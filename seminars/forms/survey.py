"""The survey after an event."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.forms.texts import LinesField
from seminars.models import SurveyAnswer

LONGEST_TEXT = 2000


def _rating(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=SurveyAnswer.Rating.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )


class SurveyForm(forms.Form):
    content = _rating(_("How did you find the content?"))
    organization_of_the_day = _rating(_("How was the event run?"))
    usefulness = _rating(_("How useful was it for your work?"))
    would_come_again = forms.TypedChoiceField(
        label=_("Would you come again?"),
        choices=[("yes", pgettext_lazy("answer", "yes")), ("no", pgettext_lazy("answer", "no"))],
        coerce=lambda given: given == "yes",
        # Else the empty value, an empty text, would be taken for "no".
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    text = LinesField(
        label=_("What should we know?"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("Read by the Affairs Dept. Whoever writes names is known by them: leave them out."),
    )
