"""The yearly re-check: who is asked, who is written to, what a link of a letter opens, how far a campaign is."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from django.core import signing
from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from jitco_portal.common.days import today
from jitco_portal.common.models import User
from organizations.models import Membership, Organization, Recheck, RecheckCampaign, Role
from organizations.queries.members import administrators_of

# A dot, because some mail programs cut a link at a colon.
_SIGNER = signing.Signer(sep=".", salt="organizations.recheck")
State = Recheck.State
OPEN = (State.ASKED, State.NO_ADDRESS)
# What stands in ``Recheck.letters`` once the letter is written.
FIRST, REMINDER, LAST_REMINDER = 1, 2, 3


class LinkUnknown(Exception):
    """Not a link of ours, or whoever got it speaks for the organization no longer."""


class LinkOver(Exception):
    """The campaign has ended; ``recheck`` is what was asked."""

    def __init__(self, recheck: Recheck) -> None:
        super().__init__()
        self.recheck = recheck


@dataclass(frozen=True)
class Recipient:
    """Whom a letter goes to: an administrator, or the contact where nobody administers (then without a user)."""

    address: str
    user: User | None = None


@dataclass(frozen=True)
class Letter:
    """What a link opens, and for whom it was written."""

    recheck: Recheck
    user: User | None


# Who is asked ----------------------------------------------------------------------------------------


def reached_by(campaign: RecheckCampaign) -> QuerySet:
    """The organizations on the site that the campaign asks, each with ``can_be_written_to``."""
    rows = Organization.objects.filter(is_published=True, merged_into=None)
    if campaign.kind:
        rows = rows.filter(kind=campaign.kind)
    if campaign.country_id:
        rows = rows.filter(country=campaign.country_id)
    return rows.annotate(can_be_written_to=_has_address("pk")).order_by("pk")


def recipients(organization: Organization) -> list[Recipient]:
    """Its administrators whom mails reach; where there is none, its contact."""
    members = administrators_of(organization).filter(user__is_active=True, mail_refused_at=None)
    found = [Recipient(each.user.email, each.user) for each in members.order_by("user")]
    if not found and organization.contact_email:
        return [Recipient(organization.contact_email)]
    return found


def _has_address(path: str, prefix: str = "") -> Q:
    administrators = Membership.objects.current().filter(
        organization=OuterRef(path), role=Role.ADMINISTRATOR, user__is_active=True, mail_refused_at=None
    )
    return Q(Exists(administrators)) | ~Q(**{f"{prefix}contact_email": ""})


def running(day: datetime.date) -> QuerySet[RecheckCampaign]:
    """Campaigns that have begun, whose last day is not over."""
    return RecheckCampaign.objects.filter(closed_at=None, deadline_on__gte=day).exclude(started_at=None)


def stage_of(campaign: RecheckCampaign, day: datetime.date) -> int:
    """The letter that is due on a day."""
    left = (campaign.deadline_on - day).days
    if left <= campaign.second_reminder_days:
        return LAST_REMINDER
    return REMINDER if left <= campaign.first_reminder_days else FIRST


def letters_due(campaign: RecheckCampaign, day: datetime.date) -> QuerySet[Recheck]:
    """Re-checks of a running campaign that the letter of the day has not been written for.

    A letter that missed its time is not made up for: nobody gets two at once.
    """
    return (
        campaign.rechecks.filter(state__in=OPEN, letters__lt=stage_of(campaign, day))
        .filter(organization__is_published=True, organization__merged_into=None)
        .filter(_has_address("organization", "organization__"))
        .order_by("pk")
    )


# The link of a letter --------------------------------------------------------------------------------


def link_token(*, recheck: Recheck, recipient: Recipient) -> str:
    user = recipient.user.pk if recipient.user else 0
    return _SIGNER.sign_object([recheck.pk, user, "" if user else _digest(recipient.address)])


def read_link(*, token: str) -> Letter:
    """What the link of a letter opens; raises LinkUnknown, LinkOver.

    Links end with the right of whoever they were written to: with the membership of an administrator, and for a
    contact when another stands in its place.
    """
    try:
        key, user_key, digest = _SIGNER.unsign_object(token)
    except (signing.BadSignature, ValueError) as error:
        raise LinkUnknown from error
    rows = Recheck.objects.select_related("campaign", "organization__country")
    recheck = rows.filter(pk=key, organization__is_published=True, organization__merged_into=None).first()
    if recheck is None:
        raise LinkUnknown
    organization, user = recheck.organization, None
    if user_key:
        member = administrators_of(organization).filter(user=user_key, user__is_active=True).first()
        user = member.user if member else None
    if not user and (user_key or digest != _digest(organization.contact_email)):
        raise LinkUnknown
    if recheck.campaign.closed_at or recheck.campaign.deadline_on < today():
        raise LinkOver(recheck)
    return Letter(recheck, user)


def _digest(address: str) -> str:
    """So that no address stands in a link."""
    return hashlib.sha256(address.lower().encode()).hexdigest()[:16]


# How far it is ---------------------------------------------------------------------------------------


def with_progress(campaigns: QuerySet[RecheckCampaign]) -> QuerySet[RecheckCampaign]:
    """Annotate how many were asked, and how many of them are in each state."""
    counts = {f"{state.value}_count": Count("rechecks", filter=Q(rechecks__state=state)) for state in State}
    return campaigns.annotate(all_count=Count("rechecks"), **counts)


def reach(campaign: RecheckCampaign) -> tuple[int, int]:
    """How many organizations it would ask today, and how many of them have no address to write to."""
    counted = reached_by(campaign).aggregate(
        everybody=Count("pk"), unreachable=Count("pk", filter=Q(can_be_written_to=False))
    )
    return counted["everybody"], counted["unreachable"]


def lapsed_on() -> Subquery:
    """For an organization: the last day of the newest campaign that it let pass and did not make good since."""
    confirmed_on = Coalesce(OuterRef("last_confirmed_on"), Value(datetime.date.min), output_field=DateField())
    lapsed = Recheck.objects.filter(
        organization=OuterRef("pk"), state=State.LAPSED, campaign__deadline_on__gte=confirmed_on
    )
    return Subquery(lapsed.order_by("-campaign__deadline_on").values("campaign__deadline_on")[:1])
