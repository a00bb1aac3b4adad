"""What an organization itself can state for the rules of match-ups: what is held, by whose word, who waits for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from countries.models import Country
from jitco_portal.common.partial_dates import period_possibly_holds, possibly_covers
from jitco_portal.common.sources import Sourced
from matching.models import Confirmation, Introduction
from matching.queries.agreed import of_organization, other_organization
from matching.queries.rules import ALL_RULES, Rule
from matching.queries.statements import stated_by
from organizations.models import Organization, Partnership, Permit, Sanction, TraineeFigure
from organizations.queries.permit_state import PermitState, may_end, shown_permits

# By name, the rules that look at a fact; of each country that has one.
_ASKED_BY = {"no_order": "orders", "figures": "partners", "contracts": "partners", "all_partners": "partners"}
MOST_KNOWN = 50


@dataclass(frozen=True)
class Held:
    """A row that is held, and whether it is the organization's own word: no other does it change here."""

    row: Any
    is_own: bool
    # Of a contract: the other organization, None where it is not shown on the portal; and its country.
    partner: Organization | None = None
    country: Country | None = None


@dataclass(frozen=True)
class HeldConfirmation:
    """The newest confirmation that lives, if any, and the last day on which it holds."""

    country: Country | None = None
    row: Confirmation | None = None
    is_own: bool = False
    rules: tuple[Rule, ...] = ()

    @property
    def until(self) -> datetime.date | None:
        return holds_until(self.row) if self.row else None


@dataclass(frozen=True)
class OwnFacts:
    organization: Organization
    day: datetime.date
    figures: list[Held] = field(default_factory=list)
    contracts: list[Held] = field(default_factory=list)
    # Of a supervising organization only.
    no_order: HeldConfirmation | None = None
    open_orders: list[Sanction] = field(default_factory=list)
    all_partners: list[HeldConfirmation] = field(default_factory=list)

    @property
    def year(self) -> int:
        """The calendar year of which numbers are asked."""
        return self.day.year - 1

    @property
    def is_supervising(self) -> bool:
        return self.organization.kind == Organization.Kind.SUPERVISING

    @property
    def figure_rules(self) -> list[Rule]:
        """No rule looks at how many a sending organization sends; the order of candidates does."""
        return rules_that_ask("figures") if self.is_supervising else []

    @property
    def contract_rules(self) -> list[Rule]:
        rules = rules_that_ask("contracts")
        if self.is_supervising:
            return rules
        code = self.organization.country.code if self.organization.country else ""
        return [rule for rule in rules if rule.country in ("", code)]

    @property
    def endable(self) -> list[Held]:
        return [each for each in self.contracts if each.is_own and not each.row.until_on]


def own_facts(*, organization: Organization, day: datetime.date) -> OwnFacts:
    """``organization`` comes with its country; the same number of queries however much is held."""
    contracts = [_held_contract(organization, row) for row in contracts_of(organization, day)]
    figures = TraineeFigure.objects.filter(organization=organization, year=day.year - 1)
    figures = figures.select_related("programme", "operation").order_by("programme", "operation__code", "pk")
    held = [Held(row, is_own=is_own(row, organization)) for row in figures]
    if organization.kind != Organization.Kind.SUPERVISING:
        return OwnFacts(organization, day, held, contracts)
    living = list(
        Confirmation.objects.living_on(day).filter(organization=organization).select_related("country")
    )  # the newest first
    return OwnFacts(
        organization,
        day,
        held,
        contracts,
        no_order=_confirmed(living, Confirmation.Subject.NO_ORDER, organization),
        open_orders=open_orders(organization=organization, day=day),
        all_partners=[
            _confirmed(living, Confirmation.Subject.ALL_PARTNERS, organization, country)
            for country in _countries(contracts, living)
        ],
    )


def is_own(row: Sourced, organization: Organization) -> bool:
    """Whether a row is what this organization said itself on the portal."""
    return stated_by(row) == organization.public_id


