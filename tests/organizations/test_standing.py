"""The rules of standing, row by row; each row asks the function and the database alike."""

import datetime

import pytest

from organizations.models import Organization, Report
from organizations.models.verdicts import Reason, Verdict
from organizations.queries.standing import history, load_facts, standing_on
from organizations.queries.standing_annotation import with_standing
from organizations.queries.standing_text import marks
from tests.factories import (
    make_approval,
    make_counterpart,
    make_country,
    make_country_measure,
    make_list_edition,
    make_measure,
    make_moc,
    make_organization,
    make_programme,
    make_report,
)

DAY = datetime.date(2026, 11, 23)


def days_before(days, day=DAY):
    return str(day - datetime.timedelta(days=days))


class Case:
    """A country with an MOC in force, an office, and one organization approved and confirmed for DAY."""

    def __init__(self, *, moc=True, approved=True, **approval):
        self.programme = make_programme()
        self.country = make_country()
        self.office = make_counterpart(self.country)
        self.organization = make_organization(self.country)
        self.moc = make_moc(self.country) if moc else None
        self.approval = make_approval(self.organization, self.office, **approval) if approved else None

    def standing(self, day=DAY):
        annotated = with_standing(Organization.objects.all(), programme=self.programme, day=day).get(
            pk=self.organization.pk
        )
        standing = standing_on(self.organization, self.programme, day)
        assert (annotated.standing_reason, annotated.standing) == (standing.reason, standing.verdict)
        return standing

    def reason(self, day=DAY):
        return self.standing(day).reason


def approved():
    return Case()


def country_measure():
    case = Case()
    make_country_measure(case.country, from_on="2026-11-23")
    return case


def country_measure_of_another_programme():
    case = Case()
    other = make_programme(code="ssw", new_plans_until=None)
    make_country_measure(case.country, programme=other, from_on="2026-01-01")
    return case


def suspended_by_the_sending_government():
    case = Case()
    make_measure(case.organization, from_on="2026-06-01")
    return case


def revoked_by_japan():
    case = Case()
    make_measure(case.organization, kind="revocation", side="japan", from_on="2026-06-01")
    return case


def suspension_over():
    case = Case()
    make_measure(case.organization, from_on="2026-01-01", until_on="2026-06-30")
    return case


def suspension_on_its_last_day():
    case = Case()
    make_measure(case.organization, from_on="2026-01-01", until_on="2026-11-23")
    return case


def warned():
    case = Case()
    make_measure(case.organization, kind="warning", from_on="2026-01-01")
    return case


def suspension_known_to_the_month():
    case = Case()
    make_measure(case.organization, from_on="2026-11")
    return case


def suspension_until_a_year():
    case = Case()
    make_measure(case.organization, from_on="2025-01-01", until_on="2026")
    return case


def programme_closed():
    case = Case()
    case.programme = make_programme(new_plans_until=datetime.date(2026, 11, 22))
    return case


def confirmed_60_days_ago():
    return Case(confirmed_on=days_before(60))


def confirmed_61_days_ago():
    return Case(confirmed_on=days_before(61))


def confirmed_61_days_ago_with_longer_tolerance():
    case = Case(confirmed_on=days_before(61))
    case.office.list_tolerance_days = 90
    case.office.save()
    return case


def confirmed_in_a_month():
    # Certain from the first day of September only: 60 days end before the day.
    return Case(confirmed_on="2026-09")


def approval_from_this_month():
    return Case(approved_from="2026-11")


def approval_until_this_year():
    return Case(approved_from="2020-01-01", approved_until="2026")


def approval_ended():
    return Case(approved_from="2020-01-01", approved_until="2026-11-22", confirmed_on="2026-11-01")


def no_approval():
    return Case(approved=False)


def no_moc():
    return Case(moc=False)


def moc_sought_and_not_found():
    case = Case(moc=False)
    make_moc(case.country, state="none_found", signed_on="")
    return case


def moc_ended():
    case = Case(moc=False)
    make_moc(case.country, ended_on="2026-11-22")
    return case


def moc_signed_but_not_in_force():
    case = Case(moc=False)
    make_moc(case.country, effective_on="2026-12-01")
    return case


def moc_in_force_known_to_the_month():
    case = Case(moc=False)
    make_moc(case.country, effective_on="2026-11")
    return case


def moc_of_unknown_day():
    case = Case(moc=False)
    make_moc(case.country, signed_on="")
    return case


def moc_inferred():
    case = Case(moc=False)
    make_moc(case.country, state="inferred")
    return case


def rd_only():
    case = Case(moc=False)
    make_moc(case.country, kind="rd")
    return case


def cut_off(case, others_refused_from="2018-09-01"):
    case.moc.others_refused_from = others_refused_from
    case.moc.save()
    return case


