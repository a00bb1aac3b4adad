"""Somebody of the staff at the desk, and forms as their pages hold them."""

import re
from typing import Any

from django.contrib.auth.models import Group
from django.urls import reverse

from jitco_portal.common.accounts.staff_groups import sync_staff_groups
from tests import factories as make
from tests.logging_in import log_in_client


def log_in_staff(client, group=None):
    """Of the group; without one a superuser."""
    staff = make.make_staff(is_superuser=group is None)
    if group:
        sync_staff_groups()
        staff.groups.add(Group.objects.get(name=group))
    log_in_client(client, staff)
    return staff


def address(name: str, *args: Any) -> str:
    return reverse(f"admin:seminars_{name}", args=args)


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def form_of(response) -> dict[str, Any]:
    """What a browser would send of the page's form, untouched."""
    values: dict[str, Any] = {}
    formsets = [each.formset for each in response.context["inline_admin_formsets"]]
    forms = [response.context["adminform"].form]
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    for form in forms:
        for field in form:
            _put(values, field)
    return values


def _put(values: dict[str, Any], field) -> None:
    value = field.value()
    if hasattr(field.field.widget, "widgets"):
        parts = field.field.widget.decompress(value)
        for number, part in enumerate(parts):
            values[f"{field.html_name}_{number}"] = "" if part is None else str(part)
    elif isinstance(value, bool):
        if value:
            values[field.html_name] = "on"
    elif isinstance(value, list | tuple):
        is_text = not hasattr(field.field, "queryset")
        values[field.html_name] = ",".join(map(str, value)) if is_text else [getattr(each, "pk", each) for each in value]
    elif value is not None:
        values[field.html_name] = value
