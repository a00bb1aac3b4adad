"""The pages of the door without scripts, what phones send, who may see them, badges and figures."""

import json
import re
import uuid

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from jitco_portal.common.folding import fold
from jitco_portal.common.search import index
from organizations.models import Role
from seminars.models import AttendanceFigure, Attendee, CheckIn, Event, Group, Place, Registration
from seminars.queries.qr_codes import qr_code
from seminars.services.check_in import mark
from seminars.services.report import NotBegun, WouldChange, figures_from_check_ins
from tests import factories as make
from tests.seminars import world
from tests.seminars.door import HOUR, door_staff, make_door

pytestmark = pytest.mark.django_db
PAGES = ("check-in/", "check-in/changes/", "check-in/walk-in/", "attendance/", "badges/", "survey/")


@pytest.fixture
def registration():
    return make_door()


@pytest.fixture
def event(registration):
    return registration.event


@pytest.fixture
def door(client, event):
    """``door(path, **values)`` as staff of the door: a page, or what comes of a button; ``door.text(path)``."""
    client.force_login(door_staff())

    def ask(path="check-in/", follow=False, **values):
        address = f"/en/seminars/{event.pk}/{path}"
        return client.post(address, values, follow=follow) if values else client.get(address)

    ask.text = lambda path="check-in/": text_of(ask(path))
    return ask


