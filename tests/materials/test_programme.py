"""The page that explains the programmes: steps by day, for whom, and what is said to be unknown."""

import datetime
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from materials.models import ProgrammeStep
from tests import factories as make
from tests.materials import world

pytestmark = pytest.mark.django_db
PAGE = "/en/materials/programme/"
DAY = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(datetime.datetime.combine(DAY, datetime.time(3), datetime.UTC), tick=False):
        yield


def make_step(day="2027-04-01", group="everybody", title="ESD begins", **values):
    values = {"title_en": title, "title_ja": f"{title}（日本語）", **make.SOURCE, **values}
    return ProgrammeStep.objects.create(day=day, group=group, **values)


def days(page):
    return re.findall(r'<li class="programme-day([^"]*)">\s*<h3>([^<]*?) ?<', page)


def titles(page):
    return re.findall(r'<p class="row-title">([^<]*)</p>', page)


def test_steps_stand_by_day_and_the_next_one_is_named(client):
    make_step("2027-06-30", title="Last day to enter", is_deadline=True)
    make_step("2026-02-20", title="The manual is published")
    make_step("2027-03", title="Last applications")

    page = client.get(PAGE).content.decode()

    assert days(page) == [
        (" programme-day-past", "20 February 2026"),
        (" programme-day-next", "March 2027"),
        ("", "30 June 2027"),
    ]
    assert "Next: March 2027" in page
    assert page.count("by this day") == 1


def test_a_month_is_past_only_after_its_last_day(client):
    make_step("2026-11", title="In this month")

    assert days(client.get(PAGE).content.decode()) == [(" programme-day-next", "November 2026")]


def test_a_group_reads_its_own_steps_and_those_of_everybody(client):
    make_step(title="For all")
    make_step(group="sending", title="For sending organizations")
    make_step(group="supervising", title="For supervising organizations")
    make_step("", group="sending", title="Without a day")

    asked = client.get(PAGE, {"group": "sending"}).content.decode()
    unknown = client.get(PAGE, {"group": "nobody"}).content.decode()

    assert titles(asked) == ["For all", "For sending organizations", "Without a day"]
    assert re.findall(r'<a href="([^"]*)" aria-current="page">', asked) == [f"{PAGE}?group=sending#steps"]
    assert len(titles(unknown)) == 4


def test_every_step_says_who_says_so(client):
    make_step(source="Notice of an office", source_url="https://office.example/notice")

    page = client.get(PAGE).content.decode()

    assert '<a href="https://office.example/notice" rel="external noopener">Notice of an office</a>' in page


def test_that_no_memorandum_was_found_is_said_until_one_is_signed(client):
    make.make_programme(code="esd")
    assert "no signed one was found for any country" in client.get(PAGE).content.decode()

    sample = make.make_country(is_sample=True)
    make.make_moc(sample, programme=make.make_programme(code="esd"))
    assert "no signed one was found for any country" in client.get(PAGE).content.decode()

    make.make_moc(make.make_country(), programme=make.make_programme(code="esd"))
    assert "we hold a signed one for 1 country" in client.get(PAGE).content.decode()


def test_the_pamphlet_is_named_unless_it_is_off_the_list(client):
    pamphlet = world.make_material(kind="pamphlet", title_en="JITCO Pamphlet (test)")
    assert "JITCO Pamphlet (test)" in client.get(PAGE).content.decode()

    pamphlet.is_listed = False
    pamphlet.save()
    assert "JITCO Pamphlet (test)" not in client.get(PAGE).content.decode()


def test_the_page_costs_the_same_however_many_steps_there_are(client):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(PAGE)
        return len(queries)

    make_step()
    client.get(PAGE)
    one = cost()
    make_step(title="Second")
    make_step("2027-05", title="Third")

    assert cost() == one <= 6
