"""What of orders waits for the Affairs Dept.: how many, and since when the oldest."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from jitco_portal.common.registry import Waiting
from materials.models import Order


def waiting_orders(user: Any) -> list[Waiting]:
    """To be confirmed, packed or sent; for whoever may."""
    if not user.has_perm("materials.change_order"):
        return []
    held = Order.objects.waiting_for_staff().aggregate(count=Count("pk"), oldest=Min("state_since"))
    url = reverse("admin:materials_order_changelist")
    return [Waiting(_("Orders of printed copies"), url, held["count"], held["oldest"])]
