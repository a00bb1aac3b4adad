"""What a cart holds, and what it says of it."""

import pytest

from materials.models import Access, Order, OrderLine
from materials.services import carts, orders
from materials.services.order_refusals import NotAllowed, NotOrderable, TooMany, WrongState
from organizations.models import Organization, Role
from tests import factories as make
from tests.materials import world
from tests.materials.order_world import ADDRESS, bring_to, fill_cart, make_orderer, page_of, place

pytestmark = pytest.mark.django_db


def quantities(member):
    rows = OrderLine.objects.filter(order__created_by=member.user, order__state=Order.State.CART).order_by("pk")
    return {line.copy_id: line.quantity for line in rows}


def test_what_is_added_again_stands_in_one_line():
    member, copy = make_orderer(), world.make_printed()
    fill_cart(member, copy, quantity=2)
    fill_cart(member, copy, quantity=3)
    assert quantities(member) == {copy.pk: 5}


def test_each_person_and_each_organization_has_a_cart_of_its_own():
    member, copy = make_orderer(), world.make_printed()
    colleague = make.make_membership(member.organization, role=Role.ADMINISTRATOR)
    second = make.make_membership(user=member.user, role=Role.EDITOR)
    carts_held = {fill_cart(each, copy).pk for each in (member, colleague, second)}
    assert len(carts_held) == 3


def test_no_more_than_an_order_may_have():
    member, copy = make_orderer(), world.make_printed(most_per_order=5)
    fill_cart(member, copy, quantity=3)
    with pytest.raises(TooMany) as refused:
        fill_cart(member, copy, quantity=3)
    assert (refused.value.most, refused.value.held) == (5, 3)
    with pytest.raises(TooMany):
        fill_cart(member, copy, quantity=0)
    cart = Order.objects.get()
    with pytest.raises(TooMany):
        carts.set_quantities(cart=cart, by=member.user, quantities={cart.lines.get().pk: 6})
    assert quantities(member) == {copy.pk: 3}


@pytest.mark.parametrize("role", [Role.READER, None])
def test_readers_and_strangers_put_nothing_into_a_cart(role):
    organization, copy = make.make_organization(), world.make_printed()
    user = make.make_membership(organization, role=role).user if role else make_orderer().user
    with pytest.raises(NotAllowed):
        carts.add_to_cart(copy=copy, organization=organization, by=user, quantity=1)
    assert Order.objects.count() == 0


def test_a_merged_organization_orders_no_more():
    member, copy = make_orderer(), world.make_printed()
    cart = fill_cart(member, copy)
    Organization.objects.filter(pk=member.organization_id).update(merged_into=make.make_organization())
    with pytest.raises(NotAllowed):
        fill_cart(member, copy)
    with pytest.raises(NotAllowed):
        place(member, cart=cart)


@pytest.mark.parametrize("case", ["draft", "withdrawn", "not orderable", "not listed", "for participants"])
def test_what_cannot_be_ordered_is_not_put_into_a_cart(case):
    member = make_orderer()
    material = world.make_material(
        is_listed=case != "not listed", access=Access.PARTICIPANTS if case == "for participants" else Access.EVERYBODY
    )
    state = case if case in ("draft", "withdrawn") else "published"
    copy = world.make_printed(world.make_edition(material, state=state), is_orderable=case != "not orderable")
    with pytest.raises(NotOrderable):
        fill_cart(member, copy)
    # Whoever sees all at the desk orders no more of it.
    staff = make.make_staff(is_superuser=True)
    make.make_membership(member.organization, user=staff, role=Role.EDITOR)
    if case != "for participants":
        with pytest.raises(NotOrderable):
            carts.add_to_cart(copy=copy, organization=member.organization, by=staff, quantity=1)


def test_what_a_link_shows_can_be_ordered_with_it_only():
    member = make_orderer()
    material = world.make_material(access=Access.PARTICIPANTS)
    copy, key = world.make_printed(world.make_edition(material)), world.make_share_key(material)
    with pytest.raises(NotOrderable):
        fill_cart(member, copy)
    cart = fill_cart(member, copy, keys=(key.pk,))
    assert [each.is_orderable for each in page_of(cart, member, keys=(key.pk,)).lines] == [True]
    assert [each.is_orderable for each in page_of(cart, member).lines] == [False]


