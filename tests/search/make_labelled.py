"""Draws the labelled queries; `python -m tests.search.make_labelled` writes labelled.csv anew, always the same."""

import csv
import os
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import django

from tests.search.kinds import KINDS, Kind
from tests.search.known import Known, generated, shipped

FOLDER = Path(__file__).resolve().parent
LABELLED, BY_HAND = FOLDER / "labelled.csv", FOLDER / "by_hand.csv"
SEED = "labelled"
A_KIND = 22
OF_THEM_SHIPPED = 7
# With more, anything that finds something would be right.
MOST_EXPECTED = 6


@dataclass(frozen=True)
class Query:
    words: str
    kind: str
    expected: tuple[str, ...]
    part: str


def main() -> int:
    os.environ.setdefault("SECRET_KEY", "only-to-draw-queries-0123456789-abcdefghijklmnopqrstuvwxyz")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jitco_portal.settings")
    django.setup()
    with LABELLED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("query", "kind", "expected", "set"))
        for query in labelled():
            words, kind, expected, part = astuple(query)
            writer.writerow((words, kind, " | ".join(expected), part))
    return 0


def labelled() -> list[Query]:
    ours, made = list(shipped()), list(generated())
    everyone = [*ours, *made]
    queries = list(_by_hand())
    for kind in KINDS:
        held = sum(query.kind == kind.name for query in queries)
        found = list(draw(kind, ours, everyone, OF_THEM_SHIPPED if held < OF_THEM_SHIPPED else 0))
        found += draw(kind, made, everyone, max(A_KIND - held, 15) - len(found))
        queries += found
    return queries


def draw_all(among: Sequence[Known], everyone: Sequence[Known]) -> list[Query]:
    """As many of each kind as these organizations give, up to the usual number."""
    return [query for kind in KINDS for query in draw(kind, among, everyone, A_KIND)]


def draw(kind: Kind, among: Sequence[Known], everyone: Sequence[Known], number: int) -> Iterable[Query]:
    """So many queries of a kind, each of another organization; fewer where the kind fits fewer."""
    dice = random.Random(f"{SEED} {kind.name} {len(among)}")
    drawn = 0
    for known in dice.sample(among, len(among)):
        if drawn == number:
            return
        if not (spoiled := kind.draw(dice, known)):
            continue
        words, matches = spoiled
        # More names than one may be the key; each organization counts once.
        right = [other for other in everyone if matches(other)]
        if not right or len(right) > MOST_EXPECTED or known not in right:
            continue
        drawn += 1
        expected = dict.fromkeys([known.key, *(other.key for other in right)])
        yield Query(words, kind.name, tuple(expected), known.part)


def read() -> list[Query]:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return [
            Query(row["query"], row["kind"], tuple(row["expected"].split(" | ")), row["set"])
            for row in csv.DictReader(file)
        ]


def _by_hand() -> Iterable[Query]:
    with BY_HAND.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Query(row["query"], row["kind"], (row["name"],), "shipped")


if __name__ == "__main__":
    sys.exit(main())
