"""Rows of personal data as a reader sees them: names and words instead of columns and codes."""

from __future__ import annotations

import datetime
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from jitco_portal.common.markdown import render_markdown
from jitco_portal.common.registry import PersonalData
from jitco_portal.common.shown_dates import shown_date

register = template.Library()


@register.filter
def moment(value: datetime.datetime) -> str:
    """23 November 2026 14:05, in the time zone of the page."""
    return _shown(value, {})


@register.filter
def personal_labels(part: PersonalData) -> list[str]:
    """The names of the columns, in the order of the rows."""
    return [str(part.labels.get(name, name)) for name in part.rows[0]]


@register.filter
def personal_row(row: dict[str, Any], part: PersonalData) -> list[tuple[str, str]]:
    """Name and value of each column of a row."""
    return [(str(part.labels.get(name, name)), _shown(value, part.words.get(name, {}))) for name, value in row.items()]


def _shown(value: Any, words: dict[Any, Any]) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return pgettext("answer", "yes") if value else pgettext("answer", "no")
    if isinstance(value, datetime.datetime):
        local = timezone.localtime(value)
        return f"{shown_date(local.date())} {formats.time_format(local.time(), 'H:i')}"
    if isinstance(value, datetime.date):
        return shown_date(value)
    return str(words.get(value, value))


@register.filter
def legal_text(text: str) -> SafeString:
    """A notice in Markdown: it stands alone on its page, so its headings come right below the page's."""
    html = render_markdown(text)
    for level in (3, 4, 5):
        html = html.replace(f"<h{level}>", f"<h{level - 1}>").replace(f"</h{level}>", f"</h{level - 1}>")
    return mark_safe(html)  # noqa: S308 - cleaned where it was rendered
