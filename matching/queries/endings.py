"""Since when a match-up of two organizations is over."""

from __future__ import annotations

import datetime

from django.utils import timezone

from matching.models import Candidate, Introduction, MatchStep
from matching.models.transitions import CANDIDATE_TRANSITIONS, ENDED, LIVING

# So long after a match-up has ended the two sides may still write of it.
WRITTEN_AFTER_THE_END = datetime.timedelta(days=60)
# The steps with which a candidate ends.
_ENDS = [row.name for row in CANDIDATE_TRANSITIONS.values() if row.target not in LIVING]


def is_long_over(candidate: Candidate) -> bool:
    """``candidate`` comes with its request."""
    ended = _ended_at(candidate)
    return ended is not None and ended <= timezone.now() - WRITTEN_AFTER_THE_END


def _ended_at(candidate: Candidate) -> datetime.datetime | None:
    """When the introduction, or else the candidacy, came to its end; None while either goes on."""
    if candidate.state in LIVING and candidate.request.state not in ENDED:
        return None
    introduction = Introduction.objects.filter(candidate=candidate).exclude(ended_at=None).first()
    if introduction:
        return introduction.ended_at
    last = MatchStep.objects.filter(candidate=candidate, name__in=_ENDS).order_by("pk").last()
    return last.at if last else candidate.request.state_since
