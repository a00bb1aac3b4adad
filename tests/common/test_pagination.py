"""Pages by key: every row once, in order, forwards and back, whatever stands in the address."""

import base64
import json

import pytest
from django.db.models import F
from django.db.models.functions import Lower
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from countries.models import Country
from jitco_portal.common.pagination import paginate
from tests.factories import make_country

ORDER = ("name_kana", "-pk")


def page_at(query, per_page=2):
    request = RequestFactory().get(f"/list/{query}")
    return paginate(request, Country.objects.all(), order=ORDER, per_page=per_page)


def make_countries(number):
    # Two readings only: the second part of the key has to decide.
    return [make_country(name_kana="ア" if index % 2 else "イ") for index in range(number)]


@pytest.mark.django_db
def test_forwards_and_back_every_row_comes_once_and_in_order():
    make_countries(7)
    everything = list(Country.objects.order_by(*ORDER))

    pages = [page_at("")]
    while pages[-1].next_url:
        pages.append(page_at(pages[-1].next_url))
    back = [pages[-1]]
    while back[-1].previous_url:
        back.append(page_at(back[-1].previous_url))

    assert [row for page in pages for row in page] == everything
    assert [row for page in reversed(back) for row in page][-7:] == everything
    assert {page.count for page in pages} == {7}
    assert not pages[0].previous_url


@pytest.mark.django_db
@pytest.mark.parametrize("number", [3, 30])
def test_a_page_costs_two_queries(django_assert_num_queries, number):
    make_countries(number)

    with django_assert_num_queries(2):
        list(page_at("", per_page=3))


@pytest.mark.django_db
def test_the_key_keeps_the_other_words_of_the_address():
    make_countries(3)

    assert page_at("?q=a&after=x").next_url.startswith("?q=a&after=")


def encoded(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def keys():
    """Anything in the address; in JSON, what the columns hold in the right and in the wrong place."""
    text = st.text(st.characters(exclude_categories=[]))  # with halves of surrogate pairs
    parts = st.one_of(text, st.integers(), st.none(), st.booleans(), st.floats(), st.lists(st.integers()))
    several = st.one_of(st.lists(parts, max_size=3), st.tuples(text, st.integers()), st.tuples(st.integers(), text))
    return st.one_of(several.map(lambda key: encoded(json.dumps(key))), st.text())


def pages_of_any_order(key, name):
    """The ways that a list may be ordered: a text, a number, an annotation first."""
    request = RequestFactory().get("/list/", {name: key})
    rows = Country.objects.annotate(folded=Lower("name_en"), number=F("pk") * 2)
    return [paginate(request, rows, order=order) for order in (ORDER, ("pk", "name_kana"), ("folded", "number"))]


@pytest.mark.django_db
def test_a_key_that_cannot_be_read_shows_a_page():
    make_countries(3)

    @given(key=keys(), name=st.sampled_from(["after", "before"]))
    def every_key(key, name):
        assert all(len(page) <= 3 for page in pages_of_any_order(key, name))

    every_key()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key",
    [
        "WyJcdWQ4MDAiLCAxXQ",
        encoded("[" * 2_900),
        encoded('["' + "a" * 100_000 + '", 1]'),
        encoded('["\\u0000", 1]'),
        encoded("[1, 1]"),
        encoded('["a", "b"]'),
        encoded("[true, 1]"),
        encoded(f'["a", {2**63}]'),
        encoded('["a", ' + "9" * 3_000 + "]"),
        "é",
    ],
)
def test_a_key_that_was_made_to_hurt_shows_the_first_page(key):
    make_countries(3)

    for name in ("after", "before"):
        page = paginate(RequestFactory().get("/list/", {name: key}), Country.objects.all(), order=ORDER)
        assert list(page) == list(Country.objects.order_by(*ORDER))


@pytest.mark.django_db
def test_beyond_the_limit_the_count_says_so(monkeypatch):
    monkeypatch.setattr("jitco_portal.common.pagination.COUNT_LIMIT", 2)
    make_countries(3)

    page = page_at("")

    assert (page.count, page.count_is_exact) == (2, False)
