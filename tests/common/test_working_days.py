"""Working days in Japan: weekends, public holidays by law, and the turn of the year."""

import datetime

import pytest

from jitco_portal.common.working_days import is_working_day, working_days_after


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("since", "number", "until"),
    [
        # A Monday: the Monday after.
        ("2026-11-09", 5, "2026-11-16"),
        # Over Labour Thanksgiving Day, Monday 23 November.
        ("2026-11-20", 1, "2026-11-24"),
        ("2026-11-18", 5, "2026-11-26"),
        # On a Saturday the count begins on Monday.
        ("2026-11-07", 1, "2026-11-09"),
        # Golden Week, with 3 May on a Sunday and its substitute on the 6th.
        ("2026-05-01", 1, "2026-05-07"),
        # Silver Week: 22 September is a day off for it lies between two holidays.
        ("2026-09-18", 1, "2026-09-24"),
        # Offices close from 29 December to 3 January, a Sunday here.
        ("2026-12-28", 1, "2027-01-04"),
        ("2026-12-24", 5, "2027-01-06"),
        ("2026-12-24", 0, "2026-12-24"),
    ],
)
def test_working_days_pass_over_weekends_holidays_and_the_turn_of_the_year(since, number, until):
    assert working_days_after(day(since), number) == day(until)


def test_a_day_is_one_of_work_or_not():
    days = ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-12-28", "2026-12-29", "2027-01-04"]

    assert [is_working_day(day(each)) for each in days] == [True, False, False, False, True, False, True]
