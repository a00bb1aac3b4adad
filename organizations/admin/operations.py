"""Job categories and operations of the official list."""

from django.contrib import admin

from jitco_portal.common.desk.base import PortalModelAdmin
from organizations.admin.groups import OPERATIONS
from organizations.models import JobCategory, Operation


@admin.register(JobCategory)
class JobCategoryAdmin(PortalModelAdmin):
    index_group = OPERATIONS
    list_display = ("code", "name_en", "name_ja", "group")
    list_display_links = ("code", "name_en", "name_ja")
    list_filter = ("group",)
    search_fields = ("code", "name_en", "name_ja")


@admin.register(Operation)
class OperationAdmin(PortalModelAdmin):
    index_group = OPERATIONS
    list_display = (
        "code",
        "name_en",
        "name_ja",
        "category",
        "name_basis",
        "stage3_allowed",
        "valid_from",
        "valid_until",
    )
    list_display_links = ("code", "name_en", "name_ja")
    list_filter = ("category__group", "name_basis", "stage3_allowed")
    list_select_related = ("category",)
    search_fields = ("code", "name_en", "name_ja", "category__name_en", "category__name_ja")
