"""Addresses of materials, orders, enquiries and the programme page; mounted at /materials/."""

app_name = "materials"

urlpatterns: list = []
