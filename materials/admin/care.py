"""What is looked at only: how the files are, and how often they were downloaded."""

from __future__ import annotations

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jitco_portal.common.desk.base import ToLookAtOnly
from jitco_portal.common.templatetags.privacy import moment
from materials.admin.groups import MATERIALS
from materials.models import DownloadFigure, FileCare
from materials.tasks import prepare_anew
from materials.templatetags.materials import file_size


class BoardFilter(admin.SimpleListFilter):
    title = gettext_lazy("what to do")
    parameter_name = "board"

    def lookups(self, request, model_admin):
        return [("bad", _("damaged or missing")), ("unread", _("could not be read"))]

    def queryset(self, request, queryset):
        if self.value() == "bad":
            return queryset.bad()
        if self.value() == "unread":
            return queryset.filter(preparation=FileCare.Preparation.FAILED)
        return queryset


@admin.register(FileCare)
class FileCareAdmin(ToLookAtOnly):
    """The longest without a check first. What is bad is put right by the next edition, or from a backup."""

    index_group = MATERIALS
    page_path = "file.edition"
    list_display = ("file", "whose", "size", "state", "checked_at", "preparation")
    list_filter = (BoardFilter, "found", "preparation")
    list_select_related = ("file__edition__material",)
    search_fields = ("file__name", "file__sha256", "file__edition__material__title_en")
    actions = ("read_anew",)
    fields = (
        *("file", "of_edition", "stored_as", "size", "sha256", "found", "bad_since", "checked_at"),
        *("preparation", "prepared_at", "beginning"),
    )

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    @admin.display(description=gettext_lazy("edition"), ordering="file__edition")
    def whose(self, care):
        return care.file.edition

    @admin.display(description=gettext_lazy("last check"), ordering="bad_since")
    def state(self, care):
        if care.bad_since is None:
            return care.get_found_display()
        told = _("%(state)s – since %(since)s") % {"state": care.get_found_display(), "since": moment(care.bad_since)}
        return format_html('<strong class="late">{}</strong>', told)

    @admin.display(description=gettext_lazy("edition"))
    def of_edition(self, care):
        url = reverse("admin:materials_edition_change", args=[care.file.edition_id])
        return format_html('<a href="{}">{}</a>', url, care.file.edition)

    @admin.display(description=gettext_lazy("size"), ordering="file__size")
    def size(self, care):
        return file_size(care.file.size)

    @admin.display(description=gettext_lazy("name in the store"))
    def stored_as(self, care):
        return str(care.file.file.name)

    @admin.display(description="SHA-256")
    def sha256(self, care):
        return str(care.file.sha256)

    @admin.display(description=gettext_lazy("beginning of its text"))
    def beginning(self, care):
        return f"{care.text[:500]} …" if len(care.text) > 500 else care.text or "–"

    @admin.action(description=gettext_lazy("Read text and pages anew"))
    def read_anew(self, request, queryset):
        if not self.has_prepare_permission(request):
            messages.error(request, _("You may not do this."))
            return
        keys = list(queryset.values_list("pk", flat=True))
        prepare_anew(file_pks=keys)
        text = ngettext("%(number)d file is read anew.", "%(number)d files are read anew.", len(keys))
        messages.success(request, text % {"number": len(keys)})

    def has_prepare_permission(self, request):
        return bool(request.user.has_perm("materials.change_edition"))

    def get_actions(self, request):
        return super().get_actions(request) if self.has_prepare_permission(request) else {}


@admin.register(DownloadFigure)
class DownloadFigureAdmin(ToLookAtOnly):
    index_group = MATERIALS
    page_path = "file.edition"
    list_display = ("day", "file", "of_edition", "reader_kind", "country", "count")
    list_filter = ("reader_kind", "country", "file__edition__material__kind")
    list_select_related = ("file__edition__material", "country")
    search_fields = ("file__name", "file__edition__material__title_en", "file__edition__material__title_ja")
    date_hierarchy = "day"

    @admin.display(description=gettext_lazy("edition"), ordering="file__edition")
    def of_edition(self, figure):
        return str(figure.file.edition)
