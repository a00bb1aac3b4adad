"""Somebody of the staff at the desk, and forms as their pages hold them."""

import re
from typing import Any

from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.logging_in import log_in_client


def log_in_staff(client, group=None):
    """Of the group, which ``sync_staff_groups`` has made; without one a superuser."""
    staff = make.make_staff(is_superuser=group is None)
    if group:
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
    forms = [response.context["adminform"].form]
    for part in response.context["inline_admin_formsets"]:
        forms.append(part.formset.management_form)
        if part.has_change_permission:
            forms += part.formset.forms
    # The page is written on the clock of the event.
    with timezone.override(response.context.get("clock") or "Asia/Tokyo"):
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
        keys = [getattr(each, "pk", each) for each in value]
        values[field.html_name] = ",".join(map(str, keys)) if is_text else keys
    elif value is not None:
        values[field.html_name] = value


def form_at(client, event) -> dict[str, Any]:
    return form_of(client.get(address("event_change", event.pk)))


def save(client, event, **values):
    """Send the form of the event as it stands, with these values in it."""
    page = address("event_change", event.pk)
    return client.post(page, {**form_of(client.get(page)), **values})
