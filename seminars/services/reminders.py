"""What time does to events: reminders before them, what changed in time or place, reports, tours to be decided."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.one_by_one import one_by_one
from seminars.models import Attendee, Event, Place
from seminars.queries.recipients import everybody_registered, people_with_places
from seminars.queries.told_times import span, told_facts
from seminars.queries.waiting import tours_to_decide
from seminars.services.locks import lock_event
from seminars.services.mails import tell_desk, write_about

# So many days before the event, on the clock of its place.
REMINDED = (7, 1)
# Several corrections one after another are one mail.
SETTLED_AFTER = datetime.timedelta(minutes=10)
# A report published while the worker slept is told all the same; an old one that is mended is not told again.
REPORT_TOLD_FOR = datetime.timedelta(days=14)


def remind_of_events() -> None:
    """Every night: whoever has a place, seven days and one day before; once for each day, also if it moves."""
    now = timezone.now()
    soon = Event.objects.published().exclude(state=Event.State.CANCELLED)
    soon = soon.filter(starts_at__gt=now, starts_at__lt=now + datetime.timedelta(days=max(REMINDED) + 1))
    one_by_one(list(soon.order_by("starts_at").values_list("pk", flat=True)), _remind, what="remind of an event")


def _remind(key: int) -> None:
    event = Event.objects.get(pk=key)
    left = days_left(event)
    # The nearest that is due; after a night without work the farther one is past telling.
    days = min((each for each in REMINDED if left is not None and left <= each), default=None)
    if days is None or event.starts_at is None:
        return
    since = event.starts_at - datetime.timedelta(days=days)
    # Who got a place later has just read all of it.
    for recipient in people_with_places(event, since=since):
        write_about(
            event,
            recipient,
            kind="event_reminder",
            cause=f"reminder:{days}:{event.starts_on}",
            context={"days": left, "today": left == 0, "tomorrow": left == 1},
        )


def days_left(event: Event) -> int | None:
    """Until the first day, on the clock of the place."""
    return (event.day - timezone.now().astimezone(event.zone).date()).days if event.day else None


def tell_changes() -> None:
    """Every minute: time and place that are no longer as everybody registered was told, once for each change.

    The locks of one run are held until it ends: in the order of the events' numbers, as by all who hold several.
    """
    now = timezone.now()
    changed = Event.objects.filter(state=Event.State.PUBLISHED, ends_at__gt=now, revised_at__lte=now - SETTLED_AFTER)
    keys = [event.pk for event in changed if event.told != told_facts(event)]
    one_by_one(sorted(keys), _tell_change, what="tell of a changed event")


def _tell_change(key: int) -> None:
    event = lock_event(key)
    before, now = event.told, told_facts(event)
    if before == now or event.state != Event.State.PUBLISHED:
        return
    Event.objects.filter(pk=key).update(told=now)
    if not before:  # published by other ways than the desk's
        return
    # What is told is kept above, in the same transaction: nothing is told twice.
    cause = f"changed:{event.revision}:{timezone.now():%Y%m%d%H%M%S}"
    seated = Attendee.objects.filter(registration__event=event, place=Place.SEATED)
    with_places = set(seated.values_list("registration", flat=True))
    # Also who waits, or is offered a place: whether they still want it depends on when and where it is.
    for recipient in everybody_registered(event):
        person = recipient.attendee
        has_place = person.place == Place.SEATED if person else recipient.registration.pk in with_places
        with translation.override(recipient.language):
            old = _as_told(event, before)
        context = {
            "time_changed": any(before.get(name) != now[name] for name in ("starts_at", "ends_at", "time_zone")),
            "place_changed": any(before.get(name) != now[name] for name in now if name not in _TIMES),
            "before_when": old["when"],
            "before_venue": old["venue"],
            "has_place": has_place,
        }
        write_about(event, recipient, kind="event_changed", cause=cause, context=context, has_ticket=has_place)


_TIMES = ("starts_at", "ends_at", "time_zone")


def _as_told(event: Event, told: dict[str, Any]) -> dict[str, str]:
    language = translation.get_language() or "en"
    times = [datetime.datetime.fromisoformat(told[name]) for name in ("starts_at", "ends_at") if told.get(name)]
    when = span(times[0], times[1], told["time_zone"]) if len(times) == 2 else ""
    venue = told.get(f"venue_{language}") or told.get("venue_en") or told.get("venue_ja") or ""
    return {"when": when, "venue": venue if told.get("place_form") != Event.PlaceForm.ONLINE else str(_("online"))}


def tell_reports() -> None:
    """Every night: a report that was published since is told to whoever had a place."""
    since = timezone.now() - REPORT_TOLD_FOR
    told = Event.objects.published().filter(report_published_at__range=(since, timezone.now()), held_people__gt=0)
    one_by_one(list(told.order_by("pk").values_list("pk", flat=True)), _tell_report, what="tell of a report")


def _tell_report(key: int) -> None:
    event = Event.objects.get(pk=key)
    for recipient in people_with_places(event):
        write_about(event, recipient, kind="event_report", cause="report", context={})


def tell_of_tours() -> None:
    """Every night: on the day of its decision a tour with too few people is the desk's to cancel, or not."""
    for event in tours_to_decide():
        tell_desk(
            what=_("An event has fewer people than it needs: decide whether it takes place."),
            name=event.title_ja,
            page="admin:seminars_event_change",
            args=[event.pk],
            cause=f"event:{event.pk}:decide:{event.decided_on:%Y-%m-%d}",
        )


DAILY_JOBS = (remind_of_events, tell_reports, tell_of_tours)
MINUTELY_JOBS = (tell_changes,)
