"""After the event: whom an organization met there, as the timetable and the door know it."""

from __future__ import annotations

from organizations.models import Organization
from seminars.models import Registration
from seminars.queries.meetings import is_there, timetable_of


def whom_they_met(*, registration: Registration) -> list[Organization]:
    """In the order of their meetings; without those to whom one of the two did not come."""
    timetable = timetable_of(registration=registration)
    if timetable is None or not is_there(timetable.party):
        return []
    return [each.other for each in timetable.meetings if each.state == "over"]
