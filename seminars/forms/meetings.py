"""What an organization says for the meetings: of itself, and of each organization of the other side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from organizations.languages import OFFERED, language_name
from seminars.models import MeetingDay, MeetingParty, MeetingWish
from seminars.queries.meeting_wishes import BY_FIT, BY_NAME, BY_PLACE, WishRow
from seminars.queries.meetings import slot_label

# In the order of the page; the blank one says nothing.
WORDS = (
    (MeetingWish.Word.MUST.value, pgettext_lazy("wish for a meeting", "must")),
    (MeetingWish.Word.WOULD.value, pgettext_lazy("wish for a meeting", "would like")),
    ("", pgettext_lazy("wish for a meeting", "open")),
    (MeetingWish.Word.NO.value, pgettext_lazy("wish for a meeting", "no")),
)
ORDERS = (
    (BY_NAME, _("by name")),
    (BY_FIT, _("most in common by the profiles first")),
    (BY_PLACE, _("by country or prefecture")),
)
MOST_MEETINGS = 60


class LookForm(forms.Form):
    """Which rows of the page are shown, and in which order; sent with the wishes, so that nothing chosen is lost."""

    q = forms.CharField(
        label=_("Only those in whose profile these words stand"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocapitalize": "none", "spellcheck": "false"}),
    )
    order = forms.ChoiceField(label=_("Order"), choices=ORDERS, required=False)

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""

    @property
    def chosen_order(self) -> str:
        return (self.is_valid() and self.cleaned_data.get("order")) or BY_NAME


class WishesForm(forms.Form):
    """One choice for each organization, beside what the organization says of itself."""

    languages = forms.MultipleChoiceField(
        label=_("Languages you speak at the table"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where you have none in common with the other side, an interpreter sits with you."),
        error_messages={"required": _("Choose at least one language.")},
    )
    unavailable = forms.TypedMultipleChoiceField(
        label=_("Times at which you cannot"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For instance before you arrive, or after you leave."),
    )
    max_meetings = forms.IntegerField(
        label=_("Most meetings in all"),
        required=False,
        min_value=1,
        max_value=MOST_MEETINGS,
        widget=forms.NumberInput(attrs={"size": 4}),
        help_text=_("Blank for no limit."),
    )
    max_run = forms.IntegerField(
        label=_("Most meetings without a pause"),
        required=False,
        min_value=1,
        max_value=MOST_MEETINGS,
        widget=forms.NumberInput(attrs={"size": 4}),
        help_text=_("Blank for no limit."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        day: MeetingDay,
        party: MeetingParty,
        rows: Sequence[WishRow],
        words: dict[int, str],
    ) -> None:
        super().__init__(
            data,
            initial={
                "languages": party.languages,
                "unavailable": [slot.pk for slot in party.unavailable.all()],
                "max_meetings": party.max_meetings,
                "max_run": party.max_run,
            },
        )
        self.most_musts = day.most_musts
        self.rows = rows
        codes = dict.fromkeys([*OFFERED, *party.languages])
        self.fields["languages"].choices = sorted(
            ((code, language_name(code)) for code in codes), key=lambda each: each[1]
        )
        self.fields["unavailable"].choices = [
            (slot.pk, slot_label(slot, event=day.event)) for slot in day.slots.order_by("starts_at")
        ]
        for row in rows:
            self.fields[self.name_of(row)] = forms.ChoiceField(
                label=row.organization.name,
                choices=WORDS,
                required=False,
                initial=words.get(row.key, ""),
                widget=forms.RadioSelect,
            )
        # Whoever is not there any more keeps what was said of it: it may come after all.
        self.kept = {key: word for key, word in words.items() if key not in {row.key for row in rows}}

    @staticmethod
    def name_of(row: WishRow) -> str:
        return f"wish-{row.key}"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        musts = sum(word == MeetingWish.Word.MUST for word in self.words_of(values).values())
        if musts > self.most_musts:
            told = ngettext(
                "You chose “must” %(musts)s times. At most %(most)s is possible: change the others to “would like”.",
                "You chose “must” %(musts)s times. At most %(most)s are possible: change the others to “would like”.",
                self.most_musts,
            )
            self.add_error(None, told % {"musts": musts, "most": self.most_musts})
        return values

    def words_of(self, values: dict[str, Any]) -> dict[int, str]:
        said = {row.key: values.get(self.name_of(row), "") for row in self.rows}
        return {**self.kept, **{key: word for key, word in said.items() if word}}

    @property
    def words(self) -> dict[int, str]:
        return self.words_of(self.cleaned_data)

    def said_now(self) -> dict[int, str]:
        """What the page shows as chosen, sent or not."""
        return {row.key: str(self[self.name_of(row)].value() or "") for row in self.rows}
