"""Charges, terms for cancelling, payments, and the papers on them."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import override_settings

from jitco_portal.common.models import OutboxMessage
from seminars.models import Charge, Paper, Payment
from seminars.queries.money import account_of, cancellation_cost, term_of
from seminars.services import line, money, papers, publishing, registrations
from seminars.services.refusals import NotAllowed, NothingToWrite, PaidAlready, PaymentDiffers, PaysBackTooMuch
from tests import factories as make
from tests.seminars import world
from tests.seminars.registering import keys, ledger_adds_up, people, register, staff

pytestmark = pytest.mark.django_db
NUMBER = "T1234567890123"


def treasurer():
    return staff("add_payment", "add_charge", "change_registration")


def priced_group(**values):
    """With terms: from seven days before 30 per cent, from three 50, on the day all of it."""
    group = world.make_group(world.make_event(), price_general=3333, price_member=1000, **values)
    for days, percent in ((7, 30), (3, 50), (0, 100)):
        group.event.cancellation_terms.create(days_before=days, percent=percent)
    return group


def charges(registration):
    return [(each.kind, each.people, each.amount) for each in registration.charges.order_by("pk")]


# What is charged --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "hour", "percent"), [(22, 23, None), (23, 0, 30), (26, 23, 30), (27, 0, 50), (29, 23, 50), (30, 0, 100)]
)
def test_the_term_of_a_day_is_that_on_the_clock_of_the_place(day, hour, percent):
    group = priced_group()
    term = term_of(event=group.event, at=world.in_days(day, hour))
    assert (term and term.percent) == percent
    abroad = priced_group()
    type(abroad.event).objects.filter(pk=abroad.event.pk).update(time_zone="America/Los_Angeles")
    abroad.event.refresh_from_db()
    # There the event begins a day earlier, and so does each term, seventeen hours later.
    term = term_of(event=abroad.event, at=world.in_days(day - 1, hour) + datetime.timedelta(hours=17))
    assert (term and term.percent) == percent


def test_part_of_a_yen_falls_away_for_each_person():
    group = priced_group()
    at = world.in_days(25)
    assert cancellation_cost(event=group.event, unit_price=3333, people=2, at=at) == (2 * 999, 30)


def test_places_given_up_late_cost_their_part():
    group = priced_group()
    registration = register(group, 3)
    with time_machine.travel(world.in_days(19)):
        registrations.change_people(
            registration=registration, by=registration.created_by, given_up=set(keys(registration)[:1])
        )
    with time_machine.travel(world.in_days(24)):
        registrations.cancel(registration=registration, by=registration.created_by)

    assert charges(registration) == [
        ("places", 3, 9999),
        ("released", 1, -3333),
        ("released", 2, -6666),
        ("cancellation", 2, 1998),
    ]
    assert account_of(registration=registration).due == 1998
    assert ledger_adds_up(registration)
    told = OutboxMessage.objects.filter(kind="event_left").order_by("-pk").first()
    assert "1,998" in told.body


def test_who_waits_or_is_offered_a_place_owes_nothing():
    group = priced_group(people=1)
    seated, waiting = register(group, 1), register(group, 2)
    with time_machine.travel(world.in_days(24)):
        registrations.cancel(registration=seated, by=seated.created_by)
        registrations.cancel(registration=waiting, by=waiting.created_by)
    assert charges(waiting) == []


def test_what_is_free_leaves_no_line():
    registration = register(world.make_group(), 2)
    registrations.cancel(registration=registration, by=registration.created_by)
    assert charges(registration) == []


def test_the_ledger_only_grows():
    registration = register(priced_group(), 1)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Charge.objects.update(amount=1)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Charge.objects.all().delete()
    assert charges(registration) == [("places", 1, 3333)]


def test_staff_correct_with_a_reason():
    registration = register(priced_group(), 1)
    by = treasurer()
    for values in ({"amount": 0, "reason": "x"}, {"amount": 5, "reason": " "}, {"amount": -3334, "reason": "x"}):
        with pytest.raises(ValidationError):
            money.correct(registration=registration, by=by, **values)
    with pytest.raises(NotAllowed):
        money.correct(registration=registration, by=registration.created_by, amount=-1, reason="x")
    money.correct(registration=registration, by=by, amount=-333, reason="Came late by our fault.")
    assert account_of(registration=registration).charged == 3000
    assert ledger_adds_up(registration)


@pytest.mark.parametrize(("percent", "day"), [(None, 19), (30, 24)])
def test_a_reduction_ends_with_the_place(percent, day):
    registration = register(priced_group(), 1)
    by = treasurer()
    money.correct(registration=registration, by=by, amount=-2000, reason="Helped at the door.")
    money.mark_payment(registration=registration, by=by, amount=1333)
    papers.issue_invoice(registration=registration, by=by)
    with time_machine.travel(world.in_days(day)):
        registrations.cancel(registration=registration, by=registration.created_by)

    account = account_of(registration=registration)
    assert (account.charged, account.owed_back) == (0, 1333)
    assert [each.reason for each in account.lines if each.amount > 0][-1] == "The reduction ends with the place."
    told = OutboxMessage.objects.get(kind="event_left").body
    assert ("this costs" in told, "1,333" in told) == (False, True)
    assert ledger_adds_up(registration)
    assert papers.current(registration, Paper.Kind.INVOICE).total == 0


def test_no_reduction_is_paid_back_for_an_event_that_is_called_off():
    registration = register(priced_group(), 1)
    money.correct(registration=registration, by=treasurer(), amount=-3333, reason="A guest.")
    publishing.cancel_event(event=registration.event, reason="A typhoon.")
    assert account_of(registration=registration).due == 0
    assert ledger_adds_up(registration)


# What is paid -----------------------------------------------------------------------------------------


def test_payments_and_what_is_paid_back():
    registration = register(priced_group(), 2)
    by = treasurer()
    with pytest.raises(NotAllowed):
        money.mark_payment(registration=registration, by=staff(), amount=6666)
    with pytest.raises(NotAllowed):
        money.mark_payment(registration=registration, by=registration.created_by, amount=6666)
    for values in ({"amount": 0}, {"amount": 1, "paid_on": world.in_days(1).date()}):
        with pytest.raises(ValidationError):
            money.mark_payment(registration=registration, by=by, **values)
    money.mark_payment(registration=registration, by=by, amount=6666, reference=" 0815 ")
    with pytest.raises(PaidAlready):
        money.mark_payment(registration=registration, by=by, amount=6666, reference="0815")
    registrations.cancel(registration=registration, by=registration.created_by)

    account = account_of(registration=registration)
    assert (account.charged, account.paid, account.due, account.owed_back) == (0, 6666, -6666, 6666)
    told = OutboxMessage.objects.get(kind="event_left")
    assert "6,666" in told.body
    with pytest.raises(PaysBackTooMuch) as error:
        money.mark_payment(registration=registration, by=by, amount=6667, kind=Payment.Kind.REFUNDED)
    assert error.value.paid == 6666
    money.mark_payment(registration=registration, by=by, amount=6666, kind=Payment.Kind.REFUNDED)
    account = account_of(registration=registration)
    assert account.is_settled
    assert [(each.amount, each.is_payment) for each in account.lines] == [
        (6666, False), (-6666, False), (-6666, True), (6666, True)
    ]  # fmt: skip


def test_what_a_provider_tells_twice_stands_once():
    registration, other = register(priced_group(), 1), register(priced_group(), 1)
    told = {"provider": "sample", "reference": "abc", "amount": 3333, "paid_on": datetime.date(2026, 11, 1)}
    first = money.record_provider_payment(registration=registration, **told)
    assert money.record_provider_payment(registration=registration, **told) == first
    for again in ({"registration": other, **told}, {"registration": registration, **told, "amount": 1}):
        with pytest.raises(PaymentDiffers):
            money.record_provider_payment(**again)
    for wrong in ({"provider": "transfer"}, {"reference": " "}, {"amount": 0}):
        with pytest.raises(ValidationError):
            money.record_provider_payment(registration=registration, **{**told, **wrong})
    back = {"registration": registration, **told, "kind": Payment.Kind.REFUNDED}
    assert money.record_provider_payment(**back) == money.record_provider_payment(**back)
    assert Payment.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(registration=other, amount=1, provider="sample", reference="abc")


# Papers -----------------------------------------------------------------------------------------------


@override_settings(INVOICE_ISSUER_NUMBER=NUMBER, INVOICE_ISSUER_NAME="Sample issuer")
def test_an_invoice_says_what_the_law_asks():
    registration = register(priced_group(), 3)
    paper = papers.issue_invoice(registration=registration, by=registration.created_by)

    assert (paper.number, paper.kind) == (f"I-{paper.issued_on.year}-000001", "invoice")
    assert (paper.issuer_number, paper.issuer_name) == (NUMBER, "Sample issuer")
    assert paper.recipient == registration.organization.name_ja
    assert paper.supplied_on == str(world.in_days(30).date())
    assert paper.due_on == paper.issued_on + datetime.timedelta(days=14)
    assert (paper.total, paper.tax_percent, paper.tax) == (9999, 10, 909)
    assert [(each["people"], each["unit"], each["amount"]) for each in paper.lines] == [(3, 3333, 9999)]
    assert paper.issuer_number == NUMBER
    assert papers.issue_invoice(registration=registration, by=registration.created_by) == paper
    assert not OutboxMessage.objects.filter(kind="event_paper").exists()


@pytest.mark.parametrize(
    ("amount", "percent", "tax"),
    [(1100, 10, 100), (1109, 10, 100), (1110, 10, 100), (21, 10, 1), (500, 0, 0), (-1109, 10, -100)],
)
def test_tax_is_rounded_down_once(amount, percent, tax):
    assert papers.tax_within(amount, percent) == tax


def test_tax_is_counted_for_the_paper_and_not_for_each_line():
    registration = register(world.make_group(price_general=16), 2)
    # 32 yen hold 2.9; two places of 16 would hold 1.45 each, 2 together.
    money.correct(registration=registration, by=treasurer(), amount=1, reason="x")
    paper = papers.issue_invoice(registration=registration, by=registration.created_by)
    assert (paper.total, paper.tax) == (33, 3)


def test_without_a_number_it_is_no_qualified_invoice():
    paper = papers.issue_invoice(registration=register(priced_group(), 1), by=None)
    assert paper.issuer_number == ""


def test_a_changed_amount_issues_another_paper_that_names_the_former():
    registration = register(priced_group(), 3)
    first = papers.issue_invoice(registration=registration, by=registration.created_by)
    with time_machine.travel(world.in_days(24)):
        registrations.change_people(
            registration=registration, by=registration.created_by, given_up=set(keys(registration)[:1])
        )
    second = papers.current(registration, Paper.Kind.INVOICE)

    assert (second.replaces, second.total) == (first, 2 * 3333 + 999)
    # What a late cancellation costs makes good a loss: no tax is in it.
    assert papers.totals_of(second) == {"taxed": 6666, "untaxed": 999}
    assert second.tax == 6666 * 10 // 110
    assert Paper.objects.get(pk=first.pk).total == 9999
    assert "It takes the place of " + first.number in OutboxMessage.objects.get(kind="event_paper").body
    with pytest.raises(ProgrammingError), transaction.atomic():
        Paper.objects.filter(pk=first.pk).update(total=1)


def test_an_offer_that_is_accepted_changes_the_invoice():
    group = priced_group(people=3)
    registration, other = register(group, 2), register(group, 1)
    registrations.change_people(registration=registration, by=registration.created_by, added=people(1))
    papers.issue_invoice(registration=registration, by=registration.created_by)
    registrations.cancel(registration=other, by=other.created_by)
    offer = registration.offers.get()
    line.accept_offer(
        offer=offer, by=registration.created_by, people=set(keys(registration, "offered")), keep_waiting=False
    )
    assert papers.current(registration, Paper.Kind.INVOICE).total == 9999


def test_a_receipt_is_for_what_was_paid():
    registration = register(priced_group(), 2)
    by = treasurer()
    with pytest.raises(NothingToWrite):
        papers.issue_receipt(registration=registration, by=by)
    money.mark_payment(registration=registration, by=by, amount=1000)
    part = papers.issue_receipt(registration=registration, by=registration.created_by)
    assert (part.number[:2], part.total, part.tax) == ("R-", 1000, 0)
    money.mark_payment(registration=registration, by=by, amount=5666)
    whole = papers.current(registration, Paper.Kind.RECEIPT)
    assert (whole.replaces, whole.total, whole.tax) == (part, 6666, 606)


def test_money_that_goes_back_has_its_note():
    registration = register(priced_group(), 2)
    by = treasurer()
    invoice = papers.issue_invoice(registration=registration, by=by)
    payment = money.mark_payment(registration=registration, by=by, amount=6666)
    with pytest.raises(NothingToWrite):
        papers.issue_return(payment=payment, by=by)
    registrations.change_people(
        registration=registration, by=registration.created_by, given_up=set(keys(registration)[:1])
    )
    back = money.mark_payment(registration=registration, by=by, amount=3333, kind=Payment.Kind.REFUNDED)
    note = Paper.objects.get(kind=Paper.Kind.RETURN)

    assert (note.number[:2], note.total, note.tax, note.replaces) == ("N-", 3333, 303, None)
    replaced = papers.current(registration, Paper.Kind.INVOICE)
    assert replaced.replaces == invoice
    # The day of the return, that of the service, and the invoice it rests on.
    assert (note.issued_on, note.supplied_on) == (back.paid_on, str(group_day(registration)))
    assert note.lines[0]["about"] == replaced.number
    assert papers.issue_return(payment=back, by=by) == note


def group_day(registration):
    return registration.event.day


def test_numbers_run_without_a_gap_within_kind_and_year():
    first, second = (register(priced_group(), 1) for _number in range(2))
    year = papers.issue_invoice(registration=first, by=None).issued_on.year
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert 1 / (papers.issue_invoice(registration=second, by=None).total - 3333)
    papers.issue_invoice(registration=second, by=None)
    assert sorted(Paper.objects.values_list("number", flat=True)) == [f"I-{year}-000001", f"I-{year}-000002"]
    with time_machine.travel(datetime.datetime(year + 1, 1, 1, tzinfo=world.TOKYO)):
        third = papers.issue_invoice(registration=register(priced_group(), 1), by=None)
    assert third.number == f"I-{year + 1}-000001"


def test_strangers_get_no_paper():
    registration = register(priced_group(), 1)
    for by in (make.make_user(), world.make_member().user, staff("view_registration")):
        with pytest.raises(NotAllowed):
            papers.issue_invoice(registration=registration, by=by)
    with pytest.raises(NothingToWrite):
        papers.issue_invoice(registration=register(world.make_group(), 1), by=None)
