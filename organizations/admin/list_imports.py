"""Lists of governments at the desk: what came in, how far it is, and the way to its pages."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.desk.base import ToLookAtOnly
from organizations.admin import list_import_pages as pages
from organizations.admin.groups import LISTS, organization_named
from organizations.models import ListImport, ListRow


@admin.register(ListImport)
class ListImportAdmin(ToLookAtOnly):
    """The stock page only shows the record and its history; the work is done on pages of its own."""

    index_group = LISTS
    change_form_template = "admin/organizations/listimport/change_form.html"
    list_display = ("source", "work", "kind", "country", "published_on", "state", "uploaded_by", "uploaded_at")
    list_display_links = ("source",)
    list_filter = ("state", "kind", "is_complete", "country")
    list_select_related = ("country", "issuer", "programme", "uploaded_by", "submitted_by", "approved_by", "undone_by")
    search_fields = ("source", "file_name", "sha256")
    date_hierarchy = "published_on"

    def get_urls(self) -> list[URLPattern]:
        return [*pages.page_urls(self), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("organizations.add_listimport"))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        return pages.upload_page(request, self)

    @admin.display(description=_("work on it"))
    def work(self, list_import: ListImport) -> str:
        url = reverse("admin:organizations_listimport_work", args=[list_import.pk])
        return format_html('<a href="{}">{}</a>', url, pages.deed_of(list_import))


@admin.register(ListRow)
class ListRowAdmin(ToLookAtOnly):
    """For searching over all imports; decided is on the pages of each."""

    index_group = LISTS
    page_path = "organization"
    list_display = ("list_import", "line", "result", "organization", "decision", "decided_by")
    list_filter = ("result", "decision")
    list_select_related = ("list_import", "organization", "decided_by")
    search_fields = ("list_import__source",)
    further_searches = (organization_named("organization"),)
