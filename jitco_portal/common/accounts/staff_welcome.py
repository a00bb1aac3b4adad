"""A new account for somebody of the staff, who sets the password by a link that only their mailbox gets."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jitco_portal.common.accounts.mail import queue_account_mail
from jitco_portal.common.models import User


@transaction.atomic
def welcome_staff(*, email: str, name: str, language: str, group: str = "", is_superuser: bool = False) -> User:
    """Make the account and write the mail; raises ValidationError where the address is taken or anything is wrong.

    The address counts as confirmed: the link goes there, and nobody gets in without it.
    """
    user = User(email=User.objects.normalize_email(email), name=name, language=language, is_staff=True)
    user.is_superuser = is_superuser
    user.set_unusable_password()
    user.full_clean()
    user.save()
    if group:
        try:
            user.groups.add(Group.objects.get(name=group))
        except Group.DoesNotExist:
            known = ", ".join(Group.objects.order_by("name").values_list("name", flat=True))
            text = _("There is no group %(group)s; there are: %(known)s.")
            raise ValidationError(text, params={"group": group, "known": known}) from None
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    send_welcome(user=user)
    return user


def send_welcome(*, user: User) -> None:
    """The link to set a password; it is good once, for as long as PASSWORD_RESET_TIMEOUT."""
    queue_account_mail(
        name="staff_welcome",
        recipient=user.email,
        user=user,
        context={"uid": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
