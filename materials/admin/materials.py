"""The desk for materials: what there is, for whom, and in which languages."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jitco_portal.common.desk.base import PortalModelAdmin, PortalTabularInline, in_lines
from materials.admin.groups import MATERIALS
from materials.admin.saving import LockedWhileSaved
from materials.forms.desk import MaterialForm
from materials.models import Edition, EditionState, Material
from materials.queries.publishable import may_open
from organizations.languages import language_name

# By what of a material its editions are shown, to whom, and as the original or a translation.
_OPENS = ("is_listed", "access", "original_language")


class EditionInline(PortalTabularInline):
    """What there is, to be opened: an edition is written on a page of its own."""

    model = Edition
    fields = readonly_fields = ("edition", "dated", "state", "published_at", "source")
    show_change_link = False
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("material", "translation_of__material")
        return rows.with_newer().with_stale_source()

    @admin.display(description=gettext_lazy("edition"))
    def edition(self, edition):
        url = reverse("admin:materials_edition_change", args=[edition.pk])
        return format_html('<a href="{}">{} · {}</a>', url, edition.language_name, edition.words)

    @admin.display(description=gettext_lazy("translated from"))
    def source(self, edition):
        if not edition.translation_of:
            return "–"
        source = f"{edition.translation_of.language_name}, {edition.translation_of.version}"
        if edition.is_older_than_source and not edition.has_newer and edition.state == EditionState.PUBLISHED:
            return _("%(source)s – older than its source today") % {"source": source}
        return source


@admin.register(Material)
class MaterialAdmin(LockedWhileSaved, PortalModelAdmin):
    index_group = MATERIALS
    form = MaterialForm
    inlines = (EditionInline,)
    change_form_template = "admin/materials/material/change_form.html"
    list_display = ("title", "kind", "access", "is_listed", "languages_there", "drafts", "is_sample")
    list_filter = ("kind", "access", "is_listed", "programme", "is_sample")
    search_fields = ("title_en", "title_ja", "source", "source_ja")
    fieldsets = (
        (
            gettext_lazy("What"),
            {
                "fields": (
                    ("kind", "is_sample"),
                    ("title_en", "title_ja"),
                    ("summary_en", "summary_ja"),
                    ("programme", "operations"),
                    "audiences",
                )
            },
        ),
        (gettext_lazy("Who may see it"), {"fields": (("is_listed", "access"),)}),
        (gettext_lazy("Languages"), {"fields": ("original_language", "wanted_languages")}),
        (
            gettext_lazy("Where it is known from, if no file is here"),
            {
                "classes": ("collapse",),
                "fields": (("form_en", "form_ja"), *in_lines(("source", "source_ja", "source_url", "checked_on"))),
            },
        ),
    )

    # Who may --------------------------------------------------------------------------------------

    def get_readonly_fields(self, request, obj=None):
        """Who sees what is published was decided with it: only publishers decide it anew, by whatever way."""
        fields = super().get_readonly_fields(request, obj)
        return fields if obj is None or may_open(request.user, obj) else (*fields, *_OPENS, "in_original")

    def get_fieldsets(self, request, obj=None):
        """What is not theirs to decide says so, and languages have names."""
        fieldsets = super().get_fieldsets(request, obj)
        if "in_original" not in self.get_readonly_fields(request, obj):
            return fieldsets
        what, (who, seen), (languages, _held), *others = fieldsets
        seen = {**seen, "description": _("Something of it was published: from then on publishers decide this.")}
        return [what, (who, seen), (languages, {"fields": ("in_original", "wanted_languages")}), *others]

    @admin.display(description=gettext_lazy("language of the original"))
    def in_original(self, material):
        return language_name(material.original_language)

    # Rows -----------------------------------------------------------------------------------------

    def get_queryset(self, request):
        draft = Q(editions__state=EditionState.DRAFT)
        published = Q(editions__state=EditionState.PUBLISHED)
        return (
            super()
            .get_queryset(request)
            .annotate(
                language_count=Count("editions__language", filter=published, distinct=True),
                draft_count=Count("editions", filter=draft, distinct=True),
            )
        )

    @admin.display(description=gettext_lazy("title"), ordering="title_en")
    def title(self, material):
        return str(material.title)

    @admin.display(description=gettext_lazy("languages"), ordering="language_count")
    def languages_there(self, material):
        return int(material.language_count)

    @admin.display(description=gettext_lazy("drafts"), ordering="draft_count")
    def drafts(self, material):
        return int(material.draft_count)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and request.user.has_perm("materials.add_edition"):
            context["add_edition_url"] = f"{reverse('admin:materials_edition_add')}?material={obj.pk}"
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def get_actions(self, request):
        """What has editions is never deleted; what has none is deleted on its page."""
        return {name: each for name, each in super().get_actions(request).items() if name != "delete_selected"}
