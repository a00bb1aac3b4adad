"""Models of events, by subject."""

from seminars.models import derived  # noqa: F401 (its triggers)
from seminars.models.afterwards import CalendarAddress, CheckIn, ErasureReport, SurveyAnswer
from seminars.models.contents import EventQuestion, EventSession, TourStop
from seminars.models.events import Event
from seminars.models.files import AttendanceFigure, EventFile
from seminars.models.groups import CancellationTerm, EventGroup, Group
from seminars.models.meetings import (
    Meeting,
    MeetingDay,
    MeetingInterpreter,
    MeetingParty,
    MeetingRule,
    MeetingSlot,
    MeetingTable,
    MeetingWish,
    TimetableRun,
)
from seminars.models.money import Charge, Paper, Payment
from seminars.models.registrations import Answer, Attendee, Offer, Place, Registration, RegistrationState

__all__ = [
    "Answer",
    "AttendanceFigure",
    "Attendee",
    "CalendarAddress",
    "CancellationTerm",
    "Charge",
    "CheckIn",
    "ErasureReport",
    "Event",
    "EventFile",
    "EventGroup",
    "EventQuestion",
    "EventSession",
    "Group",
    "Meeting",
    "MeetingDay",
    "MeetingInterpreter",
    "MeetingParty",
    "MeetingRule",
    "MeetingSlot",
    "MeetingTable",
    "MeetingWish",
    "Offer",
    "Paper",
    "Payment",
    "Place",
    "Registration",
    "RegistrationState",
    "SurveyAnswer",
    "TimetableRun",
    "TourStop",
]
