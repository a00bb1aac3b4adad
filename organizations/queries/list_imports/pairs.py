"""Pairs among organizations that we hold which may be one: with the likeness by which rows of lists are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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
    names = {pk: _names(each) for pk, each in held.items()}
    likeness = Likeness(name for each in names.values() for name in each[:1])
    contacts = {pk: contacts_of(each.phone, each.website) for pk, each in held.items()}
    looked_at: set[tuple[int, int]] = set()
    for keys in index_by_telling_words(names, likeness).values():
        if len(keys) <= _MOST_SHARE_A_WORD:
            looked_at.update(combinations(sorted(keys), 2))
    by_contact: dict[str, set[int]] = defaultdict(set)
    for pk, its in contacts.items():
        for contact in its:
            by_contact[contact].add(pk)
    for keys in by_contact.values():
        if len(keys) <= _MOST_SHARE_A_CONTACT:
            looked_at.update(combinations(sorted(keys), 2))
    found = []
    for first, second in looked_at:
        name_score = max((likeness.of_names(a, b) for a in names[first] for b in names[second]), default=0)
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


def _names(organization: Organization) -> list[str]:
    return [name for name in (organization.name_local, organization.name_en, organization.name_ja) if name]
