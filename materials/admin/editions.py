"""The desk for editions: one page for each, from the draft to the withdrawal; and the copies in print."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jitco_portal.common.desk.base import PortalModelAdmin, PortalStackedInline
from materials.admin import edition_pages
from materials.admin.groups import MATERIALS
from materials.admin.saving import LockedWhileSaved
from materials.admin.upload_pages import upload_urls
from materials.forms.desk import EditionForm, PrintedForm, languages
from materials.models import Edition, EditionState, Material, PrintedCopy
from materials.queries.edition_at_desk import edition_at_desk
from materials.queries.publishable import missing_of, next_source
from materials.queries.waiting import resting_drafts, stale_translations

_BOARDS = {"drafts": resting_drafts, "stale": stale_translations}
_TEXTS = ("material", "version", "dated", "translation_of", "notes_en", "notes_ja")


class BoardFilter(admin.SimpleListFilter):
    title = gettext_lazy("what to do")
    parameter_name = "board"

    def lookups(self, request, model_admin):
        return [("drafts", _("to be published")), ("stale", _("older than its source"))]

    def queryset(self, request, queryset):
        board = _BOARDS.get(self.value())
        return queryset.filter(pk__in=board().values("pk")) if board else queryset


class LanguageFilter(admin.SimpleListFilter):
    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return languages()

    def queryset(self, request, queryset):
        return queryset.filter(language=self.value()) if self.value() else queryset


class PrintedInline(PortalStackedInline):
    """Prices and stock change also after the edition is published."""

    model = PrintedCopy
    form = PrintedForm
    show_change_link = False
    can_delete = False
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("price_member", "price_general", "is_orderable"),
                    ("stock", "most_per_order", "grams"),
                )
            },
        ),
    )

    def has_add_permission(self, request, obj=None):
        """A published edition may be printed later; a withdrawn one is not."""
        return super().has_add_permission(request, obj) and (obj is None or obj.state != EditionState.WITHDRAWN)


@admin.register(Edition)
class EditionAdmin(LockedWhileSaved, PortalModelAdmin):
    index_group = MATERIALS
    form = EditionForm
    inlines = (PrintedInline,)
    change_form_template = "admin/materials/edition/change_form.html"
    list_display = ("title", "in_language", "version", "dated", "state", "published_at", "file_count")
    list_filter = (BoardFilter, "state", LanguageFilter, "material__kind")
    list_select_related = ("material", "translation_of__material", "successor__material", "published_by")
    search_fields = ("material__title_en", "material__title_ja", "version")
    related_titles = {
        "translations": gettext_lazy("Translations of this edition"),
        "takes_the_place_of": gettext_lazy("Withdrawn editions that this one replaces"),
    }
    fieldsets = (
        (
            gettext_lazy("What"),
            {
                "fields": (
                    ("material", "language"),
                    ("version", "dated"),
                    "translation_of",
                    ("notes_en", "notes_ja"),
                )
            },
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(files_held=Count("files", distinct=True))

    @admin.display(description=gettext_lazy("material"), ordering="material__title_en")
    def title(self, edition):
        return edition.material.title

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def in_language(self, edition):
        return edition.language_name

    @admin.display(description=gettext_lazy("files"), ordering="files_held")
    def file_count(self, edition):
        return edition.files_held

    # What may be changed ----------------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        """Where it stands, once it was published; the texts as they were then."""
        if obj is None:
            return super().get_fieldsets(request, obj)
        (title, shown), *others = super().get_fieldsets(request, obj)
        # Chosen once; from then on a name in the place of the list.
        _chosen, *lines = shown["fields"]
        fieldsets = [(title, {"fields": [("material", "in_language"), *lines]}), *others]
        if obj.state == EditionState.DRAFT:
            return fieldsets
        fields = [("supersedes", "published_at", "published_by")]
        if obj.state == EditionState.WITHDRAWN:
            fields += ["withdrawn_at", ("withdrawn_because_en", "withdrawn_because_ja"), "successor"]
        return [*fieldsets, (gettext_lazy("Since it was published"), {"fields": fields})]

    def get_readonly_fields(self, request, obj=None):
        """What is published never changes; of a draft the material and language stay."""
        if obj is None:
            return ()
        if obj.state == EditionState.DRAFT:
            return ("material", "in_language")
        return (
            *_TEXTS,
            *("in_language", "supersedes", "published_at", "published_by"),
            *("withdrawn_at", "withdrawn_because_en", "withdrawn_because_ja", "successor"),
        )

    def get_changeform_initial_data(self, request):
        """``?material=3&language=vi``: what a translation is made from is proposed."""
        proposed = super().get_changeform_initial_data(request)
        material = Material.objects.filter(pk=proposed["material"]).first() if proposed.get("material") else None
        language = proposed.get("language")
        if material and language and language != material.original_language and "translation_of" not in proposed:
            proposed["translation_of"] = next_source(material)
        return proposed

    def has_delete_permission(self, request, obj=None):
        """What was published is withdrawn, never deleted."""
        is_draft = obj is None or obj.state == EditionState.DRAFT
        return super().has_delete_permission(request, obj) and is_draft

    def get_actions(self, request):
        """A draft is deleted on its page; most of what a list shows never is."""
        return {name: each for name, each in super().get_actions(request).items() if name != "delete_selected"}

    # Pages of an edition ----------------------------------------------------------------------------

    def get_urls(self):
        return [*edition_pages.urls(self), *upload_urls(self.admin_site.admin_view), *super().get_urls()]

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.state != EditionState.DRAFT else None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= {
                "deeds": edition_pages.deeds(request, obj),
                "desk": edition_at_desk(edition=obj),
                "missing": missing_of(obj) if obj.state == EditionState.DRAFT else [],
                **self._of_files(request, obj),
                "subtitle": format_html("{} · {}", obj, obj.get_state_display()),
            }
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def _of_files(self, request, edition):
        """Where files are added to a draft, and whether they may be removed from it."""
        if edition.state != EditionState.DRAFT:
            return {"upload_url": "", "may_remove": False}
        may_add = request.user.has_perm("materials.add_editionfile")
        return {
            "upload_url": reverse("admin:materials_edition_upload", args=[edition.pk]) if may_add else "",
            "may_remove": request.user.has_perm("materials.delete_editionfile"),
        }


@admin.register(PrintedCopy)
class PrintedCopyAdmin(PortalModelAdmin):
    """Stock and prices of all at a glance."""

    index_group = MATERIALS
    form = PrintedForm
    page_path = "edition"
    # Orders take from it and give back to it: what it was before one of them is sold by now.
    not_reverted = ("stock",)
    list_display = ("edition", "state", "stock", "price_member", "price_general", "is_orderable")
    list_filter = ("is_orderable", "edition__state")
    list_select_related = ("edition__material",)
    search_fields = ("edition__material__title_en", "edition__material__title_ja", "edition__version")
    fields = (
        "edition",
        ("price_member", "price_general", "is_orderable"),
        ("stock", "most_per_order", "grams"),
    )

    def get_readonly_fields(self, request, obj=None):
        return ("edition",) if obj else ()

    @admin.display(description=gettext_lazy("state of the edition"), ordering="edition__state")
    def state(self, copy):
        return copy.edition.get_state_display()

    def view_on_site(self, obj):
        return obj.edition.get_absolute_url() if obj.edition.state != EditionState.DRAFT else None
