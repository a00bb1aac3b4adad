"""Who takes part: organizations and what is known of them, one file per subject."""

from organizations.models.approvals import Allowance, Approval, ListEdition, ListEntry, OrganizationMeasure, Report
from organizations.models.details import Article25Item, Fee, SendingOrganization, SupervisingOrganization
from organizations.models.figures import Partnership, TraineeFigure
from organizations.models.operations import JobCategory, Operation
from organizations.models.organizations import Organization, PublicIdSeries
from organizations.models.permits import Permit, Sanction

__all__ = [
    "Allowance",
    "Approval",
    "Article25Item",
    "Fee",
    "JobCategory",
    "ListEdition",
    "ListEntry",
    "Operation",
    "Organization",
    "OrganizationMeasure",
    "Partnership",
    "Permit",
    "PublicIdSeries",
    "Report",
    "Sanction",
    "SendingOrganization",
    "SupervisingOrganization",
    "TraineeFigure",
]
