"""Who sees what of the meetings; that nothing of anybody's wishes leaks; what bad input gets."""

import datetime
import re

import icalendar
import pytest
import time_machine
from django.contrib.auth.models import Group as StaffGroup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jitco_portal.common.accounts.staff_groups import EDITOR, sync_staff_groups
from organizations.models import Role, SupervisingOrganization
from seminars.models import Event, Group, MeetingWish, Place
from seminars.queries.meetings import timetable_of
from seminars.services import timetable_changes as changes
from seminars.services.publishing import cancel_event
from seminars.services.registrations import cancel
from tests import factories as make
from tests.seminars import world
from tests.seminars.meeting_world import MUST, NO, make_meeting_world, make_publisher, reader_of

pytestmark = pytest.mark.django_db
PAGES = ("wishes/", "meetings/", "meetings/calendar.ics", "meetings/board/")
STAFF_PAGES = ("meetings/tables/", "meetings/organizations/", "meetings/board/")
NEUTRAL = "Not every wish can be met: this timetable has no meeting of the two of you."


@pytest.fixture
def made():
    return make_meeting_world(sending=2, supervising=2, slots=3, tables=2, interpreters=2)


@pytest.fixture
def get(client):
    """``get(user, event, path)`` as that person: the status and the text."""

    def ask(user, event, path="", *, language="en", data=None):
        client.logout()
        if user:
            client.force_login(user)
        address = f"/{language}/seminars/{event.pk}/{path}"
        answer = client.post(address, data) if data is not None else client.get(address)
        return answer.status_code, answer.content.decode()

    return ask


def said(party, *, languages=("vi",), **words):
    return {"languages": list(languages), **{f"wish-{key}": word for key, word in words.items()}, "do": "save"}


def words_of(party):
    return dict(MeetingWish.objects.filter(party=party).values_list("other_id", "word"))


# Who may look ---------------------------------------------------------------------------------------------


def test_strangers_find_nothing_of_the_meetings(made, get):
    made.everybody_would()
    made.solved()
    stranger = make.make_membership(role=Role.ADMINISTRATOR).user
    waiting = world.make_registration(made.event.groups.get(group=Group.SENDING), place=Place.WAITING)
    pages = (*PAGES, *STAFF_PAGES)

    assert [get(stranger, made.event, page)[0] for page in pages] == [404] * len(pages)
    assert [get(waiting.created_by, made.event, page)[0] for page in pages] == [404] * len(pages)
    assert [get(make.make_staff(), made.event, page)[0] for page in pages] == [404] * len(pages)
    assert {get(None, made.event, page)[0] for page in pages} == {302}
    party = made.sending[0]
    assert get(stranger, made.event, "wishes/", data=said(party))[0] == 404


def test_organizations_with_a_place_see_their_pages_and_staff_the_plans(made, get):
    made.everybody_would()
    made.solved()
    staff, editor, reader = make_publisher(), made.editor(made.sending[0]), reader_of(made.sending[0])

    assert [get(editor, made.event, page)[0] for page in PAGES] == [200] * 4
    assert [get(reader, made.event, page)[0] for page in PAGES] == [200] * 4
    assert [get(editor, made.event, page)[0] for page in STAFF_PAGES] == [404, 404, 200]
    assert [get(staff, made.event, page)[0] for page in STAFF_PAGES] == [200] * 3
    assert get(staff, made.event, "meetings/")[0] == 302
    assert get(staff, made.event, "wishes/")[0] == 404


def test_who_lost_its_place_sees_nothing_any_more(made, get):
    made.everybody_would()
    made.solved()
    party = made.sending[0]
    party.registration.attendees.update(place=Place.GIVEN_UP)

    pages = [page for page in PAGES if not page.endswith(".ics")]
    assert [get(made.editor(party), made.event, page)[0] for page in pages] == [404] * 3


