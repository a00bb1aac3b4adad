"""How well likeness tells a row of a list from others: precision and recall on labelled pairs of fictional names.

The pairs (`name_pairs.csv`) are made up: how names vary in them (forms, slips, short names, figures)
follows what lists do, but how often each variation occurs is our choice. They compare thresholds with
each other; they do not tell how often a real list will ask.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from organizations.queries.list_imports.likeness import (
    THRESHOLD,
    THRESHOLD_WITH_CONTACT,
    Likeness,
    address_likeness,
    contacts_of,
    judged,
)

PAIRS = Path(__file__).parent / "name_pairs.csv"
TRIED = (55, 60, 65, 70, 72, 75, 80, 85, 90)


@dataclass(frozen=True)
class Scored:
    country: str
    why: str
    is_same: bool
    name_score: int
    has_contact: bool
    is_asked: bool


def scored_pairs() -> list[Scored]:
    """Each pair with the likeness of its names among all names of its country, and whether a person is asked."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    names: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        names[pair["country"]] |= {pair["name_a"], pair["name_b"]}
    likeness = {country: Likeness(sorted(each)) for country, each in names.items()}
    return [_scored(pair, likeness[pair["country"]]) for pair in pairs]


def _scored(pair: dict[str, str], likeness: Likeness) -> Scored:
    name_score = likeness.of_names(pair["name_a"], pair["name_b"])
    shared = contacts_of(pair["phone_a"], pair["website_a"]) & contacts_of(pair["phone_b"], pair["website_b"])
    score, _reasons = judged(name_score, shared, address_likeness(pair["address_a"], pair["address_b"]))
    return Scored(pair["country"], pair["why"], pair["same"] == "1", name_score, bool(shared), score > 0)


def precision_and_recall(found: list[tuple[bool, bool]]) -> tuple[float, float]:
    """Of (is asked, is the same)."""
    asked = [is_same for is_asked, is_same in found if is_asked]
    same = sum(is_same for _is_asked, is_same in found)
    hits = sum(asked)
    return (hits / len(asked) if asked else 1.0), (hits / same if same else 1.0)


def measure_list_matching() -> dict[str, float]:
    pairs = scored_pairs()
    print(f"\n{'list matching':<42}{'pairs':>7}{'precision':>11}{'recall':>8}", flush=True)
    for threshold in TRIED:
        precision, recall = precision_and_recall(
            [
                (
                    each.name_score >= (min(threshold, THRESHOLD_WITH_CONTACT) if each.has_contact else threshold),
                    each.is_same,
                )
                for each in pairs
            ]
        )
        print(f"{f'  threshold {threshold}':<42}{len(pairs):>7}{precision:>11.3f}{recall:>8.3f}")
    for country in sorted({each.country for each in pairs}):
        part = [each for each in pairs if each.country == country]
        precision, recall = precision_and_recall([(each.is_asked, each.is_same) for each in part])
        print(f"{f'  {country}':<42}{len(part):>7}{precision:>11.3f}{recall:>8.3f}")
    for why in sorted({each.why for each in pairs}):
        part = [each for each in pairs if each.why == why]
        print(f"{f'  {why}':<42}{len(part):>7}{f'{sum(each.is_asked for each in part)} asked':>19}")
    precision, recall = precision_and_recall([(each.is_asked, each.is_same) for each in pairs])
    print(f"{f'  as used ({THRESHOLD}, {THRESHOLD_WITH_CONTACT})':<42}{len(pairs):>7}{precision:>11.3f}{recall:>8.3f}")
    return {"pairs": len(pairs), "precision": round(precision, 4), "recall": round(recall, 4)}
