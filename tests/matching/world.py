"""A supervising and a sending organization between which nothing stands, and what takes one fact away."""

import datetime
from dataclasses import dataclass
from typing import Any

from matching.queries.rules import Check, checked, load_cases
from tests import factories as make

DAY = datetime.date(2026, 11, 20)


@dataclass
class Pair:
    country: Any
    programme: Any
    office: Any
    moc: Any
    supervising: Any
    sending: Any
    permit: Any
    approval: Any
    fee: Any
    cap: Any
    no_order: Any
    operation: Any

    def check(self, *, day=DAY, operations=None, programme=None) -> Check:
        """All rules, asked of the rows as they are now."""
        [case] = load_cases(
            supervising=self.supervising,
            sending=[self.sending],
            programme=programme or self.programme,
            day=day,
            operations=[self.operation] if operations is None else operations,
        )
        return checked(case)

    def answer(self, rule: str, **asked):
        """What one rule says; None where it does not speak of the pair."""
        found = [each.answer for each in self.check(**asked).answered if each.rule.name == rule]
        return found[0] if found else None


def make_pair(code="XW") -> Pair:
    """Every rule holds for them on DAY."""
    country, programme = make.make_country(code=code), make.make_programme()
    office = make.make_counterpart(country)
    supervising, sending = make.make_supervising(prefecture="愛知県"), make.make_organization(country)
    return Pair(
        country=country,
        programme=programme,
        office=office,
        moc=make.make_moc(country, programme),
        supervising=supervising,
        sending=sending,
        permit=make.make_permit(supervising, programme, valid_from="2024-04-01", valid_until="2029-03-31"),
        approval=make.make_approval(sending, office, programme),
        fee=make.make_fee(sending, programme, amount=3000, currency="USD"),
        cap=make.make_fee_cap(country, programme, amount=3600, currency="USD"),
        no_order=make.make_confirmation("no_order", organization=supervising),
        operation=make.make_operation("1-1-1"),
    )
