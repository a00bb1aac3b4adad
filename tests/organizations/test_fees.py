"""Fees against the cap: what is above, and why something cannot be compared."""

import datetime
from decimal import Decimal

import pytest

from organizations.queries.fees import Outcome, fee_tables
from tests.factories import make_country, make_exchange_rate, make_fee, make_fee_cap, make_organization, make_programme

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 23)


@pytest.fixture
def organization():
    return make_organization(make_country())


def table(organization, day=DAY):
    return fee_tables(organizations=[organization], day=day)[organization.pk]


def outcomes(organization, day=DAY):
    return [line.outcome for line in table(organization, day).lines]


@pytest.mark.parametrize(
    ("amount", "outcome"),
    [("3600.01", Outcome.ABOVE), ("3600", Outcome.WITHIN), ("0", Outcome.WITHIN)],
)
def test_fee_in_the_currency_of_the_cap_needs_no_rate(organization, amount, outcome):
    make_fee_cap(organization.country)
    make_fee(organization, amount=Decimal(amount))

    assert outcomes(organization) == [outcome]


def test_fee_in_another_currency_is_converted_by_way_of_yen_and_says_the_rates(organization):
    usd = make_exchange_rate("USD", yen=150)
    vnd = make_exchange_rate("VND", yen=Decimal("0.006"))
    make_fee_cap(organization.country)
    make_fee(organization, amount=92_500_000, currency="VND")

    [line] = table(organization).lines

    assert (line.outcome, line.in_cap_currency.amount, line.yen.amount) == (
        Outcome.ABOVE,
        Decimal(3700),
        Decimal(555_000),
    )
    assert (line.in_cap_currency.rates, line.yen.rates) == ((vnd, usd), (vnd,))


def test_newest_rate_by_the_day_is_used_and_none_of_later_days(organization):
    make_exchange_rate("USD", day=datetime.date(2026, 1, 1), yen=140)
    make_exchange_rate("USD", day=datetime.date(2026, 11, 23), yen=150)
    make_exchange_rate("USD", day=datetime.date(2026, 11, 24), yen=160)
    make_fee(organization, amount=100)

    assert table(organization).lines[0].yen.amount == 15_000


@pytest.mark.parametrize("held", [[], ["USD"], ["VND"]])
def test_fee_without_a_rate_says_that_it_cannot_be_compared(organization, held):
    for currency in held:
        make_exchange_rate(currency)
    make_fee_cap(organization.country)
    make_fee(organization, amount=92_500_000, currency="VND")

    assert outcomes(organization) == [Outcome.NO_RATE]


def test_rate_of_a_later_day_is_no_rate(organization):
    make_exchange_rate("USD", day=DAY + datetime.timedelta(days=1))
    make_fee_cap(organization.country, currency="JPY", amount=500_000)
    make_fee(organization)

    assert outcomes(organization) == [Outcome.NO_RATE]


@pytest.mark.parametrize(("amount", "outcome"), [("0.01", Outcome.FORBIDDEN), ("0", Outcome.WITHIN)])
@pytest.mark.parametrize("subject", ["sending_fee", "teaching", "other_costs", "management"])
def test_where_no_fee_is_allowed_any_fee_to_the_trainee_warns(organization, subject, amount, outcome):
    make_fee_cap(organization.country, kind="none_allowed", term_years=None)
    make_fee(organization, subject=subject, amount=Decimal(amount), currency="PHP")

    assert outcomes(organization) == [outcome]


def test_cap_of_its_own_is_not_overruled_by_a_ban_on_the_fee_for_sending(organization):
    make_fee_cap(organization.country, kind="none_allowed", term_years=None)
    make_fee_cap(organization.country, subject="teaching", amount=500, term_years=None)
    make_fee(organization, subject="teaching", amount=400)

    assert outcomes(organization) == [Outcome.WITHIN]


def test_cap_in_months_of_pay_cannot_be_compared(organization):
    make_fee_cap(organization.country, kind="months_of_pay", months=3)
    make_fee(organization)

    assert outcomes(organization) == [Outcome.MONTHS_OF_PAY]


