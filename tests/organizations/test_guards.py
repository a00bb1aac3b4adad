"""What must always be true is refused by the form, with a sentence, and by the database for every writer."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from organizations.models import Allowance, Approval, ListEntry, Organization, PublicIdSeries, SendingOrganization
from tests.factories import (
    SOURCE,
    make_approval,
    make_counterpart,
    make_country,
    make_list_edition,
    make_organization,
    make_programme,
    make_supervising,
)

pytestmark = pytest.mark.django_db


def refused_by_form_and_database(row, message):
    with pytest.raises(ValidationError, match=message):
        row.full_clean()
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()


def approval_of(organization, issuer, **values):
    values = {"first_seen_on": "2020-01-01", "confirmed_on": "2026-10-01", **SOURCE, **values}
    return Approval(sending_organization=organization.sending, programme=make_programme(), issuer=issuer, **values)


def test_an_office_of_another_country_approves_allows_and_lists_nobody_here():
    organization, elsewhere = make_organization(make_country(code="VN")), make_counterpart(make_country(code="PH"))
    allowance = Allowance(
        sending_organization=organization.sending,
        programme=make_programme(),
        operation_group="care",
        issuer=elsewhere,
        confirmed_on="2026-10-01",
        **SOURCE,
    )
    entry = ListEntry(edition=make_list_edition(elsewhere), sending_organization=organization.sending)

    refused_by_form_and_database(approval_of(organization, elsewhere), "another country")
    refused_by_form_and_database(allowance, "another country")
    refused_by_form_and_database(entry, "another country")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"confirmed_on": "2062-10-01"}, "after the day on which the source was checked"),
        ({"approved_until": "2019-12-31"}, "The end lies before the start"),
        ({"first_seen_on": ""}, "from when it is approved"),
        ({"confirmed_on": "2019-01-01"}, "The end lies before the start"),
    ],
)
def test_an_approval_that_cannot_be(values, message):
    country = make_country()
    refused_by_form_and_database(approval_of(make_organization(country), make_counterpart(country), **values), message)


def test_approvals_of_one_office_do_not_overlap_but_sightings_with_a_gap_may_stand():
    country = make_country()
    organization, office = make_organization(country), make_counterpart(country)
    make_approval(organization, office, first_seen_on="2020-01-01", confirmed_on="2021-01-01")

    approval_of(organization, office, first_seen_on="2023-01-01").save()

    within = approval_of(organization, office, first_seen_on="2020-06-01", confirmed_on="2020-07-01")
    refused_by_form_and_database(within, "covers a part of these days")


def test_a_list_of_a_day_to_come_is_refused():
    edition = make_list_edition(make_counterpart())
    edition.published_on = SOURCE["checked_on"] + datetime.timedelta(days=1)

    refused_by_form_and_database(edition, "after the day on which the source was checked")


def test_details_fit_the_kind_and_the_kind_never_changes():
    supervising = make_supervising()

    with pytest.raises(DatabaseError), transaction.atomic():
        SendingOrganization.objects.create(organization=supervising)
    with pytest.raises(DatabaseError), transaction.atomic():
        Organization.objects.filter(pk=supervising.pk).update(kind="sending", country=make_country())


def test_a_public_id_never_changes_and_is_never_given_twice():
    organization = make_organization()
    series = PublicIdSeries.objects.get(prefix=organization.country.code.lower())

    with pytest.raises(DatabaseError), transaction.atomic():
        Organization.objects.filter(pk=organization.pk).update(public_id="zz-0001")
    organization.sending.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        organization.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        PublicIdSeries.objects.filter(pk=series.pk).update(last_number=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        series.delete()


def test_an_organization_is_merged_into_one_of_its_kind_that_stands():
    country = make_country()
    first, second, third = (make_organization(country) for _number in range(3))
    first.merged_into = second
    first.save()

    third.merged_into = first
    refused_by_form_and_database(third, "not merged itself")
    second.merged_into = third
    refused_by_form_and_database(second, "not merged itself")
    third.merged_into = make_supervising()
    refused_by_form_and_database(third, "same kind")


def test_history_cannot_be_rewritten():
    organization = make_organization()
    events = organization.events.all()

    with pytest.raises(DatabaseError), transaction.atomic():
        events.model.objects.all().delete()
