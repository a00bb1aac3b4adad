"""What staff enter when they review a match-up request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from matching.models import Candidate, MatchRequest, Message
from matching.models.introductions import LONGEST_MESSAGE
from matching.models.requests import LONGEST_TEXT
from matching.queries.wording import identifying_in
from organizations.forms.texts import LinesField
from organizations.models import Organization


class StaffReasonForm(forms.Form):
    """For sending back, closing, or taking a candidate out."""

    reason = LinesField(
        label=_("Reason"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("Read by the organizations concerned, as you write it."),
        error_messages={"required": _("Say why: the organizations read it.")},
    )


class ChooseForm(forms.Form):
    """An organization of the order, or another one by its public id; the reasons are read by both sides."""

    ranked = forms.CharField(required=False, max_length=12)
    public_id = forms.CharField(
        label=_("Or another one, by its public id"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"size": 14}),
    )
    reasons = LinesField(
        label=_("Why you propose it"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("Read by both organizations, as you write it. Where a request bears no name, give none here."),
        error_messages={"required": _("Give your reasons: both organizations read them.")},
    )

    def __init__(self, data: Any = None, *, match: MatchRequest) -> None:
        super().__init__(data)
        self.match = match

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given = (values.get("public_id") or values.get("ranked") or "").strip().lower()
        kind = Organization.Kind.SENDING if self.match.asks_for_sending else Organization.Kind.SUPERVISING
        listed = Organization.objects.filter(kind=kind, is_published=True, merged_into=None)
        organization = listed.filter(public_id=given).first()
        if not given:
            self.add_error("public_id", _("Choose an organization of the list, or enter a public id."))
        elif organization is None:
            self.add_error("public_id", _("No organization of this kind has this public id."))
        values["organization"] = organization
        telling = identifying_in(values.get("reasons", ""), self.match.organization) if self.match.is_anonymous else []
        if telling:
            text = _("The request bears no name; these words tell who asks: %(words)s")
            self.add_error("reasons", text % {"words": ", ".join(telling)})
        return values


class ProposeForm(forms.Form):
    """Whom to ask at once."""

    candidates = forms.ModelMultipleChoiceField(
        Candidate.objects.none(), error_messages={"required": _("Tick at least one candidate.")}
    )

    def __init__(self, data: Any = None, *, match: MatchRequest) -> None:
        super().__init__(data)
        self.fields["candidates"].queryset = Candidate.objects.filter(request=match)


class StaffMessageForm(forms.Form):
    thread = forms.ChoiceField(label=_("To"), choices=Message.Thread.choices)
    text = LinesField(
        label=pgettext_lazy("match-up", "Message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        error_messages={"required": _("Write a message.")},
    )
