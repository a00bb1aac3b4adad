"""One organization in full: everything its public page shows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from countries.models import Country, Programme
from jitco_portal.common.charts import Period, Point
from jitco_portal.common.sources import Sourced
from organizations.models import (
    Allowance,
    Approval,
    Article25Item,
    HomeLicence,
    ListEdition,
    Operation,
    Organization,
    OrganizationMeasure,
    OrganizationName,
    Partnership,
    Permit,
    Report,
    Sanction,
    TraineeFigure,
)
from organizations.queries import standing_text
from organizations.queries.child_rows import as_json, from_json
from organizations.queries.contacts import CONTACT, HAS_CONTACT
from organizations.queries.fees import FeeTable, fee_tables
from organizations.queries.permit_state import ShownPermit, shown_permits
from organizations.queries.rechecks import lapsed_on
from organizations.queries.standing import Standing, StandingFacts, history, load_facts

# An organization with the arrays that ``_with_children`` annotates; the type checker does not see those.
AnnotatedOrganization = Any

PUBLIC_ID = re.compile(r"[a-z]{2}-\d{4,9}", re.ASCII)
# The programme that comes first on every page.
MAIN_PROGRAMME = "titp"
EDITIONS_SHOWN = 12


@dataclass(frozen=True)
class ProgrammeStanding:
    """The standing for one programme in words, and its history."""

    programme: Programme
    standing: Standing
    sentence: str
    reasons: list[standing_text.Explanation]
    marks: list[standing_text.Explanation]
    periods: list[Period]

    @property
    def label(self) -> str:
        """The deciding fact in the words of a list."""
        return standing_text.reason_label(self.standing.reason)

    @property
    def has_history(self) -> bool:
        """Whether anything but "not known" was ever the answer."""
        return any(period.state != "not_known" for period in self.periods)


@dataclass(frozen=True)
class WorkGroup:
    """Operations under their job category."""

    category: str
    operations: list[str]


@dataclass(frozen=True)
class FigureSeries:
    """How many people a year for one programme."""

    programme: Programme
    points: list[Point]
    by_operation: list[TraineeFigure]


@dataclass(frozen=True)
class SendingProfile:
    organization: AnnotatedOrganization
    day: datetime.date
    further_names: list[OrganizationName]
    standings: list[ProgrammeStanding]
    work: list[WorkGroup]
    allowances: list[Allowance]
    article25: list[Article25Item]
    fees: FeeTable
    figures: list[FigureSeries]
    partners: list[Partnership]
    approvals: list[Approval]
    licences: list[HomeLicence]
    measures: list[OrganizationMeasure]
    editions: list[ListEdition]
    reports: list[Report]

    @property
    def newest_editions(self) -> list[ListEdition]:
        """A year of monthly lists; the older ones say the same and weigh on slow links."""
        return self.editions[:EDITIONS_SHOWN]

    @property
    def older_editions(self) -> int:
        return len(self.editions[EDITIONS_SHOWN:])

    @property
    def main_standing(self) -> ProgrammeStanding | None:
        return self.standings[0] if self.standings else None


@dataclass(frozen=True)
class SupervisingProfile:
    organization: AnnotatedOrganization
    day: datetime.date
    further_names: list[OrganizationName]
    permits: list[ShownPermit]
    sanctions: list[Sanction]
    accepts_from: list[dict[str, str]]
    work: list[WorkGroup]
    figures: list[FigureSeries]
    partners: list[Partnership]


def find_organization(*, public_id: str, user: Any) -> AnnotatedOrganization:
    """The organization of this id that ``user`` may see, or the one it was merged into; else DoesNotExist.

    A public id stands in other people's files, so an old one still leads to the organization.
    """
    if not PUBLIC_ID.fullmatch(public_id.lower()):
        raise Organization.DoesNotExist
    visible = Organization.objects.visible_to(user).filter(pk=OuterRef("pk"))
    rows = _with_children(Organization.objects.annotate(is_visible=Exists(visible)))
    found = rows.get(public_id=public_id.lower())
    if found.merged_into_id:  # never further: an organization is merged into one that was not merged itself
        found = rows.get(pk=found.merged_into_id)
    if not found.is_visible:
        raise Organization.DoesNotExist
    return found


def sending_profile(*, organization: AnnotatedOrganization, user: Any, day: datetime.date) -> SendingProfile:
    """The page of a sending organization that ``find_organization`` found."""
    programmes = list(Programme.objects.all())
    facts = load_facts([organization])[organization.pk]
    editions: list[Any] = facts.editions
    reports: list[Any] = facts.reports
    licences = from_json(HomeLicence, organization.licence_rows, related="issuer")
    return SendingProfile(
        organization=organization,
        day=day,
        further_names=further_names(organization),
        standings=programme_standings(
            facts=facts, programmes=programmes, day=day, with_history=True, licences=licences
        ),
        work=work_groups(organization),
        allowances=from_json(Allowance, organization.allowance_rows, related="issuer"),
        article25=_article25(from_json(Article25Item, organization.article25_rows)),
        fees=fee_tables(organizations=[organization], day=day)[organization.pk],
        figures=figure_series(organization, programmes),
        partners=_partnerships(user, sending_organization=organization.pk),
        approvals=sorted(facts.approvals, key=lambda row: (-row.programme.position, str(row.starts_on)), reverse=True),
        licences=licences,
        measures=sorted(facts.measures, key=lambda row: str(row.from_on), reverse=True),
        editions=[row for row in reversed(editions) if organization.pk in row.named_ids],
        reports=[row for row in reports if row.said_on is None or row.said_on.earliest <= day],
    )


def supervising_profile(*, organization: AnnotatedOrganization, user: Any, day: datetime.date) -> SupervisingProfile:
    """The page of a supervising organization that ``find_organization`` found."""
    sanctions = from_json(Sanction, organization.sanction_rows)
    permits = from_json(Permit, organization.permit_rows, related="programme")
    return SupervisingProfile(
        organization=organization,
        day=day,
        further_names=further_names(organization),
        permits=shown_permits(permits=permits, sanctions=sanctions, day=day),
        sanctions=sanctions,
        accepts_from=organization.accepted_countries,
        work=work_groups(organization),
        figures=figure_series(organization, list(Programme.objects.all())),
        partners=_partnerships(user, supervising_organization=organization.pk),
    )


def programme_standings(
    *,
    facts: StandingFacts,
    programmes: Iterable[Programme],
    day: datetime.date,
    with_history: bool = False,
    licences: Sequence[HomeLicence] = (),
) -> list[ProgrammeStanding]:
    """The standing for every programme on a day, TITP first; licences at home are told, and settle nothing."""
    ordered = sorted(programmes, key=lambda programme: programme.code != MAIN_PROGRAMME)
    return [_programme_standing(facts, programme, day, with_history, licences) for programme in ordered]


def further_names(organization: AnnotatedOrganization) -> list[OrganizationName]:
    """Former and other names of a row with ``name_rows``."""
    return from_json(OrganizationName, organization.name_rows)


def work_groups(organization: AnnotatedOrganization) -> list[WorkGroup]:
    """The operations of a row with ``operation_rows``, under their categories in official order."""
    groups: dict[int, WorkGroup] = {}
    for operation in from_json(Operation, organization.operation_rows, related="category"):
        group = groups.setdefault(operation.category_id, WorkGroup(operation.category.name, []))
        group.operations.append(operation.name)
    return list(groups.values())


def figure_series(organization: AnnotatedOrganization, programmes: Iterable[Programme]) -> list[FigureSeries]:
    """The yearly figures of a row with ``figure_rows``, programme by programme."""
    figures = from_json(TraineeFigure, organization.figure_rows)
    operations = {row.pk: row for row in from_json(Operation, organization.counted_operation_rows)}
    series = []
    for programme in programmes:
        own = [figure for figure in figures if figure.programme_id == programme.pk]
        by_operation = [figure for figure in own if figure.operation_id]
        for figure in by_operation:
            figure.operation = operations.get(figure.operation_id or 0)
        if own:
            totals = [figure for figure in own if not figure.operation_id]
            points = [Point(str(figure.year), figure.number, figure) for figure in totals]
            series.append(FigureSeries(programme, points, by_operation))
    return series


def with_work(organizations: QuerySet) -> QuerySet:
    """Annotate ``operation_rows`` and ``figure_rows``, which ``work_groups`` and ``figure_series`` read."""
    figures = TraineeFigure.objects.filter(organization=OuterRef("pk")).order_by("year", "operation")
    operations = Operation.objects.filter(organizations=OuterRef("pk"))
    counted = Operation.objects.filter(trainee_figures__organization=OuterRef("pk")).order_by("pk").distinct()
    return organizations.annotate(
        operation_rows=as_json(operations.order_by("category__position", "position", "code"), related="category"),
        figure_rows=as_json(figures),
        counted_operation_rows=as_json(counted),
    )


def _with_children(organizations: QuerySet) -> QuerySet:
    """What a profile reads in one query: the row, its details, and its short lists as arrays."""
    allowances = Allowance.objects.filter(sending_organization=OuterRef("pk")).order_by("operation_group", "-from_on")
    licences = HomeLicence.objects.filter(sending_organization=OuterRef("pk")).order_by("-confirmed_on", "pk")
    items = Article25Item.objects.filter(organization=OuterRef("pk")).order_by("item")
    permits = Permit.objects.filter(supervising_organization=OuterRef("pk")).order_by("-valid_from", "pk")
    sanctions = Sanction.objects.filter(supervising_organization=OuterRef("pk")).order_by("-from_on", "pk")
    countries = Country.objects.filter(accepted_by=OuterRef("pk")).order_by("name_en")
    names = OrganizationName.objects.filter(organization=OuterRef("pk")).order_by("-kind", "-until_on", "pk")
    return (
        with_work(organizations)
        .annotate(
            allowance_rows=as_json(allowances, related="issuer"),
            article25_rows=as_json(items),
            licence_rows=as_json(licences, related="issuer"),
            lapsed_on=lapsed_on(),
            permit_rows=as_json(permits, related="programme"),
            sanction_rows=as_json(sanctions),
            name_rows=as_json(names),
            accepted_countries=ArraySubquery(
                countries.values(as_json=JSONObject(code="code", name_en="name_en", name_ja="name_ja"))
            ),
        )
        .select_related("country", "sending", "supervising")
        .defer(*CONTACT)
        .annotate(has_contact=HAS_CONTACT)
    )


def _programme_standing(
    facts: StandingFacts,
    programme: Programme,
    day: datetime.date,
    with_history: bool,
    licences: Sequence[HomeLicence],
) -> ProgrammeStanding:
    standing = facts.standing_on(programme, day)
    periods = [_shown_period(period) for period in history(facts, programme)] if with_history else []
    return ProgrammeStanding(
        programme=programme,
        standing=standing,
        sentence=standing_text.sentence(standing),
        reasons=standing_text.explanations(standing) + standing_text.licensed_at_home(standing, licences),
        marks=standing_text.marks(standing),
        periods=periods,
    )


def _shown_period(period: Any) -> Period:
    reasons = standing_text.explanations(period.standing)
    sourced: Sourced | None = next((reason.source for reason in reasons if reason.source), None)
    return Period(
        state=period.standing.verdict.value,
        since=period.since,
        until=period.until,
        sentence=standing_text.reason_label(period.standing.reason),
        sourced=sourced,
    )


def _article25(held: list[Article25Item]) -> list[Article25Item]:
    """All nine requirements; what no source speaks of is not known."""
    by_number = {item.item: item for item in held}
    return [by_number.get(number, Article25Item(item=number)) for number in Article25Item.Item.values]


def _partnerships(user: Any, **of: int) -> list[Partnership]:
    """Contracts whose other side this reader may see."""
    visible = Organization.objects.visible_to(user).values("pk")
    return list(
        Partnership.objects.filter(**of, sending_organization__in=visible, supervising_organization__in=visible)
        .select_related("sending_organization__organization__country", "supervising_organization__organization")
        .defer(*(f"sending_organization__organization__{name}" for name in CONTACT))
        .defer(*(f"supervising_organization__organization__{name}" for name in CONTACT))
        .order_by("-from_on", "pk")
    )
