"""Who can be found: each app says of which rows, and what is said of them (`registry.search_sources`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from jitco_portal.common import registry
from jitco_portal.common.search.terms import Described


@dataclass(frozen=True)
class Source:
    """Rows of one kind. ``describe`` leaves out ids that no longer stand; ``all_ids`` names every row."""

    kind: str
    describe: Callable[[Sequence[int]], Mapping[int, Described]]
    all_ids: Callable[[], Iterable[int]]


def ids_of(rows: QuerySet) -> Callable[[], Iterable[int]]:
    """The ids of all these rows, read anew and bit by bit each time."""
    return lambda: rows.order_by("pk").values_list("pk", flat=True).iterator()


def sources() -> dict[str, Source]:
    return {source.kind: source for function in registry.search_sources for source in function()}
