"""Where an order went goes in time, and with a person; unused carts go."""

import datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from materials.models import Order, OrderLine
from materials.queries.carts import proposed_address
from materials.services import order_erasure, orders
from organizations.models import Role
from tests import factories as make
from tests.materials import world
from tests.materials.order_world import bring_to, fill_cart, make_orderer, make_packer, place

pytestmark = pytest.mark.django_db
SECRET = "Nguyen Secret"
WHERE = {"recipient": SECRET, "address": f"1 {SECRET} Street", "postal_code": "SEC 1", "note": f"For {SECRET}"}
PARCEL = "EE 123 456 789 JP"
DAY = datetime.timedelta(days=1)


def tables_with(words):
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if "material" in table or "outbox" in table:
                cursor.execute(f'SELECT count(*) FROM "{table}" row WHERE row::text LIKE %s', [f"%{words}%"])
                if cursor.fetchone()[0]:
                    found.append(table)
    return found


def run(**options):
    out = StringIO()
    call_command("erase_order_addresses", stdout=out, **options)
    return out.getvalue().splitlines()


def later(days, *, more=datetime.timedelta(seconds=2)):
    return time_machine.travel(timezone.now() + datetime.timedelta(days=days) + more)


def test_addresses_stand_in_the_order_and_nowhere_else():
    bring_to(place(make_orderer(), world.make_printed(), **WHERE), Order.State.SENT)
    assert tables_with(SECRET) == ["materials_order"]


def test_the_address_goes_after_its_time_and_what_was_ordered_stays():
    sent = bring_to(place(make_orderer(), world.make_printed(), **WHERE), Order.State.SENT)
    cancelled = place(make_orderer(), world.make_printed(), **WHERE)
    orders.cancel_by_staff(order=cancelled, by=make_packer(), reason="Out of print")
    open_ = bring_to(place(make_orderer(), world.make_printed(), **WHERE), Order.State.PACKED)
    with later(order_erasure.ADDRESS_KEPT_DAYS, more=-DAY):
        assert run() == ["0 orders, 0 carts"]
    with later(order_erasure.ADDRESS_KEPT_DAYS):
        before = list(Order.objects.order_by("pk").values())
        told = run(simulate=True)
        assert list(Order.objects.order_by("pk").values()) == before
        assert told[-1] == "2 orders, 0 carts, nothing changed"
        assert [line.split()[0] for line in run()[:-1]] == [str(sent.pk), str(cancelled.pk)]
        assert run() == ["0 orders, 0 carts"]
    for order in (sent, cancelled):
        order.refresh_from_db()
        assert [getattr(order, name) for name in order_erasure.PERSONAL] == [""] * len(order_erasure.PERSONAL)
        assert (order.country, order.lines.get().unit_price) == ("VN", 800)
        assert order.address_erased_at
    # By its number the carrier says whose the parcel was. The mail has its own time.
    assert set(tables_with(PARCEL)) <= {"common_outboxmessage"}
    open_.refresh_from_db()
    assert open_.address == WHERE["address"]


def test_the_page_says_that_it_is_erased(client):
    member = make_orderer()
    order = bring_to(place(member, world.make_printed()), Order.State.SENT)
    with later(order_erasure.ADDRESS_KEPT_DAYS):
        order_erasure.erase_addresses_of_past_orders()
    client.force_login(member.user)
    page = client.get(order.get_absolute_url()).content.decode()
    assert "To Vietnam. Recipient, address, telephone and note are erased" in page


def test_an_erased_address_is_not_proposed_again():
    member = make_orderer()
    bring_to(place(member, world.make_printed()), Order.State.SENT)
    with later(order_erasure.ADDRESS_KEPT_DAYS):
        order_erasure.erase_addresses_of_past_orders()
    cart = fill_cart(member, world.make_printed())
    assert set(proposed_address(order=cart)) == {"country"}


def test_carts_go_when_nobody_used_them():
    member, other = make_orderer(), make_orderer()
    fill_cart(member, world.make_printed())
    with later(order_erasure.CART_KEPT_DAYS - 5):
        used = fill_cart(other, world.make_printed())
    with later(order_erasure.CART_KEPT_DAYS):
        order_erasure.delete_unused_carts()
    assert list(Order.objects.all()) == [used]
    assert OrderLine.objects.count() == 1


def test_with_a_person_go_their_carts_and_addresses_and_their_name():
    member = make_orderer()
    person = member.user
    person.name = SECRET
    person.save()
    make.make_membership(member.organization, role=Role.ADMINISTRATOR)
    ended = bring_to(place(member, world.make_printed(), **WHERE), Order.State.SENT)
    under_way = place(member, world.make_printed(), **WHERE)
    colleague = make.make_membership(member.organization, role=Role.EDITOR)
    theirs = place(colleague, world.make_printed(), recipient=f"Library, {SECRET}")
    strangers = place(make_orderer(), world.make_printed(), recipient=SECRET)
    cart = fill_cart(member, world.make_printed())

    with transaction.atomic():
        order_erasure.erase_order_addresses(person=person)

    for order in (ended, under_way, theirs, strangers):
        order.refresh_from_db()
    assert (ended.address, bool(ended.address_erased_at)) == ("", True)
    assert under_way.recipient == f"Erased person {person.pk}"
    assert SECRET not in f"{under_way.address} {under_way.note} {theirs.recipient}"
    assert theirs.recipient.startswith("Library, ")
    assert strangers.recipient == SECRET
    assert not Order.objects.filter(pk=cart.pk).exists()
