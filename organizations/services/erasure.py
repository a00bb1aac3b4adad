"""Erasing what the organizations' app holds about a person; called in the transaction of the erasure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pgtrigger
from django.db.models import Q
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.history.erasure import erase_in_history
from jitco_portal.common.models import User
from jitco_portal.common.privacy.erasure import (
    NotErasable,
    addresses_of,
    erased_address,
    names_of,
    scrub_names,
)
from jitco_portal.common.privacy.own_texts import forget_in_history, keys_of, scrub_texts, without, words_instead
from jitco_portal.common.privacy.scrubbing import log_about
from organizations.models import (
    Claim,
    Invitation,
    ListingApplication,
    Membership,
    MergeMove,
    MissingReport,
    Organization,
    ProfileProposal,
    ProposedChange,
    RequestState,
    Shortlist,
    ShortlistEntry,
)
from organizations.models.shortlists import LONGEST_NAME
from organizations.personal_data import erasure_obstacles, organizations_naming
from organizations.services.members.contacts import BLANK, lock_organization
from organizations.services.members.memberships import end_at_once
from organizations.services.members.requests import delete_evidence

CONTACT = ("contact_name", "contact_email", "contact_phone")
# How the causes of mails begin: what a mail is about.
CAUSES = {
    Membership: "membership:",
    Claim: "claim:",
    ListingApplication: "listing:",
    Invitation: "invitation:",
    ProfileProposal: "proposal ",
}
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
    # First what is found by the memberships and contacts that go next.
    named_in = _erase_proposals(person)
    _scrub_names(person, named_in)
    _erase_contacts(person, keys)
    for membership in memberships.exclude(until_on__lt=today()).select_related("organization", "user"):
        end_at_once(organization=membership.organization, membership=membership)
    memberships.update(mail_refusal="")
    erase_in_history(model=Membership, fields=["mail_refusal"], where={"user_id": person.pk})
    _erase_invitations(person)
    for model in (Claim, ListingApplication):
        _erase_requests(model, person)
    _erase_reports(person)
    _scrub_shortlists(person)
    _erase_from_merges(person)


def organizations_ever_of(person: User) -> set[int]:
    """Those of which the person is or was a member: for them they could write."""
    member = Membership.pgh_event_model.objects.filter(user_id=person.pk)  # type: ignore[attr-defined]
    return set(member.values_list("organization_id", flat=True))


def _erase_contacts(person: User, memberships: list[int]) -> None:
    named = organizations_naming(person)
    for address in addresses_of(person):
        named |= Organization.objects.filter(contact_email__iexact=address)
    keys = set(named.values_list("pk", flat=True))
    organizations = {*keys, *Membership.objects.filter(pk__in=memberships).values_list("organization", flat=True)}
    Organization.objects.filter(pk__in=keys).update(**BLANK)
    conditions: list[dict[str, Any]] = [{"contact_member_id__in": memberships}]
    conditions += [{"contact_email__iexact": each} for each in addresses_of(person)]
    conditions += [{"pgh_obj_id__in": organizations, "contact_name__iexact": each} for each in names_of(person)]
    for where in conditions:
        erase_in_history(model=Organization, fields=CONTACT, where=where)


def _erase_invitations(person: User) -> None:
    theirs = Q(accepted_by=person)
    for address in addresses_of(person):
        theirs |= Q(email__iexact=address)
    rows = Invitation.objects.filter(theirs)
    keys = list(rows.values_list("pk", flat=True))
    rows.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    Invitation.objects.filter(pk__in=keys).update(email=erased_address(person))
    erase_in_history(model=Invitation, fields=["email"], where={"pgh_obj_id__in": keys})


def _erase_requests(model: type[Claim] | type[ListingApplication], person: User) -> None:
    rows = model._default_manager.filter(user=person)
    rows.filter(state=RequestState.OPEN).update(state=RequestState.WITHDRAWN, decided_at=timezone.now())
    for request in rows.exclude(evidence=""):
        delete_evidence(request=request)
    rows.update(**dict.fromkeys(TYPED, ""))
    erase_in_history(model=model, fields=TYPED, where={"user_id": person.pk})


def _erase_reports(person: User) -> None:
    """What they wrote in their own words; which organization was missing stays."""
    theirs = Q(pk__in=[])
    for address in addresses_of(person):
        theirs |= Q(email__iexact=address)
    keys = list(MissingReport.objects.filter(theirs).values_list("pk", flat=True))
    MissingReport.objects.filter(pk__in=keys).update(email="", seen="", remark="")
    erase_in_history(model=MissingReport, fields=["seen", "remark"], where={"pgh_obj_id__in": keys})


def _scrub_shortlists(person: User) -> None:
    """Lists and notes belong to the organization and stay; the person is named in them no more.

    Only where the person could write: a name can be any word.
    """
    organizations = organizations_ever_of(person)
    instead = words_instead(person)
    lists = Shortlist.objects.filter(organization__in=organizations)
    for row in lists:
        if (name := without(row.name, instead)) != row.name:
            others = lists.exclude(pk=row.pk).filter(organization=row.organization_id)
            taken = others.filter(name__iexact=name[:LONGEST_NAME]).exists()
            # Two names of one person may have told two lists apart.
            Shortlist.objects.filter(pk=row.pk).update(name=f"{name[:80]} ({row.pk})" if taken else name[:LONGEST_NAME])
    scrub_texts(ShortlistEntry.objects.filter(shortlist__organization__in=organizations), "note", instead)
    forget_in_history(Shortlist, "name", Q(organization_id__in=organizations), instead)
    entries = Q(shortlist_id__in=keys_of(Shortlist, organization_id__in=organizations))
    forget_in_history(ShortlistEntry, "note", entries, instead)


def _erase_from_merges(person: User) -> None:
    """What a merge keeps of rows, to put it back: no word that names the person, and no door that opens again."""
    instead = words_instead(person)
    for move in MergeMove.objects.filter(model__in=[each._meta.label for each in (Shortlist, ShortlistEntry)]):
        said = {name: getattr(move, name) for name in ("before", "after", "kept")}
        scrubbed = {name: _without_in(value, instead) for name, value in said.items()}
        if scrubbed != said:
            MergeMove.objects.filter(pk=move.pk).update(**scrubbed)
    invited = Invitation.objects.filter(email=erased_address(person))
    for model, rows in ((Membership, Membership.objects.filter(user=person)), (Invitation, invited)):
        keys = rows.values_list("pk", flat=True)
        for move in MergeMove.objects.filter(model=model._meta.label, object_pk__in=list(keys)):
            for name in ("until_on", "withdrawn_at"):
                move.before.pop(name, None)
                move.after.pop(name, None)
            if move.after:
                move.save(update_fields=["before", "after"])
            else:
                move.delete()


def _without_in(said: Any, instead: Mapping[str, str]) -> Any:
    """The texts of a JSON value without the person's names."""
    if isinstance(said, str):
        return without(said, instead)
    if isinstance(said, dict):
        return {name: _without_in(value, instead) for name, value in said.items()}
    return [_without_in(each, instead) for each in said] if isinstance(said, list) else said


