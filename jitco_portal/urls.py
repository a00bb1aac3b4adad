"""All addresses of the site; the only module, with views.py, that may look at every app."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from jitco_portal import views
from jitco_portal.common import health
from jitco_portal.common.mail import bounces

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path(
        "sitemap.xml", sitemaps.index, {"sitemaps": views.SITEMAPS, "sitemap_url_name": "sitemap_part"}, name="sitemap"
    ),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": views.SITEMAPS}, name="sitemap_part"),
    *bounces.hooks(),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("search/", views.search, name="search"),
        path("search/order/", views.search_order, name="search_order"),
        path("countries/", include("countries.urls")),
        path("organizations/", include("organizations.urls")),
        path("matching/", include("matching.urls")),
        path("seminars/", include("seminars.urls")),
        path("materials/", include("materials.urls")),
        path("account/", include("jitco_portal.common.accounts.urls")),
        path("account/", include("allauth.urls")),
        path("account/", include("organizations.account_urls")),
        path("mail/", include("jitco_portal.common.mail.urls")),
        path("privacy/", include("jitco_portal.common.privacy.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=True,
    ),
]

handler400 = "jitco_portal.common.error_pages.bad_request"
handler403 = "jitco_portal.common.error_pages.permission_denied"
handler404 = "jitco_portal.common.error_pages.page_not_found"
handler429 = "jitco_portal.common.error_pages.too_many_requests"
handler500 = "jitco_portal.common.error_pages.server_error"
