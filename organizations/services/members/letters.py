"""Letters end with the right of whoever wrote them; what is here is called wherever somebody's right ends."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from jitco_portal.common.models import User
from jitco_portal.common.one_by_one import MOST_A_NIGHT, one_by_one
from organizations.models import Invitation, Membership, Organization, Role
from organizations.queries.members import administrators_of
from organizations.services.members.contacts import lock_organization


def holds_right(*, invitation: Invitation) -> bool:
    """Whether whoever wrote the letter administers the organization today."""
    return administrators_of(invitation.organization).filter(user=invitation.invited_by_id).exists()


def withdraw_letters_of(*, organization: Organization, user: User) -> None:
    """Withdraw the person's open letters, unless they administer the organization still.

    To be called with the organization locked, in the transaction that ends the right.
    """
    if not administrators_of(organization).filter(user=user).exists():
        _unanswered().filter(organization=organization, invited_by=user).update(withdrawn_at=timezone.now())


@transaction.atomic
def withdraw_letters_of_deactivated(user: User) -> None:
    """For somebody whose account was switched off: no letter of theirs opens anything any more."""
    theirs = _unanswered().filter(invited_by=user).values_list("organization", flat=True)
    for organization_id in sorted(set(theirs)):
        withdraw_letters_of(organization=lock_organization(organization_id), user=user)


def withdraw_letters_of_the_gone() -> None:
    """Every night: letters of those whose last day as an administrator has passed."""
    administers = Membership.objects.current().filter(
        organization=OuterRef("organization"), user=OuterRef("invited_by"), role=Role.ADMINISTRATOR
    )
    orphaned = _unanswered().exclude(Exists(administers)).order_by("pk")

    def withdraw(key: int) -> None:
        letter = Invitation.objects.select_related("invited_by").get(pk=key)
        withdraw_letters_of(organization=lock_organization(letter.organization_id), user=letter.invited_by)

    keys = list(orphaned.values_list("pk", flat=True)[:MOST_A_NIGHT])
    one_by_one(keys, withdraw, what="withdraw a letter of somebody gone")


def _unanswered() -> QuerySet:
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
