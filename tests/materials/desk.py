"""Somebody of the staff at the desk of materials, and what their pages say."""

import re

from django.contrib.auth.models import Group
from django.urls import reverse

from tests import factories as make


def log_in_staff(client, group=None):
    """Of the group, which ``sync_staff_groups`` has made; without one a superuser."""
    staff = make.make_staff(is_superuser=group is None)
    if group:
        staff.groups.add(Group.objects.get(name=group))
    client.force_login(staff)
    return staff


def address(name: str, *args) -> str:
    return reverse(f"admin:materials_{name}", args=args)


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
