"""What a registration says of its people, and its answers: checked and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from jitco_portal.common.models import User
from organizations.models import Organization
from seminars.models import Answer, Attendee, Event, EventQuestion, Registration
from seminars.models.registrations import LONGEST_ANSWER
from seminars.queries.acting import is_member

_ABOUT_A_PERSON = (
    *("name", "name_latin", "job_title", "email", "language", "needs", "nationality", "wants_visa_letter", "user"),
)
About = EventQuestion.About
Form = EventQuestion.Form


@dataclass(frozen=True)
class PersonValues:
    """Who comes; ``answers`` by the number of the question."""

    name: str
    name_latin: str = ""
    job_title: str = ""
    email: str = ""
    language: str = "en"
    needs: str = ""
    nationality: str = ""
    wants_visa_letter: bool = False
    user: User | None = None
    answers: Mapping[int, str] = field(default_factory=dict)

    def of_row(self) -> dict[str, Any]:
        values = {name: getattr(self, name) for name in _ABOUT_A_PERSON}
        return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def check_people(
    *,
    event: Event,
    organization: Organization,
    people: Mapping[str, PersonValues],
    answers: Mapping[int, str] | None,
    is_complete: bool = True,
) -> None:
    """Raises ValidationError by field: ``<key>-name``, ``<key>-answer-<question>``, ``answer-<question>``.

    ``people`` by the key that begins the fields of each; ``answers`` of the organization, None where they stay as they
    are. ``is_complete=False`` asks for a name only: whoever walks in has filled in nothing.
    """
    questions = list(EventQuestion.objects.filter(event=event))
    found: dict[str, list[Any]] = {}
    for key, person in people.items():
        for name, messages in _faults_of(person, event, organization, is_complete).items():
            found[f"{key}-{name}"] = messages
        found |= _faults_of_answers(person.answers, questions, About.PERSON, f"{key}-", is_complete)
    if answers is not None:
        found |= _faults_of_answers(answers, questions, About.ORGANIZATION, "", is_complete)
    if found:
        raise ValidationError(found)


def _faults_of(
    person: PersonValues, event: Event, organization: Organization, is_complete: bool
) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    values = person.of_row()
    row = Attendee(**values)
    others = [each.name for each in Attendee._meta.fields if each.name not in _ABOUT_A_PERSON]
    try:
        row.clean_fields(exclude=[*others, "user"])
    except ValidationError as error:
        found |= {name: list(messages) for name, messages in error.error_dict.items()}
    needed = {"name": _("Enter the name.")}
    if is_complete and event.kind == Event.Kind.INSPECTION_TOUR:
        needed["name_latin"] = _("Enter the name in Latin letters, as it is travelled with.")
    if person.wants_visa_letter:
        needed["nationality"] = _("Enter the nationality: the letter names it.")
    for name, message in needed.items():
        if not values[name]:
            found.setdefault(name, [message])
    if person.wants_visa_letter and not event.gives_visa_letters:
        found["wants_visa_letter"] = [_("No letters are written for this event.")]
    if person.user and not is_member(person.user, organization):
        found["user"] = [_("This person does not belong to the organization.")]
    return found


def _faults_of_answers(
    answers: Mapping[int, str], questions: Iterable[EventQuestion], about: str, prefix: str, is_complete: bool
) -> dict[str, list[Any]]:
    asked = {each.pk: each for each in questions if each.about == about}
    found: dict[str, list[Any]] = {}
    for key, question in asked.items():
        text = answers.get(key, "").strip()
        if not text:
            if question.is_required and is_complete:
                found[f"{prefix}answer-{key}"] = [_("Please answer this question.")]
        elif text not in _possible(question, text):
            found[f"{prefix}answer-{key}"] = [_("Choose one of the answers.")]
        elif len(text) > LONGEST_ANSWER:
            found[f"{prefix}answer-{key}"] = [_("Write %(most)d letters at most.") % {"most": LONGEST_ANSWER}]
    for key in answers.keys() - asked.keys():
        found[f"{prefix}answer-{key}"] = [_("This question is not asked.")]
    return found


def _possible(question: EventQuestion, text: str) -> set[str]:
    if question.form == Form.CHOICE:
        return {number for number, _line in question.options}
    return {"yes", "no"} if question.form == Form.YES_NO else {text}


def add_people(
    registration: Registration, people: Iterable[PersonValues], *, place: str, position: int | None = None
) -> list[Attendee]:
    """New rows at the end of the registration, or all at the given position."""
    people = list(people)
    last = Attendee.objects.filter(registration=registration).aggregate(last=Max("position"))["last"] or 0
    added = Attendee.objects.bulk_create(
        Attendee(
            registration=registration,
            position=last + number if position is None else position,
            place=place,
            **person.of_row(),
        )
        for number, person in enumerate(people, 1)
    )
    Answer.objects.bulk_create(
        Answer(registration=registration, attendee=row, question_id=key, text=text.strip())
        for row, person in zip(added, people, strict=True)
        for key, text in person.answers.items()
        if text.strip()
    )
    return added


def change_person(registration: Registration, row: Attendee, person: PersonValues) -> None:
    """A save that changes nothing leaves no trace."""
    values = person.of_row()
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    write_answers(registration, row, person.answers)


def write_answers(registration: Registration, person: Attendee | None, answers: Mapping[int, str]) -> None:
    """``person`` None: of the organization. A blank answer goes."""
    if not answers:
        return
    held = {each.question_id: each for each in Answer.objects.filter(registration=registration, attendee=person)}
    for key, given in answers.items():
        text = given.strip()
        row = held.get(key)
        if row is None and text:
            Answer.objects.create(registration=registration, attendee=person, question_id=key, text=text)
        elif row and not text:
            row.delete()
        elif row and row.text != text:
            row.text = text
            row.save(update_fields=["text"])
