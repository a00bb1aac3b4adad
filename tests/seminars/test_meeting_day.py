"""Setting up a day of meetings: times in a row, tables, who sits there, what each may say."""

import datetime

import pytest
from django.utils import timezone

from organizations.models import Organization
from seminars.models import Event, Group, MeetingParty, MeetingWish, Place, RegistrationState
from seminars.services import meeting_day
from seminars.services.meeting_day import PartyValues, make_slots, make_tables, state_wishes, take_parties
from tests import factories as make
from tests.seminars import world
from tests.seminars.meeting_world import MUST, NO, WOULD, make_meeting_world

pytestmark = pytest.mark.django_db


def at(event, hour, minute=0):
    return event.starts_at.astimezone(event.zone).replace(hour=hour, minute=minute)


def times(day):
    return [
        (f"{slot.starts_at.astimezone(day.event.zone):%H:%M}", slot.break_before)
        for slot in day.slots.order_by("starts_at")
    ]


def saying(**values):
    return PartyValues(**{"languages": ["vi"], "unavailable": [], **values})


# Times and tables -----------------------------------------------------------------------------------------


def test_times_stand_in_a_row_with_a_pause_after_every_so_many():
    day = world.make_meeting_day(slots=0, tables=0)

    make_slots(
        day=day, begins=at(day.event, 10), ends=at(day.event, 12), minutes=20, change_minutes=5, pause_after=2,
        pause_minutes=15,
    )  # fmt: skip

    assert times(day) == [("10:00", False), ("10:25", False), ("11:00", True), ("11:25", False)]


def test_a_time_that_would_overlap_adds_nothing():
    day = world.make_meeting_day(slots=1, tables=0)

    with pytest.raises(meeting_day.TimesOverlap):
        make_slots(day=day, begins=at(day.event, 9, 50), ends=at(day.event, 12), minutes=20)
    with pytest.raises(meeting_day.NoTimes):
        make_slots(day=day, begins=at(day.event, 13), ends=at(day.event, 13, 10), minutes=20)
    with pytest.raises(meeting_day.TooMany):
        make_slots(day=day, begins=at(day.event, 11), ends=at(day.event, 20), minutes=5)

    assert times(day) == [("10:00", False)]


def test_tables_are_numbered_on_from_those_that_are_there():
    day = world.make_meeting_day(tables=0)
    make_tables(day=day, number=2)
    day.tables.filter(name="1").delete()

    make_tables(day=day, number=2)

    assert [table.name for table in day.tables.all()] == ["2", "1", "3"]


# Parties --------------------------------------------------------------------------------------------------


def test_whoever_has_a_place_sits_down_once_and_nobody_else():
    event = world.make_event(kind=Event.Kind.MATCHING_SEMINAR)
    day = world.make_meeting_day(event)
    group = world.make_group(event)
    held = world.make_registration(group)
    world.make_registration(group, place=Place.WAITING)
    world.make_registration(group, place=Place.OFFERED)
    world.make_registration(group, state=RegistrationState.CANCELLED, place=Place.GIVEN_UP)
    world.make_registration(world.make_group())

    first = take_parties(day=day)
    again = take_parties(day=day)
    late = world.make_registration(group)

    assert [party.registration for party in first] == [held]
    assert again == []
    assert [party.registration for party in take_parties(day=day)] == [late]


@pytest.mark.parametrize(
    ("kind", "values", "country", "event_languages", "expected"),
    [
        ("supervising", {"languages": ["vi"]}, None, [], ["ja", "vi"]),
        ("supervising", {"languages": []}, None, ["ja", "en"], ["ja", "en"]),
        ("sending", {"languages": ["vi", "ja"]}, "VN", [], ["vi", "ja"]),
        ("sending", {"languages": []}, "LK", ["en"], ["si", "ta"]),
        ("sending", {"languages": []}, "XA", ["en"], ["en"]),
        ("sending", {"languages": []}, "XA", [], []),
    ],
)
def test_languages_come_from_the_profile_else_the_country_else_the_event(
    kind, values, country, event_languages, expected
):
    event = world.make_event(languages=event_languages)
    if kind == Organization.Kind.SENDING:
        organization = make.make_organization(make.make_country(code=country), **values)
    else:
        organization = make.make_supervising(**values)
    registration = world.make_registration(world.make_group(event, kind), organization)

    assert meeting_day.languages_from_profile(registration=registration) == expected


