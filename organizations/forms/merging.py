"""Which two organizations are one, which of them stays, and what it takes over."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.forms.reasons import ReasonForm
from organizations.models import Organization


class PublicIdField(forms.CharField):
    """An organization by its public id; one that was merged leads to nobody here."""

    def __init__(self, **kwargs):
        super().__init__(max_length=12, widget=forms.TextInput(attrs={"class": "vTextField", "size": 12}), **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        found = Organization.objects.select_related("country", "merged_into").filter(public_id=typed.lower()).first()
        if found is None:
            raise forms.ValidationError(_("There is no organization of this id."))
        if found.merged_into is not None:
            message = _("%(id)s was merged into %(other)s already.")
            raise forms.ValidationError(message % {"id": found.public_id, "other": found.merged_into.public_id})
        return found


class TwoForm(forms.Form):
    kept = PublicIdField(
        label=gettext_lazy("Organization that stays"), help_text=gettext_lazy("Its public id: vn-0042.")
    )
    absorbed = PublicIdField(
        label=gettext_lazy("Organization that goes"), help_text=gettext_lazy("Its public id will lead to the other.")
    )

    def clean(self):
        values = super().clean()
        if values.get("kept") is not None and values.get("kept") == values.get("absorbed"):
            self.add_error("absorbed", _("This is one organization."))
        return values


class MergeForm(ReasonForm):
    """``take`` are the fields that the one that stays takes over; they stand in the table of the two."""

    take = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, fields: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["take"].choices = [(name, name) for name in fields]
