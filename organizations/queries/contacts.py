"""Who sees the contact of an organization: decided here and nowhere else.

A contact is data about a person. Its visibility says which readers are meant; Article 28 of Japan's APPI says that
a recipient abroad gets it only after the person agreed to that, country by country:

- staff who may view organizations, and those who edit the organization's profile, see it always; so do its readers,
  unless it is for ``staff``;
- ``members``: people who act today for a published organization; ``own`` and ``staff``: nobody else;
- a reader who acts for an organization abroad, published or not, is a recipient in its country, also if they act for
  another in Japan.
  Each of these countries needs the person's consent for it and a regime text; not the country of the organization
  itself, where its contact comes from;
- ``public``: a reader of whom nobody knows where they are can be anywhere, so that the public page shows the contact
  only where the person agreed to be seen by everyone. A reader who is known to be abroad needs the consent for
  their country all the same.

The person is the one behind ``contact_member``, while that membership holds, and as long as name and address of the
contact are theirs: both can be edited, and nobody agrees for another. Without such a person nobody can have agreed: the
contact is shown neither publicly nor abroad.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.folding import fold
from jitco_portal.common.privacy.consent import EVERYWHERE
from organizations.models import Membership, Organization
from organizations.models.members import may_be_seen
from organizations.models.organizations import Visibility
from organizations.queries.disclosure import agreed_abouts
from organizations.queries.members import Membered, membership_in, memberships_of

CONTACT = ("contact_name", "contact_email", "contact_phone")
HAS_CONTACT = ~Q(**dict.fromkeys(CONTACT, ""))
_MEMBER = ("contact_member__user__name", "contact_member__user__email")
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
    if not _is_recorded(organization):
        return ShownContact(why_not=NONE_RECORDED)
    visibility = Visibility(organization.contact_visibility)
    memberships = memberships_of(user)
    is_reader = any(each.is_published for each in memberships)
    own = membership_in(user, organization)
    if sees_every_contact(user) or (own and (own.may_edit or visibility != Visibility.STAFF)):
        needed: set[str] = set()
    elif visibility in (Visibility.OWN, Visibility.STAFF) or (visibility == Visibility.MEMBERS and not is_reader):
        return ShownContact(why_not=NOT_FOR_READER[visibility])
    else:
        needed = _recipients(organization, memberships)
    row = _with_consents(organization)
    details = {name: row[name] for name in CONTACT}
    if not any(details.values()):
        return ShownContact(why_not=NONE_RECORDED)
    if not needed <= (set(row["agreed"]) if row["is_member"] and _is_theirs(row) else set()):
        return ShownContact(why_not=NOT_EVERYWHERE if EVERYWHERE in needed else NOT_ABROAD)
    return ShownContact(details=details)


def _is_recorded(organization: Organization) -> bool:
    """A page that keeps the contact out of its row brings ``has_contact`` along instead."""
    known: bool | None = getattr(organization, "has_contact", None)
    return any(getattr(organization, name) for name in CONTACT) if known is None else known


def sees_every_contact(user: Any) -> bool:
    return may_be_seen(user, "organizations.view_organization")


def _recipients(organization: Organization, memberships: list[Membered]) -> set[str]:
    """What the person must have agreed to: the countries abroad in which the reader acts, and everywhere."""
    home = _home_of(organization)
    abroad = {each.country_code or EVERYWHERE for each in memberships if not each.is_in_japan}
    needed = abroad - {home}
    # Where somebody is says a published organization only.
    return needed if any(each.is_published for each in memberships) else needed | {EVERYWHERE}


def _home_of(organization: Organization) -> str | None:
    return organization.country.code if organization.country else None


def _is_theirs(row: dict[str, Any]) -> bool:
    """Whether the contact is the member who was asked."""
    same_name = fold(row["contact_name"]) == fold(row["contact_member__user__name"])
    return same_name and row["contact_email"].lower() == row["contact_member__user__email"].lower()


def _with_consents(organization: Organization) -> dict[str, Any]:
    member = Membership.objects.current().filter(pk=OuterRef("contact_member"), organization=OuterRef("pk"))
    rows = Organization.objects.annotate(
        is_member=Exists(member), agreed=ArraySubquery(agreed_abouts(OuterRef("contact_member__user")))
    )
    return rows.values(*CONTACT, *_MEMBER, "is_member", "agreed").get(pk=organization.pk)
