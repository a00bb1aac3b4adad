"""What members enter about their shortlists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.forms.texts import LinesField
from organizations.models import Organization, Shortlist
from organizations.models.shortlists import LONGEST_NAME, LONGEST_NOTE
from organizations.queries.members import Membered
from organizations.queries.shortlists import OwnShortlists

NEW = "new-"


def _name_field(**values: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Name of the list"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        **values,
    )


class ShortlistForm(forms.Form):
    """A new list; whoever acts for several organizations says for which."""

    organization = forms.ChoiceField(
        label=_("Whose members share it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the organization.")},
    )
    name = _name_field()

    def __init__(self, data: Any = None, *, memberships: Sequence[Membered]) -> None:
        super().__init__(data)
        self.memberships = {each.public_id: each for each in memberships}
        if len(memberships) == 1:
            del self.fields["organization"]
        else:
            choices = [(public_id, each.organization.name) for public_id, each in self.memberships.items()]
            self.fields["organization"].choices = choices

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    @property
    def chosen_organization(self) -> Organization:
        chosen = self.cleaned_data.get("organization") or next(iter(self.memberships))
        return self.memberships[chosen].organization


class RenameForm(forms.Form):
    name = _name_field()

    clean_name = ShortlistForm.clean_name


class NoteForm(forms.Form):
    note = LinesField(
        label=_("Your note"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=_(
            "The members of your organization read it, and no other organization; auditors of the Affairs Dept. can."
        ),
    )


class SaveForm(forms.Form):
    """On which list: one of one's own, or a new one of an organization that one acts for."""

    public_id = forms.CharField(max_length=12, widget=forms.HiddenInput)
    shortlist = forms.ChoiceField(label=_("Shortlist"), error_messages={"required": _("Choose a list.")})
    name = _name_field(required=False, help_text=_("For a new list only."))
    next = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, groups: Sequence[OwnShortlists], initial: dict[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.shortlists: dict[str, Shortlist] = {str(each.pk): each for group in groups for each in group.shortlists}
        self.organizations = {f"{NEW}{each.membership.public_id}": each.membership.organization for each in groups}
        self.fields["shortlist"].choices = save_choices(groups)

    clean_name = ShortlistForm.clean_name

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("shortlist") in self.organizations and not values.get("name") and "name" not in self.errors:
            self.add_error("name", _("Enter a name for the new list."))
        return values

    @property
    def chosen(self) -> Shortlist | None:
        return self.shortlists.get(self.cleaned_data["shortlist"])

    @property
    def new_of(self) -> Organization | None:
        return self.organizations.get(self.cleaned_data["shortlist"])


def save_choices(groups: Sequence[OwnShortlists]) -> list[tuple[Any, Any]]:
    """The lists and "new list"; under the name of their organization where there are several."""
    menus = []
    for group in groups:
        lists: list[tuple[str, Any]] = [(str(each.pk), each.name) for each in group.shortlists]
        menus.append(
            (group.membership.organization.name, [*lists, (f"{NEW}{group.membership.public_id}", _("New list"))])
        )
    return menus if len(menus) > 1 else [choice for _name, choices in menus for choice in choices]
