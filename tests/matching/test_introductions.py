"""After the introduction: consents, contacts, how the talks end, what is told to the Affairs Dept."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from countries.models import DataProtectionRegime
from jitco_portal.common.days import today
from matching.models import (
    Candidate,
    Confirmation,
    ContactView,
    Disclosure,
    Feedback,
    Introduction,
    MatchRequest,
    MatchStep,
    Party,
)
from matching.queries.contacts import contact_notice, open_contacts
from matching.services import introductions, requests
from matching.services.steps import NeedMissing, NotAllowed, WrongState
from organizations.models import Membership, Role
from organizations.queries.disclosure import NoRegimeText
from tests import factories as make
from tests.matching.match_world import make_match_world, suspend

pytestmark = pytest.mark.django_db
R, C = Party.REQUESTER, Party.CANDIDATE


@pytest.fixture
def world(settings):
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    return make_match_world()


def by_side(world, side):
    return world.person(world.requester if side == R else world.candidates[0])


def opened():
    return set(open_contacts(introduction=Introduction.objects.get()))


def state():
    return MatchRequest.objects.get().state


def look(world, candidate, side):
    return introductions.look_at_contact(candidate=candidate, side=side, by=by_side(world, side))


# Consents and contacts ----------------------------------------------------------------------------------


def test_with_one_consent_neither_sees_the_other(world):
    candidate = world.introduced()
    world.consent(candidate, C)

    for side in (R, C):
        with pytest.raises(introductions.NotOpen):
            look(world, candidate, side)

    assert (opened(), state(), ContactView.objects.count()) == (set(), "introduced", 0)


def test_with_the_second_consent_the_talks_begin_and_each_look_is_kept(world):
    candidate = world.in_talks()

    contact = look(world, candidate, R)
    look(world, candidate, R)
    look(world, candidate, C)

    assert (contact.person, contact.contact_email) == (by_side(world, C), by_side(world, C).email)
    assert (opened(), state()) == ({"requester", "candidate"}, "talks")
    views = [(view.disclosure.side, view.viewer) for view in ContactView.objects.order_by("pk")]
    assert views == [("candidate", by_side(world, R))] * 2 + [("requester", by_side(world, C))]


def test_only_who_acts_for_a_side_looks(world):
    candidate = world.in_talks()
    strangers = [make.make_membership(world.requester).user, world.person(world.candidates[1]), world.staff]

    for by in strangers:
        for side in (R, C, Party.STAFF):
            with pytest.raises(NotAllowed):
                introductions.look_at_contact(candidate=candidate, side=side, by=by)

    assert ContactView.objects.count() == 0


def test_two_consents_open_nothing_while_a_fact_is_missing(world):
    candidate = world.introduced()
    Confirmation.objects.all().delete()
    for side in (R, C):
        world.consent(candidate, side)
    assert (opened(), state()) == (set(), "introduced")

    make.make_confirmation("no_order", organization=world.requester, confirmed_on=today(), checked_on=today())
    introductions.ask_rules_again(request=world.request)

    assert (opened(), state()) == ({"requester", "candidate"}, "talks")


def test_the_second_consent_after_a_suspension_opens_nothing_and_ends_the_introduction(world):
    candidate = world.introduced()
    world.consent(candidate, R)
    suspend(world.candidates[0])

    world.consent(candidate, C)

    assert (opened(), Introduction.objects.get().outcome) == (set(), "stopped")
    assert MatchStep.objects.filter(name="open_talks").count() == 0


def test_who_has_read_other_words_has_not_agreed(world):
    candidate = world.introduced()
    notice = contact_notice(side=R, candidate=candidate, language="en")
    DataProtectionRegime.objects.update(text_en="Another regime.")

    with pytest.raises(introductions.NoticeChanged):
        introductions.give_consent(
            candidate=candidate,
            side=R,
            by=by_side(world, R),
            phone="",
            language="en",
            shown=introductions.words_of(notice),
        )

    assert Disclosure.objects.count() == 0


def test_a_side_agrees_once_and_the_words_it_read_are_kept(world):
    candidate = world.introduced()

    given = world.consent(candidate, R)

    with pytest.raises(introductions.AlreadyAgreed):
        world.consent(candidate, R)
    assert given.shown_text == contact_notice(side=R, candidate=candidate, language="en").text
    assert (given.recipient_country, given.person) == (world.pair.country, by_side(world, R))


def test_no_contact_goes_to_a_country_without_a_regime_text_and_one_to_japan_needs_none(world):
    candidate = world.introduced()
    DataProtectionRegime.objects.all().delete()

    with pytest.raises(NoRegimeText):
        introductions.give_consent(candidate=candidate, side=R, by=by_side(world, R), phone="", language="en", shown="")

    assert world.consent(candidate, C).recipient_country is None


def test_contacts_close_when_the_regime_text_goes(world):
    world.in_talks()

    DataProtectionRegime.objects.all().delete()

    assert opened() == set()


@pytest.mark.parametrize("change", ["left", "reader", "inactive"])
def test_contacts_close_when_one_of_the_two_does_not_act_any_more(world, change):
    candidate = world.in_talks()
    person = by_side(world, C)
    membership = Membership.objects.filter(user=person)
    if change == "left":
        membership.update(until_on=today() - datetime.timedelta(days=1))
    elif change == "reader":
        membership.update(role=Role.READER)
    else:
        type(person).objects.filter(pk=person.pk).update(is_active=False)

    with pytest.raises(introductions.NotOpen):
        look(world, candidate, R)
    assert opened() == set()


def test_a_colleague_agrees_in_the_place_of_one_who_left(world):
    candidate = world.in_talks()
    Membership.objects.filter(user=by_side(world, C)).update(until_on=today() - datetime.timedelta(days=1))
    colleague = make.make_membership(world.candidates[0], role=Role.EDITOR).user
    world.people[world.candidates[0].pk] = colleague

    world.consent(candidate, C)

    assert look(world, candidate, R).person == colleague


@pytest.mark.parametrize("side", [R, C])
def test_a_consent_taken_back_closes_both_contacts_and_can_be_given_again(world, side):
    candidate = world.in_talks()
    assert introductions.withdraw_consent(candidate=candidate, by=world.person(world.candidates[1])) is False

    assert introductions.withdraw_consent(candidate=candidate, by=by_side(world, side)) is True
    assert introductions.withdraw_consent(candidate=candidate, by=by_side(world, side)) is False
    assert (opened(), state()) == (set(), "talks")

    world.consent(candidate, side)
    assert opened() == {"requester", "candidate"}


def test_contacts_close_with_a_stop_and_with_what_was_read_before_it(world):
    candidate = world.in_talks()
    stale = Introduction.objects.get()
    suspend(world.candidates[0])

    introductions.ask_rules_again(request=world.request)

    assert open_contacts(introduction=stale) == {}
    with pytest.raises(introductions.NotOpen):
        look(world, candidate, R)


def test_contacts_close_with_a_withdrawal_and_stay_open_after_an_agreement(world):
    candidate = world.in_talks()
    agree(world, candidate)
    assert opened() == {"requester", "candidate"}

    introductions.withdraw_consent(candidate=candidate, by=by_side(world, R))
    assert opened() == set()


def test_a_withdrawn_request_closes_the_contacts(world):
    candidate = world.in_talks()

    requests.withdraw(request=world.request, by=by_side(world, R), reason="We have found one.")

    assert (opened(), Introduction.objects.get().outcome) == (set(), "withdrawn")
    assert Candidate.objects.get(pk=candidate.pk).state == "closed"


# How it ended -------------------------------------------------------------------------------------------


def agree(world, candidate, side=C, **values):
    values = {"contract_on": today(), "trainees_planned": 6, **values}
    return introductions.agree(candidate=candidate, side=side, by=by_side(world, side), **values)


def test_an_agreement_ends_the_request_and_those_in_reserve(world):
    candidate = world.in_talks()

    agree(world, candidate)

    introduction = Introduction.objects.get()
    assert (state(), introduction.outcome, introduction.reported_by) == ("agreed", "agreed", "candidate")
    assert (introduction.contract_on, introduction.trainees_planned) == (today(), 6)
    assert [each.state for each in MatchRequest.objects.get().candidates.all()] == ["introduced", "closed"]
    with pytest.raises(WrongState):
        agree(world, candidate)


@pytest.mark.parametrize("days", [-1, 367])
def test_a_contract_lies_after_the_introduction_and_within_a_year(world, days):
    candidate = world.in_talks()

    with pytest.raises(introductions.DayOutOfRange):
        agree(world, candidate, contract_on=today() + datetime.timedelta(days=days))

    assert state() == "talks"


@pytest.mark.parametrize("number", [0, -1, 501, None])
def test_a_contract_is_for_some_trainees(world, number):
    candidate = world.in_talks()

    with pytest.raises(NeedMissing) as refusal:
        agree(world, candidate, trainees_planned=number)

    assert (refusal.value.need, state()) == ("contract", "talks")


def test_nothing_is_agreed_before_the_talks_nor_by_others_nor_against_a_rule(world):
    candidate = world.introduced()
    with pytest.raises(WrongState):
        agree(world, candidate)
    for side in (R, C):
        world.consent(candidate, side)
    with pytest.raises(NotAllowed):
        introductions.agree(candidate=candidate, side=C, by=by_side(world, R), contract_on=today(), trainees_planned=6)
    suspend(world.candidates[0])

    with pytest.raises(NeedMissing) as refusal:
        agree(world, candidate)

    assert (refusal.value.need, state()) == ("rules_hold", "talks")


def test_talks_that_come_to_nothing_have_a_reason_and_close_the_contacts(world):
    candidate = world.in_talks()
    with pytest.raises(NeedMissing):
        introductions.not_agree(candidate=candidate, side=R, by=by_side(world, R), reason=" ")

    introductions.not_agree(candidate=candidate, side=R, by=by_side(world, R), reason="The wages.")

    introduction = Introduction.objects.get()
    assert (introduction.outcome, introduction.reason, introduction.reported_by) == (
        "not_agreed",
        "The wages.",
        "requester",
    )
    assert (state(), opened()) == ("not_agreed", set())


# Feedback -----------------------------------------------------------------------------------------------


def test_each_side_gives_its_feedback_once_and_only_when_it_is_over(world):
    candidate = world.in_talks()

    def give(side, by=None):
        by = by or by_side(world, side)
        introductions.give_feedback(candidate=candidate, side=side, by=by, rating=3, text="Well.")

    with pytest.raises(WrongState):
        give(R)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=1)):
        agree(world, candidate)
    for side in (R, C):
        give(side)
        with pytest.raises(introductions.FeedbackGiven):
            give(side)
    with pytest.raises(NotAllowed):
        give(C, by_side(world, R))

    assert sorted(Feedback.objects.values_list("side", flat=True)) == ["candidate", "requester"]


def test_a_side_agrees_so_often_a_day_and_the_other_still_may(world, monkeypatch):
    monkeypatch.setattr(introductions, "MOST_CONSENTS", 2)
    candidate = world.introduced()
    for _time in range(2):
        world.consent(candidate, C)
        introductions.withdraw_consent(candidate=candidate, by=by_side(world, C))

    with pytest.raises(introductions.TooManyConsents):
        world.consent(candidate, C)
    assert world.consent(candidate, R).side == "requester"
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        assert world.consent(candidate, C).side == "candidate"
