"""Claims: somebody says that they act for an organization that is listed, and staff look at the evidence."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import User
from jitco_portal.common.uploads import CheckedFile
from organizations.models import Claim, Membership, Organization, RequestState
from organizations.queries.members import administrators_of
from organizations.services.members import requests
from organizations.services.members.contacts import lock_organization
from organizations.services.members.invitations import AlreadyMember
from organizations.services.members.memberships import RANK, begin_membership, standing_membership

# Mails a day that tell the administrators of one organization who asks to act for it.
MOST_TOLD_A_DAY = 5


class AlreadyAsked(Exception):
    """The person waits for the answer to a claim of this organization."""


class RoleRaised(Exception):
    """Staff give at most the role that was asked for."""


class OrganizationGone(Exception):
    """The organization was merged into another since."""


def claim_organization(
    *, organization: Organization, user: User, role: str, position: str, text: str, evidence: CheckedFile | None
) -> Claim:
    """Ask to act for the organization.

    Raises AlreadyMember, AlreadyAsked, TooManyOpenRequests, TooManyRequestsADay, InfectedFile, ScannerUnavailable.
    """

    def check(locked_user: User) -> None:
        if member := standing_membership(organization=organization, user=locked_user):
            raise AlreadyMember(member)
        if Claim.objects.open().filter(organization=organization, user=locked_user).exists():
            raise AlreadyAsked

    claim = Claim(organization=organization, user=user, role=role, position=position, text=text)
    claim.evidence_scan = requests.scan_of(evidence)
    with transaction.atomic():
        requests.ask(request=claim, evidence=evidence, check=check)
        if _is_to_be_told(claim):
            tell_administrators(organization=organization, request=claim, kind="claim_told")
    return claim


@transaction.atomic
def accept_claim(*, claim: Claim, by: User, role: str = "") -> Membership:
    """Make the claimant a member, in the role asked for or a lower one.

    Raises AlreadyDecided, OwnRequest, RoleRaised, OrganizationGone. Who became a member meanwhile, by an invitation,
    keeps what is more.
    """
    organization = lock_organization(claim.organization_id)
    held = requests.lock_open(request=claim, by=by)
    role = role or held.role
    if RANK[role] > RANK[held.role]:
        raise RoleRaised
    if organization.merged_into_id:
        raise OrganizationGone
    held.role = role
    requests.close(request=held, state=RequestState.ACCEPTED, by=by)
    membership = join(organization=organization, user=held.user, role=role)
    requests.tell_person(request=held, what="accepted")
    tell_administrators(organization=organization, request=held, kind="claim_joined")
    return membership


def refuse_claim(*, claim: Claim, by: User, reason: str) -> Claim:
    """Raises AlreadyDecided, OwnRequest, ReasonMissing."""
    return requests.refuse(request=claim, by=by, reason=reason)


def join(*, organization: Organization, user: User, role: str) -> Membership:
    """From today and without an end, as staff decided; a role that stands is raised, never lowered."""
    membership, is_new = begin_membership(organization=organization, user=user, role=role)
    if is_new:
        return membership
    later = Membership.objects.filter(organization=organization, user=user, from_on__gt=membership.from_on)
    follows = later.order_by("from_on").first()
    is_more = RANK[role] >= RANK[membership.role]
    if membership.until_on and not is_more and not follows:
        # What stands keeps its end: staff gave less than that. What they gave follows it.
        start = membership.until_on + datetime.timedelta(days=1)
        Membership.objects.create(organization=organization, user=user, role=role, from_on=start)
    elif is_more:
        membership.role = role
        membership.from_on = min(membership.from_on, today())
        membership.until_on = follows.from_on - datetime.timedelta(days=1) if follows else None
        membership.save(update_fields=["role", "from_on", "until_on"])
    return membership


def _is_to_be_told(claim: Claim) -> bool:
    """Not for the same role of the same person again, and not beyond what one reads; staff look at every claim."""
    lock_organization(claim.organization_id)
    others = Claim.objects.filter(organization=claim.organization_id, created_at__gt=timezone.now() - requests.DAY)
    told = set(others.exclude(pk=claim.pk).values_list("user", "role"))
    return (claim.user_id, claim.role) not in told and len(told) < MOST_TOLD_A_DAY


def tell_administrators(*, organization: Organization, request: requests.Request, kind: str) -> None:
    """Whoever administers it already is told who else asks to, and who came."""
    for administrator in administrators_of(organization).exclude(user=request.user):
        queue_mail(
            kind=kind,
            cause=f"{requests.word_of(request)}:{request.pk}:{kind}",
            recipient=administrator.user.email,
            user=administrator.user,
            context={"request": request, "organization": organization},
            is_duty=True,
        )
