"""Shortlists as their members read them: all of one's own, and one with the standing of what is on it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import get_language

from countries.models import Programme
from organizations.models import Organization, Permit, Sanction, Shortlist, ShortlistEntry
from organizations.queries.child_rows import as_json, from_json
from organizations.queries.lists import UNSHOWN
from organizations.queries.members import Membered, memberships_of
from organizations.queries.permit_state import ShownPermit, shown_permits
from organizations.queries.profiles import MAIN_PROGRAMME
from organizations.queries.standing_annotation import with_standing
from organizations.queries.standing_text import reason_label


@dataclass(frozen=True)
class OwnShortlists:
    """The lists of one organization that the reader acts for."""

    membership: Membered
    shortlists: list[Any]


@dataclass(frozen=True)
class ShownEntry:
    """An entry with the organization as this reader may see it; None where the portal shows it no longer."""

    entry: ShortlistEntry
    organization: Any | None
    permit: ShownPermit | None = None

    @property
    def why(self) -> str:
        """The deciding fact of a sending organization, in the words of a list."""
        reason = getattr(self.organization, "standing_reason", "")
        return reason_label(reason) if reason else ""


@dataclass(frozen=True)
class ShownShortlist:
    shortlist: Shortlist
    programme: Programme | None
    day: datetime.date
    entries: list[ShownEntry]

    @property
    def sending(self) -> list[ShownEntry]:
        """What can be compared."""
        return [each for each in self.entries if each.organization and each.organization.is_sending]


def own_shortlists(*, user: Any) -> list[OwnShortlists]:
    """All lists of the organizations that the person acts for, each with ``entry_count``; in one query."""
    memberships = memberships_of(user)
    if not memberships:
        return []
    rows = (
        Shortlist.objects.visible_to(user)
        .filter(organization__in=[each.organization_id for each in memberships])
        .annotate(entry_count=Count("entries"))
        .order_by(Lower("name"), "pk")
    )
    return _by_organization(memberships, rows)


def own_editable(*, user: Any, listed: Organization) -> list[OwnShortlists]:
    """Where this reader could put ``listed``: by organization, each list with ``holds`` it; no query for strangers."""
    memberships = [each for each in memberships_of(user) if each.may_edit]
    if not memberships:
        return []
    entries = ShortlistEntry.objects.filter(shortlist=OuterRef("pk"), listed=listed.pk)
    rows = (
        Shortlist.objects.filter(organization__in=[each.organization_id for each in memberships])
        .annotate(holds=Exists(entries))
        .order_by(Lower("name"), "pk")
    )
    return _by_organization(memberships, rows)


def _by_organization(memberships: list[Membered], rows: QuerySet) -> list[OwnShortlists]:
    held: dict[int, list[Any]] = {}
    for row in rows:
        held.setdefault(row.organization_id, []).append(row)
    return [OwnShortlists(each, held.get(each.organization_id, [])) for each in memberships]


def shown_shortlist(*, shortlist: Shortlist, user: Any, day: datetime.date) -> ShownShortlist:
    """The list in order of names, as it stands on the day; what is not shown any more comes last."""
    entries = {
        each.listed_id: each
        for each in ShortlistEntry.objects.filter(shortlist=shortlist).select_related("added_by").order_by("pk")
    }
    programme = Programme.objects.filter(code=MAIN_PROGRAMME).first()
    visible = Organization.objects.visible_to(user).filter(shortlist_entries__shortlist=shortlist).defer(*UNSHOWN)
    found = [*_sending(visible, programme, day), *_supervising(visible)]
    found.sort(key=lambda each: (each.sort_ja if get_language() == "ja" else each.sort_en, each.pk))
    shown = []
    for organization in found:
        if entry := entries.pop(organization.pk, None):
            entry.shortlist = shortlist
            shown.append(ShownEntry(entry, organization, _permit(organization, day)))
    shown += [ShownEntry(entry, None) for entry in entries.values()]
    return ShownShortlist(shortlist, programme, day, shown)


def _sending(visible: QuerySet, programme: Programme | None, day: datetime.date) -> QuerySet:
    rows = visible.filter(kind=Organization.Kind.SENDING).select_related("country")
    return with_standing(rows, programme=programme, day=day) if programme else rows


def _supervising(visible: QuerySet) -> QuerySet:
    own = {"supervising_organization": OuterRef("pk")}
    revocations = Sanction.objects.filter(**own, kind=Sanction.Kind.REVOCATION).order_by()
    return (
        visible.filter(kind=Organization.Kind.SUPERVISING)
        .select_related("supervising")
        .annotate(
            permit_rows=as_json(Permit.objects.filter(**own).order_by("pk")), revocation_rows=as_json(revocations)
        )
    )


def _permit(organization: Any, day: datetime.date) -> ShownPermit | None:
    if organization.is_sending:
        return None
    permits = shown_permits(
        permits=from_json(Permit, organization.permit_rows),
        sanctions=from_json(Sanction, organization.revocation_rows),
        day=day,
    )
    return permits[0] if permits else None
