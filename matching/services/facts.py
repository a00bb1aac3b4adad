"""What an organization states of itself for the rules of match-ups, under its own name and never over another source.

Every service locks the organization, so that two who state the same wait for each other; whoever may not write raises
NotAllowed.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from countries.models import Country, Programme
from jitco_portal.common.days import today
from jitco_portal.common.history.context import because
from jitco_portal.common.models import User
from jitco_portal.common.partial_dates import PartialDate, possibly_covers
from matching.models import Confirmation, MatchRequest, RequestState
from matching.models.transitions import MEETING
from matching.queries.agreed import agreed_but_not_listed
from matching.queries.facts import is_own, open_orders
from matching.queries.statements import statement_source
from matching.services.steps import NotAllowed
from organizations.models import Operation, Organization, Partnership, Sanction, TraineeFigure
from organizations.queries.acting import acts_for

# How far ahead the end of a contract may be noted: what lies further is a slip of the pen.
LATEST_END = datetime.timedelta(days=366)
MOST_CONTRACTS = 500


class OtherSource(Exception):
    """The fact bears another source, which an organization does not overwrite; ``row`` is it."""

    def __init__(self, row: Any) -> None:
        super().__init__(row.pk)
        self.row = row


class DayPassed(Exception):
    """What was read was of another day, or a number of another year."""


class FiguresDisagree(Exception):
    """The number of all operations would be less than the sum of the single ones."""

    def __init__(self, *, whole: int, parts: int) -> None:
        super().__init__(f"{whole} < {parts}")
        self.whole, self.parts = whole, parts


class NotFitting(Exception):
    """Not of the other kind, off the portal, or not asked of an organization of this kind."""


class ContractThere(Exception):
    """A contract of the two is recorded, as running or from the same day; ``row`` is it."""

    def __init__(self, row: Partnership) -> None:
        super().__init__(row.pk)
        self.row = row


class TooManyContracts(Exception):
    """The organization has listed as many contracts as it may."""


class DayAhead(Exception):
    """The contract has surely not begun."""


class EndOutOfRange(Exception):
    """The end lies before the start, or too far ahead."""


class ContractOver(Exception):
    """An end is noted already, or the contract is none of the organization's."""


class OrderOpen(Exception):
    """Orders or revocations are recorded that may be open today; ``orders`` are they."""

    def __init__(self, orders: list[Sanction]) -> None:
        super().__init__(str(orders))
        self.orders = orders


class ContractsMissing(Exception):
    """Match-ups led to contracts with ``partners``, and none of them is listed."""

    def __init__(self, partners: list[Organization]) -> None:
        super().__init__(str(partners))
        self.partners = partners


class AlreadyConfirmed(Exception):
    """Somebody confirmed it for today."""


@transaction.atomic
def state_figure(
    *, organization: Organization, by: User, programme: Programme, operation: Operation | None, year: int, number: int
) -> TraineeFigure:
    """How many people were taken in or sent in the previous calendar year.

    Raises NotAllowed, DayPassed (of another year), NotFitting (a supervising organization states all operations
    together), OtherSource, FiguresDisagree.
    """
    held = _locked(organization, by)
    if year != today().year - 1:
        raise DayPassed
    if operation is not None and held.kind == Organization.Kind.SUPERVISING:
        raise NotFitting
    rows = TraineeFigure.objects.filter(organization=held, programme=programme, year=year)
    row = rows.filter(operation=operation).first()
    if row is not None and not is_own(row, held):
        raise OtherSource(row)
    _refuse_disagreeing(rows.exclude(operation=operation), operation=operation, number=number)
    row = row or TraineeFigure(organization=held, programme=programme, operation=operation, year=year)
    row.number = number
    try:
        # Staff may enter it at this moment, who lock no organization.
        with transaction.atomic():
            _save(row, held)
    except IntegrityError as error:
        raise OtherSource(rows.get(operation=operation)) from error
    return row


@transaction.atomic
def state_contract(*, organization: Organization, by: User, partner: Organization, from_on: PartialDate) -> Partnership:
    """A contract with an organization of the other kind that has begun.

    Raises NotAllowed, NotFitting, DayAhead, ContractThere, TooManyContracts.
    """
    # Both, in the order of their keys: the other side may state the same at this moment.
    held = _locked(organization, by, partner)
    other = Organization.objects.get(pk=partner.pk)
    if other.kind == held.kind or not other.is_published or other.merged_into_id is not None:
        raise NotFitting
    if from_on.earliest > today():
        raise DayAhead
    sending, supervising = (held, other) if held.kind == Organization.Kind.SENDING else (other, held)
    rows = Partnership.objects.filter(sending_organization=sending.pk, supervising_organization=supervising.pk)
    there = rows.filter(Q(from_on=from_on) | possibly_covers("from_on", "until_on", today())).first()
    if there is not None:
        raise ContractThere(there)
    own = Q(sending_organization=held.pk) | Q(supervising_organization=held.pk)
    if Partnership.objects.filter(own).count() >= MOST_CONTRACTS:
        raise TooManyContracts
    row = Partnership(sending_organization_id=sending.pk, supervising_organization_id=supervising.pk, from_on=from_on)
    try:
        with transaction.atomic():
            _save(row, held)
    except IntegrityError as error:
        raise ContractThere(rows.get(from_on=from_on)) from error
    return row