def test_an_organization_with_no_more_than_an_offer_has_no_pages_yet(made, get):
    made.everybody_would()
    made.solved()
    made.sending[0].registration.attendees.update(place=Place.OFFERED)

    assert get(made.editor(made.sending[0]), made.event, "meetings/")[0] == 404
    assert get(made.editor(made.sending[1]), made.event, "meetings/")[0] == 200


@pytest.mark.parametrize("ended", ["cancelled by itself", "cancelled event"])
def test_the_calendar_of_who_lost_its_place_takes_its_meetings_away(made, get, ended):
    one, other = made.sending[0], made.supervising[0]
    made.wish(one, other)
    made.solved()
    stranger = make.make_membership(make.make_organization(made.country)).user
    before = entries(get(made.editor(one), made.event, "meetings/calendar.ics")[1])
    if ended == "cancelled event":
        cancel_event(event=made.event, reason="Typhoon")
    else:
        cancel(registration=one.registration, by=made.editor(one))

    after = {
        party.pk: entries(get(made.editor(party), made.event, "meetings/calendar.ics")[1]) for party in (one, other)
    }

    [(uid, held)] = before.items()
    for own in after.values():
        assert own.keys() == {uid}
        assert own[uid]["STATUS"] == "CANCELLED"
        assert own[uid]["SEQUENCE"] > held["SEQUENCE"]
    assert get(stranger, made.event, "meetings/calendar.ics")[0] == 404


def test_a_meeting_of_who_is_not_there_any_more_is_marked_wherever_it_stands(made, get):
    one, other = made.sending[0], made.supervising[0]
    made.wish(one, other)
    made.solved()
    staff = make_publisher()
    places = [(made.editor(other), "meetings/"), (staff, "meetings/tables/"), (staff, "meetings/organizations/")]
    mark = '<span class="meeting-mark{}">cancelled</span>'

    def marks():
        found = [get(user, made.event, page)[1] for user, page in places]
        with time_machine.travel(made.day.slots.first().starts_at + datetime.timedelta(minutes=1), tick=True):
            found.append(get(staff, made.event, "meetings/board/")[1])
        return [sum(text.count(mark.format(more)) for more in ("", " meeting-off")) for text in found]

    before = marks()
    cancel(registration=one.registration, by=made.editor(one))

    assert before == [0, 0, 0, 0]
    assert marks() == [1, 1, 2, 1]
    [ticket] = timetable_of(registration=other.registration).meetings
    assert ticket.state == "cancelled"


def test_an_absence_and_its_end_each_reach_the_calendar(made, get):
    one, other = made.sending[0], made.supervising[0]
    made.wish(one, other)
    made.solved()

    def entry():
        [found] = entries(get(made.editor(other), made.event, "meetings/calendar.ics")[1]).values()
        return str(found["STATUS"]), int(found["SEQUENCE"])

    first = entry()
    changes.note_absence(party=one, is_absent=True)
    absent = entry()
    changes.note_absence(party=one, is_absent=False)
    last = entry()

    assert [status for status, _number in (first, absent, last)] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert first[1] < absent[1] < last[1]


def test_staff_read_the_wishes_of_others_with_the_right_to_them_only(get):
    made = make_meeting_world(sending=2, supervising=1, slots=1, tables=1)
    for party in made.sending:
        made.wish(party, made.supervising[0], MUST)
    made.solved()
    sync_staff_groups()
    editor = make.make_staff()
    editor.groups.add(StaffGroup.objects.get(name=EDITOR))
    pages = [f"meetings/?for={party.registration.organization.public_id}" for party in made.sending]
    heading = "Wishes that could not be kept"

    shown = {user: "".join(get(user, made.event, page)[1] for page in pages) for user in (editor, make_publisher())}

    assert [text.count("Times of ") for text in shown.values()] == [2, 2]
    assert [heading in text for text in shown.values()] == [False, True]


