"""Filters for the form of a profile and for proposals."""

import datetime

from django import template

from jitco_portal.common.shown_dates import shown_date

register = template.Library()


@register.filter(expects_localtime=True)
def shown_day(at: datetime.datetime) -> str:
    """The day of a time, where the reader is."""
    return shown_date(at.date())