@transaction.atomic
def end_contract(
    *, organization: Organization, by: User, contract: Partnership, last_day: datetime.date
) -> Partnership:
    """Note the last day of a contract that the organization stated itself.

    Raises NotAllowed, ContractOver, OtherSource, EndOutOfRange.
    """
    held = _locked(organization, by)
    row = Partnership.objects.select_for_update().filter(pk=contract.pk).first()
    if row is None or held.pk not in (row.sending_organization_id, row.supervising_organization_id):
        raise ContractOver
    if not is_own(row, held):
        raise OtherSource(row)
    if row.until_on:
        raise ContractOver
    if (row.from_on and last_day < row.from_on.earliest) or last_day > today() + LATEST_END:
        raise EndOutOfRange
    row.until_on = PartialDate.of(last_day)
    _save(row, held)
    return row


@transaction.atomic
def confirm_no_order(*, organization: Organization, by: User, day: datetime.date) -> Confirmation:
    """Its own word that no order and no revocation is open against it; ``day`` stands in the sentence that was read.

    Raises NotAllowed, NotFitting, DayPassed, OrderOpen, AlreadyConfirmed.
    """
    held = _locked(organization, by)
    _refuse_other_day(held, day)
    if orders := open_orders(organization=held, day=day):
        raise OrderOpen(orders)
    return _confirm(held, Confirmation.Subject.NO_ORDER, day)


@transaction.atomic
def confirm_all_partners(*, organization: Organization, by: User, country: Country, day: datetime.date) -> Confirmation:
    """Its own word that all its contracts with sending organizations of the country are listed.

    Raises NotAllowed, NotFitting, DayPassed, ContractsMissing, AlreadyConfirmed.
    """
    held = _locked(organization, by)
    _refuse_other_day(held, day)
    agreed = agreed_but_not_listed(organizations=[held], day=day)[held.pk]
    if partners := [each for each in agreed if each.country_id == country.pk]:
        raise ContractsMissing(partners)
    return _confirm(held, Confirmation.Subject.ALL_PARTNERS, day, country)


def _locked(organization: Organization, by: User, *others: Organization) -> Organization:
    keys = {organization.pk, *(each.pk for each in others)}
    rows = Organization.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=keys).order_by("pk")
    held = {each.pk: each for each in rows}[organization.pk]
    if not acts_for(held.pk, user=by) or held.merged_into_id is not None:
        raise NotAllowed("not theirs")
    return held


def _refuse_other_day(organization: Organization, day: datetime.date) -> None:
    if organization.kind != Organization.Kind.SUPERVISING:
        raise NotFitting
    if day != today():
        raise DayPassed


def _refuse_disagreeing(others: Any, *, operation: Operation | None, number: int) -> None:
    """All operations together are no fewer than the single ones that are recorded, whoever recorded them."""
    rows = list(others)
    wholes = [number] if operation is None else [each.number for each in rows if each.operation_id is None]
    parts = sum(each.number for each in rows if each.operation_id is not None) + (number if operation else 0)
    if wholes and wholes[0] < parts:
        raise FiguresDisagree(whole=wholes[0], parts=parts)


def _confirm(
    organization: Organization, subject: str, day: datetime.date, country: Country | None = None
) -> Confirmation:
    row = Confirmation(subject=subject, organization=organization, country=country, confirmed_on=day)
    try:
        with transaction.atomic():
            _save(row, organization)
    except IntegrityError as error:
        raise AlreadyConfirmed from error
    return row


def _save(row: Any, organization: Organization) -> None:
    """With the organization as source, in the row and in its history; whoever waits for the fact is asked soon."""
    for name, value in statement_source(organization=organization, day=today()).items():
        setattr(row, name, value)
    with because(f"Stated by the organization {organization.public_id}", stated_by=organization.public_id):
        row.save()
    _ask_rules_soon(organization)


def _ask_rules_soon(organization: Organization) -> None:
    """The rules of its match-ups are asked by the next minute's job, not an hour after the last time."""
    concerned = Q(organization=organization) | Q(candidates__organization=organization)
    waiting = MatchRequest.objects.filter(concerned, state__in=(RequestState.PROPOSED, *MEETING))
    MatchRequest.objects.filter(pk__in=waiting.values("pk")).update(rules_checked_at=None)
