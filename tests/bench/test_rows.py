"""Organizations for measuring become rows that every rule of the database accepts."""

import pytest
from django.core.management import call_command

from organizations.models import Approval, Organization, OrganizationName, Permit, SendingOrganization
from tests.bench.dataset import organizations
from tests.bench.rows import FIRST_PK, Tables, copy

NUMBER = 300

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    call_command("load_reference_data", verbosity=0)
    made = list(organizations(first=0, last=NUMBER))
    copy(Tables().rows(made))
    return made


def test_each_organization_stands_in_the_tables_with_its_history(made):
    held = Organization.objects.filter(pk__gte=FIRST_PK)

    assert held.count() == NUMBER
    assert SendingOrganization.objects.filter(pk__gte=FIRST_PK).count() == sum(each.is_sending for each in made)
    assert Approval.objects.filter(sending_organization__gte=FIRST_PK).count() == sum(
        len(each.approvals) for each in made
    )
    assert Permit.objects.filter(supervising_organization__gte=FIRST_PK).count() == sum(
        len(each.permits) for each in made
    )
    assert OrganizationName.objects.filter(organization__gte=FIRST_PK).count() == sum(
        bool(each.former_name) for each in made
    )


def test_an_organization_is_written_as_the_portal_writes_it(made):
    first = Organization.objects.get(pk=FIRST_PK)
    written = (first.sort_en, first.sort_ja)
    first.full_clean(exclude=["languages"])
    first.save()

    assert written == (first.sort_en, first.sort_ja)
    assert first.operations.count() == len({place % 161 for place in made[0].operations})


def test_without_history_names_and_numbers_remain(made):
    more = list(organizations(first=NUMBER, last=NUMBER + 100))
    copy(Tables().rows(more, with_history=False))

    assert Organization.objects.filter(pk__gte=FIRST_PK + NUMBER).count() == 100
    assert not Approval.objects.filter(sending_organization__gte=FIRST_PK + NUMBER).exists()
    assert Permit.objects.filter(supervising_organization__gte=FIRST_PK + NUMBER).exists()
