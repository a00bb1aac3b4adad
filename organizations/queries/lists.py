"""The public lists of sending and of supervising organizations, each row ready to render."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from countries.models import Country, Programme
from jitco_portal.common.folding import fold
from jitco_portal.common.partial_dates import Earliest, Latest, on_or_after, on_or_before, possibly_covers
from organizations.models import (
    Allowance,
    Approval,
    Fee,
    JobCategory,
    ListEdition,
    Operation,
    Organization,
    Permit,
    Sanction,
)
from organizations.models.organizations import OrganizationQuerySet
from organizations.models.permits import normalized_permit_number
from organizations.queries.child_rows import as_json, from_json
from organizations.queries.permit_state import shown_permits
from organizations.queries.standing_annotation import of_verdict, with_standing

# What no list shows; the contact is read by ``contacts.contact_for`` alone.
UNSHOWN = ("contact_name", "contact_email", "contact_phone", "note_en", "note_ja", "folded_names")
# Fewer digits would find half of all permits.
LEAST_PERMIT_DIGITS = 4


def sending_list(
    *,
    user: Any,
    programme: Programme,
    day: datetime.date,
    words: str = "",
    standing: str = "",
    country: str = "",
    work: str = "",
    language: str = "",
    care: bool = False,
    office_in_japan: bool = False,
    fees: bool = False,
) -> QuerySet:
    """Sending organizations with their standing for the programme and day.

    Besides ``standing_reason`` a row has ``last_listed_on``, ``care_allowed`` and
    ``work_groups``. ``work`` is a group of operations or the code of a job category.
    """
    rows = with_standing(_visible(user).sending(), programme=programme, day=day)
    care_allowed = Exists(
        Allowance.objects.filter(
            possibly_covers("from_on", "until_on", day),
            sending_organization=OuterRef("pk"),
            programme=programme,
            operation_group=Allowance.OperationGroup.CARE,
        )
    )
    rows = (
        rows.annotate(
            last_listed_on=_last_listed(programme, day), care_allowed=care_allowed, work_groups=_work_groups()
        )
        .select_related("country", "sending")
        .defer(*UNSHOWN)
    )
    if words:
        rows = rows.filter(pk__in=_named(words))
    if standing:
        rows = of_verdict(rows, standing)
    if country:
        rows = rows.filter(country__code=country.upper())
    if work:
        rows = rows.filter(_works_in(work))
    if language:
        rows = rows.filter(languages__contains=[language])
    if care:
        rows = rows.filter(care_allowed)
    if office_in_japan:
        rows = rows.filter(sending__has_office_in_japan=True)
    if fees:
        rows = rows.filter(Exists(Fee.objects.filter(organization=OuterRef("pk"), programme=programme)))
    return rows


def supervising_list(
    *,
    user: Any,
    day: datetime.date,
    words: str = "",
    prefecture: str = "",
    permit: str = "",
    country: str = "",
    language: str = "",
    supporting_member: bool = False,
) -> QuerySet:
    """Supervising organizations with ``permit_rows``, ``revocation_rows`` and ``accepted_countries``."""
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
        )
        .select_related("supervising")
        .defer(*UNSHOWN)
    )
    if words:
        rows = rows.filter(Q(pk__in=_named(words)) | _has_permit_number(words))
    if prefecture:
        rows = rows.filter(supervising__prefecture=prefecture)
    if permit:
        rows = rows.filter(
            Exists(
                Permit.objects.filter(
                    possibly_covers("valid_from", "valid_until", day),
                    supervising_organization=OuterRef("pk"),
                    kind=permit,
                )
            )
        )
    if country:
        rows = rows.filter(Exists(Country.objects.filter(accepted_by=OuterRef("pk"), code=country.upper())))
    if language:
        rows = rows.filter(languages__contains=[language])
    if supporting_member:
        rows = rows.filter(supervising__supporting_member=True)
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


def programmes() -> list[Programme]:
    return list(Programme.objects.all())


def job_categories() -> list[JobCategory]:
    return list(JobCategory.objects.order_by("position", "code"))


def _visible(user: Any) -> OrganizationQuerySet:
    return Organization.objects.visible_to(user)


def _named(words: str) -> QuerySet:
    """Organizations of these names, or of this public id."""
    return (Organization.objects.matching(words) | Organization.objects.filter(public_id=fold(words))).values("pk")


def _has_permit_number(words: str) -> Q:
    """Part of a permit number, however it is written: with or without 許, full width, with hyphens."""
    digits = normalized_permit_number(words).removeprefix("許")
    if not re.fullmatch(rf"[0-9]{{{LEAST_PERMIT_DIGITS},10}}", digits):
        return Q(pk__in=[])
    return Q(Exists(Permit.objects.filter(supervising_organization=OuterRef("pk"), number__contains=digits)))


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
