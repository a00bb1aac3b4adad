"""Meetings of a matching seminar: wishes, the own timetable, the board, and the plans for staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from jitco_portal.common.htmx import is_htmx
from organizations.models.members import may_be_seen
from seminars.forms.meetings import LookForm, WishesForm
from seminars.models import Event, MeetingDay, MeetingParty
from seminars.queries.meeting_board import PAGE_SECONDS, board_of
from seminars.queries.meeting_calendars import own_calendar
from seminars.queries.meeting_wishes import WishRow, counted, in_order, matching, stated_words, wish_rows
from seminars.queries.meetings import (
    days_visible_to,
    is_meeting_staff,
    overview,
    own_parties,
    own_timetable,
    parties_of,
    parties_once_of,
    table_plan,
    zone_name,
)
from seminars.queries.told_times import told_moment
from seminars.queries.unmet import own_unmet
from seminars.services.meeting_day import (
    OtherSideOnly,
    PartyValues,
    TooManyMusts,
    WishesClosed,
    state_wishes,
    takes_wishes,
)

CLOSED = gettext_lazy("Wishes are not taken any more. What you had stated holds.")


# Wishes ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ShownRow:
    """A row of the page with its choice; those that are not asked for are sent along unseen."""

    row: WishRow
    field: Any
    said: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def meeting_wishes(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the organization wishes to meet; for its readers to look at, while wishes are taken to be changed."""
    day = _day(request, pk)
    own = own_parties(day=day, user=request.user)
    if not own and not is_meeting_staff(user=request.user):
        return _not_seated(request, day)
    party = _chosen(request, own)
    may_edit = party in own_parties(day=day, user=request.user, to_edit=True)
    if request.method == "POST" and not may_edit:
        raise Http404("does not act for it")
    is_open = may_edit and takes_wishes(day)
    context = wishes_page(request, day=day, party=party, is_open=is_open)
    form = context["form"]
    if request.method == "POST" and request.POST.get("do") != "look" and form.is_valid():
        try:
            state_wishes(party=party, words=form.words, values=values_of(form))
        except WishesClosed:
            messages.error(request, CLOSED)
            return redirect(_at("seminars:meeting_wishes", day, party, own))
        except TooManyMusts:
            form.add_error(None, _("More musts than one organization may state."))
        except OtherSideOnly:
            form.add_error(None, _("An organization has joined or left meanwhile. Please look at the list again."))
        else:
            messages.success(request, _("Your wishes are saved. You can change them while wishes are taken."))
            return redirect(_at("seminars:meeting_wishes", day, party, own))
    return render(request, "seminars/meeting_wishes.html", {**context, "may_edit": may_edit, "own": own})


def wishes_page(request: HttpRequest, *, day: MeetingDay, party: MeetingParty, is_open: bool) -> dict[str, Any]:
    """The same for members and, at the desk, for staff."""
    sent = request.POST if request.method == "POST" else None
    look = LookForm(sent if sent is not None else request.GET)
    rows = wish_rows(party=party, day=day)
    words = stated_words(party=party)
    is_look = bool(sent) and request.POST.get("do") == "look"
    form = WishesForm(sent, day=day, party=party, rows=rows, words=words)
    ordered = in_order(rows=rows, order=look.chosen_order)
    found = matching(rows=ordered, words=look.words)
    found_keys = {row.key for row in found}
    said = form.said_now()
    return {
        "day": day,
        "event": day.event,
        "party": party,
        "organization": party.registration.organization,
        "is_open": is_open,
        "look": look,
        "form": form,
        "shows_errors": sent is not None and not is_look,
        "is_look": is_look,
        "shown": [ShownRow(row, form[form.name_of(row)], said[row.key]) for row in found],
        "unseen": [ShownRow(row, form[form.name_of(row)], said[row.key]) for row in rows if row.key not in found_keys],
        "all": len(rows),
        "counts": counted(said),
        "zone": zone_name(day.event),
        "until": told_moment(day.wishes_until, day.event.time_zone) if day.wishes_until else "",
        "limits": [form["max_meetings"], form["max_run"]],
    }


