"""Finding the rows that a question means, in the published order, a page at a time."""

# Only names and conditions of ours stand in the texts of the queries; every value is a parameter.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet

from jitco_portal.common.search.matches import (
    ENOUGH,
    Scope,
    all_matches,
    allowed_sql,
    found_few,
    found_few_close,
    found_nothing,
    good_matches,
)
from jitco_portal.common.search.page_query import NEAR_WORDS, Hit, Key, PageQuery
from jitco_portal.common.search.questions import (
    Question,
    likeness_of,
    near_terms,
    read_question,
    rests_of_words,
    with_corrections,
)
from jitco_portal.common.search.ranks import CLOSE_RANKS, Rank, Sql, sure_ranks, tests_of

__all__ = ["ENOUGH", "Hit", "Key", "Search", "find"]

# Names that are compared letter by letter where nothing was found, and how alike one must be to be shown.
MOST_COMPARED = 500
LEAST_LIKENESS = 40
# When names with errors belong to the answer.
_RULES = {
    Rank.CLOSE: (found_few,),
    Rank.DISTANT: (found_few, found_few_close),
    Rank.PARTLY: (found_nothing,),
}


def find(words: str, kinds: Sequence[str], limit: int = 25) -> list[Hit]:
    """The best hits of several kinds, whoever may see them."""
    hits = [hit for kind in kinds for hit in Search(words, kind, is_narrowed=False).hits(limit=limit)]
    return sorted(hits, key=lambda hit: (hit.rank, hit.lot, hit.object_id))[:limit]


class Search:
    """What was asked of one kind of rows.

    Misspelt names are looked for only where there are few good ones and not the very name, in queries of their own:
    ``is_wide`` says that they were. ``visible`` are the rows that the reader may see, all where it is None;
    ``is_narrowed`` says that filters leave fewer, so that few hits on a page do not mean that the words find few.
    """

    def __init__(self, words: str, kind: str, *, visible: QuerySet | None = None, is_narrowed: bool = True) -> None:
        self.question = read_question(words)
        self.kind = kind
        self._scope = Scope(kind, allowed_sql(visible))
        self.is_narrowed = is_narrowed
        self.is_wide = False
        self._near_words: list[str] | None = None

    def hits(self, *, limit: int, allowed: QuerySet | None = None, key: Key | None = None) -> list[Hit]:
        """At most ``limit`` hits in the order of rank and lot, behind ``key`` or before it, in one to three queries.

        ``allowed`` are the rows that may be shown. Whoever goes on behind a page asks for ``ENOUGH`` or more at a time:
        only a page that starts at the beginning looks for misspelt names behind the good ones.
        """
        shown = allowed_sql(allowed)
        at_close = key is not None and key.rank in CLOSE_RANKS
        if key is not None and key.backwards:
            found = self._close(limit, shown, key) if at_close else []
            if len(found) < limit:
                found += self._good(limit - len(found), shown, key)
            return found[::-1]
        found = [] if at_close else self._good(limit, shown, key)
        is_sure = any(hit.rank in sure_ranks(self.question) for hit in found)
        if at_close or (key is None and len(found) < ENOUGH and not is_sure):
            found += self._close(limit - len(found), shown, key, found)
        return found

    def matches_sql(self) -> Sql:
        """A query for the ``object_id`` of every row that the pages hold together, in no order.

        To be asked for after a page: then it is known whether misspelt names belong to them.
        """
        good = good_matches(self.question, self._scope)
        close = [test for test in tests_of(self.question) if test.rank in CLOSE_RANKS] if self.is_wide else []
        if not close:
            return good
        parts, params = [], list(good.params)
        for test in close:
            found = all_matches(test, self._scope)
            rules = [rule(self.question, self._scope) for rule in _RULES[test.rank]]
            wanted = " AND ".join(rule.text for rule in rules)
            parts.append(f"SELECT object_id FROM ({found.text}) AS close WHERE {wanted}")
            params += [*found.params, *(param for rule in rules for param in rule.params)]
        text = f"WITH good AS MATERIALIZED ({good.text}) SELECT object_id FROM good UNION {' UNION '.join(parts)}"
        return Sql(text, tuple(params))

    def nearest_ids(self, *, limit: int, allowed: QuerySet) -> list[int]:
        """Rows whose names are written most like the question, for a reader who found nothing."""
        if not self.question.names:
            return []
        words = self._near_words if self._near_words is not None else _near_words(self.question)
        terms = near_terms(self.question, words)
        shown = allowed_sql(allowed)
        may_be_shown = shown.text.format(object_id="entry.object_id")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT entry.object_id, entry.glued FROM common_searchentry AS entry"
                f" WHERE entry.kind = %s AND entry.terms && %s::text[] AND {may_be_shown} LIMIT {MOST_COMPARED}",
                (self.kind, terms, *shown.params),
            )
            likeness = {pk: likeness_of(self.question, lines.split("\n")) for pk, lines in cursor.fetchall()}
        alike = [pk for pk, score in likeness.items() if score >= LEAST_LIKENESS]
        return sorted(alike, key=lambda pk: (-likeness[pk], pk))[:limit]

    def _good(self, limit: int, shown: Sql, key: Key | None) -> list[Hit]:
        return self._page(limit, shown, key, [rank for rank in Rank if rank not in CLOSE_RANKS])

    def _close(self, limit: int, shown: Sql, key: Key | None, good: Sequence[Hit] | None = None) -> list[Hit]:
        """Misspelt names; ``good`` are the hits before them, where these are all that there are."""
        if not self.is_wide:
            words = self._near_words if self._near_words is not None else _near_words(self.question)
            self.question = with_corrections(self.question, words)
            self.is_wide = True
        known = good if key is None and not self.is_narrowed else None
        return self._page(limit, shown, key, CLOSE_RANKS, known)

    def _page(
        self, limit: int, shown: Sql, key: Key | None, ranks: Sequence[Rank], good: Sequence[Hit] | None = None
    ) -> list[Hit]:
        page = PageQuery(self.question, self._scope, limit, shown, key, good)
        for test in page.tests[:: -1 if page.is_backwards else 1]:
            if test.rank in ranks and not page.is_passed(test.rank):
                page.add(test)
        if not page.names:
            return []
        # The words for a second look come with the first: one query less for whoever made a mistake.
        rests = rests_of_words(self.question) if key is None and not self.is_wide else []
        sql = page.sql(rests)
        with connection.cursor() as cursor:
            cursor.execute(sql.text, sql.params)
            rows = cursor.fetchall()
        if rests:
            self._near_words = [word for _id, _rank, _lot, word in rows if word is not None]
        hits = [Hit(self.kind, object_id, rank, lot) for object_id, rank, lot, word in rows if word is None]
        return sorted(hits, key=lambda hit: (hit.rank, hit.lot, hit.object_id), reverse=page.is_backwards)


def _near_words(question: Question) -> list[str]:
    """Words of names that share a rest with one that was typed; no query where there is no word to correct."""
    rests = rests_of_words(question)
    if not rests:
        return []
    with connection.cursor() as cursor:
        cursor.execute(NEAR_WORDS, [rests])
        return [word for (word,) in cursor.fetchall()]
