"""The standing of many organizations, from the rows that are kept for today wherever these speak."""

from __future__ import annotations

import datetime

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce

from countries.models import Programme
from organizations.queries.standing_annotation import deciding_reason


def with_kept_standing(organizations: QuerySet, *, programme: Programme, day: datetime.date) -> QuerySet:
    """As ``with_standing``, and quick for today: the rules are asked only of rows that are marked or of another day."""
    kept = FilteredRelation(
        "sending__todays_standings",
        condition=Q(
            sending__todays_standings__programme=programme,
            sending__todays_standings__day=day,
            sending__todays_standings__is_stale=False,
        ),
    )
    return organizations.annotate(kept_standing=kept).annotate(
        standing_reason=Coalesce(F("kept_standing__reason"), deciding_reason(programme, day))
    )
