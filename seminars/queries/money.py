"""What a registration costs, what was paid, and what is left; the cancellation term of a day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from jitco_portal.common.models import User
from seminars.models import CancellationTerm, Charge, Event, Payment, Registration

# The reason of the one correction that no person writes; kept in English, shown in the reader's language.
REDUCTION_ENDS = "The reduction ends with the place."


@dataclass(frozen=True)
class AccountLine:
    """One line of the account: what it is for, and yen; what lowers the debt is below nought."""

    on: datetime.datetime | datetime.date
    text: str
    amount: int
    reason: str = ""
    is_payment: bool = False
    # For staff: what the statement of the account says, and who entered it.
    reference: str = ""
    by: User | None = None


@dataclass(frozen=True)
class Account:
    """``due`` is still to be paid; below nought it is to be paid back."""

    charged: int
    paid: int
    lines: tuple[AccountLine, ...]

    @property
    def due(self) -> int:
        return self.charged - self.paid

    @property
    def owed_back(self) -> int:
        return max(0, -self.due)

    @property
    def is_settled(self) -> bool:
        return self.due == 0


def account_of(*, registration: Registration) -> Account:
    """In two queries; the lines in the order in which they came about, charges before payments."""
    charges = list(Charge.objects.filter(registration=registration).order_by("pk"))
    payments = list(
        Payment.objects.filter(registration=registration).select_related("marked_by").order_by("paid_on", "pk")
    )
    lines = [AccountLine(each.at, charge_text(each), each.amount, charge_reason(each)) for each in charges]
    lines += [_payment_line(each) for each in payments]
    return Account(sum(each.amount for each in charges), sum(map(signed, payments)), tuple(lines))


def _payment_line(payment: Payment) -> AccountLine:
    return AccountLine(
        payment.paid_on,
        payment_text(payment),
        -signed(payment),
        is_payment=True,
        reference=payment.reference,
        by=payment.marked_by,
    )


def signed(payment: Payment) -> int:
    return payment.amount if payment.kind == Payment.Kind.RECEIVED else -payment.amount


def charge_text(charge: Charge) -> str:
    """What the line is for, in the reader's language."""
    words = {"people": charge.people, "percent": charge.percent}
    if charge.kind == Charge.Kind.PLACES:
        text = ngettext("Place for %(people)d person", "Places for %(people)d people", charge.people)
    elif charge.kind == Charge.Kind.RELEASED:
        text = ngettext("Place of %(people)d person given up", "Places of %(people)d people given up", charge.people)
    elif charge.kind == Charge.Kind.CANCELLATION:
        text = ngettext(
            "Charge for a late cancellation: %(percent)d %% for %(people)d person",
            "Charge for a late cancellation: %(percent)d %% for %(people)d people",
            charge.people,
        )
    else:
        text = _("Correction by the Affairs Dept.")
    return str(text % words)


def charge_reason(charge: Charge) -> str:
    """As staff wrote it; what the portal corrects by itself, in the reader's language."""
    return _("The reduction ends with the place.") if charge.reason == REDUCTION_ENDS else charge.reason


def payment_text(payment: Payment) -> str:
    if payment.kind == Payment.Kind.RECEIVED:
        return pgettext("payment", "Received")
    return pgettext("payment", "Paid back")


def term_of(*, event: Event, at: datetime.datetime) -> CancellationTerm | None:
    """The term that holds for a cancellation at that time: by days on the clock of the place; None where it is free.

    A term holds from its day on, until a nearer one takes its place.
    """
    if event.day is None:
        return None
    days_left = (event.day - at.astimezone(event.zone).date()).days
    terms = CancellationTerm.objects.filter(event=event, days_before__gte=days_left)
    return terms.order_by("days_before").first()


def cancellation_cost(*, event: Event, unit_price: int, people: int, at: datetime.datetime) -> tuple[int, int]:
    """Yen and per cent that it costs when so many people with a place give it up at that time."""
    term = term_of(event=event, at=at)
    if term is None:
        return 0, 0
    return unit_price * term.percent // 100 * people, term.percent
