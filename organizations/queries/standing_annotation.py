"""The standing of many organizations at once, computed by the database in one query.

The rules are those of ``organizations.queries.standing``, written as conditions; a test over random
histories holds the two equal, reason by reason.
"""

import datetime

from django.db.models import Case, CharField, DateField, Exists, F, Func, OuterRef, Q, QuerySet, Value, When

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
from organizations.models.verdicts import MAY_ACCEPT_REASONS, MAY_NOT_ACCEPT_REASONS, Reason, Verdict


def with_standing(organizations: QuerySet, *, programme: Programme, day: datetime.date) -> QuerySet:
    """Annotate organizations with ``standing_reason`` and ``standing`` (the verdict) for the day."""
    for_programme = Q(programme=None) | Q(programme=programme)
    country_measures = CountryMeasure.objects.filter(for_programme, country=OuterRef("country"))
    measures = OrganizationMeasure.objects.filter(
        for_programme, sending_organization=OuterRef("pk"), kind__in=OrganizationMeasure.BLOCKING
    )
    memoranda = Agreement.objects.memoranda().filter(country=OuterRef("country"), programmes=programme)
    known_memoranda = memoranda.exclude(state=Agreement.State.NONE_FOUND)
    sure_memoranda = memoranda.surely_in_force(day)
    approvals = Approval.objects.filter(sending_organization=OuterRef("pk"), programme=programme)

    country_measure = Exists(country_measures.filter(surely_covers("from_on", "until_on", day)))
    own_measure = Exists(measures.filter(surely_covers("from_on", "until_on", day)))
    unsure_measure = Exists(country_measures.filter(possibly_covers("from_on", "until_on", day))) | Exists(
        measures.filter(possibly_covers("from_on", "until_on", day))
    )
    closed = Value(not programme.takes_new_plans_on(day))
    surely_approved = Exists(_approved(approvals, day, first=Latest, last=Earliest))
    possibly_approved = Exists(_approved(approvals, day, first=Earliest, last=Latest))
    in_force = Exists(sure_memoranda)
    refuses_others = Exists(
        sure_memoranda.exclude(others_refused_from="").filter(on_or_before(Latest("others_refused_from"), day))
    )
    begun = approvals.alias(start=_start(Earliest)).filter(start__lte=day)
    unended = begun.filter(Q(approved_until="") | on_or_after(Latest("approved_until"), day))
    branches = [
        (country_measure, Reason.COUNTRY_MEASURE),
        (own_measure, Reason.ORGANIZATION_MEASURE),
        (Q(closed), Reason.PROGRAMME_CLOSED),
        (surely_approved & in_force & ~unsure_measure, Reason.APPROVED),
        (surely_approved & in_force, Reason.MEASURE_UNCERTAIN),
        (refuses_others & _left_out(programme, day) & ~possibly_approved, Reason.NOT_NAMED),
        (unsure_measure, Reason.MEASURE_UNCERTAIN),
        (~in_force & Exists(memoranda.possibly_in_force(day)), Reason.MOC_UNCERTAIN),
        (~in_force & Exists(known_memoranda), Reason.MOC_NOT_IN_FORCE),
        (~in_force, Reason.NO_MOC),
        (possibly_approved, Reason.APPROVAL_UNCERTAIN),
        (Exists(unended), Reason.LAPSED),
        (Exists(begun), Reason.ENDED),
    ]
    return organizations.annotate(
        standing_reason=Case(
            *(When(condition, then=Value(reason.value)) for condition, reason in branches),
            default=Value(Reason.NO_APPROVAL.value),
            output_field=CharField(),
        )
    ).annotate(
        standing=Case(
            When(standing_reason__in=[reason.value for reason in MAY_ACCEPT_REASONS], then=Value(Verdict.MAY_ACCEPT.value)),
            When(
                standing_reason__in=[reason.value for reason in MAY_NOT_ACCEPT_REASONS],
                then=Value(Verdict.MAY_NOT_ACCEPT.value),
            ),
            default=Value(Verdict.NOT_KNOWN.value),
            output_field=CharField(),
        )
    )


class PlusDays(Func):
    """A date so many days later: PostgreSQL adds an integer to a date."""

    template = "(%(expressions)s)"
    arg_joiner = " + "
    output_field = DateField()


def _start(bound: type) -> Case:
    """The bound of the first day of an approval: as stated, else of the day it was first seen."""
    return Case(When(approved_from="", then=bound("first_seen_on")), default=bound("approved_from"))


def _approved(approvals: QuerySet, day: datetime.date, *, first: type, last: type) -> QuerySet:
    """Approvals that cover the day, with ``first`` as the bound of the starts and ``last`` of the ends."""
    tolerance = F("issuer__list_tolerance_days")
    newer_lists = ListEdition.objects.filter(
        issuer=OuterRef("issuer"),
        programme=OuterRef("programme"),
        is_complete=True,
        published_on__lte=day,
        published_on__gt=OuterRef("last_seen"),
    )
    naming = ListEntry.objects.filter(
        edition=OuterRef("pk"), sending_organization=OuterRef(OuterRef("sending_organization"))
    )
    return (
        approvals.alias(
            start=_start(first), confirmed_until=PlusDays(last("confirmed_on"), tolerance), last_seen=Latest("confirmed_on")
        )
        .filter(Q(approved_until="") | on_or_after(last("approved_until"), day), start__lte=day, confirmed_until__gte=day)
        .exclude(Exists(newer_lists.exclude(Exists(naming))))
    )


def _left_out(programme: Programme, day: datetime.date) -> Q:
    """A complete list valid on the day does not name the organization, while no valid list does."""
    newer = ListEdition.objects.filter(
        issuer=OuterRef("issuer"),
        programme=programme,
        is_complete=True,
        published_on__lte=day,
        published_on__gt=OuterRef("published_on"),
    )
    valid = (
        ListEdition.objects.filter(issuer__country=OuterRef("country"), programme=programme, published_on__lte=day)
        .alias(valid_until=PlusDays(F("published_on"), F("issuer__list_tolerance_days")))
        .filter(valid_until__gte=day)
        .exclude(Exists(newer))
    )
    return Q(Exists(valid.filter(is_complete=True))) & ~Q(Exists(valid.filter(organizations=OuterRef("pk"))))
