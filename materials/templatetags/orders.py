"""What pages of carts and orders need beside the page's tags."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from babel.units import format_unit
from django import forms, template
from django.utils import timezone
from django.utils.translation import get_language

from jitco_portal.common.shown_dates import shown_date
from jitco_portal.common.territories import territory_name
from materials.models import OrderLine, PrintedCopy

register = template.Library()
_KILOGRAM = 1000


@register.filter
def weight(grams: int | None) -> str:
    """``850 g``, ``3.2 kg``, with the words of the page's language."""
    if grams is None:
        return ""
    language = "ja" if get_language() == "ja" else "en"
    if grams < _KILOGRAM:
        return str(format_unit(grams, "mass-gram", length="short", locale=language))
    return str(format_unit(round(grams / _KILOGRAM, 1), "mass-kilogram", length="short", locale=language))


@register.filter
def kilograms(grams: int) -> str:
    """For a paper in several languages: the unit is the same in all."""
    return f"{grams / _KILOGRAM:,.3f} kg"


@register.filter
def territory(code: str) -> str:
    return territory_name(code)


@register.filter
def day(moment: datetime.datetime) -> str:
    """The day on the clock of Japan."""
    return shown_date(timezone.localdate(moment))


@register.filter
def amount(line: OrderLine) -> int:
    """What a line of an order that was sent comes to."""
    return line.quantity * (line.unit_price or 0)


@register.filter
def any_errors(judged: Iterable[forms.Form]) -> bool:
    return any(form.errors for form in judged)


@register.filter
def has_one_price(copy: PrintedCopy) -> bool:
    return copy.price_member == copy.price_general