def text_of(answer):
    html = re.sub(r"<(svg|script|head).*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def shown(answer):
    """Numbers of the people that the page shows."""
    found = re.findall(r'data-person="(\d+)"[^>]*?( hidden)?>', answer.content.decode())
    return {int(number) for number, hidden in found if not hidden}


def test_a_ticket_shown_a_second_time_is_warned_of(door, event, registration):
    first = registration.attendees.first()
    before = door.text(f"check-in/?number={first.pk}")
    came = mark(event=event, person=first.pk, came=True, by=door_staff()).came_at.astimezone(event.zone)
    after = door.text(f"check-in/?number={first.pk}")

    assert "Already checked in" not in before
    assert f"Already checked in at {came:%H:%M}" in after or f"Already checked in at {came.hour}:{came:%M}" in after


def came(attendee):
    return Attendee.objects.filter(pk=attendee.pk, came_at__isnull=False).exists()


# Who may see it -----------------------------------------------------------------------------------------


def test_the_door_is_for_staff_who_may_check_in(client, registration):
    event, first = registration.event, registration.attendees.first()
    strangers = [
        make.make_staff(),
        registration.created_by,
        make.make_membership(registration.organization, role=Role.ADMINISTRATOR).user,
    ]
    answers = []
    for user in strangers:
        client.force_login(user)
        answers += [client.get(f"/en/seminars/{event.pk}/{page}") for page in PAGES]
        answers += [client.post(f"/en/seminars/{event.pk}/{page}", {"came": first.pk}) for page in PAGES[::2]]
        answers += [send(client, event, mark_for(first)), client.get(f"/en/seminars/tickets/{first.token}/")]

    tickets = [each for each in answers if each.status_code != 404 and each.status_code != 405]
    assert [each.resolver_match.view_name for each in tickets] == ["seminars:ticket"] * len(strangers)
    assert (CheckIn.objects.count(), came(first)) == (0, False)


def test_visitors_are_led_to_the_log_in_and_a_phone_is_told_in_its_own_way(client, registration):
    event = registration.event

    pages = [client.get(f"/en/seminars/{event.pk}/{page}") for page in PAGES]
    sent = send(client, event, mark_for(registration.attendees.first()))

    assert {page.status_code for page in pages} == {302, 401}
    log_in = f"/en/account/login/?next=%2Fen%2Fseminars%2F{event.pk}%2Fcheck-in%2F"
    assert (sent.status_code, sent.json(), CheckIn.objects.count()) == (401, {"log_in": log_in}, 0)


def test_who_may_only_mark_gives_no_places(client, registration):
    helper, first = make.make_staff(), registration.attendees.first()
    helper.user_permissions.add(Permission.objects.get(codename="add_checkin"))
    client.force_login(helper)
    address = f"/en/seminars/{registration.event_id}/check-in/"

    page = client.get(address).content.decode()
    walk_in = client.get(f"{address}walk-in/?organization={registration.organization.public_id}")
    client.post(address, {"came": first.pk})

    assert ("walk-in" in page, walk_in.status_code, came(first)) == (False, 404, True)


def test_drafts_and_events_without_times_have_no_door(client, door):
    draft = world.make_event(state=Event.State.DRAFT)
    for event in (draft, world.make_past_event()):
        assert {client.get(f"/en/seminars/{event.pk}/{page}").status_code for page in PAGES} == {404}


# Without scripts ----------------------------------------------------------------------------------------


def test_each_button_is_a_form_of_its_own(door, registration):
    first, second, _third = registration.attendees.order_by("pk")

    answer = door("check-in/?q=person", came=first.pk)
    door(came=first.pk)
    page = door()

    assert answer["Location"] == f"/en/seminars/{registration.event_id}/check-in/?q=person#person-{first.pk}"
    assert (came(first), CheckIn.objects.count()) == (True, 1)
    assert "1 / 3" in text_of(page)
    door(taken_back=first.pk)
    assert (came(first), came(second)) == (False, False)


def test_a_refused_mark_is_told_by_its_number_and_no_name_travels(door, registration):
    waiting = world.make_attendee(registration, place=Place.WAITING)

    for number, reason in ((waiting.pk, "has no place any more"), (987654, "nobody at this event")):
        page = door(follow=True, came=number)
        assert re.search(rf"No\. {number} was not marked: [^.]*{reason}", text_of(page))
    assert (waiting.name in text_of(page), CheckIn.objects.count()) == (False, 0)


def test_before_it_opens_the_list_can_only_be_read(client, registration):
    later = world.make_event()
    first = world.make_registration(world.make_group(later)).attendees.get()
    client.force_login(door_staff())

    page = client.get(f"/en/seminars/{later.pk}/check-in/")
    answer = client.post(f"/en/seminars/{later.pk}/check-in/", {"came": first.pk}, follow=True)

    assert (shown(page), 'name="came"' in page.content.decode()) == ({first.pk}, False)
    assert "check-in is open from" in text_of(answer)
    assert not came(first)


def test_nothing_that_is_no_button_is_taken(door, registration):
    first = registration.attendees.first()
    for values in ({"came": "x"}, {"came": first.pk, "taken_back": first.pk}, {"came": ""}, {"q": "1"}):
        assert door(**values).status_code == 404
    assert CheckIn.objects.count() == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=nguyen", [1]),
        ("?q=ＮＧＵＹỄＮ+thi", [1]),
        ("?q=さとう", [2]),
        ("?q=lotus", [1]),
        ("?group=supervising", [0, 2]),
        ("?left=1", [0, 2]),
        ("?group=nobody", [0, 1, 2]),
        ("?q=zzz", []),
    ],
)
def test_the_list_is_searched_by_letters_of_any_name(door, registration, query, found):
    event = registration.event
    supervising = registration.attendees.order_by("pk")
    supervising.filter(pk__in=[each.pk for each in supervising[1:]]).update(place=Place.GIVEN_UP)
    other = world.make_group(event, Group.SENDING)
    theirs = world.make_registration(other, make.make_organization(name_en="Sample Lotus"), people=0)
    second = world.make_attendee(theirs, name="Nguyễn Thị Mẫu", name_latin="")
    third = world.make_attendee(registration, name="サトウ ミホン", name_latin="")
    mark(event=event, person=second.pk, came=True, by=door_staff())
    people = [registration.attendees.exclude(place=Place.GIVEN_UP).first(), second, third]

    page = door(f"check-in/{query}")

    assert shown(page) == {people[number].pk for number in found}
    # All rows are there, so that a script can search on without a line; and folded as the script folds.
    assert page.content.decode().count("data-person=") == 3
    assert fold("Nguyễn Thị Mẫu") in page.content.decode()


def test_staff_get_from_the_badge_or_the_ticket_to_its_person(client, door, registration):
    first, event = registration.attendees.first(), registration.event
    elsewhere = make_door().attendees.first()
    gone = world.make_attendee(registration, place=Place.GIVEN_UP)

    answer = client.get(f"/en/seminars/tickets/{first.token}/")
    tried = [first.pk, gone.pk, elsewhere.pk, "9" * 30, "x", "%00"]
    pages = [door(f"check-in/?number={each}") for each in tried]

    # By the number: addresses are kept by browsers and proxies, and a token opens the ticket for everybody.
    assert answer["Location"] == f"/en/seminars/{event.pk}/check-in/?number={first.pk}"
    assert [shown(page) for page in pages] == [{first.pk}, set(), set(), set(), set(), set()]
    told = (registration.organization.name, "has no place at this event", *["Nobody at this event"] * 4)
    assert [words for words, page in zip(told, pages, strict=True) if words not in text_of(page)] == []
    assert elsewhere.name not in text_of(pages[2])


