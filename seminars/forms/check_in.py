"""What comes from the door: the search in the list, marks that a phone has kept, people without a registration."""

from __future__ import annotations

import datetime
import json
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jitco_portal.common.plain_text import OneLineField
from seminars.forms.people import LATIN, PlainTextField
from seminars.models import Event, EventGroup
from seminars.queries.attendance import Mark

# A phone sends the rest with its next request.
MOST_MARKS = 200
MOST_BYTES = 100_000
_EARLIEST, _LATEST = (datetime.datetime(year, 1, 1, tzinfo=datetime.UTC) for year in (2000, 2100))


class FindForm(forms.Form):
    """Which rows of the list are shown; also without scripts."""

    q = forms.CharField(label=_("Name, organization or number"), required=False, max_length=200)
    group = forms.ChoiceField(label=_("Group"), required=False, widget=forms.Select(attrs={"class": "form-select"}))
    left = forms.BooleanField(label=_("Only who did not come yet"), required=False)

    def __init__(self, data: Any, *, event: Event) -> None:
        super().__init__(data)
        held = [(each.group, each.get_group_display()) for each in event.groups.all()]
        self.fields["group"].choices = [("", _("all groups")), *held]

    @property
    def asked(self) -> dict[str, Any]:
        """For ``found_people``; what cannot be read asks for nothing."""
        self.is_valid()
        values = self.cleaned_data
        return {
            "words": values.get("q", ""),
            "group": values.get("group", ""),
            "left": values.get("left", False),
        }

    @property
    def narrows(self) -> bool:
        return any(self.asked.values())


class MarkForm(forms.Form):
    """One button of the list, pressed on a page without scripts."""

    came = forms.IntegerField(required=False, min_value=1)
    taken_back = forms.IntegerField(required=False, min_value=1)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("came")) == bool(values.get("taken_back")):
            raise forms.ValidationError("one of the two buttons is pressed")
        return values


class Unreadable(Exception):
    """What was sent is not what our page sends."""


@dataclass(frozen=True)
class Sent:
    """What a phone sent: its clock, the marks that can be read, and the keys of those that cannot."""

    sent_at: datetime.datetime
    since: datetime.datetime | None
    marks: list[Mark]
    unreadable: list[str] = field(default_factory=list)


def read_sent(body: bytes) -> Sent:
    """``{"sent_at": …, "since": …, "marks": [{"key", "person", "came", "at"}, …]}``, or Unreadable."""
    if len(body) > MOST_BYTES:
        raise Unreadable("too long")
    try:
        sent = json.loads(body)
        given = sent["marks"]
        sent_at = read_moment(sent["sent_at"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unreadable("no JSON of ours") from error
    if not isinstance(given, list) or len(given) > MOST_MARKS or sent_at is None:
        raise Unreadable("no list of marks, or no clock")
    marks, unreadable = [], []
    for each in given:
        mark = _mark(each)
        if mark:
            marks.append(mark)
        elif isinstance(each, dict) and isinstance(each.get("key"), str):
            # Told by its key, so that the phone does not send it for ever.
            unreadable.append(each["key"][:100])
    return Sent(sent_at, read_moment(sent.get("since")), marks, unreadable)


def read_moment(text: Any) -> datetime.datetime | None:
    """A time with its zone, of this century; None for anything else."""
    try:
        moment = datetime.datetime.fromisoformat(text)
        return moment if _EARLIEST <= moment < _LATEST else None
    except (TypeError, ValueError):
        return None


def _mark(given: Any) -> Mark | None:
    try:
        at = read_moment(given["at"])
        person, came = given["person"], given["came"]
        if at is None or type(person) is not int or not 0 < person < 2**63 or type(came) is not bool:
            return None
        return Mark(key=uuid.UUID(given["key"]), person=person, came=came, at=at)
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


class WalkInForm(forms.Form):
    """Somebody who stands at the door without a registration; what a badge needs, and no more."""

    name = OneLineField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=150,
        error_messages={"required": _("Enter the name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name_latin = PlainTextField(
        label=_("Name in Latin letters"),
        max_length=150,
        required=False,
        validators=[RegexValidator(re.compile(f"^{LATIN.pattern}$"), _("Use Latin letters, as TANAKA Aya."))],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    job_title = OneLineField(
        label=_("Position in the organization"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    # Made with the page, so that a button that is pressed twice seats one person.
    key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)


class BadgeForm(forms.Form):
    """Which badges are printed."""

    group = forms.ChoiceField(label=_("Group"), required=False)
    since = forms.DateTimeField(
        label=_("Only with a place since"),
        required=False,
        help_text=_("By the clock of the place; blank for everybody."),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Enter a day and time as 2026-11-23 08:30.")},
    )
    person = forms.IntegerField(
        label=_("Only the number"), required=False, min_value=1, widget=forms.NumberInput(attrs={"size": 8})
    )

    def __init__(self, data: Any, *, groups: list[EventGroup]) -> None:
        super().__init__(data)
        held = [(each.group, each.get_group_display()) for each in groups]
        self.fields["group"].choices = [("", _("all groups")), *held]
