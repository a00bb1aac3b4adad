"""The public lists of sending and of supervising organizations, each row ready to render."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from countries.models import Country, Programme
from jitco_portal.common.days import today
from jitco_portal.common.partial_dates import Earliest, Latest, on_or_after, on_or_before, possibly_covers
from organizations.models import (
    Allowance,
    Approval,
    JobCategory,
    ListEdition,
    Operation,
    Organization,
    OrganizationName,
    Permit,
    Sanction,
    TodaysStanding,
)
from organizations.models.organizations import OrganizationQuerySet
from organizations.queries.child_rows import as_json, from_json
from organizations.queries.permit_state import shown_permits
from organizations.queries.standing_annotation import reasons_of
from organizations.queries.todays_standing import with_kept_standing

# What no list shows; the contact is read by ``contacts.contact_for`` alone.
UNSHOWN = ("contact_name", "contact_email", "contact_phone", "note_en", "note_ja")
Condition = Q | Exists


def sending_list(*, user: Any, programme: Programme, day: datetime.date, **filters: Any) -> QuerySet:
    """Sending organizations with their standing for the programme and day; ``filters`` as ``sending_conditions``.

    Besides ``standing_reason`` a row has ``last_listed_on``, ``care_allowed``, ``work_groups`` and ``former_names``.
    """
    rows = with_kept_standing(_visible(user).sending(), programme=programme, day=day)
    rows = (
        rows.annotate(
            last_listed_on=_last_listed(programme, day),
            care_allowed=_care_allowed(programme, day),
            work_groups=_work_groups(),
            former_names=further_names(),
        )
        .select_related("country", "sending")
        .defer(*UNSHOWN)
    )
    return _narrowed(rows, sending_conditions(programme=programme, day=day, **filters))


def sending_conditions(
    *,
    programme: Programme,
    day: datetime.date,
    standing: str = "",
    country: str = "",
    work: str = "",
    language: str = "",
    care: bool = False,
    office_in_japan: bool = False,
    fees: bool = False,
) -> dict[str, Condition]:
    """The condition of each filter that is set, by its name, over rows ``with_kept_standing``.

    ``work`` is a group of operations or the code of a job category; ``fees`` asks for fee tables within every cap of
    the country today.
    """
    conditions: dict[str, Condition] = {}
    if standing:
        conditions["standing"] = Q(standing_reason__in=reasons_of(standing))
    if country:
        conditions["country"] = Q(country__code=country.upper())
    if work:
        conditions["work"] = _works_in(work)
    if language:
        conditions["language"] = Q(languages__contains=[language])
    if care:
        conditions["care"] = _care_allowed(programme, day)
    if office_in_japan:
        conditions["office_in_japan"] = Q(sending__has_office_in_japan=True)
    if fees:
        conditions["fees"] = fees_within_caps(programme)
    return conditions


def fees_within_caps(programme: Programme) -> Exists:
    """What is kept of today (`services.todays_standing`): no query can convert currencies at dated rates."""
    return Exists(
        TodaysStanding.objects.filter(
            organization=OuterRef("pk"), programme=programme, day=today(), is_stale=False, fees_within_caps=True
        )
    )


def supervising_list(*, user: Any, day: datetime.date, **filters: Any) -> QuerySet:
    """Supervising organizations with ``permit_rows``, ``revocation_rows``, ``accepted_countries`` and further values.

    ``filters`` as ``supervising_conditions``.
    """
    revocations = Sanction.objects.filter(
        supervising_organization=OuterRef("pk"), kind=Sanction.Kind.REVOCATION
    ).order_by()
    rows = (
        _visible(user)
        .supervising()
        .annotate(
            permit_rows=as_json(Permit.objects.filter(supervising_organization=OuterRef("pk")).order_by("pk")),
            revocation_rows=as_json(revocations),
            accepted_countries=_accepted_countries(),
            work_groups=_work_groups(),
            former_names=further_names(),
        )
        .select_related("supervising")
        .defer(*UNSHOWN)
    )
    return _narrowed(rows, supervising_conditions(day=day, **filters))


def supervising_conditions(
    *,
    day: datetime.date,
    prefecture: str = "",
    permit: str = "",
    country: str = "",
    work: str = "",
    language: str = "",
    supporting_member: bool = False,
) -> dict[str, Condition]:
    """The condition of each filter that is set, by its name."""
    conditions: dict[str, Condition] = {}
    if prefecture:
        conditions["prefecture"] = Q(supervising__prefecture=prefecture)
    if permit:
        conditions["permit"] = Exists(
            Permit.objects.filter(
                possibly_covers("valid_from", "valid_until", day), supervising_organization=OuterRef("pk"), kind=permit
            )
        )
    if country:
        conditions["country"] = Exists(Country.objects.filter(accepted_by=OuterRef("pk"), code=country.upper()))
    if work:
        conditions["work"] = _works_in(work)
    if language:
        conditions["language"] = Q(languages__contains=[language])
    if supporting_member:
        conditions["supporting_member"] = Q(supervising__supporting_member=True)
    return conditions


def _narrowed(rows: QuerySet, conditions: dict[str, Condition]) -> QuerySet:
    for condition in conditions.values():
        rows = rows.filter(condition)
    return rows


def with_shown_permits(*, organizations: Sequence[Any], day: datetime.date) -> None:
    """Give each row of ``supervising_list`` its ``permits``, the one that speaks to the day first."""
    for organization in organizations:
        organization.permits = shown_permits(
            permits=from_json(Permit, organization.permit_rows),
            sanctions=from_json(Sanction, organization.revocation_rows),
            day=day,
        )


def sending_countries(*, programme: Programme, day: datetime.date, language: str) -> list[Any]:
    """Countries in the reader's order, the fictional one last, each with its ``newest_edition`` by that day."""
    editions = ListEdition.objects.filter(
        issuer__country=OuterRef("pk"), programme=programme, published_on__lte=day
    ).order_by("-published_on", "pk")
    countries: list[Any] = list(
        Country.objects.in_reading_order(language).annotate(edition_rows=as_json(editions[:1], related="issuer"))
    )
    for country in countries:
        country.newest_edition = next(iter(from_json(ListEdition, country.edition_rows, related="issuer")), None)
    return sorted(countries, key=lambda country: country.is_sample)


