"""All addresses of the site; the only module, with views.py, that may look at every app."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import path

from jitco_portal.common import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        prefix_default_language=True,
    ),
]

handler400 = "jitco_portal.common.error_pages.bad_request"
handler403 = "jitco_portal.common.error_pages.permission_denied"
handler404 = "jitco_portal.common.error_pages.page_not_found"
handler500 = "jitco_portal.common.error_pages.server_error"
