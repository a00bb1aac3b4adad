"""What changed on an organization's page: the one table of which fields the public sees."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language

from countries.queries.changes import NAMINGS as COUNTRY_NAMINGS
from countries.queries.changes import named
from jitco_portal.common.history.public import SOURCE, WRITES_PER_PAGE, ChangePage, Naming, PublicTable, public_changes
from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.shown_dates import shown_date
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
    ListWork,
    Membership,
    Merge,
    MergeMove,
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
    TodaysStanding,
    TraineeFigure,
)
from organizations.models.details import SupervisingCountry
from organizations.models.organizations import OrganizationOperation


def _was_published(values: Mapping[str, Any], _at: datetime.datetime) -> bool:
    return bool(values["is_published"]) and values["merged_into"] is None


ORGANIZATION = PublicTable(
    Organization,
    "pgh_obj_id",
    public=(
        *("country", "name_local", "name_en", "name_ja", "name_kana", "short_name", "address", "address_ja"),
        *("phone", "website", "languages", "note_en", "note_ja", "last_confirmed_on"),
        *SOURCE,
    ),
    reads=("is_published", "merged_into"),
    hidden=(
        *("public_id", "kind", "contact_name", "contact_email", "contact_phone", "contact_visibility"),
        *("contact_member", "publishes_at_once", "is_sample", "is_published", "merged_into"),
        *("sort_en", "sort_ja"),
    ),
    is_own=True,
    was_public=_was_published,
)
OPERATIONS = PublicTable(OrganizationOperation, "organization_id", public=("operation",), relation="operations")
FIGURES = PublicTable(
    TraineeFigure,
    "organization_id",
    names=("programme", "operation", "year"),
    public=("programme", "operation", "year", "number", *SOURCE),
    hidden=("organization",),
)
_PARTNERSHIP = ("from_on", "until_on", *SOURCE)

NAMES = PublicTable(
    OrganizationName,
    "organization_id",
    names=("kind", "name"),
    public=("kind", "name", "until_on", *SOURCE),
    hidden=("organization",),
)

SENDING_TABLES = (
    ORGANIZATION,
    NAMES,
    OPERATIONS,
    PublicTable(
        SendingOrganization,
        "organization_id",
        public=(
            *("licence_number", "founded_year", "training_centre_en", "training_centre_ja", "training_hours"),
            *("training_capacity", "teachers", "native_teachers", "japanese_speaking_staff", "has_office_in_japan"),
            *("office_in_japan", "returnee_support_en", "returnee_support_ja"),
        ),
        hidden=("organization",),
        is_part=True,
    ),
    PublicTable(
        Approval,
        "sending_organization_id",
        names=("programme", "issuer", "approved_from"),
        public=(
            *("programme", "issuer", "number", "approved_from", "approved_until", "first_seen_on", "confirmed_on"),
            *("scope_en", "scope_ja"),
            *SOURCE,
        ),
        hidden=("sending_organization",),
    ),
    PublicTable(
        HomeLicence,
        "sending_organization_id",
        names=("issuer", "licensed_from"),
        public=(
            *("issuer", "number", "licensed_from", "licensed_until", "first_seen_on", "confirmed_on"),
            *SOURCE,
        ),
        hidden=("sending_organization",),
    ),
    PublicTable(
        ListEntry,
        "sending_organization_id",
        names=("edition",),
        public=("edition", "number", "printed_name"),
        hidden=("sending_organization",),
    ),
    PublicTable(
        OrganizationMeasure,
        "sending_organization_id",
        names=("kind", "side", "programme", "from_on"),
        public=("programme", "kind", "side", "from_on", "until_on", "text_en", "text_ja", *SOURCE),
        hidden=("sending_organization",),
    ),
    PublicTable(
        Allowance,
        "sending_organization_id",
        names=("operation_group", "programme", "issuer"),
        public=("programme", "operation_group", "issuer", "from_on", "until_on", "confirmed_on", *SOURCE),
        hidden=("sending_organization",),
    ),
    PublicTable(
        Report,
        "sending_organization_id",
        names=("said", "said_on"),
        public=("said", "said_on", "basis_en", "basis_ja", *SOURCE),
        hidden=("sending_organization",),
    ),
    PublicTable(
        Article25Item,
        "organization_id",
        names=("item",),
        public=("item", "state", "note_en", "note_ja", *SOURCE),
        hidden=("organization",),
    ),
    PublicTable(
        Fee,
        "organization_id",
        names=("subject", "payer", "programme"),
        public=(
            *("programme", "payer", "subject", "term_years", "amount", "currency", "period", "basis_en", "basis_ja"),
            *("from_on", "until_on"),
            *SOURCE,
        ),
        hidden=("organization",),
    ),
    FIGURES,
    PublicTable(
        Partnership,
        "sending_organization_id",
        names=("supervising_organization",),
        public=("supervising_organization", *_PARTNERSHIP),
        hidden=("sending_organization",),
        needs=("supervising_organization",),
    ),
)
SUPERVISING_TABLES = (
    ORGANIZATION,
    NAMES,
    OPERATIONS,
    PublicTable(
        SupervisingOrganization,
        "organization_id",
        public=("prefecture", "supporting_member"),
        hidden=("organization",),
        is_part=True,
    ),
    PublicTable(SupervisingCountry, "supervisingorganization_id", public=("country",), relation="accepts_from"),
    PublicTable(
        Permit,
        "supervising_organization_id",
        names=("programme", "kind", "number"),
        public=("programme", "kind", "number", "valid_from", "valid_until", *SOURCE),
        hidden=("supervising_organization",),
    ),
    PublicTable(
        Sanction,
        "supervising_organization_id",
        names=("kind", "from_on"),
        public=("kind", "from_on", "until_on", "text_en", "text_ja", *SOURCE),
        hidden=("supervising_organization",),
    ),
    FIGURES,
    PublicTable(
        Partnership,
        "supervising_organization_id",
        names=("sending_organization",),
        public=("sending_organization", *_PARTNERSHIP),
        hidden=("supervising_organization",),
        needs=("sending_organization",),
    ),
)
# Models that no organization's page tells the changes of, each with the reason.
NOT_TOLD = {
    JobCategory: "belongs to no organization",
    Operation: "belongs to no organization",
    ListEdition: "told where it names an organization",
    PublicIdSeries: "a counter",
    Membership: "people are told nowhere in public",
    Invitation: "people are told nowhere in public",
    Claim: "people are told nowhere in public",
    ListingApplication: "people are told nowhere in public",
    ProfileProposal: "what came of it is told",
    ProposedChange: "what came of it is told",
    TodaysStanding: "computed from what is told",
    Shortlist: "belongs to the members who share it",
    ShortlistEntry: "belongs to the members who share it",
    MissingReport: "written by readers, for staff",
    MissedSearch: "of no organization",
    RecheckCampaign: "belongs to no organization",
    Recheck: "a confirmation is told with the profile",
    ListImport: "what came of it is told",
    ListRow: "what came of it is told",
    ListChange: "what came of it is told",
    ListWork: "what came of it is told",
    ListHeading: "belongs to no organization",
    ListMapping: "belongs to no organization",
    DuplicatePair: "a question for staff",
    Merge: "what it moved is told",
    MergeMove: "what it moved is told",
}


def _organization_name(row: Mapping[str, Any]) -> str:
    names = [row["name_en"], row["name_local"], row["name_ja"]]
    if get_language() == "ja":
        names = [row["name_ja"], row["name_en"], row["name_local"]]
    return next((name for name in names if name), row["public_id"])


def _operation_name(row: Mapping[str, Any]) -> str:
    return f"{row['code']} {named('name')(row)}"


def _edition_name(row: Mapping[str, Any]) -> str:
    issuer = {"name_en": row["issuer__name_en"], "name_ja": row["issuer__name_ja"]}
    return f"{named('name')(issuer)} · {shown_date(PartialDate.parse(row['published_on']))}"


NAMINGS = {
    **COUNTRY_NAMINGS,
    Operation: Naming(("code", "name_en", "name_ja"), _operation_name),
    ListEdition: Naming(("published_on", "issuer__name_en", "issuer__name_ja"), _edition_name),
    Organization: Naming(
        ("public_id", "name_en", "name_local", "name_ja"), _organization_name, Organization.objects.visible_to
    ),
}


def organization_changes(
    *, organization: Organization, user: Any, after: str = "", count: int = WRITES_PER_PAGE
) -> ChangePage:
    """What changed on the organization's page while it was on the site, newest first."""
    return public_changes(
        tables=SENDING_TABLES if organization.is_sending else SUPERVISING_TABLES,
        key=organization.pk,
        namings=NAMINGS,
        user=user,
        after=after,
        count=count,
        is_shown=_shown_at(organization),
    )


def _shown_at(organization: Organization) -> Callable[[datetime.datetime], bool]:
    """Whether the page was on the site at a time, from the one query over the row's own events."""
    events = Organization.pgh_event_model.objects.filter(pgh_obj_id=organization.pk).order_by("pgh_id")  # type: ignore[attr-defined]
    found = list(events.values_list("pgh_created_at", "is_published", "merged_into_id"))
    times = [at for at, _published, _merged in found]
    states = [published and merged is None for _at, published, merged in found]

    def is_shown(at: datetime.datetime) -> bool:
        place = bisect_right(times, at)
        return states[place - 1] if place else True

    return is_shown
