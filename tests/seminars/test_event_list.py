"""The public list of events: who sees what, in which order, what is said of registration, and the rows as files."""

import csv
import datetime
import io
import json
import re

import pytest
import time_machine
from django.contrib.auth.models import Group as StaffGroup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jitco_portal.common.accounts.staff_groups import sync_staff_groups
from jitco_portal.common.search.index import refresh_stale
from organizations.models import Role
from seminars.models import AttendanceFigure, Event, Group, Place
from tests import factories as make
from tests.seminars import world

pytestmark = pytest.mark.django_db
LIST = "/en/seminars/"
# What a list may cost a visitor, and a member.
VISITORS, MEMBERS = 6, 8


def titles(client, query="", language="en"):
    page = client.get(f"/{language}/seminars/{query}").content.decode()
    return re.findall(r'class="row-title"><a href="/../seminars/\d+/">([^<]*)<', page)


def auditor():
    sync_staff_groups()
    user = make.make_staff()
    user.groups.add(StaffGroup.objects.get(name="auditor"))
    return user


# Who sees what, in which order ----------------------------------------------------------------------------


def test_upcoming_events_stand_with_the_next_first_and_past_ones_with_the_latest_first(client):
    world.make_event(title_en="Later", starts_at=world.in_days(40), ends_at=world.in_days(40, 17))
    world.make_event(title_en="Next", starts_at=world.in_days(21), ends_at=world.in_days(21, 17))
    world.make_event(
        title_en="Today", starts_at=world.in_days(-1), ends_at=world.in_days(1), opens_at=None, closes_at=None
    )
    world.make_event(
        title_en="Over", starts_at=world.in_days(-9), ends_at=world.in_days(-8), opens_at=None, closes_at=None
    )
    world.make_past_event(title_en="Of a month", starts_on="2019-12")
    world.make_past_event(title_en="Of a day", starts_on="2019-12-09")
    world.make_past_event(title_en="Older", starts_on="2007-05-31")

    assert titles(client) == ["Today", "Next", "Later"]
    assert titles(client, "?when=past") == ["Over", "Of a day", "Of a month", "Older"]


def test_drafts_are_for_staff_who_may_view_events(client):
    draft = world.make_event(title_en="Secret plan", state=Event.State.DRAFT)
    world.make_event(title_en="Announced")
    member = world.make_member().user
    idle_staff = make.make_staff()

    seen = {}
    for name, user in {"visitor": None, "member": member, "idle staff": idle_staff, "auditor": auditor()}.items():
        client.logout()
        if user:
            client.force_login(user)
        seen[name] = (titles(client), client.get(f"{LIST}{draft.pk}/").status_code)

    assert seen == {
        "visitor": (["Announced"], 404),
        "member": (["Announced"], 404),
        "idle staff": (["Announced"], 404),
        "auditor": (["Secret plan", "Announced"], 200),
    }


def test_a_cancelled_event_stays_among_those_to_come_and_says_so(client):
    event = world.make_event(title_en="Called off")
    world.make_group(event)
    Event.objects.filter(pk=event.pk).update(state=Event.State.CANCELLED)

    page = client.get(LIST).content.decode()

    assert titles(client) == ["Called off"]
    assert '<span class="event-state event-state-cancelled">cancelled</span>' in page
    assert "places left" not in page


# What is said of registration -----------------------------------------------------------------------------


def registration_lines(client, language="en"):
    page = client.get(f"/{language}/seminars/").content.decode()
    return [re.sub(r"<[^>]+>", "", line).strip() for line in re.findall(r'(<p class="event-registration">.*)\n', page)]


