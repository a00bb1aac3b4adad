"""The form of a profile, one section at a time; it carries what stood there when it was shown, signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from countries.models import Programme
from countries.models.costs import currency_code
from jitco_portal.common.days import today
from organizations.forms.choices import country_choices, operation_choices
from organizations.languages import OFFERED, language_name
from organizations.models import Article25Item, Membership, Organization
from organizations.prefectures import PREFECTURES, prefecture_name
from organizations.queries.proposals.parts import ARTICLE25, NO_FUTURE_YEAR, Part, Section, editable_fields
from organizations.queries.proposals.shown import label
from organizations.queries.proposals.values import Entry, ProfileRows, plain, plain_field

SALT = "organizations.proposals.before"
# More new rows than anybody types on one page.
MOST_NEW_ROWS = 20
NOT_SAID = ("", _("not said"))


class SectionForm(forms.Form):
    """What every section has: the signed values that stood when it was shown, and a comment for staff."""

    comment = forms.CharField(
        label=_("Comment for the Affairs Dept."),
        help_text=_("For instance where a figure comes from. It is not published."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None, *, organization: Organization, section: Section) -> None:
        super().__init__(data)
        self.organization = organization
        self.section = section
        self.rows = ProfileRows(organization=organization)
        self.shown = self._shown_before(data) if data is not None else self.standing()
        self.token_is_ours = self.shown is not None
        if self.shown is None:
            self.shown = self.standing()

    def standing(self) -> dict[str, Any]:
        """What stands now, to be signed; what the form was shown with is compared with what is sent."""
        raise NotImplementedError

    def entries(self) -> list[tuple[Entry, forms.Form, str]]:
        """What was changed, each with the form and the field it was written in."""
        raise NotImplementedError

    def _shown_before(self, data: QueryDict) -> dict[str, Any] | None:
        try:
            carried = signing.loads(data.get("before", ""), salt=SALT)
        except signing.BadSignature:
            return None
        if carried["organization"] != self.organization.pk or carried["section"] != self.section.slug:
            return None
        # A form from before the portal was brought up to date may lack a field.
        return carried["shown"] if carried["shown"].keys() == self.standing().keys() else None

    @cached_property
    def token(self) -> str:
        carried = {"organization": self.organization.pk, "section": self.section.slug, "shown": self.shown}
        return signing.dumps(carried, salt=SALT, compress=True)

    def clean(self) -> dict[str, Any]:
        if not self.token_is_ours:
            raise ValidationError(
                _("The page could not be read back. Compare your entries with what stands now, then send them again.")
            )
        return self.cleaned_data

    def add_problems(self, problems: Iterable[tuple[int, str]]) -> None:
        """Tell what the model refuses, beside the field it was written in; places are those of ``entries``."""
        entries = self.entries()
        for place, text in problems:
            _entry, form, name = entries[place]
            form.add_error(name if name in form.fields else None, text)


class FieldsForm(SectionForm):
    """A section of fields of the organization and of its side."""

    def __init__(self, data: QueryDict | None, *, organization: Organization, section: Section) -> None:
        super().__init__(data, organization=organization, section=section)
        self.parts = {name: part for part, name in section.of_kind(organization.kind)}
        comment = self.fields.pop("comment")
        for name, part in self.parts.items():
            self.fields[name] = form_field(part, name, organization=organization, held=[self.shown[name]])
            self.initial[name] = form_value(self.shown[name])
        self.fields["comment"] = comment

    def standing(self) -> dict[str, Any]:
        fields = self.section.of_kind(self.organization.kind)
        return {name: self.rows.value(part, None, name) for part, name in fields}

    def entries(self) -> list[tuple[Entry, forms.Form, str]]:
        found: list[tuple[Entry, forms.Form, str]] = []
        for name, part in self.parts.items():
            if name in self.cleaned_data:
                before, after = self.shown[name], plain_field(part, name, self.cleaned_data[name])
                if before != after:
                    found.append((Entry(part.key, None, name, before, after), self, name))
        return found


class RowForm(forms.Form):
    """One row of a table; a new one that stays blank is no row."""

    use_required_attribute = False
    # Off while rows are added: what is not finished is not wrong yet.
    is_checked = True
    # Its place on the page, counted from one.
    number = 0

    def __init__(
        self,
        data: QueryDict | None,
        *,
        prefix: str,
        part: Part,
        form_fields: Mapping[str, forms.Field],
        row_id: int | None = None,
        before: dict[str, Any] | None = None,
        fixed: Mapping[str, Any] | None = None,
        title: str = "",
    ) -> None:
        super().__init__(data, prefix=prefix, empty_permitted=before is None)
        self.part, self.row_id, self.before, self.fixed, self.title = part, row_id, before, fixed or {}, title
        for name, each in form_fields.items():
            self.fields[name] = each
            if before is not None:
                self.initial[name] = form_value(before[name])
            elif each.initial is not None:
                self.initial[name] = each.initial

    @property
    def errors(self) -> ErrorDict:
        return super().errors if self.is_checked else ErrorDict()

    @property
    def heading(self) -> str:
        """What names the row above its fields and in the error summary."""
        if "item" in self.fixed:
            return self.title
        words = {"number": self.number, "title": self.title or gettext("New row")}
        return gettext("Row %(number)s: %(title)s") % words

    @property
    def short_heading(self) -> str:
        return self.title if "item" in self.fixed else gettext("Row %(number)s") % {"number": self.number}

    @property
    def is_removed(self) -> bool:
        return bool(self.data.get(self.add_prefix("remove")))

    @property
    def values(self) -> dict[str, Any]:
        named = {name: self.cleaned_data.get(name) for name in self.fields}
        return {**self.fixed, **{name: plain_field(self.part, name, value) for name, value in named.items()}}

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.is_removed:
            self._errors = ErrorDict()

    def entries(self) -> Iterator[tuple[Entry, forms.Form, str]]:
        if self.before is None:
            if not self.is_removed and self.has_changed() and any(self.values[name] for name in self.fields):
                yield Entry(self.part.key, None, "", None, self.values), self, ""
        elif self.is_removed:
            yield Entry(self.part.key, self.row_id, "", self.before, None), self, ""
        else:
            for name in self.fields:
                if self.values[name] != self.before[name]:
                    before, after = self.before[name], self.values[name]
                    yield Entry(self.part.key, self.row_id, name, before, after), self, name


class TableForm(SectionForm):
    """A section that is a table: its rows, and as many new ones as are asked for."""

    can_add = True

    def __init__(self, data: QueryDict | None, *, organization: Organization, section: Section) -> None:
        self.part: Part = section.table  # type: ignore[assignment]
        self.names = [
            name for name in editable_fields(kind=organization.kind, part=self.part) if name not in self.part.fixed
        ]
        super().__init__(data, organization=organization, section=section)
        self.held_rows = [self._held(data, key, before) for key, before in self.shown["rows"].items()]
        self.new_rows = self._new_rows(data)
        for number, row in enumerate(self.all_rows, start=1):
            row.number = number

    def standing(self) -> dict[str, Any]:
        keys = [key for key in self.rows.rows(self.part) if key is not None]
        return {"rows": {str(key): self.rows.row_values(self.part, key) for key in keys}}

    @cached_property
    def _choices(self) -> dict[str, list]:
        return {}

    def _fields(self) -> dict[str, forms.Field]:
        """Fields of their own for each row; the choices are read once for all."""
        held = self.shown["rows"].values()
        made = {}
        for name in self.names:
            values = [row[name] for row in held]
            field = form_field(
                self.part, name, organization=self.organization, held=values, choices=self._choices.get(name)
            )
            if isinstance(field, forms.ChoiceField):
                self._choices[name] = list(field.choices)
            made[name] = field
        return made

    def _held(self, data: QueryDict | None, key: str, before: dict[str, Any]) -> RowForm:
        form_fields = self._fields()
        return RowForm(
            data,
            prefix=f"row-{key}",
            part=self.part,
            form_fields=form_fields,
            row_id=int(key),
            before=before,
            fixed={name: before[name] for name in self.part.fixed},
            title=self._title(before),
        )

    def _title(self, before: dict[str, Any]) -> str:
        """What the row is about, in the words of its choices."""
        names = [name for name in self.part.naming if before.get(name) is not None and name != "term_years"]
        labels = {name: _flat_choices(self._choices.get(name, [])) for name in names}
        words = [labels[name].get(str(before[name]), str(before[name])) for name in names]
        return str(capfirst(" · ".join(words)))

    def _new_rows(self, data: QueryDict | None) -> list[RowForm]:
        count = 0 if self.held_rows else 1
        if data is not None:
            sent = data.get("new_rows", "")
            count = min(int(sent), MOST_NEW_ROWS) if sent.isascii() and sent.isdigit() else 0
            count = min(count + ("add" in data), MOST_NEW_ROWS)
        return [self._new(data, f"new-{number}") for number in range(count)]

    def _new(self, data: QueryDict | None, prefix: str, **fixed: Any) -> RowForm:
        return RowForm(data, prefix=prefix, part=self.part, form_fields=self._fields(), fixed=fixed)

    @property
    def all_rows(self) -> list[RowForm]:
        return [*self.held_rows, *self.new_rows]

    def add_row(self) -> None:
        """Show one row more, with the cursor in it, and keep what was typed."""
        for row in self.all_rows:
            row.is_checked = False
        if self.new_rows:
            next(iter(self.new_rows[-1].fields.values())).widget.attrs["autofocus"] = True

    def is_valid(self) -> bool:
        # All of them, so that every error is told at once.
        return all([super().is_valid(), *(row.is_valid() or row.is_removed for row in self.all_rows)])

    def entries(self) -> list[tuple[Entry, forms.Form, str]]:
        return [entry for row in self.all_rows for entry in row.entries()]

    @property
    def summary(self) -> _Summary:
        return _Summary(self)


class RequirementsForm(TableForm):
    """The nine requirements: a row each, made where something is said and gone where nothing is left of it."""

    can_add = False

    def standing(self) -> dict[str, Any]:
        keys = [key for key in self.rows.rows(self.part) if key is not None]
        said = Article25Item.objects.filter(organization_id=self.organization.pk).exclude(pk__in=keys)
        return {**super().standing(), "by_sources": sorted(said.values_list("item", flat=True))}

    def _held(self, data: QueryDict | None, key: str, before: dict[str, Any]) -> RowForm:
        row = super()._held(data, key, before)
        row.title = requirement(before["item"])
        return row

    def _new_rows(self, data: QueryDict | None) -> list[RowForm]:
        there = {*(row.fixed["item"] for row in self.held_rows), *self.shown["by_sources"]}
        rows = [self._new(data, f"new-{item}", item=item) for item in Article25Item.Item.values if item not in there]
        for row in rows:
            row.title = requirement(row.fixed["item"])
        return rows

    @property
    def all_rows(self) -> list[RowForm]:
        return sorted(super().all_rows, key=lambda row: row.fixed["item"])

    @property
    def said_by_sources(self) -> list[str]:
        return [requirement(item) for item in self.shown["by_sources"]]

    def entries(self) -> list[tuple[Entry, forms.Form, str]]:
        found: list[tuple[Entry, forms.Form, str]] = []
        for row in self.all_rows:
            if row.row_id and not any(row.values[name] for name in self.names):
                found.append((Entry(self.part.key, row.row_id, "", row.before, None), row, ""))
            else:
                found += row.entries()
        return found


@dataclass(frozen=True)
class _Place:
    """A row or one of its fields, as the error summary reads a field."""

    label: str
    errors: Iterable[str]
    id_for_label: str
    auto_id: str = ""


class _Summary:
    """A table as the error summary reads a form: its own errors, and each row and field that has some, by its row."""

    def __init__(self, form: TableForm) -> None:
        self.form = form

    @property
    def errors(self) -> bool:
        return any(form.errors for form in (self.form, *self.form.all_rows))

    @property
    def non_field_errors(self) -> list[str]:
        return list(self.form.non_field_errors())

    def __iter__(self) -> Iterator[forms.BoundField | _Place]:
        yield from (field for field in self.form if field.errors)
        for row in self.form.all_rows:
            if row.non_field_errors():
                yield _Place(row.short_heading, row.non_field_errors(), str(row.prefix))
            for field in row:
                if field.errors:
                    words = {"row": row.short_heading, "field": field.label}
                    label = gettext("%(row)s, %(field)s") % words
                    yield _Place(label, field.errors, field.id_for_label, field.auto_id)


def section_form(data: QueryDict | None, *, organization: Organization, section: Section) -> SectionForm:
    kind: type[SectionForm] = FieldsForm
    if section.table:
        kind = RequirementsForm if section.table is ARTICLE25 else TableForm
    return kind(data, organization=organization, section=section)


def requirement(item: int) -> str:
    return f"{item}. {capfirst(Article25Item.Item(item).label)}"


# Fields ------------------------------------------------------------------------------------------------


def _flat_choices(choices: Iterable[tuple]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, name in choices:
        flat |= _flat_choices(name) if isinstance(name, list | tuple) else {str(key): str(name)}
    return flat


def form_value(value: Any) -> Any:
    """A plain value as a widget takes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


