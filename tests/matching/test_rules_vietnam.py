"""Vietnam: 3 contracts below 100 trainees in the previous calendar year, 5 below 200, then without limit."""

import pytest

from matching.queries.rules import Missing, Outcome
from matching.queries.rules.vietnam import limit_of
from matching.queries.statements import statement_source
from organizations.models import Organization
from tests import factories as make
from tests.matching.world import DAY, make_pair

pytestmark = pytest.mark.django_db
HOLDS, FAILS, NOT_KNOWN = Outcome.HOLDS, Outcome.FAILS, Outcome.NOT_KNOWN
LAST_YEAR = DAY.year - 1
CARE = "7-13-1"


@pytest.fixture
def pair():
    """With the figure of last year and no contract."""
    pair = make_pair("VN")
    make.make_trainee_figure(pair.supervising, LAST_YEAR, pair.programme, number=99)
    make.make_confirmation("all_partners", organization=pair.supervising, country=pair.country)
    return pair


def add_partners(pair, number, **values):
    for _number in range(number):
        make.make_partnership(make.make_organization(pair.country), pair.supervising, from_on="2020-01-01", **values)


def set_trainees(pair, number):
    pair.supervising.trainee_figures.update(number=number)


def said(pair, **asked):
    answer = pair.answer("partners", **asked)
    return answer.outcome, answer.missing


@pytest.mark.parametrize(
    ("trainees", "limit"), [(0, 3), (1, 3), (99, 3), (100, 5), (199, 5), (200, None), (5000, None)]
)
def test_the_limit_follows_the_number_of_trainees(trainees, limit):
    assert limit_of(trainees) == limit


@pytest.mark.parametrize(
    ("trainees", "partners", "outcome"),
    [
        (99, 2, HOLDS),
        (99, 3, FAILS),
        (100, 3, HOLDS),
        (100, 4, HOLDS),
        (199, 5, FAILS),
        (200, 5, HOLDS),
        (200, 9, HOLDS),
    ],
)
def test_one_contract_more_must_stay_within_the_limit(pair, trainees, partners, outcome):
    set_trainees(pair, trainees)
    add_partners(pair, partners)

    assert said(pair) == (outcome, None)


def test_a_country_rule_stands_beside_the_general_ones(pair):
    names = [each.rule.name for each in pair.check().answered]

    assert names == ["permit", "orders", "standing", "agreement", "fees", "partners"]


def test_the_figure_of_another_year_is_none(pair):
    pair.supervising.trainee_figures.update(year=LAST_YEAR - 1)

    assert said(pair) == (NOT_KNOWN, Missing.TRAINEES)


def test_the_figure_of_another_programme_is_none(pair):
    pair.supervising.trainee_figures.update(programme=make.make_programme(code="ssw", short_en="SSW"))

    assert said(pair) == (NOT_KNOWN, Missing.TRAINEES)


@pytest.mark.parametrize(("number", "outcome"), [(150, NOT_KNOWN), (200, HOLDS)])
def test_figures_of_some_operations_are_the_least_there_were(pair, number, outcome):
    pair.supervising.trainee_figures.update(operation=pair.operation, number=number)

    assert pair.answer("partners").outcome == outcome


def test_contracts_that_nobody_confirmed_to_be_all_are_not_known(pair):
    pair.supervising.confirmations.filter(subject="all_partners").delete()

    assert said(pair) == (NOT_KNOWN, Missing.PARTNERS)


def test_a_confirmation_for_another_country_says_nothing(pair):
    pair.supervising.confirmations.filter(subject="all_partners").update(country=make.make_country())

    assert said(pair) == (NOT_KNOWN, Missing.PARTNERS)


def test_a_contract_of_which_the_end_is_not_certain_leaves_it_open(pair):
    add_partners(pair, 2)
    add_partners(pair, 1, until_on=str(DAY.year))

    assert said(pair) == (NOT_KNOWN, Missing.PARTNERS)


def test_contracts_that_ended_and_those_in_other_countries_do_not_count(pair):
    add_partners(pair, 2)
    add_partners(pair, 3, until_on="2026-11-19")
    for _number in range(4):
        make.make_partnership(make.make_organization(), pair.supervising, from_on="2020-01-01")

    assert said(pair) == (HOLDS, None)


