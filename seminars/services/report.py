"""The figures of the report of an event, as they were counted at the door."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Sum

from seminars.models import AttendanceFigure, Attendee, Event

_FROM_THE_DOOR = (AttendanceFigure.Group.SENDING, AttendanceFigure.Group.SUPERVISING)


class NotBegun(Exception):
    """The event has not begun, was cancelled, or was not run here: nobody was counted."""


@transaction.atomic
def figures_from_check_ins(*, event: Event) -> list[AttendanceFigure]:
    """Write how many came of each group that had places, over what stood there; raises NotBegun.

    Governments are counted by staff: their row stays, and counts in the total. Called again after a late check-in, it
    overwrites what was corrected by hand, so staff are asked first where figures stand already.
    """
    held = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if held.state != Event.State.PUBLISHED or held.ends_at is None or not held.has_begun:
        raise NotBegun
    came = (
        Attendee.objects.filter(registration__event=held, came_at__isnull=False)
        .order_by()
        .values("registration__group__group")
        .annotate(people=Count("pk"), organizations=Count("registration__organization", distinct=True))
    )
    counted = {row["registration__group__group"]: row for row in came}
    nothing = {"people": 0, "organizations": 0}
    groups = set(held.groups.values_list("group", flat=True))
    for group in _FROM_THE_DOOR:
        if group in groups:
            row = counted.get(group, nothing)
            values = {"people": row["people"], "organizations": row["organizations"]}
            AttendanceFigure.objects.update_or_create(event=held, group=group, defaults=values)
    figures = held.figures.all()
    held.participants_total = figures.aggregate(people=Sum("people"))["people"] or 0
    held.save(update_fields=["participants_total", "changed_at"])
    return list(figures)
