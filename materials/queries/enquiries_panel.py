"""Enquiries of the organizations that a person belongs to, on their own page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from jitco_portal.common.registry import Panel
from materials.models import EnquiryState
from materials.queries.enquiries import own_enquiries
from organizations.queries.members import memberships_of

SHOWN = 5


def account_panel(user: Any) -> Panel | None:
    """Those that are answered or wait, the newest first; one query. None for a member of nothing."""
    memberships = memberships_of(user)
    if not memberships:
        return None
    rows = own_enquiries(user=user).exclude(state=EnquiryState.CLOSED).order_by("-pk")
    return Panel(
        title=_("Consultation support"),
        anchor="enquiries",
        template="materials/_enquiry_account_panel.html",
        context={"enquiries": list(rows[:SHOWN]), "may_ask": any(each.may_edit for each in memberships)},
    )
