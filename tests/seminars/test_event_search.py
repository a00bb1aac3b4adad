"""Events in the search: entries that follow every change, what the site's search and a country's page show."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from countries.models import Country
from jitco_portal.common.models.search import SearchEntry
from jitco_portal.common.search.index import refresh_stale
from seminars.models import AttendanceFigure, Event, EventSession, TourStop
from seminars.queries.search_groups import search_groups
from tests import factories as make
from tests.seminars import world

pytestmark = pytest.mark.django_db


def vietnam():
    return make.make_country(code="VN", name_en="Vietnam", name_ja="ベトナム", name_kana="ベトナム")


def found(words, user=None):
    refresh_stale()
    return [
        "".join(segment.text for segment in row.title)
        for group in search_groups(words, user or AnonymousUser())
        for row in group.rows
    ]


@pytest.mark.parametrize(
    "words",
    [
        "lotus",
        "ロータス",
        "Vietnam",
        "べとなむ",
        "VN",
        "Keidanren",
        "経団連",
        "costs of sending",
        "inspection tour",
        "Hue",
        "panel",
    ],
)
def test_an_event_is_found_by_what_its_page_tells(words):
    event = world.make_event(
        vietnam(),
        title_en="Lotus seminar",
        title_ja="ロータスセミナー",
        kind="inspection_tour",
        venue_en="Keidanren Kaikan",
        venue_ja="経団連会館",
        text_en="About the **costs** of sending.",
    )
    world.make_session(event, title_en="A panel")
    TourStop.objects.create(event=event, day=event.day, position=1, place_en="Hue", place_ja="フエ")
    world.make_event(title_en="Another", venue_en="Hall", venue_ja="会館")

    assert found(words) == ["Lotus seminar"]


def test_drafts_are_not_found_but_by_staff_who_may_view_them():
    world.make_event(title_en="Secret lotus", state=Event.State.DRAFT)

    assert found("lotus") == []
    assert found("lotus", make.make_staff()) == []
    assert found("lotus", make.make_staff(is_superuser=True)) == ["Secret lotus"]


def test_a_report_is_searched_once_it_is_published():
    event = world.make_event(title_en="Seminar", report_en="Peonies were given.")

    assert found("peonies") == []
    Event.objects.update(report_published_at=timezone.now())
    assert found("peonies") == [event.title_en]


def test_every_change_of_its_words_is_followed_and_a_place_taken_changes_nothing():
    country = vietnam()
    event = world.make_event(country)
    session = world.make_session(event)
    group = world.make_group(event)
    refresh_stale()

    def stale():
        is_stale = SearchEntry.objects.get(kind="event", object_id=event.pk).is_stale
        refresh_stale()
        return is_stale

    told = {}
    Event.objects.update(venue_en="Elsewhere")
    told["venue"] = stale()
    EventSession.objects.filter(pk=session.pk).update(title_en="New")
    told["session"] = stale()
    Country.objects.filter(pk=country.pk).update(name_en="Viet Nam")
    told["country renamed"] = stale()
    event.countries.clear()
    told["country gone"] = stale()
    world.make_registration(group)
    told["place taken"] = stale()

    assert told == {
        "venue": True, "session": True, "country renamed": True, "country gone": True, "place taken": False,
    }  # fmt: skip
    draft = world.make_event(state=Event.State.DRAFT)
    draft.delete()
    refresh_stale()
    assert not SearchEntry.objects.filter(kind="event", object_id=draft.pk).exists()


def test_a_found_row_says_of_which_country_and_day_and_where_the_words_stand():
    world.make_past_event(
        vietnam(), title_en="Seminar of old", text_en="Nothing.\n\nPeonies were given.", starts_on="2019-02"
    )
    refresh_stale()

    [group] = search_groups("peonies", AnonymousUser())
    [row] = group.rows

    assert row.about == "Vietnam · joint seminar · February 2019"
    assert [segment.text for segment in row.text if segment.is_marked] == ["Peonies"]
    assert group.more_url == "/en/seminars/?q=peonies&when=past"


def test_words_of_the_other_language_are_shown_in_it():
    world.make_event(title_en="Seminar", summary_ja="牡丹の話", summary_en="Of flowers")
    refresh_stale()

    [row] = search_groups("牡丹", AnonymousUser())[0].rows

    assert (row.language, "".join(segment.text for segment in row.text)) == ("ja", "牡丹の話")


def test_the_search_costs_three_queries_however_many_are_found():
    costs = []
    for number in (1, 4):
        for _number in range(number):
            world.make_event(vietnam(), title_en="Lotus")
        refresh_stale()
        with CaptureQueriesContext(connection) as captured:
            search_groups("lotus", AnonymousUser())
        costs.append(len(captured))

    assert costs == [3, 3]


# A country's page -----------------------------------------------------------------------------------------


def panel(client, query="", language="en"):
    page = client.get(f"/{language}/countries/vn/{query}").content.decode()
    _before, _mark, section = page.partition('id="events"')
    return section.partition("</section>")[0]


def titles(section):
    return re.findall(r'class="row-title"><a href="/../seminars/\d+/">([^<]*)<', section)


def test_a_countrys_page_shows_its_next_events_and_the_latest_past_ones(client):
    country = vietnam()
    make.make_programme()
    for number in range(4):
        day = 30 + number
        world.make_event(
            country, title_en=f"Next {number}", starts_at=world.in_days(day), ends_at=world.in_days(day, 17)
        )
        past = world.make_past_event(
            country, title_en=f"Past {number}", starts_on=f"201{number}-05", participants_total=7
        )
    AttendanceFigure.objects.create(event=past, group="sending", people=7)
    world.make_event(title_en="Elsewhere")
    world.make_event(country, title_en="Draft", state=Event.State.DRAFT)

    shown, of_2012 = panel(client), panel(client, "?on=2012-06-01")

    assert titles(shown) == ["Next 0", "Next 1", "Next 2", "Past 3", "Past 2", "Past 1"]
    assert "7 participants" in shown
    assert titles(of_2012) == ["Past 2", "Past 1", "Past 0"]
    assert "/en/seminars/?when=past&amp;country=vn" in shown


def test_a_country_without_events_has_no_such_part(client):
    vietnam()
    make.make_programme()

    assert panel(client) == ""


def test_the_words_of_a_country_are_in_the_readers_language(client):
    country = vietnam()
    make.make_programme()
    world.make_event(country)

    assert titles(panel(client, language="ja")) == [Event.objects.get().title_ja]
