"""What the portal holds for a time only; each of these runs every night."""

import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, ForeignObjectRel, OuterRef
from django.utils import timezone

from jitco_portal.common.models import Consent, OutboxMessage, User
from jitco_portal.common.one_by_one import one_by_one
from jitco_portal.common.privacy.erasure import ENDED, forget_account

TEXTS_KEPT = datetime.timedelta(days=90)
UNCONFIRMED_KEPT = datetime.timedelta(days=30)
# What signing up leaves by itself; whoever has anything else besides is not forgotten.
LEFT_BY_SIGNING_UP = (EmailAddress, Consent, OutboxMessage)


def wipe_old_texts() -> None:
    """The texts of mails go; that they were sent, when, to whom and their subject stays."""
    old = OutboxMessage.objects.filter(state__in=ENDED, created_at__lt=timezone.now() - TEXTS_KEPT)
    old.exclude(body="").update(body="")


def forget_ended_sessions() -> None:
    """With a session goes what was noted of it: address and browser."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def forget_unconfirmed_accounts() -> None:
    """Somebody signed up and never confirmed the address."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    found = User.objects.filter(
        Exists(addresses),
        ~Exists(addresses.filter(verified=True)),
        date_joined__lt=timezone.now() - UNCONFIRMED_KEPT,
        last_login=None,
        is_staff=False,
        is_superuser=False,
        erased_at=None,
    )

    def forget(key: int) -> None:
        user = User.objects.select_for_update().get(pk=key)
        # Whoever confirms at this moment waits, or is seen here.
        held = list(EmailAddress.objects.select_for_update().filter(user=user))
        if not any(address.verified for address in held) and not _has_more(user):
            forget_account(user=user)

    one_by_one(list(found.order_by("pk").values_list("pk", flat=True)), forget, what="forget an unconfirmed account")


def _has_more(user: User) -> bool:
    """Anything that leads to the person, but for what signing up leaves."""
    for relation in User._meta.get_fields(include_hidden=True):
        # The history tells what happened to a row, and the row itself is looked at.
        if not isinstance(relation, ForeignObjectRel) or hasattr(relation.related_model, "pgh_tracked_model"):
            continue
        model: Any = relation.related_model
        # Nor is the view over all events a table of its own.
        if model._meta.app_label == "pghistory":
            continue
        if model not in LEFT_BY_SIGNING_UP and model._base_manager.filter(**{relation.field.name: user}).exists():
            return True
    return False