def test_the_meetings_of_a_draft_are_not_there(made, get):
    event = world.make_event(state=Event.State.DRAFT)
    draft = make_meeting_world(event=event)

    assert [get(draft.editor(draft.sending[0]), event, page)[0] for page in PAGES] == [404] * 4


def test_who_has_a_place_and_does_not_sit_at_the_tables_is_told_so(made, get):
    waits = world.make_registration(made.event.groups.get(group=Group.SENDING)).created_by
    made.everybody_would()
    made.solved()

    for page in ("wishes/", "meetings/"):
        status, text = get(waits, made.event, page)
        assert (status, "Your organization is not among those that meet" in text) == (200, True)
        assert "Union 0" not in text
    assert get(waits, made.event, "wishes/?for=jp-0001")[0] == 404
    assert get(waits, made.event, "meetings/calendar.ics")[0] == 404
    assert get(waits, made.event, "wishes/", data={"do": "save"})[0] == 404


def test_who_acts_for_two_organizations_chooses_and_for_no_other(made, get):
    one, two = made.sending
    both = made.editor(one)
    make.make_membership(two.registration.organization, user=both, role=Role.EDITOR)
    ids = [party.registration.organization.public_id for party in (one, two, made.supervising[0])]

    get(both, made.event, f"wishes/?for={ids[1]}", data=said(two, **{str(made.supervising[0].pk): "must"}))

    assert [get(both, made.event, f"wishes/?for={each}")[0] for each in ids] == [200, 200, 404]
    assert (words_of(one), words_of(two)) == ({}, {made.supervising[0].pk: "must"})


# Wishes ---------------------------------------------------------------------------------------------------


def test_a_reader_reads_and_states_nothing(made, get):
    party = made.sending[0]
    status, text = get(reader_of(party), made.event, "wishes/")

    assert status == 200
    assert "Editors and administrators of your organization can state wishes" in text
    assert "Save the wishes" not in text
    assert get(reader_of(party), made.event, "wishes/", data=said(party))[0] == 404


def test_nothing_chosen_is_lost_when_something_is_wrong(made, get):
    party, (first, second) = made.sending[0], made.supervising
    made.day.most_musts = 1
    made.day.save()
    words = {str(first.pk): "must", str(second.pk): "must"}

    status, text = get(
        made.editor(party), made.event, "wishes/", data={**said(party, languages=[], **words), "max_meetings": "x"}
    )

    assert status == 200
    assert "You chose “must” 2 times. At most 1 is possible" in text
    assert "Choose at least one language." in text
    assert 'value="x"' in text
    checked = re.findall(r'name="wish-(\d+)"[^>]*value="must" checked', text)
    assert sorted(checked) == sorted(words)
    assert words_of(party) == {}


def test_looking_for_words_keeps_what_was_chosen_for_others_and_saves_nothing(made, get):
    party, (first, second) = made.sending[0], made.supervising
    data = {**said(party, **{str(first.pk): "no"}), "do": "look", "q": "union　組合１"}

    _status, text = get(made.editor(party), made.event, "wishes/", data=data)

    assert f'<input type="hidden" name="wish-{first.pk}" value="no">' in text
    assert f'id="wish-name-{second.pk}"' in text
    assert f'id="wish-name-{first.pk}"' not in text
    assert words_of(party) == {}


@pytest.mark.parametrize("value", ["perhaps", "MUST", "1"])
def test_a_word_that_is_none_is_refused(made, get, value):
    party = made.sending[0]

    get(made.editor(party), made.event, "wishes/", data=said(party, **{str(made.supervising[0].pk): value}))

    assert words_of(party) == {}


def test_what_is_sent_after_the_end_is_not_taken(made, get):
    party = made.sending[0]
    made.day.wishes_until = timezone.now() - datetime.timedelta(minutes=1)
    made.day.save()

    status, _text = get(
        made.editor(party), made.event, "wishes/", data=said(party, **{str(made.supervising[0].pk): "must"})
    )

    assert (status, words_of(party)) == (302, {})


