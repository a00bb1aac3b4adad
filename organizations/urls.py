from django.urls import path

from organizations import views

app_name = "organizations"

urlpatterns = [
    path("sending/", views.sending_list, name="sending_list"),
    path("sending/compare/", views.sending_compare, name="sending_compare"),
    path("sending/<str:public_id>/", views.sending_detail, name="sending_detail"),
    path("supervising/", views.supervising_list, name="supervising_list"),
    path("supervising/<str:public_id>/", views.supervising_detail, name="supervising_detail"),
]
