"""The figure of the month of consultation support."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jitco_portal.common.desk.home import by_month
from jitco_portal.common.registry import DeskFigure
from materials.models import Enquiry


def material_figures(user: Any, months: list[datetime.date]) -> list[DeskFigure]:
    if not user.has_perm("materials.view_enquiry"):
        return []
    numbers = by_month(rows=Enquiry.objects.all(), field="created_at", months=months)
    return [DeskFigure(_("Enquiries received"), numbers, reverse("admin:materials_enquiry_changelist"))]
