"""The contact of an organization goes when its person does."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from jitco_portal.common.days import today
from jitco_portal.common.history.context import because
from jitco_portal.common.models import User
from jitco_portal.common.one_by_one import one_by_one
from organizations.models import Membership, Organization

BLANK = {"contact_name": "", "contact_email": "", "contact_phone": "", "contact_member": None}
# How far back the nightly look goes for memberships whose last day passed; nights may have been missed.
LOOKED_BACK = datetime.timedelta(days=30)


def lock_organization(organization_id: int) -> Organization:
    """Whoever changes the members of an organization waits for whoever does so already."""
    rows = Organization.objects.select_for_update(no_key=True, of=("self",))
    return rows.get(pk=organization_id)


def is_contact(*, organization: Organization, user: User) -> bool:
    """Whether the contact names a membership of this person, or has their address."""
    if organization.contact_email and organization.contact_email.lower() == user.email.lower():
        return True
    return Membership.objects.filter(pk=organization.contact_member_id or 0, user=user).exists()


def blank_contact_of_the_gone(*, organization: Organization, user: User) -> None:
    """Blank the contact that was this person, unless they act for the organization still.

    To be called with the organization locked, in the transaction that ends the membership.
    """
    if Membership.objects.filter(organization=organization, user=user).current().exists():
        return
    with because(_("The contact person no longer acts for the organization.")):
        Organization.objects.filter(pk=organization.pk).update(**BLANK)


@transaction.atomic
def blank_contacts_of(user: User) -> None:
    """For somebody whose account was switched off: they act for nobody any more."""
    theirs = Organization.objects.filter(Q(memberships__user=user) | Q(contact_email__iexact=user.email))
    for organization_id in sorted(set(theirs.values_list("pk", flat=True))):
        organization = lock_organization(organization_id)
        if is_contact(organization=organization, user=user):
            blank_contact_of_the_gone(organization=organization, user=user)


def blank_contacts_of_the_gone() -> None:
    """Every night: memberships whose last day has passed, and people whose account is switched off."""
    day = today()
    gone = Membership.objects.filter(
        Q(until_on__lt=day, until_on__gte=day - LOOKED_BACK) | Q(user__is_active=False)
    ).exclude(organization__contact_email="", organization__contact_member=None)
    named = Membership.objects.filter(until_on__lt=day, pk__in=Organization.objects.values("contact_member"))
    looked_at = (gone | named).select_related("user", "organization").order_by("organization_id", "pk")
    # Only whose contact may go is locked: most of the gone were no contact.
    found = [each for each in looked_at if is_contact(organization=each.organization, user=each.user)]

    def blank(membership: Membership) -> None:
        organization = lock_organization(membership.organization_id)
        if is_contact(organization=organization, user=membership.user):
            blank_contact_of_the_gone(organization=organization, user=membership.user)

    one_by_one(found, blank, what="blank the contact of somebody gone")
