"""Fictional registrations of the sample organizations; their people stand for nobody."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from django.utils import timezone

from jitco_portal.common.csv_tables.tables import LoadReport
from jitco_portal.common.models import User
from organizations.models import ACTING, Membership, Organization
from seminars.models import (
    Attendee,
    CheckIn,
    Event,
    EventGroup,
    Meeting,
    MeetingDay,
    MeetingParty,
    MeetingWish,
    Place,
    Registration,
    RegistrationState,
    SurveyAnswer,
)
from seminars.samples.events import EVENTS
from seminars.samples.rows import newest
from seminars.services.line import serve_line
from seminars.services.locks import lock_event
from seminars.services.seats import seat

# Enters what an organization without a log-in would have sent.
DESK = "publisher1@example.org"
FAMILY = (
    *(("Ana", "あおい"), ("Bela", "いつき"), ("Chai", "うみ"), ("Dara", "えま"), ("Eli", "おと"), ("Fay", "かえで")),
    *(("Gita", "きほ"), ("Hana", "くるみ"), ("Ivo", "けい"), ("Joy", "こはる"), ("Kai", "さつき"), ("Lea", "しおん")),
)
SENDING = ("JASMINE", "CEDAR", "LILY", "HERON", "ROSE", "CLOVER")
SUPERVISING = ("Asahi", "Sakura", "Midori", "Shiokaze", "Minato", "Hayabusa", "Wakaba", "Izumi")
# Of each sending organization: whom it has to meet, whom it would; and the other way round.
MUST = {"JASMINE": ("Asahi",), "CEDAR": ("Minato",), "HERON": ("Sakura",)}
WOULD = {
    "JASMINE": ("Sakura", "Wakaba", "Izumi"),
    "CEDAR": ("Asahi", "Hayabusa"),
    "LILY": ("Asahi", "Wakaba", "Sakura"),
    "HERON": ("Minato", "Shiokaze", "Midori"),
    "ROSE": ("Hayabusa", "Sakura"),
    "CLOVER": ("Midori", "Izumi", "Asahi"),
}
MUST_BACK = {"Asahi": ("LILY",), "Sakura": ("HERON",)}
WOULD_BACK = {
    "Asahi": ("JASMINE", "CEDAR"),
    "Sakura": ("JASMINE", "ROSE"),
    "Midori": ("CLOVER", "HERON"),
    "Shiokaze": ("HERON",),
    "Minato": ("CEDAR", "HERON", "JASMINE"),
    "Hayabusa": ("ROSE",),
    "Wakaba": ("LILY",),
    "Izumi": ("CLOVER", "JASMINE"),
}
NO = {"Wakaba": ("CEDAR",)}


def load_people_samples() -> list[LoadReport]:
    """Once for each event, whatever became of it."""
    report = LoadReport(str(Registration._meta.verbose_name_plural))
    desk = User.objects.filter(email=DESK).first()
    for sample in EVENTS:
        event = newest(sample)
        if event is None or sample.key not in _FILLED:
            continue
        if desk is None or event.registrations.exists():
            report.unchanged += 1
            continue
        _FILLED[sample.key](event, desk)
        report.added += 1
    return [report]


# What each event holds --------------------------------------------------------------------------------


def _matching(event: Event, desk: User) -> None:
    registered = _seated(event, desk, SENDING, people=1) | _seated(event, desk, SUPERVISING, people=2)
    day = MeetingDay.objects.get(event=event)
    parties = {word: _party(day, each) for word, each in registered.items()}
    _wish(parties)


def _timetable(event: Event, desk: User) -> None:
    """Each of three meets each of four, in a ring: nobody sits at two tables."""
    first, second = SENDING[:3], SUPERVISING[:4]
    registered = _seated(event, desk, first, people=1) | _seated(event, desk, second, people=1)
    day = MeetingDay.objects.get(event=event)
    parties = {word: _party(day, each) for word, each in registered.items()}
    slots, tables = list(day.slots.all()), list(day.tables.all())
    for number, slot in enumerate(slots):
        for place, (sending, table) in enumerate(zip(first, tables, strict=True)):
            other = parties[second[(place + number) % len(second)]]
            MeetingWish.objects.create(party=parties[sending], other=other, word=MeetingWish.Word.WOULD)
            Meeting.objects.create(day=day, sending=parties[sending], supervising=other, slot=slot, table=table)
    day.published_at, day.revision = timezone.now(), 1
    day.save()


def _joint(event: Event, desk: User) -> None:
    """One place is left for supervising organizations; the first of the list comes with two at least."""
    _seated(event, desk, ("Midori",), people=3)
    _seated(event, desk, ("Minato", "Wakaba"), people=2)
    _seated(event, desk, ("JASMINE", "CEDAR"), people=1)
    for word, people, least in (("Asahi", 3, 2), ("Izumi", 2, 2)):
        _registered(event, desk, word, people=people, place=Place.WAITING, least_people=least)
    serve_line(event=lock_event(event.pk))


def _meeting(event: Event, desk: User) -> None:
    _seated(event, desk, ("Asahi", "CORAL", "LILY"), people=2)


def _sending(event: Event, desk: User) -> None:
    for word, people in (("JASMINE", 2), ("CORAL", 1), ("LILY", 1)):
        registration = _registered(event, desk, word, people=people, place=Place.ASKED, state=RegistrationState.ASKED)
        registration.wishes = "We would like to report from our training centre. (sample)"
        registration.save(update_fields=["wishes"])


def _tour(event: Event, desk: User) -> None:
    _seated(event, desk, ("Asahi", "Sakura"), people=2)


def _past(event: Event, desk: User) -> None:
    """As it was: written as long ago as it would have been, most came, and some said what they think."""
    if event.starts_at is None or event.report_published_at is None:
        return
    at = event.starts_at - datetime.timedelta(days=30)
    for word in (*SENDING[:5], *SUPERVISING):
        _registered(event, desk, word, people=2, place=Place.SEATED, at=at)
    people = list(Attendee.objects.filter(registration__event=event).order_by("pk"))
    for number, person in enumerate(people):
        if number % 9 == 8:
            continue
        came = event.starts_at + datetime.timedelta(minutes=number - 30)
        CheckIn.objects.create(attendee=person, key=uuid.uuid4(), at=came, by=desk)
        person.came_at = came
        person.save(update_fields=["came_at"])
    day = event.report_published_at.date()
    for number, person in enumerate(people[::2]):
        SurveyAnswer.objects.create(
            event=event,
            group=person.registration.group.group,
            content=4 - number % 2,
            organization_of_the_day=4 - number % 3 // 2,
            usefulness=3 + number % 2,
            would_come_again=number % 7 != 0,
            text="More time for questions, please. (sample)" if number % 5 == 0 else "",
            answered_on=day,
        )


_FILLED = {
    "matching": _matching,
    "timetable": _timetable,
    "joint": _joint,
    "meeting": _meeting,
    "sending": _sending,
    "tour": _tour,
    "past": _past,
}


# Rows -------------------------------------------------------------------------------------------------


def _seated(event: Event, desk: User, words: Iterable[str], *, people: int) -> dict[str, Registration]:
    return {word: _registered(event, desk, word, people=people, place=Place.SEATED) for word in words}


def _registered(
    event: Event,
    desk: User,
    word: str,
    *,
    people: int,
    place: Place,
    state: RegistrationState = RegistrationState.ACCEPTED,
    least_people: int = 1,
    at: datetime.datetime | None = None,
) -> Registration:
    """By rows: nobody is written a mail about people who are not there."""
    organization = Organization.objects.select_related("supervising").get(short_name=f"{word} (sample)", is_sample=True)
    group = EventGroup.objects.get(event=event, group=organization.kind)
    supervising = getattr(organization, "supervising", None)
    is_member = bool(supervising and supervising.supporting_member)
    member = Membership.objects.filter(organization=organization, role__in=ACTING).current().select_related("user")
    by = next((each.user for each in member.order_by("pk")), desk)
    now = timezone.now()
    registration = Registration(
        event=event,
        group=group,
        organization=organization,
        created_by=by,
        state=state,
        least_people=least_people,
        queued_at=at or now,
        created_at=at or now,
        changed_at=at or now,
        unit_price=group.price_member if is_member else group.price_general,
        is_member=is_member,
    )
    # As it is: a registration of long ago was not made now.
    registration.save_base(raw=True, force_insert=True)
    held = [
        Attendee.objects.create(registration=registration, position=number, place=_first(place), **_who(organization))
        for number in range(1, people + 1)
    ]
    if place == Place.SEATED:
        seat(registration, held, by=None)
        if at:
            Attendee.objects.filter(registration=registration).update(seated_at=at)
    registration.refresh_from_db()
    return registration


def _first(place: Place) -> Place:
    return Place.WAITING if place == Place.SEATED else place


def _who(organization: Organization) -> dict[str, str]:
    """One name after the other, in the letters of the organization."""
    number = Attendee.objects.count()
    latin, kana = FAMILY[number % len(FAMILY)]
    if organization.kind == Organization.Kind.SUPERVISING:
        return {
            "name": f"見本 {kana}（見本）",
            "name_latin": f"{latin.upper()} SAMPLE",
            "job_title": "事業部（見本）",
            "language": "ja",
        }
    return {
        "name": f"{latin} Sample (sample)",
        "name_latin": f"{latin.upper()} SAMPLE",
        "job_title": "Manager (sample)",
        "language": "en",
    }


def _party(day: MeetingDay, registration: Registration) -> MeetingParty:
    return MeetingParty.objects.create(
        day=day, registration=registration, languages=registration.organization.languages
    )


def _wish(parties: dict[str, MeetingParty]) -> None:
    words = MeetingWish.Word
    for table, word in (
        *((each, words.MUST) for each in (MUST, MUST_BACK)),
        *((each, words.WOULD) for each in (WOULD, WOULD_BACK)),
        (NO, words.NO),
    ):
        for party, others in table.items():
            for other in others:
                MeetingWish.objects.create(party=parties[party], other=parties[other], word=word)
