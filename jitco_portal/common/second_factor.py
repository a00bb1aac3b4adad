"""Who must have a second factor has one before anything else: allauth asks for it only where there is one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from jitco_portal.common.models import SECOND_FACTORS
from jitco_portal.common.registry import second_factor_rules

# What leads to a second factor, or away; error pages and static files have no user to ask.
_ALLOWED = {
    "account_logout",
    "account_reauthenticate",
    "account_inactive",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_signup_webauthn",
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
            return HttpResponseForbidden()
        messages.info(request, _("Your role needs a second factor. Set one up to go on."))
        return redirect(reverse("mfa_index"))
