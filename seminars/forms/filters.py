"""Filters of the list of events, by the address."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from countries.models import Country
from organizations.forms.lists import FilterForm
from organizations.languages import OFFERED, language_name
from seminars.models import Event, Group
from seminars.queries.lists import FILTERS, PAST, UPCOMING


class EventFilterForm(FilterForm):
    """The tab (upcoming or past) is no filter: it stays when all filters are taken away."""

    narrowing_fields = FILTERS
    counted_fields = FILTERS
    long_menus = ("country", "language")
    field_order = ["q", *FILTERS]

    # An event has its own day.
    on = None
    q = forms.CharField(label=_("Words in the title, place, programme or report"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    group = forms.ChoiceField(label=_("For whom"), required=False)
    language = forms.ChoiceField(label=_("Language of the event"), required=False)
    where = forms.ChoiceField(
        label=_("Place or online"),
        required=False,
        choices=[
            ("", _("all")),
            ("place", pgettext_lazy("event", "at a place")),
            ("online", pgettext_lazy("event", "online")),
        ],
    )

    def __init__(self, data: QueryDict, *, countries: Iterable[Country]):
        super().__init__(data)
        self.when = PAST if data.get("when") == PAST else UPCOMING
        all_of_them = [("", _("all"))]
        self.fields["kind"].choices = [*all_of_them, *((value, capfirst(label)) for value, label in Event.Kind.choices)]
        self.fields["group"].choices = [*all_of_them, *((value, capfirst(label)) for value, label in Group.choices)]
        self.fields["country"].choices = [*all_of_them, *((each.code.lower(), each.name) for each in countries)]
        self.fields["language"].choices = [*all_of_them, *((code, language_name(code)) for code in OFFERED)]
        self.full_clean()

    @property
    def words(self) -> str:
        return self.chosen("q").strip()
