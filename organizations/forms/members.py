"""What people enter about members, claims and applications to be listed."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from countries.models import Country
from jitco_portal.common.days import today
from jitco_portal.common.uploads import PaperField
from organizations.forms.kinds import kind_field
from organizations.models import Claim, ListingApplication, Organization, Role
from organizations.prefectures import PREFECTURES, prefecture_name
from organizations.queries.requests import permit_number

ROLES = (
    (Role.ADMINISTRATOR, _("administrator: everything, and who is a member")),
    (Role.EDITOR, _("editor: proposes changes of the profile")),
    (Role.READER, _("reader: sees what members see")),
)
LONGEST_TEXT = 4000


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Only whoever has confirmed this address can accept."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=ROLES,
        initial=Role.READER,
        widget=forms.RadioSelect,
        help_text=_("An administrator needs a second factor and is asked to set one up."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, widget=forms.RadioSelect)


class EndForm(forms.Form):
    """At once, or after a day that is still to come."""

    AT_ONCE, ON_DAY = "at_once", "on_day"

    when = forms.ChoiceField(
        label=_("When does it end?"),
        choices=[(AT_ONCE, _("at once")), (ON_DAY, _("after the day below"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when it ends.")},
    )
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        input_formats=["%Y-%m-%d", "%Y/%m/%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a day as 2026-11-23.")},
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("when") != self.ON_DAY:
            values["last_day"] = None
        elif "last_day" not in self.errors:
            if not values.get("last_day"):
                self.add_error("last_day", _("Enter the last day."))
            elif values["last_day"] < today():
                self.add_error("last_day", _("Enter today or a day to come."))
        return values


class ClaimSearchForm(forms.Form):
    q = forms.CharField(label=_("Name, permit number or public id"), max_length=200, required=False)


class AskedForm(forms.Form):
    """What every request to the Affairs Dept. has."""

    position = forms.CharField(
        label=_("Your position in the organization"),
        max_length=150,
        help_text=_("For instance: president, head of the overseas section."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    evidence = PaperField(
        label=_("Evidence that you act for it"),
        help_text=_(
            "For instance a letter of the organization with its seal or signature, or a business card beside an "
            "employment certificate. Only you and the Affairs Dept. can open it; "
            "it is deleted 90 days after the answer."
        ),
    )
    text = forms.CharField(
        label=_("Message to the Affairs Dept."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ClaimForm(AskedForm):
    field_order = ["role", "position", "evidence", "text"]

    role = forms.ChoiceField(
        label=_("Role"),
        choices=ROLES,
        initial=Role.ADMINISTRATOR,
        widget=forms.RadioSelect,
        help_text=_("An administrator needs a second factor and is asked to set one up."),
    )


class ListingKindForm(forms.Form):
    kind = kind_field()


class ListingForm(AskedForm):
    kind: Organization.Kind

    name_local = forms.CharField(label=_("Name in the local script"), max_length=300, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    name_ja = forms.CharField(label=_("Name in Japanese"), max_length=300, required=False)
    address = forms.CharField(label=_("Address"), max_length=500)
    website = forms.URLField(
        label=_("Web site"), max_length=1000, required=False, assume_scheme="https", help_text=_("If it has one.")
    )

    def model_values(self) -> dict[str, Any]:
        """What the application keeps, by the names of its columns."""
        columns = {field.name for field in ListingApplication._meta.fields} - {"evidence"}
        return {"kind": self.kind, **{name: value for name, value in self.cleaned_data.items() if name in columns}}


class SendingListingForm(ListingForm):
    kind = Organization.Kind.SENDING
    field_order = [
        "country",
        "name_en",
        "name_local",
        "name_ja",
        "number",
        "number_unknown",
        "address",
        "website",
        "position",
        "evidence",
        "text",
    ]

    country = forms.ModelChoiceField(label=_("Country"), queryset=Country.objects.none(), empty_label=_("Choose"))
    number = forms.CharField(
        label=_("Approval number"),
        max_length=100,
        required=False,
        help_text=_("As your government wrote it. Staff look for it in the lists; it is not shown as an approval."),
    )
    number_unknown = forms.BooleanField(
        label=_("There is no number, or it is not known"),
        required=False,
        help_text=_("The organization is then proposed with the standing “not known”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_en"].required = True
        self.fields["country"].queryset = Country.objects.in_reading_order(get_language() or "")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "number" not in self.errors:
            if values.get("number") and values.get("number_unknown"):
                self.add_error("number", _("Either enter the number or tick that it is not known, not both."))
            elif not values.get("number") and not values.get("number_unknown"):
                self.add_error("number", _("Enter the number, or tick that it is not known."))
        return values


class SupervisingListingForm(ListingForm):
    kind = Organization.Kind.SUPERVISING
    field_order = [
        "number",
        "name_ja",
        "name_kana",
        "name_en",
        "prefecture",
        "address",
        "website",
        "position",
        "evidence",
        "text",
    ]

    number = forms.CharField(
        label=_("Permit number"),
        max_length=30,
        help_text=_("With or without 許, for instance 許1706000144. Staff check it against the list of OTIT."),
    )
    name_kana = forms.CharField(label=_("Reading in kana"), max_length=300, required=False)
    prefecture = forms.ChoiceField(label=_("Prefecture"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["name_local"]
        self.fields["name_ja"].required = True
        language = get_language() or ""
        self.fields["prefecture"].choices = [
            ("", _("Choose")),
            *((each, prefecture_name(each, language)) for each in PREFECTURES),
        ]

    def clean_number(self) -> str:
        number = permit_number(self.cleaned_data["number"])
        if not re.fullmatch(r"許[0-9]{10}", number):
            raise forms.ValidationError(_("A permit number has ten digits, for instance 許1706000144."), code="number")
        return number


LISTING_FORMS: dict[str, type[ListingForm]] = {
    form.kind.value: form for form in (SendingListingForm, SupervisingListingForm)
}


def carried_values(form: ListingForm) -> dict[str, str]:
    """What of an application goes over into a claim: all that both ask for but the file, which no page can keep."""
    return {name: form.cleaned_data[name] for name in ("position", "text")}


def claim_initial(data: Any) -> dict[str, str]:
    """The beginnings of a claim that another form hands over."""
    longest = {"position": Claim._meta.get_field("position").max_length, "text": LONGEST_TEXT}
    return {name: str(data.get(name, ""))[:length] for name, length in longest.items()}
