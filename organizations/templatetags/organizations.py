"""Filters for pages that speak of organizations."""

from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import format_decimal
from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jitco_portal.common.shown_dates import shown_date
from organizations import prefectures
from organizations.languages import language_name
from organizations.models import JobCategory, Organization
from organizations.models.verdicts import Reason
from organizations.queries.standing_text import reason_label

register = template.Library()


@register.filter
def language_names(codes: Iterable[str]) -> list[str]:
    return [language_name(code) for code in codes]


@register.filter
def work_group_names(groups: Iterable[str]) -> list[str]:
    """Groups of operations in their official order."""
    held = set(groups)
    return [str(group.label) for group in JobCategory.Group if group.value in held]


@register.filter
def prefecture_name(prefecture: str) -> str:
    return prefectures.prefecture_name(prefecture, get_language() or "")


@register.filter
def shown_address(organization: Organization) -> str:
    """The address in the reader's script where it is held."""
    if get_language() == "ja":
        return organization.address_ja or organization.address
    return organization.address or organization.address_ja


@register.filter
def why(row: Organization) -> str:
    """The deciding fact of a row of a list; where nothing confirms it any more, when a list last did."""
    label = reason_label(row.standing_reason)
    if row.standing_reason == Reason.LAPSED and row.last_listed_on:
        return _("%(reason)s; last confirmed %(day)s") % {"reason": label, "day": shown_date(row.last_listed_on)}
    return label


@register.filter
def name_in_language(names: dict[str, str]) -> str:
    """The name of a country that came as JSON, in the reader's language."""
    first, second = ("name_ja", "name_en") if get_language() == "ja" else ("name_en", "name_ja")
    return names[first] or names[second]


@register.filter
def rate_in_yen(yen: Decimal) -> str:
    """A rate with all its figures: a rupiah is less than a hundredth of a yen."""
    return format_decimal(yen, "#,##0.########", locale="ja" if get_language() == "ja" else "en")
