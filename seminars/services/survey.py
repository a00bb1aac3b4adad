"""Taking an answer to the survey, once from each person, so that nothing leads back to who gave it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from seminars.models import Attendee, SurveyAnswer
from seminars.queries.survey import SurveyState, survey_state


class NotAsked(Exception):
    """The person may not answer (any more); ``state`` says why."""

    def __init__(self, state: SurveyState) -> None:
        super().__init__(state.value)
        self.state = state


@transaction.atomic
def answer_survey(
    *,
    attendee: Attendee,
    content: int,
    organization_of_the_day: int,
    usefulness: int,
    would_come_again: bool,
    text: str = "",
) -> None:
    """Keep the answer with its group and day. Raises NotAsked. Sent twice at once, it stands once.

    That the person answered is noted with the end of the event: the time of the answer would lead to it.
    """
    held = (
        Attendee.objects.select_for_update(no_key=True, of=("self",))
        .select_related("registration__event", "registration__group")
        .get(pk=attendee.pk)
    )
    state = survey_state(attendee=held)
    if state != SurveyState.OPEN:
        raise NotAsked(state)
    event = held.registration.event
    Attendee.objects.filter(pk=held.pk).update(answered_survey_at=event.ends_at)
    SurveyAnswer.objects.create(
        event=event,
        group=held.registration.group.group,
        content=content,
        organization_of_the_day=organization_of_the_day,
        usefulness=usefulness,
        would_come_again=would_come_again,
        text=text.strip(),
        answered_on=timezone.now().astimezone(event.zone).date(),
    )
