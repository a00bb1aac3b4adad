"""What readers did not find, as staff read it."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import ngettext

from jitco_portal.common.days import today
from jitco_portal.common.registry import Deed, Waiting
from organizations.models import MissedSearch, MissingReport

SUMMED_OVER = datetime.timedelta(days=90)


def waiting_reports(user: Any) -> list[Waiting]:
    """Reports of missing organizations, for whoever may settle them."""
    if not user.has_perm("organizations.change_missingreport"):
        return []
    held = MissingReport.objects.open().aggregate(count=Count("pk"), oldest=Min("created_at"))
    url = reverse("admin:organizations_missingreport_changelist")
    title = str(capfirst(MissingReport._meta.verbose_name_plural))
    sentence = ngettext(
        "Look for %(number)d organization that a reader missed",
        "Look for %(number)d organizations that readers missed",
        held["count"],
    ) % {"number": held["count"]}
    return [Waiting(title, url, held["count"], held["oldest"], sentence, Deed.ANSWER, target_days=10)]


def missed_searches_summed(*, rows: QuerySet) -> QuerySet:
    """Of rows of 90 days the newest per words, place and language, with ``total``, the times of all of them."""
    recent = MissedSearch.objects.filter(day__gt=today() - SUMMED_OVER)
    same = recent.order_by().values("words", "where", "language")
    newest = same.annotate(newest=Max("pk")).values("newest")
    alike = same.filter(words=OuterRef("words"), where=OuterRef("where"), language=OuterRef("language"))
    return rows.filter(pk__in=newest).annotate(total=Subquery(alike.annotate(total=Sum("times")).values("total")))
