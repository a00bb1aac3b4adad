"""How people log in: with allauth, whose mails go through the outbox, and with one query per request."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import filter_users_by_email
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.accounts.mail import queue_account_mail
from jitco_portal.common.models import User

# When this session began and when it was last seen; the second is written again only after a while.
_BEGAN, _SEEN = "session_began_at", "session_seen_at"
_SEEN_EVERY = 5 * 60
# An address of ours in the session: where a log-in leads whose ``next`` got lost, as by signing up first.
AFTER_LOG_IN = "after_log_in"


# How a person who is logged in shows again who they are.
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class PortalBackend(AuthenticationBackend):
    """allauth's log-in; the user of a request comes with all that decides what they may see."""

    def get_user(self, user_id: Any) -> User | None:
        try:
            user = User.objects.get_with_access(user_id)
        except User.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None


class AccountAdapter(DefaultAccountAdapter):
    """Mails of allauth are rows of the outbox first; its errors are said in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "email_taken": _("This address is in use."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("The code is not right, or it was used already. Wait for the next one."),
        "incorrect_password": _("The password is not right."),
        "invalid_login": _("The e-mail address or the password is not right."),
        "invalid_password_reset": _("This link does not work any more."),
        "rate_limited": _("Too many tries. Wait a few minutes and try again."),
        "same_as_current": _("This is your address already."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes and try again."),
    }

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        request.session[_BEGAN] = request.session[_SEEN] = time.time()

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return request.session.pop(AFTER_LOG_IN, "") or super().get_login_redirect_url(request)

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        for name in ("name", "language", "time_zone"):
            setattr(user, name, form.cleaned_data[name])
        return super().save_user(request, user, form, commit)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return [{**method, "description": WAYS[method["id"]]} for method in super().get_reauthentication_methods(user)]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """A new password ends every session, this one too."""
        return reverse(settings.LOGIN_URL)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user")
        if user is None and template_prefix.endswith("/account_already_exists"):
            user = next(iter(filter_users_by_email(email)), None)
        queue_account_mail(
            name=template_prefix.rpartition("/")[2],
            recipient=email,
            user=user,
            language=None if user else get_language(),
            context={name: value for name, value in context.items() if name not in ("request", "user")},
        )


class SessionLifeMiddleware:
    """Ends a session that was left alone too long, or that began too long ago."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._look_at(request, request.user)
        return self.get_response(request)

    def _look_at(self, request: HttpRequest, user: User) -> None:
        now = time.time()
        logged_in = user.last_login.timestamp() if user.last_login else now
        began, seen = (request.session.get(name, logged_in) for name in (_BEGAN, _SEEN))
        idle = settings.SESSION_IDLE_SECONDS["staff" if user.is_staff or user.is_superuser else "others"]
        if now - seen > idle or now - began > settings.SESSION_COOKIE_AGE:
            logout(request)
            messages.info(request, _("You were logged out because your visit was too long ago. Log in again to go on."))
        elif now - seen > _SEEN_EVERY:
            request.session[_BEGAN], request.session[_SEEN] = began, now
