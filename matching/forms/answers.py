"""What both sides of a match-up enter: answers, consents, messages, how it ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jitco_portal.common.uploads import PaperField
from matching.models import Feedback, Message
from matching.models.introductions import LONGEST_MESSAGE
from matching.models.requests import LONGEST_TEXT, MOST_PEOPLE
from organizations.forms.texts import LinesField


class ConsentForm(forms.Form):
    """``shown`` stands for the words that were read."""

    shown = forms.CharField(widget=forms.HiddenInput)
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=50,
        validators=[RegexValidator(r"^[0-9+() \-]*$", _("Digits, +, -, () and spaces only."))],
        widget=forms.TelInput(attrs={"autocomplete": "tel"}),
        help_text=_("With the code of the country; may stay blank."),
    )
    agree = forms.BooleanField(
        label=_("I have read this and agree that the other organization sees my contact."),
        error_messages={"required": _("Tick the box to agree. You need not agree.")},
    )


class MessageForm(forms.Form):
    """``threads`` are those in which the writer may write now."""

    thread = forms.ChoiceField(label=_("Who reads it?"), widget=forms.RadioSelect)
    text = LinesField(
        label=pgettext_lazy("match-up", "Message"),
        max_length=LONGEST_MESSAGE,
        help_text=_("No names of trainees, please: the portal holds no data about them."),
    )
    file = PaperField(label=_("File"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, threads: list[str]) -> None:
        super().__init__(data, files)
        self.fields["thread"].choices = [(each, THREADS[each]) for each in threads]
        self.fields["thread"].initial = threads[0] if threads else None
        if len(threads) == 1:
            self.fields["thread"].widget = forms.HiddenInput()


# In the words of whoever writes.
THREADS = {
    Message.Thread.BOTH.value: _("The other organization and the Affairs Dept."),
    Message.Thread.REQUESTER.value: _("The Affairs Dept. only"),
    Message.Thread.CANDIDATE.value: _("The Affairs Dept. only"),
}


class OutcomeForm(forms.Form):
    """How the talks ended; ``may_agree`` where the contacts are open."""

    AGREED, NOT_AGREED = "agreed", "not_agreed"

    outcome = forms.ChoiceField(
        label=_("How did the talks end?"),
        choices=[(AGREED, _("with a contract")), (NOT_AGREED, _("without a contract"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the talks ended.")},
    )
    contract_on = forms.DateField(
        label=_("Day of the contract"),
        required=False,
        input_formats=["%Y-%m-%d", "%Y/%m/%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a day as 2026-11-23.")},
        help_text=_("Only with a contract."),
    )
    trainees_planned = forms.IntegerField(
        label=_("Trainees planned"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
        widget=forms.NumberInput(attrs={"size": 6, "min": 1, "max": MOST_PEOPLE}),
        help_text=_("A number only; only with a contract."),
    )
    reason = LinesField(
        label=_("Why without a contract"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("Read by the other organization and the Affairs Dept."),
    )

    def __init__(self, data: Any = None, *, may_agree: bool) -> None:
        super().__init__(data)
        if not may_agree:
            self.fields["outcome"].choices = self.fields["outcome"].choices[1:]
            self.fields["outcome"].initial = self.NOT_AGREED
            del self.fields["contract_on"], self.fields["trainees_planned"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("outcome") == self.AGREED:
            if not values.get("contract_on") and "contract_on" not in self.errors:
                self.add_error("contract_on", _("Enter the day of the contract."))
            if not values.get("trainees_planned") and "trainees_planned" not in self.errors:
                self.add_error("trainees_planned", _("Enter how many trainees are planned."))
        if values.get("outcome") == self.NOT_AGREED and not values.get("reason", "").strip():
            self.add_error("reason", _("Give the reason."))
        return values


class FeedbackForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("How did the talks with the other side go?"),
        choices=Feedback.Rating.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    text = LinesField(
        label=_("What should the Affairs Dept. know?"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("Read by the Affairs Dept. only."),
    )


class InterestForm(forms.Form):
    """For which organization somebody asks to be considered."""

    organization = forms.ChoiceField(
        label=_("For which organization?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the organization.")},
    )

    def __init__(self, data: Any = None, *, memberships: list[Any]) -> None:
        super().__init__(data)
        self.memberships = {each.public_id: each for each in memberships}
        choices = [(public_id, each.organization.name) for public_id, each in self.memberships.items()]
        self.fields["organization"].choices = choices
        self.fields["organization"].initial = choices[0][0] if len(choices) == 1 else None