def test_the_code_of_a_badge_opens_the_door_to_staff_and_nothing_to_whoever_reads_it(client, door, registration):
    first, event = registration.attendees.first(), registration.event
    html = door(f"badges/?person={first.pk}").content.decode()

    path = f"/en/seminars/{event.pk}/check-in/?number={first.pk}"
    assert re.findall(r'<svg[^>]*class="qr-code".*?</svg>', html, flags=re.DOTALL) == [
        qr_code(f"http://127.0.0.1:8000{path}")
    ]
    client.logout()
    assert client.get(path)["Location"].startswith("/en/account/login/")
    client.force_login(registration.created_by)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["check-in/", "attendance/", "badges/"])
def test_lists_cost_as_many_queries_for_one_person_as_for_many(client, registration, django_assert_num_queries, path):
    event = registration.event
    registration.attendees.exclude(pk=registration.attendees.first().pk).update(place=Place.GIVEN_UP)
    client.force_login(door_staff())
    address = f"/en/seminars/{event.pk}/{path}"
    client.get(address)
    with django_assert_num_queries(QUERIES[path]):
        assert client.get(address).content.count(b"Person") >= 1
    for _number in range(2):
        world.make_registration(registration.group, people=2)
    with django_assert_num_queries(QUERIES[path]):
        client.get(address)


QUERIES = {"check-in/": 9, "attendance/": 8, "badges/": 6}


# What phones send ---------------------------------------------------------------------------------------


def mark_for(attendee, came=True, **values):
    number = f"{CheckIn.objects.count():02x}{attendee.pk:010x}"
    key = f"00000000-0000-4000-8000-{number}"
    return {"key": key, "person": attendee.pk, "came": came, "at": timezone.now().isoformat(), **values}


def send(client, event, *marks, **values):
    sent = {"sent_at": timezone.now().isoformat(), "since": None, "marks": list(marks), **values}
    return client.post(
        f"/en/seminars/{event.pk}/check-in/send/", json.dumps(sent), content_type="application/json"
    )  # fmt: skip


def test_a_phone_learns_what_stands_what_does_not_and_what_others_did(client, door, registration):
    first, second, third = registration.attendees.order_by("pk")
    event, waiting = registration.event, world.make_attendee(registration, place=Place.WAITING)
    begun = send(client, event, mark_for(third)).json()

    marks = [mark_for(first), mark_for(waiting), mark_for(second, at="yesterday"), {"key": 5}, "nonsense"]
    told = send(client, event, *marks, since=begun["since"]).json()

    assert told["stored"] == [marks[0]["key"]]
    assert [(each["key"], each["person"]) for each in told["refused"]] == [
        (marks[1]["key"], waiting.pk),
        (marks[2]["key"], None),
    ]
    # Also the mark of the other phone, and it may come twice.
    assert set(told["came"]) == {str(first.pk), str(third.pk)}
    assert (came(first), came(second), CheckIn.objects.count()) == (True, False, 2)
    assert not [each.name for each in (first, second, waiting) if each.name in json.dumps(told)]
    again = client.get(f"/en/seminars/{event.pk}/check-in/changes/", {"since": begun["since"]}).json()
    assert (again["came"], again["list"]) == (told["came"], told["list"])


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "{}", "null", "\xff", '{"marks": [], "sent_at": "x"}', '{"marks": 5, "sent_at": "2026-11-27T10:00Z"}',
        '{"marks": [], "sent_at": "9999-12-31T23:59:59+00:00"}', "[" * 50_000,
        json.dumps({"marks": [{}] * 201, "sent_at": "2026-11-27T10:00:00+09:00"}), " " * 100_001,
    ],
)  # fmt: skip
def test_what_no_phone_of_ours_sends_is_refused(client, door, event, body):
    answer = client.post(f"/en/seminars/{event.pk}/check-in/send/", body, content_type="application/json")

    assert (answer.status_code, answer.json()) == (400, {"error": "unreadable"})


