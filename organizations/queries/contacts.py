"""Who sees the contact of an organization: decided here and nowhere else.

A contact is data about a person. Its visibility says which readers are meant; Article 28 of Japan's APPI says that
a recipient abroad gets it only after the person agreed to that, country by country:

- staff who may view organizations, and the organization's own members, see it always;
- ``members``: people who act today for a published organization; ``own`` and ``staff``: nobody else;
- a reader who acts for an organization abroad is a recipient in its country, also if they act for another in Japan.
  Each of these countries needs the person's consent for it and a regime text; not the country of the organization
  itself, where its contact comes from;
- ``public``: a reader of whom nobody knows where they are can be anywhere, so that the public page shows the contact
  only where the person agreed to be seen by everyone. A reader who is known to be abroad needs the consent for
  their country all the same.

The person is the one behind ``contact_member``, while that membership holds. Without one nobody can have agreed: such
a contact is shown neither publicly nor abroad.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.privacy.consent import EVERYWHERE
from organizations.models import Membership, Organization
from organizations.models.members import may_be_seen
from organizations.models.organizations import Visibility
from organizations.queries.disclosure import agreed_abouts
from organizations.queries.members import membership_in, memberships_of

CONTACT = ("contact_name", "contact_email", "contact_phone")
NOT_FOR_READER = {
    Visibility.MEMBERS: _("The contact is shown to people who are logged in for an organization."),
    Visibility.OWN: _("The contact is shown to the organization’s own members only."),
    Visibility.STAFF: _("The contact is known to the Affairs Dept. only. Please ask there."),
}
NONE_RECORDED = _("No contact person is recorded.")
NOT_EVERYWHERE = _(
    "The contact is not shown to readers whose country is not known: its person has not agreed to be seen by everyone."
)
NOT_ABROAD = _(
    "The contact is not shown to recipients in your country: that needs the consent of its person, and a text of "
    "Japan’s Personal Information Protection Commission on the country (APPI, Article 28)."
)


@dataclass(frozen=True)
class ShownContact:
    """Contact person, e-mail and telephone; or one line that says why not."""

    details: dict[str, str] | None = None
    why_not: str | Promise = ""


def contact_for(*, organization: Organization, user: Any) -> ShownContact:
    """What this reader sees of the contact; at most one query, and none where the visibility says it all."""
    visibility = Visibility(organization.contact_visibility)
    readers = [each for each in memberships_of(user) if each.is_published]
    if sees_every_contact(user) or membership_in(user, organization):
        needed: set[str] = set()
    elif visibility in (Visibility.OWN, Visibility.STAFF) or (visibility == Visibility.MEMBERS and not readers):
        return ShownContact(why_not=NOT_FOR_READER[visibility])
    else:
        needed = _recipients(organization, readers)
    row = _with_consents(organization)
    details = {name: row[name] for name in CONTACT}
    if not any(details.values()):
        return ShownContact(why_not=NONE_RECORDED)
    if not needed <= (set(row["agreed"]) if row["is_member"] else set()):
        return ShownContact(why_not=NOT_EVERYWHERE if EVERYWHERE in needed else NOT_ABROAD)
    return ShownContact(details=details)


def sees_every_contact(user: Any) -> bool:
    return may_be_seen(user, "organizations.view_organization")


def _recipients(organization: Organization, readers: list[Any]) -> set[str]:
    """What the person must have agreed to: the countries abroad in which the reader acts, or everywhere."""
    if not readers:
        return {EVERYWHERE}
    home = _home_of(organization)
    return {each.country_code for each in readers if not each.is_in_japan and each.country_code != home}


def _home_of(organization: Organization) -> str | None:
    return organization.country.code if organization.country else None


def _with_consents(organization: Organization) -> dict[str, Any]:
    member = Membership.objects.current().filter(pk=OuterRef("contact_member"), organization=OuterRef("pk"))
    rows = Organization.objects.annotate(
        is_member=Exists(member), agreed=ArraySubquery(agreed_abouts(OuterRef("contact_member__user")))
    )
    return rows.values(*CONTACT, "is_member", "agreed").get(pk=organization.pk)
