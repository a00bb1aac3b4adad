"""Who has not agreed to the newest privacy notice is asked before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from jitco_portal.common.htmx import is_htmx
from jitco_portal.common.privacy.consent import owes_privacy_notice

# The notice and what one may do instead of agreeing: see what is held, take it along, erase it, leave.
_ALLOWED = {
    "privacy_notice",
    "privacy_notice_version",
    "privacy_agree",
    "account_privacy",
    "account_privacy_export",
    "account_privacy_print",
    "account_privacy_withdraw",
    "account_privacy_erase",
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_inactive",
    "healthz",
    "readyz",
}


class PrivacyNoticeMiddleware:
    """Leads to the notice from any page that is opened.

    What is sent goes through: a form that was open when a new version came into force is not lost.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method not in ("GET", "HEAD") or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if match is None or match.view_name in _ALLOWED or not owes_privacy_notice(request.user):
            return None
        target = f"{reverse('privacy_agree')}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}"
        if is_htmx(request):  # a fragment of another page would be put into this one
            return HttpResponse(headers={"HX-Redirect": target})
        return redirect(target)
