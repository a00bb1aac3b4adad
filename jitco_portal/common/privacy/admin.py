"""The desk for legal texts and consents: a new version is added, and what was shown or agreed never changes."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.desk.base import PortalModelAdmin
from jitco_portal.common.desk.site import IndexGroup
from jitco_portal.common.models import Consent, LegalText

PERSONAL_DATA = IndexGroup(88, "personal-data", _("Personal data"))


@admin.register(LegalText)
class LegalTextAdmin(PortalModelAdmin):
    index_group = PERSONAL_DATA
    list_display = ("kind", "version", "in_force_from", "is_draft")
    list_display_links = ("kind", "version")
    list_filter = ("kind", "is_draft")
    search_fields = ("text_en", "text_ja")

    def get_readonly_fields(self, request, obj=None):
        """From when it is in force, and whether it is a draft still, may be put right; the words may not."""
        return ("kind", "version", "text_en", "text_ja") if obj else ()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Consent)
class ConsentAdmin(PortalModelAdmin):
    """Given and withdrawn by the person alone."""

    index_group = PERSONAL_DATA
    list_display = ("user", "legal_text", "about", "language", "given_at", "withdrawn_at")
    list_display_links = ("user", "legal_text")
    list_filter = ("legal_text__kind", "language")
    list_select_related = ("user", "legal_text")
    search_fields = ("user__email", "user__name", "about")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
