"""Who works with whom, and how many people a year."""

from django.contrib import admin

from jitco_portal.common.desk.base import PortalModelAdmin
from organizations.admin.groups import SUPERVISING, names_of
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
        *names_of("supervising_organization__organization"),
        *names_of("sending_organization__organization"),
    )


@admin.register(TraineeFigure)
class TraineeFigureAdmin(PortalModelAdmin):
    index_group = SUPERVISING
    page_path = "organization"
    list_display = ("organization", "programme", "operation", "year", "number")
    list_filter = ("organization__kind", "programme", "year")
    list_select_related = ("organization", "programme", "operation")
    search_fields = names_of("organization")
