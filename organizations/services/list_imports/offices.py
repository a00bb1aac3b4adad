"""An office that publishes a list and that we do not hold yet."""

from __future__ import annotations

import datetime

from countries.models import Counterpart, Country
from jitco_portal.common.partial_dates import PartialDate


def record_office(*, country: Country, name: str, source: str, source_url: str, day: datetime.date) -> Counterpart:
    """By the name that its list bears; staff complete it."""
    office = Counterpart(
        country=country,
        name_en=name,
        source=source,
        source_url=source_url,
        source_on=PartialDate.of(day),
        checked_on=day,
    )
    office.full_clean()
    office.save()
    return office
