"""Organizations that were asked in match-ups, and what they answered: rows alone, without the way there."""

import datetime

import time_machine
from django.utils import timezone

from matching.models import Candidate, CandidateState, MatchRequest, MatchStep
from tests import factories as make

ASKED_AT = datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC)


def make_case(organization, *, days=None, accepted=True, asker=None, **values):
    """Answered after so many days; None: the time passed. The organization that asked is a new one unless named."""
    asker = asker or make.make_supervising()
    request = MatchRequest.objects.create(organization=asker, created_by=make.make_user())
    answered = days is not None
    given = {
        "state": CandidateState.CLOSED if answered else CandidateState.LAPSED,
        "offered_at": ASKED_AT,
        "candidate_answered_at": ASKED_AT + datetime.timedelta(days=days) if answered else None,
        "candidate_answer": ("accepted" if accepted else "declined") if answered else "open",
        **values,
    }
    return Candidate.objects.create(request=request, organization=organization, **given)


def make_cases(organization, *days, **values):
    return [make_case(organization, days=each, **values) for each in days]


def sent_request(organization, *, state="under_review", steps=(), countries=(), at=None):
    """A request that was sent, with the steps that it took, all at one time."""
    at = at or timezone.now()
    request = MatchRequest.objects.create(
        organization=organization,
        created_by=make.make_user(),
        state=state,
        programme=make.make_programme(),
        people=3,
        valid_until=datetime.date(2099, 1, 1),
        submitted_at=at,
        state_since=at,
    )
    request.countries.set(countries)
    with time_machine.travel(at, tick=False):
        for name in steps:
            MatchStep.objects.create(request=request, name=name, by="portal")
    return request
