"""Who must have a second factor has one before anything else: allauth asks for it only where there is one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import error_pages
from jitco_portal.common.accounts import encryption
from jitco_portal.common.models import SECOND_FACTORS, User
from jitco_portal.common.registry import second_factor_rules

# What leads to a second factor, or away; error pages and static files have no user to ask.
_ALLOWED = {
    "account_logout",
    "account_reauthenticate",
    "account_inactive",
    "privacy_notice",
    "privacy_notice_version",
    "privacy_agree",
    "account_privacy_erase",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "healthz",
    "readyz",
}


def has_second_factor(user: Any) -> bool:
    """Whether the person has a TOTP device or a passkey; without a query for the user of a request."""
    known: bool | None = getattr(user, "has_second_factor", None)
    if known is not None:
        return known
    return user.authenticator_set.filter(type__in=SECOND_FACTORS).exists()


def needs_second_factor(user: Any) -> bool:
    """Staff, and whoever a rule of another app names."""
    return user.is_staff or user.is_superuser or any(rule(user) for rule in second_factor_rules)


class SecondFactorMiddleware:
    """Leads people who need a second factor and have none to the page that sets one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or not needs_second_factor(user) or has_second_factor(user):
            return self.get_response(request)
        try:
            name = resolve(request.path_info).view_name
        except Resolver404:
            return self.get_response(request)
        if name in _ALLOWED:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return error_pages.permission_denied(request)
        messages.info(request, _("Your role needs a second factor. Set one up to go on."))
        if request.headers.get("HX-Request") == "true":
            # A redirect would put the page into the place of the fragment that was asked for.
            return HttpResponse(headers={"HX-Redirect": reverse("mfa_index")})
        return redirect("mfa_index")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Encrypts the secrets of second factors, and lets nobody put away the last one they need."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your role needs a second factor, and this is your last one. Add another before you remove it."
        ),
        "cannot_generate_recovery_codes": _("Recovery codes need an authenticator app or a passkey first."),
        "incorrect_code": _("The code is not right, or it was used already. Wait for the next one."),
        "passkey_refused": _("The passkey was not accepted. Try again, or log in another way."),
        "unreadable": _("Your second factor cannot be read any more. Please ask the Affairs Dept."),
    }

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return encryption.decrypt(encrypted_text)
        except encryption.Unreadable:
            raise self.validation_error("unreadable") from None

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if authenticator.type not in SECOND_FACTORS or not needs_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=SECOND_FACTORS)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(_("Passkey %(number)s") % {"number": number})

    def _get_site_name(self) -> str:
        return str(_("JITCO Sending Support"))


def changes_second_factors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a page that adds or removes one: this session goes on, and changes come one after the other.

    Two requests at once could each think the other's factor stays; the row of the person makes them wait.
    """

    @wraps(view)
    @login_required
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).only("pk").get(pk=request.user.pk)
            response = view(request, *args, **kwargs)
        _keep_session(request)
        return response

    return wrapper


def _keep_session(request: HttpRequest) -> None:
    """A session is bound to whether there is a second factor; this one knows of the change."""
    user = request.user
    if not user.is_authenticated:
        return
    user.has_second_factor = user.authenticator_set.filter(type__in=SECOND_FACTORS).exists()
    if request.session.get(HASH_SESSION_KEY) != user.get_session_auth_hash():
        before = request.session.session_key
        update_session_auth_hash(request, user)
        UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)
