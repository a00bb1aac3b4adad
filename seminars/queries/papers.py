"""What stands on invoices, receipts and letters, in the languages of the paper whatever the reader's is."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from babel import Locale
from django.utils import translation

from jitco_portal.common.days import today
from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.shown_dates import shown_date
from organizations.models import Organization
from seminars.models import Attendee, Event, Paper
from seminars.queries.money import account_of


@dataclass(frozen=True)
class Both:
    """A text in both languages."""

    en: str
    ja: str


@dataclass(frozen=True)
class ShownPaper:
    """The rows of a paper, and its days in both languages."""

    lines: Sequence[dict[str, Any]]
    issued_on: Both
    supplied_on: Both
    due_on: Both


def shown_paper(paper: Paper) -> ShownPaper:
    supplied = PartialDate.parse(paper.supplied_on) if paper.supplied_on else None
    return ShownPaper(paper.lines, _both(paper.issued_on), _both(supplied), _both(paper.due_on))


@dataclass(frozen=True)
class PaidSoFar:
    """Of what an invoice asks for, on the day it is looked at: the paper itself stays as it was issued."""

    on: Both
    paid: int
    due: int


def paid_so_far(paper: Paper) -> PaidSoFar | None:
    """None where nothing was paid, and of a paper that holds no more or is no invoice."""
    if paper.kind != Paper.Kind.INVOICE or hasattr(paper, "replaced_by"):
        return None
    account = account_of(registration=paper.registration)
    return PaidSoFar(_both(today()), account.paid, max(0, account.due)) if account.paid > 0 else None


def _both(day: PartialDate | datetime.date | None) -> Both:
    shown = {}
    for language in ("en", "ja"):
        with translation.override(language):
            shown[language] = shown_date(day)
    return Both(**shown)


# Letters for visas ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LetterDay:
    day: str
    stops: Sequence[str]


@dataclass(frozen=True)
class VisaLetter:
    """In English, which the offices that read it read."""

    name: str
    nationality: str
    job_title: str
    organization: str
    title: str
    countries: str
    days: str
    itinerary: Sequence[LetterDay]


def visa_letter_of(*, attendee: Attendee) -> VisaLetter:
    registration = attendee.registration
    event: Event = registration.event
    with translation.override("en"):
        stops = [
            LetterDay(shown_date(day), [_stop(each) for each in found])
            for day, found in groupby(
                event.stops.select_related("organization").order_by("day", "position"), key=lambda each: each.day
            )
        ]
        countries = ", ".join(each.name_en for each in event.countries.order_by("name_en"))
        return VisaLetter(
            name=attendee.name_latin or attendee.name,
            nationality=Locale("en").territories.get(attendee.nationality, attendee.nationality),
            job_title=attendee.job_title,
            organization=_name_in_english(registration.organization),
            title=event.title_en or event.title_ja,
            countries=countries,
            days=_span(event),
            itinerary=stops,
        )


def _stop(stop: Any) -> str:
    parts = [stop.place_en or stop.place_ja, stop.text_en or stop.text_ja]
    return ": ".join(each for each in parts if each)


def _name_in_english(organization: Organization) -> str:
    return organization.name_en or organization.name_local or organization.name_ja


def _span(event: Event) -> str:
    if event.starts_at is None or event.ends_at is None:
        return shown_date(event.starts_on)
    first, last = (moment.astimezone(event.zone).date() for moment in (event.starts_at, event.ends_at))
    return shown_date(first) if first == last else f"{shown_date(first)} to {shown_date(last)}"
