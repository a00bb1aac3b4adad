"""Lists of governments at the desk: what came in, how far it is, and the way to its pages."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.desk.base import ToLookAtOnly
from organizations.admin import list_import_pages as pages
from organizations.admin.groups import LISTS, organization_named
from organizations.models import ListChange, ListImport, ListMapping, ListRow


@admin.register(ListImport)
class ListImportAdmin(ToLookAtOnly):
    """The stock page only shows the record and its history; the work is done on pages of its own."""

    index_group = LISTS
    page_path = "country"
    change_form_template = "admin/organizations/listimport/change_form.html"
    list_display = ("source", "deed", "kind", "country", "published_on", "state", "uploaded_by", "uploaded_at")
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
    def deed(self, list_import: ListImport) -> str:
        url = reverse("admin:organizations_listimport_work", args=[list_import.pk])
        return format_html('<a href="{}">{}</a>', url, pages.deed_of(list_import))


@admin.register(ListRow)
class ListRowAdmin(ToLookAtOnly):
    """For searching over all imports; decided is on the pages of each."""

    index_group = LISTS
    list_display = ("list_import", "line", "result", "organization", "decision", "decided_by")
    list_filter = ("result", "decision")
    list_select_related = ("list_import", "organization", "decided_by")
    search_fields = ("list_import__source",)
    further_searches = (organization_named("organization"),)

    def view_on_site(self, obj: ListRow) -> str | None:
        """The organization; of a row that is none yet, the country."""
        page = obj.organization or obj.list_import.country
        return page.get_absolute_url() if page else None


@admin.register(ListChange)
class ListChangeAdmin(ToLookAtOnly):
    """What imports wrote, row by row, with what stood before."""

    index_group = LISTS
    page_path = "organization"
    list_display = ("list_import", "model", "object_pk", "action", "organization")
    list_filter = ("action",)
    list_select_related = ("list_import", "organization")
    search_fields = ("list_import__source",)
    further_searches = (organization_named("organization"),)


@admin.register(ListMapping)
class ListMappingAdmin(ToLookAtOnly):
    """Remembered from the last list that was submitted; whoever deletes one has the next list read from the start."""

    index_group = LISTS
    page_path = "issuer.country"
    list_display = ("kind", "issuer", "issuer_name", "changed_at")
    list_filter = ("kind",)
    list_select_related = ("issuer__country",)
    search_fields = ("issuer_name",)

    def has_delete_permission(self, request: HttpRequest, obj: ListMapping | None = None) -> bool:
        return bool(request.user.has_perm("organizations.delete_listmapping"))
