"""Puts our own site in the place of the stock admin's; no model is loaded from here."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "jitco_portal.common.desk.site.PortalAdminSite"
