"""What tests of materials share."""

import pytest
from django.db import transaction

from jitco_portal.common.accounts.staff_groups import sync_staff_groups


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    """Files of a test lie in a folder of its own, and go with it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(scope="module")
def groups_of_staff(database, django_db_blocker):
    """Made once for a module: it takes longer than all else that a test of the desk does."""
    with django_db_blocker.unblock(), transaction.atomic():
        sync_staff_groups()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def at_desk(groups_of_staff):
    """The groups of staff are there; what a test changes is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
