"""What staff state about a list, answer about its file, and decide about its rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jitco_portal.common.days import today
from jitco_portal.common.desk.forms import PortalForm
from jitco_portal.common.plain_text import CleanTexts
from jitco_portal.common.spreadsheets.shapes import LARGEST_FILE
from organizations.models import ListField, ListImport, Organization
from organizations.queries.list_imports.shapes import Column, Words

NOT_USED = pgettext_lazy("column of a list", "not used")
CHOICES: dict[str, tuple[Any, tuple[tuple[str, Any], ...]]] = {
    "date_order": (
        _("Order of dates such as 03/04/2024"),
        (("dmy", _("day, month, year")), ("mdy", _("month, day, year")), ("ymd", _("year, month, day"))),
    ),
    "calendar": (
        _("Calendar of the years"),
        (("gregorian", _("years of the common era (2024)")), ("buddhist", _("years of the Buddhist era (2567)"))),
    ),
    "hidden": (_("Rows hidden in the sheet"), (("count", _("they count")), ("leave", _("leave them out")))),
    "measure": (
        _("Measure that the list tells"),
        (("suspension", _("suspension")), ("revocation", _("revocation")), ("warning", _("warning"))),
    ),
    "permit": (
        _("Kind of the permits"),
        (("general", _("general supervision")), ("specified", _("specified supervision"))),
    ),
}
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp932", "cp1252", "cp1258", "cp874")


class UploadForm(CleanTexts, PortalForm):
    """The words of a list, with its file; nothing is saved by the form."""

    upload = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_("XLSX, XLS, CSV or TSV. It is kept as it came, and read in the background."),
    )
    source_url = ListImport._meta.get_field("source_url").formfield(
        assume_scheme="https", widget=forms.URLInput(attrs={"class": "vURLField"})
    )
    beside = {
        "listimport_two_people": "upload",
        "listimport_country_fits_kind": "country",
        "listimport_has_issuer": "issuer",
        "listimport_programme_fits_kind": "programme",
        "listimport_approvals_by_the_country": "issuer",
    }
    field_order = ["upload"]

    class Meta:
        model = ListImport
        fields = (
            *("kind", "country", "programme", "issuer", "issuer_name", "published_on", "is_complete"),
            *("source", "source_url"),
        )
        widgets = {
            "published_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            **{name: forms.TextInput(attrs={"class": "vTextField"}) for name in ("source", "issuer_name")},
        }

    def clean_published_on(self) -> Any:
        day = self.cleaned_data["published_on"]
        if day > today():
            raise ValidationError(_("A list of a day to come cannot be published."), code="to_come")
        return day

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload.size > LARGEST_FILE:
            text = _("This file is larger than %(limit)s. Choose a smaller one.")
            raise ValidationError(text, code="too_large", params={"limit": f"{LARGEST_FILE // 1024**2} MB"})
        return upload

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        country, issuer = values.get("country"), values.get("issuer")
        if country and issuer and issuer.country_id != country.pk:
            self.add_error("issuer", ValidationError(_("This office is of another country."), code="other_country"))
        return values

    @property
    def words(self) -> Words:
        names = ("kind", "published_on", "country", "programme", "issuer", "issuer_name", "is_complete")
        return Words(**{name: self.cleaned_data[name] for name in names})


class AnswersForm(forms.Form):
    """Everything that may be answered about a file: its sheet, its headings, and how cells are read."""

    def __init__(
        self, *args: Any, kind: str, sheets: Iterable[str] = (), columns: Iterable[Column] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns = list(columns)
        sheets = list(sheets)
        if len(sheets) > 1:
            self._choose("sheet", _("Sheet"), [(name, name) for name in sheets])
        self.fields["header"] = forms.IntegerField(
            label=_("Line of the headings"),
            required=False,
            min_value=1,
            max_value=20_000,
            help_text=_("Blank: it is looked for."),
        )
        for name, (label, choices) in CHOICES.items():
            if name not in ("measure", "permit") or name == kind.removesuffix("s"):
                self._choose(name, label, choices)
        self._choose("encoding", _("Encoding of a text file"), [(name, name) for name in ENCODINGS])
        for column in self.columns:
            self.fields[f"column_{column.index + 1}"] = forms.ChoiceField(
                label=column.heading or str(_("Column %(number)s") % {"number": column.index + 1}),
                required=False,
                choices=[("", NOT_USED), *ListField.choices],
                initial=column.field,
            )

    def _choose(self, name: str, label: Any, choices: Iterable[tuple[str, Any]]) -> None:
        blank = ("", pgettext_lazy("answer about a file", "not answered"))
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[blank, *choices])

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"column_{column.index + 1}"] for column in self.columns]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("column_")]

    @property
    def answers(self) -> dict[str, Any]:
        """As ``ListImport.answers`` holds them, blank where an answer is withdrawn.

        A column is named only where the reader understood it otherwise, or where it was named before.
        """
        said = {name: value or "" for name, value in self.cleaned_data.items() if not name.startswith("column_")}
        columns = {str(each.index + 1): self.cleaned_data[f"column_{each.index + 1}"] for each in self.columns}
        changed = [str(each.index + 1) for each in self.columns if columns[str(each.index + 1)] != each.field]
        held = self.initial.get("columns") or {}
        named = {index: field for index, field in columns.items() if index in changed or index in held}
        return {**said, "columns": named} if self.columns else said


class MatchForm(forms.Form):
    """Which organization a row is: chosen among the likely ones, or by its public number."""

    public_id = forms.CharField(
        label=_("ID of the organization"),
        max_length=20,
        help_text=_("As it stands in the address of its page; the search of the desk finds it."),
    )

    def clean_public_id(self) -> Organization:
        """Whoever went into another stands for that one."""
        typed = self.cleaned_data["public_id"].strip()
        found = Organization.objects.filter(public_id__iexact=typed).select_related("merged_into").first()
        if found is None:
            raise ValidationError(_("No organization has this ID."), code="unknown")
        return found.merged_into or found