def test_marks_need_the_token_of_the_page(registration):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(door_staff())

    assert send(strict, registration.event, mark_for(registration.attendees.first())).status_code == 403
    assert CheckIn.objects.count() == 0


# People without a registration --------------------------------------------------------------------------


def test_who_walks_in_is_seated_and_has_come(client, door, registration):
    organization = registration.organization
    index.refresh_stale()

    listed = door.text(f"check-in/walk-in/?q={organization.public_id}")
    answer = door(
        f"check-in/walk-in/?organization={organization.public_id}",
        name="Walk In (sample)", name_latin="WALK In", job_title="", language="ja", key=uuid.uuid4(),
    )  # fmt: skip

    added = Attendee.objects.get(name="Walk In (sample)")
    assert organization.name in listed
    assert answer["Location"] == f"/en/seminars/{registration.event_id}/check-in/"
    assert (added.registration, added.place, added.came_at is not None) == (registration, Place.SEATED, True)
    registration.group.refresh_from_db()
    assert registration.group.held_people == 4


def test_a_button_that_is_pressed_twice_seats_one_person_and_another_name_another_one(door, registration):
    path = f"check-in/walk-in/?organization={registration.organization.public_id}"
    [key] = re.findall(r'name="key" value="([^"]+)"', door(path).content.decode())
    assert key not in door(path).content.decode()

    # The last is a page to which somebody went back.
    for name in ("Walk In (sample)", "Walk In (sample)", "Another (sample)"):
        assert door(path, name=name, language="ja", key=key).status_code == 302

    seated = Attendee.objects.filter(place=Place.SEATED, came_at__isnull=False).order_by("pk")
    assert list(seated.values_list("name", flat=True)) == ["Walk In (sample)", "Another (sample)"]


def test_the_name_of_who_walks_in_is_one_line_in_its_own_direction(door, registration):
    door(
        f"check-in/walk-in/?organization={registration.organization.public_id}",
        name="\u202eWalk\r\nIn (sample)", name_latin="", job_title="Head\x07", language="ja", key=uuid.uuid4(),
    )  # fmt: skip

    assert Attendee.objects.order_by("pk").values_list("name", "job_title").last() == ("Walk In (sample)", "Head")


def test_a_full_group_refuses_clearly_and_leaves_nothing(door, registration):
    stranger = make.make_supervising()
    type(registration.group).objects.filter(pk=registration.group_id).update(people=3)

    page = door(
        f"check-in/walk-in/?organization={stranger.public_id}", name="Walk In (sample)", language="ja", key=uuid.uuid4()
    )

    assert "No place is free for this organization" in text_of(page)
    assert 'value="Walk In (sample)"' in page.content.decode()
    assert (Registration.objects.count(), Attendee.objects.count()) == (1, 3)


def test_nobody_walks_in_for_an_organization_that_cannot_come(door, registration):
    hidden = make.make_supervising(is_published=False)
    sending = make.make_organization()
    index.refresh_stale()

    for each in (hidden, sending):
        assert door(f"check-in/walk-in/?organization={each.public_id}").status_code == 404
        assert each.name not in door.text(f"check-in/walk-in/?q={each.public_id}")


@pytest.mark.parametrize("query", ["organization=%00", "q=%00", "organization=x%00y", "q=a%00%0b"])
def test_what_no_keyboard_types_finds_nobody(door, query):
    assert door(f"check-in/walk-in/?{query}").status_code in (200, 404)
    assert door(f"check-in/?{query}").status_code == 200


@pytest.mark.parametrize("path", ["tickets/{}/", "tickets/{}/survey/", "tickets/{}/certificate/", "calendar/{}.ics"])
def test_what_cannot_be_a_token_is_no_address(client, path):
    tried = ["%00", "%00" * 32, "x" * 19, "x" * 41, "a" * 31 + "%C3%A9"]

    assert [client.get(f"/en/seminars/{path.format(each)}").status_code for each in tried] == [404] * 5


# Badges and figures -------------------------------------------------------------------------------------