def test_who_states_wishes_after_a_timetable_reads_that_one_is_out(made, get):
    made.everybody_would()
    made.solved(publish=False)
    party = made.sending[0]
    assert "is published already" not in get(made.editor(party), made.event, "wishes/")[1]

    made.solved()
    made.day.wishes_until = made.event.starts_at
    made.day.save()

    _status, text = get(made.editor(party), made.event, "wishes/")
    assert "Version 1 of the timetable is published already." in text
    assert "Save the wishes" in text


def test_hints_come_of_the_profiles_and_choose_nothing(made, get):
    party, other = made.sending[0], made.supervising[0]
    operation = make.make_operation("2-1-1")
    for each in (party, other):
        each.registration.organization.operations.add(operation)
    other.registration.organization.supervising.accepts_from.add(made.country)
    made.wish(other, party, MUST)

    _status, text = get(made.editor(party), made.event, "wishes/?order=fit")

    assert "1 operation in common" in text
    assert f"accepts from {made.country.name}" in text
    assert text.index(f"wish-name-{other.pk}") < text.index(f"wish-name-{made.supervising[1].pk}")
    assert re.findall(r'value="(?:must|would|no)" checked', text) == []


def test_pages_ask_as_much_for_many_organizations_as_for_few(client):
    """With one meeting and with nine, each organization with operations of its own."""
    staff, asked = make_publisher(), []
    for size in (1, 3):
        made = make_meeting_world(sending=size, supervising=size, tables=size, interpreters=3)
        for number, party in enumerate(made.supervising):
            party.registration.organization.operations.add(make.make_operation(f"3-{number + 1}-1"))
        made.everybody_would()
        made.solved()
        asked.append({})
        for path in ("wishes/", "meetings/", *STAFF_PAGES):
            client.force_login(staff if path in STAFF_PAGES else made.editor(made.sending[0]))
            page = f"/en/seminars/{made.event.pk}/{path}"
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            asked[-1][path] = len(queries)

    assert asked[0] == asked[1]


# Nobody learns what others wished -------------------------------------------------------------------------


def test_no_page_of_an_organization_depends_on_what_others_said_of_it(made, get):
    """Every page before the timetable is the same, whatever the other side said."""
    party = made.sending[0]
    pages = ("wishes/", "wishes/?order=fit", "meetings/")

    def seen():
        return [without_tokens(get(made.editor(party), made.event, page)[1]) for page in pages]

    before = seen()
    for other, word in zip(made.supervising, (NO, MUST), strict=True):
        made.wish(other, party, word)

    assert seen() == before


def without_tokens(text):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|[0-9a-f]{32}', "", text)


def test_a_no_of_the_other_side_reads_as_any_wish_that_did_not_fit(get):
    """Refused by one, crowded out by others at the other: the words are the same."""
    made = make_meeting_world(sending=3, supervising=2, slots=2, tables=4, interpreters=4)
    one = made.sending[0]
    refuses, is_busy = made.supervising
    made.wish(one, refuses)
    made.wish(one, is_busy)
    made.wish(refuses, one, NO)
    for other in made.sending[1:]:
        made.wish(other, is_busy, MUST)
        made.wish(is_busy, other, MUST)
    made.solved()

    _status, text = get(made.editor(one), made.event, "meetings/")

    assert {meeting[:2] for meeting in made.meetings()} == {(other.pk, is_busy.pk) for other in made.sending[1:]}
    assert text.count(NEUTRAL) == 2
    for word in ("does not want", "refused", "said no"):
        assert word not in text


