"""Organizations that order printed copies, and steps of their orders."""

from materials.models import Order
from materials.queries.carts import cart_page
from materials.services import carts, orders
from organizations.models import Organization, Role
from tests import factories as make
from tests.materials import world

ADDRESS = {
    "recipient": "Training department",
    "address": "12 Sample Street\nSample City",
    "postal_code": "10000",
    "country": "VN",
    "telephone": "+84 24 0000",
    "note": "By the end of the month, please.",
}


def make_orderer(**values):
    """Of a sending organization, who may order; ``supporting=True`` for a supervising one that is a member."""
    supporting = values.pop("supporting", None)
    if supporting is None:
        return world.make_member(**values)
    return world.make_member(Organization.Kind.SUPERVISING, supporting_member=supporting, **values)


def fill_cart(member, *copies, quantity=1, keys=()):
    """So many of each copy in the person's cart; returns the cart."""
    for copy in copies:
        carts.add_to_cart(copy=copy, organization=member.organization, by=member.user, quantity=quantity, keys=keys)
    return Order.objects.get(created_by=member.user, organization=member.organization, state=Order.State.CART)


def page_of(cart, member, *, keys=()):
    organization = Organization.objects.select_related("supervising").get(pk=member.organization_id)
    return cart_page(order=cart, organization=organization, user=member.user, keys=keys)


def place(member, *copies, quantity=1, cart=None, **address):
    """Through the services, as the page does."""
    cart = cart or fill_cart(member, *copies, quantity=quantity)
    seen = page_of(cart, member).seen
    return orders.place(cart=cart, by=member.user, address={**ADDRESS, **address}, seen=seen)


def make_packer():
    """Staff who handle orders, without being superusers: what their group may do is tested elsewhere."""
    return make.make_staff(is_superuser=True)


def bring_to(order, state, *, by=None, postage=1500):
    """Step by step from where it was placed."""
    by = by or make_packer()
    steps = (
        (Order.State.CONFIRMED, lambda: orders.confirm(order=order, by=by, postage=postage)),
        (Order.State.PACKED, lambda: orders.mark_packed(order=order, by=by)),
        (Order.State.SENT, lambda: orders.mark_sent(order=order, by=by, parcel_number="EE 123 456 789 JP")),
    )
    for reached, take in steps:
        take()
        if reached == state:
            break
    order.refresh_from_db()
    return order


def add_administrator(member):
    return make.make_membership(member.organization, role=Role.ADMINISTRATOR).user
