"""Who acts for an organization at events: its administrators and editors; and what staff may do in its stead."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from jitco_portal.common.models import User
from organizations.models import Membership, Organization, Role
from organizations.queries.members import memberships_of

ACTING = (Role.ADMINISTRATOR, Role.EDITOR)


def acts_for(organization_id: int, *, user: Any) -> bool:
    """Whether the person is an administrator or editor of it today."""
    return any(each.organization_id == organization_id and each.may_edit for each in memberships_of(user))


def acting_members(organization_id: int) -> QuerySet[User]:
    """Who answers for the organization today."""
    members = Membership.objects.filter(organization=organization_id, role__in=ACTING).current()
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("pk")


def is_member(user: User, organization: Organization) -> bool:
    """Whether the person belongs to it today, in any role."""
    return Membership.objects.filter(organization=organization, user=user).current().exists()


def decides(user: Any, permission: str = "seminars.change_registration") -> bool:
    """Whether the person is staff who may do it at the desk."""
    return bool(user.is_authenticated and user.is_staff and user.has_perm(permission))
