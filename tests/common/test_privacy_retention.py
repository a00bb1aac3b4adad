"""Accounts whose address nobody confirmed do not stay."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from jitco_portal.common import registry
from jitco_portal.common.history.context import event_models
from jitco_portal.common.models import Address, OutboxMessage, User
from jitco_portal.common.privacy.retention import forget_unconfirmed_accounts
from tests.factories import make_consent, make_membership, make_message, make_organization, make_user

pytestmark = pytest.mark.django_db
EMAIL = "zaphira.quellenberg@example.org"


def make_unconfirmed(*, days, **values):
    user = make_user(**{"email": EMAIL, "name": "Zaphira Quellenberg", **values})
    EmailAddress.objects.filter(user=user).update(verified=False)
    User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - datetime.timedelta(days=days))
    return user


def test_after_30_days_nothing_says_who_signed_up():
    user = make_unconfirmed(days=31)
    make_consent(user=user)
    make_message(user=user, recipient=EMAIL, kind="account_email_confirmation_signup", state="kept")

    forget_unconfirmed_accounts()

    forgotten = User.objects.get()
    assert (forgotten.email, forgotten.is_active) == (f"erased-{user.pk}@invalid", False)
    assert not EmailAddress.objects.exists()
    assert not user.consents.filter(withdrawn_at=None).exists()
    assert not OutboxMessage.objects.exclude(recipient=forgotten.email).exists()
    for model, column in ((User, "email"), (Address, "email"), (OutboxMessage, "recipient")):
        for event_model in event_models(model):
            assert not event_model._base_manager.filter(**{f"{column}__icontains": "quellenberg"}).exists()


def test_what_others_hold_of_the_address_stays():
    user = make_unconfirmed(days=31)
    organization = make_organization(contact_email=EMAIL)
    message = make_message(recipient=EMAIL, kind="claim_accepted", state="kept")

    forget_unconfirmed_accounts()

    organization.refresh_from_db()
    message.refresh_from_db()
    assert User.objects.get(pk=user.pk).erased_at is not None
    assert (organization.contact_email, message.recipient) == (EMAIL, EMAIL)


@pytest.mark.parametrize("keep", ["days", "confirmed", "member", "staff", "logged in"])
def test_others_stay(keep):
    user = make_unconfirmed(days=29 if keep == "days" else 31, is_staff=keep == "staff")
    if keep == "confirmed":
        EmailAddress.objects.create(user=user, email="other@example.org", verified=True)
    if keep == "member":
        make_membership(user=user)
    if keep == "logged in":
        User.objects.filter(pk=user.pk).update(last_login=timezone.now())

    forget_unconfirmed_accounts()

    assert User.objects.get(pk=user.pk).email == EMAIL


def test_it_runs_every_night():
    assert forget_unconfirmed_accounts in set(registry.daily_jobs)
