"""What of the countries is to be read again: how many, and since when the oldest is due."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from countries.models import Country, CountrySection
from jitco_portal.common.days import today
from jitco_portal.common.registry import Waiting


def waiting_countries(user: Any) -> list[Waiting]:
    """Sections and whole countries whose day has passed, for whoever may say that they still hold."""
    found = []
    if user.has_perm("countries.change_countrysection"):
        due = CountrySection.objects.filter(check_again_by__lt=today())
        held = due.aggregate(count=Count("pk"), oldest=Min("check_again_by"))
        sentence = ngettext(
            "Check %(number)d section of a country again", "Check %(number)d sections of countries again", held["count"]
        )
        url = f"{reverse('admin:countries_countrysection_changelist')}?due=overdue"
        found.append(_due(_("Sections to be checked again"), url, held, sentence))
    if user.has_perm("countries.change_country"):
        due_countries = Country.objects.filter(next_review_on__lt=today())
        held = due_countries.aggregate(count=Count("pk"), oldest=Min("next_review_on"))
        sentence = ngettext("Review %(number)d country", "Review %(number)d countries", held["count"])
        url = f"{reverse('admin:countries_country_changelist')}?due=overdue"
        found.append(_due(_("Countries to be reviewed"), url, held, sentence))
    return found


def _due(title: str, url: str, held: dict[str, Any], sentence: str) -> Waiting:
    day = held["oldest"]
    since = day and datetime.datetime.combine(day, datetime.time(), tzinfo=timezone.get_default_timezone())
    return Waiting(
        title=title,
        url=url,
        count=held["count"],
        oldest=since,
        sentence=sentence % {"number": held["count"]},
        target_days=14,
    )
