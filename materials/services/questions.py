"""Questions and answers for all: from a draft to what is published, and taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.models import User
from materials.models import QuestionAnswer
from materials.queries.questions_anonymity import TEXTS, Trace, known_of, traces_by_field

State = QuestionAnswer.State
# Held by whoever publishes, as with all content: what is published is never deleted.
PUBLISH = "materials.delete_questionanswer"


class NotAllowed(Exception):
    """The person publishes no questions and answers."""


class WrongState(Exception):
    """It is published, or taken back, already."""


class NotAnonymous(Exception):
    """A text leads to somebody; ``traces`` are, for each field, the words that do."""

    def __init__(self, traces: dict[str, list[Trace]]):
        super().__init__(", ".join(traces))
        self.traces = traces


def may_publish(user: Any) -> bool:
    return bool(user.is_active and user.is_staff and user.has_perm(PUBLISH))


@transaction.atomic
def publish(*, question: QuestionAnswer, by: User) -> None:
    """For all to read, as checked today. Raises NotAllowed, WrongState, NotAnonymous."""
    held = _held(question, by)
    if held.state == State.PUBLISHED:
        raise WrongState
    if traces := traces_by_field({name: getattr(held, name) for name in TEXTS}, known_of(held.enquiry)):
        raise NotAnonymous(traces)
    held.state, held.checked_on = State.PUBLISHED, today()
    held.published_at = held.published_at or timezone.now()
    held.save()


@transaction.atomic
def withdraw(*, question: QuestionAnswer, by: User) -> None:
    """Nobody but staff reads it any more. Raises NotAllowed, WrongState."""
    held = _held(question, by)
    if held.state != State.PUBLISHED:
        raise WrongState
    held.state = State.WITHDRAWN
    held.save()


@transaction.atomic
def confirm(*, question: QuestionAnswer, by: User) -> None:
    """Somebody made sure today that it still holds. Raises NotAllowed, WrongState."""
    held = _held(question, by)
    if held.state != State.PUBLISHED:
        raise WrongState
    held.checked_on = today()
    held.save()


def _held(question: QuestionAnswer, by: User) -> QuestionAnswer:
    if not may_publish(by):
        raise NotAllowed
    rows = QuestionAnswer.objects.select_for_update(of=("self",)).select_related("enquiry__organization")
    return rows.get(pk=question.pk)
