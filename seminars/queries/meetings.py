"""Who sits at the tables of a day of meetings, who may look at what of it, and the timetable that is published."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jitco_portal.common.accounts.time_zones import time_zone_name
from jitco_portal.common.languages import listed
from organizations.languages import language_name
from organizations.models import Organization
from organizations.models.members import may_be_seen
from organizations.prefectures import prefecture_name
from organizations.queries.members import memberships_of
from seminars.models import (
    Attendee,
    Event,
    Group,
    Meeting,
    MeetingDay,
    MeetingParty,
    MeetingSlot,
    Place,
    Registration,
    RegistrationState,
)

VIEW = "seminars.view_meetingday"


# Who may look ---------------------------------------------------------------------------------------------


def days_visible_to(*, user: Any) -> QuerySet[MeetingDay]:
    """Days of events that the person may see and at which they have something to do: staff, and who has a place."""
    days = MeetingDay.objects.select_related("event").filter(event__in=Event.objects.visible_to(user))
    if may_be_seen(user, VIEW):
        return days
    return days.filter(event__in=_registrations_of(user).values("event"))


def is_meeting_staff(*, user: Any) -> bool:
    return may_be_seen(user, VIEW)


def own_parties(*, day: MeetingDay, user: Any, to_edit: bool = False) -> list[MeetingParty]:
    """Those of the organizations that the person reads for, or acts for; with a place only."""
    rows = parties_of(day=day).filter(registration__in=_registrations_of(user, to_edit=to_edit))
    return list(rows.order_by("registration__organization__public_id"))


def parties_once_of(*, day: MeetingDay, user: Any) -> list[MeetingParty]:
    """For calendars alone: also those that lost their place since, as a program keeps what nobody takes away."""
    own = [each.organization_id for each in memberships_of(user)]
    rows = parties_of(day=day).filter(registration__organization__in=own, registration__organization__merged_into=None)
    return list(rows.order_by("registration__organization__public_id", "pk"))


def _registrations_of(user: Any, *, to_edit: bool = False) -> QuerySet[Registration]:
    """As a member, whatever staff may see besides."""
    own = [each.organization_id for each in memberships_of(user) if each.may_edit or not to_edit]
    rows = Registration.objects.filter(organization__in=own, organization__merged_into=None)
    return rows.filter(has_seat("pk"), state=RegistrationState.ACCEPTED)


def has_seat(path: str = "registration") -> Exists:
    """Whether anybody of a registration has a place: one that is only offered may be declined yet."""
    return Exists(Attendee.objects.filter(registration=OuterRef(path), place=Place.SEATED))


# Parties and slots ----------------------------------------------------------------------------------------


def parties_of(*, day: MeetingDay) -> QuerySet[MeetingParty]:
    """With all that names and describes them."""
    rows = MeetingParty.objects.filter(day=day).select_related(
        "registration__group", "registration__organization__country", "registration__organization__supervising"
    )
    return rows.annotate(has_seat=has_seat()).prefetch_related("unavailable").order_by("pk")


def is_there(party: Any) -> bool:
    """Whether it can meet anybody: whoever lost its place since is as absent as who did not come.

    Of a party as `parties_of` reads it.
    """
    return not party.is_absent and party.has_seat


def side_of(party: MeetingParty) -> str:
    return party.registration.group.group


def name_of(party: MeetingParty) -> str:
    return party.registration.organization.name


def short_name_of(organization: Organization) -> str:
    return organization.short_name or organization.name


def where_of(organization: Organization) -> str:
    """The country of a sending organization, the prefecture of one in Japan."""
    if organization.country_id:
        return str(organization.country.name) if organization.country else ""
    if not hasattr(organization, "supervising") or not organization.supervising.prefecture:
        return ""
    return prefecture_name(organization.supervising.prefecture, "ja" if get_language() == "ja" else "en")


def clock(moment: datetime.datetime, *, event: Event) -> str:
    """``10:05`` on the clock of the place."""
    return moment.astimezone(event.zone).strftime("%H:%M")


def slot_label(slot: MeetingSlot, *, event: Event) -> str:
    """``10:00–10:20``; with the day where the event has several."""
    label = f"{clock(slot.starts_at, event=event)}–{clock(slot.ends_at, event=event)}"
    day = slot.starts_at.astimezone(event.zone).date()
    return label if day == event.day else f"{day:%m-%d} {label}"


def zone_name(event: Event) -> str:
    return time_zone_name(event.time_zone, language="ja" if get_language() == "ja" else "en")


def state_at(slot: MeetingSlot, now: datetime.datetime) -> str:
    """``over``, ``now`` or ``coming``."""
    if slot.ends_at <= now:
        return "over"
    return "now" if slot.starts_at <= now else "coming"


# The timetable that is published --------------------------------------------------------------------------


def published_meetings(*, day: MeetingDay) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(day=day).annotate(
        sending_has_seat=has_seat("sending__registration"), supervising_has_seat=has_seat("supervising__registration")
    )
    sides = [
        f"{side}__registration__organization__{detail}"
        for side in ("sending", "supervising")
        for detail in ("country", "supervising")
    ]
    groups = [f"{side}__registration__group" for side in ("sending", "supervising")]
    return rows.select_related("slot", "table", "interpreter", *sides, *groups).order_by(
        "slot__starts_at", "table__position", "table__pk"
    )


def told_places(*, day: MeetingDay) -> dict[int, tuple[Any, ...]]:
    """Of each published meeting what its two organizations read: the time, the table and the interpreter."""
    rows = Meeting.objects.filter(day=day).values_list(
        "pk", "slot__starts_at", "slot__ends_at", "table__name", "interpreter__label"
    )
    return {row[0]: row[1:] for row in rows} if day.published_at else {}


def takes_place(meeting: Any) -> bool:
    """Not where one of the two is not there any more, until the next timetable leaves it out.

    Of a meeting as `published_meetings` reads it.
    """
    are_seated = meeting.sending_has_seat and meeting.supervising_has_seat
    return are_seated and not (meeting.sending.is_absent or meeting.supervising.is_absent)


def other_of(meeting: Meeting, party: MeetingParty) -> MeetingParty:
    return meeting.supervising if meeting.sending_id == party.pk else meeting.sending


def spoken_in(meeting: Meeting) -> str:
    """How the two understand each other: a language, or the interpreter."""
    if meeting.interpreter:
        pairs = meeting.interpreter.pairs
        shown = listed("–".join(language_name(code) for code in pair.split("-")) for pair in pairs)
        return _("with %(interpreter)s (%(languages)s)") % {
            "interpreter": meeting.interpreter.label,
            "languages": shown,
        }
    common = [code for code in meeting.sending.languages if code in meeting.supervising.languages]
    return listed(language_name(code) for code in common)


@dataclass(frozen=True)
class OwnMeeting:
    """A meeting as one of the two reads it."""

    meeting: Meeting
    label: str
    table: str
    other: Organization
    where: str
    language: str
    # over, now or coming; cancelled where one of the two is not there any more
    state: str


@dataclass(frozen=True)
class OwnTimetable:
    """``unmet``: what the party wished and does not get, each with a reason that says nothing of the other's wishes."""

    event: Event
    day: MeetingDay
    party: MeetingParty
    meetings: Sequence[OwnMeeting]
    zone: str
    unmet: Sequence[Any] = field(default_factory=list)

    @property
    def is_published(self) -> bool:
        return self.day.published_at is not None

    @property
    def organization(self) -> Organization:
        return self.party.registration.organization


