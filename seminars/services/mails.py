"""A mail about an event to one person: with the links that are theirs, the times on both clocks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.mail.outbox import queue_mail
from seminars.models import Event
from seminars.queries.recipients import Recipient
from seminars.queries.told_times import told_for_reader, told_when


def write_about(
    event: Event, recipient: Recipient, *, kind: str, cause: str, context: dict[str, Any], has_ticket: bool = True
) -> None:
    """Once for each recipient and cause. The link to a ticket opens it: staff do not read such a mail."""
    has_ticket = has_ticket and recipient.attendee is not None
    with translation.override(recipient.language):
        if recipient.attendee and has_ticket:
            token = recipient.attendee.token
            links = {
                "ticket": _address("seminars:ticket", token),
                "calendar": _address("seminars:ticket_calendar", token),
            }
        elif recipient.attendee:
            links = {}
        else:
            links = {
                "registration": _address("seminars:registration_detail", recipient.registration.pk),
                "calendar": _address("seminars:event_calendar", event.pk),
            }
        told = {
            "event": event.title,
            "when": told_when(event),
            "when_for_you": told_for_reader(event, recipient.time_zone),
            "venue": event.venue if event.place_form != Event.PlaceForm.ONLINE else "",
            "address": event.address if event.place_form != Event.PlaceForm.ONLINE else "",
            "online_url": event.online_url if event.is_online else "",
            "page": _address("seminars:event_detail", event.pk),
        }
    queue_mail(
        kind=kind,
        cause=f"event:{event.pk}:{cause}:{recipient.key}",
        recipient=recipient.address,
        user=recipient.user,
        language=recipient.language,
        time_zone=recipient.time_zone,
        is_secret=has_ticket,
        context={**told, **links, **context},
    )


def tell_desk(*, what: Any, name: str, page: str, args: list[Any], cause: str) -> None:
    """The Affairs Dept., in Japanese; ``page`` names an address of the desk."""
    if not settings.AFFAIRS_EMAIL:
        return
    with translation.override("ja"):
        context = {"what": str(what), "name": name, "link": settings.SITE_URL + reverse(page, args=args)}
    queue_mail(kind="desk_waiting", cause=cause, recipient=settings.AFFAIRS_EMAIL, language="ja", context=context)


def _address(name: str, *args: Any) -> str:
    return str(settings.SITE_URL + reverse(name, args=args))
