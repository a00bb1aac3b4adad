"""One event's page: the answer first, what everybody reads, what only those with a place read, and microdata."""

import datetime
import re
import uuid
from html.parser import HTMLParser

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.models import Role
from seminars.models import AttendanceFigure, CancellationTerm, Event, EventFile, Group, Place, TourStop
from tests import factories as make
from tests.seminars import world

pytestmark = pytest.mark.django_db
VISITORS, MEMBERS = 14, 16


def page_of(client, event, language="en"):
    answer = client.get(f"/{language}/seminars/{event.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(page):
    """The text that a reader sees, in one line."""
    text = " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())
    return text.replace(" :", ":")


def make_file(event, **values):
    values = {"kind": EventFile.Kind.PAPER, "title_en": "Slides", "title_ja": "資料", "name": "slides.pdf", **values}
    values = {"type": "application/pdf", "size": 2048, "sha256": "0" * 64, **values}
    return EventFile.objects.create(event=event, key=uuid.uuid4(), file="events/none", **values)


# The answer first -----------------------------------------------------------------------------------------


@time_machine.travel(datetime.datetime(2026, 11, 24, 3, tzinfo=datetime.UTC))
def test_the_page_tells_when_where_for_whom_at_what_price_and_until_when(client):
    event = world.make_event(
        address_en="1-2-3 Sample, Minato", languages=["ja", "vi"], interpreting=["ja-vi"], people=60, offer_hours=24
    )
    world.make_group(event, people=40, price_member=5000, price_general=11000, organizations=20)
    world.make_group(event, Group.SENDING, people=20, price_general=8800)
    for days, percent in ((21, 30), (0, 100)):
        CancellationTerm.objects.create(event=event, days_before=days, percent=percent)

    text = words_of(page_of(client, event))

    told = [
        "Open for registration until 14 December 2026, 10:00.",
        "40 places left for supervising organizations",
        "24 December 2026, 10:00–17:00 (Tokyo, UTC+09:00)",
        "Sample hall, Tokyo 1-2-3 Sample, Minato",
        "Supervising organizations: JPY 5,000 (supporting members of JITCO) · JPY 11,000 (others)",
        "Sending organizations: JPY 8,800",
        "Japanese, Vietnamese Interpreted: Japanese – Vietnamese",
        "JPY 1,000 of it consumption tax (10 %)",
        "The event has 60 places in all",
        "until 2 December 2026 nothing",
        "from 3 December 2026 until 23 December 2026 30 %",
        "from 24 December 2026 on, or not coming 100 %",
        "An offer holds the places for 24 hours",
    ]
    assert [line for line in told if line not in text] == []


def test_both_languages_are_whole(client):
    event = world.make_event(
        make.make_country(code="VN", name_en="Vietnam", name_ja="ベトナム"), summary_ja="要約", summary_en="In short"
    )
    world.make_session(event)

    english, japanese = page_of(client, event), page_of(client, event, "ja")

    for page, texts in (
        (english, ("In short", "Vietnam", "Sample hall")),
        (japanese, ("要約", "ベトナム", "見本会館")),
    ):
        assert [text for text in texts if text not in page] == []
    assert "<title>" + event.title_ja in japanese
    assert f'hreflang="ja" href="http://testserver/ja/seminars/{event.pk}/"' in english


def test_a_reader_far_away_sees_the_time_of_their_own_clock_too(client):
    event = world.make_event(
        starts_at=datetime.datetime(2031, 3, 3, 1, tzinfo=datetime.UTC),
        ends_at=datetime.datetime(2031, 3, 3, 2, tzinfo=datetime.UTC),
        opens_at=None,
        closes_at=None,
    )
    client.force_login(make.make_user(time_zone="Asia/Ho_Chi_Minh"))

    page = page_of(client, event)

    assert "3 March 2031, 10:00–11:00 (Tokyo, UTC+09:00)" in page
    assert "On your clock: 3 March 2031, 08:00–09:00 (Ho Chi Minh, UTC+07:00)" in page


@pytest.mark.parametrize(
    ("who", "button"),
    [("visitor", "Register"), ("editor", "Register"), ("reader", None), ("other kind", None), ("registered", None)],
)
def test_the_button_stands_there_for_whoever_can_use_it(client, who, button):
    group = world.make_group(world.make_event())
    member = world.make_member(
        Group.SENDING if who == "other kind" else Group.SUPERVISING, Role.READER if who == "reader" else Role.EDITOR
    )
    if who == "registered":
        world.make_registration(group, member.organization, by=member.user, people=2)
    if who != "visitor":
        client.force_login(member.user)

    page = page_of(client, group.event)

    found = re.findall(r'<a class="btn btn-primary" href="/en/seminars/\d+/register/">([^<]+)</a>', page)
    assert found == ([button] if button else [])
    assert ("You act for no organization" in page) == (who in ("reader", "other kind"))
    assert ("2 people have a place." in page) == (who == "registered")


def test_when_all_is_full_the_button_leads_to_the_waiting_list(client):
    group = world.make_group(world.make_event(), people=1)
    world.make_registration(group)

    assert ">Join the waiting list</a>" in page_of(client, group.event)


def test_what_others_registered_stands_on_nobody_elses_page(client):
    group = world.make_group(world.make_event())
    named = make.make_supervising(name_local="Registered firm (sample)")
    registration = world.make_registration(group, named, people=2, wishes="A wish")
    client.force_login(world.make_member().user)

    page = page_of(client, group.event)

    leaks = ["Registered firm", named.public_id, "A wish", *registration.attendees.values_list("name", flat=True)]
    assert [each for each in leaks if each in page] == []


def test_a_cancelled_event_says_why_and_offers_nothing(client):
    group = world.make_group(world.make_event(), price_general=5000)
    Event.objects.filter(pk=group.event_id).update(
        state=Event.State.CANCELLED, cancelled_at=timezone.now(), cancelled_because="A typhoon."
    )

    page = page_of(client, group.event)

    assert "Cancelled: this event does not take place." in page
    assert "A typhoon." in page
    assert [each for each in ("/register/", "places left", "In which order") if each in page] == []


def test_the_address_of_an_online_meeting_is_told_to_nobody_here(client):
    event = world.make_event(place_form="both", online_url="https://meet.example.org/secret-room")
    registration = world.make_registration(world.make_group(event))
    client.force_login(registration.created_by)

    assert "secret-room" not in page_of(client, event)


# Tours ----------------------------------------------------------------------------------------------------


def make_tour(**values):
    tour = world.make_event(
        kind="inspection_tour", starts_at=world.in_days(40), ends_at=world.in_days(41), time_zone="Asia/Ho_Chi_Minh",
        fewest_people=8, decided_on=world.in_days(30).date(), gives_visa_letters=True, tax_percent=0,
        costs_en="Hotels and coach", costs_ja="宿泊とバス", **values,
    )  # fmt: skip
    world.make_group(tour, price_general=200_000, price_member=180_000)
    return tour


def test_a_tour_shows_its_days_costs_smallest_number_and_asks_for_no_passport(client):
    tour = make_tour()
    shown, hidden = (
        make.make_organization(name_en="Lotus (sample)"),
        make.make_organization(name_en="Not published", is_published=False),
    )
    day = tour.day
    for position, organization in ((1, shown), (2, hidden)):
        TourStop.objects.create(
            event=tour,
            day=day,
            position=position,
            place_en=f"Stop {position}",
            place_ja="停留",
            organization=organization,
        )
    TourStop.objects.create(
        event=tour, day=day + datetime.timedelta(days=1), position=1, place_en="Last", place_ja="最後"
    )

    page = page_of(client, tour)
    text = words_of(page)

    assert re.findall(r"Day (\d)", text) == ["1", "2"]
    assert f'href="{shown.get_absolute_url().replace("/ja/", "/en/")}">Lotus (sample)</a>' in page
    assert "Not published" not in page
    told = (
        "Hotels and coach",
        "at least 8 people",
        "letter for the visa",
        "No copy and no number of a passport",
        "JPY 200,000",
    )
    assert [each for each in told if each not in text] == []
    assert "consumption tax" not in text


# Past events ----------------------------------------------------------------------------------------------


def test_a_past_event_shows_report_figures_in_three_groups_and_pictures(client):
    event = world.make_event(
        starts_at=world.in_days(-20), ends_at=world.in_days(-20, 17), opens_at=None, closes_at=None,
        report_en="It went **well**.", report_ja="盛会でした。", report_published_at=timezone.now(),
        participants_total=88,
    )  # fmt: skip
    for group, people, organizations in (("supervising", 53, 38), ("government", 5, None), ("sending", 30, 25)):
        AttendanceFigure.objects.create(event=event, group=group, people=people, organizations=organizations)
    picture = make_file(
        event, kind=EventFile.Kind.PICTURE, read_by="everybody", title_en="The hall & stage", width=800, height=600
    )

    page = page_of(client, event)

    assert "It went <strong>well</strong>." in page
    assert [re.sub(r"<[^>]+>", " ", row).split() for row in re.findall(r"<tr>(.*?)</tr>", page)][1:] == [
        ["Governments", "and", "embassies", "5", "not", "counted"],
        ["Sending", "organizations", "30", "25"],
        ["Supervising", "organizations", "and", "others", "in", "Japan", "53", "38"],
        ["In", "all", "88"],
    ]
    assert (
        f'<img src="/en/seminars/{event.pk}/files/{picture.pk}/" alt="The hall &amp; stage" width="800" height="600"'
        in page
    )


def test_a_report_that_is_not_published_is_seen_by_nobody(client):
    event = world.make_event(
        starts_at=world.in_days(-20), ends_at=world.in_days(-20, 17), opens_at=None, closes_at=None,
        report_en="Not yet", participants_total=8317,
    )  # fmt: skip
    AttendanceFigure.objects.create(event=event, group="sending", people=8316, organizations=8315)
    picture = make_file(event, kind=EventFile.Kind.PICTURE, read_by="everybody", width=8, height=6)

    shown = [page_of(client, event), client.get("/en/seminars/?when=past").content.decode()]
    shown.append(b"".join(client.get("/en/seminars/?when=past&format=csv").streaming_content).decode())

    assert all(event.title_en in each for each in shown)
    assert [each for each in shown if re.search(r"Not yet|831\d|8,31\d", each)] == []
    assert f"/files/{picture.pk}/" not in shown[0]


def test_a_page_without_parts_has_no_contents(client):
    bare = page_of(client, world.make_past_event(title_en="Bare", summary_en="", summary_ja="", text_en="", text_ja=""))
    told = page_of(client, world.make_past_event(title_en="Told", summary_en="In short.", starts_on="2018-02"))

    assert ["On this page" in page for page in (bare, told)] == [False, True]
    assert ['class="page-side"' in page for page in (bare, told)] == [False, True]


def test_an_event_known_from_a_source_names_it(client):
    page = page_of(client, world.make_past_event(starts_on="2019-02"))

    assert "<dd>February 2019</dd>" in page
    assert 'href="https://example.org/source"' in page
    assert "checked on 1 November 2026" in page


# Papers ---------------------------------------------------------------------------------------------------


def test_papers_for_participants_are_named_to_those_who_have_a_place(client):
    event = world.make_event()
    registration = world.make_registration(world.make_group(event))
    make_file(event, title_en="Open to all", read_by="everybody")
    make_file(event, title_en="For those who come")

    seen = {}
    for name, user in {"visitor": None, "stranger": world.make_member().user, "comes": registration.created_by}.items():
        client.logout()
        if user:
            client.force_login(user)
        page = page_of(client, event)
        seen[name] = ["Open to all" in page, "For those who come" in page, "There are papers for" in page]

    assert seen == {
        "visitor": [True, False, True],
        "stranger": [True, False, True],
        "comes": [True, True, False],
    }


# Microdata ------------------------------------------------------------------------------------------------


class Microdata(HTMLParser):
    """Reads the items of a page as its standard says: nested, a value from content, href or an item."""

    VOID = {"meta", "link", "br", "img", "input", "hr", "path", "circle"}

    def __init__(self, page):
        super().__init__()
        self.items, self.open = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        value = attrs.get("content", attrs.get("href"))
        owner = next((item for item in reversed(self.open) if item is not None), None)
        if "itemscope" in attrs:
            value = {"type": attrs["itemtype"]}
            if "itemprop" not in attrs:
                self.items.append(value)
        if "itemprop" in attrs:
            owner.setdefault(attrs["itemprop"], []).append(value)
        if tag not in self.VOID:
            self.open.append(value if "itemscope" in attrs else None)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            self.open.pop()


def test_microdata_tell_a_parser_what_the_page_tells(client):
    event = world.make_event(
        starts_at=datetime.datetime(2031, 7, 1, 13, tzinfo=datetime.UTC),
        ends_at=datetime.datetime(2031, 7, 1, 15, tzinfo=datetime.UTC),
        closes_at=datetime.datetime(2031, 6, 1, tzinfo=datetime.UTC),
        time_zone="America/New_York",
        place_form="both",
        address_en="1 Sample Street",
        online_url="https://meet.example.org/secret-room",
        languages=["en", "ja"],
        summary_en="In short",
    )
    world.make_registration(world.make_group(event, people=1, price_member=5000, price_general=11000))
    world.make_group(event, Group.SENDING, price_general=0)

    [item] = Microdata(page_of(client, event)).items

    schema = "https://schema.org/"
    url = f"http://127.0.0.1:8000/en/seminars/{event.pk}/"
    offers = [(each["name"], each["price"], each["availability"]) for each in item.pop("offers")]
    assert offers == [
        (["supervising organizations: supporting members of JITCO"], ["5000"], [f"{schema}SoldOut"]),
        (["supervising organizations: others"], ["11000"], [f"{schema}SoldOut"]),
        (["sending organizations"], ["0"], [f"{schema}InStock"]),
    ]
    assert item == {
        "type": f"{schema}Event",
        "name": [event.title_en],
        "url": [url],
        "description": ["In short"],
        "startDate": ["2031-07-01T09:00:00-04:00"],
        "endDate": ["2031-07-01T11:00:00-04:00"],
        "eventStatus": [f"{schema}EventScheduled"],
        "eventAttendanceMode": [f"{schema}MixedEventAttendanceMode"],
        "location": [
            {"type": f"{schema}Place", "name": ["Sample hall, Tokyo"], "address": ["1 Sample Street"]},
            {"type": f"{schema}VirtualLocation", "url": [url]},
        ],
        "organizer": [{"type": f"{schema}Organization", "name": ["JITCO"]}],
        "inLanguage": ["en", "ja"],
    }


def test_microdata_of_other_states(client):
    cancelled = world.make_event()
    Event.objects.filter(pk=cancelled.pk).update(state=Event.State.CANCELLED)
    known = world.make_past_event(starts_on="2019-02")
    sample = world.make_event(is_sample=True)

    items = [Microdata(page_of(client, event)).items for event in (cancelled, known, sample)]

    assert items[0][0]["eventStatus"] == ["https://schema.org/EventCancelled"]
    assert (items[1][0]["startDate"], "offers" in items[1][0]) == (["2019-02"], False)
    assert items[2] == []
    assert '<meta name="robots" content="noindex">' in page_of(client, sample)


# What it costs --------------------------------------------------------------------------------------------


def test_the_page_costs_the_same_few_queries_however_much_it_holds(client):
    tour = make_tour()
    group = tour.groups.get()
    registration = world.make_registration(group)
    member = make.make_membership(registration.organization, role=Role.ADMINISTRATOR).user
    costs = {}
    for made in range(2):
        for number in range(3 + 3 * made):
            country = make.make_country(code=["VN", "LA", "PH", "ID", "MM", "KH"][number])
            tour.countries.add(country)
            world.make_session(tour)
            TourStop.objects.create(
                event=tour, day=tour.day, position=10 * made + number + 1, place_en="Stop", place_ja="停留",
                organization=make.make_organization(),
            )  # fmt: skip
            make_file(tour, read_by="everybody")
            world.make_registration(group, place=Place.WAITING)
        for name in ("visitor", "member"):
            client.logout()
            if name == "member":
                client.force_login(member)
            client.get("/en/countries/")
            with CaptureQueriesContext(connection) as captured:
                page_of(client, tour)
            costs.setdefault(name, []).append(len(captured))

    assert {name: few == many for name, (few, many) in costs.items()} == {"visitor": True, "member": True}, costs
    assert (costs["visitor"][0] <= VISITORS, costs["member"][0] <= MEMBERS) == (True, True), costs
