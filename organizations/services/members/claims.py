"""Claims: somebody says that they act for an organization that is listed, and staff look at the evidence."""

from __future__ import annotations

from django.db import transaction

from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import User
from jitco_portal.common.uploads import CheckedFile
from organizations.models import Claim, Membership, Organization, RequestState
from organizations.queries.members import administrators_of
from organizations.services.members import requests
from organizations.services.members.contacts import lock_organization
from organizations.services.members.invitations import AlreadyMember
from organizations.services.members.memberships import RANK, begin_membership, standing_membership


class AlreadyAsked(Exception):
    """The person waits for the answer to a claim of this organization."""


class RoleRaised(Exception):
    """Staff give at most the role that was asked for."""


class OrganizationGone(Exception):
    """The organization was merged into another since."""


def claim_organization(
    *, organization: Organization, user: User, role: str, position: str, text: str, evidence: CheckedFile | None
) -> Claim:
    """Ask to act for the organization. Raises AlreadyMember, AlreadyAsked, TooManyOpenRequests."""

    def check(locked_user: User) -> None:
        if member := standing_membership(organization=organization, user=locked_user):
            raise AlreadyMember(member)
        if Claim.objects.open().filter(organization=organization, user=locked_user).exists():
            raise AlreadyAsked

    claim = Claim(organization=organization, user=user, role=role, position=position, text=text)
    with transaction.atomic():
        requests.ask(request=claim, evidence=evidence, check=check)
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
    """From today, as staff decided; a role that stands is raised, never lowered."""
    membership, is_new = begin_membership(organization=organization, user=user, role=role)
    if not is_new and RANK[role] > RANK[membership.role]:
        membership.role = role
        membership.save(update_fields=["role"])
    return membership


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
