"""The desk for days of meetings: times, tables, interpreters, and links to who sits there and to the timetable."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jitco_portal.common.desk.base import PortalModelAdmin, PortalTabularInline, ToLookAtOnly
from organizations.admin.groups import organization_named
from seminars.admin import meeting_pages
from seminars.admin.clocks import OnTheClockOfTheEvent, SaysTheClock
from seminars.admin.groups import SEMINARS
from seminars.forms.meeting_desk import (
    InterpreterForm,
    MeetingDayForm,
    NamedFormSet,
    SlotForm,
    SlotFormSet,
    TableForm,
)
from seminars.models import (
    MeetingDay,
    MeetingInterpreter,
    MeetingParty,
    MeetingSlot,
    MeetingTable,
)
from seminars.queries.meeting_desk import outside_of_event
from seminars.queries.meetings import slot_label, told_places
from seminars.services.timetable_runs import tell_moved


class SlotInline(SaysTheClock, PortalTabularInline):
    model = MeetingSlot
    form = SlotForm
    formset = SlotFormSet
    show_change_link = False


class TableInline(PortalTabularInline):
    model = MeetingTable
    form = TableForm
    formset = NamedFormSet
    show_change_link = False
    classes = ["collapse"]


class InterpreterInline(PortalTabularInline):
    model = MeetingInterpreter
    form = InterpreterForm
    formset = NamedFormSet
    show_change_link = False

    def get_autocomplete_fields(self, request):
        """The times of a day are few, and all on the page already."""
        return []

    def get_formset(self, request, obj=None, **kwargs):
        slots = list(obj.slots.order_by("starts_at")) if obj else []
        choices = [(slot.pk, slot_label(slot, event=obj.event)) for slot in slots]

        class OfThisDay(InterpreterForm):
            def __init__(self, *args: Any, **values: Any) -> None:
                super().__init__(*args, **values)
                field = self.fields["unavailable"]
                field.queryset = MeetingSlot.objects.filter(day=obj) if obj else MeetingSlot.objects.none()
                field.choices = choices
                field.help_text = ""

        kwargs["form"] = OfThisDay
        kwargs["widgets"] = {"unavailable": forms.CheckboxSelectMultiple}
        return super().get_formset(request, obj, **kwargs)


@admin.register(MeetingDay)
class MeetingDayAdmin(OnTheClockOfTheEvent, PortalModelAdmin):
    index_group = SEMINARS
    event_path = "event"
    form = MeetingDayForm
    change_form_template = "admin/seminars/meetingday/change_form.html"
    list_display = ("__str__", "state", "published_at", "revision")
    list_select_related = ("event",)
    search_fields = ("event__title_en", "event__title_ja")
    readonly_fields = ("published_at", "revision")
    inlines = (SlotInline, TableInline, InterpreterInline)

    @admin.display(description=gettext_lazy("state"))
    def state(self, day):
        return _("published") if day.published_at else _("in preparation")

    def get_inlines(self, request, obj):
        """Times are on the clock of the event, which is known once the day stands."""
        return self.inlines if obj else ()

    def get_readonly_fields(self, request, obj=None):
        return (*self.readonly_fields, "event") if obj else self.readonly_fields

    def has_delete_permission(self, request, obj=None):
        """While nobody sits there and nothing was solved; else others hang on it."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not (obj.parties.exists() or obj.runs.exists()))

    def get_urls(self):
        return [*meeting_pages.urls(self), *super().get_urls()]

    def get_object(self, request, object_id, from_field=None):
        """Locked while the form is saved: a timetable that is published meanwhile is not written over."""
        day = super().get_object(request, object_id, from_field)
        if day is not None and request.method == "POST" and _is_saving(request):
            day = self.get_queryset(request).select_for_update(of=("self",), no_key=True).get(pk=day.pk)
            request.places_before = told_places(day=day)
        return day

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            return
        if told := tell_moved(day=form.instance, before=request.places_before):
            text = ngettext(
                "Published meetings read otherwise now: this is version %(revision)s of the timetable. "
                "%(number)s organization is told by mail.",
                "Published meetings read otherwise now: this is version %(revision)s of the timetable. "
                "%(number)s organizations are told by mail.",
                told.told,
            )
            messages.info(request, text % {"revision": told.revision, "number": told.told})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["deeds"] = meeting_pages.deeds(request, obj)
            context["outside"] = outside_of_event(day=obj)
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)


def _is_saving(request) -> bool:
    """Not one of the pages beside it, whose services take the lock themselves."""
    match = request.resolver_match
    return match is not None and match.url_name == "seminars_meetingday_change"


@admin.register(MeetingParty)
class MeetingPartyAdmin(ToLookAtOnly):
    """To be found and to be traced; it is changed on the pages of its day."""

    index_group = SEMINARS
    page_path = "registration.organization"
    list_display = ("__str__", "day", "is_absent", "is_walk_in")
    list_filter = ("is_absent", "is_walk_in")
    list_select_related = ("day__event", "registration__organization")
    search_fields = ("registration__organization__public_id",)
    further_searches = (organization_named("registration__organization"),)
