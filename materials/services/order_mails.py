"""Mails about an order: what happened and where it is read. Where it goes, no mail says."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import User
from materials.models import Order
from materials.queries.carts import lines_of
from organizations.models import Membership, Role

KIND = "material_order"


def tell(*, order: Order, step: str, further: str = "", **context: Any) -> None:
    """Whoever ordered, and the administrators of the organization; once for each step."""
    lines = list(lines_of(order))
    for user in told_of(order):
        with translation.override(user.language):
            told = {
                "order": str(order),
                "step": step,
                "lines": [{"quantity": each.quantity, "title": str(each.copy.edition)} for each in lines],
                "sum": sum(each.quantity * (each.unit_price or 0) for each in lines),
                "postage": order.postage,
                "parcel_number": order.parcel_number,
                "link": settings.SITE_URL + order.get_absolute_url(),
                **context,
            }
        told["total"] = told["sum"] + (order.postage or 0)
        queue_mail(kind=KIND, cause=f"{KIND}:{order.pk}:{step}{further}", recipient=user.email, user=user, context=told)


def told_of(order: Order) -> list[User]:
    """The orderer, while they belong to the organization, and its administrators of today."""
    members = Membership.objects.filter(
        Q(role=Role.ADMINISTRATOR) | Q(user=order.created_by_id), organization=order.organization_id
    )
    return list(User.objects.filter(pk__in=members.current().values("user")).order_by("pk"))


def tell_desk(*, order: Order) -> None:
    """The Affairs Dept., in Japanese."""
    if not settings.AFFAIRS_EMAIL:
        return
    with translation.override("ja"):
        context = {
            "what": _("Order of printed copies"),
            "name": f"{order} ({order.organization.name})",
            "link": settings.SITE_URL + reverse("admin:materials_order_change", args=[order.pk]),
        }
    queue_mail(
        kind="desk_waiting",
        cause=f"{KIND}:{order.pk}:desk",
        recipient=settings.AFFAIRS_EMAIL,
        language="ja",
        context=context,
    )
