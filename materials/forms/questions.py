"""Questions and answers: the filters of their public list, and what staff write at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.desk.forms import PortalForm
from jitco_portal.common.languages import listed
from materials.models import Enquiry
from materials.queries.questions import FILTERS, QuestionChoices
from materials.queries.questions_anonymity import TEXTS, known_of, traces_in
from organizations.forms.lists import FilterForm

# All of it is looked at for names; so much of a text is made plain at once.
LONGEST_ANSWER = 10_000


class QuestionFilterForm(FilterForm):
    narrowing_fields = FILTERS
    counted_fields = FILTERS
    long_menus = ("country",)
    field_order = ["q", *FILTERS]

    # An answer has its own day.
    on = None
    q = forms.CharField(label=_("Words in the question or the answer"), max_length=200, required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)

    def __init__(self, data: QueryDict, *, choices: QuestionChoices):
        super().__init__(data)
        all_of_them = [("", _("all"))]
        self.fields["topic"].choices = [*all_of_them, *choices.topics]
        self.fields["country"].choices = [*all_of_them, *choices.countries]
        self.fields["programme"].choices = [*all_of_them, *choices.programmes]
        self.full_clean()

    @property
    def words(self) -> str:
        return str(self.chosen("q")).strip()


class QuestionForm(PortalForm):
    """Texts in words of their own: whatever of the thread leads to somebody is refused where it stands."""

    enquiry = forms.ModelChoiceField(Enquiry.objects.all(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("answer_en", "answer_ja"):
            if name in self.fields:
                self.fields[name].validators.append(MaxLengthValidator(LONGEST_ANSWER))
                self.fields[name].widget.attrs["maxlength"] = LONGEST_ANSWER

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        enquiry = values.get("enquiry") or self.instance.enquiry
        known = known_of(enquiry)
        for name in TEXTS:
            if name in self.fields and (traces := traces_in(values.get(name) or "", known)):
                told = _("This leads to somebody; write it without: %(words)s.")
                words = listed(f"“{each.words}” ({each.what})" for each in traces)
                self.add_error(name, forms.ValidationError(told, code="not_anonymous", params={"words": words}))
        return values
