from django.urls import path

from organizations.views import basket, changes, look_ups, pages

app_name = "organizations"

urlpatterns = [
    path("sending/", pages.sending_list, name="sending_list"),
    path("sending/compare/", pages.sending_compare, name="sending_compare"),
    path("sending/<str:public_id>/", pages.sending_detail, name="sending_detail"),
    path("sending/<str:public_id>/changes/", changes.changes, name="sending_changes"),
    path("supervising/", pages.supervising_list, name="supervising_list"),
    path("supervising/<str:public_id>/", pages.supervising_detail, name="supervising_detail"),
    path("supervising/<str:public_id>/changes/", changes.changes, name="supervising_changes"),
    path("basket/add/", basket.basket_add, name="basket_add"),
    path("basket/remove/", basket.basket_remove, name="basket_remove"),
    path("basket/clear/", basket.basket_clear, name="basket_clear"),
    path("missing/", look_ups.report_missing, name="report_missing"),
    path("missing/thanks/", look_ups.report_missing_thanks, name="report_missing_thanks"),
]
