"""Two at the same moment: the second waits, and sees what the first did."""

import pytest

from materials.models import Order, PrintedCopy
from materials.services import carts, orders
from materials.services.order_refusals import LinesRefused, WrongState
from tests.materials import world
from tests.materials.order_world import ADDRESS, fill_cart, make_orderer, make_packer, page_of, place
from tests.two_at_a_time import after

pytestmark = pytest.mark.django_db(transaction=True)


def trying(act, refusal, refused):
    def tried():
        try:
            act()
        except refusal as error:
            refused.append(error)

    return tried


def ready(member, copy, *others):
    """What places the person's cart, read as it is now."""
    cart = fill_cart(member, copy, *others)
    seen = page_of(cart, member).seen
    return lambda: orders.place(cart=cart, by=member.user, address=ADDRESS, seen=seen)


def test_the_last_copy_goes_once():
    copy, refused = world.make_printed(stock=1), []
    first, second = (ready(make_orderer(), copy) for _number in range(2))
    after(first, trying(second, LinesRefused, refused))
    [error] = refused
    assert [why.left for why in error.lines.values()] == [0]
    assert PrintedCopy.objects.get().stock == 0
    assert sorted(Order.objects.values_list("state", flat=True)) == ["cart", "placed"]


def test_copies_given_back_are_had_by_who_waits_for_them():
    copy = world.make_printed(stock=1)
    member, other = make_orderer(), make_orderer()
    placed = place(member, copy)
    after(lambda: orders.cancel(order=placed, by=member.user), ready(other, copy))
    assert PrintedCopy.objects.get().stock == 0
    assert Order.objects.get(organization=other.organization).state == "placed"


def test_what_is_packed_at_that_moment_is_not_cancelled():
    copy, refused = world.make_printed(stock=1), []
    member, by = make_orderer(), make_packer()
    order = place(member, copy)
    orders.confirm(order=order, by=by, postage=0)
    after(
        lambda: orders.mark_packed(order=order, by=by),
        trying(lambda: orders.cancel(order=order, by=member.user), WrongState, refused),
    )
    assert len(refused) == 1
    assert (Order.objects.get().state, PrintedCopy.objects.get().stock) == ("packed", 0)


def test_a_copy_added_while_the_cart_is_sent_goes_into_a_new_one():
    copy, later, member = world.make_printed(), world.make_printed(), make_orderer()
    after(
        ready(member, copy),
        lambda: carts.add_to_cart(copy=later, organization=member.organization, by=member.user, quantity=1),
    )
    held = {each.state: [line.copy_id for line in each.lines.all()] for each in Order.objects.all()}
    assert held == {"placed": [copy.pk], "cart": [later.pk]}
