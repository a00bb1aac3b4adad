"""What everybody may read about personal data."""

from django.urls import path

from jitco_portal.common.privacy import views as privacy_views

urlpatterns = [
    path("", privacy_views.privacy_notice, name="privacy_notice"),
    path("<int:version>/", privacy_views.privacy_notice, name="privacy_notice_version"),
]