def own_timetable(
    *, party: MeetingParty, day: MeetingDay, meetings: Iterable[Meeting] | None = None, unmet: Sequence[Any] = ()
) -> OwnTimetable:
    """``day`` with its event; ``meetings`` of the whole day, where they were read already."""
    event, now = day.event, timezone.now()
    if meetings is None:
        meetings = published_meetings(day=day).of_parties([party]) if day.published_at else []  # type: ignore[attr-defined]
    rows = [
        OwnMeeting(
            meeting=meeting,
            label=slot_label(meeting.slot, event=event),
            table=meeting.table.name,
            other=(organization := other_of(meeting, party).registration.organization),
            where=where_of(organization),
            language=spoken_in(meeting),
            state=state_at(meeting.slot, now) if takes_place(meeting) else "cancelled",
        )
        for meeting in meetings
        if party.pk in (meeting.sending_id, meeting.supervising_id)
    ]
    return OwnTimetable(event=event, day=day, party=party, meetings=rows, zone=zone_name(event), unmet=unmet)


def timetable_of(*, registration: Registration) -> OwnTimetable | None:
    """For pages that stand on a registration, as a ticket; None without meetings or before they are published."""
    party = (
        MeetingParty.objects.select_related("day__event", "registration__organization")
        .filter(registration=registration, day__published_at__isnull=False)
        .annotate(has_seat=has_seat())
        .first()
    )
    return own_timetable(party=party, day=party.day) if party else None


