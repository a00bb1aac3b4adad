"""The desk for links that show chosen materials: made with a secret that is shown once, and ended."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from jitco_portal.common.desk.base import PortalModelAdmin
from jitco_portal.common.desk.pages import desk_page
from materials.admin.groups import MATERIALS
from materials.forms.desk import ShareKeyForm
from materials.models import ShareKey
from materials.services.share_keys import HasEnded, end_key, give_token

# Of the session: what the next page shows, once.
_SHOWN_NEXT = "share_key_shown_next"


class OpenFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", _("open")), ("closed", _("ended or past"))]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return queryset.open()
        if self.value() == "closed":
            return queryset.exclude(pk__in=ShareKey.objects.open().values("pk"))
        return queryset


@admin.register(ShareKey)
class ShareKeyAdmin(PortalModelAdmin):
    index_group = MATERIALS
    # What was ended stays ended.
    is_reverted_here = False
    form = ShareKeyForm
    change_form_template = "admin/materials/sharekey/change_form.html"
    list_display = ("title", "is_open", "opens_until", "shown", "created_by", "created_at")
    list_filter = (OpenFilter,)
    list_select_related = ("created_by",)
    search_fields = ("title", "materials__title_en", "materials__title_ja")
    readonly_fields = ("ended_at", "created_by", "created_at")
    fields = ("title", "materials", "opens_until", "ended_at", ("created_by", "created_at"))

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("materials")

    @admin.display(description=gettext_lazy("open"), boolean=True)
    def is_open(self, key):
        return key.ended_at is None and key.opens_until > timezone.now()

    @admin.display(description=gettext_lazy("materials"))
    def shown(self, key):
        return ", ".join(material.title for material in key.materials.all())

    def get_fields(self, request, obj=None):
        return self.fields if obj else ("title", "materials", "opens_until")

    def has_change_permission(self, request, obj=None):
        """What was ended stays ended."""
        return super().has_change_permission(request, obj) and (obj is None or obj.ended_at is None)

    # Making a link, with its secret shown once ------------------------------------------------------

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            token = give_token(obj)
        super().save_model(request, obj, form, change)
        if not change:
            request.session[_SHOWN_NEXT] = [obj.pk, token]

    def response_add(self, request, obj, post_url_continue=None):
        return redirect("admin:materials_sharekey_link", obj.pk)

    def get_urls(self):
        def at(name, view):
            address = f"<int:pk>/{name}/"
            return path(address, self.admin_site.admin_view(view), name=f"materials_sharekey_{name}")

        return [at("link", self.link), at("end", self.end), *super().get_urls()]

    def link(self, request, pk):
        """The link in full, on the first look; afterwards nobody can say it any more."""
        key = self._key(request, pk)
        if not self.has_add_permission(request):
            raise PermissionDenied
        held, token = request.session.get(_SHOWN_NEXT) or (None, None)
        if held == key.pk and request.method == "GET":
            del request.session[_SHOWN_NEXT]
        links = _links(token) if held == key.pk else []
        response = self._page(request, key, "link", title=_("Link for participants"), links=links)
        response["Cache-Control"] = "private, no-store"
        return response

    def end(self, request, pk):
        key = self._key(request, pk)
        # Also of one that was ended: whoever does it twice is told so.
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            try:
                end_key(key=key)
            except HasEnded:
                messages.warning(request, _("The link was ended already."))
            else:
                messages.success(request, _("The link is ended: whoever has it sees nothing by it any more."))
            return redirect("admin:materials_sharekey_change", key.pk)
        return self._page(request, key, "end", title=_("End the link"))

    def _key(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        key = self.get_queryset(request).filter(pk=pk).first()
        if key is None:
            raise Http404("no such link")
        return key

    def _page(self, request, key, name, **context):
        own = {"original": key, "key": key, "subtitle": key.title}
        return desk_page(self, request, f"admin/materials/sharekey/{name}.html", **{**own, **context})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # Saved once, its link is shown: there is nowhere else to go on to.
        context |= {"show_save_and_add_another": False, "show_save_and_continue": obj is not None}
        context["may_end"] = obj is not None and self.has_change_permission(request, obj)
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)


def _links(token):
    """One for each language of the site: whoever sends it knows which its readers read."""
    links = []
    for code, name in settings.LANGUAGES:
        with override(code):
            links.append(
                {"code": code, "name": name, "address": settings.SITE_URL + reverse("materials:shared", args=[token])}
            )
    return links
