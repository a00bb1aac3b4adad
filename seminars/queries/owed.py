"""What registrations owe, for many at once; of one, ``queries.money.account_of`` tells every line."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import (
    Case,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from seminars.models import Charge, Payment, Registration


def with_account(registrations: QuerySet[Registration]) -> Any:
    """Annotate ``charged``, ``paid`` and ``owed`` (below nought: to be paid back), in yen."""
    signed = Case(When(kind=Payment.Kind.REFUNDED, then=-F("amount")), default=F("amount"), output_field=IntegerField())
    return registrations.annotate(
        charged=_sum(Charge.objects.all(), F("amount")), paid=_sum(Payment.objects.all(), signed)
    ).annotate(owed=F("charged") - F("paid"))


def _sum(rows: QuerySet, amount: Case | F) -> Coalesce:
    of_one = rows.filter(registration=OuterRef("pk")).order_by().values("registration")
    return Coalesce(Subquery(of_one.annotate(total=Sum(amount)).values("total"), output_field=IntegerField()), 0)


def overdue(*, day: datetime.date) -> QuerySet[Registration]:
    """Something is owed, and the days to pay since the first places were given are over on that day."""
    first = Charge.objects.filter(registration=OuterRef("pk")).order_by().values("registration")
    begun = Subquery(first.annotate(first=Min("at")).values("first"), output_field=DateTimeField())
    one_day = Value(datetime.timedelta(days=1), output_field=DurationField())
    due = ExpressionWrapper(F("first_charge") + F("event__payment_due_days") * one_day, output_field=DateTimeField())
    midnight = datetime.datetime.combine(day, datetime.time(), tzinfo=timezone.get_current_timezone())
    owing = with_account(Registration.objects.all()).filter(owed__gt=0)
    return owing.annotate(first_charge=begun).annotate(due_at=due).filter(due_at__lt=midnight)
