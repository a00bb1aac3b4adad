"""Each rule holds, fails, or does not know and asks; what is missing never passes."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from matching.models import Confirmation
from matching.queries.agreed import agreed_but_not_listed
from matching.queries.rules import ALL_RULES, Missing, Outcome, load_cases
from matching.queries.rules.answers import Answer
from matching.queries.rules.cases import Supervision, load_cases_of
from matching.queries.statements import statement_source
from tests import factories as make
from tests.matching.world import DAY, make_pair

pytestmark = pytest.mark.django_db
HOLDS, FAILS, NOT_KNOWN = Outcome.HOLDS, Outcome.FAILS, Outcome.NOT_KNOWN
CARE = "7-13-1"


@pytest.fixture
def pair():
    return make_pair()


def said(answer):
    return answer.outcome, answer.missing


def change(row, **values):
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def test_a_pair_between_whom_nothing_stands_may_be_introduced(pair):
    check = pair.check()

    assert [(each.rule.name, each.answer.outcome) for each in check.answered] == [
        ("permit", HOLDS),
        ("orders", HOLDS),
        ("standing", HOLDS),
        ("agreement", HOLDS),
        ("fees", HOLDS),
    ]
    assert check.may_be_introduced
    assert check.outcome == HOLDS


def test_one_rule_that_does_not_know_is_enough_to_stop_them(pair):
    pair.no_order.delete()

    check = pair.check()

    assert [each.rule.name for each in check.not_known] == ["orders"]
    assert check.outcome == NOT_KNOWN
    assert not check.may_be_introduced


def test_a_rule_that_fails_outweighs_one_that_does_not_know(pair):
    pair.no_order.delete()
    change(pair.permit, valid_until="2026-11-19")

    check = pair.check()

    assert check.outcome == FAILS
    assert [each.rule.name for each in check.failing] == ["permit"]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: f"{rule.country or 'all'} {rule.name}")
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_rule_names_itself_and_where_it_is_written(rule, language):
    with translation.override(language):
        title, source = str(rule.title), str(rule.source)

    assert title
    assert source
    assert (language == "ja") == (not title.isascii()) == (not source.isascii())
    assert rule.source_url == "" or rule.source_url.startswith("http")


def test_names_of_rules_are_once_for_each_country():
    names = [(rule.country, rule.name) for rule in ALL_RULES]

    assert len(names) == len(set(names))


def test_not_known_says_what_is_missing_and_nothing_else_does():
    with pytest.raises(ValueError, match="names what is missing"):
        Answer(NOT_KNOWN, "Nobody knows.")
    with pytest.raises(ValueError, match="names what is missing"):
        Answer(HOLDS, "It holds.", missing=Missing.PERMIT)


def test_many_candidates_cost_as_many_queries_as_one(pair, django_assert_num_queries):
    others = [make.make_organization(pair.country) for _number in range(5)]
    for each in others:
        make.make_approval(each, pair.office, pair.programme)
        make.make_fee(each, pair.programme)
    asked = {"supervising": pair.supervising, "programme": pair.programme, "day": DAY, "operations": [pair.operation]}
    with django_assert_num_queries(19) as few:
        load_cases(sending=[pair.sending], **asked)

    with django_assert_num_queries(len(few)):
        cases = load_cases(sending=[pair.sending, *others], **asked)

    assert len(cases) == 6


def test_many_supervising_organizations_cost_as_many_queries_as_one(pair, django_assert_num_queries):
    others = [make.make_supervising() for _number in range(5)]
    asked = {"sending": pair.sending, "programme": pair.programme, "day": DAY, "operations": [pair.operation]}

    with django_assert_num_queries(19):
        [case] = load_cases_of(supervising=[pair.supervising], **asked)
    with django_assert_num_queries(19):
        cases = load_cases_of(supervising=[*others, pair.supervising], **asked)

    assert [each.supervising.pk for each in cases] == [each.pk for each in (*others, pair.supervising)]
    assert case == cases[-1]


def test_of_several_supervising_organizations_each_has_what_is_its_own(pair):
    """Permits, orders, partners, numbers, confirmations, and contracts of match-ups on either side."""
    other, third = make.make_supervising(), make.make_supervising()
    own = {
        "permits": make.make_permit(other, pair.programme),
        "sanctions": make.make_sanction(other),
        "partnerships": make.make_partnership(pair.sending, other, from_on="2020"),
        "trainee_figures": make.make_trainee_figure(other, 2025, pair.programme),
        "confirmations": make.make_confirmation("no_order", organization=other),
    }
    # With the one that is listed, with one that is not, and with one that asked itself.
    asked_itself = make.make_organization(pair.country)
    unlisted = make_agreed(make.make_match_request(other, state="agreed"), make.make_organization(pair.country))
    make_agreed(make.make_match_request(other, state="agreed"), pair.sending)
    make_agreed(make.make_match_request(asked_itself, state="agreed"), other)
    make_agreed(make.make_match_request(third, state="agreed"), pair.sending)
    asked = {"programme": pair.programme, "day": DAY, "operations": [pair.operation]}
    supervising = [other, third, pair.supervising]

    cases = load_cases_of(sending=pair.sending, supervising=supervising, **asked)

    found = {case.supervising.pk: case.supervision for case in cases}
    assert {name: getattr(found[other.pk], name) for name in own} == {name: (row,) for name, row in own.items()}
    assert found[other.pk].agreed == (unlisted, asked_itself)
    assert found[third.pk] == Supervision(agreed=(pair.sending,))
    assert found[pair.supervising.pk].permits == (pair.permit,)
    assert [each.agreed for each in found.values()] == [
        tuple(agreed_but_not_listed(organizations=[each], day=DAY)[each.pk]) for each in supervising
    ]
    assert cases == [
        case for each in supervising for case in load_cases(supervising=each, sending=[pair.sending], **asked)
    ]


def make_agreed(request, organization):
    """The organization that was chosen, with which it led to a contract."""
    candidate = make.make_candidate(request, organization, state="introduced")
    make.make_introduction(
        candidate,
        outcome="agreed",
        talks_at=timezone.now(),
        ended_at=timezone.now(),
        contract_on=DAY,
        trainees_planned=3,
    )
    return organization


# Permit ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "outcome", "missing"),
    [
        ({"valid_from": "2024-04-01", "valid_until": "2026-11-20"}, HOLDS, None),
        ({"valid_from": "2024-04-01", "valid_until": "2026-11-19"}, FAILS, None),
        ({"valid_from": "2026-11-21", "valid_until": "2029-03-31"}, FAILS, None),
        ({"valid_from": "2026-11-20", "valid_until": "2029-03-31"}, HOLDS, None),
        ({"valid_from": "2024-04-01", "valid_until": ""}, NOT_KNOWN, Missing.PERMIT),
        ({"valid_from": "2024-04-01", "valid_until": "2026-11"}, NOT_KNOWN, Missing.PERMIT),
        ({"valid_from": "", "valid_until": "2029-03-31"}, NOT_KNOWN, Missing.PERMIT),
    ],
)
def test_a_permit_holds_from_its_first_to_its_last_day(pair, dates, outcome, missing):
    change(pair.permit, **dates)

    assert said(pair.answer("permit")) == (outcome, missing)


def test_no_permit_recorded_is_not_known(pair):
    pair.permit.delete()

    assert said(pair.answer("permit")) == (NOT_KNOWN, Missing.PERMIT)


def test_a_permit_for_another_programme_says_nothing(pair):
    change(pair.permit, programme=make.make_programme(code="esd", short_en="ESD"))

    assert said(pair.answer("permit")) == (NOT_KNOWN, Missing.PERMIT)


def test_a_revoked_permit_fails(pair):
    make.make_sanction(pair.supervising, kind="revocation", from_on="2026-11-01")

    assert said(pair.answer("permit")) == (FAILS, None)


def test_for_a_programme_without_permits_nobody_is_introduced(pair):
    ssw = make.make_programme(code="ssw", short_en="SSW", new_plans_until=None)

    assert said(pair.answer("permit", programme=ssw)) == (NOT_KNOWN, Missing.PERMIT)
    assert not pair.check(programme=ssw).may_be_introduced


# Orders ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "outcome", "missing"),
    [
        ({"from_on": "2026-11-20", "until_on": ""}, FAILS, None),
        ({"from_on": "2026-11-01", "until_on": "2026-11-20"}, FAILS, None),
        ({"from_on": "2026-11-01", "until_on": "2026-11-19"}, HOLDS, None),
        ({"from_on": "2026-11-20", "until_on": "2026-11-20"}, FAILS, None),
        ({"from_on": "2026-11-21", "until_on": ""}, HOLDS, None),
        ({"from_on": "2026-11", "until_on": ""}, NOT_KNOWN, Missing.ORDERS),
    ],
)
def test_an_order_that_covers_the_day_is_open(pair, dates, outcome, missing):
    make.make_sanction(pair.supervising, **dates)

    assert said(pair.answer("orders")) == (outcome, missing)


@pytest.mark.parametrize(
    ("days_ago", "outcome"), [(0, HOLDS), (89, HOLDS), (90, NOT_KNOWN), (400, NOT_KNOWN), (-1, NOT_KNOWN)]
)
def test_no_order_has_to_be_confirmed_within_ninety_days(pair, days_ago, outcome):
    change(pair.no_order, confirmed_on=DAY - datetime.timedelta(days=days_ago))

    assert pair.answer("orders").outcome == outcome


def test_the_confirmation_of_another_organization_is_none(pair):
    change(pair.no_order, organization=make.make_supervising())

    assert said(pair.answer("orders")) == (NOT_KNOWN, Missing.ORDERS)


def test_an_order_after_the_confirmation_shows_that_it_was_not_all(pair):
    change(pair.no_order, confirmed_on="2026-10-01")
    make.make_sanction(pair.supervising, from_on="2026-11-01", until_on="2026-11-10")
    late = said(pair.answer("orders"))

    change(pair.no_order, confirmed_on="2026-11-11")

    assert late == (NOT_KNOWN, Missing.ORDERS)
    assert said(pair.answer("orders")) == (HOLDS, None)


@pytest.mark.parametrize(
    ("dates", "outcome"),
    [
        # Recorded afterwards: on the day on which it was said, one was open, or may have been.
        ({"from_on": "2026-09-15", "until_on": "2026-10-01"}, NOT_KNOWN),
        ({"from_on": "2026-09-15", "until_on": "2026-10"}, NOT_KNOWN),
        ({"from_on": "2026-09-15", "until_on": "2026-09-30"}, HOLDS),
        # Begun after it, on a day that nobody knows.
        ({"from_on": "2026-10", "until_on": "2026-10-20"}, NOT_KNOWN),
        ({"from_on": "2026", "until_on": "2026-10-20"}, NOT_KNOWN),
    ],
)
def test_what_is_recorded_against_a_confirmation_undoes_it(pair, dates, outcome):
    change(pair.no_order, confirmed_on="2026-10-01")
    make.make_sanction(pair.supervising, **dates)

    assert pair.answer("orders").outcome == outcome


def test_the_reason_names_who_confirmed(pair):
    assert pair.answer("orders").reason == (
        "Confirmed on 20 November 2026 (Sample source): no order to improve and no revocation is open."
    )


def say_itself(pair, **values):
    said = {"confirmed_on": DAY, "checked_on": DAY, **values}
    source = {**statement_source(organization=pair.supervising, day=DAY), **said}
    return make.make_confirmation("no_order", organization=pair.supervising, **source)


def test_its_own_word_is_enough_and_named_as_such(pair):
    pair.no_order.delete()
    say_itself(pair)

    answer = pair.answer("orders")

    assert said(answer) == (HOLDS, None)
    assert answer.reason == (
        "The supervising organization said itself on 20 November 2026: no order and no revocation is open against it."
    )


def test_the_reason_does_not_tell_a_candidate_who_asks(pair):
    pair.no_order.delete()
    say_itself(pair)

    assert pair.supervising.name not in pair.answer("orders").reason


def test_what_others_say_weighs_more_than_its_own_newer_word(pair):
    change(pair.no_order, confirmed_on="2026-10-01")
    say_itself(pair)

    assert "Sample source" in pair.answer("orders").reason


def test_its_own_word_counts_where_that_of_others_is_undone(pair):
    change(pair.no_order, confirmed_on="2026-10-01")
    make.make_sanction(pair.supervising, from_on="2026-10-10", until_on="2026-10-20")
    say_itself(pair)

    assert "said itself" in pair.answer("orders").reason


@pytest.mark.parametrize(
    ("dates", "outcome"),
    [
        ({"from_on": "2026-11-10"}, FAILS),
        ({"from_on": "2026-11"}, NOT_KNOWN),
        ({"from_on": "2026-11-10", "until_on": "2026-11-15"}, NOT_KNOWN),
    ],
)
def test_its_own_word_never_stands_against_what_is_recorded(pair, dates, outcome):
    pair.no_order.delete()
    say_itself(pair, confirmed_on="2026-11-12")
    make.make_sanction(pair.supervising, **dates)

    assert pair.answer("orders").outcome == outcome


@pytest.mark.parametrize(
    ("kind", "from_on", "outcome"),
    [
        ("revocation", "2021-05-01", HOLDS),
        ("revocation", "2024-04-01", FAILS),
        ("revocation", "2024", FAILS),
        ("improvement", "2021-05-01", FAILS),
    ],
)
def test_a_revocation_before_the_permit_of_today_is_the_past(pair, kind, from_on, outcome):
    make.make_sanction(pair.supervising, kind=kind, from_on=from_on)

    assert pair.answer("orders").outcome == outcome


# Standing and agreement ------------------------------------------------------------------------------------


def test_a_suspension_on_the_day_fails_and_says_so(pair):
    make.make_measure(pair.sending, from_on="2026-11-20")

    answer = pair.answer("standing")

    assert said(answer) == (FAILS, None)
    assert [row.source for row in answer.rows] == ["Sample source"]


def test_an_approval_with_a_limit_leaves_open_what_it_covers(pair):
    change(pair.approval, scope_en="construction only")

    answer = pair.answer("standing")

    assert said(answer) == (NOT_KNOWN, Missing.SCOPE)
    assert "Limited to: construction only" in answer.reason


def test_a_warning_is_told_beside_an_approval(pair):
    make.make_measure(pair.sending, kind="warning", from_on="2026-11-01")

    answer = pair.answer("standing")

    assert said(answer) == (HOLDS, None)
    assert "Warning" in answer.reason


def test_an_approval_that_nobody_confirms_is_not_known(pair):
    change(pair.approval, confirmed_on="2026-06-01")

    assert said(pair.answer("standing")) == (NOT_KNOWN, Missing.STANDING)


@pytest.mark.parametrize(
    ("values", "outcome", "missing"),
    [
        ({}, HOLDS, None),
        ({"signed_on": "2026-11-20"}, HOLDS, None),
        ({"signed_on": "2026-11-21"}, FAILS, None),
        ({"signed_on": "2026"}, NOT_KNOWN, Missing.AGREEMENT),
        ({"signed_on": ""}, NOT_KNOWN, Missing.AGREEMENT),
        ({"ended_on": "2026-11-19"}, FAILS, None),
        ({"state": "inferred"}, NOT_KNOWN, Missing.AGREEMENT),
        ({"state": "none_found", "signed_on": ""}, NOT_KNOWN, Missing.AGREEMENT),
    ],
)
def test_an_agreement_for_the_programme_is_in_force_or_not(pair, values, outcome, missing):
    change(pair.moc, **values)

    assert said(pair.answer("agreement")) == (outcome, missing)


def test_a_record_of_discussions_that_covers_the_programme_is_an_agreement(pair):
    pair.moc.delete()
    make.make_rd(pair.country, pair.programme, signed_on="2019-06-01")

    assert said(pair.answer("agreement")) == (HOLDS, None)


def test_an_agreement_for_another_programme_is_none(pair):
    pair.moc.programmes.set([make.make_programme(code="ssw", short_en="SSW")])

    assert said(pair.answer("agreement")) == (NOT_KNOWN, Missing.AGREEMENT)


# Fees ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fee", "outcome", "missing"),
    [
        ({"amount": 3600}, HOLDS, None),
        ({"amount": 3601}, FAILS, None),
        ({"term_years": None}, NOT_KNOWN, Missing.CAP),
        ({"currency": "EUR"}, NOT_KNOWN, Missing.CAP),
        ({"subject": "teaching"}, NOT_KNOWN, Missing.FEES),
        ({"until_on": "2026"}, NOT_KNOWN, Missing.CAP),
        ({"from_on": "2026-11-20", "until_on": "2026-11-20"}, HOLDS, None),
        ({"payer": "supervising"}, NOT_KNOWN, Missing.FEES),
    ],
)
def test_what_trainees_pay_is_within_the_cap_or_not(pair, fee, outcome, missing):
    change(pair.fee, **fee)

    assert said(pair.answer("fees")) == (outcome, missing)


def test_fees_that_nobody_recorded_are_not_known(pair):
    pair.fee.delete()

    assert said(pair.answer("fees")) == (NOT_KNOWN, Missing.FEES)


def test_a_fee_where_none_may_be_taken_fails(pair):
    change(pair.cap, kind="none_allowed", amount=None, currency="", term_years=None)

    assert said(pair.answer("fees")) == (FAILS, None)


def test_a_cap_in_months_of_pay_cannot_be_compared(pair):
    change(pair.cap, kind="months_of_pay", amount=None, currency="", months=3)

    assert said(pair.answer("fees")) == (NOT_KNOWN, Missing.CAP)


def test_every_fee_that_the_country_caps_has_to_be_recorded(pair):
    make.make_fee_cap(pair.country, pair.programme, subject="teaching", amount=500)
    before = said(pair.answer("fees"))

    make.make_fee(pair.sending, pair.programme, subject="teaching", amount=0)

    assert before == (NOT_KNOWN, Missing.FEES)
    assert said(pair.answer("fees")) == (HOLDS, None)


def test_of_two_caps_that_may_be_of_the_day_nobody_knows_which_is(pair):
    change(pair.cap, until_on="2026")
    make.make_fee_cap(pair.country, pair.programme, amount=2000, from_on="2026-07")

    assert said(pair.answer("fees")) == (NOT_KNOWN, Missing.CAP)


@pytest.mark.parametrize("cap", [{"term_years": 1}, {"subject": "teaching"}])
def test_that_there_is_no_cap_is_not_believed_beside_one(pair, cap):
    change(pair.cap, **cap)
    make.make_confirmation(Confirmation.Subject.NO_CAP, country=pair.country, programme=pair.programme)

    assert pair.answer("fees").outcome == NOT_KNOWN


def test_that_there_is_no_cap_has_to_be_confirmed(pair):
    pair.cap.delete()
    before = said(pair.answer("fees"))

    make.make_confirmation(Confirmation.Subject.NO_CAP, country=pair.country, programme=pair.programme)

    assert before == (NOT_KNOWN, Missing.CAP)
    assert said(pair.answer("fees")) == (HOLDS, None)


def test_that_there_is_no_cap_does_not_lift_the_cap_that_is_recorded(pair):
    change(pair.fee, amount=9000)
    make.make_confirmation(Confirmation.Subject.NO_CAP, country=pair.country, programme=pair.programme)

    assert said(pair.answer("fees")) == (FAILS, None)


# Care ------------------------------------------------------------------------------------------------------


def test_other_work_than_care_asks_for_no_separate_permission(pair):
    assert pair.answer("care") is None


def test_where_nobody_knows_whether_the_country_asks_it_care_is_not_known(pair):
    assert said(pair.answer("care", operations=[make.make_operation(CARE)])) == (NOT_KNOWN, Missing.CARE_RULE)


def test_who_has_the_permission_may_send_for_care_wherever_it_is(pair):
    make.make_allowance(pair.sending, pair.office, pair.programme, from_on="2020-01-01")

    assert said(pair.answer("care", operations=[make.make_operation(CARE)])) == (HOLDS, None)


@pytest.mark.parametrize(
    ("confirmed_on", "outcome"),
    [("2026-11-01", HOLDS), ("2026-09-21", HOLDS), ("2026-09-20", NOT_KNOWN), ("2026", NOT_KNOWN)],
)
def test_a_permission_counts_as_long_after_it_was_seen_as_an_approval(pair, confirmed_on, outcome):
    make.make_allowance(
        pair.sending, pair.office, pair.programme, from_on="2018-06-01", confirmed_on=confirmed_on, checked_on=DAY
    )

    assert pair.answer("care", operations=[make.make_operation(CARE)]).outcome == outcome


# Confirmations ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "of"),
    [
        ("no_order", {}),
        ("no_order", {"country", "organization"}),
        ("all_partners", {"organization"}),
        ("no_cap", {"country"}),
        ("no_cap", {"country", "programme", "organization"}),
    ],
)
def test_a_confirmation_says_of_what_it_is(pair, subject, of):
    rows = {"organization": pair.supervising, "country": pair.country, "programme": pair.programme}

    confirmation = Confirmation(
        subject=subject,
        confirmed_on=DAY,
        **make.SOURCE,
        **{key: rows[key] for key in of},
    )

    with pytest.raises(Exception, match="Orders: name the organization"):
        confirmation.validate_constraints()


def test_nothing_is_confirmed_for_a_day_after_it_was_read(pair):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_confirmation("no_order", organization=pair.supervising, confirmed_on=DAY, checked_on="2026-11-19")
