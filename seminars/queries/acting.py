"""Who acts for an organization at events: its administrators and editors; and what staff may do in its stead."""

from __future__ import annotations

from typing import Any

from jitco_portal.common.models import User
from organizations.models import Membership, Organization


def is_member(user: User, organization: Organization) -> bool:
    """Whether the person belongs to it today, in any role."""
    return Membership.objects.filter(organization=organization, user=user).current().exists()


def decides(user: Any, permission: str = "seminars.change_registration") -> bool:
    """Whether the person is staff who may do it at the desk."""
    return bool(user.is_authenticated and user.is_staff and user.has_perm(permission))
