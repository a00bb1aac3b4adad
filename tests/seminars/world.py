"""Plain ``make_*`` functions for events and all that hangs on them, with keyword overrides."""

import datetime
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jitco_portal.common.days import today
from organizations.models import Organization, Role
from seminars.models import (
    Answer,
    Attendee,
    Event,
    EventFile,
    EventGroup,
    EventQuestion,
    EventSession,
    Group,
    Meeting,
    MeetingDay,
    MeetingInterpreter,
    MeetingParty,
    MeetingSlot,
    MeetingTable,
    MeetingWish,
    Place,
    Registration,
    RegistrationState,
)
from seminars.services.files import add_file
from tests import factories as make

numbers = count(1)
TOKYO = datetime.timezone(datetime.timedelta(hours=9))


def in_days(days: int, hour: int = 10) -> datetime.datetime:
    """That hour in Japan, so many days from today."""
    day = today() + datetime.timedelta(days=days)
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=TOKYO)


def make_event(*countries, **values):
    """Published, in thirty days, open for registration; without groups nobody can register yet."""
    number = next(numbers)
    values = {
        "kind": Event.Kind.JOINT_SEMINAR,
        "state": Event.State.PUBLISHED,
        "title_en": f"Joint seminar {number} (sample)",
        "title_ja": f"合同セミナー{number}（見本）",
        "starts_at": in_days(30, 10),
        "ends_at": in_days(30, 17),
        "opens_at": in_days(-10),
        "closes_at": in_days(20),
        "venue_en": "Sample hall, Tokyo",
        "venue_ja": "見本会館（東京）",
        "published_at": timezone.now(),
        **values,
    }
    event = Event.objects.create(**values)
    event.countries.add(*countries)
    event.refresh_from_db()
    return event


def make_past_event(*countries, **values):
    """Known from a source, to the month."""
    values = {
        "title_en": "Seminar of 2019",
        "title_ja": "2019年のセミナー",
        "starts_at": None,
        "ends_at": None,
        "opens_at": None,
        "closes_at": None,
        "starts_on": "2019-02",
        "source": "Sample source",
        "source_url": "https://example.org/source",
        "checked_on": datetime.date(2026, 11, 1),
        "participants_total": 88,
        **values,
    }
    return make_event(*countries, **values)


def make_group(event=None, group=Group.SUPERVISING, **values):
    event = event or make_event()
    return EventGroup.objects.create(event=event, group=group, **{"people": 10, **values})


def make_session(event, **values):
    values = {
        "starts_at": event.starts_at,
        "ends_at": event.starts_at + datetime.timedelta(hours=1),
        "title_en": "The system of the country",
        "title_ja": "制度の説明",
        "speakers_en": "official of the ministry",
        "speakers_ja": "同国政府の担当官",
        **values,
    }
    return EventSession.objects.create(event=event, **values)


def make_question(event, **values):
    values = {"text_en": "Which regions interest you?", "text_ja": "関心のある地域", **values}
    return EventQuestion.objects.create(event=event, **values)


def make_member(kind=Group.SUPERVISING, role=Role.EDITOR, **values):
    """A person who acts for an organization of their own; ``membership.organization`` is it."""
    is_sending = kind == Organization.Kind.SENDING
    organization = make.make_organization(**values) if is_sending else make.make_supervising(**values)
    return make.make_membership(organization, role=role)


def make_registration(group=None, organization=None, *, by=None, people=1, place=Place.SEATED, **values):
    """With so many people, each with the same place; by rows alone, without what the services check."""
    group = group or make_group()
    if organization is None:
        is_sending = group.group == Group.SENDING
        organization = make.make_organization() if is_sending else make.make_supervising()
    by = by or make.make_membership(organization, role=Role.EDITOR).user
    state = RegistrationState.ASKED if place == Place.ASKED else RegistrationState.ACCEPTED
    registration = Registration.objects.create(
        event=group.event, group=group, organization=organization, created_by=by, **{"state": state, **values}
    )
    for position in range(1, people + 1):
        make_attendee(registration, place=place, position=position)
    registration.refresh_from_db()
    return registration


def make_attendee(registration=None, **values):
    number = next(numbers)
    values = {"place": Place.SEATED, "name": f"Person {number} (sample)", "name_latin": f"PERSON {number}", **values}
    return Attendee.objects.create(registration=registration or make_registration(people=0), **values)


def make_meeting_day(event=None, *, slots=3, tables=2, **values):
    """Slots of 20 minutes from ten o'clock, a pause before the third."""
    event = event or make_event(kind=Event.Kind.MATCHING_SEMINAR)
    day = MeetingDay.objects.create(event=event, **values)
    for number in range(slots):
        begins = event.starts_at + datetime.timedelta(minutes=25 * number)
        MeetingSlot.objects.create(
            day=day, starts_at=begins, ends_at=begins + datetime.timedelta(minutes=20), break_before=number == 2
        )
    for number in range(1, tables + 1):
        MeetingTable.objects.create(day=day, name=f"T{number}", position=number)
    return day


def make_interpreter(day, *pairs, **values):
    values = {"label": f"Interpreter {next(numbers)}", "pairs": list(pairs or ("ja-vi",)), **values}
    return MeetingInterpreter.objects.create(day=day, **values)


def make_party(day, group=Group.SUPERVISING, **values):
    """An organization with a place at the event, and at the meetings."""
    held = day.event.groups.filter(group=group).first() or make_group(day.event, group, people=100)
    registration = values.pop("registration", None) or make_registration(held)
    return MeetingParty.objects.create(day=day, registration=registration, **{"languages": ["ja"], **values})


def make_wish(party, other, word=MeetingWish.Word.WOULD):
    return MeetingWish.objects.create(party=party, other=other, word=word)


def make_meeting(sending, supervising, slot, table, **values):
    return Meeting.objects.create(
        day=slot.day, sending=sending, supervising=supervising, slot=slot, table=table, **values
    )


def make_answer(registration=None, question=None, **values):
    registration = registration or make_registration()
    question = question or make_question(registration.event)
    return Answer.objects.create(registration=registration, question=question, **{"text": "Hanoi", **values})


def make_event_file(event=None, *, content=b"%PDF-1.4 sample", **values):
    """A paper as ``add_file`` keeps it."""
    values = {"title_en": "Programme (sample)", "title_ja": "次第（見本）", "kind": EventFile.Kind.PAPER, **values}
    upload = SimpleUploadedFile("programme.pdf", content)
    return add_file(event=event or make_event(), upload=upload, **values)
