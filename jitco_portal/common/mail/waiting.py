"""Mails that nobody sends any more unless staff do something."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    sentences = {
        "failed": ngettext(
            "Look after %(number)d failed message", "Look after %(number)d failed messages", found["failed"]
        ),
        "held": ngettext(
            "Let %(number)d message go, or drop it", "Let %(number)d messages go, or drop them", found["held"]
        ),
    }
    return [
        Waiting(
            title=title,
            url=f"{url}?state__exact={state}",
            count=found[state],
            oldest=found[f"oldest_{state}"],
            sentence=sentences[state] % {"number": found[state]},
            target_days=1,
        )
        for state, title in titles.items()
    ]