def _scrub_names(person: User, proposals: set[int]) -> None:
    """In mails to others and in the desk's log, as far as they are about rows of the person."""
    invitations = Q(invited_by=person) | Q(accepted_by=person)
    for address in addresses_of(person):
        invitations |= Q(email__iexact=address)
    keys = {
        Membership: keys_of(Membership, user_id=person.pk),
        Claim: keys_of(Claim, user_id=person.pk),
        ListingApplication: keys_of(ListingApplication, user_id=person.pk),
        Invitation: set(Invitation.objects.filter(invitations).values_list("pk", flat=True)),
        ProfileProposal: keys_of(ProfileProposal, author_id=person.pk) | proposals,
    }
    causes = [f"{CAUSES[model]}{key}" for model, found in keys.items() for key in found]
    mails = Q(cause__regex=f"^({'|'.join(causes)})(?![0-9])") if causes else Q(pk__in=[])
    log = Q(pk__in=[])
    for model, found in keys.items():
        log |= log_about(model, found)
    scrub_names(person, mails=mails, log=log)


def _erase_proposals(person: User) -> set[int]:
    """Comments, and proposed contacts that name the person; the proposals stay for what they changed.

    Returns the keys of the proposals that named the person.
    """
    ProfileProposal.objects.filter(author=person).exclude(comment="").update(comment="")
    erase_in_history(model=ProfileProposal, fields=["comment"], where={"author_id": person.pk})
    words = {each.casefold() for each in (*addresses_of(person), *names_of(person))}
    contacts = ProposedChange.objects.filter(part="organization", field__in=CONTACT)
    rows = contacts.filter(
        Q(proposal__author=person)
        | Q(proposal__organization__memberships__user=person)
        | Q(proposal__organization__in=organizations_naming(person))
    )
    naming = {each.proposal_id for each in rows.distinct() if {_folded(each.before), _folded(each.after)} & words}
    # The telephone that was proposed with them is theirs too.
    theirs = contacts.filter(proposal__in=naming)
    keys = list(theirs.values_list("pk", flat=True))
    with pgtrigger.ignore("organizations.ProposedChange:change_stays"):
        theirs.filter(state=ProposedChange.State.OPEN).update(state=ProposedChange.State.WITHDRAWN)
        theirs.update(before=None, after=None)
    erase_in_history(model=ProposedChange, fields=["before", "after"], where={"pgh_obj_id__in": keys})
    # Nobody waits for an answer on a proposal of which nothing is left.
    over = ProfileProposal.objects.open().filter(pk__in=naming).exclude(changes__state=ProposedChange.State.OPEN)
    over.update(state=ProfileProposal.State.WITHDRAWN, decided_at=timezone.now())
    return naming


def _folded(value: object) -> str:
    return value.casefold() if isinstance(value, str) else ""
