"""The shape of what the public pages of organizations are asked for: filters in the address, and what to compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from countries.models import Country, Programme
from jitco_portal.common.days import OnDayForm
from jitco_portal.common.shown_dates import shown_date
from organizations.languages import OFFERED, language_name
from organizations.models import JobCategory, Organization, Permit
from organizations.models.verdicts import Verdict
from organizations.prefectures import PREFECTURES, prefecture_name
from organizations.queries.comparison import FEWEST, MOST
from organizations.queries.facets import SET, Count, Facets

TODAY_HINT = _("Blank: today in Japan.")
PAGE_KEYS = ("after", "before")


class FilterForm(OnDayForm):
    """Filters of a list; one that cannot be read is told and left out, the others hold."""

    # What is asked when nothing is said: no filter that could be taken away.
    defaults: dict[str, str] = {}
    # The filters that take rows away, each as the queries of the list name it.
    narrowing_fields: tuple[str, ...] = ()
    # Fields whose choices say how many rows they leave, and those of them with many choices.
    counted_fields: tuple[str, ...] = ()
    long_menus: tuple[str, ...] = ()

    def chosen(self, name: str):
        """The value of a filter that could be read, else nothing."""
        return self.cleaned_data.get(name) or self.defaults.get(name, "")

    def narrowing(self) -> dict[str, str | bool]:
        """The filters that take rows away, as far as they could be read; words, which order them too, stand apart."""
        return {
            name: bool(self.chosen(name)) if isinstance(self.fields[name], forms.BooleanField) else self.chosen(name)
            for name in self.narrowing_fields
        }

    @property
    def narrows(self) -> bool:
        return any(self.narrowing().values())

    def show_counts(self, facets: Facets) -> None:
        """Say behind each choice how many rows it leaves; what leaves none is not offered in a long menu."""
        self.active  # noqa: B018 (said without the counts, so before they stand behind the choices)
        for name in self.counted_fields:
            field = self.fields[name]
            if isinstance(field, forms.BooleanField):
                # The field of the page was made when the form was read, with the label of then.
                self[name].label = _with_count(field.label, facets.count(name, SET))
            else:
                field.choices = list(_counted(field.choices, name, facets, self.chosen(name), name in self.long_menus))

    @cached_property
    def active(self) -> list[dict[str, str]]:
        """What the list is narrowed to, each with the address without it."""
        return [
            {"text": self._words(name), "remove_url": self._address_without(name)}
            for name in self.fields
            if self.cleaned_data.get(name) and self.cleaned_data[name] != self.defaults.get(name)
        ]

    def address(self) -> str:
        """The query of this list without what is empty, for the address bar."""
        return self._query(self.data.copy())

    def _words(self, name: str) -> str:
        field, value = self.fields[name], self.cleaned_data[name]
        if isinstance(field, forms.BooleanField):
            return str(field.label)
        if name == "q":
            return _("Searched for: %(words)s") % {"words": value}
        if isinstance(field, forms.DateField):
            value = shown_date(value)
        elif isinstance(field, forms.ChoiceField):
            value = _label_of(field.choices, value)
        return _("%(filter)s: %(value)s") % {"filter": field.label, "value": value}

    def _address_without(self, name: str) -> str:
        query = self.data.copy()
        query.pop(name, None)
        return self._query(query)

    def _query(self, query: QueryDict) -> str:
        for key in list(query):
            if key in PAGE_KEYS or not any(query.getlist(key)):
                query.pop(key)
        return f"?{query.urlencode()}" if query else "?"


class SendingFilterForm(FilterForm):
    defaults = {"programme": "titp"}
    narrowing_fields = ("standing", "country", "work", "language", "care", "office_in_japan", "fees")
    counted_fields = ("programme", *narrowing_fields)
    long_menus = ("work", "language")
    field_order = ["q", "standing", "programme", "on", "country", "work", "language", "care", "office_in_japan", "fees"]

    q = forms.CharField(label=_("Name, number, telephone, web site or address"), max_length=200, required=False)
    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=[("", _("all")), *Verdict.choices])
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    work = forms.ChoiceField(label=_("Operations"), required=False)
    language = forms.ChoiceField(label=_("Language spoken"), required=False)
    care = forms.BooleanField(label=_("Care allowed"), required=False)
    office_in_japan = forms.BooleanField(label=_("Office in Japan"), required=False)
    fees = forms.BooleanField(label=_("Fees within the caps of the country today"), required=False)

    def __init__(
        self,
        data: QueryDict,
        *,
        programmes: Iterable[Programme],
        countries: Iterable[Country],
        job_categories: Iterable[JobCategory],
    ):
        super().__init__(data)
        self.fields["on"].label = _("Standing on the day")
        self.fields["on"].help_text = TODAY_HINT
        programme, country, work, language = (
            self.fields[name] for name in ("programme", "country", "work", "language")
        )
        programme.choices = [(each.code, str(each)) for each in programmes]
        country.choices = _countries(countries)
        work.choices = _work(job_categories)
        language.choices = _languages()
        self.full_clean()


class SupervisingFilterForm(FilterForm):
    field_order = ["q", "prefecture", "permit", "on", "country", "work", "language", "supporting_member"]
    narrowing_fields = ("prefecture", "permit", "country", "work", "language", "supporting_member")
    counted_fields = narrowing_fields
    long_menus = ("prefecture", "work", "language")

    q = forms.CharField(label=_("Name, permit number, telephone, web site or address"), max_length=200, required=False)
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False)
    permit = forms.ChoiceField(
        label=_("Permit that may hold on the day"), required=False, choices=[("", _("all")), *Permit.Kind.choices]
    )
    country = forms.ChoiceField(label=_("Accepts from"), required=False)
    work = forms.ChoiceField(label=_("Operations"), required=False)
    language = forms.ChoiceField(label=_("Language of its advisers"), required=False)
    supporting_member = forms.BooleanField(label=_("JITCO supporting member"), required=False)

    def __init__(self, data: QueryDict, *, countries: Iterable[Country], job_categories: Iterable[JobCategory]):
        super().__init__(data)
        self.fields["on"].help_text = TODAY_HINT
        self.fields["country"].choices = _countries(countries)
        self.fields["work"].choices = _work(job_categories)
        self.fields["language"].choices = _languages()
        language = get_language()
        self.fields["prefecture"].choices = [
            ("", _("all")),
            *((prefecture, prefecture_name(prefecture, language)) for prefecture in PREFECTURES),
        ]
        self.full_clean()


class PublicIdsField(forms.Field):
    """Several public ids under one name (``?o=vn-0001&o=vn-0002``); blanks and repeats fall away."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Sequence[str] | None) -> list[str]:
        return list(dict.fromkeys(each.strip().lower() for each in value or [] if each.strip()))


