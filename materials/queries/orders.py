"""Orders as the organizations that placed them read them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext as _

from materials.models import Order, OrderLine, OrderState
from materials.queries.carts import grams_of, lines_of
from organizations.models.members import may_be_seen
from organizations.queries.acting import acts_for
from organizations.queries.members import memberships_of

# The postage is told when it is confirmed: whoever finds it too dear takes the order back until it is packed.
CANCELLED_BY_ORGANIZATION = (OrderState.PLACED, OrderState.CONFIRMED)
# Stands for the reason of an organization that gives none: no cancellation is without.
NO_REASON = "–"
# Of postage: more is a slip of the pen.
MOST_YEN = 10_000_000
ENDED = (OrderState.SENT, OrderState.CANCELLED)


def with_sums(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Annotate ``copies`` and ``price`` (without postage), which are nothing for an empty cart."""
    return orders.annotate(
        copies=Sum("lines__quantity", default=0), price=Sum(F("lines__quantity") * F("lines__unit_price"), default=0)
    )


def own_orders(*, user: Any) -> QuerySet[Order]:
    """Sent by the organizations that the person belongs to, in any role, the newest first."""
    own = [each.organization_id for each in memberships_of(user)]
    rows = Order.objects.filter(organization__in=own).exclude(state=OrderState.CART)
    return with_sums(rows).select_related("organization").order_by("-pk")


def orders_to_read() -> QuerySet[Order]:
    """A cart has a page of its own, for its person alone."""
    return Order.objects.exclude(state=OrderState.CART).select_related("organization__country", "created_by")


@dataclass(frozen=True)
class Happened:
    at: datetime.datetime
    title: str


@dataclass(frozen=True)
class OrderPage:
    """One order with all that its page shows to this reader."""

    order: Order
    lines: Sequence[OrderLine]
    course: Sequence[Happened]
    sentence: str
    # Blank where the organization gave none.
    reason: str
    is_staff: bool
    may_cancel: bool
    may_order_again: bool

    @property
    def copies(self) -> int:
        return sum(each.quantity for each in self.lines)

    @property
    def price(self) -> int:
        return sum(each.quantity * (each.unit_price or 0) for each in self.lines)

    @property
    def total(self) -> int:
        """With postage, as far as it is known."""
        return self.price + (self.order.postage or 0)

    @property
    def grams(self) -> int:
        return grams_of((each.copy, each.quantity) for each in self.lines)

    @property
    def weighs_more(self) -> bool:
        return any(each.copy.grams is None for each in self.lines)

    @property
    def is_to_be_paid(self) -> bool:
        return self.order.state in (OrderState.CONFIRMED, OrderState.PACKED, OrderState.SENT) and self.total > 0


def order_page(*, order: Order, user: Any) -> OrderPage:
    """In two queries, beside the order itself."""
    acts = acts_for(order.organization_id, user=user)
    return OrderPage(
        order=order,
        lines=list(lines_of(order)),
        course=course_of(order),
        sentence=sentence_of(order),
        reason=told_reason(order),
        is_staff=may_be_seen(user, "materials.view_order"),
        may_cancel=acts and order.state in CANCELLED_BY_ORGANIZATION,
        may_order_again=acts,
    )


def told_reason(order: Order) -> str:
    """What was given as the reason of a cancellation; blank where nothing was."""
    return "" if order.reason == NO_REASON else order.reason


def sentence_of(order: Order) -> str:
    """How far it is, as one would say it over the telephone."""
    if order.state == OrderState.PLACED:
        return _("The order is with the Affairs Dept., which confirms it and tells what the postage costs.")
    if order.state == OrderState.CONFIRMED:
        return _("The Affairs Dept. has confirmed the order and packs it next.")
    if order.state == OrderState.PACKED:
        return _("The copies are packed and go out next.")
    if order.state == OrderState.SENT:
        return _("The copies are on their way.")
    if order.state == OrderState.CANCELLED:
        return _("The order is cancelled.")
    return _("The order is not sent yet.")


def course_of(order: Order) -> list[Happened]:
    """The days of its states; nobody is named, neither of the organization nor of the staff."""
    events: Any = Order.pgh_event_model.objects.filter(pgh_obj_id=order.pk)  # type: ignore[attr-defined]
    titles = {
        OrderState.PLACED: _("Sent to the Affairs Dept."),
        OrderState.CONFIRMED: _("Confirmed"),
        OrderState.PACKED: _("Packed"),
        OrderState.SENT: _("Sent on its way"),
        OrderState.CANCELLED: _("Cancelled"),
    }
    found, before = [], None
    for at, state in events.order_by("pgh_id").values_list("pgh_created_at", "state"):
        if state != before and state in titles:
            found.append(Happened(at, titles[OrderState(state)]))
        before = state
    return found
