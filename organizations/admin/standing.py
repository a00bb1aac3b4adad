"""What governments and others say of a sending organization, row by row over all of them."""

from django.contrib import admin

from jitco_portal.common.desk.base import PortalModelAdmin, ToLookAtOnly
from jitco_portal.common.desk.forms import PortalForm
from organizations.admin.groups import STANDING, organization_named
from organizations.models import (
    Allowance,
    Approval,
    Article25Item,
    Fee,
    HomeLicence,
    OrganizationMeasure,
    PublicIdSeries,
    Report,
)


class OfSendingOrganization(PortalModelAdmin):
    index_group = STANDING
    page_path = "sending_organization.organization"
    list_select_related = ("sending_organization__organization", "programme")
    search_fields = ("sending_organization__organization__public_id",)
    further_searches = (organization_named("sending_organization__organization"),)


class ApprovalForm(PortalForm):
    beside = {"approval_periods_apart": "approved_from", "approval_has_start": "approved_from"}


@admin.register(Approval)
class ApprovalAdmin(OfSendingOrganization):
    form = ApprovalForm
    list_display = (
        "sending_organization",
        "programme",
        "issuer",
        "number",
        "approved_from",
        "approved_until",
        "confirmed_on",
    )
    list_filter = ("programme", "issuer__country")
    list_select_related = ("sending_organization__organization", "programme", "issuer")
    search_fields = ("sending_organization__organization__public_id", "number")
    further_searches = (organization_named("sending_organization__organization"),)


@admin.register(HomeLicence)
class HomeLicenceAdmin(OfSendingOrganization):
    """No standing rests on these: a licence holds for any country."""

    list_display = ("sending_organization", "issuer", "number", "licensed_from", "licensed_until", "confirmed_on")
    list_filter = ("issuer__country", "issuer")
    list_select_related = ("sending_organization__organization", "issuer")
    search_fields = ("sending_organization__organization__public_id", "number")


@admin.register(OrganizationMeasure)
class OrganizationMeasureAdmin(OfSendingOrganization):
    list_display = ("sending_organization", "kind", "side", "programme", "from_on", "until_on", "checked_on")
    list_filter = ("kind", "side", "programme", "sending_organization__organization__country")


@admin.register(Allowance)
class AllowanceAdmin(OfSendingOrganization):
    list_display = (
        "sending_organization",
        "operation_group",
        "programme",
        "issuer",
        "from_on",
        "until_on",
        "confirmed_on",
    )
    list_filter = ("operation_group", "programme", "issuer__country")
    list_select_related = ("sending_organization__organization", "programme", "issuer")


@admin.register(Report)
class ReportAdmin(OfSendingOrganization):
    list_display = ("sending_organization", "said", "said_on", "source", "checked_on")
    list_filter = ("said", "sending_organization__organization__country")
    list_select_related = ("sending_organization__organization",)
    search_fields = ("sending_organization__organization__public_id", "basis_en", "basis_ja", "source")
    further_searches = (organization_named("sending_organization__organization"),)


@admin.register(Fee)
class FeeAdmin(PortalModelAdmin):
    index_group = STANDING
    page_path = "organization.organization"
    list_display = ("organization", "programme", "payer", "subject", "term_years", "amount", "currency", "period")
    list_filter = ("payer", "subject", "programme", "currency")
    list_select_related = ("organization__organization", "programme")
    search_fields = ("organization__organization__public_id",)
    further_searches = (organization_named("organization__organization"),)


@admin.register(Article25Item)
class Article25ItemAdmin(PortalModelAdmin):
    index_group = STANDING
    page_path = "organization.organization"
    list_display = ("organization", "item", "state", "checked_on")
    list_filter = ("state", "item")
    list_select_related = ("organization__organization",)
    search_fields = ("organization__organization__public_id",)
    further_searches = (organization_named("organization__organization"),)


@admin.register(PublicIdSeries)
class PublicIdSeriesAdmin(ToLookAtOnly):
    """To look at only: a number set back would be given twice."""

    index_group = STANDING
    list_display = ("prefix", "last_number")
    search_fields = ("prefix",)
    ordering = ("prefix",)
