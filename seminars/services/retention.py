"""What events hold of people for a time only: erased so many days after the event, every night.

That somebody was registered, had a place and came stays, as a row without a name: figures and money rest on it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from jitco_portal.common.history.erasure import erase_in_history
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.one_by_one import MOST_A_NIGHT, one_by_one
from jitco_portal.common.privacy.erasure import ENDED
from seminars.models import Answer, Attendee, ErasureReport, Event, Registration, SurveyAnswer
from seminars.services.locks import lock_event

# After the last day of the event; whoever registers is told.
ANSWERS_KEPT_DAYS = 180
# What is blank in a row of whom nothing is known any more.
BLANK: dict[str, Any] = {
    **dict.fromkeys(("name", "name_latin", "job_title", "email", "needs", "nationality"), ""),
    "wants_visa_letter": False,
    "user": None,
}
TEXTS = ("wishes", "reason")
# No mail server can have it.
ERASED_ADDRESS = "erased@invalid"


@dataclass(frozen=True)
class Erased:
    """How much of an event was, or would be, erased."""

    event: Event
    people: int
    answers: int
    texts: int

    @property
    def is_nothing(self) -> bool:
        return not (self.people or self.answers or self.texts)


def due_events() -> QuerySet[Event]:
    """Events that ended long enough ago and of which something is left, the oldest first."""
    before = timezone.now() - datetime.timedelta(days=ANSWERS_KEPT_DAYS)
    of_event = {"registration__event": OuterRef("pk")}
    left = (
        Exists(_people().filter(**of_event))
        | Exists(_answers().filter(**of_event))
        | Exists(_texts().filter(event=OuterRef("pk")))
        | Exists(_survey_texts().filter(event=OuterRef("pk")))
    )
    return Event.objects.filter(left, ends_at__lt=before).order_by("ends_at", "pk")


def erase_answers_of_past_events() -> None:
    """Every night; in the order of the events' numbers, as every work by the clock takes their locks."""
    keys = list(due_events().values_list("pk", flat=True)[:MOST_A_NIGHT])
    one_by_one(sorted(keys), _erase, what="erase the personal answers of an event")


def _erase(key: int) -> None:
    erase_event(event=Event.objects.get(pk=key))


def what_is_left(event: Event) -> Erased:
    """Counted, nothing changed."""
    return Erased(
        event=event,
        people=_people().filter(registration__event=event).count(),
        answers=_answers().filter(registration__event=event).count(),
        texts=_texts().filter(event=event).count()
        + _survey_texts().filter(event=event).count()
        + _mails(event).count(),
    )


@transaction.atomic
def erase_event(*, event: Event) -> Erased:
    """Erase what the event holds of people, in mails to them and in the history too; a row says how much it was."""
    held = lock_event(event.pk)
    erased = what_is_left(held)
    if erased.is_nothing:
        return erased
    now = timezone.now()
    _people().filter(registration__event=held).update(**BLANK)
    _answers().filter(registration__event=held).update(text="")
    _texts().filter(event=held).update(**dict.fromkeys(TEXTS, ""))
    erase_in_history(model=Registration, fields=TEXTS, where={"event_id": held.pk})
    _survey_texts().filter(event=held).update(text="")
    _forget_mails(held)
    Registration.objects.filter(event=held, answers_erased_at=None).update(answers_erased_at=now)
    Event.objects.filter(pk=held.pk).update(answers_erased_at=now)
    ErasureReport.objects.create(event=held, people=erased.people, answers=erased.answers, texts=erased.texts)
    return erased


# Only rows in which something stands: what was erased before is not counted again ----------------------


def _people() -> QuerySet[Attendee]:
    return Attendee.objects.exclude(**BLANK)


def _answers() -> QuerySet[Answer]:
    return Answer.objects.exclude(text="")


def _texts() -> QuerySet[Registration]:
    return Registration.objects.exclude(**dict.fromkeys(TEXTS, ""))


def _survey_texts() -> QuerySet[SurveyAnswer]:
    return SurveyAnswer.objects.exclude(text="")


def _mails(event: Event) -> QuerySet[OutboxMessage]:
    """To people at an address of their own, which they gave for this event only: tickets, reminders, changes."""
    own = Q(cause__startswith=f"event:{event.pk}:", cause__regex=r":person:[0-9]+$")
    return OutboxMessage.objects.filter(own, state__in=ENDED).exclude(recipient=ERASED_ADDRESS)


def _forget_mails(event: Event) -> None:
    """That something was sent, and when, stays; where it went does not."""
    keys = list(_mails(event).values_list("pk", flat=True))
    OutboxMessage.objects.filter(pk__in=keys).update(recipient=ERASED_ADDRESS, user=None, body="", last_error="")
    erase_in_history(model=OutboxMessage, fields=["recipient", "last_error"], where={"pgh_obj_id__in": keys})
