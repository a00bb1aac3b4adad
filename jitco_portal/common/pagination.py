"""Pages of a list by key: the thousandth page costs what the first does."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

PER_PAGE = 25
# Counting further costs a scan that no reader needs: "more than 5,000".
COUNT_LIMIT = 5_000


@dataclass(frozen=True)
class Page:
    """Rows of a list in its order, with the addresses of its neighbours (blank where there is none)."""

    rows: Sequence[Any]
    count: int
    count_is_exact: bool
    previous_url: str
    next_url: str

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def paginate(request: HttpRequest, rows: QuerySet, *, order: Sequence[str], per_page: int = PER_PAGE) -> Page:
    """The page after or before the key in the address, in two queries: the rows and their number.

    ``order`` names fields or annotations of ``rows``, each with ``-`` where it falls; the last is unique, and
    none is null. A key that cannot be read shows the first page.
    """
    # Only the ids: else the database computes every annotation of every row it counts.
    count = rows.order_by().values("pk")[: COUNT_LIMIT + 1].count()
    key, backwards = _asked_key(request, order)
    chosen = rows.filter(_beyond(order, key, backwards)) if key else rows
    direction = [_turned(name) for name in order] if backwards else list(order)
    found = list(chosen.order_by(*direction)[: per_page + 1])
    more, found = len(found) > per_page, found[:per_page]
    if backwards:
        found.reverse()
    has_previous, has_next = (more, True) if backwards else (bool(key), more)
    return Page(
        rows=found,
        count=min(count, COUNT_LIMIT),
        count_is_exact=count <= COUNT_LIMIT,
        previous_url=_url(request, "before", found[0], order) if found and has_previous else "",
        next_url=_url(request, "after", found[-1], order) if found and has_next else "",
    )


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _asked_key(request: HttpRequest, order: Sequence[str]) -> tuple[list | None, bool]:
    for name, backwards in (("after", False), ("before", True)):
        if text := request.GET.get(name):
            try:
                key = json.loads(base64.urlsafe_b64decode(text.encode("ascii") + b"=="))
            except (ValueError, binascii.Error, UnicodeError):
                return None, False
            fits = isinstance(key, list) and len(key) == len(order)
            fits = fits and all(type(part) in (str, int) and "\x00" not in str(part) for part in key)
            # The last part is an id; a number that no column holds would make the database complain.
            fits = fits and type(key[-1]) is int and abs(key[-1]) < 2**63
            return (key, backwards) if fits else (None, False)
    return None, False


def _beyond(order: Sequence[str], key: Sequence[str | int], backwards: bool) -> Q:
    """Rows strictly behind the key: the first part that differs decides."""
    condition = Q()
    for position, name in enumerate(order):
        same = {field.lstrip("-"): part for field, part in zip(order[:position], key[:position], strict=True)}
        lookup = "lt" if name.startswith("-") != backwards else "gt"
        condition |= Q(**same, **{f"{name.lstrip('-')}__{lookup}": key[position]})
    return condition


def _url(request: HttpRequest, name: str, row: Model, order: Sequence[str]) -> str:
    parts = [getattr(row, field.lstrip("-")) for field in order]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    query = request.GET.copy()
    for old in ("after", "before"):
        query.pop(old, None)
    query[name] = base64.urlsafe_b64encode(text).decode("ascii").rstrip("=")
    return f"?{query.urlencode()}"
