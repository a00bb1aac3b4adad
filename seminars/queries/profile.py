"""One event's page: what is announced of it, what was reported of it, and what its reader can do."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from countries.models import Country
from organizations.languages import language_name
from organizations.models import Organization
from organizations.queries.members import Membered, memberships_of
from seminars.models import (
    AttendanceFigure,
    Event,
    EventFile,
    EventSession,
    Group,
    Place,
    Registration,
    TourStop,
)
from seminars.queries.lists import in_order, place_of, tells_figures
from seminars.queries.own import ways_to_register
from seminars.queries.places import GroupPlaces
from seminars.queries.prices import Term, terms_of
from seminars.queries.registration_now import RegistrationNow, registration_now, with_places
from seminars.queries.survey import Averages, averages_of
from seminars.queries.told_times import told_for_reader, told_when


@dataclass(frozen=True)
class Price:
    """``amount`` in yen for each person; ``tax`` is the part of it that is consumption tax."""

    label: str
    amount: int
    tax: int


@dataclass(frozen=True)
class GroupOffer:
    places: GroupPlaces
    prices: list[Price]


@dataclass(frozen=True)
class Day:
    day: datetime.date
    rows: list[Any]

    @property
    def has_rooms(self) -> bool:
        return any(getattr(row, "room", "") for row in self.rows)


@dataclass(frozen=True)
class EventProfile:
    event: Event
    when: str
    # The same on the reader's clock, where that shows another time.
    when_for_reader: str
    place: str
    languages: list[str]
    interpreting: list[str]
    registration: RegistrationNow
    offers: list[GroupOffer]
    terms: list[Term]
    programme: list[Day]
    itinerary: list[Day]
    papers: list[EventFile]
    # There are papers that this reader may not read: for those who have a place.
    has_hidden_papers: bool
    pictures: list[EventFile]
    # How many came in all, and of which group: None and nothing before that is told.
    participants: int | None
    figures: list[AttendanceFigure]
    # What participants said, with the report.
    averages: Averages | None
    # Registrations of the reader's organizations, and the organizations that could still be registered.
    own: list[Any]
    ways: list[Membered]
    is_member: bool

    @property
    def is_free(self) -> bool:
        return not any(price.amount for offer in self.offers for price in offer.prices)

    @property
    def is_tour(self) -> bool:
        return self.event.kind == Event.Kind.INSPECTION_TOUR

    @property
    def shows_places(self) -> bool:
        """Of what is over or called off nobody asks for a price."""
        return bool(self.offers) and not self.event.is_over and self.event.state != Event.State.CANCELLED

    @property
    def shows_tour(self) -> bool:
        return self.is_tour and not self.event.is_over and self.event.state != Event.State.CANCELLED

    @property
    def has_report(self) -> bool:
        return bool(self.event.report_published_at and self.event.report)

    @property
    def shows_report(self) -> bool:
        return bool(self.has_report or self.figures or self.pictures)

    @property
    def organizations_counted(self) -> int | None:
        """None where a group's organizations were not counted: a sum would be too small."""
        counted = [figure.organizations for figure in self.figures]
        return None if None in counted or not counted else sum(number or 0 for number in counted)


def find_event(*, pk: int, user: Any) -> Event:
    """The event as its page needs it; Event.DoesNotExist for whoever may not see it."""
    rows = Event.objects.visible_to(user).select_related("counterpart__country", "programme", "meeting_day")
    return rows.prefetch_related(_countries(), with_places(), "cancellation_terms", "figures").get(pk=pk)


def event_profile(*, event: Event, user: Any) -> EventProfile:
    """``event`` by ``find_event``; a visitor costs nine queries with it, a member one more."""
    registration = registration_now(event)
    offers = [GroupOffer(places, _prices(event, places)) for places in registration.groups]
    sessions = EventSession.objects.filter(event=event)
    visible = Organization.objects.visible_to(user).filter(pk=OuterRef("organization"))
    stops = TourStop.objects.filter(event=event).select_related("organization")
    readable = EventFile.objects.visible_to(user).filter(pk=OuterRef("pk"))
    files = list(EventFile.objects.filter(event=event).annotate(is_readable=Exists(readable)))
    papers = [each for each in files if each.kind == EventFile.Kind.PAPER]
    memberships = memberships_of(user)
    own = _own(event, memberships)
    taken = {each.organization_id for each in own}
    return EventProfile(
        event=event,
        when=told_when(event),
        when_for_reader=told_for_reader(event, user.time_zone) if user.is_authenticated else "",
        place=place_of(event),
        languages=[language_name(code) for code in event.languages],
        interpreting=[_pair(pair) for pair in event.interpreting],
        registration=registration,
        offers=offers,
        terms=terms_of(event) if any(price.amount for offer in offers for price in offer.prices) else [],
        programme=_by_day((session.starts_at.astimezone(event.zone).date(), session) for session in sessions),
        itinerary=_by_day((stop.day, stop) for stop in stops.annotate(shows_organization=Exists(visible))),
        papers=[each for each in papers if each.is_readable],
        has_hidden_papers=not all(each.is_readable for each in papers),
        pictures=[each for each in files if each.kind == EventFile.Kind.PICTURE and each.is_readable],
        participants=event.participants_total if tells_figures(event) else None,
        figures=in_order(event.figures.all()) if tells_figures(event) else [],
        averages=averages_of(event=event) if event.report_published_at else None,
        own=own,
        ways=[each for each in ways_to_register(event=event, user=user) if each.organization_id not in taken],
        is_member=bool(memberships),
    )


def _countries() -> Prefetch:
    return Prefetch("countries", Country.objects.in_reading_order(get_language() or "en"))


def _prices(event: Event, places: GroupPlaces) -> list[Price]:
    """Supporting members are supervising organizations; where all pay the same there is one price."""
    row = places.group
    if row.group == Group.SUPERVISING and row.price_member != row.price_general:
        return [
            _price(event, _("supporting members of JITCO"), row.price_member),
            _price(event, _("others"), row.price_general),
        ]
    return [_price(event, "", row.price_general)]


def _price(event: Event, label: str, amount: int) -> Price:
    return Price(label, amount, amount * event.tax_percent // (100 + event.tax_percent))


def _by_day(rows: Iterable[tuple[datetime.date, Any]]) -> list[Day]:
    return [Day(day, [row for _day, row in each]) for day, each in groupby(rows, key=lambda pair: pair[0])]


def _pair(pair: str) -> str:
    """``ja-vi`` as Japanese – Vietnamese."""
    return " – ".join(language_name(code) for code in pair.split("-"))


def _own(event: Event, memberships: Sequence[Membered]) -> list[Registration]:
    """What the reader's organizations have here, each with how many people have a place and how many wait."""
    if not memberships:
        return []
    rows = event.registrations.living().filter(organization__in=[each.organization_id for each in memberships])
    counts = {
        name: Count("attendees", filter=Q(attendees__place__in=places))
        for name, places in {
            "seated_people": [Place.SEATED],
            "waiting_people": [Place.WAITING],
            "offered_people": [Place.OFFERED],
            "asked_people": [Place.ASKED],
        }.items()
    }
    return list(rows.select_related("organization").annotate(**counts).order_by("pk"))
