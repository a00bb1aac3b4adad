"""How like two names are, when how common their words are is taken into account.

"Đầu tư quốc tế" stands in half of the names of a country and tells nothing; what is rare tells who it is.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from jitco_portal.common.search.legal_forms import without_legal_form
from jitco_portal.common.search.numbers import telephones, web_host
from jitco_portal.common.search.plain import is_unspaced, plain

# Measured on tests/bench/name_pairs.csv (`make bench`): from here on a person looks at the pair.
THRESHOLD = 72
# With a telephone or a web site in common less of the name need be alike.
THRESHOLD_WITH_CONTACT = 45
_WORD_ALIKE = 84
_COMMON_SITES = {"facebook.com", "zalo.me", "google.com", "gmail.com", "yahoo.com", "wixsite.com", "blogspot.com"}
LEGAL_FORMS = ("stock", "limited")
_FIGURES = re.compile(r"\d+")
_STOCK = re.compile(r"\b(cổ phần|cp|ctcp|co phan|joint stock|jsc)\b|株式会社")
_LIMITED = re.compile(r"\b(tnhh|trách nhiệm hữu hạn|limited liability|llc|co\W*ltd|company limited)\b|有限会社", re.I)


@lru_cache(maxsize=60_000)
def bare(name: str) -> str:
    """The folded name without its legal form; the whole where nothing else is there."""
    folded = plain(name)
    return without_legal_form(folded) or folded


@lru_cache(maxsize=60_000)
def legal_form(name: str) -> str:
    """Whether it is a stock company or a limited one, where the name says so."""
    text = name.lower()
    if _STOCK.search(text):
        return "stock"
    return "limited" if _LIMITED.search(text) else ""


def forms_contradict(one: str, other: str) -> bool:
    forms = {legal_form(one), legal_form(other)} - {""}
    return len(forms) > 1


def figures_differ(one: str, other: str) -> bool:
    """… 1 and … 2 are two organizations; a figure on one side only tells nothing."""
    return _figures(one) != _figures(other)


@lru_cache(maxsize=60_000)
def _figures(name: str) -> tuple[str, ...]:
    return tuple(sorted(_FIGURES.findall(bare(name))))


@lru_cache(maxsize=60_000)
def words_of(name: str) -> tuple[str, ...]:
    """Words; of a script without spaces, pairs of signs."""
    words: list[str] = []
    for word in bare(name).split():
        if word.isascii() or len(word) < 3 or not any("⺀" <= each <= "鿿" or "぀" <= each <= "ヿ" for each in word):
            words.append(word)
        else:
            words += [word[at : at + 2] for at in range(len(word) - 1)]
    return tuple(words)


class Likeness:
    """Compares names among those of one country."""

    def __init__(self, names: Iterable[str]) -> None:
        counted: Counter[str] = Counter()
        total = 1
        for name in names:
            counted.update(set(words_of(name)))
            total += 1
        self._counted, self._total = counted, total

    def weight(self, word: str) -> float:
        return math.log(1 + self._total / (1 + self._counted[word]))

    def of_names(self, one: str, other: str) -> int:
        """0 to 100: which share of what is telling in both names they have in common."""
        if not one or not other or figures_differ(one, other):
            return 0
        if bare(one) == bare(other):
            return 100
        first, second = words_of(one), words_of(other)
        if not first or not second:
            return 0
        rest = list(second)
        shared = 0.0
        for word in first:
            best, likeness = self._closest(word, rest)
            if best:
                rest.remove(best)
                shared += likeness * (self.weight(word) + self.weight(best)) / 2
        whole = max(sum(map(self.weight, first)), sum(map(self.weight, second)))
        score = 100 * shared / whole if whole else 0
        # Written together or apart: "Vina Co" and "Vinaco". A slip spoils much of a name without spaces.
        whole_one, whole_other = bare(one).replace(" ", ""), bare(other).replace(" ", "")
        joined = fuzz.ratio(whole_one, whole_other)
        if any(map(is_unspaced, whole_one)):
            # Of as many words on both sides, a short one that differs is another name, not a slip.
            least = 85 if len(bare(one).split()) == 1 or len(bare(one).split()) != len(bare(other).split()) else 101
        else:
            least = 92
        return round(max(score, joined if joined >= least else 0))

    @staticmethod
    def _closest(word: str, others: Sequence[str]) -> tuple[str, float]:
        if word in others:
            return word, 1.0
        if len(word) < 4:
            return "", 0.0
        best = max(((fuzz.ratio(word, other), other) for other in others if len(other) >= 4), default=(0, ""))
        return (best[1], best[0] / 100) if best[0] >= _WORD_ALIKE else ("", 0.0)


def contacts_of(phone: str, website: str) -> frozenset[str]:
    """Telephones (their last eight figures: the rest is an area or a country) and the host of the site."""
    found = {f"tel:{digits[-8:]}" for each in telephones(phone) if len(digits := re.sub(r"\D", "", each)) >= 8}
    host = web_host(website)
    if host and host.removeprefix("www.") not in _COMMON_SITES:
        found.add(f"web:{host.removeprefix('www.')}")
    return frozenset(found)


def address_likeness(one: str, other: str) -> int:
    return round(fuzz.token_set_ratio(plain(one), plain(other))) if one and other else 0


def judged(name_score: int, contacts: frozenset[str], address_score: int) -> tuple[int, tuple[str, ...]]:
    """One likeness of 0 to 100 with its reasons; 0 where nobody need look at the pair."""
    reasons = []
    if name_score >= THRESHOLD:
        reasons.append("name" if name_score == 100 else "like_name")
    if any(each.startswith("tel:") for each in contacts):
        reasons.append("phone")
    if any(each.startswith("web:") for each in contacts):
        reasons.append("website")
    if address_score >= 90:
        reasons.append("address")
    if name_score >= THRESHOLD:
        return min(100, name_score + 3 * (len(reasons) - 1)), tuple(reasons)
    if contacts and name_score >= THRESHOLD_WITH_CONTACT:
        return min(99, name_score + 25), ("like_name", *reasons)
    return 0, ()


def index_by_telling_words(names: dict[int, list[str]], likeness: Likeness, *, most: int = 3) -> dict[str, set[int]]:
    """For each organization its rarest words: two that are alike share one of them."""
    found: dict[str, set[int]] = defaultdict(set)
    for key, each in names.items():
        for name in each:
            for word in sorted(set(words_of(name)), key=likeness.weight, reverse=True)[:most]:
                found[word].add(key)
            found[f"={bare(name).replace(' ', '')[:6]}"].add(key)
    return found


def telling_words(name: str, likeness: Likeness, *, most: int = 3) -> list[str]:
    words = sorted(set(words_of(name)), key=likeness.weight, reverse=True)[:most]
    return [*words, f"={bare(name).replace(' ', '')[:6]}"]
