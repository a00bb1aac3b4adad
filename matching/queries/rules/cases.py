"""The pairs that the rules are asked of, each with all facts that a rule may look at."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg

from countries.models import Agreement, Programme
from jitco_portal.common.partial_dates import possibly_covers
from matching.models import Confirmation
from organizations.models import Allowance, Operation, Organization, Partnership, Permit, Sanction, TraineeFigure
from organizations.queries.fees import FeeTable, fee_tables
from organizations.queries.standing import Standing, load_facts

# Care worker (介護): the one category for which countries ask a permission of its own.
CARE_CATEGORY = "7-13"


@dataclass(frozen=True)
class Supervision:
    """What is known of the supervising organization, the same for all its candidates."""

    permits: tuple[Permit, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    # With sending organizations of any country, as far as they may run on the day.
    partnerships: tuple[Partnership, ...] = ()
    trainee_figures: tuple[TraineeFigure, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()

    def confirmed(self, subject: str, *, country_id: int | None = None) -> Confirmation | None:
        """The newest living confirmation of a subject."""
        found = (each for each in self.confirmations if each.subject == subject and each.country_id == country_id)
        return next(found, None)


@dataclass(frozen=True)
class Case:
    """A supervising and a sending organization, a programme, a day (Asia/Tokyo), and the operations that are meant."""

    supervising: Organization
    sending: Organization
    programme: Programme
    day: datetime.date
    operations: tuple[Operation, ...]
    supervision: Supervision
    standing: Standing
    # Of the sending country for the programme.
    agreements: tuple[Agreement, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    fees: FeeTable = field(default_factory=FeeTable)
    no_cap: Confirmation | None = None

    @property
    def is_care(self) -> bool:
        return any(operation.code.startswith(f"{CARE_CATEGORY}-") for operation in self.operations)

    @property
    def country_code(self) -> str:
        return self.sending.country.code if self.sending.country else ""


def load_cases(
    *,
    supervising: Organization,
    sending: Iterable[Organization],
    programme: Programme,
    day: datetime.date,
    operations: Iterable[Operation] = (),
) -> list[Case]:
    """One case for each sending organization, in a fixed number of queries however many they are.

    ``sending`` come with their country (``select_related("country")``).
    """
    candidates, operations = list(sending), tuple(operations)
    countries = {each.country_id for each in candidates}
    facts = load_facts(candidates)
    tables = fee_tables(organizations=candidates, day=day)
    supervision = _supervision(supervising, day)
    agreements = _by(
        "country_id",
        Agreement.objects.filter(country__in=countries, programmes=programme)
        .annotate(programme_ids=ArrayAgg("programmes"))
        .order_by("-signed_on", "pk"),
    )
    allowances = _by(
        "sending_organization_id",
        Allowance.objects.filter(
            sending_organization__in=[each.pk for each in candidates],
            programme=programme,
            operation_group=Allowance.OperationGroup.CARE,
        )
        .select_related("issuer")
        .order_by("-confirmed_on", "pk"),
    )
    no_caps = {
        each.country_id: each
        for each in Confirmation.objects.living_on(day)
        .filter(subject=Confirmation.Subject.NO_CAP, country__in=countries, programme=programme)
        .order_by("confirmed_on", "pk")
    }
    return [
        Case(
            supervising=supervising,
            sending=each,
            programme=programme,
            day=day,
            operations=operations,
            supervision=supervision,
            standing=facts[each.pk].standing_on(programme, day),
            agreements=tuple(agreements[each.country_id or 0]),
            allowances=tuple(allowances[each.pk]),
            fees=tables[each.pk],
            no_cap=no_caps.get(each.country_id or 0),
        )
        for each in candidates
    ]


def _supervision(supervising: Organization, day: datetime.date) -> Supervision:
    partnerships = Partnership.objects.filter(
        possibly_covers("from_on", "until_on", day), supervising_organization=supervising.pk
    )
    return Supervision(
        permits=tuple(Permit.objects.filter(supervising_organization=supervising.pk).order_by("-valid_from", "pk")),
        sanctions=tuple(Sanction.objects.filter(supervising_organization=supervising.pk).order_by("-from_on", "pk")),
        partnerships=tuple(partnerships.select_related("sending_organization__organization").order_by("from_on", "pk")),
        trainee_figures=tuple(
            TraineeFigure.objects.filter(organization=supervising).order_by("-year", "operation", "pk")
        ),
        confirmations=tuple(Confirmation.objects.living_on(day).filter(organization=supervising)),
    )


def _by(attribute: str, rows: Iterable) -> defaultdict[int, list]:
    found: defaultdict[int, list] = defaultdict(list)
    for row in rows:
        found[getattr(row, attribute)].append(row)
    return found
