"""Who acts for an organization: its administrators and editors; other apps ask here, so that all mean the same."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from jitco_portal.common.models import User
from organizations.models import ACTING, Membership
from organizations.queries.members import memberships_of


def acts_for(organization_id: int, *, user: Any) -> bool:
    """Whether the person is an administrator or editor of it today."""
    return any(each.organization_id == organization_id and each.may_edit for each in memberships_of(user))


def acting_members(organization_id: int) -> QuerySet[User]:
    """Who answers for the organization today."""
    members = Membership.objects.filter(organization=organization_id, role__in=ACTING).current()
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("pk")