@time_machine.travel(datetime.datetime(2026, 11, 24, 3, tzinfo=datetime.UTC))
def test_each_state_of_registration_is_said_in_words(client):
    def event(day, *groups, **values):
        values = {"starts_at": world.in_days(day), "ends_at": world.in_days(day, 17), **values}
        made = world.make_event(**values)
        return [world.make_group(made, group, **rest) for group, rest in groups]

    [left, _other] = event(30, (Group.SUPERVISING, {"people": 12}), (Group.SENDING, {"people": 1}))
    world.make_registration(left, people=2)
    [full] = event(31, (Group.SUPERVISING, {"people": 2}))
    world.make_registration(full, people=2)
    world.make_registration(full, people=3, place=Place.WAITING)
    event(32, (Group.SENDING, {}), opens_at=world.in_days(5), closes_at=world.in_days(9))
    event(33, (Group.SENDING, {}), opens_at=world.in_days(-5), closes_at=world.in_days(-1, 18))
    event(34)

    assert registration_lines(client) == [
        "Open for registration until 14 December 2026, 10:00."
        "10 places left for supervising organizations1 place left for sending organizations",
        "Full. Organizations can join the waiting list until 14 December 2026, 10:00."
        "Full for supervising organizations, 3 people wait",
        "Registration opens on 29 November 2026, 10:00.",
        "Registration closed on 23 November 2026, 18:00.",
        "There is no registration through this portal.",
    ]


def test_the_limits_of_the_event_and_on_organizations_count_for_the_places_left(client):
    event = world.make_event(people=5)
    by_people = world.make_group(event, people=10)
    by_organizations = world.make_group(event, Group.SENDING, people=10, organizations=1)
    world.make_registration(by_people, people=2)
    world.make_registration(by_organizations, people=1)

    [line] = registration_lines(client)

    assert line.endswith("2 places left for supervising organizationsFull for sending organizations")


def test_times_are_those_of_the_place_with_its_name(client):
    start = datetime.datetime(2031, 7, 1, 13, tzinfo=datetime.UTC)
    world.make_event(starts_at=start, ends_at=start + datetime.timedelta(hours=3), time_zone="America/New_York")

    assert "<span>09:00–12:00 (New York, UTC-04:00)</span>" in client.get(LIST).content.decode()
    assert "<span>2031年7月1日</span> <span>09:00–12:00（ニューヨーク" in client.get("/ja/seminars/").content.decode()


def test_an_event_of_several_days_shows_the_first_and_the_last(client):
    start = datetime.datetime(2031, 7, 1, 13, tzinfo=datetime.UTC)
    world.make_event(starts_at=start, ends_at=start + datetime.timedelta(days=3))

    assert "<span>1 July 2031 – 4 July 2031</span>" in client.get(LIST).content.decode()


def test_past_events_show_their_figures(client):
    event = world.make_past_event(participants_total=83)
    AttendanceFigure.objects.create(event=event, group="supervising", people=53, organizations=38)
    AttendanceFigure.objects.create(event=event, group="government", people=30)

    page = client.get(f"{LIST}?when=past").content.decode()

    assert "<strong>83 participants</strong>: governments and embassies 30 · " in page
    assert "supervising organizations and others in Japan 53 from 38 organizations" in page


# Filters, words, pages ------------------------------------------------------------------------------------


@pytest.fixture
def various():
    vietnam = make.make_country(code="VN", name_en="Vietnam", name_ja="ベトナム")
    laos = make.make_country(code="LA", name_en="Laos", name_ja="ラオス")
    seminar = world.make_event(vietnam, laos, title_en="Hanoi day", languages=["ja", "vi"])
    world.make_group(seminar)
    world.make_group(seminar, Group.SENDING)
    tour = world.make_event(
        vietnam,
        title_en="Tour",
        kind="inspection_tour",
        place_form="both",
        starts_at=world.in_days(31),
        ends_at=world.in_days(33),
    )
    world.make_group(tour)
    online = world.make_event(
        laos, title_en="Briefing", kind="sending_seminar", place_form="online", languages=["lo"],
        starts_at=world.in_days(32), ends_at=world.in_days(32, 17),
    )  # fmt: skip
    world.make_group(online, Group.SENDING)
    world.make_past_event(vietnam, title_en="Hanoi of old")
    world.make_event(vietnam, title_en="Secret Hanoi", state=Event.State.DRAFT)
    refresh_stale()


