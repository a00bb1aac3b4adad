"""Forms of the desk for events: what a person can enter wrongly is told by its field."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.accounts.time_zones import time_zones
from jitco_portal.common.days import LAST_DAY
from jitco_portal.common.desk.forms import PortalForm
from jitco_portal.common.plain_text import CleanTexts
from jitco_portal.common.uploads import PaperField
from seminars.models import Event, EventFile, EventQuestion

LANGUAGE = re.compile(r"[a-z]{2,3}")
PAIR = re.compile(r"[a-z]{2,3}-[a-z]{2,3}")


class CodesField(forms.CharField):
    """Several codes in one field, with commas or spaces; cleaned to a list in which each stands once."""

    def __init__(self, *, form: re.Pattern[str], **kwargs: Any) -> None:
        self.form = form
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = value if isinstance(value, list) else re.split(r"[\s,、]+", super().to_python(value))
        return list(dict.fromkeys(each.lower() for each in words if each))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not all(self.form.fullmatch(each) for each in value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")

    def run_validators(self, value: Any) -> None:
        """Those of a text; each code has its form above."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))


class EventForm(CleanTexts, PortalForm):
    languages = CodesField(
        label=_("Languages"),
        required=False,
        form=LANGUAGE,
        help_text=_("By their codes, with commas: ja, en, vi."),
        error_messages={"invalid": _("Enter languages by their codes, as ja, en, vi.")},
    )
    interpreting = CodesField(
        label=_("Interpreting"),
        required=False,
        form=PAIR,
        help_text=_("Pairs of languages, as ja-vi."),
        error_messages={"invalid": _("Enter pairs of languages, as ja-vi.")},
    )
    beside = {
        "event_ends_after_start": "ends_at",
        "event_closes_after_opening": "closes_at",
        "event_registers_with_times": "starts_at",
        "event_without_times_has_source": "starts_at",
        "event_decision_before": "fewest_people",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "time_zone" in self.fields:
            label = self.fields["time_zone"].label
            self.fields["time_zone"] = forms.ChoiceField(
                label=label,
                initial=self.instance.time_zone,
                choices=time_zones(language="ja" if get_language() == "ja" else "en", also=self.instance.time_zone),
                help_text=_(
                    "Of the place. All times on this page are on its clock; after another choice, those that you "
                    "send with it are on the new one."
                ),
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        closes, begins = values.get("closes_at"), values.get("starts_at")
        # A draft may still be in the making; publishing asks the same.
        if closes and begins and closes > begins and self.instance.state == Event.State.PUBLISHED:
            self.add_error("closes_at", _("Registration closes when the event begins, at the latest."))
        return values

    def clean_people(self) -> int | None:
        """The row is locked: nobody gets a place between this look and the save."""
        people = self.cleaned_data["people"]
        if people is not None and people < self.instance.held_people:
            raise ValidationError(_taken(self.instance.held_people), code="taken")
        return people


class GroupForm(PortalForm):
    beside = {"eventgroup_once": "group", "eventgroup_prices": "price_member"}

    def clean_people(self) -> int | None:
        people = self.cleaned_data["people"]
        if people is not None and people < self.instance.held_people:
            raise ValidationError(_taken(self.instance.held_people), code="taken")
        return people

    def clean_organizations(self) -> int | None:
        organizations, held = self.cleaned_data["organizations"], self.instance.held_organizations
        if organizations is not None and organizations < held:
            raise ValidationError(
                ngettext(
                    "%(number)d organization has a place already.",
                    "%(number)d organizations have places already.",
                    held,
                )
                % {"number": held},
                code="taken",
            )
        return organizations

    def clean_group(self) -> str:
        """Whoever is registered stays in the group of their kind."""
        group = self.cleaned_data["group"]
        if self.instance.pk and group != self.instance.group and self.instance.registrations.exists():
            raise ValidationError(_("Organizations of this group are registered: it stays."), code="registered")
        return str(group)


class TermForm(PortalForm):
    beside = {"cancellationterm_once": "days_before", "cancellationterm_percent": "percent"}


class SessionForm(CleanTexts, PortalForm):
    beside = {"eventsession_times": "ends_at"}


class StopForm(CleanTexts, PortalForm):
    beside = {"tourstop_once": "position"}


class FigureForm(CleanTexts, PortalForm):
    beside = {"attendancefigure_once": "group", "attendancefigure_counted": "people"}


class QuestionForm(CleanTexts, PortalForm):
    beside = {"eventquestion_choices": "choices_en"}

    def clean(self) -> dict[str, Any]:
        """An answer holds the number of its line: under it, lines may be mended and added, not taken away."""
        values = super().clean() or self.cleaned_data
        english, japanese = (_lines(values.get(name, "")) for name in ("choices_en", "choices_ja"))
        if values.get("form") == EventQuestion.Form.CHOICE and english and japanese and english != japanese:
            self.add_error("choices_ja", _("Give as many answers in both languages, in the same order."))
        if not self.instance.pk or not set(self.changed_data) & {"about", "form", "choices_en"}:
            return values
        if self.instance.answers.exists():
            held = EventQuestion.objects.get(pk=self.instance.pk)
            for name in ("about", "form"):
                if name in self.changed_data:
                    self.add_error(name, _("This was answered already: it stays. Add another question."))
            if english < _lines(held.choices_en):
                self.add_error("choices_en", _("This was answered already: answers may be added, not taken away."))
        return values


class CancelForm(CleanTexts, forms.Form):
    """Cancelling an event."""

    reason = forms.CharField(
        label=_("Why is it cancelled?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=_("Everybody who is registered reads it, and it stands on the page of the event. No names."),
    )


class CopyForm(forms.Form):
    """One like this, on another day."""

    first_day = forms.DateField(
        label=_("First day of the new event"),
        widget=AdminDateWidget,
        help_text=_("All times move by as many days, and stay the same on the clock of the place."),
    )

    def clean_first_day(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["first_day"]
        if not datetime.date(2020, 1, 1) <= day <= LAST_DAY:
            raise ValidationError(_("Enter a day from 2020 to 2100."), code="out_of_range")
        return day


class FileForm(CleanTexts, forms.Form):
    """A paper for participants, or a picture of the report."""

    kind = forms.ChoiceField(label=_("Kind"), choices=EventFile.Kind.choices)
    read_by = forms.ChoiceField(
        label=_("Read by"), choices=EventFile.ReadBy.choices, initial=EventFile.ReadBy.PARTICIPANTS
    )
    title_en = forms.CharField(
        label=_("Title (English)"), max_length=200, help_text=_("Of a picture: what is to be seen on it.")
    )
    title_ja = forms.CharField(label=_("Title (Japanese)"), max_length=200)
    upload = PaperField(
        label=_("File"),
        help_text=_("Pictures are drawn anew, without place, time and camera; show only people who agreed."),
    )
    position = forms.IntegerField(label=_("Order"), min_value=1, max_value=1000, initial=1)


def _lines(text: str) -> int:
    return len([line for line in text.splitlines() if line.strip()])


def _taken(number: int) -> str:
    return ngettext("%(number)d place is taken already.", "%(number)d places are taken already.", number) % {
        "number": number
    }


def first_day_like(event: Event, today: datetime.date) -> datetime.date:
    """The same weekday a year later, and not before today."""
    day = event.day or today
    while day <= today or day == event.day:
        day += datetime.timedelta(weeks=52)
    return day
