"""One registration as staff read it: its people, what the checks say, its offers, its account and papers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import pgettext

from seminars.models import Answer, Attendee, EventQuestion, Offer, Paper, Registration
from seminars.queries.checks import Check, checks_of, kept_checks
from seminars.queries.money import Account, account_of
from seminars.queries.places import position_in_line


@dataclass(frozen=True)
class ShownAnswer:
    question: str
    text: str


@dataclass(frozen=True)
class ShownPerson:
    person: Attendee
    answers: list[ShownAnswer] = field(default_factory=list)


@dataclass(frozen=True)
class RegistrationAtDesk:
    """None where the reader may not see that part at all."""

    position: int | None
    people: list[ShownPerson] | None
    answers: list[ShownAnswer] | None
    checks_now: list[Check]
    checks_when_sent: list[Check]
    offers: list[Offer]
    account: Account | None
    papers: list[Paper] | None


def registration_at_desk(*, registration: Registration, user: Any) -> RegistrationAtDesk:
    answers = _answers(registration) if user.has_perm("seminars.view_answer") else None
    people = None
    if user.has_perm("seminars.view_attendee"):
        held = registration.attendees.order_by("position", "pk")
        people = [ShownPerson(each, (answers or {}).get(each.pk, [])) for each in held]
    # What holds today matters while somebody is to decide; afterwards, what was kept then.
    asks = registration.state == Registration.State.ASKED
    return RegistrationAtDesk(
        position=position_in_line(registration),
        people=people,
        answers=None if answers is None else answers.get(None, []),
        checks_now=_of_organization(checks_of(event=registration.event, organization=registration.organization))
        if asks
        else [],
        checks_when_sent=_of_organization(kept_checks(registration)),
        offers=list(registration.offers.all()),
        account=account_of(registration=registration) if user.has_perm("seminars.view_payment") else None,
        papers=list(registration.papers.select_related("replaces")) if user.has_perm("seminars.view_paper") else None,
    )


def _of_organization(checks: list[Check]) -> list[Check]:
    """Without what is about somebody who is not registered yet."""
    return [each for each in checks if each.name not in ("window", "people", "capacity", "approval")]


def _answers(registration: Registration) -> dict[int | None, list[ShownAnswer]]:
    found: dict[int | None, list[ShownAnswer]] = {}
    rows = Answer.objects.filter(registration=registration).exclude(text="").select_related("question")
    for each in rows.order_by("question__position", "question", "pk"):
        found.setdefault(each.attendee_id, []).append(ShownAnswer(each.question.text, _words(each)))
    return found


def _words(answer: Answer) -> str:
    if answer.question.form == EventQuestion.Form.YES_NO:
        return pgettext("answer", "yes") if answer.text == "yes" else pgettext("answer", "no")
    if answer.question.form != EventQuestion.Form.CHOICE:
        return answer.text
    return dict(answer.question.options).get(answer.text, answer.text)
