"""Setting up a day of meetings: times, tables, who sits there, and whom each wishes to meet."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from babel.languages import get_official_languages
from django.db import transaction
from django.utils import timezone

from organizations.languages import OFFERED
from organizations.models import Organization
from seminars.models import (
    Event,
    Group,
    MeetingDay,
    MeetingParty,
    MeetingSlot,
    MeetingTable,
    MeetingWish,
    Registration,
)
from seminars.queries.meeting_desk import without_party
from seminars.queries.meetings import side_of

MOST_SLOTS = 60
MOST_TABLES = 100
JAPANESE = "ja"


class TimesOverlap(Exception):
    """A time that is to be added lies within one that is there."""


class NoTimes(Exception):
    """Between the beginning and the end no meeting of this length fits."""


class TooMany(Exception):
    """More times or tables than a day can have."""


class WishesClosed(Exception):
    """Wishes are not taken any more, or not yet."""


class TooManyMusts(Exception):
    """More musts than one organization may state."""


class OtherSideOnly(Exception):
    """A wish names an organization that is not of the other side at these meetings."""


def lock_day(day: MeetingDay) -> MeetingDay:
    """The day as it is now, for us alone until the transaction ends."""
    rows = MeetingDay.objects.select_related("event").select_for_update(no_key=True, of=("self",))
    return rows.get(pk=day.pk)


# Times and tables -----------------------------------------------------------------------------------------


@transaction.atomic
def make_slots(
    *,
    day: MeetingDay,
    begins: datetime.datetime,
    ends: datetime.datetime,
    minutes: int,
    change_minutes: int = 0,
    pause_after: int | None = None,
    pause_minutes: int = 0,
) -> list[MeetingSlot]:
    """Meetings of ``minutes`` one after another, with some to change tables, and a pause after every so many.

    Raises NoTimes, TooMany, TimesOverlap.
    """
    held = lock_day(day)
    made: list[MeetingSlot] = []
    starts = begins
    length = datetime.timedelta(minutes=minutes)
    while starts + length <= ends:
        is_after_pause = bool(pause_after and made and len(made) % pause_after == 0)
        made.append(MeetingSlot(day=held, starts_at=starts, ends_at=starts + length, break_before=is_after_pause))
        if len(made) > MOST_SLOTS:
            raise TooMany
        is_before_pause = bool(pause_after and len(made) % pause_after == 0)
        wait = pause_minutes if is_before_pause else change_minutes
        starts += length + datetime.timedelta(minutes=wait)
    if not made:
        raise NoTimes
    there = list(held.slots.all())
    if len(there) + len(made) > MOST_SLOTS:
        raise TooMany
    if any(one.starts_at < other.ends_at and other.starts_at < one.ends_at for one in made for other in there):
        raise TimesOverlap
    return MeetingSlot.objects.bulk_create(made)


@transaction.atomic
def make_tables(*, day: MeetingDay, number: int) -> list[MeetingTable]:
    """So many more tables, numbered on from those that are there. Raises TooMany."""
    held = lock_day(day)
    names = set(held.tables.values_list("name", flat=True))
    if len(names) + number > MOST_TABLES:
        raise TooMany
    free = (str(each) for each in range(1, len(names) + number + 1) if str(each) not in names)
    last = max(held.tables.values_list("position", flat=True), default=0)
    return MeetingTable.objects.bulk_create(
        MeetingTable(day=held, name=next(free), position=last + place) for place in range(1, number + 1)
    )


# Parties --------------------------------------------------------------------------------------------------


@transaction.atomic
def take_parties(*, day: MeetingDay) -> list[MeetingParty]:
    """Whoever has a place at the event and does not sit at the tables yet; asked again, it adds who came since."""
    held = lock_day(day)
    return [add_party(day=held, registration=registration) for registration in without_party(day=held)]


def add_party(*, day: MeetingDay, registration: Registration, is_walk_in: bool = False) -> MeetingParty:
    return MeetingParty.objects.create(
        day=day,
        registration=registration,
        languages=languages_from_profile(registration=registration),
        is_walk_in=is_walk_in,
    )


def languages_from_profile(*, registration: Registration) -> list[str]:
    """As the profile says; else those of the country, else of the event. In Japan everybody speaks Japanese."""
    organization = registration.organization
    found = list(organization.languages) or _of_country(organization) or list(registration.event.languages)
    if organization.kind == Group.SUPERVISING and JAPANESE not in found:
        found = [JAPANESE, *found]
    return list(dict.fromkeys(found))


def _of_country(organization: Organization) -> list[str]:
    if organization.country is None:
        return []
    official = get_official_languages(organization.country.code.upper(), de_facto=True)
    return [code for code in official if code in OFFERED]


# Wishes ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartyValues:
    """What a party says of itself."""

    languages: Collection[str]
    unavailable: Collection[int]
    max_meetings: int | None = None
    max_run: int | None = None


def takes_wishes(day: MeetingDay) -> bool:
    """Whether members may state wishes now; without a last day, until the first timetable is published."""
    event = day.event
    if event.state != Event.State.PUBLISHED or event.is_over:
        return False
    if day.wishes_until is None:
        return day.published_at is None
    return timezone.now() < day.wishes_until


@transaction.atomic
def state_wishes(
    *, party: MeetingParty, words: Mapping[int, str], values: PartyValues, at_the_desk: bool = False
) -> None:
    """Whom the party wishes to meet, by the keys of the parties; whoever is not named is nothing said of.

    Raises WishesClosed (but at the desk), TooManyMusts, OtherSideOnly. What does not change is not written.
    """
    day = lock_day(party.day)
    if not at_the_desk and not takes_wishes(day):
        raise WishesClosed
    words = {key: word for key, word in words.items() if word}
    if sum(word == MeetingWish.Word.MUST for word in words.values()) > day.most_musts:
        raise TooManyMusts
    own = side_of(party)
    others = MeetingParty.objects.filter(day=day).exclude(registration__group__group=own).values_list("pk", flat=True)
    if not set(words) <= set(others) or not set(words.values()) <= set(MeetingWish.Word.values):
        raise OtherSideOnly
    held = {wish.other_id: wish for wish in MeetingWish.objects.filter(party=party)}
    MeetingWish.objects.filter(pk__in=[wish.pk for key, wish in held.items() if key not in words]).delete()
    for key, word in words.items():
        if key not in held:
            MeetingWish.objects.create(party=party, other_id=key, word=word)
        elif held[key].word != word:
            held[key].word = word
            held[key].save(update_fields=["word"])
    _write_values(party, values)


def _write_values(party: MeetingParty, values: PartyValues) -> None:
    said = {
        "languages": list(dict.fromkeys(values.languages)),
        "max_meetings": values.max_meetings,
        "max_run": values.max_run,
    }
    changed = [name for name, value in said.items() if getattr(party, name) != value]
    for name in changed:
        setattr(party, name, said[name])
    if changed:
        party.save(update_fields=changed)
    slots = set(MeetingSlot.objects.filter(day=party.day_id, pk__in=values.unavailable).values_list("pk", flat=True))
    if set(party.unavailable.values_list("pk", flat=True)) != slots:
        party.unavailable.set(slots)