# Wishes ---------------------------------------------------------------------------------------------------


def test_wishes_are_kept_as_said_and_what_is_not_said_any_more_goes():
    made = make_meeting_world(sending=1, supervising=3)
    [one], others = made.sending, made.supervising
    slot = made.day.slots.first()

    state_wishes(party=one, words={others[0].pk: MUST, others[1].pk: WOULD}, values=saying())
    state_wishes(
        party=one,
        words={others[0].pk: WOULD, others[1].pk: "", others[2].pk: NO},
        values=saying(unavailable=[slot.pk], max_meetings=4, max_run=2, languages=["vi", "en"]),
    )

    said = dict(MeetingWish.objects.filter(party=one).values_list("other_id", "word"))
    one.refresh_from_db()
    assert said == {others[0].pk: "would", others[2].pk: "no"}
    assert (one.languages, one.max_meetings, one.max_run, list(one.unavailable.all())) == (["vi", "en"], 4, 2, [slot])


def test_saying_the_same_again_writes_nothing():
    made = make_meeting_world(sending=1, supervising=1)
    [one], [other] = made.sending, made.supervising
    state_wishes(party=one, words={other.pk: MUST}, values=saying())
    written = [event_model.objects.count() for event_model in histories()]

    state_wishes(party=one, words={other.pk: MUST}, values=saying())

    assert [event_model.objects.count() for event_model in histories()] == written


def histories():
    return [model for each in (MeetingWish, MeetingParty) for model in each.pgh_event_models.values()]


def test_more_musts_than_the_day_allows_are_refused():
    made = make_meeting_world(sending=1, supervising=2, most_musts=1)
    [one], others = made.sending, made.supervising

    with pytest.raises(meeting_day.TooManyMusts):
        state_wishes(party=one, words={each.pk: MUST for each in others}, values=saying())

    assert not MeetingWish.objects.exists()


def test_nobody_wishes_for_their_own_side_or_for_another_day():
    made, elsewhere = make_meeting_world(sending=2, supervising=1), make_meeting_world(sending=1, supervising=1)
    one = made.sending[0]

    for other in (made.sending[1], one, elsewhere.supervising[0]):
        with pytest.raises(meeting_day.OtherSideOnly):
            state_wishes(party=one, words={other.pk: WOULD}, values=saying())
    with pytest.raises(meeting_day.OtherSideOnly):
        state_wishes(party=one, words={made.supervising[0].pk: "perhaps"}, values=saying())

    assert not MeetingWish.objects.exists()


def hours(number):
    return timezone.now() + datetime.timedelta(hours=number)


@pytest.mark.parametrize(
    ("until", "published", "state", "is_open"),
    [
        (None, False, "published", True),
        (None, True, "published", False),
        (1, False, "published", True),
        (1, True, "published", True),
        (-1, False, "published", False),
        (1, False, "cancelled", False),
        (1, False, "draft", False),
    ],
)
def test_wishes_are_taken_until_the_time_that_is_set_else_until_the_first_timetable(until, published, state, is_open):
    event = world.make_event(state=state)
    day = world.make_meeting_day(
        event, wishes_until=hours(until) if until else None, published_at=timezone.now() if published else None
    )
    party, other = world.make_party(day, Group.SENDING), world.make_party(day)

    assert meeting_day.takes_wishes(day) is is_open
    if not is_open:
        with pytest.raises(meeting_day.WishesClosed):
            state_wishes(party=party, words={other.pk: WOULD}, values=saying())
        assert not MeetingWish.objects.exists()
    state_wishes(party=party, words={other.pk: WOULD}, values=saying(), at_the_desk=True)
    assert MeetingWish.objects.count() == 1
