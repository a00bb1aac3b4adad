"""Dates as a reader sees them: as exact as they are known, in the form of the page's language."""

import datetime

from django.utils import formats
from django.utils.translation import get_language

from jitco_portal.common.partial_dates import PartialDate

DATE_FORMATS = {
    "en": {"day": "j F Y", "month": "F Y", "year": "Y"},
    "ja": {"day": "Y年n月j日", "month": "Y年n月", "year": "Y年"},
}


def shown_date(value: PartialDate | datetime.date | None) -> str:
    """23 November 2026, February 2024 or 2020; 2026年11月23日, 2024年2月, 2020年."""
    if not value:
        return ""
    value = value if isinstance(value, PartialDate) else PartialDate.of(value)
    return formats.date_format(value.earliest, DATE_FORMATS["ja" if get_language() == "ja" else "en"][value.precision])
