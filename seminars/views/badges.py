"""Badges to be printed and cut, eight on a page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from seminars.forms.check_in import BadgeForm
from seminars.queries.attendance import events_with_people
from seminars.queries.badges import badges_of


@require_safe
@login_required
def badges(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(events_with_people(user=request.user), pk=pk)
    part = request.GET.get("part", "")[:4]
    # A time is typed, and shown again, by the clock of the place.
    with timezone.override(event.zone):
        form = BadgeForm(request.GET, groups=list(event.groups.all()))
        asked = form.cleaned_data if form.is_valid() else None
        found = badges_of(event=event, part=int(part) if part.isdecimal() else 1, **asked) if asked else None
        context = {
            "event": event,
            "form": form,
            "badges": found,
            "part_numbers": range(1, found.parts + 1) if found else (),
        }
        return render(request, "seminars/badges.html", context)
