"""Figures of the month of the organizations, and what readers looked for in vain."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from jitco_portal.common.desk.home import by_month
from jitco_portal.common.registry import DeskFigure, Panel
from organizations.models import Claim, ListImport, MissedSearch, ProfileProposal
from organizations.queries.look_ups import missed_searches_summed

MISSED_SHOWN = 10


def organization_figures(user: Any, months: list[datetime.date]) -> list[DeskFigure]:
    found = []
    if user.has_perm("organizations.view_profileproposal"):
        numbers = by_month(rows=ProfileProposal.objects.all(), field="created_at", months=months)
        url = reverse("admin:organizations_profileproposal_changelist")
        found.append(DeskFigure(_("Proposals for profiles"), numbers, url))
    if user.has_perm("organizations.view_claim"):
        numbers = by_month(rows=Claim.objects.all(), field="created_at", months=months)
        found.append(DeskFigure(_("Claims"), numbers, reverse("admin:organizations_claim_changelist")))
    if user.has_perm("organizations.view_listimport"):
        numbers = by_month(rows=ListImport.objects.all(), field="applied_at", months=months)
        found.append(DeskFigure(_("Lists published"), numbers))
    if user.has_perm("organizations.view_missedsearch"):
        numbers = by_month(rows=MissedSearch.objects.all(), field="day", months=months, total=Sum("times"))
        url = reverse("admin:organizations_missedsearch_changelist")
        found.append(DeskFigure(_("Searches that found nothing"), numbers, url))
    return found


def missed_panel(user: Any) -> Panel | None:
    """The words that found nothing most often; who asked is not known."""
    if not user.has_perm("organizations.view_missedsearch"):
        return None
    missed = list(missed_searches_summed(rows=MissedSearch.objects.all()).order_by("-total", "words")[:MISSED_SHOWN])
    if not missed:
        return None
    return Panel(
        title=_("Searched for and not found"),
        anchor="missed-searches",
        template="admin/organizations/_missed_searches.html",
        context={"missed": missed},
    )
