"""The desk: one admin for every app, its index grouped by what staff do rather than by app."""

from dataclasses import dataclass
from functools import partial

from allauth.account.views import logout
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from jitco_portal.common import registry
from jitco_portal.common.desk.home import charts_of, columns_of, last_months


@dataclass(frozen=True)
class IndexGroup:
    """A heading of the index; a ModelAdmin names its group, and rows keep the order of registration."""

    position: int
    slug: str
    title: str | Promise


OTHER = IndexGroup(999, "other", _("Other"))


class PortalAdminSite(AdminSite):
    site_title = _("JITCO Sending Support")
    site_header = _("JITCO Sending Support")
    index_title = _("Desk")
    # A list of approvals has many columns; a second bar at its left would cut them off.
    enable_nav_sidebar = False

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """There is one log-in for everybody; who is logged in and no staff has no business here."""
        if request.user.is_authenticated:
            raise PermissionDenied
        target = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index", current_app=self.name)
        return redirect_to_login(target, reverse("account_login"))

    def index(self, request, extra_context=None):
        """With what waits for whoever looks, and the figures of the month."""
        waiting = [each for function in registry.waiting for each in function(request.user)]
        months = last_months()
        found = [each for function in registry.desk_figures for each in function(request.user, months)]
        panels = [panel for function in registry.desk_panels if (panel := function(request.user))]
        shown = {"waiting": waiting, "columns": columns_of(waiting), "figures": charts_of(found), "panels": panels}
        return super().index(request, {**shown, **(extra_context or {})})

    def logout(self, request, extra_context=None):
        return logout(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    password_change_done = password_change

    def get_app_list(self, request, app_label=None):
        """The groups instead of the apps; the page of one app stays as it is.

        The stock admin asks for it on every page, for the bar at the left: here only the index looks at it.
        """
        if app_label:
            return super().get_app_list(request, app_label)
        return SimpleLazyObject(partial(self._groups, request))

    def _groups(self, request):
        rows = {row["model"]: row for app in self._build_app_dict(request).values() for row in app["models"]}
        groups: dict[IndexGroup, list] = {}
        for model, model_admin in self._registry.items():
            if model in rows:
                groups.setdefault(getattr(model_admin, "index_group", None) or OTHER, []).append(rows[model])
        return [
            {
                "name": capfirst(group.title),
                "app_label": group.slug,
                "app_url": f"{reverse('admin:index', current_app=self.name)}#{group.slug}",
                "has_module_perms": True,
                "models": groups[group],
            }
            for group in sorted(groups, key=lambda group: group.position)
        ]
