"""Ordering printed copies without scripts, and all its pages: accessible, no wider than a phone, in both languages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from django.utils import translation

from materials.models import Order, PrintedCopy
from tests.conftest import watch_for_problems
from tests.factories import make_membership
from tests.materials import world
from tests.materials.order_world import ADDRESS, bring_to, fill_cart, make_orderer, make_packer, place
from tests.soak import LOOKS


@pytest.fixture
def open_tab(new_context, portal):
    """``open_tab(user)``: a tab in which they are logged in."""

    def open_as(user, *, is_watched=True, **options):
        context = new_context(**options)
        cookies = Client()
        cookies.force_login(user)
        context.add_cookies(
            [{"name": name, "value": each.value, "url": portal} for name, each in cookies.cookies.items()]
        )
        tab = context.new_page()
        if is_watched:
            problems.append(watch_for_problems(tab))
        return tab

    problems = []
    yield open_as
    assert [each for each in problems if each] == []


def wrong_with(tab):
    """What is wrong with the page that is open."""
    path = tab.url
    wrong = []
    if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append(f"{path}: wider than the screen")
    for each in Axe().run(tab).response["violations"]:
        if each["impact"] in {"serious", "critical"}:
            wrong.append(f"{path}: {each['id']} {[node['html'][:120] for node in each['nodes']]}")
    return wrong


def test_copies_are_ordered_without_scripts(open_tab, portal):
    member, copy = make_orderer(), world.make_printed(stock=4)
    tab = open_tab(member.user, javascript=False)
    with translation.override("en"):
        tab.goto(portal + copy.edition.get_absolute_url())
    tab.fill(".order-form [name=quantity]", "5")
    tab.click(".order-form button")
    tab.fill("[name=recipient]", "Library")
    # The Enter key changes the quantities; it takes nothing out and sends nothing.
    tab.press("[name^=quantity_]", "Enter")
    assert tab.input_value("[name=recipient]") == "Library"
    tab.fill("[name=address]", ADDRESS["address"])
    tab.select_option("[name=country]", "VN")
    tab.click("button.btn[value=summary]")
    assert "Only 4 copies are left. Order fewer." in tab.inner_text(".error-summary")
    tab.click(".error-summary a")
    tab.fill("[name^=quantity_]", "4")
    tab.click("button.btn[value=summary]")
    tab.click("button[value=send]")

    order = Order.objects.get()
    assert tab.url == portal + order.get_absolute_url()
    assert (order.state, order.recipient, PrintedCopy.objects.get().stock) == ("placed", "Library", 0)


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_every_page_is_accessible_and_fits_its_screen(open_tab, portal, language, width):
    member = make_orderer()
    make_membership(user=member.user, role="editor")
    materials = [world.make_material() for _number in range(2)]
    old = [world.make_printed(world.make_edition(each), grams=450) for each in materials]
    order = bring_to(place(member, *old), Order.State.SENT)
    cart = fill_cart(member, *old, quantity=3)
    newer = world.make_printed(world.make_edition(materials[0]))
    PrintedCopy.objects.filter(pk=old[1].pk).update(price_general=123_456, stock=2)
    open_ = place(make_membership(member.organization, role="editor"), old[0])
    wrong = []

    def look(tab, address, status=200):
        with translation.override(language):
            answer = tab.goto(portal + address())
        assert answer.status == status
        wrong.extend(wrong_with(tab))

    tab = open_tab(member.user, width=width)
    look(tab, newer.edition.get_absolute_url)
    tab.click(".order-form button")
    wrong.extend(wrong_with(tab))
    look(tab, lambda: reverse("materials:cart"))
    page = f"?organization={member.organization.public_id}"
    look(tab, lambda: reverse("materials:cart") + page)
    tab.click("button.btn[value=summary]")
    wrong.extend(wrong_with(tab))
    PrintedCopy.objects.filter(pk=old[1].pk).update(stock=5)
    for name in ("recipient", "address", "telephone"):
        tab.fill(f"[name={name}]", ADDRESS[name])
    tab.select_option("[name=country]", "VN")
    tab.click("button.btn[value=summary]")
    assert tab.locator("button[value=send]").count() == 1
    wrong.extend(wrong_with(tab))
    look(tab, order.get_absolute_url)
    look(tab, lambda: reverse("materials:order_list"))
    look(tab, lambda: reverse("materials:order_cancel", args=[open_.pk]))
    look(tab, lambda: reverse("account_overview"))
    assert tab.locator("#orders").count() == 1
    cart.lines.all().delete()
    look(tab, lambda: reverse("materials:cart") + page)
    tab = open_tab(make_packer(), width=width)
    look(tab, lambda: reverse("materials:cart"))
    look(tab, lambda: reverse("admin:materials_order_packing_list", args=[order.pk]))
    # Looking for errors, axe itself sets styles on pages of the desk.
    tab = open_tab(make_packer(), width=width, is_watched=False)
    look(tab, lambda: reverse("admin:materials_order_change", args=[open_.pk]))

    assert wrong == []


def test_the_packing_list_is_printed_alone_on_its_sheet(open_tab, portal):
    order = bring_to(place(make_orderer(), *(world.make_printed() for _number in range(5))), Order.State.PACKED)
    tab = open_tab(make_packer())
    tab.goto(portal + reverse("admin:materials_order_packing_list", args=[order.pk]))
    tab.emulate_media(media="print")

    hidden = {
        part: tab.locator(part).first.is_visible() for part in (".site-header", ".site-footer", ".breadcrumbs", "h1")
    }
    sheet = tab.pdf(format="A4")

    assert hidden == dict.fromkeys(hidden, False)
    assert tab.locator(".paper").is_visible()
    assert len(re.findall(rb"/Type\s*/Page[^s]", sheet)) == 1