def not_named_in_complete_list():
    case = cut_off(no_approval())
    make_list_edition(case.office)
    return case


def not_named_in_partial_list():
    case = cut_off(no_approval())
    make_list_edition(case.office, is_complete=False)
    return case


def not_named_before_the_cut_off():
    case = cut_off(no_approval(), "2026-11-24")
    make_list_edition(case.office)
    return case


def not_named_in_an_old_complete_list():
    case = cut_off(no_approval())
    make_list_edition(case.office, published_on=DAY - datetime.timedelta(days=61))
    return case


def named_in_complete_list_without_approval():
    case = cut_off(no_approval())
    make_list_edition(case.office, case.organization)
    return case


def named_in_the_list_before_the_newest():
    case = cut_off(no_approval())
    make_list_edition(case.office, case.organization, published_on=datetime.date(2026, 10, 15))
    make_list_edition(case.office)
    return case


def left_out_within_the_tolerance_before_the_cut_off():
    case = Case(confirmed_on="2026-10-15")
    make_list_edition(case.office, case.organization, published_on=datetime.date(2026, 10, 15))
    make_list_edition(case.office)
    return case


def left_out_within_the_tolerance():
    return cut_off(left_out_within_the_tolerance_before_the_cut_off())


def left_out_by_another_office():
    case = cut_off(approved())
    make_list_edition(make_counterpart(case.country))
    return case


def lapsed_while_another_office_leaves_it_out():
    case = cut_off(Case(confirmed_on=days_before(61)))
    make_list_edition(make_counterpart(case.country))
    return case


TABLE = [
    # 1: a measure covers the day
    (country_measure, Reason.COUNTRY_MEASURE, Verdict.MAY_NOT_ACCEPT),
    (suspended_by_the_sending_government, Reason.ORGANIZATION_MEASURE, Verdict.MAY_NOT_ACCEPT),
    (revoked_by_japan, Reason.ORGANIZATION_MEASURE, Verdict.MAY_NOT_ACCEPT),
    (suspension_on_its_last_day, Reason.ORGANIZATION_MEASURE, Verdict.MAY_NOT_ACCEPT),
    (suspension_known_to_the_month, Reason.MEASURE_UNCERTAIN, Verdict.NOT_KNOWN),
    (suspension_until_a_year, Reason.MEASURE_UNCERTAIN, Verdict.NOT_KNOWN),
    # 2: no new plans
    (programme_closed, Reason.PROGRAMME_CLOSED, Verdict.MAY_NOT_ACCEPT),
    # 3: approved, and an MOC in force
    (approved, Reason.APPROVED, Verdict.MAY_ACCEPT),
    (country_measure_of_another_programme, Reason.APPROVED, Verdict.MAY_ACCEPT),
    (suspension_over, Reason.APPROVED, Verdict.MAY_ACCEPT),
    (warned, Reason.APPROVED, Verdict.MAY_ACCEPT),
    (confirmed_60_days_ago, Reason.APPROVED, Verdict.MAY_ACCEPT),
    (confirmed_61_days_ago_with_longer_tolerance, Reason.APPROVED, Verdict.MAY_ACCEPT),
    (left_out_by_another_office, Reason.APPROVED, Verdict.MAY_ACCEPT),
    # 4: a complete list does not name it
    (not_named_in_complete_list, Reason.NOT_NAMED, Verdict.MAY_NOT_ACCEPT),
    (named_in_the_list_before_the_newest, Reason.NOT_NAMED, Verdict.MAY_NOT_ACCEPT),
    (left_out_within_the_tolerance, Reason.NOT_NAMED, Verdict.MAY_NOT_ACCEPT),
    # 5: not known, and which fact is missing
    (left_out_within_the_tolerance_before_the_cut_off, Reason.LAPSED, Verdict.NOT_KNOWN),
    (not_named_in_partial_list, Reason.NO_APPROVAL, Verdict.NOT_KNOWN),
    (not_named_before_the_cut_off, Reason.NO_APPROVAL, Verdict.NOT_KNOWN),
    (not_named_in_an_old_complete_list, Reason.NO_APPROVAL, Verdict.NOT_KNOWN),
    (named_in_complete_list_without_approval, Reason.NO_APPROVAL, Verdict.NOT_KNOWN),
    (lapsed_while_another_office_leaves_it_out, Reason.LAPSED, Verdict.NOT_KNOWN),
    (confirmed_61_days_ago, Reason.LAPSED, Verdict.NOT_KNOWN),
    (confirmed_in_a_month, Reason.APPROVAL_UNCERTAIN, Verdict.NOT_KNOWN),
    (approval_from_this_month, Reason.APPROVAL_UNCERTAIN, Verdict.NOT_KNOWN),
    (approval_until_this_year, Reason.APPROVAL_UNCERTAIN, Verdict.NOT_KNOWN),
    (approval_ended, Reason.ENDED, Verdict.NOT_KNOWN),
    (no_approval, Reason.NO_APPROVAL, Verdict.NOT_KNOWN),
    (no_moc, Reason.NO_MOC, Verdict.NOT_KNOWN),
    (moc_sought_and_not_found, Reason.NO_MOC, Verdict.NOT_KNOWN),
    (rd_only, Reason.NO_MOC, Verdict.NOT_KNOWN),
    (moc_ended, Reason.MOC_NOT_IN_FORCE, Verdict.NOT_KNOWN),
    (moc_signed_but_not_in_force, Reason.MOC_NOT_IN_FORCE, Verdict.NOT_KNOWN),
    (moc_in_force_known_to_the_month, Reason.MOC_UNCERTAIN, Verdict.NOT_KNOWN),
    (moc_of_unknown_day, Reason.MOC_UNCERTAIN, Verdict.NOT_KNOWN),
    (moc_inferred, Reason.MOC_UNCERTAIN, Verdict.NOT_KNOWN),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("situation", "reason", "verdict"), TABLE, ids=[row[0].__name__ for row in TABLE])
