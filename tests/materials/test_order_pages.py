"""The cart and the orders as each reader meets them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from materials.models import Access, Order, PrintedCopy
from materials.queries.orderable import may_order
from materials.queries.orders_panel import account_panel
from organizations.models import Organization, Role
from tests import factories as make
from tests.materials import world
from tests.materials.order_world import ADDRESS, add_administrator, bring_to, fill_cart, make_orderer, place
from tests.seminars.reading import hidden_fields, text_of

pytestmark = pytest.mark.django_db
CART, ADD, LIST = (reverse(f"materials:{name}") for name in ("cart", "cart_add", "order_list"))


@pytest.fixture
def member(client):
    """An editor of a sending organization, who is logged in."""
    member = make_orderer()
    client.force_login(member.user)
    return member


def filled(cart, **values):
    """What a browser sends of the page of the cart."""
    return {f"quantity_{line.pk}": line.quantity for line in cart.lines.all()} | ADDRESS | values


def summary(client, cart, **values):
    return client.post(CART, filled(cart, do="summary", **values))


def send(client, cart, **values):
    return client.post(CART, {**hidden_fields(summary(client, cart, **values)), "do": "send"})


# Into the cart ------------------------------------------------------------------------------------------


def button(copy, user):
    context = {"copy": copy, "may_order": may_order(user=user), "user": user, "csrf_token": "token"}
    return render_to_string("materials/_order_button.html", context)


def test_the_button_says_what_copies_cost_and_who_can_order(member):
    copy = world.make_printed(grams=450)
    reader = make.make_membership(member.organization, role=Role.READER).user
    assert "JPY 500 for JITCO supporting members and JPY 800 for others" in button(copy, AnonymousUser())
    shown = {
        name: ("<form" in button(copy, user), "Log in" in button(copy, user))
        for name, user in {"visitor": AnonymousUser(), "reader": reader, "editor": member.user}.items()
    }
    assert shown == {"visitor": (False, True), "reader": (False, False), "editor": (True, False)}
    for copy in (world.make_printed(stock=0), world.make_printed(is_orderable=False)):
        assert "<form" not in button(copy, member.user)


def test_the_button_puts_copies_into_the_cart(client, member):
    copy = world.make_printed()
    answer = client.post(ADD, {"copy": copy.pk, "quantity": "3"}, follow=True)
    assert f"In the cart: 3 copies of {copy.edition}." in text_of(answer)
    assert "3 copies: JPY 2,400" in text_of(answer)


def test_a_wrong_number_is_asked_again_with_what_was_typed(client, member):
    copy = world.make_printed(most_per_order=5)
    for typed, error in (("many", "Enter a whole number."), ("6", "At most 5 copies of it in an order.")):
        page = client.post(ADD, {"copy": copy.pk, "quantity": typed})
        assert page.status_code == 200
        assert page.context["form"].errors == {"quantity": [error]}
        assert f'value="{typed}"' in page.content.decode()
    assert Order.objects.count() == 0


def test_whoever_acts_for_several_says_for_which(client, member):
    second = make.make_membership(user=member.user, role=Role.EDITOR).organization
    reads_only = make.make_membership(user=member.user, role=Role.READER).organization
    copy = world.make_printed()
    page = client.post(ADD, {"copy": copy.pk, "quantity": "2"})
    assert page.context["form"].errors == {}
    assert 'value="2"' in page.content.decode()
    refused = client.post(ADD, {"copy": copy.pk, "quantity": "2", "organization": reads_only.public_id})
    assert "Choose the organization." in text_of(refused)
    client.post(ADD, {"copy": copy.pk, "quantity": "2", "organization": second.public_id})
    assert [each.organization for each in Order.objects.all()] == [second]
    chosen = client.get(CART)
    assert [(organization.pk, copies) for organization, _url, copies in chosen.context["rows"]] == sorted(
        [(member.organization_id, 0), (second.pk, 2)], key=lambda each: Organization.objects.get(pk=each[0]).public_id
    )
    assert client.get(CART, {"organization": reads_only.public_id}).status_code == 404


def test_readers_strangers_and_staff_put_nothing_into_a_cart(client):
    member, copy = make_orderer(), world.make_printed()
    reader = make.make_membership(member.organization, role=Role.READER).user
    assert client.post(ADD, {"copy": copy.pk, "quantity": 1}).status_code == 302
    for user in (reader, make.make_user(), make.make_staff(is_superuser=True)):
        client.force_login(user)
        assert client.post(ADD, {"copy": copy.pk, "quantity": 1}).status_code == 404
        assert "You cannot order copies" in text_of(client.get(CART))
    client.force_login(make_orderer().user)
    assert client.get(CART, {"organization": member.organization.public_id}).status_code == 404
    assert Order.objects.count() == 0


def test_what_one_may_not_see_is_not_found(client, member):
    secret = world.make_printed(world.make_edition(world.make_material(access=Access.PARTICIPANTS)))
    draft = world.make_printed(world.make_edition(state="draft"))
    for number in (secret.pk, draft.pk, 10**9, "x", "9" * 30):
        assert client.post(ADD, {"copy": number, "quantity": 1}).status_code == 404


# The cart -----------------------------------------------------------------------------------------------


def test_quantities_are_changed_and_lines_taken_out_while_the_address_stays_as_typed(client, member):
    first, second = world.make_printed(), world.make_printed()
    cart = fill_cart(member, first, second)
    lines = {line.copy_id: line for line in cart.lines.all()}
    page = client.post(CART, filled(cart, do="update", recipient="Typed", **{f"quantity_{lines[first.pk].pk}": 7}))
    assert "The quantities are changed." in text_of(page)
    assert "8 copies: JPY 6,400" in text_of(page)
    assert 'value="Typed"' in page.content.decode()
    page = client.post(CART, filled(cart, do=f"remove:{lines[first.pk].pk}", recipient="Typed"))
    assert 'value="Typed"' in page.content.decode()
    assert [line.copy_id for line in cart.lines.all()] == [second.pk]
    page = client.post(CART, filled(cart, do=f"remove:{lines[second.pk].pk}"))
    assert "The cart is empty" in text_of(page)


def test_errors_stand_at_their_fields_and_nothing_typed_is_lost(client, member):
    copy = world.make_printed(stock=3)
    cart = fill_cart(member, copy)
    name = f"quantity_{cart.lines.get().pk}"
    page = summary(
        client, cart, recipient="", address="12 Typed Street", telephone="ring me", country="QQ", **{name: 4}
    )
    errors = {**page.context["quantities"].errors, **page.context["address"].errors}
    assert errors == {
        name: ["Only 3 copies are left. Order fewer."],
        "recipient": ["Enter a department or a person."],
        "telephone": ["Enter digits, +, -, () and spaces only."],
        "country": ["Choose the country."],
    }
    html = page.content.decode()
    assert [html.count(f'href="#id_{each}"') for each in errors] == [1, 1, 1, 1]
    assert "12 Typed Street" in html
    assert 'value="ring me"' in html
    assert Order.objects.get().state == "cart"


def test_changes_since_are_said_in_the_cart(client, member):
    material = world.make_material()
    old, dear, few = world.make_printed(world.make_edition(material)), world.make_printed(), world.make_printed()
    cart = fill_cart(member, old, dear, few, quantity=2)
    newer = world.make_printed(world.make_edition(material))
    PrintedCopy.objects.filter(pk=dear.pk).update(price_general=950)
    PrintedCopy.objects.filter(pk=few.pk).update(stock=1)
    text = text_of(client.get(CART))
    assert "it was JPY 800 and is JPY 950." in text
    assert "Only 1 copy is left." in text
    assert f"A newer edition is there: {newer.edition}" in text
    line = cart.lines.get(copy=old)
    text = text_of(client.post(CART, filled(cart, do=f"newer:{line.pk}")))
    assert f"In the cart instead: {newer.edition}." in text
    assert set(cart.lines.values_list("copy", flat=True)) == {newer.pk, dear.pk, few.pk}


def test_countries_are_named_in_the_language_of_the_page(client, member):
    fill_cart(member, world.make_printed())
    english, japanese = (client.get(CART.replace("/en/", f"/{code}/")).content.decode() for code in ("en", "ja"))
    assert '<option value="VN">Vietnam</option>' in english
    assert '<option value="VN">ベトナム</option>' in japanese


def test_the_last_address_of_the_organization_is_proposed(client, member):
    colleague = make.make_membership(member.organization, role=Role.EDITOR)
    place(colleague, world.make_printed(), recipient="Library")
    place(make_orderer(), world.make_printed(), recipient="Strangers")
    fill_cart(member, world.make_printed())
    initial = client.get(CART).context["address"].initial
    assert (initial["recipient"], initial["country"]) == ("Library", "VN")
    assert "note" not in initial


# The summary, and sending -------------------------------------------------------------------------------


def test_it_is_read_once_more_and_then_sent(client, member):
    copy = world.make_printed(grams=400)
    cart = fill_cart(member, copy, quantity=3)
    page = summary(client, cart)
    text = text_of(page)
    assert "Nothing is sent yet." in text
    assert [
        words for words in ("Training department", "12 Sample Street", "Vietnam", "1.2 kg") if words not in text
    ] == []
    assert Order.objects.get().state == "cart"

    sent = client.post(CART, {**hidden_fields(page), "do": "send"}, follow=True)

    order = Order.objects.get()
    assert sent.redirect_chain[-1][0] == order.get_absolute_url()
    assert (order.state, order.recipient, order.country) == ("placed", "Training department", "VN")
    assert f"Its number is {order.pk}." in text_of(sent)
    # The second click of a double click leads to the same order.
    again = client.post(CART, {**hidden_fields(page), "do": "send"}, follow=True)
    assert again.redirect_chain[-1][0] == order.get_absolute_url()
    assert Order.objects.count() == 1


def test_back_from_the_summary_all_stands_as_it_was_typed(client, member):
    cart = fill_cart(member, world.make_printed(), quantity=3)
    page = client.post(CART, {**hidden_fields(summary(client, cart)), "do": "back"})
    html = page.content.decode()
    assert [each for each in ("Training department", "12 Sample Street", 'value="3"') if each not in html] == []
    # In another window too.
    assert "12 Sample Street" in client.get(CART).content.decode()


def test_a_price_that_changes_while_it_is_read_is_shown_before_anything_is_sent(client, member):
    cart = fill_cart(member, world.make_printed())
    page = summary(client, cart)
    PrintedCopy.objects.update(price_general=1000)
    page = client.post(CART, {**hidden_fields(page), "do": "send"})
    assert "The order was not sent." in text_of(page)
    assert "1 copy: JPY 1,000" in text_of(page)
    assert Order.objects.get().state == "cart"
    client.post(CART, {**hidden_fields(page), "do": "send"})
    assert Order.objects.get().lines.get().unit_price == 1000


def test_copies_that_went_meanwhile_are_said_at_their_line(client, member):
    copy = world.make_printed(stock=2)
    cart = fill_cart(member, copy, quantity=2)
    page = summary(client, cart)
    place(make_orderer(), copy)
    page = client.post(CART, {**hidden_fields(page), "do": "send"})
    assert page.context["quantities"].errors == {
        f"quantity_{cart.lines.get().pk}": ["Only 1 copy is left. Order fewer."]
    }
    assert "12 Sample Street" in page.content.decode()


# Orders -------------------------------------------------------------------------------------------------


def test_members_and_staff_see_an_order_and_nobody_else(client):
    member = make_orderer()
    order = place(member, world.make_printed())
    people = {
        "editor": member.user,
        "reader": make.make_membership(member.organization, role=Role.READER).user,
        "left": make.make_membership(member.organization, from_on="2020-01-01", until_on="2020-02-01").user,
        "stranger": make_orderer().user,
        "staff without the right": make.make_staff(),
        "staff": make.make_staff(is_superuser=True),
    }
    seen = {"visitor": client.get(order.get_absolute_url()).status_code}
    acts = {}
    for name, user in people.items():
        client.force_login(user)
        answer = client.get(order.get_absolute_url())
        seen[name] = answer.status_code
        assert ("12 Sample Street" in answer.content.decode()) is (answer.status_code == 200)
        acts[name] = [client.get(reverse("materials:order_cancel", args=[order.pk])).status_code]
        acts[name].append(client.post(reverse("materials:order_again", args=[order.pk])).status_code)
    assert seen == {
        "visitor": 302, "editor": 200, "reader": 200, "left": 404, "stranger": 404, "staff without the right": 404,
        "staff": 200,
    }  # fmt: skip
    assert acts == {name: [200, 302] if name == "editor" else [404, 404] for name in people}
    assert order.lines.count() == 1


def test_a_cart_has_no_page_of_an_order(client, member):
    cart = fill_cart(member, world.make_printed())
    for user in (member.user, make.make_staff(is_superuser=True)):
        client.force_login(user)
        assert client.get(reverse("materials:order_detail", args=[cart.pk])).status_code == 404


def test_the_members_of_a_merged_organization_find_its_orders_no_more(client, member):
    order = place(member, world.make_printed())
    Organization.objects.filter(pk=member.organization_id).update(merged_into=make.make_organization())
    assert client.get(order.get_absolute_url()).status_code == 404
    assert client.get(LIST).context["page"].rows == []


def test_an_order_says_how_far_it_is_and_what_it_comes_to(client, member):
    order = place(member, world.make_printed(), quantity=2)
    page = text_of(client.get(order.get_absolute_url()))
    assert "Postage told when the order is confirmed" in page
    assert "are to be paid" not in page
    bring_to(order, Order.State.SENT, postage=2500)
    page = text_of(client.get(order.get_absolute_url()))
    assert "The copies are on their way. The number of the parcel is EE 123 456 789 JP." in page
    assert "JPY 4,100 are to be paid in all." in page
    assert "Sent to the Affairs Dept." in page
    assert "Cancel the order" not in page


def test_an_organization_cancels_on_the_page_and_orders_again(client, member):
    copy = world.make_printed()
    order = place(member, copy, quantity=2)
    cancel = reverse("materials:order_cancel", args=[order.pk])
    page = client.post(cancel, {"reason": "Ordered twice"}, follow=True)
    assert "The order is cancelled." in text_of(page)
    assert "Ordered twice" in text_of(page)
    assert "cannot be cancelled here any more" in text_of(client.post(cancel, {"reason": "x"}, follow=True))
    page = client.post(reverse("materials:order_again", args=[order.pk]), follow=True)
    assert "The same is in your cart again. Nothing is sent yet." in text_of(page)
    assert page.context["cart"].copies == 2


def test_the_list_has_the_orders_of_ones_organizations_at_the_cost_of_one(client, member):
    other = place(make_orderer(), world.make_printed())
    place(member, world.make_printed())
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        page = client.get(LIST)
    for _number in range(2):
        place(make.make_membership(member.organization, role=Role.EDITOR), world.make_printed(), world.make_printed())
    with CaptureQueriesContext(connection) as three:
        page = client.get(LIST)
    assert [each.copies for each in page.context["page"]] == [2, 2, 1]
    assert str(other) not in text_of(page)
    assert len(one) == len(three) <= 6


def test_pages_of_carts_and_orders_cost_the_same_for_many_lines(client, member):
    costs = []
    for number in (1, 3):
        order = place(member, *(world.make_printed() for _each in range(number)))
        fill_cart(member, *(world.make_printed() for _each in range(number)))
        pages = []
        for url in (CART, order.get_absolute_url()):
            client.get(url)
            with CaptureQueriesContext(connection) as asked:
                client.get(url)
            pages.append(len(asked))
        costs.append(pages)
        Order.objects.filter(state="cart").delete()
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 14


def test_ones_own_page_shows_open_orders_and_the_cart_in_one_query(member, django_assert_num_queries):
    administrator = add_administrator(member)
    order = place(member, world.make_printed())
    bring_to(place(member, world.make_printed()), Order.State.SENT)
    cart = fill_cart(member, world.make_printed())
    person = type(member.user).objects.get(pk=member.user_id)
    person.membership_rows = []
    with django_assert_num_queries(2):
        panel = account_panel(member.user)
    assert ([each for each, _sentence in panel.context["orders"]], panel.context["carts"]) == ([order], [cart])
    assert account_panel(administrator).context["carts"] == []
    assert account_panel(person) is None
    assert "1 copy, not sent yet" in render_to_string(panel.template, panel.context)
