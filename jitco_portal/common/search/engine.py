"""Finding the rows that a question means, in the published order, a page at a time.

Two ways lead to the rows of a rank. The index gives all that may have it, which is quick where they are few.
Where they are many, reading in the order of lots meets enough of them soon. Which it is nobody knows before, so a
look at the first few hundred rows tells: what it costs does not grow with the number of organizations.
"""

# Only names and conditions of ours stand in the texts of the queries; every value is a parameter.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

from jitco_portal.common.search.questions import (
    Question,
    likeness_of,
    near_terms,
    read_question,
    rests_of_words,
    with_corrections,
)
from jitco_portal.common.search.ranks import (
    BROAD_RANKS,
    CLOSE_RANKS,
    Rank,
    Sql,
    Test,
    any_of,
    sure_ranks,
    tests_of,
    worth_a_look,
)

# How many rows the first look takes in, and how many must answer there for reading on in the order of lots,
# at most so far, to be quicker than the index.
FIRST_LOOK = 500
SOME = 2
LONGEST_LOOK = 8_000
# Names that are compared letter by letter where nothing was found, and how alike one must be to be shown.
MOST_COMPARED = 500
LEAST_LIKENESS = 40
# Misspelt names are shown below fewer good ones than this.
ENOUGH = 10


# One look into the index for each rest: with all of them at once PostgreSQL prefers to read every word.
_NEAR_WORDS = (
    "SELECT DISTINCT held.word FROM unnest(%s::text[]) AS asked(rest)"
    " JOIN common_searchword AS held ON held.rests @> ARRAY[asked.rest]"
)


@dataclass(frozen=True)
class Hit:
    kind: str
    object_id: int
    rank: int
    lot: int


@dataclass(frozen=True)
class Key:
    """Where a page begins: behind this rank and lot, or before them."""

    rank: int
    lot: int
    object_id: int
    backwards: bool = False


def find(words: str, kinds: Sequence[str], limit: int = 25) -> list[Hit]:
    """The best hits of several kinds, whoever may see them."""
    hits = [hit for kind in kinds for hit in Search(words, kind, is_narrowed=False).hits(limit=limit)]
    return sorted(hits, key=lambda hit: (hit.rank, hit.lot, hit.object_id))[:limit]


class Search:
    """What was asked of one kind of rows.

    Misspelt names are looked for only where there are few good ones and not the very name, in queries of their own:
    ``is_wide`` says that they were. ``is_narrowed``: the rows that may be shown are fewer than the reader may see, so
    that few hits on a page do not mean that the words find few.
    """

    def __init__(self, words: str, kind: str, *, is_narrowed: bool = True) -> None:
        self.question = read_question(words)
        self.kind = kind
        self.is_narrowed = is_narrowed
        self.is_wide = False
        self._near_words: list[str] | None = None

    def hits(self, *, limit: int, allowed: QuerySet | None = None, key: Key | None = None) -> list[Hit]:
        """At most ``limit`` hits in the order of rank and lot, behind ``key`` or before it, in one to three queries.

        ``allowed`` are the rows that may be shown. Whoever goes on behind a page asks for ``ENOUGH`` or more at a time:
        only a page that starts at the beginning looks for misspelt names behind the good ones.
        """
        shown = _allowed_sql(allowed)
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
        good = _good_matches(self.question, self.kind)
        close = [test for test in tests_of(self.question) if test.rank in CLOSE_RANKS] if self.is_wide else []
        if not close:
            return good
        parts, params = [], list(good.params)
        for test in close:
            found = _all_matches(test, self.kind)
            wanted = (_nothing if test.rank == Rank.PARTLY else _few)(self.question, self.kind)
            parts.append(f"SELECT object_id FROM ({found.text}) AS close WHERE {wanted.text}")
            params += [*found.params, *wanted.params]
        text = f"WITH good AS MATERIALIZED ({good.text}) SELECT object_id FROM good UNION {' UNION '.join(parts)}"
        return Sql(text, tuple(params))

    def nearest_ids(self, *, limit: int, allowed: QuerySet) -> list[int]:
        """Rows whose names are written most like the question, for a reader who found nothing."""
        if not self.question.names:
            return []
        words = self._near_words if self._near_words is not None else _near_words(self.question)
        terms = near_terms(self.question, words)
        shown = _allowed_sql(allowed)
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
        page = _Page(self.question, self.kind, limit, shown, key, good)
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
        cursor.execute(_NEAR_WORDS, [rests])
        return [word for (word,) in cursor.fetchall()]


