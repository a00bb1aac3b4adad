"""What the organizations' app holds about a person."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jitco_portal.common.models import User
from jitco_portal.common.privacy.personal_data import part_of
from jitco_portal.common.registry import PersonalData
from organizations.models import (
    Claim,
    Invitation,
    ListingApplication,
    Membership,
    MissingReport,
    Organization,
    ProfileProposal,
    ProposedChange,
    Shortlist,
    ShortlistEntry,
)
from organizations.prefectures import PREFECTURES, prefecture_name
from organizations.queries.desk_work import work_at_the_desk
from organizations.queries.members import memberships_of, steady_administrators_of

_EVIDENCE = ("evidence_name", "evidence_type", "evidence_size", "evidence_scan")


def personal_data(user: User) -> list[PersonalData]:
    mine = Q(user=user)
    applications = part_of(
        title=_("Applications to be listed"),
        key="listing_applications",
        rows=ListingApplication.objects.filter(mine).order_by("pk"),
        fields=(
            *("kind", "country", "name_local", "name_en", "name_ja", "name_kana", "number", "prefecture"),
            *("address", "website", "position", "text", *_EVIDENCE, "created_at", "state", "reason"),
        ),
        found_by=("user",),
    )
    language = get_language() or settings.LANGUAGE_CODE
    applications.words["prefecture"] = {each: prefecture_name(each, language) for each in PREFECTURES}
    return [
        part_of(
            title=_("Memberships"),
            key="memberships",
            rows=Membership.objects.filter(mine).order_by("pk"),
            fields=("organization", "role", "from_on", "until_on", "mail_refused_at", "mail_refusal"),
            found_by=("user",),
        ),
        part_of(
            title=_("Invitations sent by you"),
            key="invitations_sent",
            rows=Invitation.objects.filter(invited_by=user).order_by("pk"),
            fields=("organization", "email", "role", "created_at", "expires_at", "accepted_at", "withdrawn_at"),
            found_by=("invited_by",),
        ),
        part_of(
            title=_("Invitations to you"),
            key="invitations_received",
            rows=Invitation.objects.filter(Q(email__iexact=user.email) | Q(accepted_by=user)).order_by("pk"),
            fields=("organization", "email", "role", "created_at", "expires_at", "accepted_at", "withdrawn_at"),
            found_by=("email", "accepted_by"),
        ),
        part_of(
            title=_("Claims of organizations"),
            key="claims",
            rows=Claim.objects.filter(mine).order_by("pk"),
            fields=("organization", "role", "position", "text", *_EVIDENCE, "created_at", "state", "reason"),
            found_by=("user",),
        ),
        applications,
        part_of(
            title=_("Proposals for profiles"),
            key="proposals",
            rows=ProfileProposal.objects.filter(author=user).order_by("pk"),
            fields=("organization", "comment", "created_at", "state", "decided_at"),
            found_by=("author",),
        ),
        part_of(
            title=_("What you proposed, field by field"),
            key="proposed_changes",
            rows=ProposedChange.objects.filter(proposal__author=user).order_by("pk"),
            fields=("proposal", "part", "field", "before", "after", "state", "reason"),
            found_by=(),
        ),
        part_of(
            title=_("Contact of organizations"),
            key="contacts",
            rows=organizations_naming(user),
            fields=("public_id", "contact_name", "contact_email", "contact_phone", "contact_visibility"),
            found_by=("contact_email", "contact_member"),
        ),
        part_of(
            title=_("Shortlists that you began"),
            key="shortlists",
            rows=Shortlist.objects.filter(created_by=user).order_by("pk"),
            fields=("organization", "name", "created_at"),
            found_by=("created_by",),
        ),
        part_of(
            title=_("What you put on shortlists"),
            key="shortlist_entries",
            rows=ShortlistEntry.objects.filter(added_by=user).order_by("pk"),
            fields=("shortlist", "listed", "note", "added_at"),
            found_by=("added_by",),
        ),
        part_of(
            title=_("Reports of missing organizations"),
            key="missing_reports",
            rows=MissingReport.objects.filter(email__iexact=user.email).order_by("pk"),
            fields=("kind", "name", "country", "number", "seen", "remark", "email", "created_at", "state"),
            found_by=("email",),
        ),
        *_decided(user),
        *work_at_the_desk(user),
    ]


def organizations_naming(user: User) -> QuerySet[Organization]:
    """Those whose contact is the person: by membership, or by address."""
    return Organization.objects.filter(Q(contact_member__user=user) | Q(contact_email__iexact=user.email)).order_by(
        "public_id"
    )


def erasure_obstacles(user: User) -> list[str]:
    """An organization is not left without anybody who may look after it."""
    alone = [
        each.organization
        for each in memberships_of(user)
        if each.administers and not steady_administrators_of(each.organization).exclude(user=user).exists()
    ]
    return [
        _("You are the last administrator of %(name)s. Make somebody else its administrator first.")
        % {"name": organization.name}
        for organization in alone
    ]


def _decided(user: User) -> list[PersonalData]:
    """For staff: what they decided."""
    settled = part_of(
        title=_("Reports settled by you"),
        key="missing_reports_settled",
        rows=MissingReport.objects.filter(handled_by=user).order_by("pk"),
        fields=("id", "state", "handled_at", "answer"),
        found_by=("handled_by",),
    )
    titles = {
        Claim: ("claims_decided", _("Claims decided by you")),
        ListingApplication: ("listing_applications_decided", _("Applications decided by you")),
        ProposedChange: ("changes_decided", _("Proposed changes decided by you")),
    }
    decided = [
        part_of(
            title=title,
            key=key,
            rows=model._default_manager.filter(decided_by=user).order_by("pk"),
            fields=("id", "state", "decided_at", "reason"),
            found_by=("decided_by",),
        )
        for model, (key, title) in titles.items()
    ]
    return [*decided, settled]
