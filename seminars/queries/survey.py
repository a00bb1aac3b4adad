"""The survey after an event: who may answer it, and what the answers say together.

Nothing here leads from an answer to a person. An answer's number is drawn by lot, its row holds the group and the day,
no history is kept of it; and that somebody answered is noted with the end of the event as its time. Results are told
from five answers on, of one group only where no other group has fewer: else one could be taken from the other.
(Whoever can read the files of the database itself could still see which two rows were written together.)
"""

from __future__ import annotations

import datetime
import enum
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.utils import timezone

from organizations.models.members import may_be_seen
from seminars.models import Attendee, Event, Group, SurveyAnswer

# People fill it in before they leave the hall.
OPENS_BEFORE_END = datetime.timedelta(hours=1)
OPEN_FOR = datetime.timedelta(days=60)
LEAST_ANSWERS = 5
RATINGS = ("content", "organization_of_the_day", "usefulness")


class SurveyState(enum.Enum):
    OPEN = "open"
    NOT_YET = "not_yet"
    OVER = "over"
    DID_NOT_COME = "did_not_come"
    ANSWERED = "answered"
    CANCELLED = "cancelled"


def survey_closes(ends_at: datetime.datetime) -> datetime.datetime:
    return ends_at + OPEN_FOR


def survey_state(*, attendee: Attendee) -> SurveyState:
    """Whether this person may answer now, and if not, why; ``attendee`` with its registration and event."""
    event, now = attendee.registration.event, timezone.now()
    if event.state != Event.State.PUBLISHED or event.ends_at is None:
        return SurveyState.CANCELLED
    if attendee.answered_survey_at is not None:
        return SurveyState.ANSWERED
    if now >= survey_closes(event.ends_at):
        return SurveyState.OVER
    if now < event.ends_at - OPENS_BEFORE_END:
        return SurveyState.NOT_YET
    return SurveyState.OPEN if attendee.came_at else SurveyState.DID_NOT_COME


def events_with_survey(*, user: Any) -> QuerySet[Event]:
    """Events whose answers this person may read together."""
    if not may_be_seen(user, "seminars.view_surveyanswer"):
        return Event.objects.none()
    return Event.objects.published().exclude(starts_at=None)


# Together ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rated:
    """One question: its words, the average, and how many gave each rating, the best first."""

    question: str
    average: float
    given: list[tuple[str, int]]


@dataclass(frozen=True)
class GroupAverages:
    name: Any
    answers: int
    # The words of each question, and its average.
    averages: list[tuple[str, float]]


@dataclass(frozen=True)
class SurveyResults:
    """``rated`` is empty below five answers."""

    answers: int
    asked: int
    rated: list[Rated]
    would_come_again: int
    groups: list[GroupAverages]
    texts: list[str]

    @property
    def is_shown(self) -> bool:
        return self.answers >= LEAST_ANSWERS


@dataclass(frozen=True)
class Averages:
    """What everybody may read in the report."""

    answers: int
    rated: list[tuple[str, float]]
    would_come_again: int


def averages_of(*, event: Event) -> Averages | None:
    """For the report, without how many gave which rating and what they wrote; None below five answers."""
    found = SurveyAnswer.objects.filter(event=event).aggregate(
        answers=Count("pk"),
        again=Count("pk", filter=Q(would_come_again=True)),
        **{f"average_{name}": Avg(name) for name in RATINGS},
    )
    if found["answers"] < LEAST_ANSWERS:
        return None
    rated = [(_question(name), round(found[f"average_{name}"], 1)) for name in RATINGS]
    return Averages(found["answers"], rated, found["again"])


def survey_results(*, event: Event) -> SurveyResults:
    """What all answers say; texts in the order of numbers that were drawn by lot, without group and day."""
    answers = list(SurveyAnswer.objects.filter(event=event).order_by("pk"))
    asked = Attendee.objects.filter(registration__event=event, came_at__isnull=False).count()
    if len(answers) < LEAST_ANSWERS:
        return SurveyResults(len(answers), asked, [], 0, [], [])
    return SurveyResults(
        answers=len(answers),
        asked=asked,
        rated=[_rated(name, answers) for name in RATINGS],
        would_come_again=sum(each.would_come_again for each in answers),
        groups=_by_group(event),
        texts=[each.text for each in answers if each.text],
    )


def _rated(name: str, answers: list[SurveyAnswer]) -> Rated:
    given = Counter(getattr(each, name) for each in answers)
    return Rated(
        question=_question(name),
        average=round(sum(rating * times for rating, times in given.items()) / len(answers), 1),
        given=[(str(label), given[rating]) for rating, label in SurveyAnswer.Rating.choices],
    )


def _question(name: str) -> str:
    return str(SurveyAnswer._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _by_group(event: Event) -> list[GroupAverages]:
    found = (
        SurveyAnswer.objects.filter(event=event)
        .values("group")
        .annotate(answers=Count("pk"), **{f"average_{name}": Avg(name) for name in RATINGS})
        .order_by("-group")
    )
    rows: list[dict[str, Any]] = [dict(row) for row in found]
    if any(row["answers"] < LEAST_ANSWERS for row in rows):
        return []
    return [
        GroupAverages(
            name=Group(row["group"]).label,
            answers=row["answers"],
            averages=[(_question(name), round(row[f"average_{name}"], 1)) for name in RATINGS],
        )
        for row in rows
    ]
