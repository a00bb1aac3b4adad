"""The desk for match-ups."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from jitco_portal.common.desk.base import PortalModelAdmin
from jitco_portal.common.desk.site import IndexGroup
from matching.forms.pairs import PairForm
from matching.models import Confirmation
from matching.queries.checks import checked_pair
from organizations.admin.groups import organization_named

MATCH_UPS = IndexGroup(65, "match-ups", _("Match-ups"))


@admin.register(Confirmation)
class ConfirmationAdmin(PortalModelAdmin):
    """What an organization or a government said is complete; and what the rules make of it."""

    index_group = MATCH_UPS
    page_path = "organization"
    change_list_template = "admin/matching/confirmation/change_list.html"
    list_display = ("subject", "organization", "country", "programme", "confirmed_on", "checked_on")
    list_filter = ("subject", "country", "programme")
    list_select_related = ("organization", "country", "programme")
    search_fields = ("organization__public_id",)
    further_searches = (organization_named("organization"),)

    def get_urls(self):
        check = path("check/", self.admin_site.admin_view(self.check_pair), name="matching_confirmation_check_pair")
        return [check, *super().get_urls()]

    @method_decorator(require_GET)
    def check_pair(self, request):
        """May these two be introduced to each other, and what stands against it? By the rows as they are now."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = PairForm(request.GET or None, site=self.admin_site)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Check a pair"),
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "check": checked_pair(**form.cleaned_data) if form.is_valid() else None,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/matching/confirmation/check_pair.html", context)