def _good_matches(question: Question, kind: str) -> Sql:
    """Rows found without an error; who is found by the start of a name, or by its words, has these words inside."""
    tests = [test for test in tests_of(question) if test.rank not in CLOSE_RANKS]
    parts = [_all_matches(test, kind) for test in _widest(tests, question)]
    if not parts:
        return Sql("SELECT NULL::bigint AS object_id WHERE false")
    return Sql(" UNION ".join(part.text for part in parts), tuple(param for part in parts for param in part.params))


def _few(question: Question, kind: str) -> Sql:
    """Whether ``good`` has so few rows that misspelt names are looked for: fewer than enough, and none that is sure."""
    sure = _any_matches([test for test in tests_of(question) if test.rank in sure_ranks(question)], kind)
    few = f"(SELECT count(*) FROM (SELECT 1 FROM good LIMIT {ENOUGH}) AS first) < {ENOUGH}"
    return Sql(f"{few} AND NOT {sure.text}", sure.params)


def _nothing(question: Question, kind: str) -> Sql:
    """Whether nothing is found, with an error or without: then a word may be left out."""
    close = _any_matches([test for test in tests_of(question) if test.rank in (Rank.CLOSE, Rank.DISTANT)], kind)
    return Sql(f"NOT EXISTS (SELECT 1 FROM good) AND NOT {close.text}", close.params)


def _any_matches(tests: Sequence[Test], kind: str) -> Sql:
    parts = [_all_matches(test, kind) for test in tests]
    if not parts:
        return Sql("false")
    return Sql(
        f"EXISTS ({' UNION ALL '.join(part.text for part in parts)})",
        tuple(param for part in parts for param in part.params),
    )


def _all_matches(test: Test, kind: str) -> Sql:
    text = (
        "SELECT entry.object_id FROM common_searchentry AS entry"
        f" WHERE entry.kind = %s AND ({test.exact.text}) AND ({test.by_index.text})"
    )
    return Sql(text, (kind, *test.exact.params, *test.by_index.params))


# One page -------------------------------------------------------------------------------------------------