@pytest.mark.usefixtures("various")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=inspection_tour", ["Tour"]),
        ("?country=vn", ["Hanoi day", "Tour"]),
        ("?country=la&group=sending", ["Hanoi day", "Briefing"]),
        ("?group=supervising", ["Hanoi day", "Tour"]),
        ("?language=lo", ["Briefing"]),
        ("?where=online", ["Tour", "Briefing"]),
        ("?where=place", ["Hanoi day", "Tour"]),
        ("?q=hanoi", ["Hanoi day"]),
        ("?q=Ha+Noi", ["Hanoi day"]),
        ("?q=ベトナム", ["Hanoi day", "Tour"]),
        ("?q=hanoi&when=past", ["Hanoi of old"]),
        ("?q=hanoi&country=la", ["Hanoi day"]),
        ("?q=!", []),
        ("?kind=nonsense", ["Hanoi day", "Tour", "Briefing"]),
    ],
)
def test_filters_and_words_narrow_the_list(client, query, found):
    assert titles(client, query) == found


@pytest.mark.usefixtures("various")
def test_each_choice_says_how_many_events_it_leaves_under_the_other_filters(client):
    page = client.get(f"{LIST}?country=vn").content.decode()

    assert re.findall(r'<option value="(?:joint_seminar|inspection_tour|sending_seminar)"[^>]*>([^<]+)<', page) == [
        "Joint seminar (1)",
        "Seminar for sending organizations (0)",
        "Overseas inspection tour (1)",
    ]
    assert re.findall(r'<option value="(?:vn|la)"[^>]*>([^<]+)<', page) == ["Laos (2)", "Vietnam (2)"]
    assert re.findall(r'(Upcoming|Past) <span class="tabular">\s*\((\d+)\)', page) == [("Upcoming", "2"), ("Past", "1")]


@pytest.mark.usefixtures("various")
def test_whoever_finds_nothing_to_come_is_led_to_what_was(client):
    page = client.get(f"{LIST}?q=old").content.decode()

    assert "No event to come matches" in page
    assert '<a class="btn btn-primary" href="?q=old&amp;when=past">Show 1 past event</a>' in page


@pytest.mark.parametrize("when", ["", "&when=past"])
def test_pages_by_key_lose_and_double_nothing(client, when):
    for number in range(60):
        if when:
            world.make_past_event(
                title_en=f"N{number}", starts_on="2019-02" if number % 3 else f"2018-02-{number % 28 + 1:02d}"
            )
        else:
            # Several at one moment.
            day = 25 + number // 4
            world.make_event(title_en=f"N{number}", starts_at=world.in_days(day), ends_at=world.in_days(day, 17))
    address, seen = f"?{when}", []
    while address:
        page = client.get(f"{LIST}{address}").context["page"]
        seen += [row.event.title_en for row in page]
        last, address = address, page.next_url
    before = client.get(f"{LIST}{client.get(LIST + last).context['page'].previous_url}").context["page"]

    assert sorted(seen) == sorted(f"N{number}" for number in range(60))
    assert [row.event.title_en for row in before] == seen[25:50]


def test_htmx_gets_the_rows_alone_with_the_address_to_show(client):
    world.make_event(title_en="Row")

    answer = client.get(f"{LIST}?country=&q=", headers={"HX-Request": "true"})

    assert "<html" not in answer.content.decode()
    assert (answer["HX-Push-Url"], "HX-Request" in answer["Vary"]) == (LIST, True)


# Files ----------------------------------------------------------------------------------------------------


def exported(client, fmt, query=""):
    return b"".join(client.get(f"{LIST}?format={fmt}{query}").streaming_content)


