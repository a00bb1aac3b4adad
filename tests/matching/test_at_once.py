"""Two people at once: the second waits, and sees what the first did."""

import time

import pytest

from matching.models import Candidate, Introduction, MatchRequest, MatchStep, Party
from matching.services import answers, steps
from matching.services.steps import NeedMissing, WrongState
from tests.matching.match_world import make_match_world
from tests.matching.test_course import agree, make_two_talks
from tests.two_at_a_time import running

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_candidates_who_accept_at_once_make_one_introduction():
    world = make_match_world()
    world.proposed()
    for each in world.candidates:
        world.accept(each, Party.REQUESTER)
    late = []

    def accept(organization):
        candidate = world.candidate(organization)
        by = world.person(organization)

        def act():
            try:
                answers.accept(candidate=candidate, side=Party.CANDIDATE, by=by)
            except WrongState:
                late.append(organization)

        return act

    with running(*(accept(each) for each in world.candidates)):
        pass

    assert Introduction.objects.count() == 1
    assert sorted(Candidate.objects.values_list("state", flat=True)) == ["introduced", "reserve"]
    assert MatchStep.objects.filter(name="hold").count() == 1
    assert len(late) == 1


def test_an_answer_and_its_withdrawal_at_once_leave_no_half():
    world = make_match_world(1)
    world.proposed()
    world.accept(world.candidates[0], Party.REQUESTER)
    candidate, by = world.candidate(world.candidates[0]), world.person(world.candidates[0])
    outcomes = []

    def accept():
        try:
            answers.accept(candidate=candidate, side=Party.CANDIDATE, by=by)
            outcomes.append("accepted")
        except WrongState:
            outcomes.append("late")

    def decline():
        try:
            answers.decline(candidate=candidate, side=Party.CANDIDATE, by=by, reason="Full.")
            outcomes.append("declined")
        except WrongState:
            outcomes.append("late")

    with running(accept, decline):
        pass

    state = Candidate.objects.get().state
    assert sorted(outcomes) in (["accepted", "late"], ["declined", "late"])
    assert (state, Introduction.objects.count()) in (("introduced", 1), ("declined", 0))


def test_two_contracts_at_once_do_not_pass_the_limit_of_the_organization(monkeypatch):
    world, found = make_two_talks()
    refused = []
    asked = steps.check_of

    def check_slowly(**given):
        check = asked(**given)
        # Long enough for the other one to have asked as well.
        time.sleep(0.5)
        return check

    monkeypatch.setattr(steps, "check_of", check_slowly)

    def agreeing(candidate):
        def act():
            try:
                agree(world, candidate)
            except NeedMissing:
                refused.append(candidate)

        return act

    with running(*(agreeing(each) for each in found)):
        pass

    assert sorted(MatchRequest.objects.values_list("state", flat=True)) == ["agreed", "talks"]
    assert len(refused) == 1
