"""Carts and open orders of a person's organizations, on their own page."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from jitco_portal.common.registry import Panel
from materials.models import Order, OrderState
from materials.queries.orders import ENDED, sentence_of, with_sums
from organizations.queries.members import memberships_of


def account_panel(user: Any) -> Panel | None:
    """In one query; None for whoever has no open order and can order nothing."""
    memberships = memberships_of(user)
    own = [each.organization_id for each in memberships]
    if not own:
        return None
    acting = [each.organization_id for each in memberships if each.may_edit]
    is_open = Q(organization__in=own) & ~Q(state__in=(*ENDED, OrderState.CART))
    is_cart = Q(organization__in=acting, created_by=user, state=OrderState.CART)
    rows: Any = with_sums(Order.objects.filter(is_open | is_cart)).select_related("organization").order_by("pk")
    found = [each for each in rows if each.copies]
    if not found and not acting:
        return None
    orders = [(each, sentence_of(each)) for each in found if each.state != OrderState.CART]
    return Panel(
        title=_("Printed copies"),
        anchor="orders",
        template="materials/_orders_panel.html",
        context={"orders": orders, "carts": [each for each in found if each.state == OrderState.CART]},
    )
