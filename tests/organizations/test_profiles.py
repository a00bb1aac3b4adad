"""What a profile holds, for whom, and that an id always leads to its organization."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from organizations.models import Organization
from organizations.queries import glance, profiles
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 23)
VISITOR = AnonymousUser()


def profile_of(organization, *, user=VISITOR, day=DAY):
    found = profiles.find_organization(public_id=organization.public_id, user=user)
    return profiles.sending_profile(organization=found, user=user, day=day)


def supervising_profile_of(organization, *, user=VISITOR, day=DAY):
    found = profiles.find_organization(public_id=organization.public_id, user=user)
    return profiles.supervising_profile(organization=found, user=user, day=day)


def test_all_programmes_are_answered_titp_first():
    make.make_programme(code="ssw", position=1, new_plans_until=None)
    make.make_programme(position=2)
    make.make_programme(code="esd", position=3, new_plans_from=datetime.date(2027, 4, 1), new_plans_until=None)

    profile = profile_of(make.make_organization())

    assert [(each.programme.code, each.standing.verdict.value) for each in profile.standings] == [
        ("titp", "not_known"),
        ("ssw", "not_known"),
        ("esd", "may_not_accept"),
    ]


def test_standing_and_history_follow_the_day():
    country = make.make_country()
    make.make_moc(country)
    organization = make.make_organization(country)
    make.make_approval(organization, make.make_counterpart(country))
    measure = make.make_measure(organization, from_on="2026-03-01", until_on="2026-03-31")

    before, during = (profile_of(organization, day=datetime.date(2026, month, 15)).main_standing for month in (2, 3))

    assert (before.standing.verdict, during.standing.verdict) == ("may_accept", "may_not_accept")
    assert [reason.source for reason in during.reasons] == [measure]
    assert [(period.state, period.since) for period in during.periods][-5:-1] == [
        ("may_accept", datetime.date(2020, 1, 1)),
        ("may_not_accept", datetime.date(2026, 3, 1)),
        ("may_accept", datetime.date(2026, 4, 1)),
        ("not_known", datetime.date(2027, 1, 1)),
    ]


def test_nine_requirements_of_article_25_are_there_and_unknown_by_default():
    organization = make.make_organization()
    make.make_article25_item(organization, 3, note_en="Fee table published")

    items = profile_of(organization).article25

    assert [(item.item, item.state) for item in items] == [
        (number, "confirmed" if number == 3 else "not_known") for number in range(1, 10)
    ]
    assert (items[2].note, items[2].source, items[0].source) == ("Fee table published", "Sample source", "")


def test_rows_read_as_json_are_the_rows_themselves():
    organization = make.make_organization()
    office = make.make_counterpart(organization.country)
    allowance = make.make_allowance(organization, office, from_on="2026-02", source_on="2026")
    figure = make.make_trainee_figure(organization, 2025)

    profile = profile_of(organization)

    [read] = profile.allowances
    fields = [field.attname for field in read._meta.concrete_fields]
    allowance.refresh_from_db()
    assert [getattr(read, name) for name in fields] == [getattr(allowance, name) for name in fields]
    assert read.issuer == office
    assert [(point.label, point.value, point.sourced) for point in profile.figures[0].points] == [("2025", 100, figure)]


def test_figures_by_operation_stand_apart_from_the_totals():
    organization, operation = make.make_organization(), make.make_operation()
    make.make_trainee_figure(organization, 2024, number=7)
    make.make_trainee_figure(organization, 2025, number=5, operation=operation)

    [series] = profile_of(organization).figures

    assert [point.value for point in series.points] == [7]
    assert [(row.year, row.number, row.operation) for row in series.by_operation] == [(2025, 5, operation)]


def test_operations_stand_under_their_categories():
    organization = make.make_organization()
    organization.operations.add(*(make.make_operation(code) for code in ("1-1-1", "1-1-2", "2-1-1")))

    assert [group.operations for group in profile_of(organization).work] == [
        ["Operation 1-1-1", "Operation 1-1-2"],
        ["Operation 2-1-1"],
    ]


def test_reports_of_later_days_are_not_shown():
    organization = make.make_organization()
    for day in ("2026-11-23", "2026-11-24", ""):
        make.make_report(organization, said_on=day)

    assert sorted(str(row.said_on or "") for row in profile_of(organization).reports) == ["", "2026-11-23"]


def test_lists_that_name_it_are_shown_newest_first():
    organization = make.make_organization()
    office = make.make_counterpart(organization.country)
    other = make.make_organization(organization.country)
    for month, named in ((9, organization), (10, other), (11, organization)):
        make.make_list_edition(office, named, published_on=datetime.date(2026, month, 1))

    assert [row.published_on.month for row in profile_of(organization).editions] == [11, 9]


def test_older_lists_are_counted_not_shown():
    organization = make.make_organization()
    office = make.make_counterpart(organization.country)
    for number in range(14):
        make.make_list_edition(office, organization, published_on=DAY - datetime.timedelta(days=30 * number))

    profile = profile_of(organization)

    assert ([row.published_on for row in profile.newest_editions][:1], profile.older_editions) == ([DAY], 2)


@pytest.mark.parametrize("hidden", [{"is_published": False}, "merged"])
def test_partner_that_a_visitor_may_not_see_is_left_out_and_staff_see_it(hidden):
    organization, seen = make.make_organization(), make.make_supervising()
    values = {"merged_into": make.make_supervising()} if hidden == "merged" else hidden
    unseen = make.make_supervising(**values)
    for partner in (seen, unseen):
        make.make_partnership(organization, partner)

    def partners(user):
        rows = profile_of(organization, user=user).partners
        return {row.supervising_organization.organization for row in rows}

    assert partners(VISITOR) == {seen}
    assert partners(make.make_staff()) == {seen, unseen}


def test_supervising_profile_shows_permits_sanctions_and_partners():
    country = make.make_country()
    sending, unseen = make.make_organization(country), make.make_organization(country, is_published=False)
    organization = make.make_supervising(prefecture="静岡県", supporting_member=True, languages=["vi"])
    organization.supervising.accepts_from.add(country)
    make.make_permit(organization, valid_from="2024-01-01", valid_until="2028-12-31")
    sanction = make.make_sanction(organization)
    for partner in (sending, unseen):
        make.make_partnership(partner, organization)

    profile = supervising_profile_of(organization)

    assert [shown.state.value for shown in profile.permits] == ["valid"]
    assert profile.sanctions == [sanction]
    assert [row.sending_organization.organization for row in profile.partners] == [sending]
    facts = {fact["name"]: fact["value"] for fact in glance.supervising_glance(profile=profile)}
    assert (facts["Prefecture"], facts["Accepts from"], facts["JITCO supporting member"]) == (
        "Shizuoka",
        country.name,
        "yes",
    )


def test_glance_names_who_approved_only_while_the_approval_holds():
    country = make.make_country()
    make.make_moc(country)
    organization, office = make.make_organization(country), make.make_counterpart(country)
    make.make_approval(organization, office, number="12/2020")

    def approved_by(day):
        facts = glance.sending_glance(profile=profile_of(organization, day=day))
        return next(fact["value"] for fact in facts if fact["name"] == "Approved by")

    assert len(glance.sending_glance(profile=profile_of(organization))) == 8
    assert (approved_by(DAY), approved_by(datetime.date(2027, 1, 1))) == (f"{office} · 12/2020", "")


def test_found_row_does_not_hold_the_contact():
    organization = make.make_organization(contact_name="Person")

    found = profiles.find_organization(public_id=organization.public_id, user=VISITOR)

    assert found.get_deferred_fields() >= {"contact_name", "contact_email", "contact_phone"}


def test_merged_id_leads_to_the_one_that_is_left():
    left = make.make_organization()
    merged = make.make_organization(merged_into=left)

    assert profiles.find_organization(public_id=merged.public_id, user=VISITOR) == left


@pytest.mark.parametrize("merged", [False, True])
def test_unpublished_organization_is_there_for_staff_only(merged):
    hidden = make.make_organization(is_published=False)
    asked = make.make_organization(merged_into=hidden) if merged else hidden

    assert profiles.find_organization(public_id=asked.public_id, user=make.make_staff()) == hidden
    with pytest.raises(Organization.DoesNotExist):
        profiles.find_organization(public_id=asked.public_id, user=VISITOR)
