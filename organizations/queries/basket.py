"""The organizations that a reader wants to compare: kept in a cookie of ours, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from organizations.models import Organization
from organizations.queries.comparison import FEWEST, MOST
from organizations.queries.profiles import PUBLIC_ID

COOKIE = f"{settings.COOKIE_PREFIX}_compare"
_BETWEEN = "."
# No cookie of ours is longer: ids have at most 12 characters.
_LONGEST = MOST * 13


@dataclass(frozen=True)
class Basket:
    """What is in it and can be shown to this reader, in the order in which it was put there."""

    organizations: list[Any]

    @property
    def public_ids(self) -> list[str]:
        return [each.public_id for each in self.organizations]

    @property
    def most(self) -> int:
        return MOST

    @property
    def is_full(self) -> bool:
        return len(self.organizations) >= MOST

    @property
    def can_compare(self) -> bool:
        return len(self.organizations) >= FEWEST

    @property
    def compare_url(self) -> str:
        query = QueryDict(mutable=True)
        query.setlist("o", self.public_ids)
        return f"{reverse('organizations:sending_compare')}?{query.urlencode()}"

    def __contains__(self, public_id: object) -> bool:
        return public_id in self.public_ids

    def __len__(self) -> int:
        return len(self.organizations)


def kept_ids(text: str) -> list[str]:
    """The public ids of a cookie; what is none, repeated or too much falls away, for anybody can write a cookie."""
    if len(text) > _LONGEST:
        return []
    ids = [each for each in text.split(_BETWEEN) if PUBLIC_ID.fullmatch(each)]
    return list(dict.fromkeys(ids))[:MOST]


def as_cookie(public_ids: list[str]) -> str:
    return _BETWEEN.join(public_ids)


def basket_of(request: HttpRequest) -> Basket:
    """One query at most, and none where the basket is empty; read once per request."""
    held = getattr(request, "_compare_basket", None)
    if held is None:
        ids = kept_ids(request.COOKIES.get(COOKIE, ""))
        held = Basket(_shown(ids, request.user) if ids else [])
        request._compare_basket = held  # type: ignore[attr-defined]
    return held


def _shown(public_ids: list[str], user: Any) -> list[Any]:
    rows = Organization.objects.visible_to(user).sending().filter(public_id__in=public_ids)
    names = rows.only("public_id", "kind", "name_en", "name_local", "name_ja")
    found = {each.public_id: each for each in names}
    return [found[public_id] for public_id in public_ids if public_id in found]