def test_the_own_reason_says_what_lies_with_the_organization_or_the_languages(get):
    made = make_meeting_world(sending=1, supervising=5, slots=2, tables=5, interpreters=0)
    one = made.sending[0]
    speaks, absent, elsewhere, _foreign, refuses = made.supervising
    slots = list(made.day.slots.all())
    for party in (speaks, absent, elsewhere, refuses):
        party.languages = ["vi"]
        party.save()
    one.max_meetings = 1
    one.save()
    one.unavailable.add(slots[0])
    elsewhere.unavailable.add(slots[1])
    for other in made.supervising:
        made.wish(one, other)
    made.wish(refuses, one, NO)
    changes.note_absence(party=absent, is_absent=True)
    made.solved()

    _status, text = get(made.editor(one), made.event, "meetings/")

    for reason in (
        "The other organization could not come.",
        "You are never there at the same time.",
        "You have no language in common, and there is no interpreter for your languages.",
        "You have as many meetings as you stated at most (1).",
    ):
        assert text.count(reason) == 1


def test_the_own_timetable_shows_no_meeting_of_others(made, get):
    made.wish(made.sending[0], made.supervising[0])
    made.wish(made.sending[1], made.supervising[1])
    made.solved()

    _status, text = get(made.editor(made.sending[0]), made.event, "meetings/")

    assert "Union 0 (sample)" in text
    assert "Union 1 (sample)" not in text
    assert "Lotus 1 (sample)" not in text


# Timetable, calendar, board -------------------------------------------------------------------------------


def test_before_it_is_published_nobody_sees_a_timetable(made, get):
    made.everybody_would()
    made.solved(publish=False)
    editor = made.editor(made.sending[0])

    assert "The timetable is not published yet" in get(editor, made.event, "meetings/")[1]
    assert get(editor, made.event, "meetings/calendar.ics")[0] == 404
    assert timetable_of(registration=made.sending[0].registration) is None


def test_the_own_timetable_tells_time_table_partner_and_language_in_both_languages(made, get):
    made.wish(made.sending[0], made.supervising[0])
    SupervisingOrganization.objects.update(prefecture="東京都")
    made.solved()
    editor = made.editor(made.sending[0])

    english = get(editor, made.event, "meetings/")[1]
    japanese = get(editor, made.event, "meetings/", language="ja")[1]

    for text in ("10:00–10:20", "T1", "Union 0 (sample)", "(Japanese–Vietnamese)", ">Tokyo<", "Tokyo (UTC+09:00)"):
        assert text in english
    for text in ("10:00–10:20", "見本組合0", "日本語–ベトナム語", "東京都"):
        assert text in japanese


def test_the_calendar_moves_an_entry_and_cancels_what_was_dropped(made, get):
    one, (first, second) = made.sending[0], made.supervising
    made.wish(one, first)
    made.wish(one, second)
    made.solved()
    before = entries(get(made.editor(one), made.event, "meetings/calendar.ics")[1])
    kept = next(iter(made.meetings_of(second)))
    other = made.day.slots.exclude(pk=kept[2]).last()
    changes.forbid(day=made.day, sending=one, supervising=first)
    changes.pin(day=made.day, sending=one, supervising=second, slot=other)
    made.solved(is_change=True)

    after = entries(get(made.editor(one), made.event, "meetings/calendar.ics")[1])

    assert set(after) == set(before)
    assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in after)
    assert sorted(str(entry["STATUS"]) for entry in after.values()) == ["CANCELLED", "CONFIRMED"]
    [stands] = [entry for entry in after.values() if entry["STATUS"] == "CONFIRMED"]
    assert stands["DTSTART"].dt == other.starts_at
    assert {str(entry["STATUS"]) for entry in before.values()} == {"CONFIRMED"}


def entries(text):
    return {str(entry["UID"]): entry for entry in icalendar.Calendar.from_ical(text).walk("VEVENT")}


