"""The secret address of a person's calendar: made, made anew so that the old one is dead, and taken away."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jitco_portal.common.models import User
from seminars.models import CalendarAddress
from seminars.models.registrations import new_token


def make_address(*, user: User) -> CalendarAddress:
    """The address that there is, or a new one."""
    address, _is_new = CalendarAddress.objects.get_or_create(user=user)
    return address


@transaction.atomic
def renew_address(*, user: User) -> CalendarAddress:
    """Whoever had the old address reads nothing more."""
    address = make_address(user=user)
    address.token, address.created_at = new_token(), timezone.now()
    address.save(update_fields=["token", "created_at"])
    return address


def delete_address(*, user: User) -> None:
    CalendarAddress.objects.filter(user=user).delete()
