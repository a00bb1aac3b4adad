"""Which of the organizations that we hold may be meant by a name of a list."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

from organizations.queries.list_imports.held import Held
from organizations.queries.list_imports.likeness import (
    Likeness,
    address_likeness,
    contacts_of,
    index_by_telling_words,
    judged,
    telling_words,
)
from organizations.queries.list_imports.shapes import Candidate, ReadRow

MOST_CANDIDATES = 5
_MOST_LOOKED_AT = 60
# Below it no telephone in common makes two names one organization.
_LEAST_OF_NAMES = 40


class LikelyOnes:
    """An index of what is held, by the telling words of names and by what contacts are shared."""

    def __init__(self, held: Mapping[int, Held], listed: Iterable[str]) -> None:
        self.held = held
        self.names = {pk: _names(each) for pk, each in held.items()}
        self.likeness = Likeness([*(name for each in self.names.values() for name in each[:1]), *listed])
        self.by_words = index_by_telling_words(self.names, self.likeness)
        self.contacts = {pk: contacts_of(each.phone, each.website) for pk, each in held.items()}
        self.by_contact: dict[str, set[int]] = defaultdict(set)
        for pk, contacts in self.contacts.items():
            for each in contacts:
                self.by_contact[each].add(pk)

    def of(self, row: ReadRow) -> list[Candidate]:
        """The likeliest first; empty where nobody need look."""
        contacts = contacts_of(" / ".join(row.phones), row.website)
        names = [name for name in (row.name, row.name_en) if name]
        found = []
        for pk in self._looked_at(names, contacts):
            name_score = max(
                (self.likeness.of_names(one, other) for one in names for other in self.names[pk]), default=0
            )
            shared = contacts & self.contacts[pk]
            if name_score < _LEAST_OF_NAMES and not shared:
                continue
            score, reasons = judged(name_score, shared, address_likeness(row.address, self.held[pk].address))
            if score:
                found.append(Candidate(pk, score, reasons))
        return sorted(found, key=lambda each: (-each.score, each.organization_id))[:MOST_CANDIDATES]

    def _looked_at(self, names: list[str], contacts: frozenset[str]) -> set[int]:
        """Names of common words share one with thousands: those that share the most of what tells are looked at."""
        shared_weight: dict[int, float] = defaultdict(float)
        for name in names:
            for word in telling_words(name, self.likeness):
                weight = self.likeness.weight(word)
                for pk in self.by_words.get(word, ()):
                    shared_weight[pk] += weight
        found = set(heapq.nlargest(_MOST_LOOKED_AT, shared_weight, key=lambda pk: (shared_weight[pk], -pk)))
        return found.union(*(self.by_contact.get(each, set()) for each in contacts))


def _names(held: Held) -> list[str]:
    return [name for name in (held.name_local, held.name_en, held.name_ja, *held.further_names) if name]
