"""Which mails a person wants."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.mail.kinds import kinds_to_choose
from jitco_portal.common.mail.unsubscribing import subscribe, unsubscribe, unwanted_kinds
from jitco_portal.common.models import User


class MailChoicesForm(forms.Form):
    """One box per kind that can be ended."""

    kinds = forms.MultipleChoiceField(
        label=_("Mails that you want"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        offered = kinds_to_choose(for_staff=user.is_staff)
        unwanted = unwanted_kinds(address=user.email)
        kwargs["initial"] = {"kinds": [name for name in offered if name not in unwanted]}
        super().__init__(*args, **kwargs)
        self.user, self.offered = user, offered
        self.fields["kinds"].choices = [(name, capfirst(str(kind.title))) for name, kind in offered.items()]
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Save the choice")))

    @transaction.atomic
    def save(self) -> None:
        for name in self.offered:
            change = subscribe if name in self.cleaned_data["kinds"] else unsubscribe
            change(address=self.user.email, kind=name)
