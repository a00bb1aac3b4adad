"""Organizations that may stand here twice: looked for each night, decided by staff, never put again once decided."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jitco_portal.common.models import User
from organizations.models import DuplicatePair, Organization
from organizations.queries.list_imports.pairs import likely_pairs

_BATCH = 500


@transaction.atomic
def find_duplicates() -> int:
    """Queue pairs that nobody has seen yet, take out open ones that are alike no more; how many came."""
    organizations = Organization.objects.filter(merged_into=None).only(
        *("kind", "country", "name_local", "name_en", "name_ja", "phone", "website", "address", "address_ja")
    )
    found = {(first, second): (score, reasons) for first, second, score, reasons in likely_pairs(organizations)}
    known = set(DuplicatePair.objects.values_list("first_id", "second_id"))
    fresh = [
        DuplicatePair(first_id=first, second_id=second, score=score, reasons=[{"code": code} for code in reasons])
        for (first, second), (score, reasons) in found.items()
        if (first, second) not in known
    ]
    DuplicatePair.objects.bulk_create(fresh, batch_size=_BATCH, ignore_conflicts=True)
    for pair in DuplicatePair.objects.open():
        if (pair.first_id, pair.second_id) not in found:
            pair.delete()
    return len(fresh)


def look_for_duplicates() -> None:
    """The work of the night."""
    find_duplicates()


@transaction.atomic
def keep_apart(*, pairs: list[int], by: User) -> int:
    """They are two organizations each: how many pairs were still open."""
    return (
        DuplicatePair.objects.open()
        .filter(pk__in=pairs)
        .update(state=DuplicatePair.State.DIFFERENT, decided_by=by, decided_at=timezone.now())
    )
