"""The meetings of an organization for its calendar: as published now, and what was published before and is no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from seminars.models import MeetingDay, MeetingParty, Place, TimetableRun
from seminars.queries.calendars import MeetingTimes, meetings_calendar
from seminars.queries.meetings import name_of, other_of, parties_of, published_meetings, takes_place


def own_calendar(*, parties: Sequence[MeetingParty], day: MeetingDay) -> bytes:
    """``day`` with its event; in the reader's language.

    Of one organization: it has several parties where it cancelled its registration, and registered anew.
    """
    url = settings.SITE_URL + reverse("seminars:own_meetings", args=[day.event_id])
    language = "ja" if get_language() == "ja" else "en"
    times = [each for party in parties for each in meeting_times(party=party, day=day)]
    return meetings_calendar(times, event=day.event, day=day, language=language, url=url)


def meeting_times(*, party: MeetingParty, day: MeetingDay) -> list[MeetingTimes]:
    """A meeting that moved is the same with another time; one that was dropped comes once more, as cancelled."""
    if day.published_at is None:
        return []
    steps = _steps(day)
    found = [
        MeetingTimes(
            pair=(each.sending_id, each.supervising_id),
            starts_at=each.slot.starts_at,
            ends_at=each.slot.ends_at,
            other=name_of(other_of(each, party)),
            table=each.table.name,
            interpreter=each.interpreter.label if each.interpreter else "",
            is_cancelled=not takes_place(each),
            steps=steps[each.sending_id] + steps[each.supervising_id],
        )
        for each in published_meetings(day=day).of_parties([party])  # type: ignore[attr-defined]
    ]
    held = {each.pair for each in found}
    return found + [each for pair, each in _published_once(party, day, steps).items() if pair not in held]


def _steps(day: MeetingDay) -> Counter[int]:
    """By party: each person who left counts twice, less one while nobody has a place, as in a person's calendar."""
    places = MeetingParty.objects.filter(day=day).values_list("pk", "registration__attendees__place").order_by()
    rows = list(places.annotate(number=Count("registration__attendees")))
    seated = {key for key, place, _number in rows if place == Place.SEATED}
    return Counter({key: 2 * number - (key not in seated) for key, place, number in rows if place == Place.GIVEN_UP})


def _published_once(party: MeetingParty, day: MeetingDay, steps: Counter[int]) -> dict[tuple[int, int], MeetingTimes]:
    """Each pair with the last time that was published for it."""
    names = {each.pk: name_of(each) for each in parties_of(day=day)}
    runs = TimetableRun.objects.filter(day=day, published_at__isnull=False).order_by("published_at", "pk")
    found: dict[tuple[int, int], MeetingTimes] = {}
    for instance, result in runs.values_list("instance", "result"):
        slots: dict[str, Any] = {each["id"]: each for each in instance["slots"]}
        for each in (result or {}).get("meetings", []):
            pair = (int(each["sending"]), int(each["supervising"]))
            if party.pk not in pair:
                continue
            starts_at, ends_at = (parse_datetime(slots[each["slot"]][name]) for name in ("start", "end"))
            other = pair[0] if pair[1] == party.pk else pair[1]
            if starts_at and ends_at:
                found[pair] = MeetingTimes(
                    pair,
                    starts_at,
                    ends_at,
                    names.get(other, ""),
                    is_cancelled=True,
                    steps=steps[pair[0]] + steps[pair[1]],
                )
    return found