@pytest.mark.usefixtures("various")
def test_the_files_hold_the_rows_of_the_page_in_their_order(client):
    rows = json.loads(exported(client, "json", "&country=vn"))["rows"]
    lines = list(csv.DictReader(io.StringIO(exported(client, "csv", "&country=vn").decode("utf-8-sig"))))
    workbook = exported(client, "xlsx", "&country=vn")

    assert [row["title_en"] for row in rows] == titles(client, "?country=vn") == [row["title_en"] for row in lines]
    assert rows[0] | {"countries": ["LA", "VN"], "supervising_free": 10, "sending_free": 10} == rows[0]
    assert lines[0]["countries"] == "LA; VN"
    assert workbook[:2] == b"PK"
    assert [row["title_en"] for row in json.loads(exported(client, "json", "&when=past"))["rows"]] == ["Hanoi of old"]


def test_every_column_is_explained(client):
    world.make_event()
    page = client.get("/en/seminars/columns/").content.decode()
    explained = re.findall(r'<th scope="row"><code>([a-z_]+)</code>', page)

    assert explained == list(json.loads(exported(client, "json"))["rows"][0])
    assert 'href="/en/seminars/columns/"' in client.get(LIST).content.decode()


# What it costs --------------------------------------------------------------------------------------------


def fill(number):
    country = make.make_country(code="VN")
    for each in range(number):
        event = world.make_event(country, title_en=f"Seminar {each}", languages=["vi"])
        group = world.make_group(event)
        world.make_registration(group, people=1)
        past = world.make_past_event(country, title_en=f"Past seminar {each}")
        AttendanceFigure.objects.create(event=past, group="sending", people=3)
    refresh_stale()


def test_the_list_costs_the_same_few_queries_for_three_rows_and_for_many(client):
    addresses = [LIST, f"{LIST}?when=past", f"{LIST}?q=seminar&country=vn&language=vi", f"{LIST}?format=csv"]
    member = make.make_membership(role=Role.ADMINISTRATOR).user
    costs = {}
    for made in (3, 30):
        fill(made)
        for name in ("visitor", "member"):
            client.logout()
            if name == "member":
                client.force_login(member)
            client.get("/en/countries/")
            for address in addresses:
                with CaptureQueriesContext(connection) as captured:
                    answer = client.get(address)
                    _read = answer.content if not answer.streaming else b"".join(answer.streaming_content)
                costs.setdefault((name, address), []).append(len(captured))

    assert {key: few == many for key, (few, many) in costs.items()} == dict.fromkeys(costs, True), costs
    assert max(costs[("visitor", address)][0] for address in addresses) <= VISITORS, costs
    assert max(costs[("member", address)][0] for address in addresses) <= MEMBERS, costs


def test_the_home_page_names_the_next_events_that_take_place(client):
    for number in range(4):
        day = 30 + number
        event = world.make_event(
            title_en=f"Event {number}", starts_at=world.in_days(day), ends_at=world.in_days(day, 17)
        )
        if number == 1:
            Event.objects.filter(pk=event.pk).update(state=Event.State.CANCELLED, cancelled_at=timezone.now())
    world.make_event(title_en="Draft", state=Event.State.DRAFT, starts_at=world.in_days(25), ends_at=world.in_days(26))
    client.get("/en/")

    with CaptureQueriesContext(connection) as captured:
        page = client.get("/en/").content.decode()

    assert re.findall(r'class="row-title"><a href="/en/seminars/\d+/">([^<]*)<', page) == [
        "Event 0",
        "Event 2",
        "Event 3",
    ]
    assert len(captured) <= MEMBERS


def test_the_sitemap_names_what_everybody_sees(client):
    shown, sample = world.make_event(), world.make_event(is_sample=True)
    draft = world.make_event(state=Event.State.DRAFT)

    sitemap = client.get("/sitemap-events.xml").content.decode()

    assert [f"/en/seminars/{each.pk}/" in sitemap for each in (shown, sample, draft)] == [True, False, False]