# For everybody at once ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    meeting: Meeting
    sending: str
    supervising: str
    interpreter: str
    is_cancelled: bool = False


@dataclass(frozen=True)
class GridSlot:
    slot: MeetingSlot
    label: str
    break_before: bool
    state: str


@dataclass(frozen=True)
class GridRow:
    """``cells``: each slot in its order with what is there, or None. ``name`` of the table or organization."""

    name: str
    cells: Sequence[Any]
    where: str = ""
    side: str = ""
    count: int = 0
    is_absent: bool = False


@dataclass(frozen=True)
class Grid:
    slots: Sequence[GridSlot]
    rows: Sequence[GridRow]


def grid_slots(*, day: MeetingDay) -> list[GridSlot]:
    now = timezone.now()
    return [
        GridSlot(slot, slot_label(slot, event=day.event), slot.break_before, state_at(slot, now))
        for slot in day.slots.order_by("starts_at")
    ]


def table_plan(*, day: MeetingDay) -> Grid:
    """Tables down, times across."""
    slots = grid_slots(day=day)
    held = {(each.table_id, each.slot_id): _cell(each) for each in published_meetings(day=day)}
    rows = [
        GridRow(
            name=table.name,
            cells=[(column, held.get((table.pk, column.slot.pk))) for column in slots],
        )
        for table in day.tables.order_by("position", "pk")
    ]
    return Grid(slots, rows)


def _cell(meeting: Meeting) -> Cell:
    return Cell(
        meeting=meeting,
        sending=short_name_of(meeting.sending.registration.organization),
        supervising=short_name_of(meeting.supervising.registration.organization),
        interpreter=meeting.interpreter.label if meeting.interpreter else "",
        is_cancelled=not takes_place(meeting),
    )


def overview(*, day: MeetingDay) -> Grid:
    """Organizations down, times across: where each sits, and with whom."""
    slots = grid_slots(day=day)
    here: dict[tuple[int, int], dict[str, Any]] = {}
    for each in published_meetings(day=day):
        for own, other in ((each.sending, each.supervising), (each.supervising, each.sending)):
            here[own.pk, each.slot_id] = {
                "table": each.table.name,
                "other": short_name_of(other.registration.organization),
                "interpreter": each.interpreter.label if each.interpreter else "",
                "is_cancelled": not takes_place(each),
            }
    parties = sorted(parties_of(day=day), key=lambda party: (side_of(party) != Group.SENDING, name_of(party)))
    rows = []
    for party in parties:
        cells = [(column, here.get((party.pk, column.slot.pk))) for column in slots]
        rows.append(
            GridRow(
                name=name_of(party),
                where=where_of(party.registration.organization),
                side=str(Group(side_of(party)).label),
                cells=cells,
                count=sum(cell is not None and not cell["is_cancelled"] for _column, cell in cells),
                is_absent=not is_there(party),
            )
        )
    return Grid(slots, rows)
