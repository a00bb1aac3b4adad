"""Mails that came back, noted on the memberships of whoever they were for."""

from __future__ import annotations

import datetime
from typing import Any

from jitco_portal.common.models import User
from organizations.models import Membership

LONGEST = 500


def note_refusal(address: str, said: str, at: datetime.datetime) -> None:
    """Administrators of the organization and staff see that this person cannot be reached."""
    memberships = Membership.objects.filter(user__in=User.objects.at_address(address)).current()
    memberships.update(mail_refused_at=at, mail_refusal=said[:LONGEST])


def clear_refusals(*, user: User) -> None:
    """The person has confirmed an address: mails arrive again."""
    Membership.objects.filter(user=user).exclude(mail_refused_at=None).update(mail_refused_at=None, mail_refusal="")


def on_confirmed_address(sender: Any, email_address: Any, **rest: Any) -> None:
    """What allauth tells when somebody has confirmed an address."""
    clear_refusals(user=email_address.user)
