"""What an organization states of itself for the rules of match-ups."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from countries.models import Programme
from jitco_portal.common.partial_dates import PartialDateFormField
from jitco_portal.common.shown_dates import shown_date
from matching.queries.facts import OwnFacts
from organizations.models import Operation, Organization

MOST_PEOPLE_A_YEAR = 100_000
_DAYS = {
    "input_formats": ["%Y-%m-%d", "%Y/%m/%d"],
    "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "error_messages": {"invalid": _("Enter a day as 2026-11-23.")},
}


class _OperationChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Operation) -> str:
        return f"{obj.code} {obj.name}"


class FigureForm(forms.Form):
    """``year`` is that of the page: who sends it after New Year is told."""

    year = forms.IntegerField(widget=forms.HiddenInput)
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.all(), empty_label=None)
    operation = _OperationChoice(
        label=_("Operation"),
        queryset=Operation.objects.order_by("code"),
        required=False,
        empty_label=_("all operations together"),
    )
    number = forms.IntegerField(
        label=_("Number of people"),
        min_value=0,
        max_value=MOST_PEOPLE_A_YEAR,
        error_messages={"invalid": _("Enter a whole number, 0 for nobody.")},
    )

    def __init__(self, data: Any = None, *, facts: OwnFacts) -> None:
        super().__init__(data, prefix="figure", initial={"year": facts.year})
        if facts.is_supervising:
            del self.fields["operation"]


class ContractForm(forms.Form):
    """The other organization by its public id, or one to which the portal introduced it."""

    known = forms.ChoiceField(label=_("Organization to which the portal introduced you"), required=False)
    public_id = forms.CharField(label=_("Public id of the other organization"), required=False, max_length=20)
    from_on = PartialDateFormField(
        label=_("Contract since"),
        help_text=_("The day, month or year: 2024-04-01, 2024-04 or 2024."),
        error_messages={"required": _("Enter since when the contract runs.")},
    )

    def __init__(self, data: Any = None, *, facts: OwnFacts, known: Sequence[Organization]) -> None:
        super().__init__(data, prefix="contract")
        self.asks_for = Organization.Kind.SENDING if facts.is_supervising else Organization.Kind.SUPERVISING
        example = "vn-0042" if facts.is_supervising else "jp-0117"
        hint = _("The public id stands on the page of the organization, for instance %(example)s.")
        self.fields["public_id"].help_text = hint % {"example": example}
        self.known = {each.public_id: each for each in known}
        if known:
            choices = [(each.public_id, f"{each.name} ({each.public_id})") for each in known]
            self.fields["known"].choices = [("", _("another one, by its public id")), *choices]
        else:
            del self.fields["known"]

    def clean_public_id(self) -> str:
        return unicodedata.normalize("NFKC", self.cleaned_data["public_id"]).strip().lower()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "public_id" in self.errors or "known" in self.errors:
            return values
        chosen, written = values.get("known"), values.get("public_id")
        if chosen and written and chosen != written:
            self.add_error("public_id", _("Either choose an organization or write a public id, not both."))
        elif not chosen and not written:
            self.add_error("public_id", _("Enter the public id of the other organization."))
        else:
            values["partner"] = self.known.get(chosen or "") or self._found(written or "")
        return values

    def _found(self, public_id: str) -> Organization | None:
        """On the portal and of the other kind; of one that was joined with another, that other."""
        found = Organization.objects.filter(public_id=public_id).select_related("merged_into").first()
        found = found and (found.merged_into or found)
        if found is None or not found.is_published:
            self.add_error("public_id", _("No organization on the portal has this public id."))
        elif found.kind != self.asks_for:
            wrong = {
                Organization.Kind.SENDING: _("This is no sending organization."),
                Organization.Kind.SUPERVISING: _("This is no supervising organization."),
            }
            self.add_error("public_id", wrong[self.asks_for])
        else:
            return found
        return None


class EndForm(forms.Form):
    """The end of a contract that the organization stated itself."""

    contract = forms.ChoiceField(label=_("Contract"), error_messages={"required": _("Choose the contract.")})
    last_day = forms.DateField(label=_("Last day of the contract"), **_DAYS)

    def __init__(self, data: Any = None, *, facts: OwnFacts) -> None:
        super().__init__(data, prefix="end")
        self.contracts = {str(each.row.pk): each.row for each in facts.endable}
        choices = [("", _("Choose"))]
        for each in facts.endable:
            name = each.partner.name if each.partner else _("an organization no longer shown on the portal")
            choices.append((str(each.row.pk), f"{name} ({shown_date(each.row.from_on)})"))
        self.fields["contract"].choices = choices

    @property
    def chosen(self) -> Any:
        return self.contracts[self.cleaned_data["contract"]]


class _ConfirmForm(forms.Form):
    """``day`` stands in the sentence that was read: who sends it after midnight reads it again."""

    day = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    agree = forms.BooleanField(error_messages={"required": _("Tick the box to confirm. If it is not so, do not.")})

    def __init__(self, data: Any = None, *, facts: OwnFacts, prefix: str, sentence: Any) -> None:
        super().__init__(data, prefix=prefix, initial={"day": facts.day.isoformat()})
        words = {"name": facts.organization.name, "day": shown_date(facts.day)}
        self.fields["agree"].label = sentence % words
        self.fields["agree"].short_label = _("Confirmation")


class NoOrderForm(_ConfirmForm):
    def __init__(self, data: Any = None, *, facts: OwnFacts) -> None:
        sentence = _(
            "I confirm for %(name)s that on %(day)s no order to improve and no revocation of a permit is open against"
            " it."
        )
        super().__init__(data, facts=facts, prefix="no_order", sentence=sentence)


class AllPartnersForm(_ConfirmForm):
    field_order = ["country", "day", "agree"]

    country = forms.ChoiceField(label=_("Country"), error_messages={"required": _("Choose the country.")})

    def __init__(self, data: Any = None, *, facts: OwnFacts) -> None:
        sentence = _(
            "I confirm for %(name)s that on %(day)s all its contracts with sending organizations of the country chosen"
            " above are listed on this page, or that it has none."
        )
        super().__init__(data, facts=facts, prefix="all_partners", sentence=sentence)
        self.countries = {each.country.code: each.country for each in facts.all_partners if each.country}
        choices = [(code, str(country)) for code, country in self.countries.items()]
        self.fields["country"].choices = [("", _("Choose")), *choices]

    @property
    def chosen(self) -> Any:
        return self.countries[self.cleaned_data["country"]]
