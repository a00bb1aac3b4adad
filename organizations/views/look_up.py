"""A list under the words of its reader: in the order of names where there are none, else as the search ranks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from jitco_portal.common.exports import batches_of
from jitco_portal.common.pagination import Page, paginate
from jitco_portal.common.search.engine import Search
from jitco_portal.common.search.pages import found_batches, found_page
from organizations.forms.lists import FilterForm
from organizations.models import Organization
from organizations.queries.facets import Facets
from organizations.queries.search import explain, nearest, with_found_texts


class LookUp:
    """``user`` is the reader; ``is_narrowed``: filters leave fewer than the organizations that they may see."""

    def __init__(
        self,
        words: str,
        kind: str,
        rows: QuerySet,
        order: Sequence[str],
        *,
        user: Any,
        is_narrowed: bool = True,
    ) -> None:
        self.words = words.strip()
        self.kind = str(kind)
        self.rows = rows
        self.order = order
        visible = Organization.objects.visible_to(user).filter(kind=self.kind)
        self.user = user
        self.search = Search(self.words, self.kind, visible=visible, is_narrowed=is_narrowed) if self.words else None

    @property
    def asks(self) -> bool:
        """Whether there is a letter or digit in the words: else they can find nothing."""
        return self.search is not None and not self.search.question.is_empty

    def page(self, request: HttpRequest, form: FilterForm, facets: Callable[..., Facets]) -> Page:
        """The page asked for; the choices of the form say how many organizations each leaves."""
        if self.search is None:
            return paginate(request, self.rows, order=self.order, count=self._counted(form, facets))
        return found_page(
            request,
            search=self.search,
            allowed=self.rows,
            rows_of=lambda ids: _by_pk(with_found_texts(self.rows), ids),
            count=lambda: self._counted(form, facets),
        )

    def batches(self, with_values: Callable[[QuerySet], QuerySet]) -> Iterator[list[Any]]:
        """All rows of the list, in the order of its pages."""
        rows = with_values(self.rows)
        if self.search is None:
            return batches_of(rows, order=self.order)
        return found_batches(search=self.search, allowed=self.rows, rows_of=lambda ids: _by_pk(rows, ids))

    def explain(self, rows: Iterable[Any]) -> None:
        """Give each row ``found_by``: why the words find it."""
        if self.search is not None:
            explain(organizations=rows, question=self.search.question)

    def finds_only_similar(self, rows: Sequence[Any]) -> bool:
        """Similar spellings are no answer: whoever looks for another firm shall be told so. After ``explain``."""
        return self.asks and bool(rows) and all(row.found_by.is_close for row in rows)

    def nearest(self) -> list[Any]:
        """The nearest names where the words find nothing."""
        return nearest(search=self.search, user=self.user) if self.search else []

    def _counted(self, form: FilterForm, facets: Callable[..., Facets]) -> int:
        found = facets(search=self.search)
        form.show_counts(found)
        return found.total


def _by_pk(rows: QuerySet, ids: Sequence[int]) -> dict[int, Any]:
    return {row.pk: row for row in rows.filter(pk__in=ids)}
