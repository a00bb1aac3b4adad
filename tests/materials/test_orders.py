"""An order through its states: stock, prices, who may, whom it tells."""

import re

import pytest
from django.core.exceptions import ValidationError

from jitco_portal.common.models import OutboxMessage
from materials.models import Order, PrintedCopy
from materials.queries.orders import course_of
from materials.queries.orders_waiting import waiting_orders
from materials.services import carts, orders
from materials.services.order_refusals import (
    CartChanged,
    CartEmpty,
    LinesRefused,
    NotAllowed,
    NotEnough,
    NotOrderable,
    TooMany,
    WrongState,
)
from organizations.models import Membership, Organization, Role
from tests import factories as make
from tests.materials import world
from tests.materials.order_world import (
    ADDRESS,
    add_administrator,
    bring_to,
    fill_cart,
    make_orderer,
    make_packer,
    page_of,
    place,
)

pytestmark = pytest.mark.django_db
State = Order.State


def stock(copy):
    return PrintedCopy.objects.get(pk=copy.pk).stock


# Placing ------------------------------------------------------------------------------------------------


def test_placing_takes_copies_from_stock_and_fixes_prices():
    member = make_orderer(supporting=True)
    first, second = world.make_printed(stock=5), world.make_printed(price_member=0, price_general=0)
    order = place(member, first, second, quantity=3)
    for copy in (first, second):
        copy.refresh_from_db()
        copy.price_member = copy.price_general = 5000
        copy.save()
    order.refresh_from_db()
    assert (order.state, order.is_member, order.recipient, order.country) == (
        "placed",
        True,
        ADDRESS["recipient"],
        "VN",
    )
    assert [(each.quantity, each.unit_price) for each in order.lines.order_by("pk")] == [(3, 500), (3, 0)]
    assert (stock(first), stock(second)) == (2, 47)
    # The next copy goes into a new cart.
    assert fill_cart(member, first).pk != order.pk


def test_what_is_wrong_with_each_line_is_told_and_nothing_is_taken():
    member = make_orderer()
    few, many, gone = world.make_printed(stock=2), world.make_printed(most_per_order=3), world.make_printed()
    fine = world.make_printed()
    cart = fill_cart(member, few, many, gone, fine, quantity=3)
    PrintedCopy.objects.filter(pk=many.pk).update(most_per_order=2)
    PrintedCopy.objects.filter(pk=gone.pk).update(is_orderable=False)
    with pytest.raises(LinesRefused) as refused:
        place(member, cart=cart)
    lines = {each.copy_id: each.pk for each in cart.lines.all()}
    assert {key: type(why) for key, why in refused.value.lines.items()} == {
        lines[few.pk]: NotEnough,
        lines[many.pk]: TooMany,
        lines[gone.pk]: NotOrderable,
    }
    assert refused.value.lines[lines[few.pk]].left == 2
    assert [stock(each) for each in (few, many, gone, fine)] == [2, 50, 50, 50]
    assert Order.objects.get().state == State.CART


@pytest.mark.parametrize("change", ["price", "quantity", "line"])
def test_what_changed_since_it_was_read_is_not_sent(change):
    member, copy = make_orderer(), world.make_printed()
    cart = fill_cart(member, copy)
    seen = page_of(cart, member).seen
    if change == "price":
        PrintedCopy.objects.update(price_general=801)
    else:
        fill_cart(member, copy if change == "quantity" else world.make_printed())
    with pytest.raises(CartChanged):
        orders.place(cart=cart, by=member.user, address=ADDRESS, seen=seen)
    assert (stock(copy), Order.objects.get().state) == (50, "cart")


def test_an_empty_cart_is_no_order():
    member, copy = make_orderer(), world.make_printed()
    cart = fill_cart(member, copy)
    carts.remove_line(cart=cart, by=member.user, line=cart.lines.get().pk)
    with pytest.raises(CartEmpty):
        orders.place(cart=cart, by=member.user, address=ADDRESS, seen="")


