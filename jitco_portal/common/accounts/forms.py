"""The forms of allauth with our labels, hints and errors; and what a person says about themselves."""

from __future__ import annotations

import re
from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.accounts.time_zones import TOKYO, time_zones
from jitco_portal.common.models import User

PASSWORD_HINT = _(
    "At least 12 characters, and no digits alone. A sentence of several words is good; "
    "do not use your name, your address or a password from elsewhere."
)
PASSWORD_LABELS = {"password1": _("New password"), "password2": _("New password, once more")}
ADDRESS = {"email": _("E-mail address")}
LANGUAGE_HINT = _("Mails from the portal are written in it.")
TIME_ZONE_HINT = _("Times in mails are told in it.")


class OurWords:
    """For a form of allauth: labels and hints in our words, and no words inside the boxes, where they vanish."""

    labels: dict[str, str | Promise] = {}
    hints: dict[str, str | Promise] = {}
    autocomplete: dict[str, str] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "") if name in self.labels else field.help_text
            if name in self.autocomplete:
                field.widget.attrs["autocomplete"] = self.autocomplete[name]


class PasswordTwice(OurWords):
    """Two passwords that differ are told in our words."""

    labels = PASSWORD_LABELS
    hints = {"password1": PASSWORD_HINT}

    def add_error(self, field: str | None, error: Any) -> None:
        # allauth gives a text; what a field itself finds wrong is an exception.
        if field == "password2" and not isinstance(error, ValidationError):
            error = _("The two passwords are not the same.")
        super().add_error(field, error)


class LogInForm(OurWords, allauth_forms.LoginForm):
    labels = {"login": _("E-mail address"), "password": _("Password")}
    autocomplete = {"login": "username webauthn"}


class ResetPasswordForm(OurWords, allauth_forms.ResetPasswordForm):
    labels = ADDRESS
    autocomplete = {"email": "username"}


class ChangeAddressForm(OurWords, allauth_forms.AddEmailForm):
    labels = {"email": _("New e-mail address")}


class ChangePasswordForm(PasswordTwice, allauth_forms.ChangePasswordForm):
    labels = {"oldpassword": _("Present password"), **PASSWORD_LABELS}


class SetPasswordForm(PasswordTwice, allauth_forms.SetPasswordForm):
    pass


class NewPasswordForm(PasswordTwice, allauth_forms.ResetPasswordKeyForm):
    """After a link from a mail."""


class ConfirmPasswordForm(OurWords, allauth_forms.ReauthenticateForm):
    labels = {"password": _("Password")}


def no_address_in_a_name(value: str) -> None:
    """The name stands in the mail that goes to whatever address was entered: no advertisement travels in it."""
    if re.search(r"[@<>\r\n]|://|www\.", value, re.IGNORECASE):
        raise ValidationError(_("Write only a name here, no address."), code="name")


class HiddenFromPeople(forms.BoundField):
    """A trap for programs that fill in whatever they find: its style takes it off the page."""

    def css_classes(self, extra_classes: Any = None) -> str:
        return "trap"


class SignupForm(PasswordTwice, allauth_forms.SignupForm):
    """Who somebody is, and how they log in. Another form may add fields to it."""

    labels = {**ADDRESS, "password1": _("Password"), "password2": _("Password, once more")}
    field_order = ["email", "name", "language", "time_zone", "password1", "password2"]

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        validators=[no_address_in_a_name],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, help_text=LANGUAGE_HINT)
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=TIME_ZONE_HINT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or settings.LANGUAGE_CODE
        self.fields["language"].initial = language
        self.fields["time_zone"].choices = [("", _("Choose")), *time_zones(language=language)]
        self.fields["time_zone"].initial = TOKYO if language == "ja" else ""
        self.fields[settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD] = forms.CharField(
            label=_("Leave this blank"),
            required=False,
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
            bound_field_class=HiddenFromPeople,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        password, name = cleaned.get("password1"), cleaned.get("name")
        if password and name:
            try:
                validate_password(password, User(name=name))
            except ValidationError as error:
                # The other faults of the password are told already.
                if new := [each for each in error.error_list if each.code == "password_too_similar"]:
                    self.add_error("password1", ValidationError(new))
        return cleaned

    def try_save(self, request: Any) -> Any:
        if self.account_already_exists:
            # As long as a new account takes: else the time would tell that there is one.
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)


class DetailsForm(forms.ModelForm):
    """What a person may change about themselves at any time."""

    class Meta:
        model = User
        fields = ["name", "language", "time_zone"]
        labels = {"name": _("Your name"), "language": _("Language"), "time_zone": _("Time zone")}
        help_texts = {"language": LANGUAGE_HINT, "time_zone": TIME_ZONE_HINT}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"}), "time_zone": forms.Select()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = time_zones(language=get_language() or settings.LANGUAGE_CODE, also=self.instance.time_zone)
        self.fields["name"].validators.append(no_address_in_a_name)
        self.fields["time_zone"] = forms.ChoiceField(
            label=self.fields["time_zone"].label, help_text=TIME_ZONE_HINT, choices=choices
        )
