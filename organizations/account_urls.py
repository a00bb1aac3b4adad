"""What people do for their organizations, under their own pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
