"""Certificates of attendance: one page for each person who came, in both languages whatever the page's is."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import translation

from jitco_portal.common.shown_dates import shown_date
from seminars.models import Attendee, Event, Registration
from seminars.queries.badges import names_in_both_scripts

# Where one listens, 受講 is certified; where one takes part, 参加.
_LISTENED = (Event.Kind.EXPLANATORY_MEETING, Event.Kind.SENDING_SEMINAR)


class CertificateState(enum.Enum):
    READY = "ready"
    NOT_YET = "not_yet"
    DID_NOT_COME = "did_not_come"
    CANCELLED = "cancelled"
    # The name was erased with the other personal answers.
    ERASED = "erased"


@dataclass(frozen=True)
class Both:
    """A text in both languages."""

    en: str
    ja: str


@dataclass(frozen=True)
class Certificate:
    number: str
    name: str
    name_latin: str
    organization: str
    organization_other: str
    # For the English sentence.
    name_en: str
    organization_en: str
    title: Both
    days: Both
    place: Both
    host: Both
    issued_on: Both
    listened: bool
    is_sample: bool


def certificate_state(*, attendee: Attendee) -> CertificateState:
    """Whether the person has a certificate, and if not, why; ``attendee`` with its registration and event."""
    event = attendee.registration.event
    if event.state != Event.State.PUBLISHED or event.ends_at is None:
        return CertificateState.CANCELLED
    if not event.is_over:
        return CertificateState.NOT_YET
    if attendee.came_at is None:
        return CertificateState.DID_NOT_COME
    return CertificateState.READY if attendee.name or attendee.name_latin else CertificateState.ERASED


def certified_people(*, registration: Registration) -> QuerySet[Attendee]:
    """Whoever of the registration came, with what their certificates say."""
    people = registration.attendees.filter(came_at__isnull=False).order_by("position", "pk")
    return people.select_related("registration__event", "registration__organization")


def certificates_of(*, people: Iterable[Attendee]) -> list[Certificate]:
    """Of those that have one."""
    return [_certificate(each) for each in people if certificate_state(attendee=each) == CertificateState.READY]


def _certificate(attendee: Attendee) -> Certificate:
    event = attendee.registration.event
    own = attendee.registration.organization
    organization, other = names_in_both_scripts(own)
    name = attendee.name or attendee.name_latin
    return Certificate(
        number=f"{event.pk}-{attendee.pk}",
        name=name,
        name_latin=attendee.name_latin if attendee.name_latin != name else "",
        organization=organization,
        organization_other=other,
        name_en=attendee.name_latin or name,
        organization_en=own.name_en or organization,
        title=Both(event.title_en, event.title_ja),
        days=_days(event),
        place=_place(event),
        host=Both(event.host_en, event.host_ja),
        # The same whenever it is printed: one number has one date.
        issued_on=_shown(event.ends_at.astimezone(event.zone).date()),  # type: ignore[union-attr]
        listened=event.kind in _LISTENED,
        is_sample=event.is_sample,
    )


def _shown(day: datetime.date) -> Both:
    shown = {}
    for language in ("en", "ja"):
        with translation.override(language):
            shown[language] = shown_date(day)
    return Both(**shown)


def _days(event: Event) -> Both:
    first, last = (moment.astimezone(event.zone).date() for moment in (event.starts_at, event.ends_at))  # type: ignore[union-attr]
    begins, ends = _shown(first), _shown(last)
    if first == last:
        return begins
    return Both(f"{begins.en} to {ends.en}", f"{begins.ja}から{ends.ja}まで")


def _place(event: Event) -> Both:
    """The venue, and that one could take part from elsewhere."""
    online = Both("online", "オンライン")
    venue = Both(event.venue_en or event.venue_ja, event.venue_ja or event.venue_en)
    if event.place_form == Event.PlaceForm.ONLINE:
        return online
    if event.place_form == Event.PlaceForm.BOTH:
        return Both(f"{venue.en}, and online", f"{venue.ja}及びオンライン")
    return venue
