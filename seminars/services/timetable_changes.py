"""What staff settle by hand: two who meet at a time, or do not; who did not come, who leaves, who came unannounced."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jitco_portal.common.models import User
from organizations.models import Organization
from seminars.models import Meeting, MeetingDay, MeetingParty, MeetingRule, MeetingSlot, Place, Registration
from seminars.services.meeting_day import add_party, lock_day
from seminars.services.people import PersonValues
from seminars.services.registrations import add_walk_in


class AlreadyFixed(Exception):
    """These two have a fixed meeting."""


class IsParty(Exception):
    """The registration sits at the tables already, or is for another event, or has no place."""


@transaction.atomic
def pin(
    *,
    day: MeetingDay,
    sending: MeetingParty,
    supervising: MeetingParty,
    slot: MeetingSlot,
    reason: str = "",
) -> MeetingRule:
    """The two meet at that time, in every timetable that is made from now on. Raises AlreadyFixed."""
    held = lock_day(day)
    pinned = MeetingRule.objects.filter(day=held, kind=MeetingRule.Kind.PINNED)
    if pinned.filter(sending=sending, supervising=supervising).exists():
        raise AlreadyFixed
    return MeetingRule.objects.create(
        day=held, kind=MeetingRule.Kind.PINNED, sending=sending, supervising=supervising, slot=slot, reason=reason
    )


@transaction.atomic
def forbid(
    *,
    day: MeetingDay,
    sending: MeetingParty | None = None,
    supervising: MeetingParty | None = None,
    slot: MeetingSlot | None = None,
    reason: str = "",
) -> MeetingRule:
    """They do not meet, then or at all; one organization alone: it meets nobody then. A fixed meeting of them ends."""
    held = lock_day(day)
    pinned = MeetingRule.objects.filter(
        day=held, kind=MeetingRule.Kind.PINNED, sending=sending, supervising=supervising
    )
    (pinned.filter(slot=slot) if slot else pinned).delete()
    return MeetingRule.objects.create(
        day=held, kind=MeetingRule.Kind.FORBIDDEN, sending=sending, supervising=supervising, slot=slot, reason=reason
    )


@transaction.atomic
def remove_rule(*, rule: MeetingRule) -> None:
    lock_day(rule.day)
    rule.delete()


@transaction.atomic
def pin_meeting(*, meeting: Meeting) -> MeetingRule:
    """A meeting of the published timetable stays where it is."""
    return pin(day=meeting.day, sending=meeting.sending, supervising=meeting.supervising, slot=meeting.slot)


# On the day -----------------------------------------------------------------------------------------------


@transaction.atomic
def note_absence(*, party: MeetingParty, is_absent: bool) -> None:
    """Nobody meets it, and its published meetings are left out of the next timetable; or it came after all."""
    day = lock_day(party.day)
    if party.is_absent == is_absent:
        return
    party.is_absent = is_absent
    party.save(update_fields=["is_absent"])
    if day.published_at:
        # Its meetings count as cancelled now, or stand again: calendars take that with a higher number only.
        day.revision += 1
        day.save(update_fields=["revision", "changed_at"])


@transaction.atomic
def note_departure(*, party: MeetingParty) -> int:
    """It leaves now: not there at all times that have not begun. Says how many these are."""
    day = lock_day(party.day)
    left = list(day.slots.filter(starts_at__gt=timezone.now()))
    party.unavailable.add(*left)
    return len(left)


@transaction.atomic
def seat_registration(*, day: MeetingDay, registration: Registration) -> MeetingParty:
    """An organization that got its place late sits down too; what others were told is kept where possible.

    Raises IsParty.
    """
    held = lock_day(day)
    has_place = registration.attendees.filter(place=Place.SEATED).exists()
    fits = registration.event_id == held.event_id and has_place
    if not fits or MeetingParty.objects.filter(registration=registration).exists():
        raise IsParty
    return add_party(day=held, registration=registration, is_walk_in=held.published_at is not None)


@transaction.atomic
def seat_walk_in(*, day: MeetingDay, organization: Organization, by: User, person: PersonValues) -> MeetingParty:
    """Somebody came without a place: first a place, as far as one is free, then the table.

    Raises IsParty, and what `registrations.add_walk_in` refuses.
    """
    # Whoever cancelled is still a party, of a registration that does not count any more.
    living = Registration.objects.living().filter(event=day.event_id, organization=organization)
    if MeetingParty.objects.filter(registration__in=living).exists():
        raise IsParty
    registration = add_walk_in(event=day.event, organization=organization, by=by, people=[person])
    return seat_registration(day=day, registration=registration)
