"""The desk for the steps of the change to ESD."""

from django.contrib import admin
from django.urls import reverse

from countries.admin import TEXTS
from jitco_portal.common.desk.base import PortalModelAdmin
from materials.models import ProgrammeStep


@admin.register(ProgrammeStep)
class ProgrammeStepAdmin(PortalModelAdmin):
    """Each with its source; the public page shows them by day."""

    index_group = TEXTS
    list_display = ("day", "title_en", "title_ja", "group", "is_deadline", "checked_on")
    list_display_links = ("title_en", "title_ja")
    list_filter = ("group", "is_deadline")
    search_fields = ("title_en", "title_ja", "text_en", "text_ja", "source")

    def view_on_site(self, obj: ProgrammeStep) -> str:
        return reverse("materials:programme") + f"#step-{obj.pk}"
