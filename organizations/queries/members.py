"""What a person may do for which organization; without a query for the user of a request."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.models import SECOND_FACTORS, Address, User
from organizations.models import Invitation, Membership, Organization, Role


@dataclass(frozen=True)
class Membered:
    """An organization that somebody acts for, with just what pages need to name it."""

    organization_id: int
    public_id: str
    kind: str
    name_en: str
    name_local: str
    name_ja: str
    country_code: str | None
    role: Role
    is_published: bool = True

    @property
    def organization(self) -> Organization:
        """Not to be saved: it holds names only."""
        return Organization(
            pk=self.organization_id,
            public_id=self.public_id,
            kind=self.kind,
            name_en=self.name_en,
            name_local=self.name_local,
            name_ja=self.name_ja,
        )

    @property
    def is_in_japan(self) -> bool:
        return self.kind == Organization.Kind.SUPERVISING

    @property
    def may_edit(self) -> bool:
        return self.role in (Role.ADMINISTRATOR, Role.EDITOR)

    @property
    def administers(self) -> bool:
        return self.role == Role.ADMINISTRATOR


_SHOWN = JSONObject(
    organization_id=F("organization_id"),
    public_id=F("organization__public_id"),
    kind=F("organization__kind"),
    name_en=F("organization__name_en"),
    name_local=F("organization__name_local"),
    name_ja=F("organization__name_ja"),
    country_code=F("organization__country__code"),
    role=F("role"),
    is_published=F("organization__is_published"),
)


def _current(day: datetime.date) -> QuerySet:
    rows = Membership.objects.current(day).filter(organization__merged_into=None)
    return rows.order_by("organization__public_id")


def membership_annotations() -> dict[str, Any]:
    """``membership_rows``: what ``memberships_of`` reads from the user of a request."""
    mine = _current(today()).filter(user=OuterRef("pk"))
    return {"membership_rows": ArraySubquery(mine.values(as_json=_SHOWN))}


def memberships_of(user: Any) -> list[Membered]:
    """The organizations that the person acts for today, in the order of their public ids."""
    if not user.is_authenticated:
        return []
    rows = getattr(user, "membership_rows", None)
    if rows is None:
        rows = list(_current(today()).filter(user=user).values_list(_SHOWN, flat=True))
    return [Membered(**{**row, "role": Role(row["role"])}) for row in rows]


def membership_in(user: Any, organization: Organization) -> Membered | None:
    """The person's membership in the organization today, if any."""
    return next((each for each in memberships_of(user) if each.organization_id == organization.pk), None)


def administers_an_organization(user: Any) -> bool:
    return any(each.administers for each in memberships_of(user))


def with_administrator(organizations: QuerySet) -> QuerySet:
    """Annotate ``has_administrator``: whether anybody administers it today."""
    administrators = Membership.objects.current().filter(organization=OuterRef("pk"), role=Role.ADMINISTRATOR)
    return organizations.annotate(has_administrator=Exists(administrators))


def membership_by_id(user: Any, public_id: str) -> Membered | None:
    """The person's membership today in the organization of this id, if any; without a query."""
    return next((each for each in memberships_of(user) if each.public_id == public_id), None)


def members_now(*, organization: Organization) -> QuerySet:
    """Who acts for it today: administrators first, then by name."""
    order = {Role.ADMINISTRATOR: 0, Role.EDITOR: 1, Role.READER: 2}
    rank = Case(*(When(role=role, then=number) for role, number in order.items()), default=3)
    return (
        Membership.objects.filter(organization=organization)
        .current()
        .select_related("user")
        .order_by(rank, "user__name", "pk")
    )


def members_before(*, organization: Organization) -> QuerySet:
    """Who acted for it and no longer does, the last to leave first."""
    return (
        Membership.objects.filter(organization=organization)
        .exclude(pk__in=Membership.objects.current())
        .filter(from_on__lte=today())
        .select_related("user")
        .order_by("-until_on", "-pk")
    )


def open_invitations(*, organization: Organization) -> QuerySet:
    """Letters that nobody answered, also those whose time has passed, the newest first."""
    rows = Invitation.objects.filter(organization=organization, accepted_at=None, withdrawn_at=None)
    return rows.select_related("invited_by").order_by("-pk")


def invitations_to(*, user: User) -> QuerySet:
    """What the person can still accept, by the addresses that they have confirmed; the newest first."""
    confirmed = Address.objects.filter(user=user, verified=True, email__iexact=OuterRef("email"))
    rows = Invitation.objects.filter(Exists(confirmed), accepted_at=None, withdrawn_at=None)
    rows = rows.filter(expires_at__gt=timezone.now(), organization__merged_into=None)
    return rows.select_related("organization", "invited_by").order_by("-pk")


def administrators_of(organization: Organization) -> QuerySet:
    """The memberships of those who administer it today."""
    return (
        Membership.objects.filter(organization=organization, role=Role.ADMINISTRATOR).current().select_related("user")
    )


def steady_administrators_of(organization: Organization) -> QuerySet:
    """Those to whom another can leave it: without an end, and with the second factor that they need to act."""
    able = Authenticator.objects.filter(user=OuterRef("user"), type__in=SECOND_FACTORS)
    return administrators_of(organization).filter(Exists(able), until_on=None)
