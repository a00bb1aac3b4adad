"""What staff may do to another's account. Nobody reaches through it more than they have themselves.

Whoever sets another's password or address can act as the other, so only superusers do. A system administrator gives
and takes the four staff groups without holding their rights, never for themselves; that an account belongs to a
fit person no program can tell, so the person, all other system administrators and the superusers get a mail of it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet

from jitco_portal.common.accounts.sessions import end_sessions_of
from jitco_portal.common.accounts.staff_groups import ASSIGN, TITLES
from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import User


def permissions_given_to(user: User) -> QuerySet[Permission]:
    """By name or by group, also while the account is switched off: switching it on is one click."""
    return Permission.objects.filter(Q(user=user) | Q(group__user=user)).distinct()


def stands_above(user: User, other: User) -> bool:
    """Whether ``other`` may do no more than ``user``."""
    if user.is_superuser:
        return True
    beyond = permissions_given_to(other).exclude(pk__in=permissions_given_to(user))
    return not other.is_superuser and not beyond.exists()


def manages(user: User, other: User) -> bool:
    """Whether ``user`` stands above ``other``, leaving aside the staff groups where ``user`` assigns them."""
    if user.is_superuser or not user.has_perm(ASSIGN):
        return stands_above(user, other)
    by_name_or_other_groups = Permission.objects.filter(
        Q(user=other) | Q(group__in=other.groups.exclude(name__in=TITLES))
    )
    beyond = by_name_or_other_groups.exclude(pk__in=permissions_given_to(user))
    return not other.is_superuser and not beyond.exists()


def groups_to_give(user: User) -> QuerySet[Group]:
    """Groups that hold no more than ``user`` has, and the staff groups for whoever assigns them."""
    if user.is_superuser:
        return Group.objects.all()
    beyond = Permission.objects.exclude(pk__in=permissions_given_to(user))
    groups = Group.objects.exclude(permissions__in=beyond)
    return (groups | Group.objects.filter(name__in=TITLES)).distinct() if user.has_perm(ASSIGN) else groups


# What is done -----------------------------------------------------------------------------------------


@transaction.atomic
def reset_second_factor(*, user: User, by: User) -> None:
    """Take away every device, passkey and recovery code, end all sessions, and tell the person."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions_of(user)
    tell(user, "second_factor_reset", by=by)


@transaction.atomic
def change_address(*, user: User, old: str, by: User) -> None:
    """The new address alone counts, once it is confirmed at the next log-in; the old one is told."""
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    for recipient in (old, user.email):
        tell(user, "address_changed", by=by, recipient=recipient)


def tell(user: User, event: str, *, by: User, recipient: str = "") -> None:
    """A mail to the person about what staff did to the account."""
    queue_mail(
        kind="account_changed_by_staff",
        cause=f"account_changed_by_staff:{uuid.uuid4()}",
        recipient=recipient or user.email,
        user=user,
        context={"event": event, "by": by.name},
        is_duty=True,
    )


@transaction.atomic
def tell_of_groups(*, user: User, groups: Iterable[str], by: User) -> None:
    """A mail to the person, and to all others who can give rights, so that no appointment goes unseen."""
    cause = f"account_groups_changed:{uuid.uuid4()}"
    watchers = User.objects.filter(is_active=True, is_staff=True).exclude(pk__in=[by.pk, user.pk])
    app_label, _dot, codename = ASSIGN.partition(".")
    holding = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    may_assign = Q(is_superuser=True) | Q(user_permissions__in=holding) | Q(groups__permissions__in=holding)
    for recipient in {user, *watchers.filter(may_assign)}:
        queue_mail(
            kind="account_groups_changed",
            cause=cause,
            recipient=recipient.email,
            user=recipient,
            context={
                "is_own": recipient == user,
                "person": user,
                "groups": [TITLES.get(name, name) for name in groups],
                "by": by.name,
            },
            is_duty=True,
        )
