"""What pages of materials need beside the page's tags: sizes of files, and how long they take to come."""

from __future__ import annotations

from babel.numbers import format_decimal
from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from jitco_portal.common.languages import listed

register = template.Library()

_UNITS = ("KB", "MB", "GB", "TB")
# A telephone at the edge of the net, a shared line of an office, a good line: megabits a second.
SPEEDS = ("0.5", "2", "10")
_MINUTE, _HOUR = 60, 3600


@register.filter
def file_size(size: int | None) -> str:
    """``830 bytes``, ``2.4 MB``, ``210 MB``: two figures at least, in the form of the page's language."""
    if size is None:
        return ""
    language = "ja" if get_language() == "ja" else "en"
    if size < 1024:
        return ngettext("%(size)s byte", "%(size)s bytes", size) % {"size": size}
    value, power = size / 1024, 0
    # What would be rounded to 1024 is one of the next unit.
    while value >= 1023.5 and power < len(_UNITS) - 1:
        value, power = value / 1024, power + 1
    return (
        f"{format_decimal(value, '0.#' if value < 9.95 else '#,##0', locale=language)}\N{NO-BREAK SPACE}{_UNITS[power]}"
    )


@register.filter
def download_time(size: int, speed: str) -> str:
    """How long a file takes on a line of ``speed`` megabits a second: ``about 4 minutes``."""
    seconds = size * 8 / (float(speed) * 1_000_000)
    if seconds < 10:
        return _("a few seconds")
    if seconds < 55:
        return _("about %(count)s seconds") % {"count": round(seconds / 10) * 10}
    minutes = max(1, round(seconds / _MINUTE))
    if minutes < 10:
        return _minutes(minutes)
    if minutes < 58:
        return _minutes(round(minutes / 5) * 5)
    hours, minutes = divmod(round(seconds / _HOUR * 6) * 10, 60)
    if minutes and hours < 10:
        return _("about %(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    hours = round(seconds / _HOUR)
    return ngettext("about %(count)s hour", "about %(count)s hours", hours) % {"count": hours}


@register.filter
def download_times(size: int) -> str:
    """``about 4 minutes at 0.5 Mbit/s, about 1 minute at 2 Mbit/s …``: for slow, middling and good lines.

    What comes at once on the slowest of them needs no more words.
    """
    times = [download_time(size, speed) for speed in SPEEDS]
    if len(set(times)) == 1:
        return times[0]
    sentence = _("%(time)s at %(speed)s Mbit/s")
    return listed(sentence % {"time": time, "speed": speed} for time, speed in zip(times, SPEEDS, strict=True))


def _minutes(count: int) -> str:
    return ngettext("about %(count)s minute", "about %(count)s minutes", count) % {"count": count}
