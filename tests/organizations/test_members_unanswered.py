"""The address of an invitation that nobody accepted goes."""

import datetime

import pytest
from django.utils import timezone

from jitco_portal.common.history.context import event_models
from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.registry import daily_jobs
from organizations.models import Invitation, Role
from organizations.services.members import invitations
from organizations.services.members.unanswered import forget_unanswered_addresses
from tests.factories import make_membership, make_organization

pytestmark = pytest.mark.django_db
EMAIL = "zaphira.quellenberg@example.org"


def invited(*, expired_days_ago):
    organization = make_organization()
    administrator = make_membership(organization, role=Role.ADMINISTRATOR).user
    letter = invitations.invite(
        organization=organization, email=EMAIL, role=Role.READER, language="en", by=administrator
    )
    OutboxMessage.objects.update(state="kept", next_try_at=None)
    at = timezone.now() - datetime.timedelta(days=expired_days_ago)
    Invitation.objects.filter(pk=letter.pk).update(expires_at=at)
    return letter


def test_90_days_after_its_end_nothing_says_who_was_invited():
    letter = invited(expired_days_ago=91)

    forget_unanswered_addresses()

    letter.refresh_from_db()
    assert (letter.email, letter.withdrawn_at is not None) == (f"invited-{letter.pk}@invalid", True)
    assert not OutboxMessage.objects.filter(recipient=EMAIL).exists()
    for model, column in ((Invitation, "email"), (OutboxMessage, "recipient")):
        for event_model in event_models(model):
            assert not event_model._base_manager.filter(**{column: EMAIL}).exists()


def test_before_and_where_it_was_accepted_it_stays():
    early = invited(expired_days_ago=89)
    accepted = invited(expired_days_ago=91)
    member = make_membership(accepted.organization).user
    Invitation.objects.filter(pk=accepted.pk).update(accepted_at=timezone.now(), accepted_by=member)

    forget_unanswered_addresses()

    kept = Invitation.objects.filter(pk__in=[early.pk, accepted.pk]).values_list("email", flat=True)
    assert list(kept) == [EMAIL, EMAIL]


def test_it_runs_every_night():
    assert forget_unanswered_addresses in set(daily_jobs)
