"""Two at the same moment: the second waits, and sees what the first did."""

import datetime

import pytest
from django.db import transaction

from seminars.models import Paper, Payment, Place
from seminars.services import line, money, papers, registrations
from seminars.services.refusals import HasEnded, OfferEnded, PaymentDiffers
from tests.seminars import world
from tests.seminars.registering import keys, offer_to, people, places, register
from tests.two_at_a_time import running, wait_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)


def after(first, *seconds):
    """``first`` is done and not yet committed when the others begin, who then wait for it."""
    with transaction.atomic():
        first()
        others = running(*seconds)
        others.__enter__()
        wait_for_a_lock()
    others.__exit__(None, None, None)


def test_two_for_the_last_place():
    group = world.make_group(people=1)
    members = [world.make_member() for _number in range(2)]
    after(lambda: register(group, 1, member=members[0]), lambda: register(group, 1, member=members[1]))
    found = {each.organization_id: places(each) for each in group.registrations.all()}
    assert [found[each.organization_id] for each in members] == [{"seated": 1}, {"waiting": 1}]


def test_a_place_given_back_goes_to_who_registers_at_that_moment_only_behind_the_list():
    group = world.make_group(people=1)
    seated, waiting, member = register(group, 1), register(group, 1), world.make_member()
    after(
        lambda: registrations.cancel(registration=seated, by=seated.created_by),
        lambda: register(group, 1, member=member),
    )
    late = group.registrations.get(organization=member.organization)
    assert (places(waiting), places(late)) == ({"offered": 1}, {"waiting": 1})


def test_an_offer_is_answered_once():
    group = world.make_group(people=2)
    seated, waiting = register(group, 2), register(group, 1)
    registrations.change_people(registration=seated, by=seated.created_by, given_up=set(keys(seated)[:1]))
    offer, by, refused = offer_to(waiting), waiting.created_by, []

    def decline():
        try:
            line.decline_offer(offer=offer, by=by)
        except OfferEnded:
            refused.append("declined")

    def give_up():
        try:
            registrations.cancel(registration=waiting, by=by)
        except HasEnded:
            refused.append("cancelled")

    person = set(keys(waiting, Place.OFFERED))
    after(lambda: line.accept_offer(offer=offer, by=by, people=person, keep_waiting=False), decline)
    assert (refused, places(waiting)) == (["declined"], {"seated": 1})
    after(lambda: registrations.cancel(registration=waiting, by=by), give_up)
    assert refused == ["declined", "cancelled"]


def test_numbers_of_papers_of_two_events_run_on():
    found = [register(world.make_group(price_general=1100), 1) for _number in range(2)]
    after(*(lambda each=each: papers.issue_invoice(registration=each, by=None) for each in found))
    numbers = Paper.objects.order_by("number").values_list("number", flat=True)
    assert [number[-6:] for number in numbers] == ["000001", "000002"]


def test_what_a_provider_tells_of_two_events_at_once_stands_once():
    found = [register(world.make_group(price_general=1100), 1) for _number in range(2)]
    told = {"provider": "sample", "reference": "abc", "amount": 1100, "paid_on": datetime.date(2026, 11, 1)}
    refused = []

    def tell(registration):
        try:
            money.record_provider_payment(registration=registration, **told)
        except PaymentDiffers:
            refused.append(registration)

    after(lambda: tell(found[0]), lambda: tell(found[1]))
    assert [each.registration for each in Payment.objects.all()] == [found[0]]
    assert refused == [found[1]]


def test_people_added_by_two_editors_stay_within_the_limit():
    group = world.make_group(people=9, most_per_organization=3)
    registration = register(group, 2)
    refused = []

    def add():
        try:
            registrations.change_people(registration=registration, by=registration.created_by, added=people(1))
        except registrations.TooManyPeople:
            refused.append(1)

    after(add, add)
    assert (refused, places(registration)) == ([1], {"seated": 3})
