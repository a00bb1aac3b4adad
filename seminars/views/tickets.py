"""The ticket of one person, by its link and without a log-in: whoever has the link has the ticket."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from seminars.models import Attendee
from seminars.queries.attendance import check_in_address, events_to_check_in
from seminars.queries.calendars import ticket_calendar as calendar_of_ticket
from seminars.queries.qr_codes import qr_code
from seminars.queries.tickets import ticket_page


@require_safe
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever stands at the door and reads the code is led to the check-in of the person."""
    attendee = _attendee(token)
    event_id = attendee.registration.event_id
    if events_to_check_in(user=request.user).filter(pk=event_id).exists():
        return _kept_nowhere(redirect(check_in_address(event_id=event_id, person=attendee.pk)))
    page = ticket_page(attendee=attendee)
    context = {"page": page, "event": page.event, "attendee": attendee}
    if page.opens_the_door:
        context["code"] = qr_code(settings.SITE_URL + reverse("seminars:ticket", args=[token]))
    return _kept_nowhere(render(request, "seminars/ticket.html", context))


@require_safe
def ticket_calendar(request: HttpRequest, token: str) -> HttpResponse:
    attendee = _attendee(token)
    if attendee.registration.event.starts_at is None:
        return _kept_nowhere(redirect("seminars:ticket", token))
    answer = HttpResponse(calendar_of_ticket(attendee), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="event-{attendee.registration.event_id}.ics"'
    return _kept_nowhere(answer)


def _attendee(token: str) -> Attendee:
    rows = Attendee.objects.select_related(
        "registration__event__meeting_day", "registration__organization", "registration__group"
    )
    return get_object_or_404(rows, token=token)


def _kept_nowhere(answer: HttpResponse) -> HttpResponse:
    """The address is the ticket: no index holds it, no cache; and no other site learns it, as of every page.

    With "no-referrer" browsers would not say either where the form of the log-out comes from, and it was refused.
    """
    patch_cache_control(answer, private=True, no_store=True)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
