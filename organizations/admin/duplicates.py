"""Likely duplicates: the queue, with the reasons, and what came of them."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jitco_portal.common.desk.base import ToLookAtOnly
from organizations.admin.groups import WAITING
from organizations.models import DuplicatePair, Merge
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
    readonly_fields = ("why",)
    actions = ("are_two_organizations",)

    @admin.display(description=_("one"))
    def first_name(self, obj):
        return _linked(obj.first)

    @admin.display(description=_("other"))
    def second_name(self, obj):
        return _linked(obj.second)

    @admin.display(description=_("reasons"))
    def why(self, obj):
        return ", ".join(str(REASONS.get(each.get("code"), "")) for each in obj.reasons)

    def has_keep_apart_permission(self, request):
        return request.user.has_perm("organizations.change_duplicatepair")

    @admin.action(description=_("These are two organizations"), permissions=["keep_apart"])
    def are_two_organizations(self, request, queryset):
        count = keep_apart(pairs=list(queryset.values_list("pk", flat=True)), by=request.user)
        text = ngettext("%(count)d pair is kept apart.", "%(count)d pairs are kept apart.", count)
        self.message_user(request, text % {"count": count})


def _linked(organization):
    return format_html('<a href="{}">{}</a>', organization.get_absolute_url(), organization.name)


@admin.register(Merge)
class MergeAdmin(ToLookAtOnly):
    index_group = WAITING
    list_display = ("__str__", "merged_by", "merged_at", "undone_by", "undone_at")
    list_select_related = ("kept__country", "absorbed__country", "merged_by", "undone_by")
    search_fields = ("kept__public_id", "absorbed__public_id", "kept__name_en", "absorbed__name_en")
