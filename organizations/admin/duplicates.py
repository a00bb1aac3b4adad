"""Likely duplicates: the queue, with the reasons, and what came of them."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jitco_portal.common.desk.base import ToLookAtOnly
from organizations.admin.groups import WAITING
from organizations.models import DuplicatePair
from organizations.queries.list_imports.texts import REASONS
from organizations.services.duplicates import keep_apart


class StateFilter(admin.SimpleListFilter):
    """What waits comes first."""

    title = _("state")
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        closed = [state for state in DuplicatePair.State if state != DuplicatePair.State.OPEN]
        return [*((state.value, state.label) for state in closed), ("all", _("all"))]

    def choices(self, changelist):
        for choice in super().choices(changelist):
            yield {**choice, "display": _("waiting")} if choice["query_string"] == "?" else choice

    def queryset(self, request, queryset):
        return queryset if self.value() == "all" else queryset.filter(state=self.value() or DuplicatePair.State.OPEN)


@admin.register(DuplicatePair)
class DuplicatePairAdmin(ToLookAtOnly):
    index_group = WAITING
    list_display = ("__str__", "first_name", "second_name", "score", "why", "state")
    list_filter = (StateFilter, "first__kind", "first__country")
    list_select_related = ("first__country", "second__country", "decided_by")
    search_fields = ("first__public_id", "first__name_en", "first__name_local", "second__public_id", "second__name_en")
    fields = ("first", "second", "score", "why", "state", "decided_by", "decided_at")
    readonly_fields = ("why", "side_by_side")
    actions = ("are_two_organizations",)

    def get_list_display(self, request):
        return (*self.list_display, *_merging(request))

    def get_fields(self, request, obj=None):
        return (*self.fields, *_merging(request))

    @admin.display(description=_("one"))
    def first_name(self, obj):
        return _linked(obj.first)

    @admin.display(description=_("other"))
    def second_name(self, obj):
        return _linked(obj.second)

    @admin.display(description=_("reasons"))
    def why(self, obj):
        return ", ".join(str(REASONS.get(each.get("code"), "")) for each in obj.reasons)

    @admin.display(description=_("side by side"))
    def side_by_side(self, obj):
        if obj.state != DuplicatePair.State.OPEN:
            return ""
        address = reverse("admin:organizations_merge_begin")
        return format_html(
            '<a href="{}?kept={}&amp;absorbed={}">{}</a>',
            *(address, obj.first.public_id, obj.second.public_id, _("Compare and merge")),
        )

    def has_keep_apart_permission(self, request):
        return request.user.has_perm("organizations.change_duplicatepair")

    @admin.action(description=_("These are two organizations"), permissions=["keep_apart"])
    def are_two_organizations(self, request, queryset):
        count = keep_apart(pairs=list(queryset.values_list("pk", flat=True)), by=request.user)
        text = ngettext("%(count)d pair is kept apart.", "%(count)d pairs are kept apart.", count)
        self.message_user(request, text % {"count": count})


def _linked(organization):
    return format_html('<a href="{}">{}</a>', organization.get_absolute_url(), organization.name)


def _merging(request):
    """The way to the merge, for whoever may go it."""
    return ("side_by_side",) if request.user.has_perm("organizations.add_merge") else ()
