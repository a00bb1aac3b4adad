"""The Atom feed of events: its entries keep their ids, and whoever asks again learns whether something changed."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from seminars.models import Event
from tests import factories as make
from tests.seminars import world

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def read(client, language="en"):
    feed = ElementTree.fromstring(client.get(f"/{language}/seminars/feed/").content)
    entries = [{each.tag.removeprefix(ATOM): each for each in entry} for entry in feed.findall(f"{ATOM}entry")]
    return feed, entries


def test_an_entry_tells_of_an_event_in_the_language_of_the_feed(client):
    event = world.make_event(make.make_country(code="VN", name_en="Vietnam", name_ja="ベトナム"), summary_en="A & B")

    feed, [entry] = read(client)
    japanese, [other] = read(client, "ja")

    assert (entry["title"].text, other["title"].text) == (event.title_en, event.title_ja)
    assert entry["link"].attrib["href"] == f"http://127.0.0.1:8000/en/seminars/{event.pk}/"
    assert entry["id"].text == f"tag:127.0.0.1,2026:event-{event.pk}-en"
    assert [each in entry["summary"].text for each in ("<p>A &amp; B</p>", "Vietnam", "Sample hall, Tokyo")] == [
        True
    ] * 3
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert (feed.attrib[language], japanese.attrib[language]) == ("en", "ja")
    assert {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")} == {
        "alternate": "http://127.0.0.1:8000/en/seminars/",
        "self": "http://127.0.0.1:8000/en/seminars/feed/",
    }


def test_drafts_and_what_is_known_from_a_source_are_not_in_it(client):
    world.make_event(state=Event.State.DRAFT)
    world.make_past_event()
    shown = world.make_event()

    _feed, entries = read(client)

    assert [entry["title"].text for entry in entries] == [shown.title_en]


def test_a_changed_event_comes_first_with_its_id_and_a_new_time(client):
    event, _newer = world.make_event(), world.make_event()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE seminars_event SET revised_at = '2026-01-01'::timestamptz + id * interval '1 hour'")
    before = read(client)[1]
    old = {entry["id"].text: entry["updated"].text for entry in before}
    assert before[1]["title"].text == event.title_en

    Event.objects.filter(pk=event.pk).update(state=Event.State.CANCELLED, cancelled_at=timezone.now())
    _feed, entries = read(client)

    assert [entry["id"].text for entry in entries] == [entry["id"].text for entry in reversed(before)]
    assert entries[0]["updated"].text > old[entries[0]["id"].text]
    assert (entries[0]["title"].text, entries[0]["category"].attrib["term"]) == (
        f"Cancelled: {event.title_en}",
        "cancelled",
    )


def test_a_published_report_brings_its_event_to_the_top(client):
    world.make_event(title_en="Reported", report_published_at=timezone.now() + datetime.timedelta(minutes=1))
    world.make_event(title_en="Announced")

    assert [entry["title"].text for entry in read(client)[1]] == ["Reported", "Announced"]


@pytest.mark.parametrize("number", [0, 1])
def test_a_program_that_asks_again_learns_whether_something_changed(client, number):
    for _number in range(number):
        world.make_event()
    first = client.get("/en/seminars/feed/")
    again = client.get("/en/seminars/feed/", headers={"If-None-Match": first["ETag"]})
    world.make_event()
    changed = client.get("/en/seminars/feed/", headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)
    assert first["Content-Type"] == "application/atom+xml; charset=utf-8"


def test_the_list_names_its_feed_in_its_head(client):
    head = client.get("/ja/seminars/").content.decode().partition("</head>")[0]

    assert re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]+)"', head) == [
        "/ja/seminars/feed/"
    ]


def test_it_costs_the_same_for_one_event_and_for_many(client):
    costs = []
    country = make.make_country()
    for number in (1, 5):
        for _number in range(number):
            world.make_event(country)
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/seminars/feed/")
        costs.append(len(captured))

    assert costs == [2, 2]


def test_a_control_in_a_row_takes_neither_the_feed_nor_a_calendar_down(client):
    """As rows may stand that no form wrote."""
    event = world.make_event(title_en="Joint\x0bsem\u202einar\r\nday", summary_en="First\x07\r\nsecond")

    [entry] = read(client)[1]
    calendar = client.get(f"/en/seminars/{event.pk}/calendar.ics").content.decode().replace("\r\n ", "")

    assert entry["title"].text == "Joint seminar day"
    assert "<p>First second</p>" in entry["summary"].text
    assert [line for line in calendar.split("\r\n") if "Joint" in line] == [
        "X-WR-CALNAME:Joint seminar day",
        "SUMMARY;LANGUAGE=en:Joint seminar day",
    ]
