"""What organizations enter in consultation support."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from countries.models import Country
from jitco_portal.common.plain_text import CleanTexts
from jitco_portal.common.uploads import CheckedFile, PaperField
from materials.models import Topic
from materials.models.enquiries import LONGEST_MESSAGE
from materials.queries.enquiries_files import MOST_FILES, LaidFile
from organizations.forms.choices import country_choices
from organizations.forms.texts import LinesField
from organizations.models import Organization
from organizations.queries.members import Membered


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class PapersField(PaperField):
    """Several papers at once, each checked as one is; cleaned to a list of CheckedFile."""

    widget = _SeveralFiles(attrs={**PaperField.widget.attrs, "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[CheckedFile]:
        files = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if not files:
            super().clean(None, initial)
            return []
        return [super(PapersField, self).clean(each, initial) for each in files]


class FilesForm(CleanTexts, forms.Form):
    """A form with files, of which those that came before are kept: ``laid`` are there, ``files`` are new.

    The page carries the ticket of what is laid away, and under ``keep`` the keys of those that are still wanted.
    """

    files = PapersField(label=_("Files"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, laid: Sequence[LaidFile] = (), **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        wanted = data.getlist(self.add_prefix("keep")) if data else []
        self.laid = [each for each in laid if each.key in wanted]
        self.fields["files"].help_text = ngettext_lazy(
            "PDF, JPEG or PNG, up to 10 MB; one file.",
            "PDF, JPEG or PNG, up to 10 MB each; at most %(number)d files.",
            "number",
        ) % {"number": MOST_FILES}

    def clean_files(self) -> list[CheckedFile]:
        files: list[CheckedFile] = self.cleaned_data["files"]
        if len(files) + len(self.laid) > MOST_FILES:
            raise forms.ValidationError(
                _("These are %(number)d files. At most %(most)d can be sent at once."),
                code="too_many",
                params={"number": len(files) + len(self.laid), "most": MOST_FILES},
            )
        return files


class WriteForm(FilesForm):
    """A further message of the thread."""

    text = LinesField(
        label=_("Your message"), max_length=LONGEST_MESSAGE, error_messages={"required": _("Write your message.")}
    )
    field_order = ["text", "files"]


class EnquiryForm(FilesForm):
    """A question to the Affairs Dept.; for which organization is asked of whoever acts for several."""

    organization = forms.ChoiceField(
        label=_("For which organization?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the organization.")},
    )
    topic = forms.ChoiceField(label=_("Topic"), error_messages={"required": _("Choose the topic.")})
    country = forms.ChoiceField(
        label=_("Country"), required=False, help_text=_("The division that is responsible for it answers.")
    )
    subject = forms.CharField(
        label=_("Your question in one line"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write your question in one line.")},
    )
    text = LinesField(
        label=_("All that we should know"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "What happened, what you have done so far, what you want to know. Please leave out names, birthdays and"
            " numbers of passports of trainees and others: “a trainee” is enough."
        ),
        error_messages={"required": _("Write your question.")},
    )
    field_order = ["organization", "topic", "country", "subject", "text", "files"]

    def __init__(self, data: Any = None, files: Any = None, *, memberships: Sequence[Membered], **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.memberships = {each.public_id: each for each in memberships}
        first = memberships[0]
        if len(memberships) == 1:
            del self.fields["organization"]
        else:
            choices = [(public_id, each.organization.name) for public_id, each in self.memberships.items()]
            self.fields["organization"].choices = choices
        self.fields["topic"].choices = [
            ("", pgettext_lazy("topic", "choose one")),
            *((value, capfirst(label)) for value, label in Topic.choices),
        ]
        codes = {each.country_code for each in memberships if each.country_code}
        own = {each.code: each for each in Country.objects.filter(code__in=codes)}
        choices = country_choices(
            for_sample=any(each.is_sample for each in own.values()), held=[each.pk for each in own.values()]
        )
        self.fields["country"].choices = [("", _("no country in particular")), *choices]
        # What is answered already, while one types; without scripts it is shown when the question is sent.
        self.fields["subject"].widget.attrs |= {
            "hx-post": reverse("materials:enquiry_suggestions"),
            "hx-trigger": "input changed delay:400ms",
            "hx-target": "#answered-already",
            "hx-sync": "this:replace",
            # Nothing else of the form leaves before it is sent.
            "hx-params": "csrfmiddlewaretoken,subject",
        }
        if first.country_code in own and len(codes) == 1:
            self.fields["country"].initial = str(own[first.country_code].pk)

    def clean_country(self) -> Country | None:
        key = self.cleaned_data["country"]
        return Country.objects.get(pk=key) if key else None

    @property
    def chosen(self) -> Organization:
        public_id = self.cleaned_data.get("organization") or next(iter(self.memberships))
        return self.memberships[public_id].organization
