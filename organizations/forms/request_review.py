"""What staff decide on a claim or an application to be listed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.models import Claim, ListingApplication, Organization, Role

RANKED = [Role.READER, Role.EDITOR, Role.ADMINISTRATOR]


class ReviewForm(forms.Form):
    """The button pressed, and a reason where it refuses."""

    decisions = [("accept", pgettext_lazy("request", "Accept")), ("refuse", _("Refuse"))]

    do = forms.ChoiceField(choices=())
    reason = forms.CharField(
        label=_("Reason of a refusal"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("Sent to whoever asked, as you write it."),
    )

    def __init__(self, data: Any = None, *, asked: Claim | ListingApplication) -> None:
        super().__init__(data)
        self.asked = asked
        self.fields["do"].choices = self.decisions

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("do") == "refuse" and not values.get("reason", "").strip():
            self.add_error("reason", _("Say why: the person is told."))
        return values


class ClaimReviewForm(ReviewForm):
    role = forms.ChoiceField(label=_("Role"), help_text=_("As asked for, or a lower one."), required=False)

    def __init__(self, data: Any = None, *, asked: Claim) -> None:
        super().__init__(data, asked=asked)
        held = RANKED.index(Role(asked.role))
        self.fields["role"].choices = [(role.value, role.label) for role in reversed(RANKED[: held + 1])]
        self.fields["role"].initial = asked.role


class ApplicationReviewForm(ReviewForm):
    decisions = [*ReviewForm.decisions, ("accept_for", _("It is this organization"))]

    public_id = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("do") == "accept_for":
            given = self.data.get("candidate") or values.get("public_id")
            named = ListedAsForm({"public_id": given}, asked=self.asked)
            if named.is_valid():
                values["organization"] = named.cleaned_data["public_id"]
            else:
                self.add_error("public_id", named.errors["public_id"].as_data())
        return values


class ListedAsForm(forms.Form):
    """An organization that the search by names did not find: it is shown first, and a button of its own decides."""

    public_id = forms.CharField(
        label=_("Public id of the organization that it is"),
        max_length=12,
        widget=forms.TextInput(attrs={"size": 14}),
        help_text=_("Where the organization is listed already: the applicant becomes an administrator of it."),
        error_messages={"required": _("Enter the public id of the organization, for instance xs-0001.")},
    )

    def __init__(self, data: Any = None, *, asked: ListingApplication) -> None:
        super().__init__(data)
        self.asked = asked

    def clean_public_id(self) -> Organization:
        rows = Organization.objects.filter(kind=self.asked.kind, merged_into=None).select_related("country")
        organization = rows.filter(public_id=self.cleaned_data["public_id"].lower()).first()
        if organization is None:
            raise forms.ValidationError(_("No organization of this kind has this public id."), code="unknown")
        return organization