def test_rules_of_standing(situation, reason, verdict):
    standing = situation().standing()

    assert (standing.reason, standing.verdict) == (reason, verdict)


@pytest.mark.django_db
def test_one_organization_through_its_history():
    case = Case(approved_from="2018-04-01", confirmed_on="2024-03-31")
    make_measure(case.organization, from_on="2020-01-01", until_on="2020-12-31")
    make_country_measure(case.country, from_on="2022-05-10", until_on="2022-08-31")

    answers = {
        day: case.standing(datetime.date.fromisoformat(day)).reason.value
        for day in [
            "2018-03-31",
            "2018-04-01",
            "2020-06-01",
            "2021-01-01",
            "2022-05-10",
            "2022-09-01",
            "2024-05-30",
            "2024-05-31",
        ]
    }

    assert answers == {
        "2018-03-31": "no_approval",
        "2018-04-01": "approved",
        "2020-06-01": "organization_measure",
        "2021-01-01": "approved",
        "2022-05-10": "country_measure",
        "2022-09-01": "approved",
        "2024-05-30": "approved",
        "2024-05-31": "lapsed",
    }


@pytest.mark.django_db
def test_history_names_each_period_once_and_leaves_no_gap():
    case = Case(approved_from="2018-04-01", confirmed_on="2024-03-31")
    make_measure(case.organization, from_on="2020-01-01", until_on="2020-12-31")

    periods = history(load_facts([case.organization])[case.organization.pk], case.programme)

    assert [(str(period.since), period.standing.reason.value) for period in periods] == [
        ("None", "programme_closed"),
        ("2017-11-01", "no_approval"),
        ("2018-04-01", "approved"),
        ("2020-01-01", "organization_measure"),
        ("2021-01-01", "approved"),
        ("2024-05-31", "lapsed"),
        ("2027-04-01", "programme_closed"),
    ]
    following = [period.since - datetime.timedelta(days=1) for period in periods[1:]]
    assert [period.until for period in periods[:-1]] == following


@pytest.mark.django_db
def test_limits_of_an_acceptance_are_marks_and_change_no_verdict():
    case = Case(approved_from="2020-01-01", approved_until="2027-01-22", scope_en="care only")
    warning = make_measure(case.organization, kind="warning", from_on="2026-01-01")
    report = make_report(case.organization, said=Report.Said.REVOKED, said_on="2026-10")

    standing = case.standing()

    assert standing.verdict == Verdict.MAY_ACCEPT
    assert standing.ends_soon
    assert [mark.source for mark in marks(standing)] == [case.approval, case.approval, warning, report]
    assert standing.warnings == (warning,)
    assert standing.adverse_reports == (report,)


@pytest.mark.django_db
def test_a_term_that_ends_in_61_days_carries_no_mark():
    case = Case(approved_from="2020-01-01", approved_until=str(DAY + datetime.timedelta(days=61)))

    assert not case.standing().ends_soon


@pytest.mark.django_db
@pytest.mark.parametrize("said", list(Report.Said))
def test_a_report_by_others_never_yields_may_accept(said):
    case = no_approval()
    make_report(case.organization, said=said, said_on="2026-11-01")

    assert case.standing().verdict == Verdict.NOT_KNOWN


@pytest.mark.django_db
def test_facts_of_many_organizations_cost_the_same_queries(django_assert_num_queries):
    country = make_country()
    organizations = [make_organization(country) for _number in range(5)]

    with django_assert_num_queries(6):
        load_facts(organizations[:1])
    with django_assert_num_queries(6):
        load_facts(organizations)
