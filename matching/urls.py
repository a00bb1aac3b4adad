from django.urls import path

from matching.views import board, candidates, facts, introductions, messages, requests

app_name = "matching"

urlpatterns = [
    path("", requests.home, name="home"),
    path("wishes/", board.wish_list, name="wish_list"),
    path("wishes/<int:pk>/interest/", board.wish_interest, name="wish_interest"),
    path("facts/<str:public_id>/", facts.own_facts, name="own_facts"),
    path("requests/new/", requests.request_begin, name="request_begin"),
    path("requests/<int:pk>/", requests.request_detail, name="request_detail"),
    path("requests/<int:pk>/edit/<slug:step>/", requests.request_edit, name="request_edit"),
    path("requests/<int:pk>/submit/", requests.request_submit, name="request_submit"),
    path("requests/<int:pk>/order/", requests.request_order, name="request_order"),
    path("requests/<int:pk>/withdraw/", requests.request_withdraw, name="request_withdraw"),
    path("requests/<int:pk>/delete/", requests.request_delete, name="request_delete"),
    path("requests/<int:pk>/copy/", requests.request_copy, name="request_copy"),
    path("requests/<int:pk>/files/<int:file_pk>/", requests.request_file, name="request_file"),
    path("requests/<int:pk>/files/<int:file_pk>/remove/", requests.request_file_remove, name="request_file_remove"),
    path("candidates/<int:pk>/", candidates.candidate_detail, name="candidate_detail"),
    path("candidates/<int:pk>/accept/", candidates.candidate_accept, name="candidate_accept"),
    path("candidates/<int:pk>/decline/", candidates.candidate_decline, name="candidate_decline"),
    path("candidates/<int:pk>/files/<int:file_pk>/", candidates.candidate_file, name="candidate_file"),
    path("candidates/<int:pk>/messages/", messages.candidate_message, name="candidate_message"),
    path("candidates/<int:pk>/consent/", introductions.candidate_consent, name="candidate_consent"),
    path("candidates/<int:pk>/consent/withdraw/", introductions.consent_withdraw, name="consent_withdraw"),
    path("candidates/<int:pk>/contact/", introductions.candidate_contact, name="candidate_contact"),
    path("candidates/<int:pk>/outcome/", introductions.candidate_outcome, name="candidate_outcome"),
    path("candidates/<int:pk>/feedback/", introductions.candidate_feedback, name="candidate_feedback"),
]
