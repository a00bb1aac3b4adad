"""Applications to be listed: staff make the organization of what it says of itself, and of that alone."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from jitco_portal.common.days import today
from jitco_portal.common.history.context import because
from jitco_portal.common.models import User
from jitco_portal.common.partial_dates import PartialDate
from jitco_portal.common.shown_dates import shown_date
from jitco_portal.common.uploads import CheckedFile
from organizations.models import (
    ListingApplication,
    Organization,
    RequestState,
    Role,
    SendingOrganization,
    SupervisingOrganization,
)
from organizations.queries.requests import holder_of_number
from organizations.services.members import requests
from organizations.services.members.claims import OrganizationGone, join, tell_administrators
from organizations.services.members.contacts import lock_organization

NAMES = ("name_local", "name_en", "name_ja", "name_kana")
TAKEN_OVER = (*NAMES, "address", "website")


class OtherKind(Exception):
    """The organization is not of the kind that the application is for."""


def apply_to_be_listed(*, user: User, evidence: CheckedFile | None, **values: Any) -> ListingApplication:
    """Ask for an organization to be listed; what we hold under its number is noted.

    Raises TooManyOpenRequests, TooManyRequestsADay, InfectedFile, ScannerUnavailable.
    """
    application = ListingApplication(user=user, **values)
    application.evidence_scan = requests.scan_of(evidence)
    application.found = holder_of_number(kind=application.kind, number=application.number)
    return requests.ask(request=application, evidence=evidence, check=lambda _user: None)


@transaction.atomic
def accept_application(*, application: ListingApplication, by: User) -> Organization:
    """List the organization, with the applicant as its administrator. Raises AlreadyDecided, OwnRequest.

    Never an approval and never a permit: those come from the lists of governments.
    """
    held = requests.lock_open(request=application, by=by)
    organization = _made_of(held)
    _accept(held, organization, by)
    return organization


@transaction.atomic
def accept_application_for(*, application: ListingApplication, organization: Organization, by: User) -> Organization:
    """It is listed already: the applicant becomes an administrator of the organization that stands.

    Raises AlreadyDecided, OwnRequest, OtherKind, OrganizationGone.
    """
    organization = lock_organization(organization.pk)
    held = requests.lock_open(request=application, by=by)
    if organization.kind != held.kind:
        raise OtherKind
    if organization.merged_into_id:
        raise OrganizationGone
    _accept(held, organization, by)
    tell_administrators(organization=organization, request=held, kind="claim_joined")
    return organization


def refuse_application(*, application: ListingApplication, by: User, reason: str) -> ListingApplication:
    """Raises AlreadyDecided, OwnRequest, ReasonMissing."""
    return requests.refuse(request=application, by=by, reason=reason)


def _accept(application: ListingApplication, organization: Organization, by: User) -> None:
    application.organization = organization
    requests.close(request=application, state=RequestState.ACCEPTED, by=by)
    join(organization=organization, user=application.user, role=Role.ADMINISTRATOR)
    requests.tell_person(request=application, what="accepted")


def _made_of(application: ListingApplication) -> Organization:
    asked_on = timezone.localdate(application.created_at)
    with translation.override("en"):
        source = f"Application of the organization itself, {shown_date(asked_on)}"
    with translation.override("ja"):
        source_ja = f"機関・団体自身からの掲載申請（{shown_date(asked_on)}）"
    with because("", listing_application=application.pk):
        organization = Organization.objects.create(
            kind=application.kind,
            country=application.country,
            is_sample=bool(application.country and application.country.is_sample),
            source=source,
            source_ja=source_ja,
            source_on=PartialDate.of(asked_on),
            checked_on=today(),
            **{name: getattr(application, name) for name in TAKEN_OVER},
        )
        if organization.is_sending:
            SendingOrganization.objects.create(organization=organization)
        else:
            SupervisingOrganization.objects.create(organization=organization, prefecture=application.prefecture)
    return organization
