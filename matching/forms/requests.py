"""A match-up request, one group of questions a page; drafts may be left unfinished, so little is required here."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from countries.models import Programme
from jitco_portal.common.days import today
from jitco_portal.common.partial_dates import PartialDate, PartialDateFormField
from jitco_portal.common.uploads import PaperField
from matching.models import MatchRequest
from matching.models.requests import LONGEST_TEXT, MOST_PEOPLE, MOST_TRAINING_HOURS
from matching.queries.ranking import HEAVIEST, WEIGHTS, Criterion
from organizations.forms.choices import country_choices, operation_choices
from organizations.forms.texts import LinesField
from organizations.languages import OFFERED, language_name
from organizations.models import Operation, Organization
from organizations.queries.members import Membered

SHORTEST_VALID, LONGEST_VALID = datetime.timedelta(days=14), datetime.timedelta(days=365)
MOST_OPERATIONS = 20


class BeginForm(forms.Form):
    """For which organization; asked of whoever acts for several."""

    organization = forms.ChoiceField(
        label=_("For which organization?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the organization.")},
    )

    def __init__(self, data: Any = None, *, memberships: list[Membered]) -> None:
        super().__init__(data)
        self.memberships = {each.public_id: each for each in memberships}
        if len(memberships) == 1:
            del self.fields["organization"]
        else:
            choices = [(public_id, each.organization.name) for public_id, each in self.memberships.items()]
            self.fields["organization"].choices = choices

    @property
    def chosen(self) -> Organization:
        public_id = self.cleaned_data.get("organization") or next(iter(self.memberships))
        return self.memberships[public_id].organization


class StepForm(forms.Form):
    """A page of the request; ``values`` are what the service writes, by the names of the model's fields."""

    title: Any = ""
    lead: Any = ""
    # Names of the fields that are relations.
    many: tuple[str, ...] = ()
    # How the page sets many boxes: under headings that fold, or in columns.
    grouped = ""
    in_columns: tuple[str, ...] = ()

    def __init__(self, data: Any = None, files: Any = None, *, request: MatchRequest) -> None:
        super().__init__(data, files, initial=self.held(request))
        self.request = request
        self.set_up()
        self.name_fields()

    def held(self, request: MatchRequest) -> dict[str, Any]:
        return {
            name: [str(each.pk) for each in getattr(request, name).all()]
            if name in self.many
            else getattr(request, name)
            for name in self.base_fields
            if hasattr(request, name)
        }

    # What a field is called where a sending organization looks for partners: label, and hint.
    of_sending: dict[str, tuple[Any, Any]] = {}

    def set_up(self) -> None:
        """Choices that depend on the reader or the request."""

    def name_fields(self) -> None:
        if not self.request.asks_for_sending:
            for name, (label, hint) in self.of_sending.items():
                self.fields[name].label, self.fields[name].help_text = label, hint

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class MonthField(PartialDateFormField):
    """Also ２０２７－０４, 2027/4 and 2027年4月."""

    def to_python(self, value: Any) -> Any:
        text = unicodedata.normalize("NFKC", value or "").strip()
        if match := re.fullmatch(r"(\d{4})[-/.年−－](\d{1,2})月?", text):
            text = f"{match[1]}-{int(match[2]):02d}"
        return super().to_python(text)


def _months_field(label: Any, help_text: Any = "") -> MonthField:
    return MonthField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.TextInput(attrs={"size": 10, "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Enter a month as 2027-04.")},
    )


