"""What both sides answer, and what follows by itself: waiting, introduced, held, the next one, back to review."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.models import OutboxMessage
from matching.models import Confirmation, Introduction, MatchRequest, MatchStep, Party
from matching.services import answers, introductions, requests, review
from matching.services.steps import NeedMissing, NotAllowed, WrongState
from organizations.models import Organization, Role
from tests import factories as make
from tests.matching.match_world import REASONS, make_candidate, make_match_request, make_match_world, suspend

pytestmark = pytest.mark.django_db
R, C = Party.REQUESTER, Party.CANDIDATE


@pytest.fixture
def world(settings):
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    return make_match_world()


def new_mails(before):
    return sorted(OutboxMessage.objects.exclude(pk__in=before).values_list("recipient", flat=True))


def mails():
    return set(OutboxMessage.objects.values_list("pk", flat=True))


def states(world):
    rows = world.request.candidates.order_by("position").values_list("state", flat=True)
    return (MatchRequest.objects.get(pk=world.request.pk).state, *rows)


def steps(world, name):
    return MatchStep.objects.filter(request=world.request, name=name).count()


def forget_orders():
    """Whether an order is open against the supervising organization is not known any more."""
    Confirmation.objects.all().delete()


def confirm_orders(world):
    make.make_confirmation("no_order", organization=world.requester, confirmed_on=today(), checked_on=today())


def test_only_who_acts_for_a_side_answers_for_it(world):
    first, second = world.candidates
    world.proposed(first)
    candidate = world.candidate(first)
    reader = make.make_membership(first).user
    refused = [
        (C, world.person(world.requester)),
        (R, world.person(first)),
        (C, world.person(second)),
        (C, reader),
        (C, world.staff),
        (Party.STAFF, world.staff),
        (Party.PORTAL, world.person(first)),
    ]

    for side, by in refused:
        with pytest.raises(NotAllowed):
            answers.accept(candidate=candidate, side=side, by=by)
        with pytest.raises(NotAllowed):
            answers.decline(candidate=candidate, side=side, by=by, reason="No.")

    candidate.refresh_from_db()
    assert (candidate.state, candidate.requester_answer, candidate.candidate_answer) == ("offered", "open", "open")


@pytest.mark.parametrize("order", [(R, C), (C, R)], ids=["requester_first", "candidate_first"])
def test_both_are_introduced_when_the_second_accepts_and_the_other_candidate_waits(world, order):
    world.proposed()

    world.accept(world.candidates[0], *order)

    assert states(world) == ("introduced", "introduced", "reserve")
    assert Introduction.objects.get().candidate == world.candidate(world.candidates[0])
    assert (steps(world, "introduce"), steps(world, "hold")) == (2, 1)


def test_a_side_accepts_once_and_may_still_decline(world):
    first = world.candidates[0]
    world.proposed()
    candidate = world.accept(first, C)
    with pytest.raises(answers.AlreadyAnswered):
        world.accept(first, C)
    with pytest.raises(NeedMissing):
        answers.decline(candidate=candidate, side=C, by=world.person(first), reason=" ")

    answers.decline(candidate=candidate, side=C, by=world.person(first), reason="No beds left.")

    declined = world.candidate(first)
    assert (declined.state, declined.end_reason, declined.ended_by) == ("declined", "No beds left.", "candidate")
    with pytest.raises(WrongState):
        world.accept(first, C)


def test_nobody_accepts_after_the_last_day(world):
    world.proposed()

    with time_machine.travel(timezone.now() + datetime.timedelta(days=15)), pytest.raises(WrongState):
        world.accept(world.candidates[0], C)


def test_the_next_is_asked_when_the_one_asked_is_declined_and_none_left_means_back_to_review(world):
    first, second = world.candidates
    world.proposed(first)
    by = world.person(world.requester)

    answers.decline(candidate=world.candidate(first), side=R, by=by, reason="Too far away.")
    assert states(world) == ("proposed", "declined", "offered")
    answers.decline(candidate=world.candidate(second), side=R, by=by, reason="Too far away.")

    assert states(world) == ("under_review", "declined", "declined")


def test_who_asked_to_be_considered_is_next_only_with_reasons(world):
    first = world.candidates[0]
    world.proposed(first)
    MatchRequest.objects.update(is_on_board=True)
    others = [make_candidate(world.pair) for _number in range(2)]
    for each in others:
        by = make.make_membership(each, role=Role.EDITOR).user
        answers.show_interest(request=world.request, organization=each, by=by)
    review.take_out(candidate=world.candidate(world.candidates[1]), reason="By mistake.")
    review.choose(request=world.request, organization=others[1], reasons=REASONS)

    review.take_out(candidate=world.candidate(first), reason="It asked us to.")

    assert [world.candidate(each).state for each in others] == ["interested", "offered"]


def test_with_a_fact_missing_both_wait_are_told_once_and_are_introduced_when_it_comes(world):
    first = world.candidates[0]
    world.proposed(first)
    forget_orders()
    before = mails()

    world.accept(first, C, R)
    for _time in range(3):
        introductions.ask_rules_again(request=world.request)

    assert (states(world), steps(world, "wait")) == (("proposed", "offered", "reserve"), 1)
    assert Introduction.objects.count() == 0
    # That the candidate accepted, and that all wait.
    requester = world.person(world.requester).email
    assert new_mails(before) == sorted([requester, requester, world.person(first).email, "affairs@example.org"])

    confirm_orders(world)
    introductions.ask_rules_again(request=world.request)
    assert states(world) == ("introduced", "introduced", "reserve")


def test_who_waits_again_is_told_again(world):
    first, second = world.candidates
    world.proposed()
    forget_orders()
    world.accept(second)
    confirm_orders(world)
    # The first in the order goes first, and the second waits in reserve.
    world.accept(first, C)
    assert steps(world, "wait") == 1
    introductions.ask_rules_again(request=world.request)
    assert states(world)[0] == "introduced"
    introduced = world.candidate(second)
    assert introduced.state == "introduced"
    suspend(second)
    introductions.ask_rules_again(request=world.request)
    assert states(world) == ("proposed", "offered", "stopped")
    forget_orders()

    world.accept(first)

    assert steps(world, "wait") == 2


def test_one_that_was_held_answers_anew_when_the_introduced_one_is_stopped(world):
    first, second = world.candidates
    world.proposed()
    world.accept(second, C)
    world.accept(first)
    suspend(first)
    before = mails()

    introductions.ask_rules_again(request=world.request)

    again = world.candidate(second)
    assert states(world) == ("proposed", "stopped", "offered")
    assert (again.candidate_answer, again.candidate_answered_at) == ("open", None)
    assert Introduction.objects.get().outcome == "stopped"
    requester, affairs = world.person(world.requester).email, "affairs@example.org"
    # The stop to all three, the offer to the second, the next one to the organization that asked.
    assert new_mails(before) == sorted(
        [requester, requester, world.person(first).email, affairs, world.person(second).email]
    )


def test_no_next_one_is_asked_when_the_last_day_of_the_request_has_passed(world):
    world.introduced()
    suspend(world.candidates[0])
    MatchRequest.objects.update(valid_until=today() - datetime.timedelta(days=1))

    introductions.ask_rules_again(request=world.request)

    assert states(world) == ("under_review", "stopped", "reserve")


def test_one_in_reserve_that_fails_is_passed_over_and_only_the_desk_is_told(world):
    first, second = world.candidates
    world.proposed(first)
    suspend(second)
    before = mails()

    review.take_out(candidate=world.candidate(first), reason="It asked us to.")

    told = new_mails(before)
    assert states(world) == ("under_review", "closed", "stopped")
    assert world.person(second).email not in told
    # Taken out, and back to review; nothing of one that it was never shown.
    assert told.count(world.person(world.requester).email) == 2


def test_what_leaves_the_portal_is_stopped_with_its_reason_in_both_languages(world):
    world.proposed(world.candidates[0])
    Organization.objects.filter(pk=world.requester.pk).update(is_published=False)

    introductions.ask_rules_again(request=world.request)

    stopped = world.candidate(world.candidates[0])
    assert [each["rule"] for each in stopped.stopped_because] == ["listed"]
    assert set(stopped.stopped_because[0]) == {"rule", "en", "ja"}


def test_who_falls_away_while_the_other_side_answers_is_not_introduced(world):
    first, _second = world.candidates
    world.proposed(first)
    stale = world.accept(first, R)
    suspend(first)

    result = answers.accept(candidate=stale, side=C, by=world.person(first))

    assert (result.state, Introduction.objects.count()) == ("stopped", 0)


@pytest.mark.parametrize(("order", "mails_to_requester"), [((C,), 1), ((R, C), 1), ((C, R), 2)])
def test_the_one_that_asks_hears_of_the_candidate_s_answer_only_while_its_own_is_open(world, order, mails_to_requester):
    first = world.candidates[0]
    world.proposed(first)
    before = mails()

    world.accept(first, *order)

    # Of the answer, of the introduction, or of the one and later of the other.
    assert new_mails(before).count(world.person(world.requester).email) == mails_to_requester


# Interest -----------------------------------------------------------------------------------------------


@pytest.fixture
def on_board(world):
    world.request = make_match_request(
        world.requester, by=world.person(world.requester), pair=world.pair, is_on_board=True
    )
    return world


def send(world):
    requests.submit(request=world.request, by=world.person(world.requester))
    review.take_up(request=world.request)


def test_an_organization_asks_once_to_be_considered_for_a_wish_on_the_board(on_board):
    first = on_board.candidates[0]
    given = {"request": on_board.request, "organization": first, "by": on_board.person(first)}
    with pytest.raises(WrongState):
        answers.show_interest(**given)
    send(on_board)
    before = mails()

    answers.show_interest(**given)

    with pytest.raises(answers.AlreadyConsidered):
        answers.show_interest(**given)
    assert states(on_board) == ("under_review", "interested")
    assert new_mails(before) == ["affairs@example.org"]


def test_nobody_asks_for_another_organization_nor_one_of_the_wrong_kind_nor_one_off_the_portal(on_board):
    send(on_board)
    first, second = on_board.candidates
    supervising = make.make_supervising()
    Organization.objects.filter(pk=second.pk).update(is_published=False)
    refused = [
        (first, on_board.person(second)),
        (first, make.make_membership(first).user),
        (first, on_board.staff),
        (supervising, make.make_membership(supervising, role=Role.ADMINISTRATOR).user),
        (on_board.requester, on_board.person(on_board.requester)),
        (second, on_board.person(second)),
    ]

    for organization, by in refused:
        with pytest.raises(NotAllowed):
            answers.show_interest(request=on_board.request, organization=organization, by=by)

    assert on_board.request.candidates.count() == 0
