"""Who downloaded an edition while logged in, and is to be told what becomes of it.

Whoever saw it only by a link for participants may see it as long as that link is open, and is told as long.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from jitco_portal.common.models import User
from materials.models import Edition, EditionReader, ShareKey


def readers_of_older(edition: Edition) -> QuerySet[User]:
    """Who downloaded an older edition of the same material and language, and not this one."""
    read = EditionReader.objects.filter(user=OuterRef("pk"))
    older = Q(edition__material=edition.material_id, edition__language=edition.language) & ~Q(edition=edition)
    if edition.published_at:
        older &= Q(edition__published_at__lte=edition.published_at)
    return _active().filter(Exists(read.filter(older)), ~Exists(read.filter(edition=edition)))


def readers_of(edition: Edition) -> QuerySet[User]:
    return _active().filter(Exists(EditionReader.objects.filter(user=OuterRef("pk"), edition=edition)))


def links_needed(*, user: Any, keys: Sequence[int], editions: Collection[int]) -> dict[int, int]:
    """By the edition, the number of the link without which the person would not see it: the one open longest."""
    if not keys:
        return {}
    anyway = Edition.objects.visible_to(user).filter(pk__in=editions).values_list("pk", flat=True)
    shared = ShareKey.materials.through.objects.filter(sharekey__in=keys, material__editions__in=editions)
    rows = shared.exclude(material__editions__in=list(anyway)).order_by("sharekey__opens_until", "sharekey")
    return dict(rows.values_list("material__editions", "sharekey"))


def links_of(user: User, **editions: Any) -> QuerySet[ShareKey]:
    """Open links by which the person downloaded some of ``editions``."""
    rows = EditionReader.objects.filter(user=user, **{f"edition__{name}": value for name, value in editions.items()})
    return ShareKey.objects.open().filter(pk__in=rows.values("share_key")).order_by("-opens_until", "-pk")


def _active() -> QuerySet[User]:
    return User.objects.filter(is_active=True).order_by("pk")
