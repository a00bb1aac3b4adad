"""The lists: what a filter keeps, what a row says, and that a stranger sees nothing more."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from organizations.models import JobCategory, OrganizationName
from organizations.queries import lists
from organizations.queries.country_panel import country_panel
from organizations.queries.permit_state import PermitState
from organizations.services.todays_standing import refresh_todays_standings
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 23)
VISITOR = AnonymousUser()


def sending(*, day=DAY, user=VISITOR, **filters):
    rows = lists.sending_list(user=user, programme=make.make_programme(), day=day, **filters)
    return rows.in_name_order("en")


def names(rows):
    return [row.name_en or row.name_ja for row in rows]


def supervising(*, day=DAY, **filters):
    rows = list(lists.supervising_list(user=VISITOR, day=day, **filters).in_name_order("ja"))
    lists.with_shown_permits(organizations=rows, day=day)
    return rows


@pytest.fixture
def country():
    return make.make_country()


def test_row_carries_standing_reason_and_the_day_of_the_last_list(country):
    make.make_moc(country)
    office = make.make_counterpart(country)
    organization = make.make_organization(country)
    make.make_approval(organization, office, first_seen_on="2024-02", confirmed_on="2024-02")

    [row] = sending()

    assert (row.standing, row.standing_reason, str(row.last_listed_on)) == ("not_known", "lapsed", "2024-02")


def test_last_list_is_the_newest_by_the_last_day_it_can_mean(country):
    office, organization = make.make_counterpart(country), make.make_organization(country)
    make.make_approval(organization, office, first_seen_on="2024", confirmed_on="2024", approved_until="2024")
    make.make_approval(organization, office, first_seen_on="2025-02", confirmed_on="2025")
    make.make_approval(organization, make.make_counterpart(country), first_seen_on="2025-01", confirmed_on="2025-11-30")

    [row] = sending()

    assert str(row.last_listed_on) == "2025"


@pytest.mark.parametrize(
    ("standing", "found"),
    [("may_accept", ["A"]), ("may_not_accept", ["B"]), ("not_known", ["C"]), ("", ["A", "B", "C"])],
)
def test_standing_filter_asks_for_the_day(country, standing, found):
    make.make_moc(country)
    office = make.make_counterpart(country)
    approved, suspended = make.make_organization(country, name_en="A"), make.make_organization(country, name_en="B")
    make.make_organization(country, name_en="C")
    make.make_approval(approved, office)
    make.make_approval(suspended, office)
    make.make_measure(suspended, from_on="2026-11-23")

    assert names(sending(standing=standing)) == found
    assert names(sending(standing="may_accept", day=datetime.date(2026, 11, 22))) == ["A", "B"]


def test_country_filter_takes_the_code_in_small_letters():
    for code in ("VN", "PH"):
        make.make_organization(make.make_country(code=code), name_en=code)

    assert names(sending(country="vn")) == ["VN"]


@pytest.mark.parametrize(
    ("work", "found"), [("agriculture", ["Farm"]), ("9-1", ["Farm"]), ("construction", ["Build"]), ("9-2", [])]
)
def test_work_filter_takes_a_group_or_a_job_category(country, work, found):
    make.make_organization(country, name_en="Farm").operations.add(
        make.make_operation("9-1-1"), make.make_operation("9-1-2")
    )
    building = make.make_operation("8-1-1")
    JobCategory.objects.filter(pk=building.category_id).update(group="construction")
    make.make_organization(country, name_en="Build").operations.add(building)

    assert names(sending(work=work)) == found


def test_row_has_its_groups_of_work_once_each(country):
    organization = make.make_organization(country)
    organization.operations.add(*(make.make_operation(f"9-{number}-1") for number in range(3)))

    [row] = sending()

    assert row.work_groups == ["agriculture"]


def test_language_filter(country):
    make.make_organization(country, name_en="Both", languages=["vi", "ja"])
    make.make_organization(country, name_en="One", languages=["vi"])

    assert names(sending(language="ja")) == ["Both"]


@pytest.mark.parametrize(("day", "found"), [(DAY, ["Care"]), (datetime.date(2025, 12, 31), [])])
def test_care_filter_asks_for_the_day_and_programme(country, day, found):
    office = make.make_counterpart(country)
    make.make_allowance(make.make_organization(country, name_en="Care"), office, from_on="2026-01-01")
    ssw = make.make_programme(code="ssw", new_plans_until=None)
    make.make_allowance(make.make_organization(country, name_en="Other"), office, programme=ssw, from_on="2026-01-01")

    assert names(sending(care=True, day=day)) == found


def test_office_filter(country):
    office = make.make_organization(country, name_en="Office")
    make.make_organization(country, name_en="Not known")
    office.sending.has_office_in_japan = True
    office.sending.save()

    assert names(sending(office_in_japan=True)) == ["Office"]


def test_fee_filter_asks_for_fees_within_every_cap_as_they_are_kept(country):
    make.make_fee_cap(country, amount=3600)
    within, above = make.make_organization(country, name_en="Within"), make.make_organization(country, name_en="Above")
    make.make_organization(country, name_en="None told")
    make.make_fee(within, amount=3600)
    make.make_fee(above, amount=3601)

    programme = make.make_programme()

    def found():
        return names(lists.sending_list(user=VISITOR, programme=programme, day=DAY, fees=True))

    before = found()
    refresh_todays_standings()

    assert (before, found()) == ([], ["Within"])


def test_row_has_its_former_and_other_names(country):
    organization = make.make_organization(country)
    for kind, name, until in (("alias", "Lotus", ""), ("former", "Rose", "2020"), ("former", "Iris", "2021")):
        OrganizationName.objects.create(organization=organization, kind=kind, name=name, until_on=until, **make.SOURCE)

    [row] = sending()

    assert row.former_names == ["Lotus", "Iris", "Rose"]


def test_visitor_sees_neither_unpublished_nor_merged_rows_and_staff_both(country):
    kept = make.make_organization(country, name_en="Kept")
    make.make_organization(country, name_en="Hidden", is_published=False)
    make.make_organization(country, name_en="Merged", merged_into=kept)
    make.make_supervising(name_en="In Japan")

    assert names(sending()) == ["Kept"]
    assert names(sending(user=make.make_staff())) == ["Hidden", "Kept", "Merged"]


def test_rows_of_a_visitor_do_not_hold_the_contact(country):
    make.make_organization(
        country, contact_name="Secret Person", contact_email="secret@example.org", contact_phone="0123"
    )

    [row] = sending()

    assert row.get_deferred_fields() >= {"contact_name", "contact_email", "contact_phone"}


def test_countries_carry_the_newest_list_by_the_day_and_the_fictional_one_comes_last():
    sample = make.make_country(name_en="A sample", is_sample=True)
    real = make.make_country(name_en="Vietnam")
    office = make.make_counterpart(real)
    for day in ("2026-10-01", "2026-11-01", "2026-11-24"):
        make.make_list_edition(office, published_on=datetime.date.fromisoformat(day))

    countries = lists.sending_countries(programme=make.make_programme(), day=DAY, language="en")

    assert [each.pk for each in countries] == [real.pk, sample.pk]
    assert (countries[0].newest_edition.published_on, countries[0].newest_edition.issuer) == (
        datetime.date(2026, 11, 1),
        office,
    )
    assert countries[1].newest_edition is None


@pytest.mark.parametrize(
    ("permit", "state"),
    [
        ({"valid_from": "2024-01-01", "valid_until": "2026-11-23"}, PermitState.VALID),
        ({"valid_from": "2024-01-01", "valid_until": "2026-11-22"}, PermitState.EXPIRED),
        ({"valid_until": "2026-11-22"}, PermitState.EXPIRED),
        ({"valid_from": "2026-11-24"}, PermitState.NOT_YET),
        ({"valid_from": "2024-01-01"}, PermitState.NOT_KNOWN),
        ({"valid_until": "2027"}, PermitState.NOT_KNOWN),
        ({"valid_from": "2024-01-01", "valid_until": "2026-11"}, PermitState.NOT_KNOWN),
        ({"valid_from": "2026-11", "valid_until": "2027-11-01"}, PermitState.NOT_KNOWN),
        ({}, PermitState.NOT_KNOWN),
    ],
)
def test_permit_is_valid_only_when_both_its_days_say_so(permit, state):
    make.make_permit(make.make_supervising(), **permit)

    [row] = supervising()

    assert [shown.state for shown in row.permits] == [state]


@pytest.mark.parametrize(
    ("sanction", "state"),
    [
        ({"kind": "revocation", "from_on": "2026-11-23"}, PermitState.REVOKED),
        ({"kind": "revocation", "from_on": "2026-11"}, PermitState.NOT_KNOWN),
        ({"kind": "revocation", "from_on": "2026-11-24"}, PermitState.VALID),
        ({"kind": "revocation", "from_on": "2023-01-01"}, PermitState.VALID),
        ({"kind": "improvement", "from_on": "2026-11-01"}, PermitState.VALID),
    ],
)
def test_revocation_ends_a_permit_that_began_before_it(sanction, state):
    organization = make.make_supervising()
    make.make_permit(organization, valid_from="2024-01-01", valid_until="2028-12-31")
    make.make_sanction(organization, **sanction)

    [row] = supervising()

    assert [shown.state for shown in row.permits] == [state]


def test_permit_that_holds_on_the_day_comes_first():
    organization = make.make_supervising()
    make.make_permit(organization, kind="specified", valid_from="2017-11-01", valid_until="2020-10-31")
    make.make_permit(organization, kind="general", valid_from="2020-11-01", valid_until="2025-10-31")
    make.make_permit(organization, kind="general", valid_from="2025-11-01", valid_until="2030-10-31")

    [now] = supervising()
    [then] = supervising(day=datetime.date(2018, 1, 1))

    assert [shown.state.value for shown in now.permits] == ["valid", "expired", "expired"]
    assert (then.permits[0].permit.kind, then.permits[0].state) == ("specified", PermitState.VALID)


def test_supervising_filters():
    country = make.make_country(code="VN")
    organization = make.make_supervising(name_ja="あ", prefecture="東京都", supporting_member=True, languages=["vi"])
    organization.supervising.accepts_from.add(country, make.make_country())
    make.make_permit(organization, kind="general", valid_from="2024-01-01", valid_until="2026-11-23")
    other = make.make_supervising(name_ja="い", prefecture="大阪府")
    make.make_permit(other, kind="general", valid_from="2020-01-01", valid_until="2026-11-22")

    asked = [
        {"prefecture": "東京都"},
        {"permit": "general"},
        {"country": "vn"},
        {"language": "vi"},
        {"supporting_member": True},
    ]
    assert [names(supervising(**filters)) for filters in asked] == [["あ"]] * 5


def test_panel_counts_verdicts_and_names_the_first_in_two_queries(country, django_assert_num_queries):
    make.make_moc(country)
    office = make.make_counterpart(country)
    for number in range(7):
        organization = make.make_organization(country, name_en=f"Organization {number}")
        if number == 3:
            make.make_approval(organization, office)
    make.make_organization(country, name_en="Hidden", is_published=False)
    make.make_organization(name_en="Elsewhere")
    make.make_programme()

    with django_assert_num_queries(2):
        panel = country_panel(country, DAY, VISITOR)

    assert panel.context["numbers"] == [("may_accept", 1), ("not_known", 6)]
    assert [(row["organization"].name, row["verdict"]) for row in panel.context["rows"]] == [
        (f"Organization {number}", "may_accept" if number == 3 else "not_known") for number in range(5)
    ]
    assert (panel.context["total"], panel.context["more"]) == (7, 2)
