"""The cart of a person for an organization: what is put in, changed and taken out. Nothing is held by a cart.

Whatever changes a cart locks its row first, so that it is never changed while it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from jitco_portal.common.models import User
from materials.models import Edition, Order, OrderLine, OrderState, PrintedCopy
from materials.queries.carts import lines_of
from materials.queries.orderable import newer_editions, orderable_copies, pays_as_member, price_of
from materials.services.order_refusals import NotAllowed, NotOrderable, OrderRefused, TooMany, WrongState
from organizations.models import Organization
from organizations.queries.acting import acts_for


@transaction.atomic
def add_to_cart(
    *, copy: PrintedCopy, organization: Organization, by: User, quantity: int, keys: tuple[int, ...] = ()
) -> OrderLine:
    """So many copies more; raises NotAllowed, NotOrderable, TooMany."""
    if not acts_for(organization.pk, user=by):
        raise NotAllowed
    if not orderable_copies(user=by, organization=organization, keys=keys).filter(pk=copy.pk).exists():
        raise NotOrderable
    cart = _cart_for(organization, by)
    line = cart.lines.filter(copy=copy).first()
    held = line.quantity if line else 0
    if quantity < 1 or held + quantity > copy.most_per_order:
        raise TooMany(copy.most_per_order, held=held)
    if line is None:
        line = OrderLine(order=cart, copy=copy, unit_price=price_of(copy, is_member=pays_as_member(organization)))
    line.quantity = held + quantity
    line.save()
    _touch(cart)
    return line


@transaction.atomic
def set_quantities(*, cart: Order, by: User, quantities: Mapping[int, int]) -> None:
    """By the numbers of the lines; one that is gone is passed over. Raises NotAllowed, WrongState, TooMany."""
    held = _locked(cart, by)
    for line in held.lines.select_related("copy").filter(pk__in=quantities):
        quantity = quantities[line.pk]
        if not 1 <= quantity <= line.copy.most_per_order:
            raise TooMany(line.copy.most_per_order)
        if quantity != line.quantity:
            line.quantity = quantity
            line.save(update_fields=["quantity"])
    _touch(held)


@transaction.atomic
def remove_line(*, cart: Order, by: User, line: int) -> None:
    """By its number; one that is gone is gone. Raises NotAllowed, WrongState."""
    held = _locked(cart, by)
    held.lines.filter(pk=line).delete()
    _touch(held)


@transaction.atomic
def take_newer(*, cart: Order, by: User, line: int, keys: tuple[int, ...] = ()) -> Edition | None:
    """As many copies of the newer edition instead; None where the line is gone.

    Raises NotAllowed, WrongState, NotOrderable, TooMany.
    """
    held = _locked(cart, by)
    old = lines_of(held).filter(pk=line).first()
    if old is None:
        return None
    newer = newer_editions(editions=[old.copy.edition], user=by, keys=keys).get(old.copy.edition_id)
    copy = getattr(newer, "printed", None)
    if newer is None or copy is None:
        raise NotOrderable
    old.delete()
    add_to_cart(copy=copy, organization=held.organization, by=by, quantity=old.quantity, keys=keys)
    return newer


@transaction.atomic
def keep_address(*, cart: Order, by: User, values: Mapping[str, str]) -> None:
    """Where the order is to go, until it is sent; raises NotAllowed, WrongState."""
    held = _locked(cart, by)
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=[*values, "changed_at"])


@dataclass(frozen=True)
class Again:
    """What of an earlier order is in the cart now, and what could not be put there."""

    added: list[Edition] = field(default_factory=list)
    left_out: list[Edition] = field(default_factory=list)


@transaction.atomic
def order_again(*, order: Order, by: User, keys: tuple[int, ...] = ()) -> Again:
    """Put the same into the cart, newer editions in place of old ones; raises NotAllowed.

    What is in the cart already stays as it is; more than one order may have is cut to that.
    """
    organization = order.organization
    if not acts_for(organization.pk, user=by):
        raise NotAllowed
    again = Again()
    lines = list(lines_of(order))
    newer = newer_editions(editions=[each.copy.edition for each in lines], user=by, keys=keys)
    cart = _copies_in_cart(organization, by)
    for line in lines:
        edition = newer.get(line.copy.edition_id)
        copy = edition.printed if edition and hasattr(edition, "printed") else line.copy
        if copy.pk in cart:
            again.added.append(copy.edition)
            continue
        try:
            with transaction.atomic():
                add_to_cart(
                    copy=copy,
                    organization=organization,
                    by=by,
                    quantity=min(line.quantity, copy.most_per_order),
                    keys=keys,
                )
        except OrderRefused:
            again.left_out.append(line.copy.edition)
        else:
            again.added.append(copy.edition)
    return again


def _copies_in_cart(organization: Organization, by: User) -> set[int]:
    """Numbers of the copies that are in the person's cart."""
    rows = OrderLine.objects.filter(
        order__organization=organization, order__created_by=by, order__state=OrderState.CART
    )
    return set(rows.values_list("copy_id", flat=True))


def _cart_for(organization: Organization, by: User) -> Order:
    """The person's cart, locked; a new one where there is none, or the other was sent a moment ago."""
    while True:
        cart, _is_new = Order.objects.get_or_create(
            organization_id=organization.pk, created_by=by, state=OrderState.CART
        )
        held = Order.objects.select_for_update(no_key=True).filter(pk=cart.pk, state=OrderState.CART).first()
        if held is not None:
            return held


def _locked(cart: Order, by: User) -> Order:
    rows = Order.objects.select_for_update(no_key=True, of=("self",)).select_related("organization__supervising")
    held = rows.filter(pk=cart.pk, created_by=by).first()
    if held is None or not acts_for(held.organization_id, user=by):
        raise NotAllowed
    if held.state != OrderState.CART:
        raise WrongState
    return held


def _touch(cart: Order) -> None:
    """It was used today: what lies unused goes."""
    cart.save(update_fields=["changed_at"])