def test_two_contracts_with_one_organization_are_one_partner(pair):
    add_partners(pair, 2)
    partner = pair.supervising.supervising.partnerships.first().sending_organization.organization
    make.make_partnership(partner, pair.supervising, from_on="2021-01-01")

    assert said(pair) == (HOLDS, None)


def test_with_a_partner_of_today_no_further_contract_is_made(pair):
    add_partners(pair, 3)
    make.make_partnership(pair.sending, pair.supervising, from_on="2020-01-01")

    assert said(pair) == (HOLDS, None)


@pytest.mark.parametrize(("others", "outcome"), [(2, HOLDS), (3, NOT_KNOWN)])
def test_a_contract_of_the_two_that_may_have_ended_is_not_counted_against_them(pair, others, outcome):
    add_partners(pair, others)
    make.make_partnership(pair.sending, pair.supervising, from_on="2020-01-01", until_on=str(DAY.year))

    assert pair.answer("partners").outcome == outcome


def test_partners_that_were_merged_are_one(pair):
    add_partners(pair, 2)
    one, other = (each.sending_organization.organization for each in pair.supervising.supervising.partnerships.all())
    add_partners(pair, 1)
    Organization.objects.filter(pk=one.pk).update(merged_into=other)

    assert pair.answer("partners").outcome == HOLDS


def test_a_contract_with_what_was_merged_into_the_candidate_is_one_with_it(pair):
    add_partners(pair, 3)
    merged = make.make_organization(pair.country)
    make.make_partnership(merged, pair.supervising, from_on="2020-01-01")
    Organization.objects.filter(pk=merged.pk).update(merged_into=pair.sending)

    assert pair.answer("partners").outcome == HOLDS


def test_the_limit_is_of_technical_intern_training_alone(pair):
    assert pair.answer("partners", programme=make.make_programme(code="esd", short_en="ESD")) is None


def test_other_countries_have_no_such_limit():
    assert make_pair("PH").answer("partners") is None


def test_care_needs_the_separate_permission(pair):
    care = [make.make_operation(CARE)]
    before = pair.answer("care", operations=care)

    make.make_allowance(pair.sending, pair.office, pair.programme, from_on="2018-06-01")

    assert (before.outcome, before.missing) == (NOT_KNOWN, Missing.ALLOWANCE)
    assert pair.answer("care", operations=care).outcome == HOLDS
    assert pair.answer("care") is None


# What organizations state themselves ------------------------------------------------------------------------


def stated(row, organization):
    type(row).objects.filter(pk=row.pk).update(**statement_source(organization=organization, day=DAY))
    return row


@pytest.mark.parametrize(("others", "outcome"), [(2, HOLDS), (3, NOT_KNOWN)])
@pytest.mark.parametrize("by", ["supervising", "sending"])
def test_a_contract_that_only_one_of_the_two_states_lets_nobody_past_the_limit(pair, others, outcome, by):
    add_partners(pair, others)
    stated(make.make_partnership(pair.sending, pair.supervising, from_on="2020"), getattr(pair, by))

    assert said(pair)[0] == outcome


def test_the_word_of_the_other_side_alone_makes_no_rule_fail(pair):
    for _number in range(3):
        other = make.make_organization(pair.country)
        stated(make.make_partnership(other, pair.supervising, from_on="2020"), other)

    assert said(pair) == (NOT_KNOWN, Missing.PARTNERS)


def test_its_own_word_about_its_contracts_counts_against_it(pair):
    for _number in range(3):
        row = make.make_partnership(make.make_organization(pair.country), pair.supervising, from_on="2020")
        stated(row, pair.supervising)

    assert said(pair) == (FAILS, None)


@pytest.mark.parametrize("number", [99, 250])
def test_a_number_that_is_its_own_statement_is_named_as_such(pair, number):
    set_trainees(pair, number)
    before = pair.answer("partners").reason
    for figure in pair.supervising.trainee_figures.all():
        stated(figure, pair.supervising)

    assert "own statement" not in before
    assert "The number is its own statement." in pair.answer("partners").reason


def test_the_reason_says_who_confirmed_that_all_are_listed(pair):
    before = pair.answer("partners").reason
    stated(pair.supervising.confirmations.get(subject="all_partners"), pair.supervising)

    assert before.endswith("Confirmed on 20 November 2026 (Sample source).")
    assert "the supervising organization said itself on 20 November 2026" in pair.answer("partners").reason
