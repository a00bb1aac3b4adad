"""Times of an event in words: on the clock of its place, and beside it on the reader's."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

from babel.dates import get_timezone_location
from django.utils import formats
from django.utils.translation import get_language

from jitco_portal.common.accounts.time_zones import JAPANESE
from jitco_portal.common.languages import in_parentheses
from jitco_portal.common.shown_dates import shown_date
from seminars.models import Event


def told_when(event: Event) -> str:
    """``27 December 2026, 10:00–17:00 (Tokyo, UTC+09:00)``; of a past event its day as exact as it is known."""
    if event.starts_at is None or event.ends_at is None:
        return shown_date(event.starts_on)
    return span(event.starts_at, event.ends_at, event.time_zone)


def told_lines(event: Event) -> list[str]:
    """For a narrow column: the day and, in a line of its own, the times; of several days the first and the last."""
    if event.starts_at is None or event.ends_at is None:
        return [shown_date(event.starts_on)]
    zone = zoneinfo.ZoneInfo(event.time_zone)
    first, last = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    if first.date() == last.date():
        return [shown_date(first.date()), f"{_clock(first)}–{_clock(last)}{_named(zone, first)}"]
    return [f"{shown_date(first.date())} – {shown_date(last.date())}"]


def told_for_reader(event: Event, time_zone: str) -> str:
    """The same on the reader's clock; nothing where both clocks show the same."""
    if event.starts_at is None or event.ends_at is None:
        return ""
    here, there = (event.starts_at.astimezone(zoneinfo.ZoneInfo(each)) for each in (event.time_zone, time_zone))
    return "" if here.utcoffset() == there.utcoffset() else span(event.starts_at, event.ends_at, time_zone)


def told_moment(moment: datetime.datetime, time_zone: str) -> str:
    """``27 December 2026, 10:00 (Tokyo, UTC+09:00)``."""
    zone = zoneinfo.ZoneInfo(time_zone)
    there = moment.astimezone(zone)
    comma = " " if _language() == "ja" else ", "
    return f"{shown_date(there.date())}{comma}{_clock(there)}{_named(zone, there)}"


def span(starts_at: datetime.datetime, ends_at: datetime.datetime, time_zone: str) -> str:
    zone = zoneinfo.ZoneInfo(time_zone)
    first, last = starts_at.astimezone(zone), ends_at.astimezone(zone)
    comma = " " if _language() == "ja" else ", "
    begins = f"{shown_date(first.date())}{comma}{_clock(first)}"
    ends = _clock(last) if first.date() == last.date() else f" {shown_date(last.date())}{comma}{_clock(last)}"
    dash = "–" if first.date() == last.date() else " –"
    return f"{begins}{dash}{ends}{_named(zone, first)}"


def _clock(moment: datetime.datetime) -> str:
    return str(formats.time_format(moment.time(), "H:i"))


def _named(zone: zoneinfo.ZoneInfo, moment: datetime.datetime) -> str:
    """The city with its offset on that day, which is not always that of today."""
    offset = moment.strftime("%z")
    language = _language()
    city: Any = "UTC" if zone.key == "UTC" else get_timezone_location(zone.key, locale=language, return_city=True)
    if language == "ja":
        city = JAPANESE.get(zone.key, city)
    comma = "、" if language == "ja" else ", "
    return str(in_parentheses(f"{city}{comma}UTC{offset[:3]}:{offset[3:]}"))


def _language() -> str:
    return "ja" if get_language() == "ja" else "en"


def told_facts(event: Event) -> dict[str, str]:
    """What a person with a place has to know at once when it changes."""
    return {
        "starts_at": _exact(event.starts_at),
        "ends_at": _exact(event.ends_at),
        "time_zone": event.time_zone,
        "place_form": event.place_form,
        **{name: getattr(event, name) for name in ("venue_en", "venue_ja", "address_en", "address_ja", "online_url")},
    }


def _exact(moment: datetime.datetime | None) -> str:
    return moment.astimezone(datetime.UTC).isoformat() if moment else ""
