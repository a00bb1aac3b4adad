from django.urls import path

from organizations.views import basket, changes, columns, look_ups, pages, shortlists, suggestions

app_name = "organizations"

urlpatterns = [
    path("sending/", pages.sending_list, name="sending_list"),
    path("sending/compare/", pages.sending_compare, name="sending_compare"),
    path("sending/<str:public_id>/", pages.sending_detail, name="sending_detail"),
    path("sending/<str:public_id>/changes/", changes.changes, name="sending_changes"),
    path("supervising/", pages.supervising_list, name="supervising_list"),
    path("supervising/<str:public_id>/", pages.supervising_detail, name="supervising_detail"),
    path("supervising/<str:public_id>/changes/", changes.changes, name="supervising_changes"),
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("columns/", columns.columns, name="columns"),
    path("basket/add/", basket.basket_add, name="basket_add"),
    path("basket/remove/", basket.basket_remove, name="basket_remove"),
    path("basket/clear/", basket.basket_clear, name="basket_clear"),
    path("missing/", look_ups.report_missing, name="report_missing"),
    path("missing/thanks/", look_ups.report_missing_thanks, name="report_missing_thanks"),
    path("shortlists/", shortlists.shortlist_list, name="shortlist_list"),
    path("shortlists/new/", shortlists.shortlist_create, name="shortlist_create"),
    path("shortlists/add/", shortlists.shortlist_entry_add, name="shortlist_entry_add"),
    path("shortlists/<int:pk>/", shortlists.shortlist_detail, name="shortlist_detail"),
    path("shortlists/<int:pk>/rename/", shortlists.shortlist_rename, name="shortlist_rename"),
    path("shortlists/<int:pk>/delete/", shortlists.shortlist_delete, name="shortlist_delete"),
    path("shortlists/<int:pk>/entries/<int:entry_pk>/", shortlists.shortlist_entry_note, name="shortlist_entry_note"),
    path(
        "shortlists/<int:pk>/entries/<int:entry_pk>/remove/",
        shortlists.shortlist_entry_remove,
        name="shortlist_entry_remove",
    ),
]
