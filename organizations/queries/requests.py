"""Claims and applications to be listed, with what staff must see beside them."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from jitco_portal.common.search.engine import Search
from organizations.models import Claim, ListingApplication, Membership, Organization, RequestState
from organizations.models.permits import normalized_permit_number
from organizations.queries.members import administrators_of
from organizations.queries.search import likely_the_same

# Everything that stands for a hyphen on some keyboard.
DASHES = re.compile("[-\u2010-\u2015\u2212\u30fc\uff0d]")
FOUND_SHOWN = 20
CANDIDATES_SHOWN = 10


def days_left(moment: datetime.datetime) -> int:
    """Days until then, the one that has begun included; none once it has passed."""
    return max(math.ceil((moment - timezone.now()) / datetime.timedelta(days=1)), 0)


def permit_number(text: str) -> str:
    """``1706-000144``, ``許 １７０６０００１４４`` and ``1706 000144`` → ``許1706000144``."""
    return normalized_permit_number(DASHES.sub("", unicodedata.normalize("NFKC", text)))


def holder_of_number(*, kind: str, number: str) -> Organization | None:
    """The organization that has the permit or, abroad, the approval or licence of this number, if any.

    One that was merged leads to the one that stands.
    """
    found = _with_number(kind, number).select_related("merged_into").order_by("merged_into_id", "pk").first()
    return found.merged_into or found if found else None


def organizations_to_claim(*, user: Any, words: str) -> list[Organization]:
    """Published organizations that the words find, best first."""
    rows = Organization.objects.visible_to(user).filter(is_published=True, merged_into=None)
    searches = [Search(words, kind) for kind in Organization.Kind.values]
    hits = [hit for search in searches for hit in search.hits(limit=FOUND_SHOWN, allowed=rows)]
    ids = [hit.object_id for hit in sorted(hits, key=lambda hit: (hit.rank, hit.lot))][:FOUND_SHOWN]
    found = rows.select_related("country").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def requests_of(*, user: Any) -> list[Claim | ListingApplication]:
    """What a person asked for: what waits first, then the newest."""
    claims = Claim.objects.filter(user=user).select_related("organization")
    applications = ListingApplication.objects.filter(user=user).select_related("organization")
    rows: list[Claim | ListingApplication] = [*claims, *applications]
    return sorted(rows, key=lambda row: (row.state != RequestState.OPEN, -row.created_at.timestamp()))


@dataclass(frozen=True)
class ClaimReview:
    """What staff see beside a claim."""

    administrators: list[Membership]
    other_claims: list[Claim]


def claim_review(*, claim: Claim) -> ClaimReview:
    others = Claim.objects.filter(organization=claim.organization_id).exclude(pk=claim.pk).select_related("user")
    return ClaimReview(
        administrators=list(administrators_of(claim.organization)), other_claims=list(others.order_by("-pk")[:10])
    )


@dataclass(frozen=True)
class Candidate:
    """An organization that may be the one of an application, and why we think so."""

    organization: Organization
    has_number: bool


def candidates(*, application: ListingApplication) -> list[Candidate]:
    """Organizations of its kind with its number or a name like one of its own, the number first."""
    rows = Organization.objects.filter(kind=application.kind, merged_into=None).select_related("country")
    rows = rows.exclude(pk=application.organization_id or 0)
    numbered = rows.filter(pk__in=_with_number(application.kind, application.number).values("pk"))
    found = [Candidate(row, True) for row in numbered.order_by("sort_en", "pk")]
    names = [application.name_local, application.name_en, application.name_ja, application.name_kana]
    alike = likely_the_same(names=[name for name in names if name], kind=application.kind)
    named = rows.in_bulk([pk for pk in alike if pk not in {each.organization.pk for each in found}])
    ranked = [Candidate(named[pk], False) for pk in alike if pk in named]
    return found + ranked[:CANDIDATES_SHOWN]


def _with_number(kind: str, number: str) -> QuerySet:
    rows = Organization.objects.filter(kind=kind)
    if not number.strip():
        return rows.none()
    if kind == Organization.Kind.SUPERVISING:
        return rows.filter(supervising__permits__number=permit_number(number)).distinct()
    number = unicodedata.normalize("NFKC", number).strip()
    return rows.filter(
        Q(sending__approvals__number__iexact=number)
        | Q(sending__licence_number__iexact=number)
        | Q(sending__home_licences__number__iexact=number)
    ).distinct()
