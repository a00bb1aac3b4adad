"""How long the database works for one search at two sizes, and how well the labelled queries are answered."""

import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.database import fill, measuring_database, refresh_search
from tests.bench.machine import database_server
from tests.bench.questions import Question, questions
from tests.bench.ranking import measure_ranking

KINDS = ("sending", "supervising")
SCANNED = ("international", "hoang", "国際", "kh", "golden")


class Clock:
    """Adds up what every statement of the connection takes."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.statements = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - started
            self.statements += 1


def measure_search(*, organizations: int, growth: int, with_quality: bool = True) -> dict[str, Any]:
    """``growth`` is the number of organizations after the second load; none where it is 0."""
    found: dict[str, Any] = {"organizations": organizations}
    if with_quality:
        found |= _quality()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, measuring_database(Path(folder)) as address:
        import django

        django.setup()
        found["database"] = database_server()
        with _timed(found, "load_seconds"):
            fill(address, first=0, last=organizations)
        with _timed(found, "index_seconds"):
            _index(address, organizations)
        with _timed(found, "standings_seconds"):
            _standings()
        found |= _times(organizations, _suffix(organizations))
        from tests.bench.large_pages import measure_large_pages

        found["pages_of_the_large_database"] = measure_large_pages(Path(folder), address)
        found["queries_per_page"] = found["pages_of_the_large_database"].pop("queries_per_page")
        found["ranking"] = measure_ranking(_suffix(organizations))
        if growth > organizations:
            with _timed(found, "growth_load_seconds"):
                fill(address, first=organizations, last=growth, with_history=False)
            with _timed(found, "growth_index_seconds"):
                _index(address, growth)
            found |= _times(growth, _suffix(growth))
        from django.db import connections

        connections.close_all()
    return found


def _suffix(number: int) -> str:
    return f"{number // 1_000_000}m" if number >= 1_000_000 else f"{number // 1_000}k"


@contextmanager
def _timed(found: dict[str, Any], name: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    found[name] = round(time.perf_counter() - started, 1)
    print(f"{name}: {found[name]}", flush=True)


def _quality() -> dict[str, Any]:
    """In a child: the labelled set has a database of its own."""
    from multiprocessing import get_context

    with get_context("spawn").Pool(1) as pool:
        compared = pool.apply(_evaluate)
    ours = compared["labelled set: portal"]
    return {"recall_at_10": ours["recall_at_10"], "mrr": ours["mrr"], "compared": compared}


def _evaluate() -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, measuring_database(Path(folder)):
        import django

        django.setup()
        from tests.search.evaluate import evaluate

        return evaluate()


def _index(address: str, organizations: int) -> None:
    from django.db import connection

    refresh_search(address)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM common_searchentry WHERE kind = ANY(%s) AND NOT is_stale", [list(KINDS)])
        held = cursor.fetchone()[0]
        if held < organizations:
            raise AssertionError(f"the search holds {held} of {organizations} organizations")
        # As autovacuum leaves the tables after a load.
        for table in ("common_searchentry", "common_searchword"):
            cursor.execute(f"VACUUM (ANALYZE) {table}")


def _standings() -> None:
    from organizations.services.todays_standing import refresh_todays_standings

    refresh_todays_standings()


# Time of the database -------------------------------------------------------------------------------------


def _times(organizations: int, suffix: str) -> dict[str, Any]:
    measured = [(question, *_ask(question)) for question in questions(organizations)]
    print(f"\ntime of the database for one search among {organizations:,} organizations, ms")
    print(f"{'':<26}{'questions':>10}{'p50':>9}{'p95':>9}{'max':>9}")
    by_kind: dict[str, list[float]] = defaultdict(list)
    for question, milliseconds, _statements in measured:
        by_kind[question.kind].append(milliseconds)
        by_kind["all"].append(milliseconds)
    everything = by_kind.pop("all")
    for kind, times in [*by_kind.items(), ("all", everything)]:
        print(
            f"{kind:<26}{len(times):>10}{statistics.median(times):>9.1f}{percentile(times, 95):>9.1f}{max(times):>9.1f}"
        )
    print("the slowest ten:")
    for question, milliseconds, statements in sorted(measured, key=lambda each: -each[1])[:10]:
        print(f"  {milliseconds:>8.1f}  {question.kind}: {question.words} ({statements} statements)")
    scan = _scan()
    print(f"a sequential scan of the same table: {scan} ms", flush=True)
    return {
        f"p50_ms_{suffix}": round(statistics.median(everything), 2),
        f"p95_ms_{suffix}": round(percentile(everything, 95), 2),
        f"max_ms_{suffix}": round(max(everything), 2),
        f"scan_ms_{suffix}": scan,
        f"p95_ms_{suffix}_by_kind": {kind: round(percentile(times, 95), 2) for kind, times in by_kind.items()},
    }


def _ask(question: Question) -> tuple[float, int]:
    """Milliseconds and statements of the second time; the first fills the caches."""
    from django.db import connection

    from jitco_portal.common.search import engine

    for _time in range(2):
        clock = Clock()
        with connection.execute_wrapper(clock):
            engine.find(question.words, [question.of])
    return clock.seconds * 1000, clock.statements


def _scan() -> float:
    """The median over some words of what every search would take without an index."""
    from django.db import connection, transaction

    times = []
    with transaction.atomic(), connection.cursor() as cursor:
        for setting in ("enable_indexscan", "enable_indexonlyscan", "enable_bitmapscan"):
            cursor.execute(f"SET LOCAL {setting} = off")
        for word in (*SCANNED, *SCANNED):
            started = time.perf_counter()
            cursor.execute("SELECT count(*) FROM common_searchentry WHERE names LIKE %s", [f"%{word}%"])
            times.append((time.perf_counter() - started) * 1000)
    return round(statistics.median(times[len(SCANNED) :]), 1)


def percentile(times: list[float], part: int) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))]
