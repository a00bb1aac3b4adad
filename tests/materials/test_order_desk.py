"""Orders at the desk: what waits, the steps, the packing list; who may."""

import datetime
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jitco_portal.common.accounts.staff_groups import AUDITOR, EDITOR, PUBLISHER
from materials.models import Order, PrintedCopy
from tests import factories as make
from tests.materials import world
from tests.materials.order_world import bring_to, fill_cart, make_orderer, place
from tests.seminars.desk import log_in_staff, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_desk")]
LIST = reverse("admin:materials_order_changelist")


def page_of(order):
    return reverse("admin:materials_order_change", args=[order.pk])


def packing_list_of(order):
    return reverse("admin:materials_order_packing_list", args=[order.pk])


def ordered(**values):
    return place(make_orderer(), world.make_printed(**values))


def act(client, order, do, **values):
    return client.post(
        page_of(order), {"do": do, **{f"{do}-{name}": value for name, value in values.items()}}, follow=True
    )


def listed(client, **asked):
    return list(client.get(LIST, asked).context["cl"].result_list)


def test_what_waits_comes_first_the_oldest_first(client):
    log_in_staff(client, PUBLISHER)
    made = [ordered() for _number in range(5)]
    bring_to(made[0], Order.State.CONFIRMED)
    bring_to(made[1], Order.State.SENT)
    bring_to(made[2], Order.State.PACKED)
    cart = fill_cart(make_orderer(), world.make_printed())
    assert listed(client) == [made[3], made[4], made[0], made[2]]
    assert listed(client, board="placed") == [made[3], made[4]]
    assert listed(client, board="sent") == [made[1]]
    assert listed(client, board="all") == list(reversed(made))
    assert listed(client, board="cart") == []
    assert client.get(page_of(cart)).status_code == 302


def test_the_list_costs_the_same_for_many(client):
    log_in_staff(client, PUBLISHER)
    ordered()
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for _number in range(2):
        ordered()
    with CaptureQueriesContext(connection) as three:
        assert len(listed(client)) == 3
    assert len(one) == len(three)


def test_an_order_is_brought_on_its_way_by_buttons(client):
    log_in_staff(client, PUBLISHER)
    order = ordered()
    page = act(client, order, "confirm", postage="")
    assert "This field is required." in text(page)
    page = act(client, order, "confirm", postage="2300")
    assert "The order is confirmed" in text(page)
    assert "JPY 3,100" in text(page)
    assert "the organization is told" in text(act(client, order, "correct", postage="2400"))
    act(client, order, "pack")
    page = act(client, order, "send", parcel_number="EE 1 JP")
    assert "The copies are on their way" in text(page)
    order.refresh_from_db()
    assert (order.state, order.postage, order.parcel_number) == ("sent", 2400, "EE 1 JP")
    assert 'name="do"' not in page.content.decode()


def test_a_step_that_somebody_else_took_is_told(client):
    log_in_staff(client, PUBLISHER)
    order = ordered()
    bring_to(order, Order.State.PACKED)
    page = act(client, order, "confirm", postage="99")
    assert "somebody was quicker" in text(page)
    order.refresh_from_db()
    assert (order.state, order.postage) == ("packed", 1500)
    assert client.post(page_of(order), {"do": "burn"}).status_code == 404


def test_cancelling_asks_for_a_reason_and_gives_the_copies_back(client):
    log_in_staff(client, PUBLISHER)
    order = ordered(stock=5)
    page = act(client, order, "cancel", reason="")
    assert "<details open" in page.content.decode()
    act(client, order, "cancel", reason="Out of print")
    order.refresh_from_db()
    assert (order.state, order.reason, PrintedCopy.objects.get().stock) == ("cancelled", "Out of print", 5)


@pytest.mark.parametrize("group", [EDITOR, AUDITOR])
def test_whoever_only_reads_has_no_buttons(client, group):
    log_in_staff(client, group)
    order = bring_to(ordered(), Order.State.CONFIRMED)
    page = client.get(page_of(order))
    assert page.status_code == 200
    assert 'name="do"' not in page.content.decode()
    assert client.post(page_of(order), {"do": "pack"}).status_code == 403
    assert client.get(packing_list_of(order)).status_code == 200
    order.refresh_from_db()
    assert order.state == "confirmed"


def test_members_and_staff_without_the_right_get_nothing(client):
    order = bring_to(ordered(), Order.State.PACKED)
    seen = {}
    for name, user in {"member": order.created_by, "staff": make.make_staff()}.items():
        client.force_login(user)
        seen[name] = [client.get(url).status_code for url in (LIST, page_of(order), packing_list_of(order))]
        seen[name].append(client.post(page_of(order), {"do": "send", "send-parcel_number": "1"}).status_code)
    assert seen == {"member": [302] * 4, "staff": [403] * 4}
    order.refresh_from_db()
    assert order.state == "packed"


def test_the_packing_list_says_all_in_both_languages(client):
    log_in_staff(client, PUBLISHER)
    member = make_orderer(name_en="Sample Lotus Co. (sample)")
    first = world.make_printed(
        world.make_edition(world.make_material(title_en="Safety at work", title_ja="安全衛生"), "vi", version="3"),
        grams=450,
    )
    order = place(member, first, quantity=12)
    assert client.get(packing_list_of(order)).status_code == 404
    with time_machine.travel(datetime.datetime(2027, 1, 5, 3, tzinfo=datetime.UTC), tick=False):
        order.state_since = timezone.now()
        bring_to(order, Order.State.PACKED)
    for language in ("en", "ja"):
        page = text(client.get(packing_list_of(order).replace("/en/", f"/{language}/")))
        wanted = (
            *("Safety at work (Vietnamese, 3)", "安全衛生（ベトナム語、3）", "Sample Lotus Co. (sample)"),
            *("Training department", "12 Sample Street", "+84 24 0000", "Vietnam", "ベトナム", "5.400 kg", "9,600"),
            *("5 January 2027", "2027年1月5日"),
        )
        assert [words for words in wanted if words not in page] == []
    # What they asked the Affairs Dept. goes on no parcel.
    assert order.note not in page


def test_a_packing_list_without_prices_says_that_it_is_free(client):
    log_in_staff(client, PUBLISHER)
    order = bring_to(ordered(price_member=0, price_general=0, grams=None), Order.State.CONFIRMED)
    page = text(client.get(packing_list_of(order)))
    assert "supplied free of charge" in page
    assert re.search(r"Total 合計 1 – 0", page)


def test_a_step_is_not_taken_back_in_the_history_alone(client):
    staff = log_in_staff(client)
    order = bring_to(ordered(), Order.State.CONFIRMED, by=staff)
    page = client.get(reverse("admin:materials_order_history", args=[order.pk]))
    assert page.status_code == 200
    assert "/revert/" not in page.content.decode()
