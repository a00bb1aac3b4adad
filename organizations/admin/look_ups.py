"""What readers did not find: reports to settle, and words that were searched for in vain."""

from django.contrib import admin
from django.db.models import F
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jitco_portal.common.desk.base import PortalModelAdmin, ToLookAtOnly
from organizations.admin.groups import WAITING
from organizations.models import MissedSearch, MissingReport
from organizations.queries.look_ups import missed_searches_summed
from organizations.services.look_ups import settle_report

SETTLED_HERE = ("state", "answer")


class StateFilter(admin.SimpleListFilter):
    """What waits comes first."""

    title = gettext_lazy("state")
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        closed = [state for state in MissingReport.State if state != MissingReport.State.OPEN]
        return [*((state.value, state.label) for state in closed), ("all", _("all"))]

    def choices(self, changelist):
        for choice in super().choices(changelist):
            yield {**choice, "display": _("waiting")} if choice["query_string"] == "?" else choice

    def queryset(self, request, queryset):
        return queryset if self.value() == "all" else queryset.filter(state=self.value() or MissingReport.State.OPEN)


@admin.register(MissingReport)
class MissingReportAdmin(PortalModelAdmin):
    index_group = WAITING
    page_path = "country"
    # Who settled it and when goes with the state.
    is_reverted_here = False
    list_display = ("name", "kind", "country", "number", "state", "waits_since", "has_address")
    list_filter = (StateFilter, "kind", "country", "language")
    list_select_related = ("country", "handled_by")
    search_fields = ("name", "number", "seen", "remark", "email")
    fields = (
        *("kind", "name", "country", "number", "seen", "remark", "email", "language", "created_at"),
        *(*SETTLED_HERE, "handled_at", "handled_by"),
    )

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        """What a reader wrote stays as it was written."""
        return [name for name in self.fields if name not in SETTLED_HERE]

    def get_ordering(self, request):
        """What waits, the oldest first; then what was settled last."""
        return (F("handled_at").desc(nulls_first=True), "created_at", "pk")

    def save_model(self, request, obj, form, change):
        settled = settle_report(report=obj, state=obj.state, answer=obj.answer, by=request.user)
        obj.handled_at, obj.handled_by = settled.handled_at, settled.handled_by

    @admin.display(description=gettext_lazy("waits since"), ordering="created_at")
    def waits_since(self, report):
        return timesince(report.created_at, depth=1) if report.state == MissingReport.State.OPEN else "–"

    @admin.display(description=gettext_lazy("can be answered"), boolean=True)
    def has_address(self, report):
        return bool(report.email)


@admin.register(MissedSearch)
class MissedSearchAdmin(ToLookAtOnly):
    """One line for the same words, with how often they were asked within 90 days."""

    index_group = WAITING
    list_display = ("words", "where", "language", "total", "day")
    list_filter = ("where", "language")
    search_fields = ("words",)

    def get_queryset(self, request):
        """Not that of the desk, which is in order before there is a total."""
        return missed_searches_summed(rows=MissedSearch.objects.all())

    def get_ordering(self, request):
        return ("-total", "words", "pk")

    @admin.display(description=gettext_lazy("times in 90 days"), ordering="total")
    def total(self, missed):
        return missed.total
