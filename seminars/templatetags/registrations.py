"""What pages of registrations need beside the page's tags."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from jitco_portal.common.shown_dates import shown_date
from seminars.models import Answer, Attendee, Event
from seminars.queries.own import RegistrationPage, answer_text
from seminars.queries.told_times import told_moment, told_when

register = template.Library()


@register.filter
def any_errors(judged: Iterable[forms.Form]) -> bool:
    return any(form.errors for form in judged)


@register.filter
def when(event: Event) -> str:
    """When the event is, on the clock of its place."""
    return told_when(event)


@register.filter
def on_clock_of(moment: datetime.datetime, user: Any) -> str:
    """A moment on the clock of the person who reads."""
    return told_moment(moment, user.time_zone)


@register.filter
def there(moment: datetime.datetime, event: Event) -> str:
    """A moment on the clock of the event's place."""
    return told_moment(moment, event.time_zone)


@register.filter
def account_day(value: datetime.datetime | datetime.date) -> str:
    """Of a charge the day on the clock of Japan, where it is charged; of a payment the day on the account."""
    return shown_date(timezone.localdate(value) if isinstance(value, datetime.datetime) else value)


@register.filter
def in_words(answer: Answer) -> str:
    return answer_text(answer)


@register.filter
def shows_ticket(page: RegistrationPage, attendee: Attendee) -> bool:
    return page.shows_ticket(attendee)


@register.simple_tag
def url_if_there(name: str, *args: Any) -> str:
    """The address of a page of another app; blank where that app is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
