"""Forms of the desk for materials, editions and links: what a person can enter wrongly is told by its field."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.desk.forms import PortalForm
from jitco_portal.common.plain_text import CleanTexts
from materials.forms.stock import KeepsStock
from materials.models import Edition, Material, ShareKey
from materials.queries.publishable import successors_of
from organizations.languages import OFFERED, language_name

# A link for the participants of an event is not for ever.
LONGEST_LINK = datetime.timedelta(days=366)


def languages() -> list[tuple[str, str]]:
    """Those in which there may be editions, by their names in the reader's language."""
    return sorted(((code, language_name(code)) for code in OFFERED), key=lambda each: each[1])


class SeveralField(forms.TypedMultipleChoiceField):
    """Several words of a list, each to be ticked; kept in the order of the list."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return [code for code, _name in self.choices if code in chosen]


class MaterialForm(CleanTexts, PortalForm):
    audiences = SeveralField(label=_("For whom"), required=False, choices=Material.Audience.choices)
    wanted_languages = SeveralField(
        label=_("Languages in which it should be there"),
        required=False,
        help_text=_("Those without an edition are marked as missing."),
    )
    beside = {"material_source_is_whole": "source"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "wanted_languages" in self.fields:
            self.fields["wanted_languages"].choices = languages()
        if "original_language" in self.fields:
            self.fields["original_language"] = _language_field(self.fields["original_language"], self.instance)


class EditionForm(CleanTexts, PortalForm):
    beside = {"edition_once": "version"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            self.fields["language"] = _language_field(self.fields["language"], self.instance)

    def clean(self) -> dict[str, Any]:
        """What the database would refuse with an error page."""
        values = super().clean() or self.cleaned_data
        source = values.get("translation_of")
        material = values["material"].pk if values.get("material") else self.instance.material_id
        if source and material and source.material_id != material:
            self.add_error("translation_of", _("This is an edition of another material."))
        elif source and source.language == values.get("language", self.instance.language):
            self.add_error("translation_of", _("It is in the same language: nothing was translated."))
        return values


class WithdrawForm(CleanTexts, forms.Form):
    because_en = forms.CharField(
        label=_("Why, in English"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "cols": 60})
    )
    because_ja = forms.CharField(
        label=_("Why, in Japanese"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=_("Everybody who reads the page of the edition reads it, and everybody who is told."),
    )
    successor = forms.ModelChoiceField(
        label=_("To be used instead"),
        required=False,
        queryset=Edition.objects.none(),
        help_text=_("An edition that is published, of this material or the latest of another. Blank: there is none."),
        error_messages={"invalid_choice": _("This edition is not published, or was withdrawn.")},
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = successors_of(edition)  # type: ignore[attr-defined]


class PrintedForm(KeepsStock, PortalForm):
    beside = {"printedcopy_members_pay_no_more": "price_member"}


class ShareKeyForm(CleanTexts, PortalForm):
    class Meta:
        model = ShareKey
        fields = ("title", "materials", "opens_until")

    def clean_opens_until(self) -> datetime.datetime:
        until: datetime.datetime = self.cleaned_data["opens_until"]
        if self.instance.pk and "opens_until" not in self.changed_data:
            return until
        now = timezone.now()
        if until <= now:
            raise forms.ValidationError(_("This time has passed."))
        if until > now + LONGEST_LINK:
            raise forms.ValidationError(_("A link is open for a year at most."))
        return until


def _language_field(field: Any, row: Any) -> forms.ChoiceField:
    """A list of names in the place of a code to be typed."""
    return forms.ChoiceField(
        label=field.label,
        choices=[("", "---------"), *languages()],
        help_text=field.help_text,
        error_messages={"invalid_choice": _("Choose a language of the list.")},
    )
