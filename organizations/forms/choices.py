"""What several forms let somebody choose from, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language

from countries.models import Country
from organizations.models import JobCategory, Operation


def operation_choices() -> list:
    """All operations under the groups of the official list."""
    groups: dict[str, list] = {str(group.label): [] for group in JobCategory.Group}
    for operation in Operation.objects.select_related("category").order_by("category__position", "position", "code"):
        name = f"{operation.category.name}: {operation.name}"
        groups[str(operation.category.get_group_display())].append((str(operation.pk), name))
    return [(group, menu) for group, menu in groups.items() if menu]


def country_choices(*, for_sample: bool, held: Iterable[int] = ()) -> list:
    """In the order of their names; sample countries are for samples only, and what is held can be chosen again."""
    countries = Country.objects.all() if for_sample else Country.objects.filter(is_sample=False)
    countries |= Country.objects.filter(pk__in=held)
    order = "name_kana" if get_language() == "ja" else "name_en"
    return [(str(country.pk), country.name) for country in countries.order_by(order, "name_en")]
