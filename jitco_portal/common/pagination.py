"""Pages of a list by key: the thousandth page costs what the first does."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Field, IntegerField, Model, Q, QuerySet, TextField
from django.http import HttpRequest

PER_PAGE = 25
# Counting further costs a scan that no reader needs: "more than 5,000".
COUNT_LIMIT = 5_000
# The longest name in three-byte letters stays far below.
_LONGEST_KEY = 4_000


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


def paginate(
    request: HttpRequest, rows: QuerySet, *, order: Sequence[str], per_page: int = PER_PAGE, count: int | None = None
) -> Page:
    """The page after or before the key in the address, in two queries: the rows and their number, unless it is given.

    ``order`` names fields or annotations of ``rows``, texts and whole numbers, each with ``-`` where it falls; the
    last is unique, and none is null. A key that cannot be read shows the first page.
    """
    if count is None:
        # Only the ids: else the database computes every annotation of every row it counts.
        count = rows.order_by().values("pk")[: COUNT_LIMIT + 1].count()
    columns = [_column(rows, name) for name in order]
    key, backwards = asked_key(request, lambda parts: len(parts) == len(columns) and all(map(_fits, columns, parts)))
    chosen = rows.filter(beyond(order, key, backwards=backwards)) if key else rows
    direction = [_turned(name) for name in order] if backwards else list(order)
    found = list(chosen.order_by(*direction)[: per_page + 1])
    return page_of(
        request,
        found,
        key=key,
        backwards=backwards,
        count=count,
        per_page=per_page,
        key_of=lambda row: _parts(row, order),
    )


def page_of(
    request: HttpRequest,
    found: list[Any],
    *,
    key: Sequence | None,
    backwards: bool,
    count: int,
    per_page: int,
    key_of: Callable[[Any], list],
) -> Page:
    """A page of the rows found behind the key, or backwards from it: one more than it shows, where there is one."""
    more, found = len(found) > per_page, found[:per_page]
    if backwards:
        found.reverse()
    has_previous, has_next = (more, True) if backwards else (bool(key), more)
    return Page(
        rows=found,
        count=min(count, COUNT_LIMIT),
        count_is_exact=count <= COUNT_LIMIT,
        previous_url=_url(request, "before", key_of(found[0])) if found and has_previous else "",
        next_url=_url(request, "after", key_of(found[-1])) if found and has_next else "",
    )


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _column(rows: QuerySet, name: str) -> Field:
    name = name.removeprefix("-")
    if name in rows.query.annotations:
        return rows.query.annotations[name].output_field
    return rows.model._meta.pk if name == "pk" else rows.model._meta.get_field(name)


def asked_key(request: HttpRequest, fits: Callable[[list], bool]) -> tuple[list | None, bool]:
    """The key of the address and whether the page lies before it; none where it does not fit."""
    for name, backwards in (("after", False), ("before", True)):
        if text := request.GET.get(name):
            key = _decoded(text)
            return (key, backwards) if isinstance(key, list) and fits(key) else (None, False)
    return None, False


def _decoded(text: str) -> Any:
    if len(text) > _LONGEST_KEY:
        return None
    try:
        return json.loads(base64.urlsafe_b64decode(text.encode("ascii") + b"=="))
    except (ValueError, binascii.Error, UnicodeError, RecursionError):
        return None


def _fits(column: Field, part: object) -> bool:
    """Whether the database can compare the two without complaint."""
    if type(part) is str:
        return isinstance(column, (CharField, TextField)) and "\x00" not in part and _has_utf8(part)
    return type(part) is int and isinstance(column, IntegerField) and abs(part) < 2**63


def _has_utf8(text: str) -> bool:
    """JSON can spell half of a surrogate pair, which is no character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def beyond(order: Sequence[str], key: Sequence[str | int], *, backwards: bool = False) -> Q:
    """Rows strictly behind the key: the first part that differs decides."""
    condition = Q()
    for position, name in enumerate(order):
        same = {field.lstrip("-"): part for field, part in zip(order[:position], key[:position], strict=True)}
        condition |= Q(**same, **{f"{name.lstrip('-')}__{_lookup(name, backwards)}": key[position]})
    # Says nothing new, but an index can jump to it; through the alternatives above it would read every earlier row.
    return Q(**{f"{order[0].lstrip('-')}__{_lookup(order[0], backwards)}e": key[0]}) & condition


def _lookup(name: str, backwards: bool) -> str:
    return "lt" if name.startswith("-") != backwards else "gt"


def _parts(row: Model, order: Sequence[str]) -> list:
    return [getattr(row, field.lstrip("-")) for field in order]


def _url(request: HttpRequest, name: str, parts: list) -> str:
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    query = request.GET.copy()
    for old in ("after", "before"):
        query.pop(old, None)
    query[name] = base64.urlsafe_b64encode(text).decode("ascii").rstrip("=")
    return f"?{query.urlencode()}"
