"""Queries for all rows that answer a question, in no order; and when misspelt names belong to them."""

# Only names and conditions of ours stand in the texts of the queries; every value is a parameter.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from jitco_portal.common.search.questions import Question
from jitco_portal.common.search.ranks import CLOSE_RANKS, NEVER, Rank, Sql, Test, has_words_only, sure_ranks, tests_of

# Misspelt names are shown below fewer good ones than this.
ENOUGH = 10


@dataclass(frozen=True)
class Scope:
    """Rows of a kind, as far as the reader may see them: what nobody shows must not change what is shown."""

    kind: str
    visible: Sql = NEVER

    def condition(self, table: str) -> str:
        return self.visible.text.format(object_id=f"{table}.object_id") if self.visible else "true"


def good_matches(question: Question, scope: Scope) -> Sql:
    """Rows found without an error; who is found by the start of a name, or by its words, has these words inside."""
    tests = [test for test in tests_of(question) if test.rank not in CLOSE_RANKS]
    parts = [all_matches(test, scope) for test in widest(tests, question)]
    if not parts:
        return Sql("SELECT NULL::bigint AS object_id WHERE false")
    return Sql(" UNION ".join(part.text for part in parts), tuple(param for part in parts for param in part.params))


def found_few(question: Question, scope: Scope) -> Sql:
    """Whether ``good`` has so few rows that misspelt names are looked for: fewer than enough, and none that is sure."""
    sure = _any_matches([test for test in tests_of(question) if test.rank in sure_ranks(question)], scope)
    few = f"(SELECT count(*) FROM (SELECT 1 FROM good LIMIT {ENOUGH}) AS first) < {ENOUGH}"
    return Sql(f"{few} AND NOT {sure.text}", sure.params)


def found_few_close(question: Question, scope: Scope) -> Sql:
    """Whether names with one error are so few that those with more are looked for."""
    close = [all_matches(test, scope) for test in tests_of(question) if test.rank == Rank.CLOSE]
    if not close:
        return Sql("true")
    found = _by_the_index(close[0].text)
    return Sql(f"(SELECT count(*) FROM ({found} LIMIT {ENOUGH}) AS first) < {ENOUGH}", close[0].params)


def found_nothing(question: Question, scope: Scope) -> Sql:
    """Whether nothing is found, with an error or without: then a word may be left out."""
    close = _any_matches([test for test in tests_of(question) if test.rank in (Rank.CLOSE, Rank.DISTANT)], scope)
    return Sql(f"NOT EXISTS (SELECT 1 FROM good) AND NOT {close.text}", close.params)


def _any_matches(tests: Sequence[Test], scope: Scope) -> Sql:
    parts = [all_matches(test, scope) for test in tests]
    if not parts:
        return Sql("false")
    found = _by_the_index(" UNION ALL ".join(part.text for part in parts))
    return Sql(f"EXISTS ({found})", tuple(param for part in parts for param in part.params))


def _by_the_index(text: str) -> str:
    """The rows in a part of their own.

    Where few are asked for PostgreSQL reads the table until it has met so many. Of a part it plans to have all, by the
    index, and still stops when there are enough.
    """
    return f"WITH found AS MATERIALIZED ({text}) SELECT 1 FROM found"


def all_matches(test: Test, scope: Scope) -> Sql:
    text = (
        "SELECT entry.object_id FROM common_searchentry AS entry"
        f" WHERE entry.kind = %s AND ({test.exact.text}) AND ({test.by_index.text}) AND {scope.condition('entry')}"
    )
    return Sql(text, (scope.kind, *test.exact.params, *test.by_index.params, *scope.visible.params))


def widest(tests: Sequence[Test], question: Question) -> list[Test]:
    """The tests without those that let through nothing but what a wider one does."""
    if any(test.rank == Rank.ANYWHERE for test in tests) and has_words_only(question):
        return [test for test in tests if test.rank not in (Rank.BEGINS, Rank.WORDS, Rank.INSIDE)]
    # A letter alone begins names that it does not stand in as a word.
    begins = (Rank.BEGINS,) if all(len(name) > 1 for name in question.names) else ()
    covered = (Rank.WORDS, *begins) if any(test.rank == Rank.INSIDE for test in tests) else ()
    return [test for test in tests if test.rank not in covered]


def allowed_sql(allowed: QuerySet | None) -> Sql:
    """A condition asked of one row at a time, in their order: OFFSET keeps PostgreSQL from reading the whole table."""
    if allowed is None:
        return Sql("")
    # A filter that nothing passes is a query like any other.
    compiler = allowed.order_by().values("pk").query.get_compiler(DEFAULT_DB_ALIAS, elide_empty=False)
    sql, params = compiler.as_sql()
    escaped = sql.replace("{", "{{").replace("}", "}}")
    return Sql(f"EXISTS (SELECT 1 FROM ({escaped}) AS one(id) WHERE one.id = {{object_id}} OFFSET 0)", tuple(params))
