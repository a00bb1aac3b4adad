"""A person's own pages, beside those of allauth."""

from django.urls import path

from jitco_portal.common import account_views

urlpatterns = [
    path("", account_views.account_overview, name="account_overview"),
]
