"""Pages beside the form of a day of meetings: times in a row, who sits there, the timetable and its searches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from jitco_portal.common.desk.pages import desk_page
from jitco_portal.common.htmx import is_htmx
from seminars.admin import meeting_deeds
from seminars.admin.event_pages import Deed
from seminars.forms.meeting_desk import MakeSlotsForm, MakeTablesForm, RuleForm, WalkInForm
from seminars.models import MeetingDay, TimetableRun
from seminars.queries.meeting_desk import desk_parties, desk_timetable
from seminars.queries.meetings import parties_of, zone_name
from seminars.queries.runs import course_of, outcome_of
from seminars.services import meeting_day as preparing
from seminars.views.meetings import values_of, wishes_page

PAGES = "admin/seminars/meetingday"
SEES_WISHES = "seminars.view_meetingwish"
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    def at(address: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        def answered(request: HttpRequest, pk: int, **keys: int) -> HttpResponse:
            return view(request, model_admin, _day(model_admin, request, pk), **keys)

        return path(
            f"<int:pk>/{address}", model_admin.admin_site.admin_view(answered), name=f"seminars_meetingday_{name}"
        )

    return [
        at("make/", _make, "make"),
        at("organizations/", _parties, "parties"),
        at("organizations/<int:party_pk>/", _party, "party"),
        at("timetable/", _timetable, "timetable"),
        at("timetable/<int:run_pk>/", _run, "run"),
    ]


def deeds(request: HttpRequest, day: MeetingDay) -> list[Deed]:
    """Where the preparation of a day leads, in the order of the work."""
    user: Any = request.user
    found = []
    if user.has_perm("seminars.change_meetingday"):
        found.append(Deed(_("Times and tables in a row"), _page("make", day)))
    found.append(Deed(_("Organizations and wishes"), _page("parties", day)))
    found.append(Deed(_("Timetable"), _page("timetable", day), is_next=True))
    found.append(Deed(_("Table plan"), reverse("seminars:meeting_tables", args=[day.event_id])))
    found.append(Deed(_("Board: now and next"), reverse("seminars:meeting_board", args=[day.event_id])))
    return found


def _page(name: str, day: MeetingDay, *keys: int) -> str:
    return reverse(f"admin:seminars_meetingday_{name}", args=[day.pk, *keys])


def _day(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> MeetingDay:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    return get_object_or_404(MeetingDay.objects.select_related("event"), pk=pk)


def _only(request: HttpRequest, permission: str) -> None:
    user: Any = request.user
    if not user.has_perm(permission):
        raise PermissionDenied


def _shown(
    request: HttpRequest, model_admin: admin.ModelAdmin, day: MeetingDay, page: str, **context: Any
) -> HttpResponse:
    user: Any = request.user
    rights = {
        "may_change": user.has_perm("seminars.change_meetingday"),
        "may_seat": user.has_perm("seminars.change_meetingparty"),
        "may_rule": user.has_perm("seminars.add_meetingrule"),
        "may_solve": user.has_perm("seminars.add_timetablerun"),
        "may_publish": user.has_perm("seminars.change_timetablerun"),
        "sees_wishes": user.has_perm(SEES_WISHES),
        "may_register": user.has_perm("seminars.change_registration"),
    }
    own = {
        "subtitle": day.event.title,
        "original": day,
        "day": day,
        "event": day.event,
        "zone": zone_name(day.event),
        "deeds": [deed for deed in deeds(request, day) if deed.url != request.path],
        **rights,
    }
    return desk_page(model_admin, request, f"{PAGES}/{page}.html", **{**own, **context})


# Times and tables -----------------------------------------------------------------------------------------


@get_and_post
def _make(request: HttpRequest, model_admin: admin.ModelAdmin, day: MeetingDay) -> HttpResponse:
    _only(request, "seminars.change_meetingday")
    do = request.POST.get("do", "")
    slots = MakeSlotsForm(request.POST if do == "slots" else None, event=day.event)
    tables = MakeTablesForm(request.POST if do == "tables" else None)
    if do == "slots" and slots.is_valid():
        try:
            made = preparing.make_slots(day=day, **slots.values)
        except preparing.TimesOverlap:
            slots.add_error(None, _("At least one of these times overlaps one that is there. Nothing was added."))
        except preparing.NoTimes:
            slots.add_error("minutes", _("Between the two times no meeting of this length fits."))
        except preparing.TooMany:
            slots.add_error(None, _("A day holds at most %(number)s times.") % {"number": preparing.MOST_SLOTS})
        else:
            told = ngettext("%(number)s time was added.", "%(number)s times were added.", len(made))
            messages.success(request, told % {"number": len(made)})
            return redirect(request.path)
    if do == "tables" and tables.is_valid():
        try:
            new = preparing.make_tables(day=day, number=tables.cleaned_data["number"])
        except preparing.TooMany:
            tables.add_error("number", _("A day holds at most %(number)s tables.") % {"number": preparing.MOST_TABLES})
        else:
            told = ngettext("%(number)s table was added.", "%(number)s tables were added.", len(new))
            messages.success(request, told % {"number": len(new)})
            return redirect(request.path)
    return _shown(
        request,
        model_admin,
        day,
        "make",
        title=_("Times and tables in a row"),
        slots_form=slots,
        tables_form=tables,
        there={"slots": day.slots.count(), "tables": day.tables.count()},
    )


# Who sits there -------------------------------------------------------------------------------------------


@get_and_post
def _parties(request: HttpRequest, model_admin: admin.ModelAdmin, day: MeetingDay) -> HttpResponse:
    walk_in = WalkInForm()
    if request.method == "POST":
        done, walk_in = meeting_deeds.act_on_parties(request, day)
        if done:
            messages.success(request, done)
            return redirect(request.path)
    return _shown(
        request,
        model_admin,
        day,
        "parties",
        title=_("Organizations and wishes"),
        found=desk_parties(day=day),
        walk_in=walk_in,
    )


@get_and_post
def _party(request: HttpRequest, model_admin: admin.ModelAdmin, day: MeetingDay, party_pk: int) -> HttpResponse:
    """Wishes asked for at the desk: by telephone, or of whoever came without a place."""
    _only(request, SEES_WISHES)
    party = get_object_or_404(parties_of(day=day), pk=party_pk)
    user: Any = request.user
    may_edit = user.has_perm("seminars.change_meetingparty")
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    context = wishes_page(request, day=day, party=party, is_open=may_edit)
    form = context["form"]
    if request.method == "POST" and request.POST.get("do") != "look" and form.is_valid():
        try:
            preparing.state_wishes(party=party, words=form.words, values=values_of(form), at_the_desk=True)
        except preparing.TooManyMusts:
            form.add_error(None, _("More musts than one organization may state."))
        except preparing.OtherSideOnly:
            form.add_error(None, _("An organization has joined or left meanwhile. Please look at the list again."))
        else:
            messages.success(request, _("The wishes are saved."))
            return redirect(_page("parties", day))
    title = _("Wishes of %(name)s") % {"name": context["organization"].name}
    more = {name: value for name, value in context.items() if name not in ("day", "event")}
    return _shown(request, model_admin, day, "party", title=title, **more)


# The timetable --------------------------------------------------------------------------------------------


@get_and_post
def _timetable(request: HttpRequest, model_admin: admin.ModelAdmin, day: MeetingDay) -> HttpResponse:
    rule_form = RuleForm(day=day)
    if request.method == "POST":
        done, rule_form = meeting_deeds.act_on_timetable(request, day)
        if isinstance(done, TimetableRun):
            return redirect(_page("run", day, done.pk))
        if done:
            messages.success(request, done)
            return redirect(request.path)
    return _shown(
        request,
        model_admin,
        day,
        "timetable",
        title=_("Timetable"),
        found=desk_timetable(day=day),
        rule_form=rule_form,
    )


@get_and_post
def _run(request: HttpRequest, model_admin: admin.ModelAdmin, day: MeetingDay, run_pk: int) -> HttpResponse:
    """A search: its progress while it lives, its result when it has ended."""
    run = get_object_or_404(TimetableRun.objects.select_related("started_by"), day=day, pk=run_pk)
    run.day = day
    if request.method == "POST":
        target = meeting_deeds.act_on_run(request, run)
        return redirect(_page("timetable", day) if target == "timetable" else request.path)
    course = course_of(run=run)
    if is_htmx(request) and course.is_living:
        return _shown(request, model_admin, day, "_progress", course=course, run=run)
    response = _shown(
        request,
        model_admin,
        day,
        "run",
        title=_("Search for a timetable"),
        run=run,
        course=course,
        outcome=None if course.is_living else outcome_of(run=run),
    )
    if is_htmx(request):
        # It has ended: the whole page, with what came out.
        response["HX-Refresh"] = "true"
    return response