def test_an_order_is_sent_once():
    member, copy = make_orderer(), world.make_printed()
    cart = fill_cart(member, copy)
    seen = page_of(cart, member).seen
    place(member, cart=cart)
    with pytest.raises(WrongState):
        orders.place(cart=cart, by=member.user, address=ADDRESS, seen=seen)
    assert stock(copy) == 49


# The Affairs Dept. --------------------------------------------------------------------------------------


def test_an_order_goes_from_state_to_state_with_what_each_needs():
    order, by = place(make_orderer(), world.make_printed()), make_packer()
    orders.confirm(order=order, by=by, postage=2300)
    orders.mark_packed(order=order, by=by)
    orders.mark_sent(order=order, by=by, parcel_number=" EE 1 JP ")
    order.refresh_from_db()
    assert (order.state, order.postage, order.parcel_number) == ("sent", 2300, "EE 1 JP")
    assert [each.title for each in course_of(order)] == [
        "Sent to the Affairs Dept.", "Confirmed", "Packed", "Sent on its way",
    ]  # fmt: skip


@pytest.mark.parametrize("state", [None, State.CONFIRMED, State.PACKED, State.SENT])
def test_no_step_is_taken_from_elsewhere(state):
    order, by = place(make_orderer(), world.make_printed()), make_packer()
    if state:
        bring_to(order, state, by=by)
    steps = {
        State.PLACED: lambda: orders.confirm(order=order, by=by, postage=0),
        State.CONFIRMED: lambda: orders.mark_packed(order=order, by=by),
        State.PACKED: lambda: orders.mark_sent(order=order, by=by),
    }
    steps.pop(state or State.PLACED, None)
    for step in steps.values():
        with pytest.raises(WrongState):
            step()
    order.refresh_from_db()
    assert order.state == (state or State.PLACED)


def test_only_staff_with_the_right_take_these_steps():
    member = make_orderer()
    order = place(member, world.make_printed())
    for by in (member.user, make.make_staff(), make.make_user(is_superuser=True)):
        for step in (
            lambda by: orders.confirm(order=order, by=by, postage=0),
            lambda by: orders.mark_packed(order=order, by=by),
            lambda by: orders.mark_sent(order=order, by=by),
            lambda by: orders.correct_postage(order=order, by=by, postage=0),
            lambda by: orders.cancel_by_staff(order=order, by=by, reason="No"),
        ):
            with pytest.raises(NotAllowed):
                step(by)
    order.refresh_from_db()
    assert order.state == State.PLACED


def test_postage_is_corrected_until_the_copies_are_sent_and_told_each_time():
    member, by = make_orderer(), make_packer()
    order = bring_to(place(member, world.make_printed()), State.CONFIRMED, by=by, postage=1500)
    for postage in (1600, 1600, 1500):
        orders.correct_postage(order=order, by=by, postage=postage)
    told = OutboxMessage.objects.filter(user=member.user, subject__endswith="another postage").order_by("pk")
    assert [("JPY 1,600" in each.body, "JPY 1,500" in each.body) for each in told] == [(True, False), (False, True)]
    with pytest.raises(ValidationError):
        orders.correct_postage(order=order, by=by, postage=-1)
    bring_to_sent = (orders.mark_packed, orders.mark_sent)
    for step in bring_to_sent:
        step(order=order, by=by)
    with pytest.raises(WrongState):
        orders.correct_postage(order=order, by=by, postage=0)


# Cancelling ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.PLACED, State.CONFIRMED])
def test_an_organization_cancels_before_it_is_packed_and_the_copies_go_back(state):
    member, copy = make_orderer(), world.make_printed(stock=5)
    order = place(member, copy, quantity=4)
    if state == State.CONFIRMED:
        bring_to(order, state)
    colleague = make.make_membership(member.organization, role=Role.EDITOR).user
    orders.cancel(order=order, by=colleague)
    order.refresh_from_db()
    assert (order.state, order.reason, stock(copy)) == ("cancelled", orders.NO_REASON, 5)
    with pytest.raises(WrongState):
        orders.cancel(order=order, by=colleague)
    assert stock(copy) == 5


