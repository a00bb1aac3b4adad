"""Published lists and who is named on them; a list has hundreds of rows, so they have a page of their own."""

from django.contrib import admin

from jitco_portal.common.desk.base import PortalModelAdmin
from organizations.admin.groups import LISTS, organization_named
from organizations.models import ListEdition, ListEntry


@admin.register(ListEdition)
class ListEditionAdmin(PortalModelAdmin):
    index_group = LISTS
    page_path = "issuer.country"
    list_display = ("published_on", "issuer", "programme", "is_complete", "checked_on")
    list_display_links = ("published_on", "issuer")
    list_filter = ("programme", "is_complete", "issuer__country")
    list_select_related = ("issuer__country", "programme")
    search_fields = ("issuer__name_en", "issuer__name_ja", "issuer__abbreviation", "source")
    date_hierarchy = "published_on"


@admin.register(ListEntry)
class ListEntryAdmin(PortalModelAdmin):
    index_group = LISTS
    page_path = "sending_organization.organization"
    list_display = ("sending_organization", "number", "printed_name", "edition")
    list_filter = ("edition__programme", "edition__issuer__country")
    list_select_related = ("sending_organization__organization", "edition__issuer", "edition__programme")
    search_fields = ("sending_organization__organization__public_id", "number", "printed_name")
    further_searches = (organization_named("sending_organization__organization"),)
