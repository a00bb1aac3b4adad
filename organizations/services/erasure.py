"""Erasing what the organizations' app holds about a person; called in the transaction of the erasure."""

from __future__ import annotations

import pgtrigger
from django.db.models import Q
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.erasure import NotErasable, erased_address
from jitco_portal.common.history_erasure import erase_in_history
from jitco_portal.common.models import User
from organizations.models import (
    Claim,
    Invitation,
    ListingApplication,
    Membership,
    Organization,
    ProfileProposal,
    ProposedChange,
    RequestState,
)
from organizations.personal_data import erasure_obstacles, organizations_naming
from organizations.services.members.contacts import BLANK, lock_organization
from organizations.services.members.memberships import end_at_once
from organizations.services.members.requests import delete_evidence

CONTACT = ("contact_name", "contact_email", "contact_phone")
TYPED = ("text", "position", "evidence", "evidence_name", "evidence_type", "evidence_sha256")


def erase_from_organizations(person: User) -> None:
    """Memberships end, and what names the person goes, here and in the history.

    Raises NotErasable where the last other administrator of an organization left meanwhile: the locks on the
    organizations make two who go at once wait for each other.
    """
    memberships = Membership.objects.filter(user=person)
    keys = list(memberships.values_list("pk", flat=True))
    for organization_id in sorted(set(memberships.values_list("organization_id", flat=True))):
        lock_organization(organization_id)
    if reasons := erasure_obstacles(person):
        raise NotErasable(reasons)
    named = set(organizations_naming(person).values_list("pk", flat=True))
    _erase_contacts(person, named, keys)
    for membership in memberships.exclude(until_on__lt=today()).select_related("organization", "user"):
        end_at_once(organization=membership.organization, membership=membership)
    memberships.update(mail_refusal="")
    erase_in_history(model=Membership, fields=["mail_refusal"], where={"user_id": person.pk})
    _erase_invitations(person)
    for model in (Claim, ListingApplication):
        _erase_requests(model, person)
    _erase_proposals(person)


def _erase_contacts(person: User, named: set[int], memberships: list[int]) -> None:
    Organization.objects.filter(pk__in=named).update(**BLANK)
    for where in (
        {"contact_email__iexact": person.email},
        {"contact_member_id__in": memberships},
        {"pgh_obj_id__in": named, "contact_name__iexact": person.name},
    ):
        erase_in_history(model=Organization, fields=CONTACT, where=where)


def _erase_invitations(person: User) -> None:
    address = {"email__iexact": person.email}
    theirs = Invitation.objects.filter(Q(**address) | Q(accepted_by=person))
    theirs.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    theirs.update(email=erased_address(person))
    for where in (address, {"accepted_by_id": person.pk}):
        erase_in_history(model=Invitation, fields=["email"], where=where)


def _erase_requests(model: type[Claim] | type[ListingApplication], person: User) -> None:
    rows = model._default_manager.filter(user=person)
    rows.filter(state=RequestState.OPEN).update(state=RequestState.WITHDRAWN, decided_at=timezone.now())
    for request in rows.exclude(evidence=""):
        delete_evidence(request=request)
    rows.update(**dict.fromkeys(TYPED, ""))
    erase_in_history(model=model, fields=TYPED, where={"user_id": person.pk})


def _erase_proposals(person: User) -> None:
    """Comments, and proposed contacts that name the person; the proposals stay for what they changed."""
    ProfileProposal.objects.filter(author=person).exclude(comment="").update(comment="")
    erase_in_history(model=ProfileProposal, fields=["comment"], where={"author_id": person.pk})
    named = Q(part="organization", field__in=CONTACT) & (
        Q(proposal__author=person)
        | Q(proposal__organization__memberships__user=person)
        | Q(before=person.email)
        | Q(after=person.email)
    )
    theirs = [
        change.pk
        for change in ProposedChange.objects.filter(named).distinct()
        if change.proposal.author_id == person.pk or _names(change.before, person) or _names(change.after, person)
    ]
    with pgtrigger.ignore("organizations.ProposedChange:change_stays"):
        ProposedChange.objects.filter(pk__in=theirs).update(before=None, after=None)
    for pk in theirs:
        erase_in_history(model=ProposedChange, fields=["before", "after"], pk=pk)


def _names(value: object, person: User) -> bool:
    return isinstance(value, str) and value.casefold() in {person.email.casefold(), person.name.casefold()}
