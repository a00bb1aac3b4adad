"""What a reader says of an organization that is not listed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from countries.models import Country
from jitco_portal.common.accounts.forms import HiddenFromPeople
from organizations.forms.kinds import kind_field
from organizations.forms.texts import LinesField
from organizations.models import Organization
from organizations.models.look_ups import LONGEST_TEXT

# No person sees it; what a program enters there makes no report.
TRAP = settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD


class MissingReportForm(forms.Form):
    kind = kind_field()
    name = forms.CharField(
        label=_("Name"),
        max_length=300,
        help_text=_("As it stands on the business card, the contract or the list, in any script."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    country = forms.ModelChoiceField(
        label=_("Country"),
        queryset=Country.objects.none(),
        required=False,
        empty_label=_("not known"),
        to_field_name="code",
        help_text=_("Of a sending organization."),
    )
    number = forms.CharField(
        label=_("Permit or approval number"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    seen = forms.CharField(
        label=_("Where did you see it?"),
        max_length=1000,
        required=False,
        help_text=_("For instance the address of a list on the web, or “business card”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    remark = LinesField(label=_("Anything else"), max_length=LONGEST_TEXT, required=False)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        required=False,
        help_text=_("Only if the Affairs Dept. may write to you about it. It is deleted 180 days after that."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = Country.objects.in_reading_order(get_language() or "")
        self.fields[TRAP] = forms.CharField(
            label=_("Leave this blank"),
            required=False,
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
            bound_field_class=HiddenFromPeople,
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        # A supervising organization is in Japan, whatever the box beside it says.
        if values.get("kind") == Organization.Kind.SUPERVISING:
            values["country"] = None
        return values

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get(TRAP))

    def report_values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != TRAP}


def asked_for(query: Any) -> dict[str, str]:
    """The beginnings of a report from the list on which nothing was found."""
    kind = query.get("kind", "")
    return {
        "name": query.get("q", "").replace("\x00", "")[:300],
        "kind": kind if kind in Organization.Kind.values else "",
        "country": query.get("country", "")[:2].upper(),
    }
