"""Who downloaded an edition while logged in, and is to be told what becomes of it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from jitco_portal.common.models import User
from materials.models import Edition, EditionReader


def readers_of_older(edition: Edition) -> QuerySet[User]:
    """Who downloaded an older edition of the same material and language, and not this one."""
    read = EditionReader.objects.filter(user=OuterRef("pk"))
    older = Q(edition__material=edition.material_id, edition__language=edition.language) & ~Q(edition=edition)
    if edition.published_at:
        older &= Q(edition__published_at__lte=edition.published_at)
    return _active().filter(Exists(read.filter(older)), ~Exists(read.filter(edition=edition)))


def readers_of(edition: Edition) -> QuerySet[User]:
    return _active().filter(Exists(EditionReader.objects.filter(user=OuterRef("pk"), edition=edition)))


def _active() -> QuerySet[User]:
    return User.objects.filter(is_active=True).order_by("pk")
