"""What each group of staff may do with the rows of events."""

from __future__ import annotations

from django.db.models import Model

from jitco_portal.common.accounts.staff_groups import CONTENT, Rights
from seminars.models import (
    Answer,
    AttendanceFigure,
    Attendee,
    CalendarAddress,
    CancellationTerm,
    Charge,
    CheckIn,
    ErasureReport,
    Event,
    EventFile,
    EventGroup,
    EventQuestion,
    EventSession,
    Meeting,
    MeetingDay,
    MeetingInterpreter,
    MeetingParty,
    MeetingRule,
    MeetingSlot,
    MeetingTable,
    MeetingWish,
    Offer,
    Paper,
    Payment,
    Registration,
    SurveyAnswer,
    TimetableRun,
    TourStop,
)

# What is edited with its event: a row that is put right may go.
_PARTS = Rights("vacd", "vacd", "v")
# Written by what people and services do; nobody writes or deletes such a row at the desk.
_LOOKED_AT = Rights("v", "v", "v")
# Money that came or went, and what is owed: entered by whoever decides.
_MONEY = Rights("v", "vac", "v")
# Who wishes to meet whom, what was said afterwards: for whoever decides, and for auditors.
_PRIVATE = Rights("", "v", "v")


def staff_rights() -> dict[type[Model], Rights]:
    return {
        # Editors write drafts and texts; publishers publish, cancel, and change what was promised.
        Event: CONTENT,
        EventGroup: _PARTS,
        CancellationTerm: _PARTS,
        EventSession: _PARTS,
        TourStop: _PARTS,
        EventQuestion: _PARTS,
        EventFile: _PARTS,
        AttendanceFigure: _PARTS,
        # Made and cancelled by its organization; publishers approve, refuse, correct and cancel.
        Registration: Rights("v", "vc", "v"),
        Attendee: _LOOKED_AT,
        Answer: _LOOKED_AT,
        Offer: _LOOKED_AT,
        Charge: _MONEY,
        Payment: _MONEY,
        Paper: _MONEY,
        # Whoever of the staff stands at the door.
        CheckIn: Rights("vac", "vac", "v"),
        # The day of meetings is prepared by editors; publishers solve and publish.
        MeetingDay: CONTENT,
        MeetingSlot: _PARTS,
        MeetingTable: _PARTS,
        MeetingInterpreter: _PARTS,
        MeetingParty: CONTENT,
        MeetingWish: _PRIVATE,
        MeetingRule: _PARTS,
        TimetableRun: Rights("v", "vac", "v"),
        Meeting: _LOOKED_AT,
        SurveyAnswer: _PRIVATE,
        # Whoever has the address reads a person's events: at no page of the desk.
        CalendarAddress: Rights("", "", "v"),
        ErasureReport: _LOOKED_AT,
    }
