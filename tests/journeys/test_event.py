"""A matching seminar in a real browser, from its announcement to its report: five people, each with a log-in."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group as StaffGroup
from django.utils import timezone
from playwright.sync_api import expect

from jitco_portal.common.accounts.staff_groups import EDITOR, PUBLISHER, sync_staff_groups
from jitco_portal.common.mail.sending import send_due_messages
from jitco_portal.common.models import OutboxMessage
from organizations.models import Role
from seminars.models import Attendee, Event, Meeting, Offer, Registration, TimetableRun
from seminars.services.solving import solve_run
from tests import factories as make
from tests.common.mail_servers import MailServer
from tests.conftest import watch_for_problems
from tests.logging_in import log_in
from tests.soak import SOAK

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def mail_server(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.INVOICE_BANK_ACCOUNT = "Sample Bank 1234567"
    with MailServer().running() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.MAIL_LEAVES, settings.MAIL_FROM = True, "portal@example.org"
        yield server


class People:
    """Two of the Affairs Dept., two supervising organizations, one that sends: each with a window of their own."""

    def __init__(self, portal, new_context, language, other):
        self.portal, self.new_context = portal, new_context
        self.languages = {"publisher": language, "door": other, "first": other, "second": other, "sending": language}
        sync_staff_groups()
        self.problems = {}
        self.users = {
            name: make.make_staff(language=spoken) if name in ("publisher", "door") else make.make_user(language=spoken)
            for name, spoken in self.languages.items()
        }
        for name, group in (("publisher", PUBLISHER), ("door", EDITOR)):
            self.users[name].groups.add(StaffGroup.objects.get(name=group))
        organizations = {
            "first": make.make_supervising(
                name_ja="見本第一協同組合", name_en="First Union (sample)", supporting_member=True
            ),
            "second": make.make_supervising(name_ja="見本第二協同組合", name_en="Second Union (sample)"),
            "sending": make.make_organization(name_en="Lotus (sample)", name_ja="ロータス（見本）"),
        }
        for name, organization in organizations.items():
            make.make_membership(organization, self.users[name], role=Role.EDITOR)
        self.tabs = {}

    def open(self, name, path, **window):
        """Their window at the page; they log in when they come for the first time."""
        address = f"{self.portal}/{self.languages[name]}{path}"
        if name in self.tabs:
            self.tabs[name].goto(address)
            return self.tabs[name]
        tab = self.tabs[name] = self.new_context(**window).new_page()
        self.problems[name] = watch_for_problems(tab)
        tab.goto(address)
        log_in(tab, self.users[name])
        tab.wait_for_url(f"**{path}")
        return tab


def begins_soon():
    """In two hours, when the door is open already; never in the last hour of a day, which the meetings would leave."""
    at = timezone.localtime() + 2 * HOUR
    at = at.replace(minute=at.minute // 10 * 10, second=0, microsecond=0)
    return at if at.hour != 23 else at.replace(hour=0, minute=0) + 24 * HOUR


def fill_moment(tab, name, moment):
    tab.fill(f"[name={name}_0]", f"{moment:%Y-%m-%d}")
    tab.fill(f"[name={name}_1]", f"{moment:%H:%M}")


def add_group(tab, number, group, **values):
    tab.click("#groups-group .add-row a")
    tab.select_option(f"[name=groups-{number}-group]", group)
    for name, value in values.items():
        tab.fill(f"[name=groups-{number}-{name}]", str(value))


def register(tab, event, *names):
    """By the form and its summary, as many people as names."""
    for number, name in enumerate(names, 1):
        if number > 1:
            tab.click("button[value=add]")
        tab.fill(f"[name=n{number}-name]", name)
    tab.click("button.btn[value=summary]")
    tab.click("button[value=send]")
    return Registration.objects.latest("pk")


# Announced and reported in the one, registered and checked in in the other: one walk shows both languages.
@pytest.mark.parametrize(("language", "other"), [("en", "ja"), ("ja", "en")] if SOAK else [("en", "ja")])
def test_a_matching_seminar_from_announcement_to_report(new_context, portal, mail_server, language, other):
    people = People(portal, new_context, language, other)
    starts = begins_soon()

    # The Affairs Dept. announces it.
    desk = people.open("publisher", "/admin/seminars/event/add/")
    desk.select_option("[name=kind]", "matching_seminar")
    for name, text in {
        "title_en": "Matching seminar (sample)", "title_ja": "交流会（見本）", "summary_en": "Meet partners.",
        "summary_ja": "面談の機会です。", "venue_en": "Sample hall", "venue_ja": "見本会館", "languages": "ja, en",
        "cancellation_en": "Free of charge.", "cancellation_ja": "無料",
    }.items():  # fmt: skip
        desk.fill(f"[name={name}]", text)
    fill_moment(desk, "starts_at", starts)
    fill_moment(desk, "ends_at", starts + 3 * HOUR)
    fill_moment(desk, "opens_at", starts - 48 * HOUR)
    fill_moment(desk, "closes_at", starts - HOUR)
    add_group(desk, 0, "supervising", people=3, price_member=1000, price_general=5000)
    add_group(desk, 1, "sending", people=2)
    desk.click("[name=_continue]")
    event = Event.objects.get()
    draft = new_context().new_page().goto(f"{portal}/{language}/seminars/{event.pk}/").status
    desk.click("a[href$='/publish/']")
    desk.click("#content-main form .default")
    event.refresh_from_db()

    # Three places: one organization takes them; the other waits, gets what is given back, and waits on for its second.
    page = f"/seminars/{event.pk}/"
    first = people.open("first", f"{page}register/", javascript=False)
    taken = register(first, event, "Aya (sample)", "Ken (sample)", "Mio (sample)")
    second = people.open("second", f"{page}register/", width=390)
    waits = register(second, event, "Rin (sample)", "Sho (sample)")
    told_to_wait = second.locator(".lead").first.inner_text()
    first.click("a[href$='/change/']")
    first.locator("[name$=gives_up]").last.check()
    first.click("button.btn[value=keep]")
    first.click("button.btn[value=send]")
    second.reload()
    second.click("a[href$='/offer/']")
    second.locator("[name=people]").first.check()
    second.locator("[name=others][value=wait]").check()
    second.click("button[value=accept]")
    sends = register(people.open("sending", f"{page}register/"), event, "Lan (sample)")
    places = {
        each.pk: list(each.attendees.order_by("pk").values_list("place", flat=True)) for each in (taken, waits, sends)
    }

    # A day of meetings: two times, one table; both sides wish, the solver finds the best timetable.
    desk.goto(f"{portal}/{language}/admin/seminars/meetingday/add/?event={event.pk}")
    desk.click("[name=_continue]")
    day = event.meeting_day
    meeting_desk = f"{portal}/{language}/admin/seminars/meetingday/{day.pk}/"
    desk.goto(f"{meeting_desk}make/")
    for name, value in {
        "day": f"{starts:%Y-%m-%d}",
        "begins": f"{starts:%H:%M}",
        "minutes": 20,
        "change_minutes": 0,
    }.items():
        desk.fill(f"[name={name}]", str(value))
    desk.fill("[name=ends]", f"{starts + HOUR * 2 / 3:%H:%M}")
    desk.click("button[value=slots]")
    desk.fill("[name=number]", "1")
    desk.click("button[value=tables]")
    desk.goto(f"{meeting_desk}organizations/")
    desk.click("button[value=take]")
    for name, languages in (("first", "ja"), ("second", "ja"), ("sending", "ja")):
        tab = people.open(name, f"{page}wishes/")
        tab.check(f"[name=languages][value={languages}]")
        tab.locator(".wish-option-must input").first.check()
        tab.click("button[value=save]")
    desk.goto(f"{meeting_desk}timetable/")
    desk.click("button[value=solve]")
    solve_run(run_id=TimetableRun.objects.get().pk)
    desk.reload()
    desk.click("button[value=publish]")
    met = set(Meeting.objects.values_list("sending__registration", "supervising__registration"))
    own = people.open("first", f"{page}meetings/").locator("main").inner_text()

    # At the door, on a phone.
    door = people.open("door", f"{page}check-in/", width=390, height=844)
    wide = door.evaluate("document.documentElement.scrollWidth")
    for attendee in Attendee.objects.filter(place="seated"):
        door.click(f"[data-person='{attendee.pk}'] [name=came]")
    expect(door.locator("[data-person]:not([data-came=''])")).to_have_count(4)
    expect(door.locator(".check-in-line-waits")).to_have_count(0)
    came = Attendee.objects.filter(came_at__isnull=False).count()

    # Afterwards: the survey, a certificate, the report with its figures.
    with time_machine.travel(starts + 4 * HOUR, tick=True):
        answers = new_context(width=390).new_page()
        answers.goto(f"{portal}/{other}/seminars/tickets/{taken.attendees.first().token}/")
        answers.click("a[href$='/survey/']")
        for name in ("content", "organization_of_the_day", "usefulness"):
            answers.check(f"[name={name}][value='4']")
        answers.locator("[name=would_come_again]").first.check()
        answers.click("main form .btn-primary")
        answers.goto(f"{portal}/{other}/seminars/tickets/{taken.attendees.first().token}/certificate/")
        certificate = answers.locator("main").inner_text()
        desk.goto(f"{portal}/{language}/admin/seminars/event/{event.pk}/change/")
        desk.locator("details:has([name=report_en]) > summary").click()
        desk.fill("[name=report_en]", "Meetings were held.")
        desk.fill("[name=report_ja]", "面談が行われました。")
        desk.click("[name=_continue]")
        desk.click("a[href$='/report/']")
        desk.click("button[value=figures]")
        desk.click("#content-main form .default >> nth=-1")
        visitor = new_context(javascript=False).new_page()
        visitor.goto(f"{portal}/{language}{page}")
        report = visitor.locator("main").inner_text()
    send_due_messages()

    kinds = {
        (each.kind, each.user_id): each.state for each in OutboxMessage.objects.exclude(kind__startswith="account_")
    }
    assert (draft, event.state) == (404, "published")
    assert told_to_wait != ""
    assert places == {
        taken.pk: ["seated", "seated", "given_up"],
        waits.pk: ["seated", "waiting"],
        sends.pk: ["seated"],
    }
    assert Offer.objects.get().state == Offer.State.ACCEPTED
    # Everybody's must is kept: two meetings at the one table.
    assert met == {(sends.pk, taken.pk), (sends.pk, waits.pk)}
    assert "Lotus (sample)" in own or "ロータス（見本）" in own
    assert (wide <= 390, came) == (True, 4)
    assert "Aya (sample)" in certificate
    assert ("Meetings were held." if language == "en" else "面談が行われました。") in report
    assert event.figures.get(group="supervising").people == 3
    # Whoever registered, waited, was offered a place, and was seated at the tables was told, each in a mail of its own.
    expected = {("event_registered", "first"), ("event_waiting", "second"), ("event_offer", "second")}
    expected |= {("event_registered", "sending")}
    expected |= {("event_timetable", name) for name in ("first", "second", "sending")}
    names = {user.pk: name for name, user in people.users.items()}
    told = {(kind, names.get(user)) for kind, user in kinds}
    assert expected - told == set()
    assert set(kinds.values()) == {OutboxMessage.State.SENT}
    assert len(mail_server.taken) == OutboxMessage.objects.filter(state=OutboxMessage.State.SENT).count()
    assert [each for problems in people.problems.values() for each in problems] == []
