"""What staff enter on the page of an enquiry."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from countries.models import Country
from jitco_portal.common.models import User
from jitco_portal.common.plain_text import CleanTexts
from materials.forms.enquiries import FilesForm
from materials.models import Enquiry, Topic
from materials.models.enquiries import LONGEST_MESSAGE
from materials.queries.enquiries_desk import colleagues
from organizations.forms.texts import LinesField

_LINES = {"rows": 6, "class": "vLargeTextField"}


class Colleague(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:  # type: ignore[override]
        return obj.name or obj.email


class AnswerForm(FilesForm):
    text = LinesField(
        label=pgettext_lazy("to an enquiry", "Answer"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={**_LINES, "rows": 10}),
        help_text=_("Sent by mail as you write it, and shown on the page of the enquiry."),
        error_messages={"required": _("Write the answer.")},
    )
    # What the writer had read when they began.
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    field_order = ["text", "files"]


class NoteForm(CleanTexts, forms.Form):
    text = LinesField(
        label=_("Note for colleagues"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={**_LINES, "rows": 3}),
        help_text=_("The organization never sees it."),
    )


class AssignForm(forms.Form):
    colleague = Colleague(
        queryset=User.objects.none(),
        required=False,
        label=_("Answered by"),
        empty_label=_("nobody in particular"),
        help_text=_("Whoever gets it is told by mail."),
    )

    def __init__(self, data: Any = None, *, enquiry: Enquiry, prefix: str | None = None) -> None:
        super().__init__(data, prefix=prefix, initial={"colleague": enquiry.assigned_to_id})
        field: Any = self.fields["colleague"]
        field.queryset = colleagues()


class SortForm(forms.Form):
    topic = forms.ChoiceField(label=_("Topic"))
    country = forms.ModelChoiceField(
        Country.objects.all(), required=False, label=_("Country"), empty_label=_("no country in particular")
    )
    division = forms.ChoiceField(
        label=_("Responsible division"),
        required=False,
        choices=[("", _("both divisions")), *Country.Division.choices],
        help_text=_("With another country it follows that country, unless you change it here too."),
    )

    def __init__(self, data: Any = None, *, enquiry: Enquiry, prefix: str | None = None) -> None:
        held = {"topic": enquiry.topic, "country": enquiry.country_id, "division": enquiry.division}
        super().__init__(data, prefix=prefix, initial=held)
        self.fields["topic"].choices = [(value, capfirst(label)) for value, label in Topic.choices]  # type: ignore[attr-defined]


class CloseForm(CleanTexts, forms.Form):
    text = LinesField(
        label=_("What the organization is told"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={**_LINES, "rows": 3}),
        help_text=_("Needed where nobody answered yet; it goes out like an answer."),
    )
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