class CompareForm(OnDayForm):
    """Which organizations to compare, and on which day."""

    o = PublicIdsField(
        label=_("Public ids of the organizations"),
        required=False,
        help_text=_("Two to four; the public id stands below the name on each profile, for instance vn-0042."),
    )

    def __init__(self, data: QueryDict, *, find):
        """``find`` gives the organizations of a list of public ids, as a mapping."""
        super().__init__(data)
        self.find = find
        self.organizations: list[Organization] = []

    def clean_o(self) -> list[str]:
        public_ids = self.cleaned_data["o"]
        if len(public_ids) > MOST:
            text = _("Choose at most %(most)s organizations; you chose %(number)s.")
            raise forms.ValidationError(text, code="too_many", params={"most": MOST, "number": len(public_ids)})
        found = self.find(public_ids)
        if unknown := [public_id for public_id in public_ids if public_id not in found]:
            text = ngettext(
                "There is no sending organization with the public id %(ids)s.",
                "There are no sending organizations with the public ids %(ids)s.",
                len(unknown),
            )
            raise forms.ValidationError(text, code="unknown", params={"ids": ", ".join(unknown)})
        if len(public_ids) < FEWEST:
            raise forms.ValidationError(
                _("Choose at least %(fewest)s organizations."), code="too_few", params={"fewest": FEWEST}
            )
        self.organizations = [found[public_id] for public_id in public_ids]
        return public_ids

    @property
    def boxes(self) -> list[str]:
        """What was entered, with blank boxes up to the most that can be compared."""
        entered = [each for each in self.data.getlist("o") if each.strip()][:MOST]
        return entered + [""] * (MOST - len(entered))


def _countries(countries: Iterable[Country]) -> list[tuple]:
    return [("", _("all")), *((each.code.lower(), each.name) for each in countries)]


def _languages() -> list[tuple]:
    return [("", _("all")), *((code, language_name(code)) for code in OFFERED)]


def _work(job_categories: Iterable[JobCategory]) -> list[tuple]:
    """Groups of operations, each with its job categories, as one menu."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for category in job_categories:
        whole = _("%(group)s: all") % {"group": category.get_group_display()}
        groups.setdefault(category.group, [(category.group, whole)]).append((category.code, category.name))
    return [("", _("all")), *((str(JobCategory.Group(group).label), menu) for group, menu in groups.items())]


def _counted(choices: Iterable[tuple], name: str, facets: Facets, chosen: str, is_long: bool) -> Iterator[tuple]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            if menu := list(_counted(label, name, facets, chosen, is_long)):
                yield key, menu
        elif not key:
            yield key, label
        else:
            count = facets.count(name, key)
            if count is None or count.number or not is_long or key == chosen:
                yield key, _with_count(label, count)


def _with_count(label: str, count: Count | None) -> str:
    if count is None:
        return label
    text = _("%(label)s (%(number)s)") if count.is_exact else _("%(label)s (more than %(number)s)")
    return text % {"label": label, "number": number_format(count.number, force_grouping=True)}


def _label_of(choices: Iterable[tuple], value: str) -> str:
    for key, label in choices:
        if isinstance(label, list | tuple):
            if found := _label_of(label, value):
                return found
        elif key == value:
            return str(label)
    return ""
