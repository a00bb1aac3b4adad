"""A person's own pages, beside those of allauth."""

from allauth.account.models import EmailAddress
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from allauth.mfa.webauthn.views import add_webauthn, remove_webauthn
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jitco_portal.common import registry
from jitco_portal.common.accounts.forms import DetailsForm
from jitco_portal.common.accounts.second_factor import changes_second_factors, has_second_factor, needs_second_factor
from jitco_portal.common.accounts.time_zones import time_zone_name


@require_safe
@login_required
def account_overview(request: HttpRequest) -> HttpResponse:
    user = request.user
    factors = list(Authenticator.objects.filter(user=user).order_by("pk"))
    of_type = {kind: [each for each in factors if each.type == kind] for kind in Authenticator.Type}
    codes = of_type[Authenticator.Type.RECOVERY_CODES]
    panels = (panel(user) for panel in registry.account_panels)
    context = {
        "time_zone": time_zone_name(user.time_zone, language=request.LANGUAGE_CODE),
        "new_address": EmailAddress.objects.get_new(user),
        "has_second_factor": has_second_factor(user),
        "needs_second_factor": needs_second_factor(user),
        "app": next(iter(of_type[Authenticator.Type.TOTP]), None),
        "passkeys": of_type[Authenticator.Type.WEBAUTHN],
        "codes_left": _codes_left(codes[0]) if codes else None,
        "sessions": UserSession.objects.purge_and_list(user),
        "panels": [panel for panel in panels if panel],
    }
    return render(request, "account/overview.html", context)


def _codes_left(codes: Authenticator) -> int:
    """Counted by the marks of those used, without decrypting any."""
    used: int = codes.data["used_mask"]
    return mfa_settings.RECOVERY_CODE_COUNT - used.bit_count()


@login_required
def account_details(request: HttpRequest) -> HttpResponse:
    form = DetailsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your details were saved."))
        return redirect("account_overview")
    return render(request, "account/details.html", {"form": form})


set_up_app = changes_second_factors(activate_totp)
add_passkey = changes_second_factors(add_webauthn)


@changes_second_factors
def put_away_app(request: HttpRequest) -> HttpResponse:
    app = get_object_or_404(Authenticator, user=request.user, type=Authenticator.Type.TOTP)
    return _unless_it_is_needed(request, app) or deactivate_totp(request)


@changes_second_factors
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    passkey = get_object_or_404(Authenticator, user=request.user, type=Authenticator.Type.WEBAUTHN, pk=pk)
    return _unless_it_is_needed(request, passkey) or remove_webauthn(request, pk=pk)


def _unless_it_is_needed(request: HttpRequest, authenticator: Authenticator) -> HttpResponse | None:
    adapter = get_adapter()
    if adapter.can_delete_authenticator(authenticator):
        return None
    messages.error(request, adapter.error_messages["cannot_delete_authenticator"])
    return redirect("mfa_index")
