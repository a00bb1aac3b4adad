"""Pages beside the form of an event: publish, cancel, copy, registrations, the file of participants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jitco_portal.common.days import today
from jitco_portal.common.desk.pages import desk_page
from jitco_portal.common.exports import asked_format, export
from seminars.admin.file_pages import files_view
from seminars.forms.desk import CancelForm, CopyForm, first_day_like
from seminars.models import Event, Registration
from seminars.queries.desk import event_registrations, participant_batches
from seminars.queries.export_columns import participant_columns
from seminars.queries.publishable import may_publish, missing_of
from seminars.queries.told_times import told_when
from seminars.services import publishing
from seminars.services.report import Change, NotBegun, WouldChange, figures_from_check_ins

PAGES = "admin/seminars/event"


@dataclass(frozen=True)
class Deed:
    """A page to which the page of an event leads."""

    title: str | Promise
    url: str
    is_next: bool = False


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    def at(name: str, view: Callable[..., HttpResponse]) -> URLPattern:
        def answered(request: HttpRequest, pk: int) -> HttpResponse:
            return view(request, model_admin, _event(model_admin, request, pk))

        address = f"<int:pk>/{name.replace('_', '-')}/"
        return path(address, model_admin.admin_site.admin_view(answered), name=f"seminars_event_{name}")

    return [
        at("publish", _publish),
        at("cancel", _cancel),
        at("copy", _copy),
        at("files", _files),
        at("report", _report),
        at("registrations", _registrations),
        at("participants", _participants),
    ]


def deeds(request: HttpRequest, event: Event) -> list[Deed]:
    """What can be done with the event now, by whoever looks."""
    user: Any = request.user
    found = []
    is_run_here = event.starts_at is not None
    if may_publish(user) and event.state == Event.State.DRAFT:
        found.append(Deed(_("Publish"), _page("publish", event), is_next=True))
    if user.has_perm("seminars.view_registration") and is_run_here and event.state != Event.State.DRAFT:
        found.append(Deed(_("Registrations"), _page("registrations", event), is_next=True))
    if event.state != Event.State.DRAFT and is_run_here:
        if user.has_perm("seminars.add_checkin"):
            found.append(Deed(_("Check-in"), reverse("seminars:check_in", args=[event.pk])))
        if user.has_perm("seminars.view_registration"):
            found.append(Deed(_("Badges"), reverse("seminars:badges", args=[event.pk])))
            found.append(Deed(_("Attendance"), reverse("seminars:attendance", args=[event.pk])))
    if event.kind == Event.Kind.MATCHING_SEMINAR and user.has_perm("seminars.view_meetingday"):
        found.append(_meeting_day(event))
    if user.has_perm("seminars.view_eventfile"):
        found.append(Deed(_("Papers and pictures"), _page("files", event)))
    was_held = event.state == Event.State.PUBLISHED and event.is_over
    if was_held and is_run_here and user.has_perm("seminars.view_surveyanswer"):
        found.append(Deed(_("Survey"), reverse("seminars:survey_results", args=[event.pk])))
    if may_publish(user) and was_held and not event.report_published_at:
        found.append(Deed(_("Publish the report"), _page("report", event), is_next=True))
    if user.has_perm("seminars.add_event"):
        found.append(Deed(_("Make one like this"), _page("copy", event)))
    if may_publish(user) and event.state == Event.State.PUBLISHED and not event.is_over:
        found.append(Deed(_("Cancel the event"), _page("cancel", event)))
    return found


def _meeting_day(event: Event) -> Deed:
    day = getattr(event, "meeting_day", None)
    if day is None:
        address = reverse("admin:seminars_meetingday_add")
        return Deed(_("Prepare the day of meetings"), f"{address}?event={event.pk}")
    return Deed(_("Day of meetings"), reverse("admin:seminars_meetingday_change", args=[day.pk]))


def _page(name: str, event: Event) -> str:
    return reverse(f"admin:seminars_event_{name}", args=[event.pk])


def _event(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> Event:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    event = model_admin.get_queryset(request).filter(pk=pk).first()
    if event is None:
        raise Http404("no such event")
    return event


def _shown(
    model_admin: admin.ModelAdmin, request: HttpRequest, event: Event, page: str, **context: Any
) -> HttpResponse:
    own = {"subtitle": event.title, "original": event, "event": event, "when": told_when(event)}
    return desk_page(model_admin, request, f"{PAGES}/{page}.html", **{**own, **context})


def _back(event: Event) -> HttpResponse:
    return redirect("admin:seminars_event_change", event.pk)


# Publish, cancel, copy --------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def _publish(request: HttpRequest, model_admin: admin.ModelAdmin, event: Event) -> HttpResponse:
    """What is missing, and the button where nothing stops it."""
    if not may_publish(request.user):
        raise PermissionDenied
    if request.method == "POST":
        try:
            publishing.publish(event=event)
        except publishing.NoDraft:
            messages.warning(request, _("The event is published already."))
            return _back(event)
        except publishing.NotReady:
            messages.error(request, _("The event was not published: something is missing."))
            return redirect(request.path)
        messages.success(request, _("The event is published: everybody can read it."))
        return _back(event)
    if event.state != Event.State.DRAFT:
        messages.warning(request, _("The event is published already."))
        return _back(event)
    missing = missing_of(event)
    return _shown(
        model_admin,
        request,
        event,
        "publish",
        title=_("Publish an event"),
        stops=[each for each in missing if each.stops],
        others=[each for each in missing if not each.stops],
        groups=list(event.groups.all()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def _cancel(request: HttpRequest, model_admin: admin.ModelAdmin, event: Event) -> HttpResponse:
    if not may_publish(request.user):
        raise PermissionDenied
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            publishing.cancel_event(event=event, reason=form.cleaned_data["reason"])
        except (publishing.NotPublished, publishing.IsOver):
            messages.warning(request, _("This event cannot be cancelled: it is a draft, cancelled already, or over."))
        else:
            messages.success(request, _("The event is cancelled. Everybody who was registered is told."))
        return _back(event)
    if event.state != Event.State.PUBLISHED or event.is_over:
        messages.warning(request, _("This event cannot be cancelled: it is a draft, cancelled already, or over."))
        return _back(event)
    living = Registration.objects.living().filter(event=event).count()
    return _shown(model_admin, request, event, "cancel", title=_("Cancel an event"), form=form, registrations=living)


@require_http_methods(["GET", "HEAD", "POST"])
def _copy(request: HttpRequest, model_admin: admin.ModelAdmin, event: Event) -> HttpResponse:
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    initial = {"first_day": first_day_like(event, today())}
    form = CopyForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = publishing.copy_event(event=event, first_day=form.cleaned_data["first_day"])
        messages.success(request, _("A draft was made. Check its times, texts and prices, then publish it."))
        return _back(made)
    media = model_admin.media + form.media
    return _shown(model_admin, request, event, "copy", title=_("Make one like this"), form=form, media=media)


@require_http_methods(["GET", "HEAD", "POST"])
def _report(request: HttpRequest, model_admin: admin.ModelAdmin, event: Event) -> HttpResponse:
    """Shows what is written, takes the figures from the door, and publishes."""
    if not may_publish(request.user):
        raise PermissionDenied
    changes: list[Change] = []
    if request.method == "POST" and request.POST.get("do") == "figures":
        try:
            figures_from_check_ins(event=event, is_sure=request.POST.get("sure") == "1")
        except NotBegun:
            messages.error(request, _("The event has not begun, or was cancelled: nobody was counted."))
        except WouldChange as asked:
            changes = asked.changes
        else:
            messages.success(request, _("The figures are those of the check-in now."))
        if not changes:
            return redirect(request.path)
    elif request.method == "POST":
        try:
            publishing.publish_report(event=event)
        except publishing.ReportNotReady:
            messages.error(request, _("The report is not there in both languages, or the event is not over."))
        except publishing.ReportPublished:
            messages.warning(request, _("The report is published already."))
        else:
            told = _("The report is published. Whoever had a place is told tonight.")
            messages.success(request, told if event.starts_at else _("The report is published."))
        return _back(event)
    return _shown(
        model_admin,
        request,
        event,
        "report",
        title=_("Publish the report"),
        is_ready=publishing.report_is_ready(event),
        has_figures_of_door=event.starts_at is not None and event.has_begun,
        changes=changes,
        figures=list(event.figures.all()),
    )


def _files(request: HttpRequest, model_admin: admin.ModelAdmin, event: Event) -> HttpResponse:
    shown = files_view(request, event)
    if isinstance(shown, HttpResponse):
        return shown
    return _shown(model_admin, request, event, "files", **shown)


# Registrations ------------------------------------------------------------------------------------------


@require_safe
def _registrations(request: HttpRequest, model_admin: admin.ModelAdmin, event: Event) -> HttpResponse:
    user: Any = request.user
    if not user.has_perm("seminars.view_registration"):
        raise PermissionDenied
    return _shown(
        model_admin,
        request,
        event,
        "registrations",
        title=_("Registrations"),
        found=event_registrations(event=event),
        sees_money=user.has_perm("seminars.view_payment"),
        sees_people=user.has_perm("seminars.view_attendee"),
        columns=participant_columns(event),
        deeds=[each for each in deeds(request, event) if each.url != request.path],
    )


@require_safe
def _participants(request: HttpRequest, model_admin: admin.ModelAdmin, event: Event) -> HttpResponse:
    """Names and answers of everybody who is registered, for whoever may see them; kept by no cache."""
    user: Any = request.user
    if not (user.has_perm("seminars.view_attendee") and user.has_perm("seminars.view_answer")):
        raise PermissionDenied
    response = export(
        fmt=asked_format(request) or "csv",
        name=f"participants-{event.pk}",
        day=today(),
        columns=participant_columns(event),
        batches=participant_batches(event=event),
    )
    response["Cache-Control"] = "private, no-store"
    return response