def rules_that_ask(fact: str, country: Country | None = None) -> list[Rule]:
    """The rules that look at a fact; for a country, those of every country and its own."""
    rules = [rule for rule in ALL_RULES if rule.name == _ASKED_BY[fact]]
    return [rule for rule in rules if not country or rule.country in ("", country.code)]


def holds_until(confirmation: Confirmation) -> datetime.date:
    """The last day for which it speaks."""
    days = Confirmation.HOLDS_DAYS[Confirmation.Subject(confirmation.subject)]
    return confirmation.confirmed_on + datetime.timedelta(days=days - 1)


def contracts_of(organization: Organization, day: datetime.date) -> QuerySet[Partnership]:
    """Those that may run on the day, whoever says so."""
    own = Q(sending_organization=organization.pk) | Q(supervising_organization=organization.pk)
    return (
        Partnership.objects.filter(possibly_covers("from_on", "until_on", day), own)
        .select_related("sending_organization__organization__country", "supervising_organization__organization")
        .order_by("from_on", "pk")
    )


def partner_of(organization: Organization, contract: Partnership) -> Organization:
    if contract.sending_organization_id == organization.pk:
        return contract.supervising_organization.organization
    return contract.sending_organization.organization


def open_orders(*, organization: Organization, day: datetime.date) -> list[Sanction]:
    """Orders and revocations that may be open on the day by what is recorded, the newest first.

    A revocation after which a new permit was given is the past, as for the rule.
    """
    sanctions = list(Sanction.objects.filter(supervising_organization=organization.pk).order_by("-from_on", "pk"))
    may_be_open = [each for each in sanctions if period_possibly_holds(each.from_on, each.until_on, day)]
    if not may_be_open:
        return []
    permits = Permit.objects.filter(supervising_organization=organization.pk)
    shown = shown_permits(permits=permits, sanctions=sanctions, day=day)
    valid = [each.permit for each in shown if each.state == PermitState.VALID]

    def is_over(sanction: Sanction) -> bool:
        return sanction.kind == Sanction.Kind.REVOCATION and any(not may_end(sanction, permit) for permit in valid)

    return [each for each in may_be_open if not is_over(each)]


def known_partners(*, organization: Organization) -> list[Organization]:
    """Organizations of the other kind to which the portal introduced it, to choose from; the newest first."""
    introductions = (
        Introduction.objects.filter(of_organization(organization))
        .select_related("candidate__organization", "candidate__request__organization")
        .order_by("-pk")[:MOST_KNOWN]
    )
    found: dict[int, Organization] = {}
    for each in introductions:
        other = other_organization(organization, each)
        if other.is_published and other.merged_into_id is None:
            found.setdefault(other.pk, other)
    return list(found.values())


def _held_contract(organization: Organization, row: Partnership) -> Held:
    partner = partner_of(organization, row)
    shown = partner if partner.is_published and partner.merged_into_id is None else None
    country = row.sending_organization.organization.country
    return Held(row, is_own=is_own(row, organization), partner=shown, country=country)


def _confirmed(
    living: Iterable[Confirmation], subject: str, organization: Organization, country: Country | None = None
) -> HeldConfirmation:
    key = country.pk if country else None
    row = next((each for each in living if each.subject == subject and each.country_id == key), None)
    rules = tuple(rules_that_ask(subject, country))
    return HeldConfirmation(country, row, is_own=row is not None and is_own(row, organization), rules=rules)


def _countries(contracts: Iterable[Held], living: Iterable[Confirmation]) -> list[Country]:
    """Those of its contracts, those whose rules ask for all of them, and those it confirmed."""
    codes = {rule.country for rule in ALL_RULES if rule.name == _ASKED_BY["all_partners"] and rule.country}
    keys = {each.country.pk for each in contracts if each.country}
    keys |= {each.country_id for each in living if each.country_id}
    return list(Country.objects.filter(Q(pk__in=keys) | Q(code__in=codes)).order_by("code"))
