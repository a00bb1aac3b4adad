"""Papers and pictures of events: what is said of each can be corrected, its bytes stay as they are."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from jitco_portal.common.desk.base import PortalModelAdmin
from seminars.admin.groups import SEMINARS
from seminars.models import EventFile
from seminars.services.files import remove_file


@admin.register(EventFile)
class EventFileAdmin(PortalModelAdmin):
    """What is said of a file; its bytes stay, another file is another row."""

    index_group = SEMINARS
    page_path = "event"
    list_display = ("title", "event", "kind", "read_by", "name", "size")
    list_filter = ("kind", "read_by")
    list_select_related = ("event",)
    search_fields = ("title_en", "title_ja", "name", "event__title_en", "event__title_ja")
    readonly_fields = ("event", "kind", "name", "type", "size", "created_at")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("event", "kind", "name"),
                    ("title_en", "title_ja"),
                    ("read_by", "position"),
                    ("type", "size", "created_at"),
                )
            },
        ),
    )

    def has_add_permission(self, request):
        """On the page of the event's files."""
        return False

    @admin.display(description=gettext_lazy("title"), ordering="title_en")
    def title(self, file):
        return file.title

    def delete_model(self, request, obj):
        remove_file(file=obj)

    def delete_queryset(self, request, queryset):
        for file in queryset:
            remove_file(file=file)
