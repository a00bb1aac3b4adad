from django.urls import path, re_path

from countries import views

app_name = "countries"
urlpatterns = [
    path("", views.country_list, name="country_list"),
    path("compare/", views.country_compare, name="country_compare"),
    re_path(r"^(?P<code>[A-Za-z]{2})/$", views.country_detail, name="country_detail"),
    re_path(r"^(?P<code>[A-Za-z]{2})/changes/$", views.country_changes, name="country_changes"),
]
