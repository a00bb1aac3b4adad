"""What a registration owes, line by line, and what was paid. Money itself moves outside the portal.

The ledger only grows. At any time the sum of the charges is the price of the places that are held for good, plus the
charges for late cancellations, plus the corrections; it is never below nought.
"""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jitco_portal.common.days import today
from jitco_portal.common.models import User
from seminars.models import Charge, Payment, Registration
from seminars.queries.acting import decides
from seminars.queries.money import REDUCTION_ENDS, account_of, cancellation_cost
from seminars.services import papers
from seminars.services.locks import locked
from seminars.services.refusals import EnteredJustNow, NotAllowed, PaidAlready, PaymentDiffers, PaysBackTooMuch

PROVIDER_BY_HAND = "transfer"
# Whoever presses a button twice enters the same twice within this time; two true rows have not all in common.
PRESSED_TWICE = datetime.timedelta(minutes=1)
# Money may come before the registration it is for, when that was made anew; not so long before.
EARLIEST_BEFORE = datetime.timedelta(days=366)


def charge_places(*, registration: Registration, people: int, by: User | None) -> None:
    """So many people have a place from now on; the caller holds the lock. What is free leaves no line."""
    if people and registration.unit_price:
        amount = people * registration.unit_price
        Charge.objects.create(registration=registration, kind=Charge.Kind.PLACES, people=people, amount=amount, by=by)


def charge_given_up(*, registration: Registration, people: int, by: User | None, is_free: bool = False) -> int:
    """Their price goes, and the term of the day takes its part of it; says how much of that is to be paid."""
    if not people or not registration.unit_price:
        return 0
    back = -people * registration.unit_price
    Charge.objects.create(registration=registration, kind=Charge.Kind.RELEASED, people=people, amount=back, by=by)
    cost, percent = (0, 0) if is_free else _cost_now(registration, people)
    if cost:
        Charge.objects.create(
            registration=registration,
            kind=Charge.Kind.CANCELLATION,
            people=people,
            amount=cost,
            percent=percent,
            by=by,
        )
    # What staff took off the price is taken off this as well.
    return min(cost, _end_reduction(registration, by=by))


def _cost_now(registration: Registration, people: int) -> tuple[int, int]:
    unit_price = registration.unit_price
    return cancellation_cost(event=registration.event, unit_price=unit_price, people=people, at=timezone.now())


def _end_reduction(registration: Registration, *, by: User | None) -> int:
    """What staff took off the price of a place is no money to be paid back: it goes with the place.

    Says what the registration costs now.
    """
    charged = account_of(registration=registration).charged
    if charged < 0:
        Charge.objects.create(
            registration=registration, kind=Charge.Kind.CORRECTION, amount=-charged, reason=REDUCTION_ENDS, by=by
        )
    return max(0, charged)


@transaction.atomic
def correct(*, registration: Registration, by: User, amount: int, reason: str) -> Charge:
    """Staff add a line, above or below nought, with its reason; raises NotAllowed, EnteredJustNow, ValidationError."""
    held = _of_staff(registration, by, "seminars.add_charge")
    if not amount:
        raise ValidationError({"amount": _("Enter an amount other than 0.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    same = Charge.objects.filter(registration=held, kind=Charge.Kind.CORRECTION, amount=amount, reason=reason.strip())
    if same.filter(at__gt=timezone.now() - PRESSED_TWICE).exists():
        raise EnteredJustNow
    if account_of(registration=held).charged + amount < 0:
        raise ValidationError({"amount": _("The registration would cost less than nothing.")})
    charge = Charge.objects.create(
        registration=held, kind=Charge.Kind.CORRECTION, amount=amount, reason=reason.strip(), by=by
    )
    papers.follow(registration=held, by=by)
    return charge


@transaction.atomic
def mark_payment(
    *,
    registration: Registration,
    by: User,
    amount: int,
    paid_on: datetime.date | None = None,
    reference: str = "",
    kind: str = Payment.Kind.RECEIVED,
    note: str = "",
) -> Payment:
    """Staff saw it on the account; money that went back is written as ``Payment.Kind.REFUNDED``.

    Raises NotAllowed, PaidAlready (the reference was entered before), EnteredJustNow, PaysBackTooMuch, ValidationError.
    """
    held = _of_staff(registration, by, "seminars.add_payment")
    if amount <= 0:
        raise ValidationError({"amount": _("Enter an amount above 0.")})
    day = paid_on or today()
    if day > today():
        raise ValidationError({"paid_on": _("This day has not come yet.")})
    if day < held.created_at.date() - EARLIEST_BEFORE:
        raise ValidationError({"paid_on": _("This is long before the registration was made.")})
    reference = reference.strip()
    if reference and _told(PROVIDER_BY_HAND, reference, kind):
        raise PaidAlready
    # Without a reference nothing else tells two transfers from one that is sent twice.
    same = Payment.objects.filter(registration=held, kind=kind, amount=amount, paid_on=day, reference="", note=note)
    if not reference and same.filter(marked_at__gt=timezone.now() - PRESSED_TWICE).exists():
        raise EnteredJustNow
    return _write(
        held, kind=kind, amount=amount, paid_on=day, provider=PROVIDER_BY_HAND, reference=reference, note=note, by=by
    )


@transaction.atomic
def record_provider_payment(
    *,
    registration: Registration,
    provider: str,
    reference: str,
    amount: int,
    paid_on: datetime.date,
    kind: str = Payment.Kind.RECEIVED,
) -> Payment:
    """What a payment provider tells, with its own number for it; told again, it stands once.

    This is where a provider is joined to the portal: its notice is checked by whoever receives it, and comes here.
    Raises PaymentDiffers where the number was told with another amount or for another registration,
    PaysBackTooMuch, ValidationError.
    """
    if not provider.strip() or provider == PROVIDER_BY_HAND or not reference.strip() or amount <= 0:
        raise ValidationError(_("A provider's payment has its provider, its reference and an amount above 0."))
    held = locked(registration)
    if told := _told(provider, reference, kind):
        return _same(told, held, amount)
    try:
        with transaction.atomic():
            return _write(held, kind=kind, amount=amount, paid_on=paid_on, provider=provider, reference=reference)
    except IntegrityError:  # told at the same moment for another event, whose lock is another
        if told := _told(provider, reference, kind):
            return _same(told, held, amount)
        raise


def _same(told: Payment, registration: Registration, amount: int) -> Payment:
    if (told.registration_id, told.amount) != (registration.pk, amount):
        raise PaymentDiffers
    return told


def _told(provider: str, reference: str, kind: str) -> Payment | None:
    return Payment.objects.filter(provider=provider, reference=reference, kind=kind).first()


def _write(registration: Registration, *, kind: str, by: User | None = None, **values: object) -> Payment:
    payment = Payment(registration=registration, kind=kind, marked_by=by, **values)
    if kind == Payment.Kind.REFUNDED:
        paid = account_of(registration=registration).paid
        if payment.amount > paid:
            raise PaysBackTooMuch(paid)
    payment.save(force_insert=True)
    papers.paid(payment=payment, by=by)
    return payment


def _of_staff(registration: Registration, by: User, permission: str) -> Registration:
    if not decides(by, permission):
        raise NotAllowed
    return locked(registration)
