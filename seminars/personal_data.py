"""What seminars and tours hold about a person."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jitco_portal.common.models import User
from jitco_portal.common.privacy.personal_data import part_of
from jitco_portal.common.registry import PersonalData
from seminars.models import (
    Answer,
    Attendee,
    CalendarAddress,
    Charge,
    CheckIn,
    Paper,
    Payment,
    Registration,
    TimetableRun,
)
from seminars.services.erasure import own_rows

# What people write of a person who comes.
PERSON = ("name", "name_latin", "job_title", "email", "needs", "nationality")


def personal_data(user: User) -> list[PersonalData]:
    return [
        _attendances(user),
        part_of(
            title=_("Answers to questions of events about you"),
            key="event_answers",
            rows=Answer.objects.filter(attendee__in=attendances_of(user)).order_by("pk"),
            fields=("registration", "question", "text"),
            found_by=(),
        ),
        part_of(
            title=_("When you were checked in"),
            key="event_check_ins",
            rows=CheckIn.objects.filter(attendee__in=attendances_of(user)).order_by("pk"),
            fields=("kind", "at"),
            found_by=(),
        ),
        part_of(
            title=_("Registrations for events that you made"),
            key="event_registrations",
            rows=Registration.objects.filter(created_by=user).order_by("pk"),
            fields=("event", "organization", "state", "wishes", "reason", "created_at"),
            found_by=("created_by",),
        ),
        part_of(
            title=_("Address of your calendar"),
            key="event_calendar",
            # Not the address itself: whoever reads an export could read the calendar from then on.
            rows=CalendarAddress.objects.filter(user=user),
            fields=("created_at",),
            found_by=("user",),
        ),
        *_entered(user),
    ]


def _attendances(user: User) -> PersonalData:
    rows = attendances_of(user).select_related("registration__event").order_by("pk")
    part = part_of(
        title=_("Events to which you come"),
        key="event_attendances",
        rows=rows,
        fields=(
            *("registration", "place", *PERSON, "language", "wants_visa_letter"),
            *("seated_at", "came_at", "answered_survey_at"),
        ),
        found_by=("user", "email"),
        labels={"event": pgettext("seminar or tour", "Event")},
    )
    for row, attendee in zip(part.rows, rows, strict=True):
        row["event"] = str(attendee.registration.event)
    return part


def attendances_of(user: User) -> QuerySet[Attendee]:
    """The person's own, by the rule by which they are erased: a colleague may get their ticket by the same address."""
    return Attendee.objects.filter(pk__in=[each.pk for each in own_rows(user)])


def _entered(user: User) -> list[PersonalData]:
    """For whoever moves places, and for staff: what they entered."""
    return [
        part_of(
            title=_("People whom you checked in"),
            key="event_check_ins_made",
            rows=CheckIn.objects.filter(by=user).order_by("pk"),
            fields=("id", "kind", "at"),
            found_by=("by",),
        ),
        part_of(
            title=_("Charges that followed from what you did"),
            key="event_charges",
            rows=Charge.objects.filter(by=user).order_by("pk"),
            fields=("registration", "kind", "amount", "reason", "at"),
            found_by=("by",),
        ),
        part_of(
            title=_("Payments that you entered"),
            key="event_payments",
            rows=Payment.objects.filter(marked_by=user).order_by("pk"),
            fields=("registration", "kind", "amount", "paid_on", "note", "marked_at"),
            found_by=("marked_by",),
        ),
        part_of(
            title=_("Invoices and receipts that you asked for"),
            key="event_papers",
            rows=Paper.objects.filter(issued_by=user).order_by("pk"),
            fields=("kind", "number", "issued_on"),
            found_by=("issued_by",),
        ),
        part_of(
            title=_("Timetables that you had solved"),
            key="event_timetables",
            rows=TimetableRun.objects.filter(started_by=user).order_by("pk"),
            fields=("id", "state", "asked_at"),
            found_by=("started_by",),
        ),
    ]
