"""What sending organizations charge, against what their government allows, at dated rates.

Nothing is left out in silence: a fee that cannot be compared says why.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from countries.models import ExchangeRate, FeeCap, Programme
from jitco_portal.common.partial_dates import period_surely_holds, possibly_covers
from organizations.models import Fee

YEN = "JPY"
MONTHS_A_YEAR = 12


class Outcome(models.TextChoices):
    """What a comparison with the cap says, or why there is none."""

    ABOVE = "above", _("above the cap")
    WITHIN = "within", _("within the cap")
    FORBIDDEN = "forbidden", _("no fee may be taken from the trainee")
    NO_CAP = "no_cap", _("no cap is known here")
    NOT_CAPPED = "not_capped", _("not paid by the trainee")
    MONTHS_OF_PAY = "months_of_pay", _("cannot be compared: the cap is in months of pay")
    NO_RATE = "no_rate", _("cannot be compared: no exchange rate is held for that day")
    NO_TERM = "no_term", _("cannot be compared: the term of the contract is not stated")


WARNINGS = (Outcome.ABOVE, Outcome.FORBIDDEN)
# What leaves open whether a cap is kept.
OPEN = (Outcome.MONTHS_OF_PAY, Outcome.NO_RATE, Outcome.NO_TERM)


@dataclass(frozen=True)
class Money:
    """An amount in another currency, with the rates it was converted at."""

    amount: Decimal
    currency: str
    rates: tuple[ExchangeRate, ...] = ()

    @property
    def shown(self) -> Decimal:
        """As exact as a converted amount can be: whole yen, two decimals elsewhere."""
        return self.amount.quantize(Decimal(1) if self.currency == YEN else Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True)
class ComparedFee:
    """One or more lines of a fee table that one cap limits together."""

    fees: tuple[Fee, ...]
    outcome: Outcome
    cap: FeeCap | None = None
    # For the whole contract in the currency of the fee; None where it is charged by time and no term is stated.
    total: Decimal | None = None
    yen: Money | None = None
    in_cap_currency: Money | None = None

    @property
    def fee(self) -> Fee:
        return self.fees[0]

    @property
    def is_sum(self) -> bool:
        return len(self.fees) > 1

    @property
    def is_warning(self) -> bool:
        return self.outcome in WARNINGS

    @property
    def bar_amount(self) -> Decimal | None:
        """What the bar draws: the amount in the currency of the cap, where both are amounts."""
        return self.in_cap_currency.shown if self.in_cap_currency else None

    @property
    def cap_start_is_unknown(self) -> bool:
        return bool(self.cap and self.cap.from_on is None)


@dataclass(frozen=True)
class FeeTable:
    """The fees of one organization on one day."""

    lines: tuple[ComparedFee, ...] = ()
    # Lines that one cap limits together, each group once.
    sums: tuple[ComparedFee, ...] = ()
    caps: tuple[FeeCap, ...] = ()

    @property
    def bars(self) -> list[ComparedFee]:
        summed = {fee.pk for each in self.sums for fee in each.fees}
        alone = [line for line in self.lines if line.fee.pk not in summed]
        return [each for each in [*alone, *self.sums] if each.bar_amount is not None]

    @property
    def warnings(self) -> list[ComparedFee]:
        return [each for each in [*self.lines, *self.sums] if each.is_warning]

    def is_within_caps(self, programme: Programme) -> bool | None:
        """Whether what trainees pay for the programme keeps every cap; None where that is not known."""
        outcomes = {each.outcome for each in [*self.lines, *self.sums] if each.fee.programme_id == programme.pk}
        if outcomes & set(WARNINGS):
            return False
        return True if Outcome.WITHIN in outcomes and not outcomes & set(OPEN) else None

    @property
    def used_rates(self) -> list[ExchangeRate]:
        """Every rate that an amount of the table was converted at, once."""
        used = [
            rate for line in self.lines for money in (line.yen, line.in_cap_currency) if money for rate in money.rates
        ]
        return list({rate.pk: rate for rate in used}.values())

    def of(
        self, *, programme_code: str, subject: str, payer: str | None = None, term_years: int | None = None
    ) -> list[ComparedFee]:
        """The lines for a subject; those that state another term are left out."""
        return [
            line
            for line in self.lines
            if line.fee.programme.code == programme_code
            and line.fee.subject == subject
            and (payer is None or line.fee.payer == payer)
            and (term_years is None or line.fee.term_years in (None, term_years))
        ]


def fee_tables(*, organizations: Iterable[Any], day: datetime.date) -> dict[int, FeeTable]:
    """The fee table of each organization by its id, in three queries however many they are."""
    organizations = list(organizations)
    fees = (
        Fee.objects.filter(
            possibly_covers("from_on", "until_on", day), organization__in=[each.pk for each in organizations]
        )
        .select_related("programme")
        .order_by("pk")
    )
    caps = (
        FeeCap.objects.filter(possibly_covers("from_on", "until_on", day))
        .filter(country__in={each.country_id for each in organizations})
        .select_related("programme")
        .order_by("programme__position", "subject", "-term_years", "pk")
    )
    rates = {rate.currency: rate for rate in ExchangeRate.objects.newest_on(day)}
    fees_of: defaultdict[int, list[Fee]] = defaultdict(list)
    caps_of: defaultdict[int, list[FeeCap]] = defaultdict(list)
    for fee in fees:
        fees_of[fee.organization_id].append(fee)
    for cap in caps:
        caps_of[cap.country_id].append(cap)
    return {
        each.pk: fee_table(fees=fees_of[each.pk], caps=caps_of[each.country_id], rates=rates, day=day)
        for each in organizations
    }


def fee_table(
    *, fees: Iterable[Fee], caps: Iterable[FeeCap], rates: Mapping[str, ExchangeRate], day: datetime.date
) -> FeeTable:
    """Compare every line with its cap, and lines under one cap also together."""
    fees, caps = list(fees), list(caps)
    groups: defaultdict[tuple, list[Fee]] = defaultdict(list)
    for fee in fees:
        # A line that may have been replaced by the other adds up only on the days that surely are its own.
        stated = fee.from_on is not None or fee.until_on is not None
        if fee.payer == Fee.Payer.TRAINEE and (not stated or period_surely_holds(fee.from_on, fee.until_on, day)):
            groups[(fee.programme_id, fee.subject, fee.term_years)].append(fee)
    fees.sort(key=_reading_order)
    return FeeTable(
        lines=tuple(compared_fee(fees=[fee], caps=caps, rates=rates) for fee in fees),
        sums=tuple(compared_fee(fees=group, caps=caps, rates=rates) for group in groups.values() if len(group) > 1),
        caps=tuple(caps),
    )


def compared_fee(*, fees: list[Fee], caps: Iterable[FeeCap], rates: Mapping[str, ExchangeRate]) -> ComparedFee:
    """One fee, or several that one cap limits together, against that cap."""
    first = fees[0]
    totals = [(_for_the_contract(fee), fee.currency) for fee in fees]
    known = all(total is not None for total, _currency in totals)
    same_currency = len({currency for _total, currency in totals}) == 1
    total = sum((amount for amount, _currency in totals if amount is not None), Decimal(0))
    yen = _converted(totals, YEN, rates) if known else None
    plain = ComparedFee(
        fees=tuple(fees), outcome=Outcome.NOT_CAPPED, total=total if known and same_currency else None, yen=yen
    )
    if first.payer != Fee.Payer.TRAINEE:
        return plain
    cap, outcome = _cap_of(first, list(caps))
    if cap is None:
        return replace(plain, outcome=outcome)
    capped = replace(plain, cap=cap)
    if cap.kind == FeeCap.Kind.NONE_ALLOWED:
        taken = any(fee.amount for fee in fees)
        return replace(capped, outcome=Outcome.FORBIDDEN if taken else Outcome.WITHIN)
    if cap.amount is None:
        return replace(capped, outcome=Outcome.MONTHS_OF_PAY)
    if not known:
        return replace(capped, outcome=Outcome.NO_TERM)
    charged = _converted(totals, cap.currency, rates)
    if charged is None:
        return replace(capped, outcome=Outcome.NO_RATE)
    outcome = Outcome.ABOVE if charged.amount > cap.amount else Outcome.WITHIN
    return replace(capped, outcome=outcome, in_cap_currency=charged)


def _reading_order(fee: Fee) -> tuple[int, int, int, int]:
    """What the trainee pays first; the subjects in the order of the model, long contracts before short ones."""
    payers, subjects = list(Fee.Payer.values), list(Fee.Subject.values)
    return fee.programme.position, payers.index(fee.payer), subjects.index(fee.subject), -(fee.term_years or 0)


def _for_the_contract(fee: Fee) -> Decimal | None:
    if fee.period == Fee.Period.ONCE:
        return fee.amount
    if fee.term_years is None:
        return None
    times = fee.term_years * (MONTHS_A_YEAR if fee.period == Fee.Period.MONTH else 1)
    return fee.amount * times


def _cap_of(fee: Fee, caps: list[FeeCap]) -> tuple[FeeCap | None, Outcome]:
    """The cap for the subject and term; a ban on the fee for sending reaches what no cap of its own allows."""
    held = [cap for cap in caps if cap.programme_id == fee.programme_id]
    own = [cap for cap in held if cap.subject == fee.subject]
    if not own:
        ban = (
            cap for cap in held if cap.kind == FeeCap.Kind.NONE_ALLOWED and cap.subject == FeeCap.Subject.SENDING_FEE
        )
        return next(ban, None), Outcome.NO_CAP
    for_term = [cap for cap in own if cap.term_years is not None and cap.term_years == fee.term_years]
    for_any = [cap for cap in own if cap.term_years is None or cap.kind == FeeCap.Kind.NONE_ALLOWED]
    if for_term or for_any:
        return (for_term or for_any)[0], Outcome.NO_CAP
    return None, Outcome.NO_TERM if fee.term_years is None else Outcome.NO_CAP


def _converted(
    totals: list[tuple[Decimal | None, str]], currency: str, rates: Mapping[str, ExchangeRate]
) -> Money | None:
    """The sum in another currency by way of yen; None where a rate is missing."""
    amount = Decimal(0)
    used: dict[str, ExchangeRate] = {}
    for total, own in totals:
        part = total or Decimal(0)
        if own != currency:
            for each in (own, currency):
                if each != YEN and each not in rates:
                    return None
                if each != YEN:
                    used[each] = rates[each]
            part = part * _yen(own, rates) / _yen(currency, rates)
        amount += part
    return Money(amount, currency, tuple(used.values()))


def _yen(currency: str, rates: Mapping[str, ExchangeRate]) -> Decimal:
    return Decimal(1) if currency == YEN else rates[currency].yen
