"""Where an order went, and to whom, is kept for a time only; carts that nobody uses go.

That something was ordered, by which organization and into which country, stays: figures and prices rest on it. The
history never held an address.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jitco_portal.common.models import User
from jitco_portal.common.one_by_one import MOST_A_NIGHT, one_by_one
from jitco_portal.common.privacy.own_texts import forget_in_history, scrub_texts, words_instead
from materials.models import Order, OrderState
from materials.queries.orders import ENDED
from organizations.services.erasure import organizations_ever_of

# After the order was sent or cancelled; whoever orders is told.
ADDRESS_KEPT_DAYS = 180
# Counted from the last use of a cart.
CART_KEPT_DAYS = 30
# What says where an order went, and to whom; and what was written beside it.
PERSONAL = ("recipient", "address", "postal_code", "telephone", "note", "parcel_number")


def due_orders() -> QuerySet[Order]:
    """Ended long enough ago, with an address still; the oldest first."""
    before = timezone.now() - datetime.timedelta(days=ADDRESS_KEPT_DAYS)
    return _with_address().filter(state_since__lt=before).order_by("state_since", "pk")


def unused_carts() -> QuerySet[Order]:
    before = timezone.now() - datetime.timedelta(days=CART_KEPT_DAYS)
    return Order.objects.filter(state=OrderState.CART, changed_at__lt=before).order_by("changed_at", "pk")


def erase_addresses_of_past_orders() -> None:
    """Every night."""
    keys = list(due_orders().values_list("pk", flat=True)[:MOST_A_NIGHT])
    one_by_one(sorted(keys), _erase, what="erase the address of an order")


def _erase(key: int) -> None:
    erase_address(key)


def delete_unused_carts() -> None:
    """Every night; one that is used at this moment stays."""
    keys = list(unused_carts().values_list("pk", flat=True)[:MOST_A_NIGHT])
    one_by_one(sorted(keys), _delete_cart, what="delete a cart that nobody uses")


def _delete_cart(key: int) -> None:
    cart = unused_carts().select_for_update(no_key=True).filter(pk=key).first()
    if cart is not None:
        cart.delete()


@transaction.atomic
def erase_address(key: int) -> bool:
    """Of one order that is due; says whether it was."""
    held = due_orders().select_for_update(no_key=True).filter(pk=key).first()
    if held is None:
        return False
    _blank(Order.objects.filter(pk=held.pk))
    return True


def erase_order_addresses(*, person: User) -> None:
    """In the transaction of a person's erasure.

    Their carts go, and the addresses of what they ordered and has ended. What is under way still reaches its
    organization; there, and in other orders of their organizations, the person is named no more.
    """
    Order.objects.filter(created_by=person, state=OrderState.CART).delete()
    _blank(_with_address().filter(created_by=person))
    theirs = Q(organization__in=organizations_ever_of(person)) | Q(created_by=person)
    instead = words_instead(person)
    keys = set(Order.objects.filter(theirs).values_list("pk", flat=True))
    for field in ("recipient", "address", "note", "reason"):
        scrub_texts(Order.objects.filter(pk__in=keys), field, instead)
    forget_in_history(Order, "reason", Q(pgh_obj_id__in=keys), instead)


def _with_address() -> QuerySet[Order]:
    return Order.objects.filter(state__in=ENDED, address_erased_at=None)


def _blank(orders: QuerySet[Order]) -> None:
    orders.update(**dict.fromkeys(PERSONAL, ""), address_erased_at=timezone.now())
