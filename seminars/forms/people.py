"""The people of a registration on one page: rows are added and taken out by buttons, without script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.models import User
from jitco_portal.common.plain_text import OneLineField, one_line
from seminars.models import Answer, Attendee, Event, EventQuestion
from seminars.models.registrations import LONGEST_ANSWER

# Letters as passports and badges have them, with marks; no digits.
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ .,'’\-]*")
YES_NO = (("yes", pgettext_lazy("answer", "yes")), ("no", pgettext_lazy("answer", "no")))
_QUESTION = "question_"


class PlainTextField(forms.CharField):
    """ＴＡＲＯ and TARO are one: whoever types Japanese types wide letters as well."""

    def to_python(self, value: Any) -> str:
        return one_line(unicodedata.normalize("NFKC", super().to_python(value) or ""))


class PlainEmailField(forms.EmailField):
    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", super().to_python(value) or "").strip()


def question_field(question: EventQuestion) -> forms.Field:
    """What an event asks, in the form of its answer."""
    given: dict[str, Any] = {"label": question.text, "required": question.is_required}
    if question.form == EventQuestion.Form.TEXT:
        return OneLineField(max_length=LONGEST_ANSWER, **given)
    choices = YES_NO if question.form == EventQuestion.Form.YES_NO else question.options
    if not question.is_required:
        choices = [*choices, ("", _("no answer"))]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **given)


class AskingForm(forms.Form):
    """A form that holds questions of the event beside its own fields."""

    def __init__(self, *args: Any, questions: Iterable[EventQuestion] = (), **values: Any) -> None:
        super().__init__(*args, **values)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[f"{_QUESTION}{question.pk}"] = question_field(question)

    @property
    def answers(self) -> dict[int, str]:
        """The answer to each question by its key; blank where none was given."""
        return {each.pk: self.cleaned_data.get(f"{_QUESTION}{each.pk}") or "" for each in self.questions}

    @property
    def shown(self) -> list[tuple[Any, Any]]:
        """Label and value of what was filled in, in words; of a form that is valid."""
        rows = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if value in ("", None, False):
                continue
            choices = dict(field.choices) if isinstance(field, forms.ChoiceField) else {}
            rows.append((field.label, YES_NO[0][1] if value is True else choices.get(value, value)))
        return rows


def initial_answers(answers: Iterable[Answer]) -> dict[str, str]:
    return {f"{_QUESTION}{each.question_id}": each.text for each in answers}


def _nationalities() -> list[tuple[str, str]]:
    names = Locale("ja" if get_language() == "ja" else "en").territories
    # ZZ is "unknown", and EU, EZ, UN and the two letters of pseudo-places are no state's.
    known = [
        (code, name)
        for code, name in names.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in {"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"}
    ]
    return [("", _("choose")), *sorted(known, key=lambda each: each[1])]


CHECKED_IN = _("The person is checked in. Was that a mistake? The Affairs Dept. takes it back first.")


class PersonForm(AskingForm):
    """One person of a registration."""

    # How the row is called in headings and in the summary of errors.
    number = 1

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
        help_text=_("As in the passport, for badges and for whoever reads no other script."),
        validators=[RegexValidator(re.compile(f"^{LATIN.pattern}$"), _("Use Latin letters, as TANAKA Aya."))],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    job_title = OneLineField(
        label=_("Position in the organization"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = PlainEmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_(
            "Gets the ticket, reminders and the person's timetable; without one, the ticket stands on the page of the "
            "registration."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)
    needs = OneLineField(
        label=_("What we should prepare"),
        max_length=300,
        required=False,
        help_text=_("For instance a place for a wheelchair, or food without meat."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    nationality = forms.ChoiceField(label=_("Nationality"), required=False)
    wants_visa_letter = forms.BooleanField(label=_("Needs a letter for the visa"), required=False)
    member = forms.ChoiceField(
        label=_("Account in the portal"),
        required=False,
        help_text=_("With an account, the event stands on the person's own page and in their calendar."),
    )
    gives_up = forms.BooleanField(label=_("This person does not come any more"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        event: Event,
        members: Sequence[tuple[User, str]] = (),
        attendee: Attendee | None = None,
        **values: Any,
    ) -> None:
        super().__init__(data, **values)
        # The row that stands already, if any.
        self.attendee = attendee
        if attendee is None or (attendee.came_at and not self._leaves):
            del self.fields["gives_up"]
        elif self._leaves:
            for field in self.fields.values():
                field.required = False
        if event.kind == Event.Kind.INSPECTION_TOUR:
            self.fields["name_latin"].required = not self._leaves
            self.fields["name_latin"].error_messages["required"] = _("Enter the name as it stands in the passport.")
        self.members = {str(user.pk): user for user, _label in members}
        if members:
            labels = [(str(user.pk), label) for user, label in members]
            self.fields["member"].choices = [("", _("none, or another person's")), *labels]
        else:
            del self.fields["member"]
        if event.gives_visa_letters:
            self.fields["nationality"].choices = _nationalities()
        else:
            del self.fields["nationality"], self.fields["wants_visa_letter"]
        # Two by two, with hints beside hints.
        first = ("name", "job_title", "name_latin", "email", "needs", "member", "language", "nationality")
        self.order_fields([*first, *(name for name in self.fields if name not in first and name != "gives_up")])

    @property
    def _leaves(self) -> bool:
        """Of whoever does not come nothing is asked any more."""
        return self.attendee is not None and self.is_bound and bool(self.data.get(self.add_prefix("gives_up")))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.attendee and self.attendee.came_at and values.get("gives_up"):
            self.add_error("gives_up", CHECKED_IN)
        if values.get("wants_visa_letter"):
            if "name_latin" not in self.errors and not values.get("name_latin"):
                self.add_error("name_latin", _("The letter for the visa needs the name in Latin letters."))
            if not values.get("nationality"):
                self.add_error("nationality", _("The letter for the visa needs the nationality."))
        return values

    @property
    def shown_beside_name(self) -> list[tuple[Any, Any]]:
        return [(label, value) for label, value in self.shown if label != self.fields["name"].label]

    @property
    def values(self) -> dict[str, Any]:
        """By the names of what the services take of a person."""
        names = ("name", "name_latin", "job_title", "email", "language", "needs", "nationality", "wants_visa_letter")
        blank: dict[str, Any] = {"nationality": "", "wants_visa_letter": False}
        given = {name: self.cleaned_data.get(name, blank.get(name, "")) for name in names}
        return {**given, "user": self.members.get(self.cleaned_data.get("member", "")), "answers": self.answers}


def held(attendee: Attendee) -> dict[str, Any]:
    """What the form of a person that stands begins with."""
    names = ("name", "name_latin", "job_title", "email", "language", "needs", "nationality", "wants_visa_letter")
    return {
        **{name: getattr(attendee, name) for name in names},
        "member": str(attendee.user_id or ""),
        **initial_answers(attendee.answers.all()),
    }


class PeopleForms:
    """Forms of the people who stand, and of those that are being added.

    ``data`` with ``check`` is judged; without, it is shown again as it was typed, and nothing is said against it yet.
    The keys of the added rows travel in the hidden field ``rows``, so that a row taken out shifts no other.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        check: bool = False,
        most_added: int,
        attendees: Sequence[Attendee] = (),
        initial: dict[str, Any] | None = None,
        first: dict[str, Any] | None = None,
        begins_with: int = 1,
        **shared: Any,
    ) -> None:
        self.data, self.check = data, check
        self.most_added = most_added
        self.attendees = list(attendees)
        # What every added row begins with, and the first of them besides.
        self.initial, self.first = initial or {}, first or {}
        self.shared = shared
        if data is None:
            self.keys = [f"n{number}" for number in range(1, begins_with + 1)]
        else:
            asked = re.findall(r"n[1-9][0-9]{0,2}", data.get("rows", ""))
            self.keys = list(dict.fromkeys(asked))[:most_added]
        self._make()

    @property
    def rows(self) -> str:
        return ",".join(self.keys)

    @property
    def may_add(self) -> bool:
        return len(self.keys) < self.most_added

    @property
    def next_key(self) -> str:
        return f"n{max((int(key[1:]) for key in self.keys), default=0) + 1}"

    @property
    def staying(self) -> list[PersonForm]:
        """Those who come, as far as this page knows; of forms that are valid."""
        return [form for form in self.forms if not form.cleaned_data.get("gives_up")]

    @property
    def giving_up(self) -> list[PersonForm]:
        return [form for form in self.standing if form.cleaned_data.get("gives_up")]

    @property
    def has_moved_on(self) -> bool:
        """Somebody came to stand here after the page was opened: shown now, and to be looked at before it is sent."""
        return self.check and any(not form.is_bound for form in self.standing)

    def add(self) -> None:
        if self.may_add:
            self.keys.append(self.next_key)
            self._make()

    def remove(self, key: str) -> None:
        self.keys = [each for each in self.keys if each != key]
        self._make()

    def is_valid(self) -> bool:
        """Every form, and nobody twice."""
        # Each is asked, so that each shows its errors.
        judged = [form.is_valid() for form in self.forms]
        valid = all(judged)
        chosen: set[str] = set()
        for form in self.forms:
            if not form.is_bound:
                continue
            member = "" if form.cleaned_data.get("gives_up") else form.cleaned_data.get("member", "")
            if member and member in chosen:
                form.add_error("member", _("This account is chosen for another person already."))
                valid = False
            chosen.add(member)
        return valid

    def _make(self) -> None:
        self.standing = [self._form(f"a{each.pk}", initial=held(each), attendee=each) for each in self.attendees]
        self.added = [
            self._form(key, initial={**self.initial, **(self.first if key == "n1" else {})}) for key in self.keys
        ]
        self.forms = [*self.standing, *self.added]
        for number, form in enumerate(self.forms, 1):
            form.number = number

    def _form(self, prefix: str, *, initial: dict[str, Any], attendee: Attendee | None = None) -> PersonForm:
        # A row that was added by this very click has nothing typed; nor has one that stands since another click.
        data = self.data if self.data is not None and f"{prefix}-name" in self.data else None
        if self.check and self.data is not None and attendee is None:
            data = self.data
        if data is not None and self.check:
            return PersonForm(data, prefix=prefix, attendee=attendee, **self.shared)
        form = PersonForm(prefix=prefix, initial=initial, attendee=attendee, **self.shared)
        if data is not None:
            form.initial = typed(form, data)
        return form


def typed(form: forms.Form, data: Any) -> dict[str, Any]:
    """What was typed into a form, to be shown again without a judgement."""
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name)) for name, field in form.fields.items()
    }
