"""Who came, live, for staff; and the figures of the report from it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jitco_portal.common.days import today
from jitco_portal.common.exports import asked_format, export
from jitco_portal.common.htmx import is_htmx
from organizations.views.members import get_and_post
from seminars.models import Event
from seminars.queries.attendance import counts_of, delegations_of, events_to_check_in, events_with_people
from seminars.queries.attendance_columns import ATTENDANCE, attendance_rows
from seminars.queries.survey import events_with_survey
from seminars.services.report import Change, NotBegun, WouldChange, figures_from_check_ins


@get_and_post
@login_required
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(events_with_people(user=request.user), pk=pk)
    may_report = request.user.has_perm("seminars.change_attendancefigure")
    changes: list[Change] = []
    if request.method == "POST":
        if not may_report:
            raise Http404("may not write figures")
        try:
            return _figures_taken(request, event)
        except WouldChange as asked:
            changes = asked.changes
    fmt = asked_format(request)
    delegations = delegations_of(event=event, language=get_language() or "en")
    if fmt:
        rows = attendance_rows(event=event, delegations=delegations)
        return export(fmt=fmt, name=f"attendance-{pk}", day=today(), columns=ATTENDANCE, batches=[rows])
    context = {
        "event": event,
        "counts": counts_of(event=event, delegations=delegations),
        "left": [each for each in delegations if each.absent],
        "has_people": bool(delegations),
        "now": timezone.now(),
        "may_report": may_report and event.has_begun and event.state == Event.State.PUBLISHED,
        "figures": list(event.figures.all()) if may_report else [],
        "changes": changes,
        "may_check_in": events_to_check_in(user=request.user).filter(pk=pk).exists(),
        "may_read_survey": events_with_survey(user=request.user).filter(pk=pk).exists(),
    }
    template = "seminars/_attendance.html" if is_htmx(request) else "seminars/attendance.html"
    with timezone.override(event.zone):
        response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def _figures_taken(request: HttpRequest, event: Event) -> HttpResponse:
    """Raises WouldChange where staff are asked first."""
    try:
        figures_from_check_ins(event=event, is_sure=request.POST.get("sure") == "1")
    except NotBegun:
        messages.error(request, _("There is nothing to count: the event has not begun, or it was cancelled."))
    else:
        messages.success(
            request, _("The figures stand in the report. Those of governments are entered at the desk, by hand.")
        )
    return redirect("seminars:attendance", event.pk)