def accepting_countries(*, language: str) -> list[Country]:
    """Countries a supervising organization may accept from, in the reader's order, the fictional one last."""
    return sorted(Country.objects.in_reading_order(language), key=lambda country: country.is_sample)


def programmes_and_work(*, main: str) -> tuple[list[Programme], list[JobCategory]]:
    """All programmes and all job categories, in one query: the ``main`` programme brings the categories along."""
    categories = as_json(JobCategory.objects.order_by("position", "code"))
    found: list[Any] = list(Programme.objects.annotate(category_rows=Case(When(code=main, then=categories))))
    rows: list = next((programme.category_rows for programme in found if programme.category_rows), [])
    return found, from_json(JobCategory, rows)


def job_categories() -> list[JobCategory]:
    return list(JobCategory.objects.order_by("position", "code"))


def _visible(user: Any) -> OrganizationQuerySet:
    return Organization.objects.visible_to(user)


def _care_allowed(programme: Programme, day: datetime.date) -> Exists:
    return Exists(
        Allowance.objects.filter(
            possibly_covers("from_on", "until_on", day),
            sending_organization=OuterRef("pk"),
            programme=programme,
            operation_group=Allowance.OperationGroup.CARE,
        )
    )


def further_names() -> ArraySubquery:
    names = OrganizationName.objects.filter(organization=OuterRef("pk")).order_by("kind", "-until_on", "pk")
    return ArraySubquery(names.values("name"))


def _works_in(work: str) -> Exists:
    field = "category__code" if "-" in work else "category__group"
    return Exists(Operation.objects.filter(organizations=OuterRef("pk"), **{field: work}))


def _work_groups() -> ArraySubquery:
    groups = Operation.objects.filter(organizations=OuterRef("pk")).order_by("category__group")
    return ArraySubquery(groups.values_list("category__group", flat=True).distinct())


def _accepted_countries() -> ArraySubquery:
    countries = Country.objects.filter(accepted_by=OuterRef("pk")).order_by("name_en")
    return ArraySubquery(countries.values(as_json=JSONObject(code="code", name_en="name_en", name_ja="name_ja")))


def _last_listed(programme: Programme, day: datetime.date) -> Subquery:
    """When a list last confirmed an approval that had begun and not ended: what a lapsed standing tells."""
    begun = on_or_before(Earliest("approved_from"), day) | Q(approved_from="") & on_or_before(
        Earliest("first_seen_on"), day
    )
    unended = Q(approved_until="") | on_or_after(Latest("approved_until"), day)
    approvals = Approval.objects.filter(begun, unended, sending_organization=OuterRef("pk"), programme=programme)
    return Subquery(approvals.order_by(Latest("confirmed_on").desc(), "pk").values("confirmed_on")[:1])
