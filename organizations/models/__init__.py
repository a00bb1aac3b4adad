"""Who takes part: organizations and what is known of them, one file per subject."""

from organizations.models.approvals import Allowance, Approval, ListEdition, ListEntry, OrganizationMeasure, Report
from organizations.models.derived import TodaysStanding
from organizations.models.details import Article25Item, Fee, SendingOrganization, SupervisingOrganization
from organizations.models.figures import Partnership, TraineeFigure
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
    "Fee",
    "Invitation",
    "JobCategory",
    "ListEdition",
    "ListEntry",
    "ListingApplication",
    "Membership",
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
