"""The database itself takes only the changes of state that the tables know, whoever asks and however."""

import itertools

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from jitco_portal.common.days import today
from matching.models import Candidate, CandidateState, MatchRequest, RequestState
from matching.models.transitions import CANDIDATE_TRANSITIONS, REQUEST_TRANSITIONS
from tests import factories as make
from tests.matching.match_world import make_match_request
from tests.matching.world import make_pair

pytestmark = pytest.mark.django_db


def pairs(states):
    return [pytest.param(*pair, id="-".join(pair)) for pair in itertools.permutations(states.values, 2)]


def changes(rows):
    return {(str(source), str(row.target)) for row in rows.values() for source in row.sources}


def takes(rows, state):
    """Whether the database lets the row go there, written past all services."""
    try:
        with transaction.atomic():
            rows.update(state=state)
    except DatabaseError as error:
        if "Invalid transition" not in str(error):
            raise
        return False
    return True


def request_in(state, pair=None):
    """Written in that state: no service could bring all of them about."""
    pair, now = pair or make_pair(), timezone.now()
    request = make_match_request(
        pair.supervising, by=make.make_user(), pair=pair, submitted_at=now, state_since=now, state=state
    )
    return MatchRequest.objects.filter(pk=request.pk)


def candidate_in(state, request=None):
    accepted = Candidate.Answer.ACCEPTED
    candidate = Candidate.objects.create(
        request=request or request_in("proposed").get(),
        organization=make.make_organization(),
        state=state,
        reasons="Fits.",
        offered_at=timezone.now(),
        answer_by=today(),
        requester_answer=accepted,
        candidate_answer=accepted,
        stopped_because=[{"rule": "standing", "en": "Suspended.", "ja": "停止中"}],
    )
    return Candidate.objects.filter(pk=candidate.pk)


@pytest.mark.parametrize(("before", "after"), pairs(RequestState))
def test_a_request_changes_by_the_table_only(before, after):
    rows = request_in(before)

    assert takes(rows, after) == ((before, after) in changes(REQUEST_TRANSITIONS))


@pytest.mark.parametrize(("before", "after"), pairs(CandidateState))
def test_a_candidate_changes_by_the_table_only(before, after):
    rows = candidate_in(before)

    assert takes(rows, after) == ((before, after) in changes(CANDIDATE_TRANSITIONS))


def refuses(change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change()
    return True


def test_a_request_keeps_its_organization_and_one_that_was_sent_is_not_deleted():
    rows = request_in("submitted")
    before = rows.get().organization

    assert refuses(lambda: rows.update(organization=make.make_supervising()))
    assert refuses(rows.delete)
    assert rows.get().organization == before


def test_a_candidate_keeps_its_organization_and_is_not_deleted():
    rows = candidate_in("reserve")
    before = rows.get().organization

    assert refuses(lambda: rows.update(organization=make.make_organization()))
    assert refuses(rows.delete)
    assert rows.get().organization == before


def test_two_candidates_of_a_request_are_never_introduced_at_once():
    first = candidate_in("introduced").get()
    rows = candidate_in("offered", first.request)

    with pytest.raises(DatabaseError, match="candidate_introduced_alone"), transaction.atomic():
        rows.update(state="introduced")

    assert rows.get().state == "offered"
