"""What an organization would pay for each person, and what giving a place up costs from which day on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common.shown_dates import shown_date
from organizations.models import Organization
from seminars.models import Attendee, Event, EventGroup, Place, Registration
from seminars.queries.money import cancellation_cost


@dataclass(frozen=True)
class Term:
    """From ``since`` on a place that is given up costs this part of its price; None: before the first term."""

    percent: int
    since: datetime.date | None
    until: datetime.date | None

    @property
    def text(self) -> str:
        words = {
            "percent": self.percent,
            "since": shown_date(self.since),
            "until": shown_date(self.until),
        }
        if not self.percent:
            return _("until %(until)s: nothing") % words
        if self.until is None:
            return _("from %(since)s on, and for whoever does not come: %(percent)d %% of the price") % words
        if self.since == self.until:
            return _("on %(since)s: %(percent)d %% of the price") % words
        return _("from %(since)s until %(until)s: %(percent)d %% of the price") % words


def terms_of(event: Event) -> list[Term]:
    """The terms of the event by their days, in order, with what holds before the first; none where it costs nothing."""
    day = event.day
    terms = sorted(event.cancellation_terms.all(), key=lambda each: -each.days_before)
    if day is None or not terms:
        return []
    begins = [day - datetime.timedelta(days=each.days_before) for each in terms]
    one_day = datetime.timedelta(days=1)
    ends: list[datetime.date | None] = [following - one_day for following in begins[1:]]
    found = [Term(0, None, begins[0] - one_day)]
    for term, since, until in zip(terms, begins, [*ends, None], strict=True):
        found.append(Term(term.percent, since, until))
    return found


@dataclass(frozen=True)
class Price:
    """For each person, in yen with tax; ``differs`` where the other price is another."""

    unit: int
    is_member: bool
    differs: bool
    tax_percent: int

    @property
    def tax(self) -> int:
        return self.unit * self.tax_percent // (100 + self.tax_percent)


def price_for(*, group: EventGroup, organization: Organization) -> Price:
    """What a registration of today costs; it stays with it."""
    supervising = getattr(organization, "supervising", None)
    is_member = bool(supervising and supervising.supporting_member)
    unit = group.price_member if is_member else group.price_general
    return Price(unit, is_member, group.price_member != group.price_general, group.event.tax_percent)


@dataclass(frozen=True)
class Charged:
    """What it costs when people give up now: of so many with a place, so much; ``back`` falls away of their price."""

    people: int
    amount: int
    percent: int
    back: int


def charge_now(*, registration: Registration, leaving: Iterable[Attendee]) -> Charged:
    seated = sum(each.place == Place.SEATED for each in leaving)
    price = registration.unit_price
    amount, percent = cancellation_cost(event=registration.event, unit_price=price, people=seated, at=timezone.now())
    return Charged(seated, amount, percent, seated * price)
