"""What of the organizations waits for the Affairs Dept.: how many, and since when the oldest."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.text import capfirst

from jitco_portal.common.registry import Waiting
from organizations.models import Claim, ListingApplication, ProfileProposal


def waiting_requests(user: Any) -> list[Waiting]:
    """Only what this person may decide on."""
    found = []
    for model in (ProfileProposal, Claim, ListingApplication):
        name = model._meta.model_name
        if not user.has_perm(f"organizations.change_{name}"):
            continue
        held = model.objects.open().aggregate(count=Count("pk"), oldest=Min("created_at"))
        url = reverse(f"admin:organizations_{name}_changelist")
        found.append(Waiting(str(capfirst(model._meta.verbose_name_plural)), url, held["count"], held["oldest"]))
    return found
