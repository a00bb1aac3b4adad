"""Stock at the desk: orders take copies while somebody has the page open; what is typed must not bring them back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from materials.models import PrintedCopy


class KeepsStock(forms.ModelForm):
    """Whoever types another number means so many copies more or fewer than the page showed; else stock stays."""

    stock = forms.IntegerField(
        label=_("Copies in stock"),
        min_value=0,
        initial=0,
        # What the page showed comes back beside what was typed.
        show_hidden_initial=True,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
        help_text=_("Copies of orders are taken from it when they come in, and given back when they are cancelled."),
    )

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        typed, shown = self.cleaned_data.get("stock"), self._shown()
        if self.instance.pk is None or typed is None or shown is None:
            return values
        # Locked until it is saved: the desk saves in the transaction in which it checks.
        held = PrintedCopy.objects.select_for_update(no_key=True).get(pk=self.instance.pk).stock
        now = held + typed - shown
        if now < 0:
            text = ngettext(
                "Orders have taken copies meanwhile: %(held)d is left.",
                "Orders have taken copies meanwhile: %(held)d are left.",
                held,
            )
            self.add_error("stock", text % {"held": held})
        else:
            self.cleaned_data["stock"] = now
        return values

    def _shown(self) -> int | None:
        """The stock that the page showed; None where it did not say."""
        name, field = self.add_initial_prefix("stock"), self.fields["stock"]
        value = field.hidden_widget().value_from_datadict(self.data, self.files, name)
        try:
            return int(value)
        except (TypeError, ValueError):
            return None
