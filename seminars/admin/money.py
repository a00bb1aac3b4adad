"""Payments, papers and people across all events: to look up whose transfer or ticket it is."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.desk.base import ToLookAtOnly
from organizations.admin.groups import organization_named
from seminars.admin.groups import SEMINARS
from seminars.models import Attendee, ErasureReport, Paper, Payment


@admin.register(Payment)
class PaymentAdmin(ToLookAtOnly):
    index_group = SEMINARS
    page_path = "registration"
    list_display = ("paid_on", "kind", "amount", "organization", "event", "reference", "provider")
    list_filter = ("kind", "provider", "paid_on")
    list_select_related = ("registration__organization", "registration__event")
    search_fields = ("reference", "registration__organization__public_id", "registration__pk")
    further_searches = (organization_named("registration__organization"),)

    @admin.display(description=_("organization"))
    def organization(self, row):
        return row.registration.organization

    @admin.display(description=_("event"))
    def event(self, row):
        return row.registration.event


@admin.register(Paper)
class PaperAdmin(ToLookAtOnly):
    index_group = SEMINARS
    page_path = "registration"
    list_display = ("number", "kind", "issued_on", "recipient", "total", "event")
    list_filter = ("kind", "issued_on")
    list_select_related = ("registration__organization", "registration__event")
    search_fields = ("number", "recipient", "registration__organization__public_id")

    @admin.display(description=_("event"))
    def event(self, row):
        return row.registration.event


@admin.register(Attendee)
class AttendeeAdmin(ToLookAtOnly):
    """Who is coming: found by name or address; a token of a ticket stands on no page of the desk."""

    index_group = SEMINARS
    page_path = "registration"
    list_display = ("person", "organization", "event", "place", "came_at")
    list_filter = ("place",)
    list_select_related = ("registration__organization", "registration__event")
    search_fields = ("name", "name_latin", "email", "registration__organization__public_id")
    fields = (
        *("registration", "place", "name", "name_latin", "job_title", "email", "language", "needs"),
        *("nationality", "wants_visa_letter", "seated_at", "came_at"),
    )

    @admin.display(description=_("name"), ordering="name")
    def person(self, row):
        return row.name or str(row)

    @admin.display(description=_("organization"))
    def organization(self, row):
        return row.registration.organization

    @admin.display(description=_("event"))
    def event(self, row):
        return row.registration.event


@admin.register(ErasureReport)
class ErasureReportAdmin(ToLookAtOnly):
    index_group = SEMINARS
    page_path = "event"
    list_display = ("event", "at", "people", "answers", "texts")
    list_select_related = ("event",)
    search_fields = ("event__title_en", "event__title_ja")
