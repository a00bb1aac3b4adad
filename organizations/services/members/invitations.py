"""Invitations: a letter with a token, answered by whoever has confirmed the address it went to."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.mail.outbox import queue_mail
from jitco_portal.common.models import Address, User
from organizations.models import Invitation, Membership, Organization
from organizations.queries.members import administrators_of
from organizations.services.members.contacts import lock_organization
from organizations.services.members.letters import holds_right
from organizations.services.members.memberships import NotAdministrator, begin_membership

TOKEN_BYTES = 32
LASTS = datetime.timedelta(days=14)
# Letters of one organization on one day, those sent again included.
MOST_A_DAY = 20


class TooManyInvitations(Exception):
    """The organization has sent as many letters today as it may."""


class AlreadyInvited(Exception):
    """A letter to this address waits for its answer."""


class AlreadyMember(Exception):
    """This person acts for the organization already; ``membership`` is theirs."""

    def __init__(self, membership: Membership) -> None:
        super().__init__()
        self.membership = membership


class InvitationClosed(Exception):
    """Nobody can accept it; the names of the subclasses say why."""


class InvitationUnknown(InvitationClosed):
    """No letter ever held this token."""


class InvitationExpired(InvitationClosed):
    pass


class InvitationWithdrawn(InvitationClosed):
    """Taken back, or whoever wrote it administers the organization no longer."""


class InvitationUsed(InvitationClosed):
    pass


class OtherAddress(Exception):
    """The person has not confirmed the address to which the letter went."""


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, organization: Organization, email: str, role: str, language: str, by: User) -> Invitation:
    """Write the letter. Raises NotAdministrator, AlreadyMember, AlreadyInvited, TooManyInvitations."""
    organization = lock_organization(organization.pk)
    if not administrators_of(organization).filter(user=by).exists():
        raise NotAdministrator
    members = Membership.objects.filter(organization=organization, user__email__iexact=email).current()
    if member := members.select_related("user").first():
        raise AlreadyMember(member)
    now = timezone.now()
    unanswered = Invitation.objects.filter(
        organization=organization, email__iexact=email, accepted_at=None, withdrawn_at=None
    )
    if unanswered.filter(expires_at__gt=now).exists():
        raise AlreadyInvited
    _refuse_beyond_a_day(organization)
    unanswered.update(withdrawn_at=now)
    return _write(organization, email, role, language, by)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation) -> bool:
    """Its link opens nothing from now on; say whether it still could."""
    held = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    if held.accepted_at or held.withdrawn_at:
        return False
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    return True


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """A new letter takes the place of the old one: its token is not kept, so the same cannot be written again.

    Raises NotAdministrator, InvitationUsed, InvitationWithdrawn, TooManyInvitations.
    """
    organization = lock_organization(invitation.organization_id)
    if not administrators_of(organization).filter(user=by).exists():
        raise NotAdministrator
    held = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    if held.accepted_at:
        raise InvitationUsed
    if held.withdrawn_at:
        raise InvitationWithdrawn
    _refuse_beyond_a_day(organization)
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    return _write(organization, held.email, held.role, held.language, by)


def open_invitation(*, token: str) -> Invitation:
    """The invitation of a letter that can still be answered, else the error that says why not."""
    rows = Invitation.objects.select_related("organization", "invited_by")
    found = rows.filter(token_hash=token_hash(token)).first()
    if found is None:
        raise InvitationUnknown
    _require_open(found)
    if not holds_right(invitation=found):
        raise InvitationWithdrawn
    return found


def is_for(*, invitation: Invitation, user: User) -> bool:
    """Whether the person has confirmed the address to which the letter went."""
    return Address.objects.filter(user=user, verified=True, email__iexact=invitation.email).exists()


@transaction.atomic
def accept_invitation(*, token: str, by: User) -> Membership:
    """Make ``by`` a member from today.

    Raises InvitationUnknown, InvitationExpired, InvitationWithdrawn, InvitationUsed, OtherAddress. Of AlreadyMember
    the invitation is kept open: the role of a member changes by their administrators only.
    """
    return _accept(open_invitation(token=token), by)


@transaction.atomic
def accept_own_invitation(*, number: int, by: User) -> Membership:
    """The same without the letter, by whoever has confirmed the address to which it went."""
    return _accept(own_invitation(number=number, user=by), by)


def own_invitation(*, number: int, user: User) -> Invitation:
    """One to a confirmed address of the person; InvitationUnknown of any other, as if there were none."""
    rows = Invitation.objects.select_related("organization", "invited_by")
    found = rows.filter(pk=number).first()
    if found is None or not is_for(invitation=found, user=user):
        raise InvitationUnknown
    _require_open(found)
    return found


def _accept(found: Invitation, by: User) -> Membership:
    organization = lock_organization(found.organization_id)
    held = Invitation.objects.select_for_update(no_key=True).get(pk=found.pk)
    _require_open(held)
    if organization.merged_into_id or not holds_right(invitation=held):
        raise InvitationWithdrawn
    if not is_for(invitation=held, user=by):
        raise OtherAddress
    membership, is_new = begin_membership(organization=organization, user=by, role=held.role)
    if not is_new:
        raise AlreadyMember(membership)
    held.accepted_at, held.accepted_by = timezone.now(), by
    held.save(update_fields=["accepted_at", "accepted_by"])
    return membership


def _require_open(invitation: Invitation) -> None:
    if invitation.accepted_at:
        raise InvitationUsed
    if invitation.withdrawn_at:
        raise InvitationWithdrawn
    if invitation.expires_at <= timezone.now():
        raise InvitationExpired


def _refuse_beyond_a_day(organization: Organization) -> None:
    """Counted in the database, under the lock of the organization, so over all processes."""
    midnight = timezone.make_aware(datetime.datetime.combine(today(), datetime.time.min))
    if Invitation.objects.filter(organization=organization, created_at__gte=midnight).count() >= MOST_A_DAY:
        raise TooManyInvitations


def _write(organization: Organization, email: str, role: str, language: str, by: User) -> Invitation:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation.objects.create(
        organization=organization,
        email=email,
        role=role,
        language=language,
        invited_by=by,
        token_hash=token_hash(token),
        expires_at=timezone.now() + LASTS,
    )
    queue_mail(
        kind="invitation",
        cause=f"invitation:{invitation.pk}",
        recipient=email,
        user=User.objects.filter(email__iexact=email, is_active=True).first(),
        language=language,
        context={
            "invitation": invitation,
            "organization": organization,
            "token": token,
            "expires_on": timezone.localdate(invitation.expires_at),
        },
        is_duty=True,
        is_secret=True,
    )
    return invitation
