"""An order, step by step: sent by an organization, confirmed, packed and sent on by the Affairs Dept., or cancelled.

Every step locks the order first, then the copies in the order of their numbers: the last copy goes once. Stock is
taken when an order is placed, and given back when it is cancelled.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common.models import User
from materials.models import Order, OrderLine, OrderState, PrintedCopy
from materials.queries.carts import seen_of
from materials.queries.orderable import orderable_copies, pays_as_member, price_of
from materials.queries.orders import CANCELLED_BY_ORGANIZATION, MOST_YEN, NO_REASON
from materials.services import order_mails
from materials.services.order_refusals import (
    CartChanged,
    CartEmpty,
    LinesRefused,
    NotAllowed,
    NotEnough,
    NotOrderable,
    OrderRefused,
    TooMany,
    WrongState,
)
from organizations.models.members import may_be_seen
from organizations.queries.acting import acts_for

CANCELLED_BY_STAFF = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED)


@transaction.atomic
def place(*, cart: Order, by: User, address: Mapping[str, str], seen: str, keys: tuple[int, ...] = ()) -> Order:
    """Send the cart to the Affairs Dept. at today's prices; the copies are the organization's from now on.

    ``address`` has the columns of where it goes; ``seen`` is what the person read (``CartPage.seen``). Raises
    NotAllowed, WrongState (it was sent a moment ago), CartEmpty, LinesRefused, CartChanged.
    """
    rows = Order.objects.select_for_update(no_key=True, of=("self",)).select_related("organization__supervising")
    held = rows.filter(pk=cart.pk, created_by=by).first()
    if held is None or not acts_for(held.organization_id, user=by):
        raise NotAllowed
    if held.state != OrderState.CART:
        raise WrongState
    lines = list(held.lines.order_by("copy"))
    if not lines:
        raise CartEmpty
    copies = _locked_copies(lines)
    allowed = orderable_copies(user=by, organization=held.organization, keys=keys).filter(pk__in=copies)
    numbers = set(allowed.values_list("pk", flat=True))
    if refused := {
        each.pk: why
        for each in lines
        if (why := _why_not(each, copies[each.copy_id], is_allowed=each.copy_id in numbers))
    }:
        raise LinesRefused(refused)
    is_member = pays_as_member(held.organization)
    for line in lines:
        line.unit_price = price_of(copies[line.copy_id], is_member=is_member)
    if seen_of((each.copy_id, each.quantity, each.unit_price or 0) for each in lines) != seen:
        raise CartChanged
    for line in lines:
        line.save(update_fields=["unit_price"])
        copy = copies[line.copy_id]
        copy.stock -= line.quantity
        copy.save(update_fields=["stock"])
    for name, value in address.items():
        setattr(held, name, value)
    held.is_member = is_member
    held.placed_at = timezone.now()
    _go(held, OrderState.PLACED)
    order_mails.tell(order=held, step=OrderState.PLACED)
    order_mails.tell_desk(order=held)
    return held


def _why_not(line: OrderLine, copy: PrintedCopy, *, is_allowed: bool) -> OrderRefused | None:
    if not is_allowed:
        return NotOrderable()
    if line.quantity > copy.most_per_order:
        return TooMany(copy.most_per_order)
    return NotEnough(copy.stock) if line.quantity > copy.stock else None


# What the organization does -----------------------------------------------------------------------------


@transaction.atomic
def cancel(*, order: Order, by: User, reason: str = "") -> Order:
    """Before it is packed; raises NotAllowed, WrongState."""
    held = _locked(order)
    if not acts_for(held.organization_id, user=by):
        raise NotAllowed
    return _cancelled(held, reason.strip() or NO_REASON, whence=CANCELLED_BY_ORGANIZATION, is_by_staff=False)


# What the Affairs Dept. does ----------------------------------------------------------------------------


@transaction.atomic
def confirm(*, order: Order, by: User, postage: int) -> Order:
    """With what the postage costs; raises NotAllowed, WrongState, ValidationError."""
    held = _of_staff(order, by, OrderState.PLACED)
    held.postage = _checked_postage(postage)
    return _step(held, OrderState.CONFIRMED, "postage")


@transaction.atomic
def correct_postage(*, order: Order, by: User, postage: int) -> Order:
    """Before it is sent; the organization is told of the new sum. Raises NotAllowed, WrongState, ValidationError."""
    held = _of_staff(order, by, OrderState.CONFIRMED, OrderState.PACKED)
    before, held.postage = held.postage, _checked_postage(postage)
    if held.postage != before:
        held.save(update_fields=["postage", "changed_at"])
        order_mails.tell(order=held, step="postage", further=f":{timezone.now():%Y%m%d%H%M%S%f}")
    return held


@transaction.atomic
def mark_packed(*, order: Order, by: User) -> Order:
    """From now on only the Affairs Dept. cancels it; raises NotAllowed, WrongState."""
    return _step(_of_staff(order, by, OrderState.CONFIRMED), OrderState.PACKED)


@transaction.atomic
def mark_sent(*, order: Order, by: User, parcel_number: str = "") -> Order:
    """With the number of the parcel, where the post gives one; raises NotAllowed, WrongState."""
    held = _of_staff(order, by, OrderState.PACKED)
    held.parcel_number = parcel_number.strip()
    return _step(held, OrderState.SENT, "parcel_number")


@transaction.atomic
def cancel_by_staff(*, order: Order, by: User, reason: str) -> Order:
    """With a reason that the organization reads; raises NotAllowed, WrongState, ValidationError."""
    held = _of_staff(order, by, *CANCELLED_BY_STAFF)
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    return _cancelled(held, reason.strip(), whence=CANCELLED_BY_STAFF, is_by_staff=True)


# What they share ----------------------------------------------------------------------------------------


def _locked(order: Order) -> Order:
    rows = Order.objects.select_for_update(no_key=True, of=("self",)).select_related("organization", "created_by")
    return rows.get(pk=order.pk)


def _locked_copies(lines: list[OrderLine]) -> dict[int, PrintedCopy]:
    rows = PrintedCopy.objects.select_for_update(no_key=True).filter(pk__in=[each.copy_id for each in lines])
    return {each.pk: each for each in rows.order_by("pk")}


def _of_staff(order: Order, by: User, *states: OrderState) -> Order:
    if not may_be_seen(by, "materials.change_order"):
        raise NotAllowed
    held = _locked(order)
    if held.state not in states:
        raise WrongState
    return held


def _checked_postage(postage: int) -> int:
    if not 0 <= postage <= MOST_YEN:
        raise ValidationError({"postage": _("Enter an amount from 0 to 10,000,000.")})
    return postage


def _go(order: Order, state: OrderState) -> None:
    order.state = state
    order.state_since = timezone.now()
    order.save()


def _step(order: Order, state: OrderState, *changed: str) -> Order:
    order.state, order.state_since = state, timezone.now()
    order.save(update_fields=["state", "state_since", "changed_at", *changed])
    order_mails.tell(order=order, step=state)
    return order


def _cancelled(order: Order, reason: str, *, whence: tuple[OrderState, ...], is_by_staff: bool) -> Order:
    if order.state not in whence:
        raise WrongState
    lines = list(order.lines.order_by("copy"))
    copies = _locked_copies(lines)
    for line in lines:
        copy = copies[line.copy_id]
        copy.stock += line.quantity
        copy.save(update_fields=["stock"])
    order.state, order.state_since, order.reason = OrderState.CANCELLED, timezone.now(), reason
    order.save(update_fields=["state", "state_since", "reason", "changed_at"])
    order_mails.tell(order=order, step=OrderState.CANCELLED, is_by_staff=is_by_staff)
    return order
