"""Working days in Japan: what is promised within so many days is promised by a day on which somebody is there."""

from __future__ import annotations

import datetime

import jpholiday

# Offices in Japan are closed over the turn of the year (29 December to 3 January), public holiday or not.
_TURN_OF_THE_YEAR = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
_SATURDAY = 5


def is_working_day(day: datetime.date) -> bool:
    """Public holidays are known by law as it stands today: of later years a holiday may move."""
    if day.weekday() >= _SATURDAY or (day.month, day.day) in _TURN_OF_THE_YEAR:
        return False
    return not jpholiday.is_holiday(day)


def working_days_after(day: datetime.date, number: int) -> datetime.date:
    """The day on which so many working days have passed since ``day``, which itself is not counted."""
    while number > 0:
        day += datetime.timedelta(days=1)
        number -= is_working_day(day)
    return day
