"""What staff choose on the review page of a proposal."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from organizations.queries.proposals.pages import Review
from organizations.queries.proposals.shown import ShownChange

ACCEPT, REFUSE = "accept", "refuse"
CHOICES = [("", _("leave open")), (ACCEPT, _("accept")), (REFUSE, _("refuse"))]
GIVE_REASON = _("Give the reason: it is sent to whoever proposed this.")
SEEN_OTHERWISE = _(
    "Something else stands there now. Look once more, and tick “overwrite” if the proposal shall replace it."
)


class ReviewForm(forms.Form):
    """For each open change: leave, accept or refuse; for each published one: undo. Reasons for one or for all."""

    reason_all = forms.CharField(
        label=_("Reason for all that is refused or undone"),
        help_text=_("Counts where no reason of its own is given. It is sent to whoever proposed this."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None, *, review: Review) -> None:
        super().__init__(data)
        self.review = review
        for shown in review.open:
            self.fields[f"decision_{shown.change.pk}"] = forms.ChoiceField(
                label=_("Decision"), choices=CHOICES, required=False, widget=forms.RadioSelect
            )
            self.fields[f"overwrite_{shown.change.pk}"] = forms.BooleanField(label=_("overwrite"), required=False)
            self.fields[f"seen_{shown.change.pk}"] = forms.CharField(required=False, strip=False)
        for shown in review.published:
            self.fields[f"undo_{shown.change.pk}"] = forms.BooleanField(label=_("undo"), required=False)
        for shown in [*review.open, *review.published]:
            self.fields[f"reason_{shown.change.pk}"] = forms.CharField(
                label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
            )

    @property
    def action(self) -> str:
        return self.data.get("action", "decide")

    def value(self, name: str, shown: ShownChange) -> Any:
        return self.cleaned_data.get(f"{name}_{shown.change.pk}")

    def reason(self, shown: ShownChange) -> str:
        return self.value("reason", shown) or self.cleaned_data.get("reason_all", "")

    def accepted(self) -> list[ShownChange]:
        """Where everything is accepted at once, all but unticked conflicts and what is marked to be refused."""
        if self.action == "accept_all":
            unmarked = [shown for shown in self.review.open if self.value("decision", shown) != REFUSE]
            return [shown for shown in unmarked if not shown.is_conflict or self.value("overwrite", shown)]
        return [shown for shown in self.review.open if self.value("decision", shown) == ACCEPT]

    def refused(self) -> list[ShownChange]:
        if self.action == "refuse_all":
            return self.review.open
        return [shown for shown in self.review.open if self.value("decision", shown) == REFUSE]

    def undone(self) -> list[ShownChange]:
        return [shown for shown in self.review.published if self.value("undo", shown)]

    def clean(self) -> dict[str, Any]:
        if self.action == "undo":
            if not self.undone():
                raise forms.ValidationError(_("Tick what to undo."))
            self._need_reasons(self.undone(), "undo")
        elif self.action in ("decide", "accept_all", "refuse_all"):
            self._clean_decisions()
        return self.cleaned_data

    def _clean_decisions(self) -> None:
        accepted = [] if self.action == "refuse_all" else self.accepted()
        if not accepted and not self.refused():
            raise forms.ValidationError(_("Choose for at least one change."))
        self._need_reasons(self.refused(), "decision")
        for shown in accepted:
            if not shown.is_conflict:
                continue
            name = f"decision_{shown.change.pk}"
            if shown.is_gone:
                self.add_error(name, _("The row is no longer there, so this can only be refused."))
            elif not self.value("overwrite", shown) or self.value("seen", shown).replace("\r\n", "\n") != shown.now:
                self.add_error(name, SEEN_OTHERWISE)

    def _need_reasons(self, changes: Iterable[ShownChange], name: str) -> None:
        for shown in changes:
            if not self.reason(shown).strip():
                self.add_error(f"{name}_{shown.change.pk}", GIVE_REASON)

    def lines(self) -> list[dict[str, Any]]:
        """Open changes with their fields."""
        return [self._line(shown, ("decision", "overwrite", "reason")) for shown in self.review.open]

    def published_lines(self) -> list[dict[str, Any]]:
        return [self._line(shown, ("undo", "reason")) for shown in self.review.published]

    def _line(self, shown: ShownChange, names: Iterable[str]) -> dict[str, Any]:
        return {"shown": shown, **{name: self[f"{name}_{shown.change.pk}"] for name in names}}

    def in_words(self, changes: Collection[Any], text: str) -> None:
        """Tell what a service found, beside each change where it still has a field, else above."""
        if not changes:
            self.add_error(None, text)
        for change in changes:
            names = [f"decision_{change.pk}", f"undo_{change.pk}"]
            self.add_error(next((name for name in names if name in self.fields), None), text)
