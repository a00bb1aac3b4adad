"""Which of the two kinds of organizations is meant."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization


def kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What kind of organization is it?"),
        choices=[
            (Organization.Kind.SENDING, _("a sending organization, in another country")),
            (Organization.Kind.SUPERVISING, _("a supervising organization, in Japan")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
