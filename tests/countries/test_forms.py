"""What may be asked of the pages on countries, and what is said where it makes no sense."""

import datetime

import pytest
from django.http import QueryDict
from django.utils import translation

from countries.forms import CountryCompareForm, CountryFilterForm
from jitco_portal.common.days import today
from tests.factories import make_country, make_programme

pytestmark = pytest.mark.django_db


def filters(query):
    return CountryFilterForm(QueryDict(query), programmes=[make_programme()])


def comparison(query):
    countries = [make_country(code=code) for code in ("VN", "PH", "CN", "MY", "TH")]
    return CountryCompareForm(QueryDict(query), countries=countries)


def test_filters_are_read_as_the_list_takes_them():
    form = filters("q=viet&rd=signed&moc_titp=none_found&division=first&sort=-rd&on=2018-01-01")

    assert form.asked == {
        "words": "viet",
        "rd": "signed",
        "memoranda": {"titp": "none_found"},
        "division": "first",
        "sort": "-rd",
    }
    assert form.day == datetime.date(2018, 1, 1)


@pytest.mark.parametrize(
    ("query", "faulty"),
    [
        ("on=2018-02-30&q=viet", ["on"]),
        ("on=1066-10-14&q=viet", ["on"]),
        ("rd=maybe&q=viet", ["rd"]),
        ("moc_titp=maybe&q=viet", ["moc_titp"]),
        ("division=third&q=viet", ["division"]),
    ],
)
def test_one_bad_field_leaves_the_others_standing(query, faulty):
    form = filters(query)

    assert (list(form.errors), form.asked["words"], form.day) == (faulty, "viet", today())


def test_bad_field_leaves_the_day_standing():
    assert filters("rd=maybe&on=2018-01-01").day == datetime.date(2018, 1, 1)


@pytest.mark.parametrize("sort", ["", "population", "-", "moc_esd"])
def test_order_that_is_not_there_is_the_lists_own(sort):
    form = filters(f"sort={sort}")

    assert (form.asked["sort"], form.errors) == ("name", {})


def test_active_filters_are_told_in_words_and_can_be_taken_away():
    form = filters("q=viet&moc_titp=none_found&on=2018-01-01&sort=rd")

    with translation.override("en"):
        active = [(each.text, each.remove_url) for each in form.active_filters(form.data)]

    assert active == [
        ("Name of the country: viet", "?moc_titp=none_found&on=2018-01-01&sort=rd"),
        ("MOC TITP: none found", "?q=viet&on=2018-01-01&sort=rd"),
    ]


@pytest.mark.parametrize(
    ("query", "codes"),
    [("c=vn&c=ph", ["VN", "PH"]), ("c=PH&c=vn&c=ph", ["PH", "VN"]), ("c=vn&c=ph&c=cn&c=my", ["VN", "PH", "CN", "MY"])],
)
def test_two_to_four_countries_are_compared_in_the_order_asked_for(query, codes):
    form = comparison(query)

    assert ([country.code for country in form.chosen], form.errors) == (codes, {})


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("", "Choose at least two countries."),
        ("c=vn", "Choose at least two countries."),
        ("c=vn&c=VN", "Choose at least two countries."),
        ("c=vn&c=ph&c=cn&c=my&c=th", "Choose at most four countries; you chose 5."),
        ("c=vn&c=zz", "No country here has the code “zz”."),
    ],
)
def test_too_few_too_many_and_unknown_countries_are_refused(query, error):
    form = comparison(query)

    with translation.override("en"):
        assert (form.errors, form.chosen) == ({"c": [error]}, [])
