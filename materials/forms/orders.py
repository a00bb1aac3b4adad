"""What an organization fills in of an order: which copies, how many, and to where."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from jitco_portal.common.languages import sentence_gap
from jitco_portal.common.plain_text import CleanTexts
from jitco_portal.common.territories import territory_choices
from materials.models.editions import MOST_COPIES
from materials.queries.carts import CartLine, CartPage
from organizations.forms.texts import LinesField
from organizations.queries.members import Membered

_COPIES = {
    "required": _("Enter how many copies."),
    "invalid": _("Enter a whole number."),
    "min_value": _("Enter 1 or more."),
    "max_value": _("So many copies cannot be ordered."),
}


# Why a line cannot be ordered as it is, in the reader's words.
NOT_ORDERABLE = _("It cannot be ordered any more. Take it out of the cart.")


def too_many(most: int, *, held: int = 0) -> str:
    text = ngettext("At most %(most)d copy of it in an order.", "At most %(most)d copies of it in an order.", most)
    text %= {"most": most}
    if not held:
        return text
    in_cart = ngettext("%(held)d is in the cart already.", "%(held)d are in the cart already.", held)
    return f"{text}{sentence_gap()}{in_cart % {'held': held}}"


def not_enough(left: int) -> str:
    if not left:
        return str(_("No copies are left. Take it out, or ask the Affairs Dept. when there will be more."))
    text = ngettext("Only %(left)d copy is left. Order fewer.", "Only %(left)d copies are left. Order fewer.", left)
    return text % {"left": left}


def copies_field(**values: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=pgettext_lazy("of a printed edition", "Copies"),
        min_value=1,
        max_value=MOST_COPIES,
        widget=forms.NumberInput(attrs={"size": 6, "min": 1, "inputmode": "numeric"}),
        error_messages=_COPIES,
        **values,
    )


class AddForm(forms.Form):
    """Copies for the cart; whoever acts for several organizations chooses for which."""

    organization = forms.ChoiceField(
        label=_("For which organization?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the organization."), "invalid_choice": _("Choose the organization.")},
    )
    quantity = copies_field(initial=1)

    def __init__(self, data: Any = None, *, memberships: list[Membered]) -> None:
        super().__init__(data)
        self.memberships = {each.public_id: each for each in memberships}
        if len(memberships) == 1:
            del self.fields["organization"]
        else:
            self.fields["organization"].choices = [
                (key, each.organization.name) for key, each in self.memberships.items()
            ]

    @property
    def chosen(self) -> Membered:
        [first, *others] = self.memberships.values()
        return self.memberships[self.cleaned_data["organization"]] if others else first


class QuantitiesForm(forms.Form):
    """The copies of each line of a cart; errors of a line stand at its field."""

    def __init__(self, data: Any = None, *, cart: CartPage, check: bool = True) -> None:
        super().__init__(data if check else None)
        self.cart = cart
        for each in cart.lines:
            field = copies_field(initial=each.quantity)
            # Read aloud, and in the summary of errors: which line it is.
            field.label = str(each.edition)
            self.fields[self.name_of(each.line.pk)] = field
        if data is not None and not check:
            self.initial = {**self.initial, **typed(self, data)}

    @staticmethod
    def name_of(line: int) -> str:
        return f"quantity_{line}"

    @property
    def lines(self) -> list[tuple[CartLine, forms.BoundField]]:
        return [(each, self[self.name_of(each.line.pk)]) for each in self.cart.lines]

    @property
    def quantities(self) -> dict[int, int]:
        """Of the lines whose field is right."""
        names = {self.name_of(each.line.pk): each.line.pk for each in self.cart.lines}
        return {key: self.cleaned_data[name] for name, key in names.items() if name in self.cleaned_data}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for each in self.cart.lines:
            quantity = values.get(self.name_of(each.line.pk))
            if quantity and quantity > each.copy.most_per_order:
                self.refuse(each.line.pk, too_many(each.copy.most_per_order))
        return values

    def refuse(self, line: int, why: str | Promise) -> None:
        if (name := self.name_of(line)) in self.fields:
            self.add_error(name, why)

    def check_stock(self) -> bool:
        """Whether each line can be ordered as it stands today; else the error is at the line."""
        for each in self.cart.lines:
            quantity = self.cleaned_data.get(self.name_of(each.line.pk))
            if not each.is_orderable:
                self.refuse(each.line.pk, NOT_ORDERABLE)
            elif quantity and quantity > each.copy.stock:
                self.refuse(each.line.pk, not_enough(each.copy.stock))
        return not self.errors


class AddressForm(CleanTexts, forms.Form):
    """Where the copies go, as the post of that country needs it."""

    recipient = forms.CharField(
        label=_("To whom"),
        max_length=200,
        help_text=_("Department or person. The name of your organization is added."),
        error_messages={"required": _("Enter a department or a person.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    address = LinesField(
        label=_("Address"),
        max_length=500,
        help_text=_("Street, building, city, province; in Latin letters where it goes abroad."),
        error_messages={"required": _("Enter the address.")},
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )
    postal_code = forms.CharField(
        label=_("Postal code"),
        max_length=20,
        required=False,
        help_text=_("Blank where the country has none."),
        widget=forms.TextInput(attrs={"size": 12, "autocomplete": "postal-code"}),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        error_messages={"required": _("Choose the country."), "invalid_choice": _("Choose the country.")},
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )
    telephone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("For the post, with the country's number: +84 24 …"),
        validators=[RegexValidator(r"^[0-9+() ./-]*$", _("Enter digits, +, -, () and spaces only."))],
        widget=forms.TextInput(attrs={"size": 24, "type": "tel", "autocomplete": "tel"}),
    )
    note = LinesField(
        label=_("What should the Affairs Dept. know?"),
        required=False,
        max_length=2000,
        help_text=_("Such as the day by which you need the copies."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, check: bool = True, initial: dict[str, str] | None = None) -> None:
        super().__init__(data if check else None, initial=initial)
        self.fields["country"].choices = [("", _("choose")), *territory_choices()]
        if data is not None and not check:
            self.initial = {**self.initial, **typed(self, data)}

    @property
    def shown(self) -> list[tuple[Any, Any]]:
        """Label and value of what was filled in, in words; of a form that is valid."""
        countries = dict(territory_choices())
        return [
            (field.label, countries.get(value, value) if name == "country" else value)
            for name, field in self.fields.items()
            if (value := self.cleaned_data.get(name))
        ]


class CancelForm(CleanTexts, forms.Form):
    """Why an order is taken back; the organization need not say."""

    reason = LinesField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Read by the Affairs Dept. and your colleagues. No names of people, please."),
    )


def typed(form: forms.Form, data: Any) -> dict[str, Any]:
    """What was typed into a form, to be shown again without a judgement."""
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if form.add_prefix(name) in data
    }