def test_what_is_packed_only_staff_cancel_and_what_is_sent_nobody():
    member, copy, by = make_orderer(), world.make_printed(stock=5), make_packer()
    order = bring_to(place(member, copy, quantity=4), State.PACKED, by=by)
    with pytest.raises(WrongState):
        orders.cancel(order=order, by=member.user)
    with pytest.raises(ValidationError):
        orders.cancel_by_staff(order=order, by=by, reason=" ")
    orders.cancel_by_staff(order=order, by=by, reason="The copies were wet.")
    assert stock(copy) == 5
    sent = bring_to(place(member, copy, quantity=4), State.SENT, by=by)
    with pytest.raises(WrongState):
        orders.cancel_by_staff(order=sent, by=by, reason="Too late")
    assert stock(copy) == 1


def test_readers_and_strangers_cancel_nothing():
    member = make_orderer()
    order = place(member, world.make_printed())
    reader = make.make_membership(member.organization, role=Role.READER).user
    Organization.objects.filter(pk=make_orderer().organization_id)
    for by in (reader, make_orderer().user, make_packer()):
        with pytest.raises(NotAllowed):
            orders.cancel(order=order, by=by)
    order.refresh_from_db()
    assert order.state == State.PLACED


# Who is told --------------------------------------------------------------------------------------------


def told(order):
    rows = OutboxMessage.objects.filter(kind="material_order", cause__startswith=f"material_order:{order.pk}:")
    return {(each.cause.split(":")[2], each.recipient) for each in rows}


def test_each_step_tells_the_orderer_and_the_administrators_without_the_address():
    member, copy = make_orderer(), world.make_printed()
    administrator = add_administrator(member)
    make.make_membership(member.organization, role=Role.READER)
    make.make_membership(member.organization, role=Role.EDITOR)
    order = bring_to(place(member, copy, quantity=2), State.SENT)
    steps = ("placed", "confirmed", "packed", "sent")
    assert told(order) == {(step, user.email) for step in steps for user in (member.user, administrator)}
    bodies = " ".join(OutboxMessage.objects.values_list("body", flat=True))
    assert f"2 × {copy.edition}" in bodies
    assert "Sum: JPY 3,100" in bodies
    assert "EE 123 456 789 JP" in bodies
    assert [words for words in ADDRESS.values() if len(words) > 2 and words in bodies] == []


def test_whoever_left_the_organization_is_told_no_more():
    member = make_orderer()
    administrator = add_administrator(member)
    order = place(member, world.make_printed())
    Membership.objects.filter(pk=member.pk).update(until_on="2020-02-01")
    bring_to(order, State.CONFIRMED)
    assert told(order) == {
        ("placed", member.user.email),
        ("placed", administrator.email),
        ("confirmed", administrator.email),
    }


def test_the_desk_is_told_and_counts_what_waits(settings):
    settings.AFFAIRS_EMAIL = "affairs@example.org"
    by, member = make_packer(), make_orderer()
    orders_made = [place(member, world.make_printed()) for _number in range(3)]
    mails = OutboxMessage.objects.filter(recipient="affairs@example.org").order_by("pk")
    told = [re.search(r"/materials/order/(\d+)/", each.body) for each in mails]
    assert [found and int(found[1]) for found in told] == [each.pk for each in orders_made]
    [waiting] = waiting_orders(by)
    assert (waiting.count, waiting.oldest) == (3, orders_made[0].state_since)
    bring_to(orders_made[0], State.SENT, by=by)
    orders.cancel_by_staff(order=orders_made[1], by=by, reason="Double")
    fill_cart(member, world.make_printed())
    assert waiting_orders(by)[0].count == 1
    assert waiting_orders(make.make_staff()) == []
