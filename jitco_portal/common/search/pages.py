"""A page of what was found, in the published order, by key like every list; and all of it, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from jitco_portal.common.exports import BATCH_SIZE, give_back_connections
from jitco_portal.common.pagination import PER_PAGE, Page, asked_key, page_of
from jitco_portal.common.search.engine import Hit, Key, Search
from jitco_portal.common.search.ranks import Rank

# Ids give rows, in any order; what cannot be shown any more is missing.
RowsOf = Callable[[Sequence[int]], Mapping[int, Any]]


def found_page(
    request: HttpRequest,
    *,
    search: Search,
    allowed: QuerySet,
    rows_of: RowsOf,
    count: Callable[[], int],
    per_page: int = PER_PAGE,
) -> Page:
    """The page after or before the key in the address.

    ``count`` is asked once the hits are there: only then the search knows whether misspelt names belong to them.
    """
    parts, backwards = asked_key(request, _is_key)
    key = Key(*parts, backwards=backwards) if parts else None
    hits = search.hits(limit=per_page + 1, allowed=allowed, key=key)
    if backwards:
        hits.reverse()
    page = page_of(request, hits, key=parts, backwards=backwards, count=count(), per_page=per_page, key_of=_parts)
    return Page(_rows(page.rows, rows_of), page.count, page.count_is_exact, page.previous_url, page.next_url)


def found_batches(*, search: Search, allowed: QuerySet, rows_of: RowsOf, size: int = BATCH_SIZE) -> Iterator[list[Any]]:
    """All rows of those pages, for an export; no connection is held while the caller works on a batch."""
    key = None
    while True:
        hits = search.hits(limit=size, allowed=allowed, key=key)
        batch = _rows(hits, rows_of)
        give_back_connections()
        if batch:
            yield batch
        if len(hits) < size:
            return
        key = Key(*_parts(hits[-1]))


def _rows(hits: Sequence[Hit], rows_of: RowsOf) -> list[Any]:
    """The rows in the order of the hits, each with its ``found_rank``."""
    rows = rows_of([hit.object_id for hit in hits]) if hits else {}
    found = []
    for hit in hits:
        if row := rows.get(hit.object_id):
            row.found_rank = hit.rank
            found.append(row)
    return found


def _parts(hit: Hit) -> list[int]:
    return [hit.rank, hit.lot, hit.object_id]


def _is_key(parts: list) -> bool:
    ranks = {rank.value for rank in Rank}
    return len(parts) == 3 and all(type(part) is int and 0 <= part < 2**63 for part in parts) and parts[0] in ranks
