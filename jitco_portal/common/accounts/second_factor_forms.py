"""The forms of second factors in our words; a code counts once, and what cannot be read is refused."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.accounts.forms import OurWords

_SECONDS_A_CODE_IS_GOOD_FOR = 30 * (2 * settings.MFA_TOTP_TOLERANCE + 1)


class _Code(OurWords):
    labels = {"code": _("Code")}
    hints = {"code": _("Six digits from your authenticator app, or one of your recovery codes.")}
    user: Any
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(inputmode="numeric", autocapitalize="none", spellcheck="false")

    def clean_code(self) -> str:
        code = super().clean_code()
        # allauth remembers a used code for half a minute only, and ours are good for longer.
        if self.authenticator.type == Authenticator.Type.TOTP and not cache.add(
            f"totp_used:{self.user.pk}:{normalize_user_code(code)}", True, timeout=_SECONDS_A_CODE_IS_GOOD_FOR
        ):
            raise get_adapter().validation_error("incorrect_code")
        return code

    def save(self) -> None:
        super().save()
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            self.authenticator.refresh_from_db(fields=["data"])
            left = len(self.authenticator.wrap().get_unused_codes())
            get_account_adapter().send_notification_mail("mfa/email/recovery_code_used", self.user, {"left": left})


class CodeForm(_Code, base_forms.AuthenticateForm):
    pass


class ConfirmByCodeForm(_Code, base_forms.ReauthenticateForm):
    pass


class SetUpAppForm(OurWords, totp_forms.ActivateTOTPForm):
    labels = {"code": _("Code from the app")}
    hints = {"code": _("Six digits.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    @property
    def secret_in_fours(self) -> list[str]:
        """To be typed without losing the place; what is copied has no spaces."""
        return [self.secret[start : start + 4] for start in range(0, len(self.secret), 4)]


class _Credential:
    """Whatever a browser, or somebody else, sends as a passkey: what cannot be read is refused."""

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()
        except (ValueError, TypeError, KeyError, AttributeError):
            self.add_error("credential", get_adapter().validation_error("passkey_refused"))

    def add_error(self, field: str | None, error: Any) -> None:
        if field == "credential" or (field is None and "passwordless" in self.fields):
            error = get_adapter().validation_error("passkey_refused")
        super().add_error(field, error)


class PasskeyForm(_Credential, webauthn_forms.AuthenticateWebAuthnForm):
    pass


class LogInByPasskeyForm(_Credential, webauthn_forms.LoginWebAuthnForm):
    pass


class ConfirmByPasskeyForm(_Credential, webauthn_forms.ReauthenticateWebAuthnForm):
    pass


class _NamedPasskey(OurWords):
    labels = {"name": _("Name of the passkey")}
    hints = {"name": _("By which you tell it from your others, for instance “work computer”.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(MaxLengthValidator(100))
        self.fields["name"].widget.attrs.update(maxlength=100, autocomplete="off")


class AddPasskeyForm(_Credential, _NamedPasskey, webauthn_forms.AddWebAuthnForm):
    """Each passkey also logs in without a password: that is what people know it for."""

    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_passwordless(self) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except (ValueError, TypeError, KeyError, AttributeError):
            raise get_adapter().validation_error("passkey_refused") from None


class RenamePasskeyForm(_NamedPasskey, webauthn_forms.EditWebAuthnForm):
    pass
