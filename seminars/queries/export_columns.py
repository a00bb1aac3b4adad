"""The columns of the list of participants, which staff download; names and answers are personal data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from jitco_portal.common.exports import Column
from seminars.models import Attendee, Event, EventQuestion


def participant_columns(event: Event) -> list[Column]:
    """The same for every event, then one for each of its questions."""
    questions = list(event.questions.all())
    return [*_COLUMNS, *(_answer(question, number) for number, question in enumerate(questions, start=1))]


def _answer(question: EventQuestion, number: int) -> Column:
    def value(person: Attendee) -> str | None:
        about_person = question.about == EventQuestion.About.PERSON
        answers = person.answers.all() if about_person else person.registration.answers.all()
        held = next(
            (
                each
                for each in answers
                if each.question_id == question.pk and (each.attendee_id == person.pk) == about_person
            ),
            None,
        )
        if held is None:
            return None
        return dict(question.options).get(held.text, held.text) if question.form == question.Form.CHOICE else held.text

    return Column(f"question_{number}", question.text, value)


def _of_registration(name: str) -> Any:
    return lambda person: getattr(person.registration, name)


_COLUMNS = (
    Column("organization_id", _("public id of the organization"), lambda p: p.registration.organization.public_id),
    Column("organization_en", _("its name in English"), lambda p: p.registration.organization.name_en),
    Column("organization_ja", _("its name in Japanese"), lambda p: p.registration.organization.name_ja),
    Column(
        "country",
        _("its country, as two letters (ISO 3166-1)"),
        lambda p: p.registration.organization.country.code if p.registration.organization.country else None,
    ),
    Column("group", _("sending or supervising organization"), lambda p: p.registration.group.group),
    Column("registration", _("number of the registration"), _of_registration("pk")),
    Column("registration_state", _("asked, accepted, refused or cancelled"), _of_registration("state")),
    Column("place", _("asked, seated, waiting, offered or given_up"), lambda p: p.place),
    Column("name", _("name of the person; blank once it was erased"), lambda p: p.name),
    Column("name_latin", _("the name in Latin letters"), lambda p: p.name_latin),
    Column("job_title", _("position in the organization"), lambda p: p.job_title),
    Column("email", _("e-mail address of the person"), lambda p: p.email),
    Column("language", _("language of the person’s mails"), lambda p: p.language),
    Column("needs", _("what we should prepare"), lambda p: p.needs),
    Column("nationality", _("nationality, for a letter for the visa"), lambda p: p.nationality),
    Column("wants_visa_letter", _("whether a letter for the visa is needed"), lambda p: p.wants_visa_letter),
    Column("checked_in", _("whether the person was checked in"), lambda p: p.came_at is not None),
    Column("wishes", _("what the organization wrote to the Affairs Dept."), _of_registration("wishes")),
)
