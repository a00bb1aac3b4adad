"""The basket of organizations to compare: a cookie of public ids, for everybody, with or without scripts."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import translation

from organizations.queries.basket import COOKIE, basket_of, kept_ids
from tests.factories import make_country, make_organization, make_staff, make_supervising

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def country():
    return make_country()


def press(client, page, organization=None, **values):
    if organization is not None:
        values["public_id"] = organization.public_id
    headers = values.pop("headers", {})
    return client.post(reverse(f"organizations:basket_{page}"), values, headers=headers)


def held(client):
    return client.cookies[COOKIE].value if COOKIE in client.cookies else ""


def told(answer, client):
    page = client.get(answer.url)
    return [str(message) for message in page.context["messages"]]


def request_of(client, rf):
    request = rf.get("/en/organizations/sending/?q=lotus")
    request.COOKIES[COOKIE] = held(client)
    request.user = AnonymousUser()
    return request


# In and out -------------------------------------------------------------------------------------------


def test_what_is_chosen_stands_in_the_cookie_in_its_order_and_nowhere_else(client, country):
    first, second = make_organization(country), make_organization(country)

    press(client, "add", second)
    press(client, "add", first)

    assert held(client) == f"{second.public_id}.{first.public_id}"
    assert Session.objects.count() == 0


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(client, country, settings):
    press(client, "add", make_organization(country))
    cookie = client.cookies[COOKIE]
    settings.SESSION_COOKIE_SECURE = True
    press(client, "add", make_organization(country))

    assert COOKIE == "portal_compare"
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == 30 * 24 * 3600
    assert (cookie["secure"], client.cookies[COOKIE]["secure"]) == ("", True)


def test_the_fifth_is_refused_with_the_way_out(client, country):
    rows = [make_organization(country) for _number in range(4)]
    for row in rows:
        press(client, "add", row)
    before = held(client)

    answer = press(client, "add", make_organization(country, name_en="Lotus"))

    assert told(answer, client)[-1:] == ["At most 4 organizations can be compared. Take one out to add Lotus."]
    assert held(client) == before


def test_the_same_twice_is_there_once(client, country):
    row = make_organization(country, name_en="Lotus")
    press(client, "add", row)

    answer = press(client, "add", row)

    assert told(answer, client)[-1] == "Lotus is among the organizations to compare already."
    assert held(client) == row.public_id


def test_one_is_taken_out_and_the_last_one_takes_the_cookie_along(client, country):
    first, second = make_organization(country), make_organization(country)
    press(client, "add", first)
    press(client, "add", second)

    press(client, "remove", first)
    one_left = held(client)
    press(client, "remove", second)

    assert (one_left, held(client), client.cookies[COOKIE]["max-age"]) == (second.public_id, "", 0)


def test_all_are_taken_out_at_once(client, country):
    press(client, "add", make_organization(country))

    press(client, "clear")

    assert held(client) == ""


# Whose ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["add", "remove"])
def test_only_what_the_reader_may_see_of_sending_organizations(client, country, page):
    unpublished = make_organization(country, is_published=False)
    asked = [unpublished.public_id, make_supervising().public_id, "zz-9999", "", "'; drop", "\x00", "x" * 5000]

    answers = [press(client, page, public_id=each).status_code for each in asked]
    client.force_login(make_staff())

    assert answers == [404] * len(asked)
    assert press(client, page, unpublished).status_code == 302


def test_what_is_no_longer_shown_is_in_no_basket(client, country, rf):
    gone, stays = make_organization(country), make_organization(country)
    press(client, "add", gone)
    press(client, "add", stays)
    gone.is_published = False
    gone.save()
    shown = basket_of(request_of(client, rf))
    press(client, "add", stays)

    assert shown.public_ids == [stays.public_id]
    assert held(client) == stays.public_id


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", []),
        ("vn-0001.vn-0002", ["vn-0001", "vn-0002"]),
        ("vn-0001.vn-0001", ["vn-0001"]),
        ("vn-0001.<script>.VN-0002..vn-3", ["vn-0001"]),
        (".".join(f"vn-000{number}" for number in range(6)), ["vn-0000", "vn-0001", "vn-0002", "vn-0003"]),
        ("vn-0001." * 5000, []),
    ],
)
def test_a_cookie_is_read_with_care(text, ids):
    assert kept_ids(text) == ids


# Where one goes on ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/en/organizations/sending/?q=lotus", "/en/organizations/sending/?q=lotus"),
        ("", "/en/organizations/sending/"),
        ("https://elsewhere.example/", "/en/organizations/sending/"),
        ("//elsewhere.example/", "/en/organizations/sending/"),
        ("/\\elsewhere.example/", "/en/organizations/sending/"),
        ("javascript:alert(1)", "/en/organizations/sending/"),
        ("account/", "/en/organizations/sending/"),
    ],
)
def test_one_goes_back_to_where_one_was_and_never_to_another_site(client, country, asked, led):
    answer = press(client, "add", make_organization(country), next=asked)

    assert (answer.status_code, answer.url) == (302, led)


@pytest.mark.parametrize("page", ["add", "remove", "clear"])
def test_it_takes_a_post_of_our_own_page(country, page):
    strict = Client(enforce_csrf_checks=True)
    address = reverse(f"organizations:basket_{page}")

    assert strict.get(address).status_code == 405
    assert strict.post(address, {"public_id": make_organization(country).public_id}).status_code == 403


# What is shown ----------------------------------------------------------------------------------------


def test_htmx_gets_the_basket_alone_with_the_button_drawn_anew(client, country):
    row = make_organization(country, name_en="Lotus & Co.")

    answer = press(client, "add", row, headers=HTMX, next="/en/?q=1")
    text = answer.content.decode()

    assert "<html" not in text
    assert text.index('id="basket"') < text.index("Lotus &amp; Co. is now among") < text.index('hx-swap-oob="true"')
    assert re.findall(r'form="(basket-[a-z]+)"', text) == ["basket-remove", "basket-clear", "basket-remove"]
    assert text.count('name="next" value="/en/?q=1"') == 3
    assert "HX-Request" in answer.headers["Vary"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert held(client) == row.public_id


def test_one_is_not_compared_two_are_and_four_are_said_to_be_the_most(client, country):
    texts = [press(client, "add", make_organization(country), headers=HTMX).content.decode() for _number in range(4)]

    assert ["Add one more to compare them." in text for text in texts] == [True, False, False, False]
    assert [re.findall(r"Compare these \((\d)\)", text) for text in texts] == [[], ["2"], ["3"], ["4"]]
    assert ["These are 4, the most that can be compared." in text for text in texts] == [False] * 3 + [True]


def test_the_link_leads_to_the_comparison_of_these(client, country):
    for _number in range(2):
        text = press(client, "add", make_organization(country), headers=HTMX).content.decode()

    [link] = re.findall(r'href="([^"]+compare/[^"]+)"', text)
    page = client.get(link.replace("&amp;", "&"))

    assert [each.public_id for each in page.context["comparison"].organizations] == held(client).split(".")


def page_with(tag):
    return Template("{% load keeping %}" + tag)


def test_a_page_costs_one_query_with_a_basket_and_none_without(client, country, rf, django_assert_num_queries):
    row = make_organization(country)
    template = page_with("{% compare_basket %}{% basket_button row %}{% basket_button row %}")
    with django_assert_num_queries(0):
        empty = template.render(Context({"request": request_of(client, rf), "row": row}))
    press(client, "add", row)
    with django_assert_num_queries(1):
        full = template.render(Context({"request": request_of(client, rf), "row": row}))

    assert (empty.count("Add to the comparison"), empty.count("Take out of the comparison")) == (2, 0)
    assert (full.count("Add to the comparison"), full.count("Take out of the comparison")) == (0, 2)
    assert 'name="next" value="/en/organizations/sending/?q=lotus"' in full


def test_a_supervising_organization_has_no_button(client, rf):
    context = Context({"request": request_of(client, rf), "row": make_supervising()})

    assert page_with("{% basket_button row %}").render(context).strip() == ""


def test_the_basket_speaks_the_language_of_its_page(client, country):
    with translation.override("ja"):
        address = reverse("organizations:basket_add")

    answer = client.post(address, {"public_id": make_organization(country).public_id}, headers=HTMX)

    assert (address[:4], answer.headers["Content-Language"]) == ("/ja/", "ja")
    assert 'action="/ja/organizations/basket/remove/"' in answer.content.decode()
