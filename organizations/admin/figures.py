"""Who works with whom, and how many people a year."""

from django.contrib import admin

from jitco_portal.common.desk.base import PortalModelAdmin
from organizations.admin.groups import SUPERVISING, organization_named
from organizations.models import Partnership, TraineeFigure


@admin.register(Partnership)
class PartnershipAdmin(PortalModelAdmin):
    index_group = SUPERVISING
    page_path = "supervising_organization.organization"
    list_display = ("supervising_organization", "sending_organization", "from_on", "until_on", "checked_on")
    list_display_links = ("supervising_organization", "sending_organization")
    list_filter = ("sending_organization__organization__country",)
    list_select_related = ("supervising_organization__organization", "sending_organization__organization")
    search_fields = (
        "supervising_organization__organization__public_id",
        "sending_organization__organization__public_id",
    )
    further_searches = (
        organization_named("supervising_organization__organization"),
        organization_named("sending_organization__organization"),
    )


@admin.register(TraineeFigure)
class TraineeFigureAdmin(PortalModelAdmin):
    index_group = SUPERVISING
    page_path = "organization"
    list_display = ("organization", "programme", "operation", "year", "number")
    list_filter = ("organization__kind", "programme", "year")
    list_select_related = ("organization", "programme", "operation")
    search_fields = ("organization__public_id",)
    further_searches = (organization_named("organization"),)
