"""What staff see of a day of meetings: who sits there, what is settled, what is published, and how searches went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jitco_portal.common.languages import listed
from organizations.languages import language_name
from seminars.models import (
    Attendee,
    Group,
    Meeting,
    MeetingDay,
    MeetingParty,
    MeetingRule,
    MeetingWish,
    Registration,
    RegistrationState,
    TimetableRun,
)
from seminars.queries.meetings import (
    has_seat,
    is_there,
    name_of,
    parties_of,
    published_meetings,
    short_name_of,
    side_of,
    slot_label,
    takes_place,
    where_of,
)


@dataclass(frozen=True)
class DeskParty:
    party: MeetingParty
    name: str
    where: str
    languages: str
    away: str
    has_place: bool
    words: dict[str, int]
    meetings: int
    # People of it who are through the door.
    came: int


@dataclass(frozen=True)
class DeskSide:
    title: str
    rows: Sequence[DeskParty]


@dataclass(frozen=True)
class DeskParties:
    sides: Sequence[DeskSide]
    waiting: Sequence[Registration]


def desk_parties(*, day: MeetingDay) -> DeskParties:
    parties = list(parties_of(day=day))
    words: dict[int, dict[str, int]] = {party.pk: {word.value: 0 for word in MeetingWish.Word} for party in parties}
    rows = MeetingWish.objects.filter(party__day=day).order_by().values_list("party_id", "word")
    for party, word, number in rows.annotate(number=Count("pk")):
        words[party][word] = number
    met: Counter[int] = Counter()
    for pair in Meeting.objects.filter(day=day).values_list("sending_id", "supervising_id"):
        met.update(pair)
    here = Attendee.objects.filter(registration__party__day=day, came_at__isnull=False)
    came = Counter(here.values_list("registration_id", flat=True))
    sides = []
    for group in (Group.SENDING, Group.SUPERVISING):
        found = [
            DeskParty(
                party=party,
                name=name_of(party),
                where=where_of(party.registration.organization),
                languages=listed(language_name(code) for code in party.languages),
                away=listed(slot_label(slot, event=day.event) for slot in party.unavailable.all()),
                has_place=party.has_seat,  # type: ignore[attr-defined]
                words=words[party.pk],
                meetings=met[party.pk],
                came=came[party.registration_id],
            )
            for party in parties
            if side_of(party) == group
        ]
        sides.append(DeskSide(str(group.label), sorted(found, key=lambda each: each.name)))
    return DeskParties(sides=sides, waiting=without_party(day=day))


def without_party(*, day: MeetingDay) -> list[Registration]:
    """Registrations with a place whose organization does not sit at the tables yet."""
    rows = Registration.objects.filter(has_seat("pk"), event=day.event_id, state=RegistrationState.ACCEPTED, party=None)
    return list(rows.select_related("organization__country", "group", "event").order_by("pk"))


# The timetable at the desk --------------------------------------------------------------------------------


@dataclass(frozen=True)
class DeskMeeting:
    meeting: Meeting
    label: str
    sending: str
    supervising: str
    rule: MeetingRule | None
    is_cancelled: bool


@dataclass(frozen=True)
class DeskRule:
    rule: MeetingRule
    text: str


@dataclass(frozen=True)
class DeskTimetable:
    meetings: Sequence[DeskMeeting]
    rules: Sequence[DeskRule]
    runs: Sequence[TimetableRun]
    living: TimetableRun | None
    remarks: Sequence[str]
    counts: dict[str, int]
    can_solve: bool


def desk_timetable(*, day: MeetingDay) -> DeskTimetable:
    parties = list(parties_of(day=day))
    rules = list(
        MeetingRule.objects.filter(day=day)
        .select_related(
            "slot",
            "sending__registration__organization",
            "supervising__registration__organization",
        )
        .order_by("pk")
    )
    pinned = {
        (rule.sending_id, rule.supervising_id, rule.slot_id): rule
        for rule in rules
        if rule.kind == MeetingRule.Kind.PINNED
    }
    meetings = [
        DeskMeeting(
            meeting=each,
            label=slot_label(each.slot, event=day.event),
            sending=short_name_of(each.sending.registration.organization),
            supervising=short_name_of(each.supervising.registration.organization),
            rule=pinned.get((each.sending_id, each.supervising_id, each.slot_id)),
            is_cancelled=not takes_place(each),
        )
        for each in published_meetings(day=day)
    ]
    # Without what was asked and what came out: that is long, and read on the run's own page.
    runs = list(runs_of(day=day)[:20])
    counts = {
        "sending": sum(side_of(party) == Group.SENDING and is_there(party) for party in parties),
        "supervising": sum(side_of(party) == Group.SUPERVISING and is_there(party) for party in parties),
        "absent": sum(not is_there(party) for party in parties),
        "slots": day.slots.count(),
        "tables": day.tables.count(),
        "interpreters": day.interpreters.count(),
    }
    living = (TimetableRun.State.WAITING, TimetableRun.State.RUNNING)
    return DeskTimetable(
        meetings=meetings,
        rules=[DeskRule(rule, rule_text(rule=rule, day=day)) for rule in rules],
        runs=runs,
        living=next((run for run in runs if run.state in living), None),
        remarks=_remarks(day, parties, meetings),
        counts=counts,
        can_solve=all(counts[name] for name in ("sending", "supervising", "slots", "tables")),
    )


def runs_of(*, day: MeetingDay) -> QuerySet[TimetableRun]:
    return TimetableRun.objects.filter(day=day).defer("instance", "result").select_related("started_by").order_by("-pk")


def rule_text(*, rule: MeetingRule, day: MeetingDay) -> str:
    """A fixed or forbidden meeting in a sentence."""
    one = short_name_of(rule.sending.registration.organization) if rule.sending else ""
    two = short_name_of(rule.supervising.registration.organization) if rule.supervising else ""
    told = {"one": one or two, "two": two, "slot": slot_label(rule.slot, event=day.event) if rule.slot else ""}
    if rule.kind == MeetingRule.Kind.PINNED:
        return _("%(one)s and %(two)s meet at %(slot)s.") % told
    if one and two:
        if rule.slot:
            return _("%(one)s and %(two)s do not meet at %(slot)s.") % told
        return _("%(one)s and %(two)s do not meet.") % told
    if rule.slot:
        return _("%(one)s meets nobody at %(slot)s.") % told
    return _("%(one)s meets nobody.") % told


def outside_of_event(*, day: MeetingDay) -> str:
    """A sentence where times for meetings lie before the event begins or after it ends: it may have been moved."""
    begins, ends = day.event.starts_at, day.event.ends_at
    if begins is None or ends is None:
        return ""
    outside = [slot for slot in day.slots.all() if slot.starts_at < begins or slot.ends_at > ends]
    if not outside:
        return ""
    told = ngettext(
        "%(number)s time for meetings lies outside the event. Move it, or the event.",
        "%(number)s times for meetings lie outside the event. Move them, or the event.",
        len(outside),
    )
    return told % {"number": len(outside)}


def _remarks(day: MeetingDay, parties: Sequence[MeetingParty], meetings: Sequence[DeskMeeting]) -> list[str]:
    """What makes a timetable worse than it need be, before it is solved; and what the published one lost since."""
    remarks = [outside] if (outside := outside_of_event(day=day)) else []
    lost = sum(each.is_cancelled for each in meetings)
    if lost:
        told = ngettext(
            "%(number)s published meeting does not take place: an organization is not there any more. Solve again "
            "with few changes and publish, so that the other one is told.",
            "%(number)s published meetings do not take place: organizations are not there any more. Solve again "
            "with few changes and publish, so that the others are told.",
            lost,
        )
        remarks.append(told % {"number": lost})
    here = [party for party in parties if is_there(party)]
    silent = [party for party in here if not party.languages]
    if silent:
        told = ngettext(
            "%(number)s organization has no language: it can meet nobody.",
            "%(number)s organizations have no language: they can meet nobody.",
            len(silent),
        )
        remarks.append(told % {"number": len(silent)})
    wished = set(MeetingWish.objects.filter(party__day=day).values_list("party_id", flat=True))
    without = sum(party.pk not in wished for party in here)
    if without:
        told = ngettext(
            "%(number)s organization has stated no wish.", "%(number)s organizations have stated no wish.", without
        )
        remarks.append(told % {"number": without})
    left = len(without_party(day=day))
    if left:
        told = ngettext(
            "%(number)s organization with a place does not sit at the tables yet.",
            "%(number)s organizations with a place do not sit at the tables yet.",
            left,
        )
        remarks.append(told % {"number": left})
    return remarks