class YesNoField(forms.ChoiceField):
    """Yes, no, or not said: three answers, not a box that says no when it is left alone."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[NOT_SAID, ("yes", _("yes")), ("no", _("no"))], **kwargs)

    def clean(self, value: Any) -> bool | None:
        return {"yes": True, "no": False, "": None}[super().clean(value)]


class CurrencyField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return super().to_python(value).upper()


def form_field(
    part: Part, name: str, *, organization: Organization, held: Iterable[Any], choices: list | None = None
) -> forms.Field:
    """The field of the form for a field of the model, with the model's own label and hint.

    What is held can be chosen again, also where it is no longer offered.
    """
    field = part.field(name)
    common = {"label": label(part, name), "required": not field.blank, "help_text": field.help_text}
    offered = _OFFERED.get(name)
    if offered:
        choices = choices if choices is not None else offered(organization, held)
        if name in ("languages", "operations", "accepts_from"):
            common["help_text"] = ""
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
        initial = choices[0][0] if name == "programme" and choices else None
        return forms.ChoiceField(choices=choices, initial=initial, **common)
    if name == "has_office_in_japan":
        return YesNoField(**common)
    if name == "currency":
        widget = forms.TextInput(attrs={"size": 6, "autocapitalize": "characters"})
        common["help_text"] = _("Three letters, for instance USD or JPY.")
        return CurrencyField(max_length=3, widget=widget, validators=[currency_code], **common)
    extra: dict[str, Any] = {"assume_scheme": "https"} if name == "website" else {}
    made = field.formfield(label=common["label"], **extra)
    # The limits of the model are told with all other errors of the form.
    if isinstance(made, forms.IntegerField):
        made.validators += [each for each in field.validators if each not in made.validators]
    if name == "year":
        made.validators.append(_no_future_year)
    if isinstance(made.widget, forms.Textarea):
        made.widget.attrs["rows"] = 5
    if name in ("from_on", "until_on"):
        made.help_text = _("A day, a month or a year: 2026-04-01, 2026-04 or 2026.")
    return made


def _no_future_year(value: int) -> None:
    if value > today().year:
        raise ValidationError(NO_FUTURE_YEAR)


def _languages(organization: Organization, held: Iterable[Any]) -> list:
    codes = [*OFFERED, *(code for code in _flat(held) if code not in OFFERED)]
    return [(code, language_name(code)) for code in codes]


def _operations(organization: Organization, held: Iterable[Any]) -> list:
    return operation_choices()


def _countries(organization: Organization, held: Iterable[Any]) -> list:
    return country_choices(for_sample=organization.is_sample, held=_flat(held))


def _members(organization: Organization, held: Iterable[Any]) -> list:
    members = Membership.objects.current().filter(organization=organization).select_related("user")
    return [("", _("nobody")), *((str(each.pk), f"{each.user} ({each.get_role_display()})") for each in members)]


def _prefectures(organization: Organization, held: Iterable[Any]) -> list:
    names = [*PREFECTURES, *(each for each in _flat(held) if each not in PREFECTURES)]
    return [NOT_SAID, *((each, prefecture_name(each, get_language() or "")) for each in names)]


def _programmes(organization: Organization, held: Iterable[Any]) -> list:
    return [(str(programme.pk), programme.name) for programme in Programme.objects.all()]


def _one_operation(organization: Organization, held: Iterable[Any]) -> list:
    return [("", _("all operations together")), *operation_choices()]


def _flat(held: Iterable[Any]) -> list[Any]:
    return plain([each for value in held if value for each in (value if isinstance(value, list) else [value])]) or []


_OFFERED = {
    "languages": _languages,
    "operations": _operations,
    "accepts_from": _countries,
    "contact_member": _members,
    "prefecture": _prefectures,
    "programme": _programmes,
    "operation": _one_operation,
}
