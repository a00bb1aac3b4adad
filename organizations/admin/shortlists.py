"""Shortlists at the desk: auditors read them, nobody writes them here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from jitco_portal.common.desk.base import PortalModelAdmin, PortalTabularInline
from organizations.admin.groups import MEMBERS
from organizations.models import Shortlist, ShortlistEntry

NAMES = ("public_id", "name_en", "name_local", "name_ja")


class ReadOnly:
    """They are written by the members whose lists they are."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ShortlistEntryInline(ReadOnly, PortalTabularInline):
    model = ShortlistEntry
    fields = ("listed", "note", "added_by", "added_at")
    readonly_fields = ("added_at",)


@admin.register(Shortlist)
class ShortlistAdmin(ReadOnly, PortalModelAdmin):
    index_group = MEMBERS
    page_path = "organization"
    inlines = (ShortlistEntryInline,)
    list_display = ("name", "organization", "created_by", "created_at", "changed_at")
    list_select_related = ("organization", "created_by")
    search_fields = ("name", *(f"organization__{name}" for name in NAMES))


@admin.register(ShortlistEntry)
class ShortlistEntryAdmin(ReadOnly, PortalModelAdmin):
    index_group = MEMBERS
    list_display = ("listed", "shortlist", "of", "added_by", "added_at")
    list_select_related = ("listed", "shortlist__organization", "added_by")
    search_fields = ("note", "shortlist__name", *(f"listed__{name}" for name in NAMES))

    @admin.display(description=gettext_lazy("organization"))
    def of(self, entry):
        return entry.shortlist.organization
