"""Invoices, receipts and notes on returns, as Japan's Consumption Tax Act asks of qualified invoices (Article 57-4).

A paper that was issued never changes. When what it says is so no more, another one is issued that names it and takes
its place; when money goes back, a note says so beside the invoice it rests on. Numbers run without a gap within a kind
and year.

A charge for a late cancellation that grows with the nearness of the day makes good a loss and is no price of a service:
no consumption tax is in it (National Tax Agency, Tax Answer 6253).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from jitco_portal.common.days import today
from jitco_portal.common.models import User
from jitco_portal.common.shown_dates import shown_date
from organizations.models import Organization
from organizations.queries.acting import acts_for
from seminars.models import Charge, Paper, Payment, Registration
from seminars.queries.acting import decides
from seminars.queries.money import account_of, charge_reason
from seminars.services import telling
from seminars.services.locks import locked
from seminars.services.refusals import NotAllowed, NothingToWrite

LETTERS = {Paper.Kind.INVOICE: "I", Paper.Kind.RECEIPT: "R", Paper.Kind.RETURN: "N"}
Line = dict[str, Any]
# Taken with the kind and year by PostgreSQL: whoever numbers a paper waits for the one before to be written.
_NUMBERS = 0x5EA7


@transaction.atomic
def issue_invoice(*, registration: Registration, by: User | None) -> Paper:
    """For what the registration costs now; where the invoice that holds says just that, it is returned.

    Raises NotAllowed, NothingToWrite.
    """
    held = _for_whom_it_is(registration, by)
    former = current(held, Paper.Kind.INVOICE)
    lines = _lines_of(held)
    if not lines and former is None:
        raise NothingToWrite
    days = datetime.timedelta(days=held.event.payment_due_days)
    return _issue(held, Paper.Kind.INVOICE, lines, former=former, by=by, due_on=today() + days)


@transaction.atomic
def issue_receipt(*, registration: Registration, by: User | None) -> Paper:
    """For all that was paid and not paid back; raises NotAllowed, NothingToWrite."""
    held = _for_whom_it_is(registration, by)
    former = current(held, Paper.Kind.RECEIPT)
    account = account_of(registration=held)
    if not account.paid and former is None:
        raise NothingToWrite
    lines = _lines_of(held) if account.is_settled else _on_account(held, account.paid)
    return _issue(held, Paper.Kind.RECEIPT, lines, former=former, by=by)


@transaction.atomic
def issue_return(*, payment: Payment, by: User | None) -> Paper:
    """For money that went back, once for each time; raises NotAllowed, NothingToWrite."""
    held = _for_whom_it_is(payment.registration, by)
    if payment.kind != Payment.Kind.REFUNDED:
        raise NothingToWrite
    if written := Paper.objects.filter(kind=Paper.Kind.RETURN, lines__contains=[{"payment": payment.pk}]).first():
        return written
    invoice = current(held, Paper.Kind.INVOICE) or current(held, Paper.Kind.RECEIPT)
    words: dict[str, Any] = {"number": invoice.number if invoice else "", "day": payment.paid_on}
    text = "returned" if invoice else "returned_freely"
    line = _line(text, held, amount=payment.amount, unit=payment.amount, **words)
    about = {"kind": "returned", "payment": payment.pk, "about": words["number"]}
    return _issue(held, Paper.Kind.RETURN, [{**line, **about}], by=by)


def current(registration: Registration, kind: str) -> Paper | None:
    """The paper of the kind that no other took the place of."""
    return Paper.objects.filter(registration=registration, kind=kind, replaced_by=None).order_by("-pk").first()


def follow(*, registration: Registration, by: User | None) -> None:
    """What the registration costs may have changed: an invoice that says otherwise is replaced, and that is told."""
    if current(registration, Paper.Kind.INVOICE):
        issue_invoice(registration=registration, by=None)
    if current(registration, Paper.Kind.RECEIPT):
        issue_receipt(registration=registration, by=None)


def paid(*, payment: Payment, by: User | None) -> None:
    """Money came or went: a receipt that says otherwise is replaced; what goes back has its note."""
    registration = payment.registration
    if payment.kind == Payment.Kind.REFUNDED and Paper.objects.filter(registration=registration).exists():
        issue_return(payment=payment, by=None)
    if current(registration, Paper.Kind.RECEIPT):
        issue_receipt(registration=registration, by=None)


def totals_of(paper: Paper) -> dict[str, int]:
    """What is subject to the tax, and what is not: the paper shows both sums."""
    taxed = sum(line["amount"] for line in paper.lines if line["is_taxed"])
    return {"taxed": taxed, "untaxed": paper.total - taxed}


# Writing ----------------------------------------------------------------------------------------------


def _for_whom_it_is(registration: Registration, by: User | None) -> Registration:
    """``by``: somebody who acts for the organization, or staff; None where it follows from another step."""
    if by and not acts_for(registration.organization_id, user=by) and not decides(by):
        raise NotAllowed
    return locked(registration)


def _issue(
    registration: Registration,
    kind: Paper.Kind,
    lines: list[Line],
    *,
    by: User | None,
    former: Paper | None = None,
    due_on: datetime.date | None = None,
) -> Paper:
    event = registration.event
    paper = Paper(
        registration=registration,
        kind=kind,
        replaces=former,
        recipient=_recipient(registration.organization),
        issuer_name=settings.INVOICE_ISSUER_NAME,
        issuer_number=settings.INVOICE_ISSUER_NUMBER,
        issued_on=today(),
        supplied_on=str(event.starts_on or ""),
        due_on=due_on,
        lines=lines,
        total=sum(line["amount"] for line in lines),
        tax_percent=event.tax_percent,
        tax=tax_within(sum(line["amount"] for line in lines if line["is_taxed"]), event.tax_percent),
        issued_by=by,
    )
    if former and _said(former) == _said(paper):
        return former
    paper.number = _next_number(kind, paper.issued_on.year)
    paper.save(force_insert=True)
    if by is None or not acts_for(registration.organization_id, user=by):
        telling.tell_paper(paper=paper)
    return paper


def tax_within(amount: int, percent: int) -> int:
    """The tax in an amount that holds it: once for a paper and rate, what is below one yen falls away."""
    within = abs(amount) * percent // (100 + percent)
    return within if amount >= 0 else -within


def _said(paper: Paper) -> tuple[Any, ...]:
    """What two papers must have in common for the second to be needless."""
    lines = tuple((line["kind"], line["people"], line["unit"], line["amount"], line["en"]) for line in paper.lines)
    return paper.recipient, paper.issuer_name, paper.issuer_number, paper.tax_percent, paper.supplied_on, lines


def _next_number(kind: Paper.Kind, year: int) -> str:
    """``I-2026-000001``; the lock is held until the paper is written, and what is rolled back leaves no gap."""
    letter = LETTERS[kind]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_NUMBERS, ord(letter) * 10_000 + year])
    begin = f"{letter}-{year}-"
    last = Paper.objects.filter(number__startswith=begin).order_by("-number").values_list("number", flat=True).first()
    return f"{begin}{int(last.removeprefix(begin)) + 1 if last else 1:06d}"


def _recipient(organization: Organization) -> str:
    """As it is called where it is: in Japan by its name in Japanese."""
    if organization.kind == Organization.Kind.SUPERVISING:
        return organization.name_ja or organization.name_en
    return organization.name_en or organization.name_local


# Lines ------------------------------------------------------------------------------------------------


def _lines_of(registration: Registration) -> list[Line]:
    """What is charged now: the places that are held, then each charge and correction; none where nothing ever was."""
    charges = list(Charge.objects.filter(registration=registration).order_by("pk"))
    if not charges:
        return []
    people = _people(charges, Charge.Kind.PLACES) - _people(charges, Charge.Kind.RELEASED)
    unit = registration.unit_price
    lines = [_line("places", registration, people=people, unit=unit, amount=people * unit)]
    for charge in charges:
        if charge.kind == Charge.Kind.CANCELLATION:
            words: dict[str, Any] = {"percent": charge.percent, "people": charge.people, "amount": charge.amount}
            each = charge.amount // max(1, charge.people)
            lines.append(_line("cancellation", registration, unit=each, is_taxed=False, **words))
        elif charge.kind == Charge.Kind.CORRECTION:
            # Of the places where there are any; else of what the cancellation cost.
            line = _line("correction", registration, unit=charge.amount, amount=charge.amount, is_taxed=people > 0)
            why = {}
            for language in ("en", "ja"):
                with translation.override(language):
                    why[language] = charge_reason(charge)
            lines.append({**line, "en": f"{line['en']}: {why['en']}", "ja": f"{line['ja']}：{why['ja']}"})
    return lines


def _on_account(registration: Registration, paid: int) -> list[Line]:
    """A part, or more than it costs: the tax stands on the paper for the whole."""
    return [_line("on_account", registration, unit=paid, amount=paid, is_taxed=False)]


def _people(charges: Iterable[Charge], kind: str) -> int:
    return sum(each.people for each in charges if each.kind == kind)


def _line(kind: str, registration: Registration, *, people: int = 0, is_taxed: bool = True, **given: Any) -> Line:
    line: Line = {"kind": kind, "people": people, "unit": given["unit"], "amount": given["amount"]}
    for language in ("en", "ja"):
        with translation.override(language):
            words = {**given, "event": registration.event.title}
            if day := given.get("day"):
                words["day"] = shown_date(day)
            line[language] = _TEXTS[kind]() % words
    return {**line, "is_taxed": is_taxed and registration.event.tax_percent > 0}


_TEXTS = {
    "places": lambda: _("Participation: %(event)s"),
    "cancellation": lambda: _("Charge for a late cancellation, %(percent)d %% of the price (not subject to the tax)"),
    "correction": lambda: _("Correction"),
    "on_account": lambda: _("Payment on account: %(event)s"),
    "returned": lambda: _("Paid back on %(day)s, of %(number)s: %(event)s"),
    "returned_freely": lambda: _("Paid back on %(day)s: %(event)s"),
}