def test_badges_are_for_people_with_a_place_and_say_who_they_are(door, registration):
    first, second, third = registration.attendees.order_by("pk")
    Attendee.objects.filter(pk=second.pk).update(seated_at=timezone.now())
    Attendee.objects.filter(pk=first.pk).update(seated_at=timezone.now() - 48 * HOUR, job_title="Director")
    waiting = world.make_attendee(registration, place=Place.WAITING)

    def named(query=""):
        html = door(f"badges/{query}").content.decode()
        return [each.pk for each in (first, second, third, waiting) if f">{each.name}<" in html]

    html = door("badges/").content.decode()
    since = timezone.localtime(timezone.now() - HOUR).strftime("%Y-%m-%dT%H:%M")
    assert named() == [first.pk, second.pk, third.pk]
    assert named(f"?since={since}") == [second.pk]
    assert named(f"?person={third.pk}") == [third.pk]
    assert named("?group=sending") == named("?since=soon") == []
    organization = registration.organization
    assert [word for word in (organization.name_ja, organization.name_en, "Director") if word not in html] == []
    assert html.count('class="qr-code"') == 3


def test_who_did_not_come_is_listed_by_organization_and_in_the_file(client, door, registration):
    first, second, _third = registration.attendees.order_by("pk")
    mark(event=registration.event, person=first.pk, came=True, by=door_staff())

    page = door.text("attendance/")
    fragment = client.get(f"/en/seminars/{registration.event_id}/attendance/", headers={"HX-Request": "true"})
    file = door("attendance/?format=csv")
    rows = b"".join(file.streaming_content).decode().splitlines()

    assert (first.name in page, second.name in page, "1 / 3" in page) == (False, True, True)
    assert (second.name in text_of(fragment), b"<html" in fragment.content) == (True, False)
    assert [row.split(",")[7] for row in rows] == ["came", "true", "false", "false"]


def test_the_report_counts_people_and_organizations_that_came(door, registration):
    event = registration.event
    sending = world.make_group(event, Group.SENDING)
    theirs = [world.make_registration(sending, people=2) for _number in range(2)]
    AttendanceFigure.objects.create(event=event, group=AttendanceFigure.Group.GOVERNMENT, people=5)
    for attendee in (*registration.attendees.all(), theirs[0].attendees.first()):
        mark(event=event, person=attendee.pk, came=True, by=door_staff())

    page = door("attendance/", follow=True, figures="1")

    found = {each.group: (each.people, each.organizations) for each in event.figures.all()}
    assert found == {"government": (5, None), "sending": (1, 1), "supervising": (3, 1)}
    event.refresh_from_db()
    assert event.participants_total == 9
    assert "The figures stand in the report" in text_of(page)


def test_other_figures_are_replaced_only_after_a_look_at_both(door, registration):
    event = registration.event
    AttendanceFigure.objects.create(event=event, group=AttendanceFigure.Group.SUPERVISING, people=31)
    Event.objects.filter(pk=event.pk).update(participants_total=31)
    for attendee in registration.attendees.all():
        mark(event=event, person=attendee.pk, came=True, by=door_staff())

    asked = door("attendance/", figures="1")

    assert "Nothing is changed yet" in text_of(asked)
    assert "31 → 3" in text_of(asked)
    assert "– → 1" in text_of(asked)
    assert event.figures.get().people == 31

    door("attendance/", sure="1")

    event.refresh_from_db()
    assert (event.figures.get().people, event.participants_total) == (3, 3)
    # Nothing differs any more: nothing is asked.
    assert figures_from_check_ins(event=event)


def test_of_a_published_report_no_figure_changes_unasked(registration):
    event = registration.event
    Event.objects.filter(pk=event.pk).update(report_published_at=timezone.now())

    with pytest.raises(WouldChange) as raised:
        figures_from_check_ins(event=event)

    assert [(each.group, each.people_before, each.people) for each in raised.value.changes] == [
        ("supervising", None, 0),
        ("", None, 0),
    ]
    assert not event.figures.exists()


def test_nothing_is_counted_before_the_beginning():
    event = world.make_event()
    world.make_group(event)

    with pytest.raises(NotBegun):
        figures_from_check_ins(event=event)
    assert not event.figures.exists()


def test_staff_who_may_not_write_figures_do_not(client, registration):
    auditor = make.make_staff()
    auditor.user_permissions.add(Permission.objects.get(codename="view_registration"))
    client.force_login(auditor)
    address = f"/en/seminars/{registration.event_id}/attendance/"

    assert (client.get(address).status_code, client.post(address, {"x": 1}).status_code) == (200, 404)
    assert not registration.event.figures.exists()
