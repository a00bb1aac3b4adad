"""Filters of the list and the grid of materials, by the address."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from countries.models import Programme
from materials.models import Material
from materials.queries.grid import ATTENTION, MISSING, STALE
from materials.queries.lists import BY_TITLE, FILTERS, FREE, NEWEST, PRINTED
from organizations.forms.lists import FilterForm
from organizations.languages import OFFERED, language_name
from organizations.models import JobCategory

_ALL = ("", _("all"))


class MaterialFilterForm(FilterForm):
    """The order is no filter: it stays when all filters are taken away."""

    narrowing_fields = FILTERS
    counted_fields = FILTERS
    long_menus = ("kind", "language", "work")
    field_order = ["q", *FILTERS]

    # A material has no day.
    on = None
    q = forms.CharField(label=_("Words in a title or in the text of a file"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=pgettext_lazy("of a material", "Language"), required=False)
    audience = forms.ChoiceField(label=_("For whom"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    work = forms.ChoiceField(label=_("Operations"), required=False)
    printed = forms.ChoiceField(
        label=_("Printed copies"),
        required=False,
        choices=[
            _ALL,
            (PRINTED, pgettext_lazy("printed copies", "can be ordered")),
            (FREE, pgettext_lazy("printed copies", "free of charge")),
        ],
    )
    here = forms.BooleanField(label=_("With a file here"), required=False)

    def __init__(self, data: QueryDict, *, programmes: Iterable[Programme], categories: Iterable[JobCategory]):
        super().__init__(data)
        self.order = BY_TITLE if data.get("order") == BY_TITLE else NEWEST
        self.fields["kind"].choices = [_ALL, *_capitalized(Material.Kind.choices)]
        self.fields["language"].choices = [_ALL, *((code, language_name(code)) for code in OFFERED)]
        self.fields["audience"].choices = [_ALL, *_capitalized(Material.Audience.choices)]
        self.fields["programme"].choices = [_ALL, *((each.code, each.name) for each in programmes)]
        self.fields["work"].choices = [_ALL, *_work(categories)]
        self.full_clean()

    @property
    def words(self) -> str:
        return self.chosen("q").strip()


class GridFilterForm(FilterForm):
    """What of the grid is shown: some titles, one language, only what needs work."""

    narrowing_fields = ("show", "kind", "language")
    field_order = ["q", *narrowing_fields]

    on = None
    q = forms.CharField(label=_("Words in a title or in the text of a file"), max_length=200, required=False)
    show = forms.ChoiceField(
        label=pgettext_lazy("rows of a table", "Show"),
        required=False,
        choices=[
            ("", _("all titles")),
            (ATTENTION, _("only with something older than its source, withdrawn or missing")),
            (STALE, _("only with a translation older than its source")),
            (MISSING, _("only with a language missing")),
        ],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=pgettext_lazy("of a material", "Language"), required=False)

    def __init__(self, data: QueryDict):
        super().__init__(data)
        self.fields["kind"].choices = [_ALL, *_capitalized(Material.Kind.choices)]
        self.fields["language"].choices = [_ALL, *((code, language_name(code)) for code in OFFERED)]
        self.full_clean()

    @property
    def words(self) -> str:
        return self.chosen("q").strip()


def _capitalized(choices: Iterable[tuple]) -> list[tuple]:
    return [(value, capfirst(label)) for value, label in choices]


def _work(categories: Iterable[JobCategory]) -> list[tuple]:
    """Groups of operations, each with its job categories, as one menu."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for category in categories:
        whole = _("%(group)s: all") % {"group": category.get_group_display()}
        groups.setdefault(category.group, [(category.group, whole)]).append((category.code, category.name))
    return [(str(JobCategory.Group(group).label), menu) for group, menu in groups.items()]
