"""Calendars for programs, which cannot log in; and the page where a person gets an address of their own."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from organizations.views.disclosure import logged_in_person as person
from organizations.views.members import get_and_post
from seminars.models import CalendarAddress, Event
from seminars.queries.calendars import event_calendar as calendar_of_event
from seminars.queries.calendars import person_calendar
from seminars.services import calendar_addresses


@require_safe
@conditional_page
def event_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One event that has its times; drafts are for staff as everywhere."""
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
    if event.starts_at is None:
        raise Http404("an event without times")
    return calendar_response(calendar_of_event(event, _language()), name=f"event-{event.pk}")


@require_safe
@conditional_page
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """For a calendar program, which cannot log in: whoever has the address reads it."""
    rows = CalendarAddress.objects.filter(user__is_active=True).select_related("user")
    address = get_object_or_404(rows, token=token)
    response = calendar_response(person_calendar(address.user), name="seminars")
    # A cache between us and the program would keep what was taken away.
    response["Cache-Control"] = "private, no-cache"
    return response


def calendar_response(content: bytes, *, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response


@get_and_post
@login_required
def calendar_address(request: HttpRequest) -> HttpResponse:
    """The person's secret address: get one, have it made anew, delete it."""
    user = person(request)
    if request.method == "POST":
        action = request.POST.get("action")
        if action == "renew":
            calendar_addresses.renew_address(user=user)
            messages.success(request, _("You have a new address. The old one shows nothing any more."))
        elif action == "delete":
            calendar_addresses.delete_address(user=user)
            messages.success(request, _("Your address is deleted: no program can read your events any more."))
        else:
            calendar_addresses.make_address(user=user)
            messages.success(request, _("Your calendar has its address now."))
        return redirect("seminars:calendar_address")
    address = CalendarAddress.objects.filter(user=user).first()
    url = settings.SITE_URL + reverse("seminars:own_calendar", args=[address.token]) if address else ""
    # Under this scheme phones and computers ask at once whether to subscribe.
    webcal_url = f"webcal://{url.partition('://')[2]}" if url else ""
    context = {"address": address, "url": url, "webcal_url": webcal_url}
    return render(request, "seminars/calendar_address.html", context)


def _language() -> str:
    return "ja" if get_language() == "ja" else "en"