def test_supervising_organizations_fee_has_no_cap(organization):
    make_fee_cap(organization.country, kind="none_allowed", term_years=None)
    make_fee(organization, payer="supervising", subject="management")

    assert outcomes(organization) == [Outcome.NOT_CAPPED]


def test_cap_holds_for_its_programme_subject_and_term_only(organization):
    ssw = make_programme(code="ssw", position=2, new_plans_until=None)
    make_fee_cap(organization.country, term_years=1, amount=1200)
    make_fee_cap(organization.country, programme=ssw, amount=1500)
    make_fee(organization, amount=3000)

    assert outcomes(organization) == [Outcome.NO_CAP]


def test_fee_without_a_term_cannot_be_compared_with_caps_by_term(organization):
    make_fee_cap(organization.country, term_years=3)
    make_fee(organization, term_years=None)

    assert outcomes(organization) == [Outcome.NO_TERM]


@pytest.mark.parametrize(
    ("period", "amount", "total", "outcome"),
    [("month", 101, 3636, Outcome.ABOVE), ("month", 100, 3600, Outcome.WITHIN), ("year", 1201, 3603, Outcome.ABOVE)],
)
def test_fee_by_time_is_counted_for_the_whole_contract(organization, period, amount, total, outcome):
    make_fee_cap(organization.country)
    make_fee(organization, period=period, amount=amount)

    [line] = table(organization).lines

    assert (line.total, line.outcome) == (total, outcome)


def test_fee_by_time_without_a_term_cannot_be_compared(organization):
    make_fee_cap(organization.country, term_years=None)
    make_fee(organization, period="month", amount=100, term_years=None)

    [line] = table(organization).lines

    assert (line.total, line.outcome) == (None, Outcome.NO_TERM)


def test_lines_of_one_subject_are_also_compared_together(organization):
    make_fee_cap(organization.country)
    make_fee(organization, amount=2000)
    make_fee(organization, amount=2000)

    found = table(organization)

    assert [line.outcome for line in found.lines] == [Outcome.WITHIN, Outcome.WITHIN]
    assert [(each.outcome, each.total) for each in found.sums] == [(Outcome.ABOVE, 4000)]
    assert found.warnings == [*found.sums]


def test_line_that_may_have_been_replaced_adds_nothing(organization):
    make_fee(organization, amount=2000, until_on="2026")
    make_fee(organization, amount=2000, from_on="2026")

    assert table(organization).sums == ()


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        (datetime.date(2021, 12, 31), Outcome.ABOVE),
        (datetime.date(2022, 1, 1), Outcome.MONTHS_OF_PAY),
        (datetime.date(2016, 4, 5), Outcome.NO_CAP),
    ],
)
def test_cap_is_the_one_in_force_on_the_day(organization, day, outcome):
    make_fee_cap(organization.country, from_on="2016-04-06", until_on="2021-12-31")
    make_fee_cap(organization.country, kind="months_of_pay", months=3, from_on="2022-01-01")
    make_fee(organization, amount=4000)

    assert outcomes(organization, day) == [outcome]


def test_fee_that_had_ended_is_not_shown(organization):
    make_fee(organization, amount=2000, until_on="2026-11-22")
    make_fee(organization, amount=2500, from_on="2026-11-23")

    assert [line.fee.amount for line in table(organization).lines] == [2500]


def test_what_the_trainee_pays_for_sending_comes_first(organization):
    make_fee(organization, payer="supervising", subject="management")
    make_fee(organization, subject="other_costs")
    make_fee(organization, term_years=1)
    make_fee(organization)

    lines = [line.fee for line in table(organization).lines]

    assert [(fee.payer, fee.subject, fee.term_years) for fee in lines] == [
        ("trainee", "sending_fee", 3),
        ("trainee", "sending_fee", 1),
        ("trainee", "other_costs", 3),
        ("supervising", "management", 3),
    ]


def test_tables_of_several_organizations_cost_three_queries(organization, django_assert_num_queries):
    others = [organization, *(make_organization(organization.country) for _ in range(3))]
    for each in others:
        make_fee(each)

    with django_assert_num_queries(3):
        tables = fee_tables(organizations=others, day=DAY)

    assert [len(tables[each.pk].lines) for each in others] == [1, 1, 1, 1]
