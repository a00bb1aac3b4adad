"""Phones at the door, in a real browser: the line is cut, a tab is closed, an answer is lost, a session ends."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

from seminars.models import Attendee, CheckIn, Event
from seminars.services.check_in import mark
from seminars.services.survey import answer_survey
from tests.conftest import watch_for_problems
from tests.logging_in import log_in
from tests.seminars.door import HOUR, door_staff, make_door
from tests.soak import LOOKS

LINE = "[data-line]"
SESSION = "portal_session"


@pytest.fixture
def phone(new_context, portal):
    """``phone(user)`` is a phone of its own, logged in; switched off before the rows of the test are taken away."""
    phones = []

    def logged_in(user, width=390):
        cookies = Client()
        cookies.force_login(user)
        context = new_context(width=width, height=844)
        phones.append(context)
        context.add_cookies(
            [{"name": name, "value": each.value, "url": portal} for name, each in cookies.cookies.items()]
        )
        return context

    yield logged_in
    for context in phones:
        context.close()


def door_of(context, portal, event):
    tab = context.new_page()
    tab.goto(f"{portal}/en/seminars/{event.pk}/check-in/")
    return tab


def press(tab, attendee, name="came"):
    tab.click(f"[data-person='{attendee.pk}'] [name={name}]")


def marked(tab):
    """Numbers of the people that the page shows as marked."""
    found = tab.locator("[data-person]:not([data-came=''])").evaluate_all("all => all.map(one => one.dataset.person)")
    return {int(each) for each in found}


def came():
    return set(Attendee.objects.filter(came_at__isnull=False).values_list("pk", flat=True))


def test_marks_made_without_a_line_outlive_the_tab_and_arrive_once_on_all_phones(phone, portal):
    registration = make_door(people=4)
    event, people = registration.event, list(registration.attendees.order_by("pk"))
    first, second, third, fourth = people
    one, other = phone(door_staff()), phone(door_staff())
    tab, seen_by_other = door_of(one, portal, event), door_of(other, portal, event)
    problems = watch_for_problems(tab)

    # Without a line the list goes on: search, mark, take back.
    one.set_offline(True)
    tab.fill("#id_q", third.name_latin.lower())
    press(tab, third)
    tab.fill("#id_q", "")
    press(tab, second)
    # A second tap where the button was is a slip; after another person it is meant.
    press(tab, second, "taken_back")
    press(tab, first)
    press(tab, second, "taken_back")
    expect(tab.locator(LINE)).to_contain_text("4 marks are not sent yet.")
    expect(tab.locator(LINE)).to_contain_text("No line.")
    counted = tab.locator("[data-counts] td").first.inner_text()
    kept = tab.evaluate("JSON.stringify({...localStorage})")
    without_a_line = (marked(tab), CheckIn.objects.count())

    # The tab is closed. With a line again the queue goes by itself; the first answer is lost on the way.
    tab.close()
    one.set_offline(False)
    lost = []

    def lose(route):
        if lost:
            route.continue_()
        else:
            route.fetch()
            lost.append(CheckIn.objects.count())
            route.abort()

    one.route("**/check-in/send/", lose)
    tab = door_of(one, portal, event)
    expect(tab.locator(LINE)).to_contain_text("4 marks are not sent yet. No line.")
    tab.evaluate("window.dispatchEvent(new Event('online'))")
    expect(tab.locator(LINE)).to_have_text("All marks are sent.")

    # Meanwhile the other phone has marked; both come to show the same.
    press(seen_by_other, fourth)
    expect(seen_by_other.locator(LINE)).to_have_text("All marks are sent.")
    seen_by_other.evaluate("window.dispatchEvent(new Event('online'))")
    tab.evaluate("window.dispatchEvent(new Event('online'))")
    for page in (tab, seen_by_other):
        expect(page.locator("[data-person]:not([data-came=''])")).to_have_count(3)

    assert without_a_line == ({first.pk, third.pk}, 0)
    assert counted.split()[:3] == ["2", "/", "4"]
    assert [each.name for each in people if each.name in kept or each.name_latin in kept] == []
    assert (lost, CheckIn.objects.count()) == ([4], 5)
    assert marked(tab) == marked(seen_by_other) == came() == {first.pk, third.pk, fourth.pk}
    assert tab.evaluate("localStorage.length") == 0
    assert [each for each in problems if "ERR_INTERNET_DISCONNECTED" not in each] == []


def test_a_session_that_ends_without_a_line_loses_nothing(phone, portal):
    registration = make_door(people=2)
    event, (first, second) = registration.event, registration.attendees.order_by("pk")
    staff = door_staff()
    context = phone(staff)
    tab = door_of(context, portal, event)

    context.set_offline(True)
    press(tab, first)
    context.clear_cookies(name=SESSION)
    context.set_offline(False)
    expect(tab.locator(LINE)).to_contain_text("You are logged out.")
    press(tab, second)
    expect(tab.locator(LINE)).to_contain_text("2 marks are not sent yet.")
    nothing = CheckIn.objects.count()
    tab.click("[data-log-in] a")
    log_in(tab, staff)
    expect(tab.locator(LINE)).to_have_text("All marks are sent.")

    assert nothing == 0
    assert (came(), CheckIn.objects.count()) == ({first.pk, second.pk}, 2)


def test_what_is_refused_is_told_until_it_is_noted(phone, portal):
    registration = make_door(people=2)
    event, (first, second) = registration.event, registration.attendees.order_by("pk")
    context = phone(door_staff())
    tab = door_of(context, portal, event)

    context.set_offline(True)
    press(tab, first)
    press(tab, second)
    # The place is given up while the phone has no line.
    Attendee.objects.filter(pk=first.pk).update(place="given_up")
    context.set_offline(False)
    expect(tab.locator("[data-refused] li")).to_have_count(1)
    told = tab.locator("[data-refused] li").inner_text()
    changed = tab.locator("[data-list-changed]").is_visible()
    tab.reload()
    expect(tab.locator("[data-refused]")).to_be_visible()
    tab.click("[data-refused] button")

    assert f"No. {first.pk} was not marked: this person has no place any more." in told
    assert (changed, tab.locator("[data-refused]").is_visible(), came()) == (True, False, {second.pk})


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_every_page_of_the_day_is_accessible_and_fits_its_screen(phone, portal, language, width):
    registration = make_door(people=6)
    event, people = registration.event, list(registration.attendees.order_by("pk"))
    staff = door_staff()
    for attendee in people[1:]:
        mark(event=event, person=attendee.pk, came=True, by=staff)
    context = phone(staff, width=width)
    wrong = []

    def look(path):
        tab = context.new_page()
        problems = watch_for_problems(tab)
        answer = tab.goto(f"{portal}/{language}/seminars/{path}")
        if answer.status != 200:
            wrong.append(f"{path}: {answer.status}")
        if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{path}: wider than the screen")
        wrong.extend(problems)
        for each in Axe().run(tab).response["violations"]:
            if each["impact"] in {"serious", "critical"}:
                wrong.append(f"{path}: {each['id']} {[node['html'][:120] for node in each['nodes']]}")
        tab.close()

    on_a_phone = width == 390
    look(f"{event.pk}/check-in/")
    if on_a_phone:
        look(f"{event.pk}/badges/")
        look(f"{event.pk}/check-in/walk-in/?organization={registration.organization.public_id}")
        look(f"{event.pk}/attendance/")
    Event.objects.filter(pk=event.pk).update(ends_at=event.starts_at + HOUR / 2)
    if on_a_phone:
        look(f"tickets/{people[1].token}/certificate/")
        look(f"tickets/{people[1].token}/survey/")
    ratings = {"content": 1, "organization_of_the_day": 2, "usefulness": 3}
    for attendee in people[1:]:
        answer_survey(attendee=attendee, **ratings, would_come_again=True, text="Sample text")
    look(f"{event.pk}/survey/")

    assert wrong == []
