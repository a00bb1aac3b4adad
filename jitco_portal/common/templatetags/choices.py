"""Many choices under the headings of their groups."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def choice_groups(field: Any) -> list[dict[str, Any]]:
    """The groups of a grouped choice with their options, and how many of them are chosen."""
    groups = []
    for name, options, _index in field.field.widget.optgroups(
        field.html_name, _chosen(field), attrs=_attributes(field)
    ):
        groups.append({"name": name, "options": options, "chosen": sum(option["selected"] for option in options)})
    return groups


def _chosen(field: Any) -> list[str]:
    return field.field.widget.format_value(field.value()) or []


def _attributes(field: Any) -> dict[str, str]:
    return {"id": field.auto_id}
