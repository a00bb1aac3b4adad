"""Who may order printed copies, which, and at which price."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from jitco_portal.common.models import User
from materials.models import Access, Edition, EditionState, Material, PrintedCopy
from organizations.models import Organization
from organizations.queries.members import Membered, memberships_of


def organizations_to_order_for(*, user: Any) -> list[Membered]:
    """Those for which the person acts; without a query for the user of a request."""
    return [each for each in memberships_of(user) if each.may_edit]


def may_order(*, user: Any) -> bool:
    return bool(organizations_to_order_for(user=user))


def pays_as_member(organization: Organization) -> bool:
    """Whether it is a JITCO supporting member today, as is known of supervising organizations."""
    supervising = getattr(organization, "supervising", None)
    return bool(supervising and supervising.supporting_member)


def price_of(copy: PrintedCopy, *, is_member: bool) -> int:
    """In yen with tax, today."""
    return copy.price_member if is_member else copy.price_general


def orderable_copies(*, user: User, organization: Organization, keys: tuple[int, ...] = ()) -> QuerySet[PrintedCopy]:
    """What the person may order for this organization, whether copies are left or not.

    What is for members of sending organizations goes to no other through somebody who belongs to both, unless a link
    for participants shows it.
    """
    rows = PrintedCopy.objects.visible_to(user, keys).filter(
        is_orderable=True, edition__state=EditionState.PUBLISHED, edition__material__is_listed=True
    )
    if organization.kind != Organization.Kind.SENDING:
        shared = Material.objects.filter(share_keys__in=keys) if keys else Material.objects.none()
        rows = rows.filter(~Q(edition__material__access=Access.SENDING) | Q(edition__material__in=shared.values("pk")))
    return rows


def newer_editions(*, editions: Iterable[Edition], user: User, keys: tuple[int, ...] = ()) -> dict[int, Edition]:
    """By the number of an edition that was withdrawn or has a later one: what is to be used instead.

    The latest of its material and language; where that was withdrawn, its successor. Absent where there is none, or
    none that the reader may see.
    """
    asked = list(editions)
    rows = Edition.objects.heads().filter(
        material__in={each.material_id for each in asked}, language__in={each.language for each in asked}
    )
    heads = {(each.material_id, each.language): each for each in rows}
    wanted: dict[int, int] = {}
    for edition in asked:
        head = heads.get((edition.material_id, edition.language), edition)
        if head.is_withdrawn and head.successor_id:
            wanted[edition.pk] = head.successor_id
        elif head.pk != edition.pk and not head.is_withdrawn:
            wanted[edition.pk] = head.pk
    if not wanted:
        return {}
    published = Edition.objects.visible_to(user, keys).filter(state=EditionState.PUBLISHED)
    found = published.select_related("material", "printed").in_bulk(set(wanted.values()))
    return {old: found[new] for old, new in wanted.items() if new in found}
