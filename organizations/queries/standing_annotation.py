"""The standing of many organizations at once, computed by the database in one query.

The rules are those of ``organizations.queries.standing``, written as conditions; a test over random
histories holds the two equal, reason by reason.

Each kind of fact is asked for once, as a rank: the surest row wins. A subquery that gives one value is
computed for the rows of the page alone, where PostgreSQL answers an ``EXISTS`` for the whole table first.
"""

import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from countries.models import Agreement, CountryMeasure, Programme
from jitco_portal.common.partial_dates import (
    Earliest,
    Latest,
    on_or_after,
    on_or_before,
    possibly_covers,
    surely_covers,
)
from organizations.models import Approval, ListEdition, ListEntry, OrganizationMeasure
from organizations.models.verdicts import Reason, verdict_of

# Ranks of what is known: of a measure or an MOC on the day …
SURE, POSSIBLE, RECORDED = 3, 2, 1
# … of an approval …
APPROVED, PERHAPS_APPROVED, OPEN, UNENDED, BEGUN = 5, 4, 3, 2, 1
# … and of the lists valid on the day.
NAMED, LEFT_OUT = 2, 1


class DecidingReason(Func):
    """The rules of the design over the ranks, first match wins.

    Each rank is computed once: ``OFFSET 0`` keeps PostgreSQL from copying it into every rule.
    """

    facts = ("country_measure", "own_measure", "closed", "memorandum", "refuses_others", "approval", "listed")
    unsure = f"{POSSIBLE} IN (country_measure, own_measure)"
    rules = (
        (f"country_measure = {SURE}", Reason.COUNTRY_MEASURE),
        (f"own_measure = {SURE}", Reason.ORGANIZATION_MEASURE),
        ("closed", Reason.PROGRAMME_CLOSED),
        (f"approval = {APPROVED} AND memorandum = {SURE} AND {unsure}", Reason.MEASURE_UNCERTAIN),
        (f"approval = {APPROVED} AND memorandum = {SURE}", Reason.APPROVED),
        (f"approval < {OPEN} AND refuses_others = {SURE} AND listed = {LEFT_OUT}", Reason.NOT_NAMED),
        (unsure, Reason.MEASURE_UNCERTAIN),
        (f"memorandum = {POSSIBLE}", Reason.MOC_UNCERTAIN),
        (f"memorandum = {RECORDED}", Reason.MOC_NOT_IN_FORCE),
        (f"memorandum < {RECORDED}", Reason.NO_MOC),
        (f"approval >= {PERHAPS_APPROVED}", Reason.APPROVAL_UNCERTAIN),
        (f"approval >= {UNENDED}", Reason.LAPSED),
        (f"approval = {BEGUN}", Reason.ENDED),
    )
    output_field = CharField()

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **extra_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        compiled = [compiler.compile(expression) for expression in self.source_expressions]
        columns = ", ".join(f"{sql} AS {name}" for name, (sql, _params) in zip(self.facts, compiled, strict=True))
        whens = " ".join(f"WHEN {condition} THEN '{reason.value}'" for condition, reason in self.rules)
        # Only names and ranks of this class stand in the text; every value is a parameter.
        sql = f"(SELECT CASE {whens} ELSE '{Reason.NO_APPROVAL.value}' END FROM (SELECT {columns} OFFSET 0) AS fact)"  # noqa: S608
        return sql, tuple(param for _sql, params in compiled for param in params)


def with_standing(organizations: QuerySet, *, programme: Programme, day: datetime.date) -> QuerySet:
    """Annotate organizations with ``standing_reason``; ``Organization.standing`` is the verdict it carries."""
    return organizations.annotate(standing_reason=deciding_reason(programme, day))


def deciding_reason(programme: Programme, day: datetime.date) -> DecidingReason:
    """The reason as the database finds it, in a query of organizations."""
    country_measure, own_measure = _measures(programme, day)
    return DecidingReason(
        country_measure,
        own_measure,
        Value(not programme.takes_new_plans_on(day), output_field=BooleanField()),
        _memorandum(programme, day),
        _refuses_others(programme, day),
        _approval(programme, day),
        _listed(programme, day),
    )


def reasons_of(verdict: str) -> list[str]:
    """The reasons that carry the verdict."""
    return [reason.value for reason in Reason if verdict_of(reason) == verdict]


class PlusDays(Func):
    """A date so many days later: PostgreSQL adds an integer to a date."""

    template = "(%(expressions)s)"
    arg_joiner = " + "
    output_field = DateField()


