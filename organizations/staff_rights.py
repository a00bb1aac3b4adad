"""What each group of staff may do with the rows of the organizations."""

from django.db.models import Model

from jitco_portal.common.accounts.staff_groups import CONTENT, DECISION, REQUEST, Rights
from organizations.models import (
    Allowance,
    Approval,
    Article25Item,
    Claim,
    DuplicatePair,
    Fee,
    HomeLicence,
    Invitation,
    JobCategory,
    ListChange,
    ListEdition,
    ListEntry,
    ListHeading,
    ListImport,
    ListingApplication,
    ListMapping,
    ListRow,
    Membership,
    Merge,
    MissedSearch,
    MissingReport,
    Operation,
    Organization,
    OrganizationMeasure,
    OrganizationName,
    Partnership,
    Permit,
    ProfileProposal,
    ProposedChange,
    PublicIdSeries,
    Recheck,
    RecheckCampaign,
    Report,
    Sanction,
    SendingOrganization,
    Shortlist,
    ShortlistEntry,
    SupervisingOrganization,
    TraineeFigure,
)

# An organization is never deleted: its public id stands on paper.
_ORGANIZATION = Rights("vc", "vac", "v")
# What an editor of content may not touch on its page, see `organizations/admin/organizations.py`.
DECIDES_ACCESS = "organizations.change_profileproposal"


def staff_rights() -> dict[type[Model], Rights]:
    return {
        Organization: _ORGANIZATION,
        SendingOrganization: _ORGANIZATION,
        SupervisingOrganization: _ORGANIZATION,
        PublicIdSeries: Rights("v", "v", "v"),
        # Found by the search, and told on the profile with its source.
        OrganizationName: CONTENT,
        Fee: CONTENT,
        Article25Item: CONTENT,
        Partnership: CONTENT,
        TraineeFigure: CONTENT,
        JobCategory: CONTENT,
        Operation: CONTENT,
        Approval: DECISION,
        OrganizationMeasure: DECISION,
        Allowance: DECISION,
        # An adverse report marks an acceptance.
        Report: DECISION,
        ListEdition: DECISION,
        ListEntry: DECISION,
        HomeLicence: DECISION,
        # Uploaded and decided row by row by editors; only who may write approvals approves and takes back.
        ListImport: Rights("vac", "vac", "v"),
        ListRow: Rights("vc", "vc", "v"),
        ListChange: Rights("v", "v", "v"),
        ListHeading: CONTENT,
        ListMapping: Rights("v", "vacd", "v"),
        DuplicatePair: Rights("v", "vc", "v"),
        Merge: Rights("v", "vac", "v"),
        RecheckCampaign: Rights("v", "vac", "v"),
        Recheck: Rights("v", "vc", "v"),
        Permit: DECISION,
        Sanction: DECISION,
        # Ended, never deleted: what a person did as a member stays explained.
        Membership: Rights("v", "vac", "vac"),
        Invitation: Rights("v", "vc", "vc"),
        # With papers of people: for whoever decides, and for auditors.
        Claim: Rights("", "vc", "v"),
        ListingApplication: Rights("", "vc", "v"),
        ProfileProposal: REQUEST,
        ProposedChange: REQUEST,
        # With addresses of people, as above.
        MissingReport: Rights("", "vc", "v"),
        # Words without anybody's name; counted, never written.
        MissedSearch: Rights("v", "v", "v"),
        # Affairs of the members: seen by those who see everything, or may do all that an auditor may.
        Shortlist: Rights("", "", "v"),
        ShortlistEntry: Rights("", "", "v"),
    }
