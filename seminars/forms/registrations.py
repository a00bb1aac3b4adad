"""What an organization fills in of a registration, beside its people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organizations.forms.texts import LinesField
from organizations.models import Organization
from organizations.queries.members import Membered
from seminars.forms.people import AskingForm, typed
from seminars.queries.places import waits_for_ever

LONGEST_WISHES = 2000
LONGEST_REASON = 500


class ChooseForm(forms.Form):
    """For which organization; asked of whoever acts for several."""

    organization = forms.ChoiceField(
        label=_("For which organization?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the organization."), "invalid_choice": _("Choose the organization.")},
    )

    def __init__(self, data: Any = None, *, memberships: list[Membered]) -> None:
        super().__init__(data)
        self.memberships = {each.public_id: each for each in memberships}
        self.fields["organization"].choices = [(key, each.organization.name) for key, each in self.memberships.items()]

    @property
    def chosen(self) -> Organization:
        return self.memberships[self.cleaned_data["organization"]].organization


class OrganizationForm(AskingForm):
    """What is asked of the organization once."""

    least_people = forms.IntegerField(
        label=_("We come with at least so many people"),
        required=False,
        help_text=_("Fewer places are then not offered to you. Blank: one place is welcome too."),
        validators=[MinValueValidator(1)],
        widget=forms.NumberInput(attrs={"size": 4, "min": 1}),
        error_messages={"invalid": _("Enter a whole number.")},
    )
    wishes = LinesField(label=_("What should the Affairs Dept. know?"), required=False, max_length=LONGEST_WISHES)

    def __init__(
        self, data: Any = None, *, check: bool = True, asks_least: bool = True, asks_wishes: bool = True, **values: Any
    ) -> None:
        super().__init__(data if check else None, **values)
        if not asks_least:
            del self.fields["least_people"]
        if not asks_wishes:
            del self.fields["wishes"]
        if data is not None and not check:
            self.initial = typed(self, data)

    def check_least(self, people: int, *, most: int) -> bool:
        """Whether so many come, and can have places at all; else the error stands at the field."""
        least = self.cleaned_data.get("least_people") or 1
        if least > people:
            self.add_error("least_people", _("You register fewer people than that."))
        elif least > most:
            self.add_error("least_people", waits_for_ever(most))
        return least <= min(people, most)


class ReasonForm(forms.Form):
    """Why a registration is cancelled; whoever cancels need not say."""

    reason = LinesField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Read by the Affairs Dept. and your colleagues. No names of people, please."),
    )


class OfferForm(forms.Form):
    """Which people take the places that are offered, and what the others do."""

    WAIT, LEAVE = "wait", "leave"
    TAKES_FEWER = _(
        "Whoever turns a place down does not wait on: take every place that is offered, or say that the others do not"
        " come."
    )

    people = forms.MultipleChoiceField(
        label=_("Who takes a place?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person, or decline the offer.")},
    )
    others = forms.ChoiceField(
        label=_("Whoever is not chosen"),
        choices=[
            (WAIT, _("waits on, at the same place of the list (only if you take all places)")),
            (LEAVE, _("does not come")),
        ],
        widget=forms.RadioSelect,
        initial=WAIT,
    )

    def __init__(self, data: Any = None, *, people: list[tuple[str, str]], places: int) -> None:
        super().__init__(data, initial={"people": [key for key, _name in people[:places]]})
        self.places, self.asked = places, len(people)
        self.fields["people"].choices = people
        if places == 1:
            self.fields["others"].choices = [
                (self.WAIT, _("waits on, at the same place of the list")),
                (self.LEAVE, _("does not come")),
            ]
        if len(people) <= places:
            # Whoever turns a place down does not wait on, and nobody else waits.
            del self.fields["others"]
            if places > 1:
                self.fields["people"].help_text = _("Whoever is not chosen does not come.")

    @property
    def keeps_waiting(self) -> bool:
        return self.cleaned_data.get("others") == self.WAIT

    def too_many(self, places: int) -> str:
        text = ngettext("Choose %(number)d person at most.", "Choose %(number)d people at most.", places)
        return text % {"number": places}

    def clean_people(self) -> set[int]:
        chosen = self.cleaned_data["people"]
        if len(chosen) > self.places:
            raise forms.ValidationError(self.too_many(self.places), code="too_many")
        return {int(each) for each in chosen}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        chosen = len(values.get("people") or ())
        if values.get("others") == self.WAIT and 0 < chosen < self.places and chosen < self.asked:
            self.add_error("others", self.TAKES_FEWER)
        return values


class WaitForMoreForm(forms.Form):
    """Declining what is offered, to wait for more places at once."""

    least = forms.IntegerField(
        label=_("Wait until so many places are free at once"),
        widget=forms.NumberInput(attrs={"size": 4}),
        error_messages={"required": _("Enter the number of places."), "invalid": _("Enter a whole number.")},
    )

    def __init__(self, data: Any = None, *, lowest: int, highest: int) -> None:
        super().__init__(data, initial={"least": highest})
        self.lowest, self.highest = lowest, highest
        self.fields["least"].widget.attrs |= {"min": lowest, "max": highest}

    def clean_least(self) -> int:
        least = self.cleaned_data["least"]
        if not self.lowest <= least <= self.highest:
            told = _("Enter a number from %(lowest)s to %(highest)s.") % {
                "lowest": self.lowest,
                "highest": self.highest,
            }
            raise forms.ValidationError(told, code="out_of_range")
        return least
