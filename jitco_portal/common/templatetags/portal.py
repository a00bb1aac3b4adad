"""Tags and filters that every page may use: dates, money and texts in the reader's language, addresses, navigation."""

import datetime
from decimal import Decimal

from babel.numbers import format_currency, format_decimal, get_currency_name
from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from jitco_portal.common import charts, days, languages
from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.request_id import current_request_id
from jitco_portal.common.shown_dates import shown_date

register = template.Library()

NAVIGATION = (
    ("countries:country_list", _("Countries")),
    ("organizations:sending_list", _("Sending organizations")),
    ("organizations:supervising_list", _("Supervising organizations")),
    ("matching:home", _("Match-ups")),
    ("seminars:event_list", _("Seminars and tours")),
    ("materials:material_list", _("Materials")),
)
STANDING_WORDS = {
    "may_accept": _("may accept"),
    "may_not_accept": _("may not accept"),
    "not_known": _("not known"),
}
# Figures with at most two decimals, and none where the amount is whole.
AMOUNT = "#,##0.##"


def _language() -> str:
    return "ja" if (translation.get_language() or "").startswith("ja") else "en"


@register.filter
def partial_date(value: PartialDate | datetime.date | None) -> str:
    """23 November 2026, February 2024 or 2020: as exact as it is known, never more."""
    return shown_date(value)


@register.filter
def money(amount: Decimal | int | None, currency: str) -> str:
    """USD 3,600 for English readers, 3,600米ドル for Japanese ones."""
    if amount is None:
        return ""
    if _language() == "en":
        return format_currency(amount, currency, f"¤¤ {AMOUNT}", locale="en", currency_digits=False)
    return f"{format_decimal(amount, AMOUNT, locale='ja')}{get_currency_name(currency, amount, locale='ja')}"


@register.filter
def age(since: datetime.datetime) -> str:
    """``2 weeks``: in one unit, which is all that a reader needs and two of which Japanese joins in another way."""
    return timesince(since, depth=1)


@register.filter
def number(value: Decimal | int | None) -> str:
    """Thousands set apart; nothing for nothing."""
    return "" if value is None else format_decimal(value, AMOUNT, locale=_language())


@register.filter
def standing_word(verdict: str):
    """The word that stands beside the shape of a verdict."""
    return STANDING_WORDS[verdict]


@register.filter
def localized(obj, field: str) -> str:
    return languages.localized(obj, field)


@register.filter
def in_parentheses(value) -> str:
    """Behind a word: in the parentheses of the page's language, with their space; nothing for nothing."""
    return languages.in_parentheses(str(value)) if value else ""


@register.filter
def listed(words) -> str:
    """Names beside each other, as the page's language parts them."""
    return languages.listed(words)


@register.simple_tag
def sentence_gap() -> str:
    """Between two sentences of a line."""
    return languages.sentence_gap()


@register.simple_tag
def in_language(obj, field: str) -> str:
    """The text of ``field`` as ``localized`` chooses it, marked with its language when that is not the page's."""
    text = languages.localized(obj, field)
    language = _language()
    if not text or getattr(obj, f"{field}_{language}"):
        return text
    return format_html('<span lang="{}">{}</span>', "en" if language == "ja" else "ja", text)


@register.simple_tag(takes_context=True)
def other_language_url(context, language: str) -> str:
    """This page in ``language``, with its query; also where the page itself does not exist.

    The prefix is exchanged, not the address resolved: a page that was not found keeps its words.
    """
    request = context.get("request")
    if request is None:
        return f"/{language}/"
    return _path_in(request.get_full_path(), language)


@register.simple_tag(takes_context=True)
def page_alternates(context) -> list[dict[str, str]]:
    """The page's absolute address in each language, without its query, for search engines."""
    request = context.get("request")
    try:
        origin = request.build_absolute_uri("/").rstrip("/") if request else ""
    except DisallowedHost:  # the page that says so has no address of its own
        origin = ""
    if not origin:
        return []
    return [
        {"language": code, "url": origin + iri_to_uri(_path_in(request.path, code))}
        for code, _name in settings.LANGUAGES
    ]


def _path_in(path: str, language: str) -> str:
    first, _, rest = path.lstrip("/").partition("/")
    if first in dict(settings.LANGUAGES):
        return f"/{language}/{rest}"
    return f"/{language}{path}"


@register.simple_tag(takes_context=True)
def main_navigation(context) -> list[dict[str, object]]:
    """The entries of the main navigation; a part whose addresses are not there yet is left out."""
    request = context.get("request")
    path = request.path if request else ""
    entries = []
    for name, label in NAVIGATION:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        entries.append({"url": url, "label": label, "is_page": path == url, "is_section": path.startswith(url)})
    return entries


@register.simple_tag
def home_url() -> str:
    """The home page in the language of this page; needs no address to resolve, so an error page can use it."""
    return f"/{_language()}/"


@register.simple_tag
def portal_contact() -> dict[str, str]:
    """How to reach the Affairs Dept.; what the installation has not set is blank."""
    return {
        "email": getattr(settings, "AFFAIRS_EMAIL", ""),
        "telephone": getattr(settings, "AFFAIRS_TELEPHONE", ""),
    }


@register.simple_tag
def request_id() -> str:
    """The number under which the log knows this request."""
    return current_request_id()


@register.simple_tag
def sample_data_shown() -> bool:
    """Whether sample rows may stand in this installation: always in the embedded database."""
    return settings.EMBEDDED_DATABASE or settings.SAMPLE


@register.filter
def words(text: str) -> list[str]:
    """A list written in a template."""
    return text.split()


@register.filter
def period_strip(periods, today: datetime.date | None = None) -> charts.Strip:
    return charts.period_strip(periods, today=today or days.today())


@register.filter
def agreement_lanes(lanes, today: datetime.date | None = None) -> charts.Lanes:
    return charts.agreement_lanes(lanes, today=today or days.today())


@register.filter
def procedure_timeline(steps) -> charts.Timeline:
    return charts.procedure_timeline(steps)


@register.filter
def bar_against_cap(amount, cap) -> charts.CapBar:
    return charts.bar_against_cap(amount, cap)


@register.filter
def column_chart(points) -> charts.ColumnChart:
    return charts.column_chart(points)
