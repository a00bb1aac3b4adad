"""Addresses of materials, orders, enquiries and the programme page; mounted at /materials/."""

from django.urls import path

app_name = "materials"

urlpatterns: list = []
