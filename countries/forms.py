"""What may be asked of the pages on countries: by the address, with nothing but GET."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from countries.models import Country, Programme
from countries.queries import DIVISION_NOT_KNOWN, State, sort_names
from jitco_portal.common.days import OnDayForm, today

FEWEST_COMPARED = 2
MOST_COMPARED = 4
DIVISIONS = {
    Country.Division.FIRST.value: _("first division"),
    Country.Division.SECOND.value: _("second division"),
    DIVISION_NOT_KNOWN: _("division not known"),
}


@dataclass(frozen=True)
class ActiveFilter:
    text: str
    remove_url: str


class AnyDayForm(OnDayForm):
    """A day beside other fields: an error of theirs does not take the day away."""

    @property
    def day(self) -> datetime.date:
        return self.readable.get("on") or today()

    @property
    def readable(self) -> dict[str, Any]:
        """The values of the fields that have no error."""
        return self.cleaned_data if self.is_valid() or self.is_bound else {}


class CountryFilterForm(AnyDayForm):
    """The list of countries: a name, the state of the R/D and of each MOC, the division, the day."""

    q = forms.CharField(label=_("Name of the country"), max_length=100, required=False)
    rd = forms.ChoiceField(label=_("R/D with JITCO"), required=False)
    division = forms.ChoiceField(
        label=_("Responsible division"), required=False, choices=[("", _("all")), *DIVISIONS.items()]
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["q", "rd", "division", "on", "sort"]

    def __init__(self, *args, programmes: Sequence[Programme], **kwargs):
        super().__init__(*args, **kwargs)
        states = [("", _("all")), *State.choices]
        self.fields["rd"].choices = states
        self.sort_names = sort_names(programmes)
        self.memorandum_names = {f"moc_{programme.code}": programme for programme in programmes}
        for name, programme in self.memorandum_names.items():
            label = _("MOC %(programme)s") % {"programme": programme}
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=states)
        self.order_fields(["q", "rd", *self.memorandum_names, "division", "on", "sort"])

    def clean_sort(self):
        """An order that is not there is no fault of the reader's: the list comes in its own order."""
        sort = self.cleaned_data["sort"]
        return sort if sort.removeprefix("-") in self.sort_names else "name"

    @property
    def asked(self) -> dict[str, Any]:
        """The fields that could be read, as ``queries.country_list`` takes them."""
        cleaned = self.readable
        memoranda = {programme.code: cleaned.get(name) for name, programme in self.memorandum_names.items()}
        return {
            "words": cleaned.get("q", ""),
            "rd": cleaned.get("rd", ""),
            "memoranda": {code: state for code, state in memoranda.items() if state},
            "division": cleaned.get("division", ""),
            "sort": cleaned.get("sort") or "name",
        }

    @property
    def is_narrowed(self) -> bool:
        return any(self.readable.get(name) for name in self.fields if name != "sort") or bool(self.errors)

    def active_filters(self, query: QueryDict) -> list[ActiveFilter]:
        """What narrows the list, each with the address without it; the day has a banner of its own."""
        active = []
        for name, field in self.fields.items():
            value = self.readable.get(name)
            if value and name not in ("on", "sort"):
                shown = dict(field.choices)[value] if isinstance(field, forms.ChoiceField) else value
                text = _("%(name)s: %(value)s") % {"name": field.label, "value": shown}
                active.append(ActiveFilter(text=str(text), remove_url=_without(query, name)))
        return active


class CountryCompareForm(AnyDayForm):
    """Two to four countries by their codes, ``?c=vn&c=ph``."""

    c = forms.MultipleChoiceField(
        label=_("Countries to compare"),
        help_text=_("Choose two to four."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least two countries."),
            "invalid_choice": _("No country here has the code “%(value)s”."),
        },
    )
    field_order = ["c", "on"]

    def __init__(self, data: QueryDict, *, countries: Iterable[Country], **kwargs):
        # An address typed with capitals, or with one country twice, means what it says.
        data = data.copy()
        data.setlist("c", dict.fromkeys(code.lower() for code in data.getlist("c")))
        super().__init__(data, **kwargs)
        self.countries = {country.code.lower(): country for country in countries}
        self.fields["c"].choices = [(code, capfirst(country.name)) for code, country in self.countries.items()]

    def clean_c(self):
        codes = self.cleaned_data["c"]
        if len(codes) < FEWEST_COMPARED:
            raise forms.ValidationError(_("Choose at least two countries."), code="too_few")
        if len(codes) > MOST_COMPARED:
            raise forms.ValidationError(
                _("Choose at most four countries; you chose %(count)d."), "too_many", {"count": len(codes)}
            )
        return codes

    @property
    def chosen(self) -> list[Country]:
        """The countries in the order of the address; none while the choice is not accepted."""
        return [self.countries[code] for code in self.readable.get("c", [])]


def _without(query: QueryDict, name: str) -> str:
    query = query.copy()
    query.pop(name, None)
    return f"?{query.urlencode()}"
