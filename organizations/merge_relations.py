"""What merging two organizations does with the rows of this app."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.days import today
from jitco_portal.common.partial_dates import periods_may_meet
from organizations.models import (
    Allowance,
    Approval,
    Article25Item,
    Claim,
    DuplicatePair,
    Fee,
    HomeLicence,
    Invitation,
    ListChange,
    ListEntry,
    ListingApplication,
    ListRow,
    Membership,
    Merge,
    Organization,
    OrganizationMeasure,
    OrganizationName,
    Partnership,
    Permit,
    ProfileProposal,
    Recheck,
    Report,
    RequestState,
    Sanction,
    SendingOrganization,
    Shortlist,
    ShortlistEntry,
    SupervisingOrganization,
    TodaysStanding,
    TraineeFigure,
)
from organizations.models.details import SupervisingCountry
from organizations.models.organizations import OrganizationOperation
from organizations.models.shortlists import LONGEST_NAME
from organizations.queries.merging.relations import Fate, Relation, Settled, all_values, by, says_but

_SAME = _("The organization that stays has the same.")
_SIDES = ("sending_organization", "supervising_organization")
_PARTNERS = tuple(f"{side}__organization" for side in _SIDES)
# Where and when it was read does not tell one paper from another.
_SEEN = ("source", "source_url", "source_on", "checked_on")


def merge_relations() -> list[Relation]:
    return [
        # The organization itself: its values are chosen one by one, and who was merged into it is led on.
        Relation(Organization, "merged_into", is_derived=True),
        Relation(SendingOrganization, "organization", is_derived=True),
        Relation(SupervisingOrganization, "organization", is_derived=True),
        Relation(TodaysStanding, "organization", is_derived=True),
        *_profile(),
        *_standing(),
        *_people(),
        *_records(),
    ]


def _profile() -> list[Relation]:
    return [
        Relation(OrganizationName, "organization", key=lambda row: row.name, meet=_names),
        Relation(OrganizationOperation, "organization", key=by("operation_id"), meet=_same, label=_("operations")),
        Relation(
            SupervisingCountry,
            "supervisingorganization",
            key=by("country_id"),
            meet=_same,
            label=_("countries it accepts from"),
        ),
        Relation(Article25Item, "organization", key=by("item"), meet=_requirements),
        Relation(Fee, "organization", key=all_values("organization"), meet=_same, select=("programme",)),
        Relation(TraineeFigure, "organization", key=by("programme_id", "operation_id", "year"), meet=_figures),
        *(
            Relation(Partnership, own, key=by(f"{other}_id", "from_on"), meet=_partnerships, select=_PARTNERS)
            for own, other in (_SIDES, _SIDES[::-1])
        ),
    ]


def _standing() -> list[Relation]:
    owner = "sending_organization"
    same: list[Any] = [OrganizationMeasure, Allowance, Report, HomeLicence]
    return [
        Relation(Approval, owner, key=by("programme_id", "issuer_id"), meet=_approvals),
        Relation(ListEntry, owner, key=by("edition_id"), meet=_list_entries, select=("edition",)),
        *(Relation(model, owner, key=all_values(owner), meet=_same) for model in same),
        Relation(Permit, "supervising_organization", key=by("programme_id"), meet=_permits),
        Relation(Sanction, "supervising_organization", key=all_values("supervising_organization"), meet=_same),
    ]


def _people() -> list[Relation]:
    return [
        Relation(Membership, "organization", key=by("user_id"), meet=_memberships, select=("user",)),
        Relation(Invitation, "organization", key=by("email"), meet=_invitations),
        Relation(Claim, "organization", key=by("user_id"), meet=_claims, select=("user",)),
        Relation(ListingApplication, "organization"),
        Relation(ListingApplication, "found", label=_("applications that found it here")),
        Relation(ProfileProposal, "organization", alone=_proposals),
        Relation(Shortlist, "organization", key=by("name"), meet=_shortlists),
        Relation(ShortlistEntry, "listed", key=by("shortlist_id"), meet=_entries),
    ]


def _records() -> list[Relation]:
    return [
        Relation(Recheck, "organization", stays=_("It was asked about its own profile, which goes.")),
        # What was read and done, of the organization as it was then.
        Relation(ListRow, "organization", is_derived=True),
        Relation(ListChange, "organization", is_derived=True),
        Relation(DuplicatePair, "first", is_derived=True),
        Relation(DuplicatePair, "second", is_derived=True),
        Relation(Merge, "kept", is_derived=True),
        Relation(Merge, "absorbed", is_derived=True),
    ]


def _same(_row: Any, _own: Any) -> Settled:
    return Settled(Fate.GOES, _SAME)


def _names(row: OrganizationName, own: OrganizationName) -> Settled:
    if row.until_on and not own.until_on:
        return Settled(Fate.TAKES_PLACE, _("The same name, with its last day."))
    return Settled(Fate.GOES, _("The organization that stays has this name already."))


def _list_entries(_row: ListEntry, _own: ListEntry) -> Settled:
    return Settled(Fate.GOES, _("The list names both: one entry is enough."))


def _requirements(row: Article25Item, own: Article25Item) -> Settled:
    not_known = Article25Item.State.NOT_KNOWN
    if row.state == not_known or (row.state, row.note_en, row.note_ja) == (own.state, own.note_en, own.note_ja):
        return Settled(Fate.GOES, _("The organization that stays says as much or more."))
    if own.state == not_known:
        return Settled(Fate.TAKES_PLACE, _("Of the organization that stays it is not known."))
    return _refused(_("The two say different things of this requirement: correct one of them first."))


def _figures(row: TraineeFigure, own: TraineeFigure) -> Settled:
    if row.number == own.number:
        return Settled(Fate.GOES, _SAME)
    return _refused(_("The two give different numbers for the same year: correct one of them first."))


def _partnerships(row: Partnership, own: Partnership) -> Settled:
    if row.until_on == own.until_on:
        return Settled(Fate.GOES, _SAME)
    return _refused(_("The same partnership ends on different days: correct one of them first."))


def _approvals(row: Approval, own: Approval) -> Settled | None:
    if not periods_may_meet(row.starts_on, row.approved_until, own.starts_on, own.approved_until):
        return None
    seen = ("sending_organization", "first_seen_on", "confirmed_on", *_SEEN)
    if says_but(row, *seen) != says_but(own, *seen) or row.starts_on != own.starts_on:
        return _refused(
            _("Both have an approval by the same office for the same days, and they differ: correct one of them first.")
        )
    if row.confirmed_on.latest > own.confirmed_on.latest:
        return Settled(Fate.TAKES_PLACE, _("The same approval, confirmed later."))
    return Settled(Fate.GOES, _SAME)


def _permits(row: Permit, own: Permit) -> Settled | None:
    seen = ("supervising_organization", *_SEEN)
    if says_but(row, *seen) == says_but(own, *seen):
        return Settled(Fate.GOES, _SAME)
    if periods_may_meet(row.valid_from, row.valid_until, own.valid_from, own.valid_until):
        return _refused(_("Both have a permit for the same days, and they differ: correct one of them first."))
    return None


def _memberships(row: Membership, own: Membership) -> Settled | None:
    if not _meet(row, own):
        return None
    if not _lasts(row):
        return Settled(Fate.STAYS, _("The person was a member of both at that time."))
    if not _lasts(own) or row.from_on > today():
        return _refused(_("The person is a member of both, one after the other: end one of the memberships first."))
    if row.role != own.role:
        return _refused(_("The person has different roles in the two: set the right role first."))
    return Settled(
        Fate.STAYS, _("The person is a member of the organization that stays: this one ends."), {"until_on": today()}
    )


def _meet(row: Membership, own: Membership) -> bool:
    last = datetime.date.max
    return row.from_on <= (own.until_on or last) and own.from_on <= (row.until_on or last)


def _lasts(row: Membership) -> bool:
    return row.until_on is None or row.until_on > today()


def _invitations(row: Invitation, own: Invitation) -> Settled | None:
    if any(each.accepted_at or each.withdrawn_at for each in (row, own)):
        return None
    return Settled(
        Fate.MOVES, _("The organization that stays has invited the same address."), {"withdrawn_at": timezone.now()}
    )


def _claims(row: Claim, own: Claim) -> Settled | None:
    if row.state == own.state == RequestState.OPEN:
        return _refused(_("The person asks for both: decide one of the claims first."))
    return None


def _proposals(row: ProfileProposal) -> Settled:
    if row.state == ProfileProposal.State.OPEN:
        return _refused(_("What was proposed for its profile waits: decide it first."))
    return Settled(Fate.STAYS, _("It was proposed for the profile that goes."))


def _shortlists(row: Shortlist, _own: Shortlist) -> Settled:
    suffix = f" ({row.organization.public_id}, {row.pk})"
    name = row.name[: LONGEST_NAME - len(suffix)] + suffix
    return Settled(Fate.MOVES, _("A list of this name is there: the public id is added."), {"name": name})


def _entries(row: ShortlistEntry, own: ShortlistEntry) -> Settled:
    if row.note and not own.note:
        return Settled(Fate.TAKES_PLACE, _("Both are on the list; the note stays."))
    if row.note:
        return Settled(Fate.GOES, _("Both are on the list, each with a note: that of the one that stays is kept."))
    return Settled(Fate.GOES, _("Both are on the list."))


def _refused(why: Any) -> Settled:
    return Settled(Fate.REFUSED, why)