def values_of(form: WishesForm) -> PartyValues:
    values = form.cleaned_data
    return PartyValues(
        languages=values["languages"],
        unavailable=values["unavailable"],
        max_meetings=values["max_meetings"],
        max_run=values["max_run"],
    )


# The own timetable ----------------------------------------------------------------------------------------


@require_safe
@login_required
def own_meetings(request: HttpRequest, pk: int) -> HttpResponse:
    day = _day(request, pk)
    own = own_parties(day=day, user=request.user)
    sees_wishes = bool(own) or may_be_seen(request.user, "seminars.view_meetingwish")
    if not own and is_meeting_staff(user=request.user):
        if not request.GET.get("for"):
            return redirect("seminars:meeting_overview", pk)
        own = list(parties_of(day=day))
    if not own:
        return _not_seated(request, day)
    party = _chosen(request, own)
    return render(
        request,
        "seminars/meeting_own.html",
        {
            "timetable": own_timetable(
                party=party, day=day, unmet=own_unmet(party=party, day=day) if sees_wishes else ()
            ),
            "day": day,
            "event": day.event,
            "party": party,
            "own": own if len(own) <= 5 else [],
            "calendar_url": _at("seminars:own_meetings_calendar", day, party, own),
        },
    )


@require_safe
@login_required
def own_meetings_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    days = MeetingDay.objects.select_related("event").filter(event__in=Event.objects.visible_to(request.user))
    day = get_object_or_404(days, event_id=pk)
    parties = parties_once_of(day=day, user=request.user)
    chosen = _chosen(request, parties).registration.organization
    if day.published_at is None:
        raise Http404("nothing is published")
    own = [each for each in parties if each.registration.organization == chosen]
    response = HttpResponse(own_calendar(parties=own, day=day), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meetings-{day.event_id}.ics"'
    return response


# For everybody in the hall, and for staff -----------------------------------------------------------------


@require_safe
@login_required
def meeting_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Now and next, for a large screen; renews itself."""
    day = _day(request, pk)
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else None
    template = "seminars/_meeting_board.html" if is_htmx(request) else "seminars/meeting_board.html"
    context = {"board": board_of(day=day, page=page), "day": day, "event": day.event, "seconds": PAGE_SECONDS // 2}
    return render(request, template, context)


@require_safe
@login_required
def meeting_tables(request: HttpRequest, pk: int) -> HttpResponse:
    """Which table has whom at which time; for staff."""
    day = _staff_day(request, pk)
    context = {"day": day, "event": day.event, "grid": table_plan(day=day), "zone": zone_name(day.event)}
    return render(request, "seminars/meeting_tables.html", context)


@require_safe
@login_required
def meeting_overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Which organization sits where at which time; for staff."""
    day = _staff_day(request, pk)
    context = {"day": day, "event": day.event, "grid": overview(day=day), "zone": zone_name(day.event)}
    return render(request, "seminars/meeting_overview.html", context)


# Shared ---------------------------------------------------------------------------------------------------


def _day(request: HttpRequest, pk: int) -> MeetingDay:
    return get_object_or_404(days_visible_to(user=request.user), event_id=pk)


def _not_seated(request: HttpRequest, day: MeetingDay) -> HttpResponse:
    """For an organization that has a place at the event and, so far, none at the tables."""
    if request.method == "POST" or request.GET.get("for"):
        raise Http404("sits at no table")
    return render(request, "seminars/meeting_not_seated.html", {"event": day.event})


def _staff_day(request: HttpRequest, pk: int) -> MeetingDay:
    if not is_meeting_staff(user=request.user):
        raise Http404("for staff")
    return _day(request, pk)


def _chosen(request: HttpRequest, parties: list[MeetingParty]) -> MeetingParty:
    """Who belongs to several organizations chooses one by its public id; the first where none is named."""
    asked = request.GET.get("for", "")
    found = [each for each in parties if not asked or each.registration.organization.public_id == asked]
    if not found:
        raise Http404("sits at no table")
    return found[0]


def _at(name: str, day: MeetingDay, party: MeetingParty, own: list[MeetingParty]) -> str:
    address = reverse(name, args=[day.event_id])
    return f"{address}?for={party.registration.organization.public_id}" if len(own) > 1 else address
