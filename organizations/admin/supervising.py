"""Permits and sanctions of supervising organizations."""

from django.contrib import admin

from jitco_portal.common.desk.base import PortalModelAdmin
from jitco_portal.common.desk.forms import PortalForm
from organizations.admin.groups import SUPERVISING, organization_named
from organizations.models import Permit, Sanction


class PermitForm(PortalForm):
    beside = {"permit_periods_apart": "valid_from"}


@admin.register(Permit)
class PermitAdmin(PortalModelAdmin):
    index_group = SUPERVISING
    page_path = "supervising_organization.organization"
    form = PermitForm
    list_display = (
        "number",
        "supervising_organization",
        "programme",
        "kind",
        "valid_from",
        "valid_until",
        "checked_on",
    )
    list_display_links = ("number", "supervising_organization")
    list_filter = ("kind", "programme", "supervising_organization__prefecture")
    list_select_related = ("supervising_organization__organization", "programme")
    search_fields = ("supervising_organization__organization__public_id", "number")
    further_searches = (organization_named("supervising_organization__organization"),)


@admin.register(Sanction)
class SanctionAdmin(PortalModelAdmin):
    index_group = SUPERVISING
    page_path = "supervising_organization.organization"
    list_display = ("supervising_organization", "kind", "from_on", "until_on", "checked_on")
    list_filter = ("kind",)
    list_select_related = ("supervising_organization__organization",)
    search_fields = ("supervising_organization__organization__public_id", "text_en", "text_ja")
    further_searches = (organization_named("supervising_organization__organization"),)
