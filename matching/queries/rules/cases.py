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
from matching.queries.agreed import agreed_but_not_listed
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
    # With these a match-up led to a contract that is listed nowhere.
    agreed: tuple[Organization, ...] = ()

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
    return _load([supervising], list(sending), programme, day, tuple(operations))


def load_cases_of(
    *,
    sending: Organization,
    supervising: Iterable[Organization],
    programme: Programme,
    day: datetime.date,
    operations: Iterable[Operation] = (),
) -> list[Case]:
    """The other way round, one case for each supervising organization, in as many queries."""
    return _load(list(supervising), [sending], programme, day, tuple(operations))


def _load(
    supervising: list[Organization],
    sending: list[Organization],
    programme: Programme,
    day: datetime.date,
    operations: tuple[Operation, ...],
) -> list[Case]:
    countries = {each.country_id for each in sending}
    facts = load_facts(sending)
    tables = fee_tables(organizations=sending, day=day)
    supervisions = _supervisions(supervising, day)
    agreements = _by(
        "country_id",
        Agreement.objects.filter(country__in=countries, programmes=programme)
        .annotate(programme_ids=ArrayAgg("programmes"))
        .order_by("-signed_on", "pk"),
    )
    allowances = _by(
        "sending_organization_id",
        Allowance.objects.filter(
            sending_organization__in=[each.pk for each in sending],
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
            supervising=one,
            sending=each,
            programme=programme,
            day=day,
            operations=operations,
            supervision=supervisions[one.pk],
            standing=facts[each.pk].standing_on(programme, day),
            agreements=tuple(agreements[each.country_id or 0]),
            allowances=tuple(allowances[each.pk]),
            fees=tables[each.pk],
            no_cap=no_caps.get(each.country_id or 0),
        )
        for one in supervising
        for each in sending
    ]


def _supervisions(organizations: list[Organization], day: datetime.date) -> dict[int, Supervision]:
    """By the id of the organization."""
    keys = [each.pk for each in organizations]
    own = {"supervising_organization__in": keys}
    permits = _by("supervising_organization_id", Permit.objects.filter(**own).order_by("-valid_from", "pk"))
    sanctions = _by("supervising_organization_id", Sanction.objects.filter(**own).order_by("-from_on", "pk"))
    partnerships = _by(
        "supervising_organization_id",
        Partnership.objects.filter(possibly_covers("from_on", "until_on", day), **own)
        .select_related("sending_organization__organization")
        .order_by("from_on", "pk"),
    )
    figures = _by(
        "organization_id",
        TraineeFigure.objects.filter(organization__in=keys).order_by("-year", "operation", "pk"),
    )
    confirmations = _by("organization_id", Confirmation.objects.living_on(day).filter(organization__in=keys))
    agreed = agreed_but_not_listed(organizations=organizations, day=day)
    return {
        key: Supervision(
            permits=tuple(permits[key]),
            sanctions=tuple(sanctions[key]),
            partnerships=tuple(partnerships[key]),
            trainee_figures=tuple(figures[key]),
            confirmations=tuple(confirmations[key]),
            agreed=tuple(agreed[key]),
        )
        for key in keys
    }


def _by(attribute: str, rows: Iterable) -> defaultdict[int, list]:
    found: defaultdict[int, list] = defaultdict(list)
    for row in rows:
        found[getattr(row, attribute)].append(row)
    return found
