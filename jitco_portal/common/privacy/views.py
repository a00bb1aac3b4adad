"""The privacy notice, all that is held about a person, its export, and its erasure."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jitco_portal.common.models import Consent, LegalText, User
from jitco_portal.common.privacy import consent as privacy
from jitco_portal.common.privacy.erasure import NotErasable, erase_person, obstacles_to_erasure
from jitco_portal.common.privacy.forms import AgreeForm, EraseForm
from jitco_portal.common.privacy.personal_data import personal_data_of
from jitco_portal.common.registry import Panel


@require_safe
def privacy_notice(request: HttpRequest, version: int | None = None) -> HttpResponse:
    """The notice in force, or an older version of it."""
    versions = list(privacy.notices_in_force(LegalText.Kind.PRIVACY))
    shown = next((each for each in versions if version in (None, each.version)), None)
    if shown is None:
        raise Http404("no such version")
    return render(request, "privacy/notice.html", {"notice": shown, "versions": versions, "newest": versions[0]})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def privacy_agree(request: HttpRequest) -> HttpResponse:
    """Asked once after log-in, before any other page."""
    user = _person(request)
    target = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = ""
    notice = privacy.notice_in_force(LegalText.Kind.PRIVACY)
    if notice is None or not privacy.owes_privacy_notice(user):
        return redirect(target or "account_overview")
    form = AgreeForm(request.POST or None, initial={"version": notice.version})
    if request.method == "POST" and form.is_valid():
        try:
            privacy.agree_to_privacy_notice(
                user=user, language=get_language() or "en", version=form.cleaned_data["version"]
            )
        except privacy.NotInForce:
            form = AgreeForm(initial={"version": notice.version})
            messages.info(request, _("The notice has changed meanwhile. Please read the new version."))
        else:
            return redirect(target or "account_overview")
    context = {
        "notice": notice,
        "form": form,
        "target": target,
        "target_name": REDIRECT_FIELD_NAME,
        "agreed_before": user.consents.filter(legal_text__kind=LegalText.Kind.PRIVACY).exists(),
    }
    return render(request, "privacy/agree.html", context)


@require_safe
@login_required
def account_privacy(request: HttpRequest) -> HttpResponse:
    user = _person(request)
    consents = user.consents.select_related("legal_text").filter(withdrawn_at=None)
    context = {"parts": personal_data_of(user), "consents": consents, "everywhere": privacy.EVERYWHERE}
    return render(request, "privacy/held.html", context)


@require_safe
@login_required
def account_privacy_print(request: HttpRequest) -> HttpResponse:
    """The same on one page without anything to press, to be printed or kept as a file."""
    user = _person(request)
    return render(request, "privacy/print.html", {"parts": personal_data_of(user), "now": timezone.now()})


@require_safe
@login_required
def account_privacy_export(request: HttpRequest) -> HttpResponse:
    """The same for a machine: keys that are alike in every language, no secret."""
    user = _person(request)
    parts: dict[str, Any] = {part.key: part.rows for part in personal_data_of(user)}
    held = {"format": 1, "exported_at": timezone.now(), **parts}
    response = JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 2, "default": _as_json})
    response["Content-Type"] = "application/json; charset=utf-8"
    response["Content-Disposition"] = f'attachment; filename="jitco-portal-my-data-{timezone.localdate()}.json"'
    return response


@require_POST
@login_required
def account_privacy_withdraw(request: HttpRequest, consent_id: int) -> HttpResponse:
    user = _person(request)
    consent = get_object_or_404(Consent.objects.filter(user=user, withdrawn_at=None), pk=consent_id)
    privacy.withdraw(user=user, kind=consent.legal_text.kind, about=consent.about)
    messages.success(request, _("Your consent is withdrawn."))
    return redirect("account_privacy")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
def account_privacy_erase(request: HttpRequest) -> HttpResponse:
    user = _person(request)
    obstacles = obstacles_to_erasure(user=user)
    form = EraseForm(request.POST or None, email=user.email)
    if request.method == "POST" and not obstacles and form.is_valid():
        try:
            erase_person(user=user)
        except NotErasable as refused:
            obstacles = refused.reasons
        else:
            logout(request)
            messages.success(request, _("Your account is erased. A last mail to your address confirms it."))
            return redirect("home")
    return render(request, "privacy/erase.html", {"form": form, "obstacles": obstacles})


def privacy_panel(user: User) -> Panel:
    """The way to one's own data, on one's own page."""
    return Panel(title=_("Your data"), anchor="privacy", template="privacy/_panel.html")


def _person(request: HttpRequest) -> User:
    """The logged-in person; the decorators let nobody else through."""
    if not isinstance(request.user, User):
        raise Http404("nobody is logged in")
    return request.user


def _as_json(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
