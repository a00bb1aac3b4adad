"""The shape of what a person says about their own data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.accounts.forms import SignupForm
from jitco_portal.common.models import LegalText, User
from jitco_portal.common.privacy.consent import agree_to_privacy_notice, notice_in_force

# What the tick is called where its errors are listed: its label is a sentence.
SHORT_LABEL = _("Privacy notice")


class AgreeForm(forms.Form):
    """The version that was shown comes back with the tick: nobody agrees to words they did not see."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    privacy_notice = forms.BooleanField(
        label=_("I have read the privacy notice and agree to it."),
        error_messages={"required": _("Tick the box, or log out, or erase your account.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["privacy_notice"].short_label = SHORT_LABEL


class EraseForm(forms.Form):
    """Typing the address is the second thought."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Type the address of this account, so that nothing is erased by a slip."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean_email(self) -> str:
        given: str = self.cleaned_data["email"]
        if given.casefold() != self._email.casefold():
            raise forms.ValidationError(_("This is not the address of this account."), code="other_address")
        return given


class SignupWithNoticeForm(SignupForm):
    """Nobody gets an account who has not agreed to the notice; where none is in force there is nothing to tick."""

    field_order = [*SignupForm.field_order, "privacy_notice"]

    version = forms.IntegerField(widget=forms.HiddenInput)
    privacy_notice = forms.BooleanField(
        error_messages={"required": _("Tick the box. Without it we may not keep your data.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notice = notice_in_force(LegalText.Kind.PRIVACY)
        if self.notice is None:
            del self.fields["version"], self.fields["privacy_notice"]
            return
        self.fields["version"].initial = self.notice.version
        link = format_html('<a href="{}">{}</a>', reverse("privacy_notice"), _("privacy notice"))
        self.fields["privacy_notice"].short_label = SHORT_LABEL
        self.fields["privacy_notice"].label = format_html(_("I have read the {} and agree to it."), link)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.notice and cleaned.get("version") not in (None, self.notice.version):
            # What the form brings back is the new version.
            self.data = self.data.copy()
            self.data[self.add_prefix("version")] = str(self.notice.version)
            changed = _("The notice has changed meanwhile. Please read the new version.")
            self.add_error("privacy_notice", ValidationError(changed))
        return cleaned

    def save(self, request: Any) -> User:
        user: User = super().save(request)
        if self.notice:
            agree_to_privacy_notice(user=user, language=get_language() or "en")
        return user
