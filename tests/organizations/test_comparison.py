"""The comparison: what stands side by side, in the order asked for."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from organizations.queries.comparison import comparison, found_organizations
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 23)


def compare(*organizations, user=None, day=DAY):
    ids = [each.public_id for each in organizations]
    found = found_organizations(public_ids=ids, user=user or AnonymousUser())
    return comparison(organizations=[found[public_id] for public_id in ids], day=day)


def row(result, heading):
    return next(each for each in result.rows if each.heading == heading)


def test_organizations_stand_in_the_order_asked_for():
    make.make_programme()
    first, second, third = (make.make_organization() for _ in range(3))

    assert compare(third, first, second).organizations == [third, first, second]


def test_standing_is_compared_for_every_programme_on_the_day():
    country = make.make_country()
    make.make_moc(country)
    make.make_programme(code="ssw", position=2, new_plans_until=None)
    approved, other = make.make_organization(country), make.make_organization(country)
    make.make_approval(approved, make.make_counterpart(country))

    def verdicts(heading, day=DAY):
        return [cell.standing.verdict.value for cell in row(compare(approved, other, day=day), heading).cells]

    assert verdicts("Standing for TITP") == ["may_accept", "not_known"]
    assert verdicts("Standing for TITP", datetime.date(2027, 1, 1)) == ["not_known", "not_known"]
    assert [each.kind for each in compare(approved, other).rows[:2]] == ["standing", "standing"]


def test_fees_are_those_of_titp_for_three_years_against_the_cap_of_each_country():
    ssw = make.make_programme(code="ssw", position=2, new_plans_until=None)
    strict, free = make.make_organization(make.make_country()), make.make_organization(make.make_country())
    make.make_fee_cap(strict.country, kind="none_allowed", term_years=None)
    for organization in (strict, free):
        make.make_fee(organization, amount=3000)
        make.make_fee(organization, amount=1000, term_years=1)
        make.make_fee(organization, amount=2000, programme=ssw)
        make.make_fee(organization, amount=50, subject="management", payer="supervising", period="month")

    result = compare(strict, free)

    lines = row(result, "Fee to the trainee, 3-year contract").cells
    assert [[(line.fee.amount, line.outcome.value) for line in cell] for cell in lines] == [
        [(3000, "forbidden")],
        [(3000, "no_cap")],
    ]
    management = row(result, "Management fee, paid by the supervising organization").cells
    assert [[line.fee.amount for line in cell] for cell in management] == [[50], [50]]


def test_figures_of_the_last_three_full_years_are_totals_of_titp():
    programme = make.make_programme()
    first, second = make.make_organization(), make.make_organization()
    ssw = make.make_programme(code="ssw", new_plans_until=None)
    for year in range(2021, 2027):
        make.make_trainee_figure(first, year, number=year)
    make.make_trainee_figure(first, 2025, programme=ssw, number=1)
    make.make_trainee_figure(second, 2025, operation=make.make_operation(), number=2)

    result = compare(first, second)

    sent = {each.heading: each.cells for each in result.rows if each.heading.startswith("People sent in")}
    assert sent == {f"People sent in {year} ({programme})": [f"{year:,}", ""] for year in (2025, 2024, 2023)}


def test_texts_that_differ_are_marked():
    make.make_programme()
    first, second = make.make_organization(languages=["vi"]), make.make_organization(languages=["vi"])
    first.sending.training_hours, first.sending.teachers, first.sending.native_teachers = 520, 12, 2
    first.sending.returnee_support_en = "Help with finding work"
    first.sending.save()

    result = compare(first, second)

    told = ["Hours of training before departure", "Teachers of Japanese", "Languages spoken", "Support for returnees"]
    assert [(row(result, heading).cells, row(result, heading).differs) for heading in told] == [
        (["520", ""], True),
        (["12, of them 2 native speakers", ""], True),
        (["Vietnamese", "Vietnamese"], False),
        (["Help with finding work", ""], True),
    ]


def test_only_visible_sending_organizations_are_found():
    seen = make.make_organization()
    hidden = make.make_organization(is_published=False)
    merged = make.make_organization(merged_into=seen)
    supervising = make.make_supervising()
    ids = [each.public_id for each in (seen, hidden, merged, supervising)]

    found = [set(found_organizations(public_ids=ids, user=user)) for user in (AnonymousUser(), make.make_staff())]

    assert found == [{seen.public_id}, {seen.public_id, hidden.public_id, merged.public_id}]


def test_compared_rows_do_not_hold_the_contact():
    organization = make.make_organization(contact_name="Person")

    found = found_organizations(public_ids=[organization.public_id], user=make.make_staff())

    assert found[organization.public_id].get_deferred_fields() >= {"contact_name", "contact_email", "contact_phone"}
