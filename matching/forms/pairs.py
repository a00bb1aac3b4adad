"""What staff ask of the rules."""

import re

from django import forms
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from countries.models import Programme
from jitco_portal.common.days import FIRST_DAY, LAST_DAY, today
from organizations.models import Operation, Organization, Partnership, SendingOrganization, SupervisingOrganization

# What a key can be; and who can be introduced: on the site, and not merged into another.
_KEY = re.compile(r"[0-9]{1,18}")
_STANDS = Q(organization__is_published=True, organization__merged_into=None)


class _LooksAtNumbers:
    """Whoever writes an address by hand may write anything for a key: refused by the field, left out here."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [each for each in value if _KEY.fullmatch(each)], attr)


class ByTyping(_LooksAtNumbers, AutocompleteSelect):
    pass


class SeveralByTyping(_LooksAtNumbers, AutocompleteSelectMultiple):
    pass


class PairForm(forms.Form):
    """Two organizations, and what they would do together when."""

    supervising = forms.ModelChoiceField(
        SupervisingOrganization.objects.filter(_STANDS), label=_("supervising organization")
    )
    sending = forms.ModelChoiceField(SendingOrganization.objects.filter(_STANDS), label=_("sending organization"))
    programme = forms.ModelChoiceField(Programme.objects.all(), label=_("programme"), empty_label=None)
    operations = forms.ModelMultipleChoiceField(
        Operation.objects.all(),
        label=_("operations"),
        help_text=_("For care other rules hold than for the rest."),
    )
    day = forms.DateField(
        label=_("day"),
        initial=today,
        widget=AdminDateWidget,
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )

    def __init__(self, *args, site: AdminSite, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in (("supervising", "supervising_organization"), ("sending", "sending_organization")):
            self._choose_by_typing(name, ByTyping(Partnership._meta.get_field(field), site))
        works = Organization._meta.get_field("operations")
        self._choose_by_typing("operations", SeveralByTyping(works, site))

    def _choose_by_typing(self, name: str, widget: forms.Widget) -> None:
        """No page loads all organizations into a menu."""
        field = self.fields[name]
        widget.choices = field.choices
        widget.is_required = field.required
        field.widget = widget
