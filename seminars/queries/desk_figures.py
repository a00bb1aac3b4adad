"""The figure of the month of events."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jitco_portal.common.desk.home import by_month
from jitco_portal.common.registry import DeskFigure
from seminars.models import Registration


def event_figures(user: Any, months: list[datetime.date]) -> list[DeskFigure]:
    if not user.has_perm("seminars.view_registration"):
        return []
    numbers = by_month(rows=Registration.objects.all(), field="created_at", months=months)
    return [DeskFigure(_("Registrations for events"), numbers, reverse("admin:seminars_registration_changelist"))]
