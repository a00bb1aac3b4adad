"""The home page, and what search engines ask for."""

import datetime

import pytest
import time_machine
from django.test import Client

from countries.models import Notice
from tests.factories import (
    SOURCE,
    make_country,
    make_moc,
    make_organization,
    make_programme,
    make_staff,
    make_supervising,
)


def make_notice(**values):
    values = {
        "title_en": "Sample notice",
        "title_ja": "見本のお知らせ",
        "published_on": datetime.date(2026, 11, 1),
        **SOURCE,
        **values,
    }
    return Notice.objects.create(**values)


def titles(response):
    return [notice.title_en for notice in response.context["notices"]]


@pytest.mark.django_db
@time_machine.travel("2026-11-23T12:00:00+09:00")
def test_home_shows_the_newest_notices_that_are_out():
    for day in range(1, 8):
        make_notice(title_en=f"Day {day}", published_on=datetime.date(2026, 11, day))
    make_notice(title_en="Tomorrow", published_on=datetime.date(2026, 11, 24))
    make_notice(title_en="Sample", published_on=datetime.date(2026, 11, 20), country=make_country(is_sample=True))

    visitor = Client().get("/en/")
    staff = Client()
    staff.force_login(make_staff())

    assert titles(visitor) == ["Day 7", "Day 6", "Day 5", "Day 4", "Day 3"]
    assert titles(staff.get("/en/"))[0] == "Tomorrow"


@pytest.mark.django_db
@pytest.mark.parametrize("number", [3, 30])
def test_home_costs_the_same_queries_for_many_countries(client, django_assert_num_queries, number):
    programme = make_programme()
    for _country in range(number):
        country = make_country()
        make_moc(country, programme)
        make_notice(country=country)

    with django_assert_num_queries(6):
        client.get("/en/")


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "heading"), [("en", "Sending Support"), ("ja", "送出し支援")])
def test_home_in_both_languages(client, language, heading):
    assert f"<h1>{heading}</h1>" in client.get(f"/{language}/").content.decode()


@pytest.mark.django_db
def test_sitemap_names_what_a_stranger_may_see_in_both_languages(client):
    make_country(code="VN")
    shown = make_organization(make_country(code="VN"))
    hidden = make_organization(make_country(code="VN"), is_published=False)
    sample = make_organization(make_country(code="VN"), is_sample=True)
    supervising = make_supervising()

    index = client.get("/sitemap.xml").content.decode()
    text = client.get("/sitemap-organizations.xml").content.decode()

    assert "http://testserver/sitemap-countries.xml" in index
    assert f"/en/organizations/sending/{shown.public_id}/" in text
    assert f"/ja/organizations/supervising/{supervising.public_id}/" in text
    assert hidden.public_id not in text
    assert sample.public_id not in text


def test_robots_names_the_sitemap_and_closes_desk_and_accounts(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines == [
        "User-agent: *",
        "Disallow: /*?",
        "Disallow: /en/admin/",
        "Disallow: /ja/admin/",
        "Disallow: /en/account/",
        "Disallow: /ja/account/",
        "Sitemap: http://testserver/sitemap.xml",
    ]
