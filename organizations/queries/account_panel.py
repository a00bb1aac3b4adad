"""The organizations that a person acts for, and what they asked for, on their own page."""

from typing import Any

from django.utils.translation import gettext as _

from jitco_portal.common.registry import Panel
from organizations.queries.members import invitations_to, memberships_of
from organizations.queries.requests import requests_of


def account_panel(user: Any) -> Panel:
    return Panel(
        title=_("Your organizations"),
        anchor="organizations",
        template="organizations/members/_account_panel.html",
        context={
            "memberships": memberships_of(user),
            "invitations": invitations_to(user=user),
            "requests": requests_of(user=user),
        },
    )
