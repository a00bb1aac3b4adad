"""The figure of the month of match-ups."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jitco_portal.common.desk.home import by_month
from jitco_portal.common.registry import DeskFigure
from matching.models import MatchRequest


def match_up_figures(user: Any, months: list[datetime.date]) -> list[DeskFigure]:
    if not user.has_perm("matching.view_matchrequest"):
        return []
    numbers = by_month(rows=MatchRequest.objects.all(), field="submitted_at", months=months)
    return [DeskFigure(_("Match-up requests submitted"), numbers, reverse("admin:matching_matchrequest_changelist"))]
