"""Recall and rank of the labelled queries for three ways of searching, side by side.

`python -m tests.search.evaluate` prints them (``--missed`` the queries that the portal answers badly too).
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.bench.database import measuring_database


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.search.evaluate")
    parser.add_argument("--missed", action="store_true", help="print the queries that are not answered first")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-search-") as folder, measuring_database(Path(folder)):
        import django

        django.setup()
        found = evaluate(missed=options.missed)
    print(json.dumps(found, indent=2))
    return 0


def evaluate(*, missed: bool = False) -> dict[str, dict[str, float]]:
    """Load the rows into the empty database in use, print the tables; recall and MRR by set and way."""
    from tests.search.debian_server import debian_server
    from tests.search.known import generated, shared, shared_file, shipped
    from tests.search.make_labelled import draw_all, read
    from tests.search.rows import load_rows, load_shared

    found: dict[str, dict[str, float]] = {}
    with debian_server() as trigrams:
        load_rows()
        _compare("labelled set", read(), trigrams, found, missed)
        if path := shared_file():
            load_shared(path)
            queries = draw_all(shared(), [*shipped(), *generated(), *shared()])
            _compare(f"{path.name}, drawn anew", queries, trigrams, found, missed)
        else:
            print("../shared/data is not there: its rows are skipped")
    return found


def _compare(title, queries, trigrams, found, missed) -> None:
    from tests.search.scoring import print_side_by_side, score
    from tests.search.ways import ByTrigrams, by_engine, by_icontains

    ways = {"portal": by_engine, "icontains": by_icontains}
    if trigrams is not None:
        ways["pg_trgm"] = ByTrigrams(trigrams)
    results = {name: score(queries, way) for name, way in ways.items()}
    print(f"\n{title}: {len(queries)} queries")
    print_side_by_side(results)
    for name, result in results.items():
        measured = {"recall_at_10": result.all.recall, "mrr": result.all.mean_reciprocal_rank}
        found[f"{title}: {name}"] = {key: round(value, 4) for key, value in measured.items()}
    if missed:
        for query in results["portal"].missed:
            print(f"missed ({query.kind}): {query.words} → {' | '.join(query.expected)}")
        for query, place in results["portal"].late:
            print(f"at {place} ({query.kind}): {query.words} → {' | '.join(query.expected)}")


if __name__ == "__main__":
    sys.exit(main())
