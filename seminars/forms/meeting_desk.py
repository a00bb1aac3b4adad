"""What staff enter for a day of meetings."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jitco_portal.common.desk.forms import PortalForm
from jitco_portal.common.plain_text import OneLineField
from organizations.models import Organization
from seminars.models import Event, Group, MeetingDay, MeetingInterpreter, MeetingRule, MeetingSlot, MeetingTable
from seminars.queries.meetings import name_of, parties_of, side_of, slot_label

PAIR = re.compile(r"[a-z]{2,3}-[a-z]{2,3}")
MOST_AT_ONCE = 60


class MeetingDayForm(PortalForm):
    class Meta:
        model = MeetingDay
        fields = ("event", "wishes_until", "must_is_hard", "most_musts", "seconds")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("wishes_until"):
            # Day and time are two fields under one label, which names neither to whoever does not see it.
            field.widget.attrs["aria-label"] = field.label

    def clean_event(self) -> Event:
        event: Event = self.cleaned_data["event"]
        if event.starts_at is None:
            raise ValidationError(_("This event has no times: no meetings can be planned."), code="times")
        return event


class NamedForm(PortalForm):
    """A row of a table, whose fields have no label beside them: each says its name to whoever does not see the head."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field, forms.ModelMultipleChoiceField):
                field.widget.attrs.setdefault("aria-label", field.label)


class NamedFormSet(forms.BaseInlineFormSet):
    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete")


class TableForm(NamedForm):
    beside = {"meetingtable_once": "name"}

    class Meta:
        model = MeetingTable
        fields = ("name", "position")


class InterpreterForm(NamedForm):
    beside = {"meetinginterpreter_once": "label"}

    class Meta:
        model = MeetingInterpreter
        fields = ("label", "pairs", "unavailable", "max_meetings", "max_run")

    def clean_pairs(self) -> list[str]:
        pairs = [each.strip().lower() for each in self.cleaned_data["pairs"] or [] if each.strip()]
        if not pairs or not all(PAIR.fullmatch(each) for each in pairs):
            raise ValidationError(_("Enter pairs of languages, as ja-vi."), code="pairs")
        return list(dict.fromkeys(pairs))


class SlotForm(NamedForm):
    beside = {"meetingslot_once": "starts_at", "meetingslot_times": "ends_at"}

    class Meta:
        model = MeetingSlot
        fields = ("starts_at", "ends_at", "break_before")


class SlotFormSet(NamedFormSet):
    """No time lies within another: a party would have to sit at two tables."""

    def clean(self) -> None:
        super().clean()
        held: list[tuple[datetime.datetime, datetime.datetime]] = []
        for form in self.forms:
            values = getattr(form, "cleaned_data", {})
            starts, ends = values.get("starts_at"), values.get("ends_at")
            if form.errors or values.get("DELETE") or not (starts and ends):
                continue
            if any(starts < other_ends and other_starts < ends for other_starts, other_ends in held):
                form.add_error("starts_at", _("This time overlaps another."))
            held.append((starts, ends))


class MakeSlotsForm(forms.Form):
    """Times in a row, on the clock of the event."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    begins = forms.TimeField(
        label=pgettext_lazy("of the day", "From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=pgettext_lazy("of the day", "Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(label=_("Minutes of a meeting"), min_value=5, max_value=240, initial=20)
    change_minutes = forms.IntegerField(
        label=_("Minutes to change tables"), min_value=0, max_value=60, initial=5, required=False
    )
    pause_after = forms.IntegerField(
        label=_("A pause after so many meetings"), min_value=1, max_value=MOST_AT_ONCE, required=False
    )
    pause_minutes = forms.IntegerField(
        label=_("Minutes of the pause"), min_value=5, max_value=240, required=False, initial=20
    )

    def __init__(self, data: Any = None, *, event: Event) -> None:
        begins = event.starts_at.astimezone(event.zone) if event.starts_at else None
        ends = event.ends_at.astimezone(event.zone) if event.ends_at else None
        initial = {"day": event.day, "begins": begins and begins.time(), "ends": ends and ends.time()}
        super().__init__(data, initial=initial)
        self.event = event

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("begins") and values.get("ends") and values["begins"] >= values["ends"]:
            self.add_error("ends", _("The end is before the start."))
        if values.get("pause_after") and not values.get("pause_minutes"):
            self.add_error("pause_minutes", _("Say how long the pause is."))
        return values

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        values = self.cleaned_data
        return {
            "begins": self._moment(values["begins"]),
            "ends": self._moment(values["ends"]),
            "minutes": values["minutes"],
            "change_minutes": values["change_minutes"] or 0,
            "pause_after": values["pause_after"],
            "pause_minutes": values["pause_minutes"] or 0,
        }

    def _moment(self, time: datetime.time) -> datetime.datetime:
        return datetime.datetime.combine(self.cleaned_data["day"], time, tzinfo=self.event.zone)


class MakeTablesForm(forms.Form):
    number = forms.IntegerField(label=_("How many more tables?"), min_value=1, max_value=MOST_AT_ONCE)


class RuleForm(forms.Form):
    """Two who meet at a time; two who do not; or one who meets nobody, then or at all."""

    kind = forms.ChoiceField(label=_("What"), choices=MeetingRule.Kind.choices)
    sending = forms.TypedChoiceField(label=_("Sending organization"), required=False, coerce=int, empty_value=None)
    supervising = forms.TypedChoiceField(
        label=_("Supervising organization"), required=False, coerce=int, empty_value=None
    )
    slot = forms.TypedChoiceField(label=_("Time"), required=False, coerce=int, empty_value=None)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)

    def __init__(self, data: Any = None, *, day: MeetingDay) -> None:
        super().__init__(data)
        parties = list(parties_of(day=day))
        for group in (Group.SENDING, Group.SUPERVISING):
            own = sorted(
                ((each.pk, name_of(each)) for each in parties if side_of(each) == group), key=lambda one: one[1]
            )
            self.fields[group.value].choices = [("", _("any")), *own]
        slots = [(slot.pk, slot_label(slot, event=day.event)) for slot in day.slots.order_by("starts_at")]
        self.fields["slot"].choices = [("", _("any")), *slots]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        sides = [name for name in ("sending", "supervising") if values.get(name)]
        if values["kind"] == MeetingRule.Kind.PINNED and (len(sides) < 2 or not values.get("slot")):
            self.add_error(None, _("A fixed meeting needs both organizations and the time."))
        elif not sides:
            self.add_error(None, _("Choose at least one organization."))
        return values


class WalkInForm(forms.Form):
    """An organization that stands at the door without a place, with one person; more are added at the check-in."""

    public_id = forms.CharField(
        label=_("Public id of the organization"), max_length=20, help_text=_("As vn-0042 or jp-0117.")
    )
    name = OneLineField(label=_("Name of the person who came"), max_length=150)
    language = forms.ChoiceField(label=_("Language"), choices=[("en", _("English")), ("ja", _("Japanese"))])

    def clean_public_id(self) -> str:
        public_id = unicodedata.normalize("NFKC", self.cleaned_data["public_id"]).strip().lower()
        found = Organization.objects.filter(public_id=public_id).select_related("merged_into").first()
        found = found and (found.merged_into or found)
        if found is None or not found.is_published:
            raise ValidationError(_("No organization on the portal has this public id."), code="unknown")
        self.organization = found
        return public_id