class WishesForm(StepForm):
    title = _("What you look for")
    many = ("countries", "operations")
    grouped = "operations"
    in_columns = ("countries",)
    of_sending = {
        "people": (_("Number of trainees whom you can send"), ""),
        "arrive_from": (_("They can come from"), _("The first month, as 2027-04.")),
        "arrive_until": (_("They can come until"), _("The last month, as 2027-09.")),
    }

    programme = forms.ModelChoiceField(
        Programme.objects.all(), label=_("Programme"), widget=forms.RadioSelect, empty_label=None, required=False
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none, and the Affairs Dept. advises you."),
    )
    operations = forms.MultipleChoiceField(label=_("Operations"), required=False, widget=forms.CheckboxSelectMultiple)
    people = forms.IntegerField(
        label=_("Number of trainees"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
        widget=forms.NumberInput(attrs={"size": 6, "min": 1, "max": MOST_PEOPLE}),
    )
    arrive_from = _months_field(_("Arrival from"), _("The first month in which they should come, as 2027-04."))
    arrive_until = _months_field(_("Arrival until"), _("The last month, as 2027-09."))

    def set_up(self) -> None:
        organization = self.request.organization
        held = [each.pk for each in self.request.countries.all()]
        if self.request.asks_for_sending:
            self.fields["countries"].choices = country_choices(for_sample=organization.is_sample, held=held)
        else:
            # Supervising organizations are in Japan.
            del self.fields["countries"]
        self.fields["operations"].choices = operation_choices()

    def clean_operations(self) -> list[Operation]:
        keys = self.cleaned_data["operations"]
        if len(keys) > MOST_OPERATIONS:
            raise forms.ValidationError(
                _("Choose at most %(number)s operations, or make a request of its own for the others.")
                % {"number": MOST_OPERATIONS},
                code="too_many",
            )
        return list(Operation.objects.filter(pk__in=keys))

    def _clean_month(self, name: str) -> PartialDate | str:
        month = self.cleaned_data[name]
        if month is None:
            return ""
        if month.precision != "month":
            raise forms.ValidationError(_("Enter a month as 2027-04."), code="invalid")
        last = today() + datetime.timedelta(days=5 * 366)
        if not PartialDate.of(today()).earliest.replace(day=1) <= month.earliest <= last:
            raise forms.ValidationError(_("Enter a month from now on, within five years."), code="out_of_range")
        return month

    def clean_arrive_from(self) -> PartialDate | str:
        return self._clean_month("arrive_from")

    def clean_arrive_until(self) -> PartialDate | str:
        return self._clean_month("arrive_until")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("arrive_from"), values.get("arrive_until")
        if first and last and last < first:
            self.add_error("arrive_until", _("The last month lies before the first."))
        return values


class TrainingForm(StepForm):
    title = _("Training and languages")
    in_columns = ("languages",)
    of_sending = {
        "japanese_level": (_("Japanese that they reach before departure"), ""),
        "training_hours": (_("Hours of your training"), ""),
        "training_wishes": (_("What your training holds"), ""),
    }

    japanese_level = forms.ChoiceField(
        label=_("Japanese before departure"),
        required=False,
        choices=[("", _("left open")), *MatchRequest.Level.choices],
        widget=forms.RadioSelect,
    )
    training_hours = forms.IntegerField(
        label=_("Hours of training before departure"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_TRAINING_HOURS)],
        widget=forms.NumberInput(attrs={"size": 6, "min": 1, "max": MOST_TRAINING_HOURS}),
    )
    training_wishes = LinesField(
        label=_("What the training should hold"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("For instance: words of the work, safety, life in the region."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which you can talk with a partner"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def set_up(self) -> None:
        held = [code for code in self.request.languages if code not in OFFERED]
        self.fields["languages"].choices = [(code, language_name(code)) for code in (*OFFERED, *held)]


class ConditionsForm(StepForm):
    title = _("Conditions, files and who sees the request")
    of_sending = {
        "conditions": (
            _("What you offer, and what partner you look for"),
            _("For instance kinds of work and regions of Japan. No names of people, please."),
        ),
    }

    conditions = LinesField(
        label=_("Work, wages and housing"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_(
            "What the other side should know. Do not choose people by sex, age, religion, origin or looks: the law"
            " forbids it, and the portal points such words out. No names of people, please."
        ),
    )
    file = PaperField(
        label=_("Add a file"),
        required=False,
        help_text=_(
            "For instance conditions of work. Candidates of a request without your name see files only after the"
            " introduction."
        ),
    )
    is_anonymous = forms.BooleanField(
        label=_("Do not show our name to candidates before the introduction"), required=False
    )
    is_on_board = forms.BooleanField(
        label=_("Show the wish on the public board, without our name and without these texts"), required=False
    )
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        input_formats=["%Y-%m-%d", "%Y/%m/%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a day as 2026-11-23.")},
        help_text=_("After this day the request ends by itself; from two weeks to one year from now."),
    )

    def clean_valid_until(self) -> datetime.date | None:
        day = self.cleaned_data["valid_until"]
        if day and not today() + SHORTEST_VALID <= day <= today() + LONGEST_VALID:
            raise forms.ValidationError(_("Enter a day from two weeks to one year from now."), code="out_of_range")
        return day

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}


class WeightsForm(StepForm):
    """How much each criterion counts in the order of the candidates; what stands here is all there is to the order."""

    title = _("What counts most for you")
    lead = _(
        "Organizations are put in order by points. Here you say how many points each criterion gives at most: 0 leaves"
        " it out. Among organizations with the same points a lot decides, anew for each request."
    )

    def held(self, request: MatchRequest) -> dict[str, Any]:
        return {name: request.weights.get(name, most) for name, most in WEIGHTS.items()}

    def set_up(self) -> None:
        for criterion in Criterion:
            self.fields[criterion.value] = forms.IntegerField(
                label=criterion.label[:1].upper() + criterion.label[1:],
                required=False,
                help_text=_("%(number)s unless you choose otherwise") % {"number": WEIGHTS[criterion]},
                validators=[MinValueValidator(0), MaxValueValidator(HEAVIEST)],
                widget=forms.NumberInput(attrs={"size": 4, "min": 0, "max": HEAVIEST}),
            )

    @property
    def values(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in self.fields}
        return {"weights": {name: WEIGHTS[name] if value is None else value for name, value in given.items()}}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and all(values.get(name) == 0 for name in self.fields):
            raise forms.ValidationError(_("At least one criterion has to count."), code="nothing_counts")
        return values


STEPS: dict[str, type[StepForm]] = {
    "wishes": WishesForm,
    "training": TrainingForm,
    "conditions": ConditionsForm,
    "weights": WeightsForm,
}


def steps_of(request: MatchRequest) -> dict[str, type[StepForm]]:
    """The portal ranks sending organizations only: whoever looks for supervising ones weighs nothing."""
    return {slug: form for slug, form in STEPS.items() if request.asks_for_sending or slug != "weights"}


class SubmitForm(forms.Form):
    """Where the texts hold words that may choose people unlawfully, whoever sends says that they looked."""

    looked = forms.BooleanField(
        label=_("I have looked at the words above, and they may stand as they are."),
        error_messages={"required": _("Change the words, or tick this box.")},
    )

    def __init__(self, data: Any = None, *, warned: bool) -> None:
        super().__init__(data)
        if not warned:
            del self.fields["looked"]


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = LinesField(label=_("Reason"), max_length=LONGEST_TEXT, error_messages={"required": _("Give the reason.")})

    def __init__(self, data: Any = None, *, help_text: Any = "") -> None:
        super().__init__(data)
        self.fields["reason"].help_text = help_text


def reader_language() -> str:
    return "ja" if get_language() == "ja" else "en"
