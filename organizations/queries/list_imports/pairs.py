"""Pairs among organizations that we hold which may be one: with the likeness by which rows of lists are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations

from organizations.models import Organization
from organizations.queries.list_imports.likeness import (
    Likeness,
    address_likeness,
    contacts_of,
    index_by_telling_words,
    judged,
)

# A telephone or word that more organizations share is an agent's or a common one, and would make pairs without end.
_MOST_SHARE_A_CONTACT = 12
_MOST_SHARE_A_WORD = 60


def likely_pairs(organizations: Iterable[Organization]) -> list[tuple[int, int, int, list[str]]]:
    """(first, second, likeness of 0 to 100, codes of ``texts.REASONS``), first < second, the likeliest first.

    Only organizations of one kind and one country are compared. One pass in memory, no queries.
    """
    groups: dict[tuple[str, int | None], list[Organization]] = defaultdict(list)
    for each in organizations:
        groups[each.kind, each.country_id].append(each)
    found = [pair for group in groups.values() for pair in _pairs_of(group)]
    return sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _pairs_of(group: list[Organization]) -> list[tuple[int, int, int, list[str]]]:
    held = {each.pk: each for each in group}
    tongues = [_Tongue({pk: name for pk, each in held.items() if (name := named(each))}) for named in _NAMES]
    contacts = {pk: contacts_of(each.phone, each.website) for pk, each in held.items()}
    looked_at: set[tuple[int, int]] = set()
    for tongue in tongues:
        looked_at |= tongue.pairs()
    by_contact: dict[str, set[int]] = defaultdict(set)
    for pk, its in contacts.items():
        for contact in its:
            by_contact[contact].add(pk)
    for keys in by_contact.values():
        if len(keys) <= _MOST_SHARE_A_CONTACT:
            looked_at.update(combinations(sorted(keys), 2))
    found = []
    for first, second in looked_at:
        name_score = max(tongue.likeness_of(first, second) for tongue in tongues)
        shared = contacts[first] & contacts[second]
        if name_score < 40 and not shared:
            continue
        one, other = held[first], held[second]
        address_score = max(
            address_likeness(one.address, other.address), address_likeness(one.address_ja, other.address_ja)
        )
        score, reasons = judged(name_score, shared, address_score)
        if score:
            found.append((first, second, score, list(reasons)))
    return found


# A record without a name in the local script bears the one of its list in our letters.
_NAMES: tuple[Callable[[Organization], str], ...] = (
    lambda each: each.name_local or each.name_en,
    lambda each: each.name_en,
    lambda each: each.name_ja,
)


class _Tongue:
    """The names in one language: what is common there is rare in another, and would tell too much."""

    def __init__(self, names: dict[int, str]) -> None:
        self.names = names
        self.likeness = Likeness(names.values())

    def pairs(self) -> set[tuple[int, int]]:
        indexed = index_by_telling_words({pk: [name] for pk, name in self.names.items()}, self.likeness)
        few = [sorted(keys) for keys in indexed.values() if len(keys) <= _MOST_SHARE_A_WORD]
        return {pair for keys in few for pair in combinations(keys, 2)}

    def likeness_of(self, one: int, other: int) -> int:
        return self.likeness.of_names(self.names.get(one, ""), self.names.get(other, ""))