def test_a_ticket_can_show_the_timetable_without_a_log_in(made):
    made.wish(made.sending[0], made.supervising[0])
    made.solved()

    timetable = timetable_of(registration=made.sending[0].registration)

    assert [(each.label, each.other.name) for each in timetable.meetings] == [("10:00–10:20", "Union 0 (sample)")]
    assert timetable_of(registration=world.make_registration()) is None


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (-30, {"now": None, "next": "10:00–10:20"}),
        (5, {"now": "10:00–10:20", "next": "10:25–10:45"}),
        (22, {"now": None, "next": "10:25–10:45"}),
        (52, {"now": "10:50–11:10", "next": None}),
        (120, "over"),
    ],
)
def test_the_board_shows_who_sits_where_now_and_next(made, get, minutes, expected):
    made.everybody_would()
    made.solved()
    with time_machine.travel(made.event.starts_at + datetime.timedelta(minutes=minutes), tick=False):
        _status, text = get(made.editor(made.sending[0]), made.event, "meetings/board/")

    if expected == "over":
        assert "All meetings are over" in text
        return
    for name, label in expected.items():
        heading = {"now": "Now", "next": "Next"}[name]
        assert f"{heading} <span>{label or {'now': 'pause', 'next': 'none'}[name]}</span>" in text


def test_the_board_is_on_the_clock_of_the_event(get):
    event = world.make_event(
        kind=Event.Kind.MATCHING_SEMINAR, time_zone="Asia/Ho_Chi_Minh", starts_at=world.in_days(30, 12),
        ends_at=world.in_days(30, 17),
    )  # fmt: skip
    made = make_meeting_world(event=event)
    made.everybody_would()
    made.solved()
    with time_machine.travel(event.starts_at + datetime.timedelta(minutes=5), tick=False):
        _status, text = get(made.editor(made.sending[0]), event, "meetings/board/")

    assert "<strong>10:05</strong>" in text
    assert "(UTC+07:00)" in text


@pytest.mark.parametrize(("days", "begins"), [(-30, True), (-1, True), (0, False)])
def test_on_another_day_the_board_says_when_the_meetings_begin(made, get, days, begins):
    made.everybody_would()
    made.solved()
    first = made.day.slots.order_by("starts_at").first().starts_at

    with time_machine.travel(first + datetime.timedelta(days=days, minutes=-10), tick=False):
        _status, text = get(made.editor(made.sending[0]), made.event, "meetings/board/")
        today = timezone.now().astimezone(made.event.zone)

    assert f"{today:%-d %B %Y}" in text
    assert (f"The next meetings begin on {first.astimezone(made.event.zone):%-d %B %Y}, 10:00" in text) is begins
    assert ("<table" in text, "pause" in text) == (not begins, not begins)


@pytest.mark.parametrize("page", ["0", "99", "x", "１", "-1", "9" * 40])
def test_a_page_of_the_board_that_is_none_is_the_one_whose_turn_it_is(made, get, page):
    assert get(made.editor(made.sending[0]), made.event, f"meetings/board/?page={page}")[0] == 200


def test_a_cancelled_event_says_so(made, get):
    made.everybody_would()
    made.solved()
    made.event.state = Event.State.CANCELLED
    made.event.save()
    editor = made.editor(made.sending[0])

    assert "the meetings do not take place" in get(editor, made.event, "meetings/")[1]
    assert "This event was cancelled." in get(editor, made.event, "meetings/board/")[1]
    states = {str(entry["STATUS"]) for entry in entries(get(editor, made.event, "meetings/calendar.ics")[1]).values()}
    assert states == {"CANCELLED"}


def test_the_plans_for_staff_show_everybody_and_who_is_not_there(made, get):
    made.everybody_would()
    made.solved()
    changes.note_absence(party=made.sending[0], is_absent=True)
    staff = make_publisher()

    tables, organizations = (get(staff, made.event, page)[1] for page in STAFF_PAGES[:2])

    assert tables.count("LOTUS1") == len(made.meetings_of(made.sending[1]))
    assert "Lotus 0 (sample)" in organizations
    assert organizations.count("not there") == 1
