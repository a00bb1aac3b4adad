"""What an editor of content may not touch on an organization's page at the desk."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from jitco_portal.common.accounts.staff_groups import EDITOR, PUBLISHER, sync_staff_groups
from jitco_portal.common.models import User
from organizations.admin.organizations import DECIDED
from organizations.models import Organization
from tests.factories import make_organization, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def fields_of(rf):
    """The fields that somebody of a staff group can fill on the page of an organization."""

    def fields(group):
        sync_staff_groups()
        user = make_staff()
        user.groups.add(Group.objects.get(name=group))
        request = rf.get("/")
        request.user = User.objects.get(pk=user.pk)
        model_admin = admin.site._registry[Organization]
        return set(model_admin.get_form(request, make_organization(), change=True).base_fields)

    return fields


def test_editor_shows_and_trusts_nobody(fields_of):
    assert fields_of(EDITOR) & set(DECIDED) == set()


def test_editor_writes_the_profile_all_the_same(fields_of):
    assert fields_of(EDITOR) >= {"address", "website", "languages", "note_en", "note_ja"}


def test_publisher_decides_what_is_shown(fields_of):
    assert fields_of(PUBLISHER) >= {"is_published", "address"}
