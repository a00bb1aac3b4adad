"""What the ticket of one person says: of the event, of the place, and of what follows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from seminars.models import Attendee, Event, Place
from seminars.queries.certificates import CertificateState, certificate_state
from seminars.queries.meetings import OwnTimetable, timetable_of
from seminars.queries.survey import SurveyState, survey_state


@dataclass(frozen=True)
class TicketPage:
    attendee: Attendee
    event: Event
    # What the ticket is worth, in a sentence.
    sentence: str
    timetable: OwnTimetable | None

    @property
    def is_seated(self) -> bool:
        return self.attendee.place == Place.SEATED and self.event.state == Event.State.PUBLISHED

    @property
    def opens_the_door(self) -> bool:
        return self.is_seated and not self.event.is_over

    @property
    def online_url(self) -> str:
        return self.event.online_url if self.opens_the_door and self.event.is_online else ""

    @property
    def has_survey(self) -> bool:
        return survey_state(attendee=self.attendee) == SurveyState.OPEN

    @property
    def has_certificate(self) -> bool:
        return certificate_state(attendee=self.attendee) == CertificateState.READY


def ticket_page(*, attendee: Attendee) -> TicketPage:
    registration, event = attendee.registration, attendee.registration.event
    shows_meetings = attendee.place == Place.SEATED and event.state == Event.State.PUBLISHED
    timetable = timetable_of(registration=registration) if shows_meetings else None
    return TicketPage(attendee, event, _sentence(attendee, event), timetable)


def _sentence(attendee: Attendee, event: Event) -> str:
    if event.state == Event.State.CANCELLED:
        return _("The event is cancelled: it does not take place.")
    if attendee.place == Place.GIVEN_UP:
        return _("This ticket is not valid any more: the place was given up.")
    if event.is_over:
        return _("The event is over.") if attendee.came_at is None else _("The event is over. Thank you for coming.")
    if attendee.place == Place.SEATED:
        return (
            _("You have a place. Show this code at the entrance.") if not attendee.came_at else _("You are checked in.")
        )
    if attendee.place == Place.ASKED:
        return _("This is no ticket yet: the Affairs Dept. decides whether there is a place.")
    if attendee.place == Place.OFFERED:
        return _("This is no ticket yet: a place is offered to your organization, which has to take it.")
    return _("This is no ticket yet: you are on the waiting list.")
