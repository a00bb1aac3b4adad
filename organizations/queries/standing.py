"""May one accept from this sending organization on this day, and who says so?

The rules stand in design order; the first that matches wins. A date known only to the month or year counts
for the days that are certain under it, so every question is asked twice: does it *surely* hold, does it
*possibly* hold. ``standing_annotation`` gives the same answers inside the database; a test holds the two equal.

Three readings where the plan leaves room, all towards *not known* and away from a wrong answer:

- only an MOC carries rule 3. An R/D is between JITCO and an office and obliges nobody to accept or refuse;
- a complete list that leaves an organization out ends its confirmation on the day of that list, even within
  the tolerance after the list that last named it;
- of a country with two offices, the complete list of one says nothing of what the other approved: an approval
  that was not ended keeps rule 4 from speaking until its own office leaves the organization out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import FilteredRelation, Q

from countries.models import Agreement, CountryMeasure, Programme
from jitco_portal.common.partial_dates import period_possibly_holds, period_surely_holds
from organizations.models import Approval, ListEdition, Organization, OrganizationMeasure, Report
from organizations.models.verdicts import Reason, Verdict, verdict_of

Measure = OrganizationMeasure | CountryMeasure
# An acceptance that ends within so many days carries a mark.
ENDS_SOON_DAYS = 60


@dataclass(frozen=True)
class Standing:
    """The answer for one organization, programme and day (Asia/Tokyo), with the rows it rests on."""

    programme: Programme
    day: datetime.date
    reason: Reason
    approval: Approval | None = None
    agreement: Agreement | None = None
    measures: tuple[Measure, ...] = ()
    edition: ListEdition | None = None
    # Limits on an acceptance; no further verdict.
    warnings: tuple[OrganizationMeasure, ...] = ()
    adverse_reports: tuple[Report, ...] = ()
    reports: tuple[Report, ...] = ()

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.reason)

    @property
    def ends_soon(self) -> bool:
        until = self.approval and self.approval.approved_until
        return bool(
            until
            and self.verdict == Verdict.MAY_ACCEPT
            and until.earliest <= self.day + datetime.timedelta(days=ENDS_SOON_DAYS)
        )


def standing_on(organization: Organization, programme: Programme, day: datetime.date) -> Standing:
    """The standing of a sending organization for one programme on any day, past or to come."""
    return load_facts([organization])[organization.pk].standing_on(programme, day)


@dataclass
class StandingFacts:
    """Everything that the standing of one organization rests on, for all programmes and days."""

    approvals: list[Approval] = field(default_factory=list)
    measures: list[OrganizationMeasure] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    country_measures: list[CountryMeasure] = field(default_factory=list)
    # MOCs only, each with the ids of its programmes as ``programme_ids``.
    memoranda: list[Any] = field(default_factory=list)
    # Oldest first; each with the ids of the loaded organizations that it names as ``named_ids``.
    editions: list[Any] = field(default_factory=list)
    organization_id: int = 0

    def standing_on(self, programme: Programme, day: datetime.date) -> Standing:
        """The rules of the design, first match wins."""
        return _Question(self, programme, day).answer()

    def turning_days(self, programme: Programme) -> list[datetime.date]:
        """The days on which the standing may change, in order: between two of them it is the same."""
        days: set[datetime.date] = {programme.new_plans_from}
        after = datetime.timedelta(days=1)
        if programme.new_plans_until:
            days.add(programme.new_plans_until + after)
        for approval in self.approvals:
            days |= {approval.starts_on.earliest, approval.starts_on.latest}
            tolerance = datetime.timedelta(days=approval.issuer.list_tolerance_days)
            days |= {
                bound + tolerance + after for bound in (approval.confirmed_on.earliest, approval.confirmed_on.latest)
            }
            if approval.approved_until:
                days |= {approval.approved_until.earliest + after, approval.approved_until.latest + after}
        blocking: list[Measure] = [*self.measures, *self.country_measures]
        for measure in blocking:
            days |= {measure.from_on.earliest, measure.from_on.latest}
            if measure.until_on:
                days |= {measure.until_on.earliest + after, measure.until_on.latest + after}
        for agreement in self.memoranda:
            for start in (agreement.in_force_from, agreement.others_refused_from):
                days |= {start.earliest, start.latest} if start else set()
            if agreement.ended_on:
                days |= {agreement.ended_on.earliest + after, agreement.ended_on.latest + after}
        for edition in self.editions:
            tolerance = datetime.timedelta(days=edition.issuer.list_tolerance_days)
            days |= {edition.published_on, edition.published_on + tolerance + after}
        return sorted(days)


@dataclass(frozen=True)
class StandingPeriod:
    """Days on end with one standing; ``until`` is the last day, None where no change is in sight."""

    since: datetime.date | None
    until: datetime.date | None
    standing: Standing


def history(facts: StandingFacts, programme: Programme) -> list[StandingPeriod]:
    """The standing over time, oldest first; neighbours with the same deciding fact are one period."""
    days = [datetime.date.min, *facts.turning_days(programme)]
    periods: list[StandingPeriod] = []
    for day in days:
        standing = facts.standing_on(programme, day)
        since = None if day == datetime.date.min else day
        if periods:
            last = periods[-1]
            if last.standing.reason == standing.reason and last.standing.approval == standing.approval:
                continue
            periods[-1] = StandingPeriod(last.since, day - datetime.timedelta(days=1), last.standing)
        periods.append(StandingPeriod(since, None, standing))
    return periods


class _Question:
    """One organization, one programme, one day: the facts that speak to it."""

    def __init__(self, facts: StandingFacts, programme: Programme, day: datetime.date) -> None:
        self.facts = facts
        self.programme = programme
        self.day = day
        self.approvals = [approval for approval in facts.approvals if approval.programme_id == programme.pk]
        self.memoranda = [memorandum for memorandum in facts.memoranda if programme.pk in memorandum.programme_ids]
        self.editions = [
            edition
            for edition in facts.editions
            if edition.published_on <= day and edition.programme_id == programme.pk
        ]

    def answer(self) -> Standing:
        blocking = [measure for measure in self.facts.measures if measure.kind in OrganizationMeasure.BLOCKING]
        sure_country, unsure_country = self._covering(self.facts.country_measures)
        sure_own, unsure_own = self._covering(blocking)
        unsure = unsure_country + unsure_own

        if sure_country:
            return self._standing(Reason.COUNTRY_MEASURE, measures=sure_country + sure_own)
        if sure_own:
            return self._standing(Reason.ORGANIZATION_MEASURE, measures=sure_own)
        if not self.programme.takes_new_plans_on(self.day):
            return self._standing(Reason.PROGRAMME_CLOSED)

        memorandum = next((each for each in self.memoranda if each.surely_in_force_on(self.day)), None)
        approval = next((each for each in self.approvals if self._surely_approved(each)), None)
        if approval and memorandum:
            reason = Reason.MEASURE_UNCERTAIN if unsure else Reason.APPROVED
            return self._standing(reason, approval=approval, agreement=memorandum, measures=unsure)

        possible = next((each for each in self.approvals if self._possibly_approved(each)), None)
        refusing = next((each for each in self.memoranda if self._refuses_others(each)), None)
        omitting = self._omitting_edition() if refusing and not self._open_approvals() else None
        if omitting:
            return self._standing(Reason.NOT_NAMED, agreement=refusing, edition=omitting)
        return self._not_known(unsure, memorandum, possible)

    def _not_known(self, unsure: list[Measure], memorandum: Agreement | None, possible: Approval | None) -> Standing:
        """Name the missing fact: the one nearest to the top of the rules."""
        begun = [each for each in self.approvals if each.starts_on.earliest <= self.day]
        last = max(begun, key=lambda each: each.confirmed_on.latest, default=None)
        rows: dict[str, Any] = {"approval": possible or last, "agreement": memorandum}
        if unsure:
            return self._standing(Reason.MEASURE_UNCERTAIN, measures=unsure, **rows)
        if not memorandum:
            known = [each for each in self.memoranda if each.state != Agreement.State.NONE_FOUND]
            if any(each.possibly_in_force_on(self.day) for each in known):
                rows["agreement"] = next(each for each in known if each.possibly_in_force_on(self.day))
                return self._standing(Reason.MOC_UNCERTAIN, **rows)
            rows["agreement"] = next(iter(known or self.memoranda), None)
            return self._standing(Reason.MOC_NOT_IN_FORCE if known else Reason.NO_MOC, **rows)
        if possible:
            return self._standing(Reason.APPROVAL_UNCERTAIN, **rows)
        unended = [each for each in begun if each.approved_until is None or self.day <= each.approved_until.latest]
        if unended:
            last = max(unended, key=lambda each: each.confirmed_on.latest)
            rows |= {"approval": last, "edition": self._left_out_since(last)}
            return self._standing(Reason.LAPSED, **rows)
        return self._standing(Reason.ENDED if begun else Reason.NO_APPROVAL, **rows)

    def _standing(self, reason: Reason, **rows: Any) -> Standing:
        """The answer with what is told beside it, whatever the verdict."""
        warnings = [measure for measure in self.facts.measures if measure.kind == OrganizationMeasure.Kind.WARNING]
        sure, unsure = self._covering(warnings)
        by_then = [each for each in self.facts.reports if each.said_on is None or each.said_on.earliest <= self.day]
        rows["measures"] = tuple(rows.get("measures", ()))
        return Standing(
            programme=self.programme,
            day=self.day,
            reason=reason,
            warnings=tuple(each for each in sure + unsure if isinstance(each, OrganizationMeasure)),
            adverse_reports=tuple(each for each in by_then if each.said in Report.ADVERSE),
            reports=tuple(by_then),
            **rows,
        )

    def _covering(self, measures: Iterable[Measure]) -> tuple[list[Measure], list[Measure]]:
        """Measures that surely cover the day, and those that only possibly do."""
        sure: list[Measure] = []
        unsure: list[Measure] = []
        for measure in measures:
            if measure.programme_id not in (None, self.programme.pk):
                continue
            if period_surely_holds(measure.from_on, measure.until_on, self.day):
                sure.append(measure)
            elif period_possibly_holds(measure.from_on, measure.until_on, self.day):
                unsure.append(measure)
        return sure, unsure

    def _surely_approved(self, approval: Approval) -> bool:
        tolerance = datetime.timedelta(days=approval.issuer.list_tolerance_days)
        return (
            period_surely_holds(approval.starts_on, approval.approved_until, self.day)
            and self.day <= approval.confirmed_on.earliest + tolerance
            and not self._left_out_since(approval)
        )

    def _possibly_approved(self, approval: Approval) -> bool:
        tolerance = datetime.timedelta(days=approval.issuer.list_tolerance_days)
        return (
            period_possibly_holds(approval.starts_on, approval.approved_until, self.day)
            and self.day <= approval.confirmed_on.latest + tolerance
            and not self._left_out_since(approval)
        )

    def _open_approvals(self) -> list[Approval]:
        """Approvals that may have begun and not ended, and that their own office still stands by."""
        return [
            each
            for each in self.approvals
            if period_possibly_holds(each.starts_on, each.approved_until, self.day) and not self._left_out_since(each)
        ]

    def _left_out_since(self, approval: Approval) -> ListEdition | None:
        """The newest complete list of the same office, newer than the confirmation, that does not name it."""
        for edition in reversed(self.editions):
            if edition.published_on <= approval.confirmed_on.latest:
                return None
            if edition.is_complete and edition.issuer_id == approval.issuer_id and not self._names(edition):
                return edition
        return None

    def _refuses_others(self, memorandum: Agreement) -> bool:
        since = memorandum.others_refused_from
        return memorandum.surely_in_force_on(self.day) and since is not None and since.latest <= self.day

    def _omitting_edition(self) -> ListEdition | None:
        """A complete list valid on the day that does not name it, while no valid list does."""
        valid = self._valid_editions()
        if any(self._names(edition) for edition in valid):
            return None
        return next((edition for edition in reversed(valid) if edition.is_complete), None)

    def _valid_editions(self) -> list[ListEdition]:
        """A list holds until the office's next complete one, and no longer than its tolerance."""
        newest_complete = {edition.issuer_id: edition.published_on for edition in self.editions if edition.is_complete}
        return [
            edition
            for edition in self.editions
            if self.day <= edition.published_on + datetime.timedelta(days=edition.issuer.list_tolerance_days)
            and edition.published_on >= newest_complete.get(edition.issuer_id, edition.published_on)
        ]

    def _names(self, edition: Any) -> bool:
        return self.facts.organization_id in edition.named_ids


