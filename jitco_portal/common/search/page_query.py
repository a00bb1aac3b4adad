"""The query for one page of hits: one part for each rank, each asked only while the ranks before give too little.

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

from jitco_portal.common.search.matches import (
    ENOUGH,
    Scope,
    found_few,
    found_few_close,
    found_nothing,
    good_matches,
    widest,
)
from jitco_portal.common.search.questions import Question
from jitco_portal.common.search.ranks import BROAD_RANKS, CLOSE_RANKS, Rank, Sql, Test, any_of, tests_of, worth_a_look

# How many rows the first look takes in, and how many must answer there for reading on in the order of lots,
# at most so far, to be quicker than the index.
FIRST_LOOK = 500
SOME = 2
LONGEST_LOOK = 8_000
# One look into the index for each rest: with all of them at once PostgreSQL prefers to read every word.
NEAR_WORDS = (
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


class PageQuery:
    """Puts the query together: one part for each rank, each asked only while the ranks before it give too little."""

    def __init__(
        self,
        question: Question,
        scope: Scope,
        limit: int,
        shown: Sql,
        key: Key | None,
        good: Sequence[Hit] | None = None,
    ) -> None:
        self.question = question
        self.tests = tests_of(question)
        self.worth = worth_a_look(question)
        self.scope = scope
        self.kind = scope.kind
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
            f" UNION ALL SELECT NULL, NULL, NULL, word FROM ({NEAR_WORDS}) AS near"
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
        rule = {Rank.CLOSE: "few", Rank.DISTANT: "few AND few_close", Rank.PARTLY: "nothing"}[test.rank]
        return f"{wanted} AND (SELECT {rule} FROM {self._little()})"

    def _little(self) -> str:
        """Whether little is found in all, whatever the filters leave of it: the rule is that of the words."""
        if not any(part.startswith("little AS") for part in self.parts):
            few = Sql("true") if self.good is not None else found_few(self.question, self.scope)
            rules = {
                "few": few,
                "few_close": found_few_close(self.question, self.scope),
                "nothing": found_nothing(self.question, self.scope),
            }
            good = Sql("SELECT NULL" + ("" if self.good else " WHERE false"))
            if self.good is None:
                good = good_matches(self.question, self.scope)
            self._add_part("good", good.text, good.params)
            columns = ", ".join(f"{rule.text} AS {name}" for name, rule in rules.items())
            self._add_part("little", f"SELECT {columns}", [param for rule in rules.values() for param in rule.params])
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
        wide = widest(broad, self.question)
        exact, by_index = any_of(test.exact for test in wide), any_of(test.by_index for test in wide)
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
        # In a part of its own: else PostgreSQL walks through the table in the order of lots, to meet so many soon.
        text = (
            "WITH held AS MATERIALIZED (SELECT entry.object_id, entry.lot FROM common_searchentry AS entry"
            f" WHERE entry.kind = %s{beyond} AND ({test.exact.text}) AND ({test.by_index.text})"
            f" AND {case} = {test.rank.value}) SELECT entry.object_id, entry.lot FROM"
            f" (SELECT * FROM held AS entry ORDER BY {self._order('entry')}) AS entry"
            f" WHERE {self._may_be_shown('entry')} ORDER BY {self._order('entry')} LIMIT {self.limit}"
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