def _surest(rows: QuerySet, ranks: dict[int, Q]) -> Coalesce:
    """The highest rank of a row, 0 where there is none; ``ranks`` fall."""
    whens = [When(condition, then=Value(rank)) for rank, condition in ranks.items()]
    ranked = rows.order_by().annotate(rank=Case(*whens, default=Value(0), output_field=IntegerField()))
    return Coalesce(Subquery(ranked.order_by("-rank").values("rank")[:1]), Value(0))


def _measures(programme: Programme, day: datetime.date) -> tuple[Coalesce, Coalesce]:
    """Measures that block: for the whole country, and for the organization alone."""
    for_programme = Q(programme=None) | Q(programme=programme)
    ranks = {
        SURE: surely_covers("from_on", "until_on", day),
        POSSIBLE: possibly_covers("from_on", "until_on", day),
    }
    whole = CountryMeasure.objects.filter(for_programme, country=OuterRef("country"))
    own = OrganizationMeasure.objects.filter(
        for_programme, sending_organization=OuterRef("pk"), kind__in=OrganizationMeasure.BLOCKING
    )
    return _surest(whole, ranks), _surest(own, ranks)


def _memoranda(programme: Programme) -> QuerySet:
    return Agreement.objects.memoranda().filter(country=OuterRef("country"), programmes=programme)


def _memorandum(programme: Programme, day: datetime.date) -> Coalesce:
    ranks = {
        SURE: Agreement.surely_in_force_condition(day),
        POSSIBLE: Agreement.possibly_in_force_condition(day),
        RECORDED: ~Q(state=Agreement.State.NONE_FOUND),
    }
    return _surest(_memoranda(programme), ranks)


def _refuses_others(programme: Programme, day: datetime.date) -> Coalesce:
    since = ~Q(others_refused_from="") & on_or_before(Latest("others_refused_from"), day)
    return _surest(_memoranda(programme), {SURE: Agreement.surely_in_force_condition(day) & since})


def _approval(programme: Programme, day: datetime.date) -> Coalesce:
    approvals = Approval.objects.filter(
        sending_organization=OuterRef("pk"), programme=programme, issuer__country=OuterRef("country")
    )
    newer_lists = ListEdition.objects.filter(
        issuer=OuterRef("issuer"),
        programme=programme,
        is_complete=True,
        published_on__lte=day,
        published_on__gt=Latest(OuterRef("confirmed_on")),
    )
    naming = ListEntry.objects.filter(
        edition=OuterRef("pk"), sending_organization=OuterRef(OuterRef("sending_organization"))
    )
    left_out = Exists(newer_lists.exclude(Exists(naming)))
    unended = Q(approved_until="") | on_or_after(Latest("approved_until"), day)
    ranks = {
        APPROVED: _covers(day, first=Latest, last=Earliest) & ~Q(left_out),
        PERHAPS_APPROVED: _covers(day, first=Earliest, last=Latest) & ~Q(left_out),
        OPEN: on_or_before(_start(Earliest), day) & unended & ~Q(left_out),
        UNENDED: on_or_before(_start(Earliest), day) & unended,
        BEGUN: on_or_before(_start(Earliest), day),
    }
    return _surest(approvals, ranks)


def _start(bound: type) -> Case:
    """The bound of the first day of an approval: as stated, else of the day it was first seen."""
    return Case(When(approved_from="", then=bound("first_seen_on")), default=bound("approved_from"))


def _covers(day: datetime.date, *, first: type, last: type) -> Q:
    """The approval covers the day, with ``first`` as the bound of the starts and ``last`` of the ends."""
    confirmed_until = PlusDays(last("confirmed_on"), F("issuer__list_tolerance_days"))
    unended = Q(approved_until="") | on_or_after(last("approved_until"), day)
    return on_or_before(_start(first), day) & on_or_after(confirmed_until, day) & unended


def _listed(programme: Programme, day: datetime.date) -> Coalesce:
    """Whether a list valid on the day names the organization, or a complete one leaves it out."""
    newer = ListEdition.objects.filter(
        issuer=OuterRef("issuer"),
        programme=programme,
        is_complete=True,
        published_on__lte=day,
        published_on__gt=OuterRef("published_on"),
    )
    valid = (
        ListEdition.objects.filter(issuer__country=OuterRef("country"), programme=programme, published_on__lte=day)
        .filter(on_or_after(PlusDays(F("published_on"), F("issuer__list_tolerance_days")), day))
        .exclude(Exists(newer))
    )
    naming = ListEntry.objects.filter(edition=OuterRef("pk"), sending_organization=OuterRef(OuterRef("pk")))
    return _surest(valid, {NAMED: Q(Exists(naming)), LEFT_OUT: Q(is_complete=True)})