def test_what_is_for_sending_organizations_goes_to_no_other_through_somebody_of_both():
    sending, supervising = make_orderer(), make_orderer(supporting=True)
    make.make_membership(supervising.organization, user=sending.user, role=Role.EDITOR)
    material = world.make_material(access=Access.SENDING)
    copy = world.make_printed(world.make_edition(material))
    with pytest.raises(NotOrderable):
        carts.add_to_cart(copy=copy, organization=supervising.organization, by=sending.user, quantity=1)
    fill_cart(sending, copy)
    key = world.make_share_key(material)
    carts.add_to_cart(copy=copy, organization=supervising.organization, by=sending.user, quantity=1, keys=(key.pk,))


@pytest.mark.parametrize(("supporting", "price"), [(True, 500), (False, 800), (None, 800)])
def test_supporting_members_have_their_price(supporting, price):
    member, copy = make_orderer(supporting=supporting), world.make_printed(grams=450)
    page = page_of(fill_cart(member, copy, quantity=3), member)
    assert [each.unit_price for each in page.lines] == [price]
    assert (page.copies, page.total, page.grams, page.weighs_more) == (3, 3 * price, 1350, False)


def test_a_price_that_changed_is_said_with_what_it_was():
    member, copy = make_orderer(), world.make_printed()
    cart = fill_cart(member, copy)
    assert page_of(cart, member).lines[0].price_before is None
    copy.price_general = 900
    copy.save()
    [line] = page_of(cart, member).lines
    assert (line.price_before, line.unit_price) == (800, 900)


def test_an_edition_that_was_withdrawn_or_followed_names_the_newer_one():
    member, material = make_orderer(), world.make_material()
    old = world.make_printed(world.make_edition(material))
    cart = fill_cart(member, old, quantity=4)
    newer = world.make_printed(world.make_edition(material), price_general=850)
    [line] = page_of(cart, member).lines
    assert (line.is_orderable, line.newer, line.newer_copy) == (True, newer.edition, newer)

    carts.take_newer(cart=cart, by=member.user, line=line.line.pk)
    assert quantities(member) == {newer.pk: 4}

    successor = world.make_printed()
    withdrawn = newer.edition
    withdrawn.state, withdrawn.successor = "withdrawn", successor.edition
    withdrawn.withdrawn_at = withdrawn.published_at
    withdrawn.withdrawn_because_en = withdrawn.withdrawn_because_ja = "Wrong."
    withdrawn.save()
    [line] = page_of(cart, member).lines
    assert (line.is_orderable, line.newer, line.newer_copy) == (False, successor.edition, successor)
    assert page_of(cart, member).total == 0


def test_a_newer_edition_that_the_reader_may_not_see_is_not_named():
    member = make_orderer()
    secret = world.make_edition(world.make_material(access=Access.PARTICIPANTS))
    copy = world.make_printed()
    cart = fill_cart(member, copy)
    edition = copy.edition
    edition.state, edition.successor, edition.withdrawn_at = "withdrawn", secret, edition.published_at
    edition.withdrawn_because_en = edition.withdrawn_because_ja = "Wrong."
    edition.save()
    [line] = page_of(cart, member).lines
    assert (line.is_orderable, line.newer) == (False, None)


def test_a_cart_is_changed_by_its_person_alone_and_never_once_it_is_sent():
    member, copy = make_orderer(), world.make_printed()
    cart = fill_cart(member, copy)
    line = cart.lines.get().pk
    colleague = make.make_membership(member.organization, role=Role.ADMINISTRATOR).user
    acts = (
        lambda by: carts.set_quantities(cart=cart, by=by, quantities={line: 2}),
        lambda by: carts.remove_line(cart=cart, by=by, line=line),
        lambda by: carts.take_newer(cart=cart, by=by, line=line),
        lambda by: carts.keep_address(cart=cart, by=by, values={"note": "Theirs"}),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act(colleague)
    with pytest.raises(NotAllowed):
        orders.place(cart=cart, by=colleague, address=ADDRESS, seen="")
    place(member, cart=cart)
    for act in acts:
        with pytest.raises(WrongState):
            act(member.user)
    assert [(each.quantity, each.order.note) for each in OrderLine.objects.all()] == [(1, ADDRESS["note"])]


def test_the_same_again_takes_newer_editions_and_leaves_out_what_is_gone():
    member, material = make_orderer(), world.make_material()
    old, gone, kept = world.make_printed(world.make_edition(material)), world.make_printed(), world.make_printed()
    order = bring_to(place(member, old, gone, kept, quantity=4), Order.State.SENT)
    newer = world.make_printed(world.make_edition(material), most_per_order=3)
    gone.is_orderable = False
    gone.save()
    fill_cart(member, kept)

    again = carts.order_again(order=order, by=member.user)

    assert quantities(member) == {kept.pk: 1, newer.pk: 3}
    assert {each.pk for each in again.added} == {newer.edition_id, kept.edition_id}
    assert again.left_out == [gone.edition]
