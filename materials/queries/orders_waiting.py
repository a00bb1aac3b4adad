"""What of orders waits for the Affairs Dept.: how many, and since when the oldest."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jitco_portal.common.registry import Deed, Waiting
from materials.models import Order


def waiting_orders(user: Any) -> list[Waiting]:
    """To be confirmed, packed or sent; for whoever may."""
    if not user.has_perm("materials.change_order"):
        return []
    held = Order.objects.waiting_for_staff().aggregate(count=Count("pk"), oldest=Min("state_since"))
    url = reverse("admin:materials_order_changelist")
    said = ngettext(
        "Send %(number)d order of printed copies", "Send %(number)d orders of printed copies", held["count"]
    )
    said %= {"number": held["count"]}
    title = _("Orders of printed copies")
    return [Waiting(title, url, held["count"], held["oldest"], said, Deed.ANSWER, target_days=5)]
