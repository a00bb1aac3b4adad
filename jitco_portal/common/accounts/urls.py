"""A person's own pages, beside those of allauth."""

from django.urls import path

from jitco_portal.common.accounts import views as account_views
from jitco_portal.common.mail import views as mail_views
from jitco_portal.common.privacy import views as privacy_views

urlpatterns = [
    path("", account_views.account_overview, name="account_overview"),
    path("details/", account_views.account_details, name="account_details"),
    # In the place of allauth's own: these know who needs a second factor, and keep the session.
    path("2fa/totp/activate/", account_views.set_up_app, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", account_views.put_away_app, name="mfa_deactivate_totp"),
    path("2fa/webauthn/add/", account_views.add_passkey, name="mfa_add_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", account_views.remove_passkey, name="mfa_remove_webauthn"),
    path("mails/", mail_views.mail_choices, name="mail_choices"),
    path("privacy/", privacy_views.account_privacy, name="account_privacy"),
    path("privacy/agree/", privacy_views.privacy_agree, name="privacy_agree"),
    path("privacy/export/", privacy_views.account_privacy_export, name="account_privacy_export"),
    path("privacy/print/", privacy_views.account_privacy_print, name="account_privacy_print"),
    path("privacy/erase/", privacy_views.account_privacy_erase, name="account_privacy_erase"),
    path(
        "privacy/withdraw/<int:consent_id>/",
        privacy_views.account_privacy_withdraw,
        name="account_privacy_withdraw",
    ),
]
