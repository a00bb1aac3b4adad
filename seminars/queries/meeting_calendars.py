"""The meetings of an organization for its calendar: as published now, and what was published before and is no more."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from seminars.models import MeetingDay, MeetingParty, TimetableRun
from seminars.queries.calendars import MeetingTimes, meetings_calendar
from seminars.queries.meetings import name_of, other_of, parties_of, published_meetings


def own_calendar(*, party: MeetingParty, day: MeetingDay) -> bytes:
    """``day`` with its event; in the reader's language."""
    url = settings.SITE_URL + reverse("seminars:own_meetings", args=[day.event_id])
    language = "ja" if get_language() == "ja" else "en"
    times = meeting_times(party=party, day=day)
    return meetings_calendar(times, event=day.event, day=day, language=language, url=url)


def meeting_times(*, party: MeetingParty, day: MeetingDay) -> list[MeetingTimes]:
    """A meeting that moved is the same with another time; one that was dropped comes once more, as cancelled."""
    if day.published_at is None:
        return []
    found = [
        MeetingTimes(
            pair=(each.sending_id, each.supervising_id),
            starts_at=each.slot.starts_at,
            ends_at=each.slot.ends_at,
            other=name_of(other_of(each, party)),
            table=each.table.name,
            interpreter=each.interpreter.label if each.interpreter else "",
        )
        for each in published_meetings(day=day).of_parties([party])  # type: ignore[attr-defined]
    ]
    held = {each.pair for each in found}
    return found + [each for pair, each in _published_once(party, day).items() if pair not in held]


def _published_once(party: MeetingParty, day: MeetingDay) -> dict[tuple[int, int], MeetingTimes]:
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
                found[pair] = MeetingTimes(pair, starts_at, ends_at, names.get(other, ""), is_cancelled=True)
    return found
