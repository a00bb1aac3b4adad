"""Whoever merges or undoes a merge waits for others, and finds what the database refuses while it can still be told."""

from __future__ import annotations

from django.db import connection

from organizations.models import Organization, SendingOrganization, SupervisingOrganization


def lock_both(*pks: int) -> dict[int, Organization]:
    """Both with their details, to which most rows lead: a new row of either waits until the end."""
    locked = Organization.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(list(pks))
    for details in (SendingOrganization, SupervisingOrganization):
        list(details.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk").values_list("pk"))
    return locked


def check_now() -> None:
    """Look at once at what is else looked at when the transaction ends: rows that lead to no row."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
