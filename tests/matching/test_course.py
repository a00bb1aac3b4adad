"""A match-up from the request to the agreement, and what stops it on the way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jitco_portal.common.models import OutboxMessage
from matching.models import Introduction, MatchRequest, MatchStep, Party
from matching.models.transitions import Need
from matching.queries.contacts import open_contacts
from matching.queries.pairs import check_of, ranked_for
from matching.services import answers, introductions, requests, review, steps
from matching.services.daily import recheck_rules
from matching.services.steps import NeedMissing
from tests import factories as make
from tests.matching.match_world import make_match_request, make_match_world, suspend

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings):
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    return make_match_world()


def test_a_match_up_goes_from_the_request_to_the_agreement(world):
    candidate = world.in_talks()
    introductions.agree(
        candidate=candidate,
        side=Party.CANDIDATE,
        by=world.person(candidate.organization),
        contract_on=introductions.today(),
        trainees_planned=6,
    )

    world.request.refresh_from_db()
    introduction = Introduction.objects.get()
    assert (world.request.state, introduction.outcome) == ("agreed", "agreed")
    assert set(open_contacts(introduction=introduction)) == {"requester", "candidate"}


def test_a_candidate_suspended_after_the_proposal_is_stopped_and_the_next_is_asked(world):
    first, second = world.candidates
    world.proposed(first)
    world.accept(first, Party.REQUESTER)
    suspend(first)
    before = set(OutboxMessage.objects.values_list("pk", flat=True))

    world.accept(first, Party.CANDIDATE)

    stopped, following = world.candidate(first), world.candidate(second)
    assert (stopped.state, following.state) == ("stopped", "offered")
    assert [each["rule"] for each in stopped.stopped_because] == ["standing"]
    assert "Suspension" in stopped.stopped_because[0]["en"]
    assert "停止" in stopped.stopped_because[0]["ja"]
    assert Introduction.objects.count() == 0
    expected = [
        ("affairs@example.org", "stop"),
        (world.person(first).email, "stop"),
        (world.person(world.requester).email, "stop"),
        (world.person(second).email, "offer"),
    ]
    assert told_after(before, world.request) == sorted(expected)


def test_a_candidate_suspended_without_an_answer_is_stopped_by_the_next_look_at_the_rules(world):
    first, second = world.candidates
    world.proposed(first)
    suspend(first)

    MatchRequest.objects.update(rules_checked_at=None)
    recheck_rules()

    assert (world.candidate(first).state, world.candidate(second).state) == ("stopped", "offered")


def test_a_sending_organization_finds_a_supervising_one_the_same_way(world):
    """Nobody is ranked for it: staff choose by name, and the rules are the same."""
    sending, supervising = world.candidates[0], world.requester
    world.request = make_match_request(sending, by=world.person(sending), pair=world.pair)
    requests.submit(request=world.request, by=world.person(sending))
    review.take_up(request=world.request)
    chosen = review.choose(request=world.request, organization=supervising, reasons="Looks for this work.")
    review.propose(request=world.request, candidates=[chosen])

    answers.accept(candidate=chosen, side=Party.REQUESTER, by=world.person(sending))
    introduced = answers.accept(candidate=chosen, side=Party.CANDIDATE, by=world.person(supervising))

    assert (introduced.state, ranked_for(request=world.request, limit=10)) == ("introduced", [])
    assert check_of(candidate=introduced).case.supervising == supervising


def told_after(before, match) -> list[tuple[str, str]]:
    """Recipient and step of the mails that were written since, in order of the two."""
    names = {f"match-up:{match.pk}:step:{step.pk}": step.name for step in MatchStep.objects.filter(request=match)}
    rows = OutboxMessage.objects.exclude(pk__in=before).values_list("recipient", "cause")
    return sorted((recipient, names[cause]) for recipient, cause in rows)


# One limit for all requests of an organization -----------------------------------------------------------


@pytest.fixture
def two_talks(settings):
    """Two requests of one organization in talks, with two contracts of the three that Vietnam allows it."""
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    return make_two_talks()


def test_the_contract_of_one_request_counts_against_the_other_ones(two_talks):
    world, (first, second) = two_talks

    agree(world, first)
    with pytest.raises(NeedMissing) as refusal:
        agree(world, second)
    introductions.ask_rules_again(request=second.request)

    second.refresh_from_db()
    assert (refusal.value.need, second.state) == ("rules_hold", "stopped")
    assert [each["rule"] for each in second.stopped_because] == ["partners"]
    outcomes = Introduction.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["agreed", "stopped"]


def make_two_talks():
    world = make_match_world(code="VN")
    day, organization = introductions.today(), world.requester
    make.make_trainee_figure(organization, day.year - 1, world.pair.programme, number=50)
    make.make_confirmation(
        "all_partners", organization=organization, country=world.pair.country, confirmed_on=day, checked_on=day
    )
    for _number in range(2):
        make.make_partnership(make.make_organization(world.pair.country), organization, from_on="2020-01-01")
    found = []
    for each in world.candidates:
        world.proposed(each)
        candidate = world.accept(each)
        for side in (Party.REQUESTER, Party.CANDIDATE):
            world.consent(candidate, side)
        found.append(world.candidate(each))
    return world, found


def agree(world, candidate):
    introductions.agree(
        candidate=candidate,
        side=Party.CANDIDATE,
        by=world.person(candidate.organization),
        contract_on=introductions.today(),
        trainees_planned=6,
    )


def test_the_supervising_organization_is_locked_before_the_rules_are_asked(world):
    """For each step that brings the two closer to a contract."""
    first = world.candidates[0]
    world.proposed()
    world.accept(first, Party.REQUESTER)
    with CaptureQueriesContext(connection) as introducing:
        candidate = world.accept(first, Party.CANDIDATE)
    world.consent(candidate, Party.REQUESTER)
    with CaptureQueriesContext(connection) as opening:
        world.consent(candidate, Party.CANDIDATE)
    with CaptureQueriesContext(connection) as agreeing:
        agree(world, candidate)

    for queries, step in ((introducing, "introduced"), (opening, "talks"), (agreeing, "agreed")):
        taken = [each["sql"] for each in queries]
        begun = next(i for i, sql in enumerate(taken) if f"\"state\" = '{step}'" in sql and "UPDATE" in sql)
        locked = [i for i, sql in enumerate(taken) if is_lock_on(sql, world.requester)]
        rules = [i for i, sql in enumerate(taken[:begun]) if '"organizations_permit"' in sql]
        assert locked[-1] < rules[-1] < begun, step


def is_lock_on(sql, organization):
    return 'FROM "organizations_organization"' in sql and f"({organization.pk})" in sql and "FOR NO KEY UPDATE" in sql


def test_a_fact_that_goes_between_the_two_steps_makes_both_sides_wait(world, monkeypatch):
    first = world.candidates[0]
    world.proposed(first)
    world.accept(first, Party.REQUESTER)
    answered = iter([True, False])
    monkeypatch.setitem(steps._NEEDS, Need.RULES_HOLD, lambda *given: next(answered))

    world.accept(first, Party.CANDIDATE)

    assert (world.candidate(first).state, MatchRequest.objects.get().state) == ("offered", "proposed")
    assert Introduction.objects.count() == 0
    names = MatchStep.objects.order_by("pk").values_list("name", flat=True)
    assert list(names)[-2:] == ["candidate_accepts", "wait"]
