"""The desk for events: one page for each, from the draft to the report."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import OuterRef, Subquery, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jitco_portal.common.desk.base import PortalModelAdmin, in_lines
from seminars.admin import event_pages
from seminars.admin.clocks import OnTheClockOfTheEvent
from seminars.admin.groups import SEMINARS
from seminars.admin.inlines import FigureInline, GroupInline, QuestionInline, SessionInline, StopInline, TermInline
from seminars.forms.desk import EventForm
from seminars.models import Event, EventGroup
from seminars.queries.publishable import may_promise
from seminars.queries.told_times import told_facts, told_when
from seminars.queries.waiting import events_without_report, tours_to_decide
from seminars.services.line import serve_line
from seminars.services.locks import lock_event

REGISTRATION = (
    *("opens_at", "closes_at", "people", "needs_approval", "checks_permit", "checks_standing", "offer_hours"),
    *("tax_percent", "payment_due_days"),
)
# What readers of an announced event rely on.
PROMISED = (
    *("kind", "starts_at", "ends_at", "time_zone", "place_form", *REGISTRATION),
    *("fewest_people", "decided_on", "gives_visa_letters", "is_sample"),
    *("host_en", "host_ja", "venue_en", "venue_ja", "address_en", "address_ja", "online_url"),
    *("cancellation_en", "cancellation_ja", "costs_en", "costs_ja"),
)
_BOARDS = {
    "report": events_without_report,
    "decide": tours_to_decide,
}


class BoardFilter(admin.SimpleListFilter):
    title = gettext_lazy("what to do")
    parameter_name = "board"

    def lookups(self, request, model_admin):
        return [
            ("coming", _("still to come")),
            ("draft", _("drafts")),
            ("report", _("without a report")),
            ("decide", _("with too few people")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "coming":
            return queryset.filter(ends_at__gte=timezone.now()).exclude(state=Event.State.CANCELLED)
        if self.value() == "draft":
            return queryset.filter(state=Event.State.DRAFT)
        if self.value() in _BOARDS:
            return queryset.filter(pk__in=_BOARDS[self.value()]().values("pk"))
        return queryset


@admin.register(Event)
class EventAdmin(OnTheClockOfTheEvent, PortalModelAdmin):
    index_group = SEMINARS
    form = EventForm
    change_form_template = "admin/seminars/event/change_form.html"
    list_display = ("title", "kind", "state", "when", "taken", "is_sample")
    list_filter = (BoardFilter, "kind", "state", "countries")
    search_fields = ("title_en", "title_ja", "venue_en", "venue_ja")
    readonly_fields = (
        *("state", "published_at", "cancelled_at", "cancelled_because", "report_published_at"),
        *("held_people", "answers_erased_at"),
    )
    fieldsets = (
        (
            gettext_lazy("What"),
            {
                "fields": (
                    ("kind", "state", "is_sample"),
                    ("title_en", "title_ja"),
                    ("summary_en", "summary_ja"),
                    ("countries", "programme", "counterpart"),
                    ("host_en", "host_ja"),
                )
            },
        ),
        (
            gettext_lazy("When and where"),
            {
                "fields": (
                    ("time_zone", "place_form"),
                    ("starts_at", "ends_at"),
                    ("venue_en", "venue_ja"),
                    ("address_en", "address_ja"),
                    "online_url",
                    ("languages", "interpreting"),
                )
            },
        ),
        (
            gettext_lazy("Registration"),
            {
                "fields": (
                    ("opens_at", "closes_at"),
                    ("people", "held_people", "offer_hours"),
                    ("needs_approval", "checks_permit", "checks_standing"),
                    ("tax_percent", "payment_due_days"),
                    ("cancellation_en", "cancellation_ja"),
                ),
                "description": gettext_lazy(
                    "Places and prices of each group, and what a late cancellation costs, stand in the tables below."
                ),
            },
        ),
        (
            gettext_lazy("Inspection tour"),
            {
                "classes": ("collapse",),
                "fields": (
                    ("fewest_people", "decided_on", "gives_visa_letters"),
                    ("costs_en", "costs_ja"),
                ),
            },
        ),
        (gettext_lazy("Texts"), {"classes": ("collapse",), "fields": (("text_en", "text_ja"),)}),
        (
            gettext_lazy("Afterwards"),
            {
                "classes": ("collapse",),
                "fields": (
                    "participants_total",
                    ("participants_note_en", "participants_note_ja"),
                    ("report_en", "report_ja"),
                    ("report_published_at", "answers_erased_at"),
                ),
            },
        ),
        (
            gettext_lazy("Where a past event is known from"),
            {
                "classes": ("collapse",),
                "fields": (("starts_on", "ends_on"), *in_lines(("source", "source_ja", "source_url", "checked_on"))),
            },
        ),
    )

    # Lists ------------------------------------------------------------------------------------------

    def get_queryset(self, request):
        places = EventGroup.objects.filter(event=OuterRef("pk")).order_by().values("event")
        return (
            super()
            .get_queryset(request)
            .annotate(places_of_groups=Subquery(places.annotate(total=Sum("people")).values("total")))
        )

    @admin.display(description=gettext_lazy("title"), ordering="title_en")
    def title(self, event):
        return event.title

    @admin.display(description=gettext_lazy("when"), ordering="starts_on")
    def when(self, event):
        return told_when(event)

    @admin.display(description=gettext_lazy("places taken"), ordering="held_people")
    def taken(self, event):
        limits = [each for each in (event.people, event.places_of_groups) if each is not None]
        return f"{event.held_people} / {min(limits)}" if limits else "–"

    # What may be changed ----------------------------------------------------------------------------

    def get_inlines(self, request, obj):
        kind = obj.kind if obj else ""
        inlines = [GroupInline, TermInline]
        if kind != Event.Kind.INSPECTION_TOUR or obj.sessions.exists():
            inlines.append(SessionInline)
        if kind == Event.Kind.INSPECTION_TOUR or (obj and obj.stops.exists()):
            inlines.append(StopInline)
        inlines.append(QuestionInline)
        return [*inlines, FigureInline] if obj else inlines

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if may_promise(request.user, event=obj) else (*fields, *PROMISED)

    def has_delete_permission(self, request, obj=None):
        """What was announced is cancelled, never deleted."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.state == Event.State.DRAFT)

    def get_actions(self, request):
        """A draft is deleted on its page; most of what a list shows never is."""
        return {name: each for name, each in super().get_actions(request).items() if name != "delete_selected"}

    def links_to_related_lists(self, request, obj):
        """The registrations have a page of their own, which stands among the deeds."""
        listed = reverse("admin:seminars_registration_changelist")
        links = super().links_to_related_lists(request, obj)
        return [each for each in links if not each["list_url"].startswith(listed)]

    # Writing ----------------------------------------------------------------------------------------

    def get_object(self, request, object_id, from_field=None):
        """Locked while a form is saved: nobody gets a place between the look at what is taken and the save."""
        event = super().get_object(request, object_id, from_field)
        if event is not None and request.method == "POST" and _is_saving(request):
            event = self.get_queryset(request).select_for_update(of=("self",), no_key=True).get(pk=event.pk)
            request.room_before = _room(event)
        return event

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        event = form.instance
        if not change or event.state != Event.State.PUBLISHED:
            return
        if _has_more_room(request.room_before, _room(event)) and (offers := serve_line(event=lock_event(event.pk))):
            text = ngettext(
                "%(number)d organization on the waiting list was offered places.",
                "%(number)d organizations on the waiting list were offered places.",
                len(offers),
            )
            messages.info(request, text % {"number": len(offers)})
        event.refresh_from_db()
        if event.told and event.told != told_facts(event) and not event.is_over:
            messages.info(
                request,
                _("Time or place differ from what people with a place know. They get a mail in about ten minutes."),
            )

    # Pages of an event ------------------------------------------------------------------------------

    def get_urls(self):
        return [*event_pages.urls(self), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= {
                "deeds": event_pages.deeds(request, obj),
                "clock": timezone.get_current_timezone_name(),
            }
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)


def _is_saving(request) -> bool:
    """Not one of the pages beside it, whose services take the lock themselves."""
    match = request.resolver_match
    return match is not None and str(match.url_name).endswith("_change")


def _room(event: Event) -> dict[str, float]:
    """Everything that limits who gets a place; no limit is the largest."""
    room = {"all": float("inf") if event.people is None else event.people}
    for group in EventGroup.objects.filter(event=event):
        limits = {"people": group.people, "organizations": group.organizations, "most": group.most_per_organization}
        room |= {f"{group.group} {name}": float("inf") if each is None else each for name, each in limits.items()}
    return room


def _has_more_room(before: dict[str, float], after: dict[str, float]) -> bool:
    return any(after[name] > before.get(name, 0) for name in after)
