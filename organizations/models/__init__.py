"""Who takes part: organizations and what is known of them, one file per subject."""

from organizations.models.approvals import Allowance, Approval, ListEdition, ListEntry, OrganizationMeasure, Report
from organizations.models.campaigns import Recheck, RecheckCampaign
from organizations.models.derived import TodaysStanding
from organizations.models.details import Article25Item, Fee, SendingOrganization, SupervisingOrganization
from organizations.models.figures import Partnership, TraineeFigure
from organizations.models.licences import HomeLicence
from organizations.models.list_imports import (
    ListChange,
    ListField,
    ListHeading,
    ListImport,
    ListKind,
    ListMapping,
    ListRow,
    ListWork,
)
from organizations.models.look_ups import MissedSearch, MissingReport
from organizations.models.members import (
    ACTING,
    Claim,
    Invitation,
    ListingApplication,
    Membership,
    RequestState,
    Role,
)
from organizations.models.merges import DuplicatePair, Merge, MergeMove
from organizations.models.names import OrganizationName
from organizations.models.operations import JobCategory, Operation
from organizations.models.organizations import Organization, PublicIdSeries
from organizations.models.permits import Permit, Sanction
from organizations.models.proposals import ProfileProposal, ProposedChange
from organizations.models.shortlists import Shortlist, ShortlistEntry

__all__ = [
    "ACTING",
    "Allowance",
    "Approval",
    "Article25Item",
    "Claim",
    "DuplicatePair",
    "Fee",
    "HomeLicence",
    "Invitation",
    "JobCategory",
    "ListChange",
    "ListEdition",
    "ListEntry",
    "ListField",
    "ListHeading",
    "ListImport",
    "ListKind",
    "ListMapping",
    "ListRow",
    "ListWork",
    "ListingApplication",
    "Membership",
    "Merge",
    "MergeMove",
    "MissedSearch",
    "MissingReport",
    "Operation",
    "Organization",
    "OrganizationMeasure",
    "OrganizationName",
    "Partnership",
    "Permit",
    "ProfileProposal",
    "ProposedChange",
    "PublicIdSeries",
    "Recheck",
    "RecheckCampaign",
    "Report",
    "RequestState",
    "Role",
    "Sanction",
    "SendingOrganization",
    "Shortlist",
    "ShortlistEntry",
    "SupervisingOrganization",
    "TodaysStanding",
    "TraineeFigure",
]