class _Page:
    """Puts the query together: one part for each rank, each asked only while the ranks before it give too little."""

    def __init__(
        self,
        question: Question,
        kind: str,
        limit: int,
        shown: Sql,
        key: Key | None,
        good: Sequence[Hit] | None = None,
    ) -> None:
        self.question = question
        self.tests = tests_of(question)
        self.worth = worth_a_look(question)
        self.kind = kind
        self.limit = limit
        self.shown = shown
        self.key = key
        # All good hits, where a page before has found them and they are few.
        self.good = good
        self.is_backwards = key is not None and key.backwards
        self.direction = "DESC" if self.is_backwards else "ASC"
        self.parts: list[str] = []
        self.params: list[Any] = []
        self.names: list[str] = []
        self.looks: list[str] = []

    def is_passed(self, rank: Rank) -> bool:
        """Whether the rank lies on the other side of the key."""
        if self.key is None:
            return False
        return rank > self.key.rank if self.is_backwards else rank < self.key.rank

    def add(self, test: Test) -> None:
        name = f"rank_{test.rank.value}"
        wanted = self._wanted(test)
        index, params = self._by_index(test)
        if test.rank not in BROAD_RANKS:
            self._add_part(name, f"SELECT * FROM ({index}) AS found WHERE {wanted}", params)
            self.names.append(name)
            return
        look = self._look(at_key=self._is_at_key(test.rank))
        few = self._few(look)
        whole, rare = f"(SELECT is_whole FROM {look}_size)", f"(SELECT is_rare FROM {self.looks[0]}_size)"
        some = f"(SELECT count(*) FROM {look} WHERE rank = {test.rank.value}) >= {SOME}"
        in_order, order_params = self._in_order(test)
        self._add_part(
            f"first_{name}",
            f"SELECT * FROM ({in_order}) AS found WHERE {wanted} AND ({whole} OR (NOT {rare} AND {some}))",
            order_params,
        )
        enough = f"({whole} OR (SELECT count(*) FROM first_{name}) >= {self.limit})"
        self._add_part(
            name,
            f"SELECT * FROM first_{name} WHERE {enough} UNION ALL"
            f" SELECT object_id, lot FROM {few} WHERE rank = {test.rank.value} AND NOT {whole} AND {rare} UNION ALL"
            f" SELECT * FROM ({index}) AS found WHERE NOT {enough} AND NOT {rare} AND {wanted}",
            params,
        )
        self.names.append(name)

    def sql(self, rests: Sequence[str] = ()) -> Sql:
        """The query for object_id, rank and lot; with ``rests`` behind them words, where there are few hits."""
        ranked = " UNION ALL ".join(
            f"SELECT object_id, {name.removeprefix('rank_')} AS rank, lot FROM {name}" for name in self.names
        )
        text = (
            f"WITH {', '.join(self.parts)} SELECT * FROM (SELECT object_id, rank, lot, NULL AS word"
            f" FROM ({ranked}) AS found"
            f" ORDER BY rank {self.direction}, lot {self.direction}, object_id {self.direction} LIMIT {self.limit}"
            ") AS page"
        )
        if not rests:
            return Sql(text, tuple(self.params))
        text += (
            f" UNION ALL SELECT NULL, NULL, NULL, word FROM ({_NEAR_WORDS}) AS near"
            f" WHERE {self._fewer(self.names, ENOUGH)}"
        )
        return Sql(text, (*self.params, list(rests)))

    def _add_part(self, name: str, text: str, params: Sequence[Any]) -> None:
        self.parts.append(f"{name} AS MATERIALIZED ({text})")
        self.params += params

    def _wanted(self, test: Test) -> str:
        """Whether the ranks before have left room; for misspelt names, whether the words find little without them."""
        wanted = self._fewer(self.names, self.limit)
        if test.rank not in CLOSE_RANKS:
            return wanted
        return f"{wanted} AND (SELECT {'nothing' if test.rank == Rank.PARTLY else 'few'} FROM {self._little()})"

    def _little(self) -> str:
        """Whether little is found in all, whatever the filters leave of it: the rule is that of the words."""
        if not any(part.startswith("little AS") for part in self.parts):
            few, nothing = Sql("true"), _nothing(self.question, self.kind)
            if self.good is None:
                good = _good_matches(self.question, self.kind)
                few = _few(self.question, self.kind)
            else:
                good = Sql("SELECT NULL" + ("" if self.good else " WHERE false"))
            self._add_part("good", good.text, good.params)
            self._add_part(
                "little", f"SELECT {few.text} AS few, {nothing.text} AS nothing", (*few.params, *nothing.params)
            )
        return "little"

    @staticmethod
    def _fewer(names: Sequence[str], number: int) -> str:
        if not names:
            return "true"
        counts = " + ".join(f"(SELECT count(*) FROM {name})" for name in names)
        return f"{counts} < {number}"

    def _order(self, table: str) -> str:
        return f"{table}.lot {self.direction}, {table}.object_id {self.direction}"

    def _beyond_key(self) -> tuple[str, list[Any]]:
        if self.key is None:
            return "", []
        sign = "<" if self.key.backwards else ">"
        return f" AND (entry.lot, entry.object_id) {sign} (%s, %s)", [self.key.lot, self.key.object_id]

    def _look(self, *, at_key: bool) -> str:
        """The name of the part that holds the first rows with their rank: behind the key, or from the beginning."""
        name = "look_at_key" if at_key else "look"
        if name in self.looks:
            return name
        self.looks.append(name)
        beyond, params = self._beyond_key() if at_key else ("", [])
        case, case_params = self._rank_of_entry(Rank.ANYWHERE)
        self._add_part(
            name,
            f"SELECT entry.object_id, entry.lot, CASE WHEN {self.worth.text} THEN {case} END AS rank FROM ("
            f"SELECT * FROM common_searchentry AS entry WHERE entry.kind = %s{beyond}"
            f" ORDER BY {self._order('entry')} LIMIT {FIRST_LOOK}) AS entry"
            f" WHERE {self._fewer(self.names, self.limit)}",
            [*self.worth.params, *case_params, self.kind, *params],
        )
        self._add_part(
            f"{name}_size",
            f"SELECT count(*) < {FIRST_LOOK} AS is_whole, count(rank) < {SOME} AS is_rare FROM {name}",
            [],
        )
        return name

    def _in_order(self, test: Test) -> tuple[str, list[Any]]:
        """Rows of the rank in the order of lots, read until there are enough: quick where they are many."""
        beyond, params = self._beyond_key() if self._is_at_key(test.rank) else ("", [])
        case, case_params = self._rank_of_entry(test.rank)
        text = (
            "SELECT entry.object_id, entry.lot FROM ("
            f"SELECT * FROM common_searchentry AS entry WHERE entry.kind = %s{beyond}"
            f" ORDER BY {self._order('entry')} LIMIT {LONGEST_LOOK}) AS entry"
            f" WHERE ({self.worth.text}) AND {case} = {test.rank.value} AND {self._may_be_shown('entry')}"
            f" ORDER BY {self._order('entry')} LIMIT {self.limit}"
        )
        return text, [self.kind, *params, *self.worth.params, *case_params, *self.shown.params]

    def _few(self, look: str) -> str:
        """All rows of broad ranks at once by the index, where the first look says that they are few."""
        if "few" in self.looks:
            return "few"
        self.looks.append("few")
        broad = [test for test in self.tests if test.rank in BROAD_RANKS and not self.is_passed(test.rank)]
        widest = _widest(broad, self.question)
        exact, by_index = any_of(test.exact for test in widest), any_of(test.by_index for test in widest)
        case, case_params = self._rank_of_entry(Rank.ANYWHERE)
        ranks = ", ".join(str(test.rank.value) for test in broad)
        beyond, params = "", []
        if self.key is not None:
            sign = "<" if self.key.backwards else ">"
            beyond = f" AND (entry.rank, entry.lot, entry.object_id) {sign} (%s, %s, %s)"
            params = [self.key.rank, self.key.lot, self.key.object_id]
        order = f"entry.rank {self.direction}, {self._order('entry')}"
        self._add_part(
            "few",
            "SELECT entry.object_id, entry.lot, entry.rank FROM ("
            f"SELECT entry.object_id, entry.lot, {case} AS rank FROM common_searchentry AS entry"
            f" WHERE entry.kind = %s AND ({exact.text}) AND ({by_index.text}) OFFSET 0) AS entry"
            f" WHERE entry.rank IN ({ranks}){beyond} AND {self._may_be_shown('entry')}"
            f" AND (SELECT is_rare AND NOT is_whole FROM {look}_size) AND {self._fewer(self.names, self.limit)}"
            f" ORDER BY {order} LIMIT {self.limit}",
            [*case_params, self.kind, *exact.params, *by_index.params, *params, *self.shown.params],
        )
        return "few"

    def _rank_of_entry(self, last: Rank) -> tuple[str, list[Any]]:
        tests = [test for test in self.tests if test.rank <= last]
        whens = " ".join(f"WHEN {test.exact.text} THEN {test.rank.value}" for test in tests)
        return f"CASE {whens} END", [param for test in tests for param in test.exact.params]

    def _is_at_key(self, rank: Rank) -> bool:
        return self.key is not None and rank == self.key.rank

    def _by_index(self, test: Test) -> tuple[str, list[Any]]:
        beyond, params = self._beyond_key() if self._is_at_key(test.rank) else ("", [])
        case, case_params = self._rank_of_entry(test.rank)
        text = (
            "SELECT entry.object_id, entry.lot FROM (SELECT entry.object_id, entry.lot"
            " FROM common_searchentry AS entry"
            f" WHERE entry.kind = %s{beyond} AND ({test.exact.text}) AND ({test.by_index.text})"
            f" AND {case} = {test.rank.value}"
            f" ORDER BY {self._order('entry')}) AS entry WHERE {self._may_be_shown('entry')}"
            f" ORDER BY {self._order('entry')} LIMIT {self.limit}"
        )
        return text, [
            self.kind,
            *params,
            *test.exact.params,
            *test.by_index.params,
            *case_params,
            *self.shown.params,
        ]

    def _may_be_shown(self, table: str) -> str:
        return self.shown.text.format(object_id=f"{table}.object_id") if self.shown else "true"


def _widest(tests: Sequence[Test], question: Question) -> list[Test]:
    """The tests without those that let through nothing but what a wider one does."""
    # A letter alone begins names that it does not stand in as a word.
    begins = (Rank.BEGINS,) if all(len(name) > 1 for name in question.names) else ()
    covered = (Rank.WORDS, *begins) if any(test.rank == Rank.INSIDE for test in tests) else ()
    return [test for test in tests if test.rank not in covered]


def _allowed_sql(allowed: QuerySet | None) -> Sql:
    """A condition asked of one row at a time, in their order: OFFSET keeps PostgreSQL from reading the whole table."""
    if allowed is None:
        return Sql("")
    # A filter that nothing passes is a query like any other.
    compiler = allowed.order_by().values("pk").query.get_compiler(DEFAULT_DB_ALIAS, elide_empty=False)
    sql, params = compiler.as_sql()
    escaped = sql.replace("{", "{{").replace("}", "}}")
    return Sql(f"EXISTS (SELECT 1 FROM ({escaped}) AS one(id) WHERE one.id = {{object_id}} OFFSET 0)", tuple(params))
