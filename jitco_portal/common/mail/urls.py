"""What the links in mails lead to."""

from django.urls import path

from jitco_portal.common.mail import views as mail_views

urlpatterns = [
    path("unsubscribe/<str:token>/", mail_views.mail_unsubscribe, name="mail_unsubscribe"),
]
