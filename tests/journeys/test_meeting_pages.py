"""The pages of meetings in a browser: accessible, no wider than a phone, in both languages, of use without scripts."""

import datetime

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from seminars.models import MeetingWish
from seminars.services import timetable_changes as changes
from seminars.services import timetable_runs
from tests import factories as make
from tests.seminars.meeting_world import MUST, NO, make_meeting_world, make_publisher
from tests.soak import LOOKS


def tab_of(new_context, portal, user, **options):
    cookies = Client()
    cookies.force_login(user)
    context = new_context(**options)
    context.add_cookies([{"name": name, "value": each.value, "url": portal} for name, each in cookies.cookies.items()])
    return context.new_page()


@pytest.fixture
def look(new_context, portal, language, width):
    """``look(user, path)`` opens a page, and says what is wrong with it."""
    tabs = {}

    def open_as(user, path):
        if user.pk not in tabs:
            tabs[user.pk] = tab_of(new_context, portal, user, width=width)
        tab = tabs[user.pk]
        answer = tab.goto(f"{portal}/{language}{path}")
        wrong = [] if answer.status == 200 else [f"{path}: {answer.status}"]
        if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{path}: wider than the screen")
        for each in Axe().run(tab).response["violations"]:
            if each["impact"] in {"serious", "critical"}:
                wrong.append(f"{path}: {each['id']} {[node['html'][:120] for node in each['nodes']]}")
        return wrong

    return open_as


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_every_page_of_meetings_is_accessible_and_fits_its_screen(look, width):
    made = make_meeting_world(sending=3, supervising=4, slots=4, tables=12, interpreters=2)
    made.everybody_would()
    made.wish(made.supervising[0], made.sending[0], NO)
    made.wish(made.supervising[1], made.sending[1], MUST)
    staff, party = make_publisher(), made.sending[0]
    page, desk = f"/seminars/{made.event.pk}", f"/admin/seminars/meetingday/{made.day.pk}"
    waiting = timetable_runs.start_run(day=made.day, by=staff)
    wrong = look(made.editor(party), f"{page}/wishes/") + look(made.editor(party), f"{page}/meetings/")
    if width < 1000:
        wrong += look(staff, f"{desk}/timetable/{waiting.pk}/")
    timetable_runs.stop_run(run=waiting)
    made.solved()
    changes.note_absence(party=made.sending[2], is_absent=True)
    changes.pin(day=made.day, sending=made.sending[1], supervising=made.supervising[1], slot=made.day.slots.last())
    again = made.solved(is_change=True, publish=False)
    wrong += look(made.editor(party), f"{page}/meetings/") + look(made.editor(party), f"{page}/meetings/board/")
    wrong += look(staff, f"{page}/meetings/organizations/") + look(staff, f"{desk}/timetable/{again.pk}/")
    # What differs in size and words only is looked at once.
    others = ("change/", "organizations/") if width > 1000 else ("make/", f"organizations/{party.pk}/", "timetable/")
    for path in others:
        wrong += look(staff, f"{desk}/{path}")

    assert wrong == []


@pytest.mark.parametrize("javascript", [True, False])
def test_an_organization_states_its_wishes_and_nothing_is_lost_by_looking(new_context, portal, javascript):
    made = make_meeting_world(sending=1, supervising=3, most_musts=1)
    [one], others = made.sending, made.supervising
    make.make_user()
    tab = tab_of(new_context, portal, made.editor(one), javascript=javascript, width=390)
    tab.goto(f"{portal}/en/seminars/{made.event.pk}/wishes/")

    def choose(party, word):
        tab.get_by_role("group", name=party.registration.organization.name).get_by_label(word, exact=True).check()

    choose(others[0], "must")
    tab.get_by_label("Only those in whose profile these words stand").fill("組合１")
    tab.get_by_role("button", name="Show").click()
    shown = tab.locator(".wish-rows h3").all_inner_texts()
    choose(others[1], "must")
    tab.get_by_role("button", name="Save the wishes").click()
    refused = tab.get_by_role("alert").inner_text()
    kept = MeetingWish.objects.count()
    choose(others[1], "no")
    tab.get_by_label("Vietnamese").check()
    tab.get_by_role("button", name="Save the wishes").click()

    assert shown == ["Union 1 (sample)"]
    assert "You chose “must” 2 times. At most 1 is possible" in refused
    assert kept == 0
    assert dict(MeetingWish.objects.values_list("other_id", "word")) == {others[0].pk: "must", others[1].pk: "no"}


def test_the_board_renews_itself_and_goes_through_its_pages(new_context, portal):
    made = make_meeting_world(sending=2, supervising=2, slots=2, tables=12, interpreters=2)
    made.everybody_would()
    made.solved()
    first = made.day.slots.order_by("starts_at").first()
    with time_machine.travel(first.starts_at + datetime.timedelta(minutes=3), tick=True):
        tab = tab_of(new_context, portal, made.editor(made.sending[0]))
        tab.goto(f"{portal}/en/seminars/{made.event.pk}/meetings/board/?page=2")
        held = tab.locator(".board-table tbody th").all_inner_texts()
        with tab.expect_response(lambda answer: answer.request.headers.get("hx-request") == "true", timeout=30_000):
            pass
        tab.goto(f"{portal}/en/seminars/{made.event.pk}/meetings/board/?page=1")
        clock, text = tab.locator(".board-clock strong").inner_text(), tab.locator(".board-table").inner_text()

    assert held == ["T9", "T10", "T11", "T12"]
    assert clock in ("10:03", "10:04")
    assert "LOTUS0" in text
    assert "10:00–10:20" in text
