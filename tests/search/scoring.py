"""How well a way of searching answers the labelled queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tests.search.make_labelled import Query

# Asks for some words and a number of rows; gives the ids of organizations, the best first.
Way = Callable[[str, int], Sequence[int]]
FIRST = 10


@dataclass
class Score:
    places: list[int] = field(default_factory=list)  # from 1; 0 where it is not among the first ten

    @property
    def recall(self) -> float:
        return sum(place > 0 for place in self.places) / len(self.places)

    @property
    def mean_reciprocal_rank(self) -> float:
        return sum(1 / place for place in self.places if place) / len(self.places)


@dataclass
class Result:
    by_kind: dict[str, Score]
    missed: list[Query]
    late: list[tuple[Query, int]]

    @property
    def all(self) -> Score:
        return Score([place for score in self.by_kind.values() for place in score.places])


def score(queries: Iterable[Query], way: Way) -> Result:
    by_name = organizations_by_name()
    result = Result(defaultdict(Score), [], [])
    for query in queries:
        right = set().union(*(by_name.get(name, set()) for name in query.expected))
        if not right:
            raise AssertionError(f"no organization is called {query.expected}: are the rows of the set loaded?")
        found = way(query.words, FIRST)[:FIRST]
        place = next((place for place, pk in enumerate(found, start=1) if pk in right), 0)
        result.by_kind[query.kind].places.append(place)
        if not place:
            result.missed.append(query)
        elif place > 1:
            result.late.append((query, place))
    return result


def organizations_by_name() -> dict[str, set[int]]:
    from organizations.models import Organization

    names: dict[str, set[int]] = defaultdict(set)
    shown = Organization.objects.filter(is_published=True, merged_into=None)
    for pk, english, local, japanese in shown.values_list("pk", "name_en", "name_local", "name_ja"):
        names[english or local or japanese].add(pk)
    return names


def print_side_by_side(results: dict[str, Result]) -> None:
    """A line a kind; a column of recall@10 and MRR for each way."""
    first = next(iter(results.values()))
    print(f"{'':<24}{'queries':>8}" + "".join(f"{name:>24}" for name in results))
    print(f"{'':<32}" + f"{'recall@10':>14}{'MRR':>10}" * len(results))
    for kind in [*first.by_kind, ""]:
        scores = [result.by_kind[kind] if kind else result.all for result in results.values()]
        line = "".join(f"{each.recall:>14.3f}{each.mean_reciprocal_rank:>10.3f}" for each in scores)
        print(f"{kind or 'all':<24}{len(scores[0].places):>8}{line}")
