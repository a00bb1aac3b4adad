"""Mails that nobody sends any more unless staff do something."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from jitco_portal.common.models import OutboxMessage
from jitco_portal.common.registry import Waiting

State = OutboxMessage.State


def waiting_mail(user: Any) -> list[Waiting]:
    """Failed and held messages, for those who may send them again or let them go."""
    if not user.has_perm("common.change_outboxmessage"):
        return []
    failed, held = Q(state=State.FAILED), Q(state=State.HELD)
    found = OutboxMessage.objects.filter(failed | held).aggregate(
        failed=Count("pk", filter=failed),
        held=Count("pk", filter=held),
        oldest_failed=Min("created_at", filter=failed),
        oldest_held=Min("created_at", filter=held),
    )
    url = reverse("admin:common_outboxmessage_changelist")
    titles = {"failed": _("Failed messages"), "held": _("Messages held back")}
    return [
        Waiting(title, f"{url}?state__exact={state}", found[state], found[f"oldest_{state}"])
        for state, title in titles.items()
    ]
