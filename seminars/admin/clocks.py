"""Pages of the desk on which every time is one of the clock where the event is."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django.contrib.admin.utils import unquote
from django.db import models
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.accounts.time_zones import time_zone_name
from seminars.models.events import TOKYO


class SaysTheClock:
    """Each time is entered and shown on the clock of the place, and its field says so."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(db_field, models.DateTimeField):
            clock = format_lazy(str(_("On the clock of %(zone)s.")) % {"zone": "{}"}, _here())
            field.help_text = format_lazy("{} {}", clock, field.help_text) if field.help_text else clock
        return field


class OnTheClockOfTheEvent(SaysTheClock):
    """A change page in the time zone of its event; one that is chosen in the form counts for what is sent with it."""

    # From the row to its event, with underscores as in a query; blank where the row is the event.
    event_path = ""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with timezone.override(self._zone(request, object_id)):
            response = super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
            # A page is else written only after this view has ended, on another clock.
            if hasattr(response, "render"):
                response.render()
        return response

    def _zone(self, request: Any, object_id: str | None) -> zoneinfo.ZoneInfo:
        chosen = request.POST.get("time_zone", "") if request.method == "POST" else ""
        if not chosen and object_id is not None:
            path = f"{self.event_path}__time_zone" if self.event_path else "time_zone"
            key = unquote(object_id)
            rows = self.model.objects.filter(pk=key) if key.isascii() and key.isdigit() and len(key) < 19 else None  # type: ignore[attr-defined]
            chosen = (rows.values_list(path, flat=True).first() if rows is not None else "") or ""
        try:
            return zoneinfo.ZoneInfo(chosen or TOKYO)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            return zoneinfo.ZoneInfo(TOKYO)


def _here() -> str:
    """Of the page that is being made: ``Tokyo (UTC+09:00)``."""
    name = timezone.get_current_timezone_name()
    language = "ja" if get_language() == "ja" else "en"
    return time_zone_name(name, language=language)
