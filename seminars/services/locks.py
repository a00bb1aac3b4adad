"""The lock on an event: all who want places of one event, or write what they cost, stand in one row.

Nobody holds the locks of two events but work by the clock and the erasure of a person, which take them in the order of
their numbers.
"""

from __future__ import annotations

from seminars.models import Event, Registration


def lock_event(key: int) -> Event:
    """The event as it is now, for us alone until the transaction ends."""
    return Event.objects.select_for_update(no_key=True).get(pk=key)


def locked(registration: Registration) -> Registration:
    """The registration as it is now, with its event locked."""
    event = lock_event(registration.event_id)
    held = Registration.objects.select_related("organization", "group").get(pk=registration.pk)
    held.event = event
    return held