def load_facts(organizations: Iterable[Organization]) -> dict[int, StandingFacts]:
    """The facts of several sending organizations by their id, in six queries however many they are."""
    organizations = list(organizations)
    ids = [organization.pk for organization in organizations]
    country_ids = {organization.country_id for organization in organizations}
    approvals = Approval.objects.of_own_country().filter(sending_organization__in=ids)
    approvals = approvals.select_related("issuer", "programme")
    measures = OrganizationMeasure.objects.filter(sending_organization__in=ids)
    reports = Report.objects.filter(sending_organization__in=ids)
    country_measures = CountryMeasure.objects.filter(country__in=country_ids)
    memoranda = (
        Agreement.objects.memoranda()
        .filter(country__in=country_ids)
        .annotate(programme_ids=ArrayAgg("programmes", filter=Q(programmes__isnull=False), default=[]))
        .order_by("-signed_on", "pk")
    )
    editions = (
        ListEdition.objects.filter(issuer__country__in=country_ids)
        .select_related("issuer")
        .annotate(naming=FilteredRelation("entries", condition=Q(entries__sending_organization__in=ids)))
        .annotate(
            named_ids=ArrayAgg(
                "naming__sending_organization", filter=Q(naming__sending_organization__isnull=False), default=[]
            )
        )
        .order_by("published_on", "pk")
    )
    facts = {organization.pk: StandingFacts(organization_id=organization.pk) for organization in organizations}
    for approval in approvals:
        facts[approval.sending_organization_id].approvals.append(approval)
    for measure in measures:
        facts[measure.sending_organization_id].measures.append(measure)
    for report in reports:
        facts[report.sending_organization_id].reports.append(report)
    by_country: dict[int | None, tuple[list[Any], list[Any], list[Any]]] = {each: ([], [], []) for each in country_ids}
    for country_measure in country_measures:
        by_country[country_measure.country_id][0].append(country_measure)
    for memorandum in memoranda:
        by_country[memorandum.country_id][1].append(memorandum)
    for edition in editions:
        by_country[edition.issuer.country_id][2].append(edition)
    for organization in organizations:
        own = facts[organization.pk]
        own.country_measures, own.memoranda, own.editions = by_country[organization.country_id]
    return facts
