"""The packing list of an order: for whoever packs it, and for customs, in English and Japanese."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone, translation

from jitco_portal.common.shown_dates import shown_date
from jitco_portal.common.territories import territory_name
from materials.models import Order, OrderLine
from materials.queries.carts import lines_of


@dataclass(frozen=True)
class InBoth:
    en: str
    ja: str


@dataclass(frozen=True)
class PackedLine:
    line: OrderLine
    title: InBoth
    language: InBoth
    version: str

    @property
    def quantity(self) -> int:
        return self.line.quantity

    @property
    def value(self) -> int:
        return self.quantity * (self.line.unit_price or 0)

    @property
    def grams(self) -> int | None:
        each = self.line.copy.grams
        return None if each is None else each * self.quantity


@dataclass(frozen=True)
class PackingList:
    order: Order
    day: InBoth
    country: InBoth
    sender: str
    telephone: str
    lines: Sequence[PackedLine]
    is_sample: bool

    @property
    def copies(self) -> int:
        return sum(each.quantity for each in self.lines)

    @property
    def value(self) -> int:
        return sum(each.value for each in self.lines)

    @property
    def grams(self) -> int:
        return sum(each.grams or 0 for each in self.lines)

    @property
    def weighs_more(self) -> bool:
        return any(each.grams is None for each in self.lines)


def packing_list(*, order: Order) -> PackingList:
    """In one query beside the order; of the day on which it was packed, or of today."""
    lines = list(lines_of(order))
    packed = order.state_since if order.state in (Order.State.PACKED, Order.State.SENT) else None
    return PackingList(
        order=order,
        day=_day(timezone.localdate(packed)),
        country=_in_both(lambda: territory_name(order.country)),
        sender=settings.INVOICE_ISSUER_NAME,
        telephone=settings.AFFAIRS_TELEPHONE,
        lines=[_packed(each) for each in lines],
        is_sample=any(each.copy.edition.material.is_sample for each in lines),
    )


def _packed(line: OrderLine) -> PackedLine:
    edition = line.copy.edition
    material = edition.material
    return PackedLine(
        line=line,
        title=InBoth(material.title_en, material.title_ja),
        language=_in_both(lambda: edition.language_name),
        version=edition.version,
    )


def _day(day: datetime.date) -> InBoth:
    return _in_both(lambda: shown_date(day))


def _in_both(words: Callable[[], str]) -> InBoth:
    found = {}
    for language in ("en", "ja"):
        with translation.override(language):
            found[language] = str(words())
    return InBoth(**found)
