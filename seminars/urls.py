from django.urls import URLPattern

app_name = "seminars"

urlpatterns: list[URLPattern] = []
