"""A day to stand on, and organizations with a row of everything a page shows."""

import datetime

import pytest

from tests import factories as make

DAY = datetime.date(2026, 11, 23)


@pytest.fixture
def fill():
    """``fill(organization, rows=3)`` hangs so many rows of every kind on a sending organization."""

    def fill_organization(organization, *, rows: int = 1):
        country, programme = organization.country, make.make_programme()
        office = make.make_counterpart(country)
        make.make_moc(country)
        make.make_exchange_rate(day=DAY - datetime.timedelta(days=rows))
        for number in range(rows):
            day = DAY - datetime.timedelta(days=31 * number)
            begun = str(datetime.date(2000, 1, 1) + datetime.timedelta(days=number * 20))
            until = str(datetime.date(2000, 1, 10) + datetime.timedelta(days=number * 20))
            make.make_approval(
                organization, office, approved_from=begun, approved_until=until, first_seen_on="", confirmed_on=until
            )
            make.make_home_licence(organization, office)
            make.make_measure(organization, kind="warning", from_on=begun, until_on=until)
            make.make_report(organization, said_on=begun)
            make.make_list_edition(office, organization, published_on=day)
            make.make_fee(organization, amount=1 + number, basis_en="Basis")
            make.make_fee_cap(country, from_on=begun, until_on=until)
            make.make_allowance(organization, office, from_on=begun)
            make.make_trainee_figure(organization, 1990 + number % 100, operation=_operation(number))
            make.make_partnership(organization, make.make_supervising())
            organization.operations.add(_operation(number))
            if number < 9:
                make.make_article25_item(organization, number + 1)
        return programme

    return fill_organization


def _operation(number: int):
    return make.make_operation(f"{number // 50 + 1}-{number % 50 + 1}-1")
