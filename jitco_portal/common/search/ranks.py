"""How well an entry answers a question, and the condition under which the index finds those that do.

The order is published (`templates/search/_order.html`): a rank, and among equals the lot. Each rank is an exact
test over the texts of an entry; beside it stands a wider condition over its terms that the index can answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from jitco_portal.common.search.plain import is_kanji
from jitco_portal.common.search.questions import Question
from jitco_portal.common.search.terms import (
    NUMBER_PART,
    beginnings,
    is_run_of_japanese,
    number_parts,
    pairs,
    rest_terms,
    whole_term,
    word_term,
)


class Rank(IntEnum):
    """How a row was found, best first."""

    EXACT = 0
    EXACT_CORE = 1
    INITIALS = 2
    BEGINS = 3
    WORDS = 4
    SOUNDS = 5
    INSIDE = 6
    ANYWHERE = 7
    CLOSE = 8
    DISTANT = 9
    PARTLY = 10


# Few or many rows may pass these: a look at the first rows in the order of lots tells which.
BROAD_RANKS = (Rank.BEGINS, Rank.WORDS, Rank.INSIDE, Rank.ANYWHERE)
# Found in spite of an error; shown where there is little else.
CLOSE_RANKS = (Rank.CLOSE, Rank.DISTANT, Rank.PARTLY)


@dataclass(frozen=True)
class Sql:
    """A condition over ``entry`` with its parameters."""

    text: str
    params: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)


NEVER = Sql("")


def all_of(parts: Iterable[Sql]) -> Sql:
    """Nothing of nothing: a test without a part is none that every row passes."""
    return _joined(list(parts), " AND ", never_if_one=True)


def any_of(parts: Iterable[Sql]) -> Sql:
    return _joined([part for part in parts if part], " OR ", never_if_one=False)


def _joined(parts: Sequence[Sql], between: str, *, never_if_one: bool) -> Sql:
    if not parts or (never_if_one and not all(parts)):
        return NEVER
    if len(parts) == 1:
        return parts[0]
    text = between.join(f"({part.text})" for part in parts)
    return Sql(text, tuple(param for part in parts for param in part.params))


def has_all(terms: Iterable[str]) -> Sql:
    terms = list(dict.fromkeys(terms))
    return Sql("entry.terms @> %s::text[]", (terms,)) if terms else NEVER


def has_any(terms: Iterable[str]) -> Sql:
    terms = list(dict.fromkeys(terms))
    return Sql("entry.terms && %s::text[]", (terms,)) if terms else NEVER


def holds(column: str, text: str, *, behind: str = "") -> Sql:
    """The column holds the text, which has letters and digits only: nothing in it means anything to LIKE."""
    return Sql(f"entry.{column} LIKE %s", (f"%{behind}{text}%",)) if text else NEVER


@dataclass(frozen=True)
class Test:
    """The exact test of a rank, and what the index can say of it (wider, never narrower)."""

    rank: Rank
    exact: Sql
    by_index: Sql


def tests_of(question: Question) -> list[Test]:
    """The tests that the question allows, best first; an entry has the rank of the first that it passes."""
    tests = [
        _exact(question),
        _exact_core(question),
        _initials(question),
        _begins(question),
        _words(question),
        _sounds(question),
        _inside(question),
        _anywhere(question),
        _close(question),
        _distant(question),
        _partly(question),
    ]
    return [test for test in tests if test.exact and test.by_index]


def worth_a_look(question: Question) -> Sql:
    """What every row of a broad rank has at least: the longest word of a wording, or a number."""
    longest = [_longest_first(wording)[0] for wording in question.wordings]
    places = [place for word in longest for place in _places(word)]
    letters = [holds("glued", word) for word in longest if len(word) == 1]
    numbers = [holds("numbers", each) for each in question.numbers if len(each) >= NUMBER_PART]
    return any_of([*places, *letters, *numbers])


def _same(rank: Rank, condition: Sql) -> Test:
    """Where a term says all there is to say."""
    return Test(rank, condition, condition)


def _exact(question: Question) -> Test:
    return _same(Rank.EXACT, has_any([whole_term(question.names[0])] if question.names else []))


def _exact_core(question: Question) -> Test:
    return _same(Rank.EXACT_CORE, has_any(map(whole_term, (*question.names[1:], *question.numbers))))


def _initials(question: Question) -> Test:
    return _same(Rank.INITIALS, has_any([f"@{question.initials}"] if question.initials else []))


def _begins(question: Question) -> Test:
    exact = [holds("glued", name, behind="\n") for name in question.names]
    by_index = [has_all([*beginnings(name), *pairs(name)]) for name in question.names]
    return Test(Rank.BEGINS, any_of(exact), any_of(by_index))


def _words(question: Question) -> Test:
    """Every word is a word of a name; the last one may be unfinished."""
    exact = [all_of(_whole_words(wording)) for wording in question.wordings]
    return Test(Rank.WORDS, any_of(exact), any_of(map(_name_terms, question.wordings)))


def _whole_words(wording: Sequence[str]) -> list[Sql]:
    """A letter alone is a word, not the start of one: half of all names have a word that begins so."""
    *first, last = wording
    unfinished = holds("names", f" {last}") if len(last) > 1 else _in_name(last)
    return [*(holds("names", f" {word} ") for word in first), unfinished]


def _sounds(question: Question) -> Test:
    return _same(Rank.SOUNDS, has_any([f"~{question.heard}"] if question.heard else []))


def _inside(question: Question) -> Test:
    wordings = [all_of(map(_in_name, _longest_first(wording))) for wording in question.wordings]
    long = [name for name in question.names if len(name) > 1]
    numbers = [number for number in question.numbers if len(number) >= NUMBER_PART]
    return Test(
        Rank.INSIDE,
        any_of([*wordings, *(holds("glued", name) for name in long), *(holds("numbers", each) for each in numbers)]),
        any_of(
            [
                *map(_name_terms, question.wordings),
                *(has_all(pairs(name)) for name in long),
                *(has_all(number_parts(each)) for each in numbers),
            ]
        ),
    )


def _in_name(word: str) -> Sql:
    return holds("glued", word) if len(word) > 1 else holds("names", f" {word} ")


def _name_terms(wording: Sequence[str]) -> Sql:
    return has_all(term for word in wording for term in pairs(word) or [word_term(word)])


def _anywhere(question: Question) -> Test:
    """Every word stands somewhere: in a name, a number, the address, the country, an operation."""
    exact, by_index = [], []
    for wording in question.wordings:
        exact.append(all_of(any_of(_places(word)) for word in _longest_first(wording)))
        by_index.append(all_of(any_of(_place_terms(word)) for word in wording))
    return Test(Rank.ANYWHERE, any_of(exact), any_of(by_index))


def _places(word: str) -> list[Sql]:
    number = [holds("numbers", word)] if _is_part_of_number(word) else []
    in_rest = holds("rest", word) if is_run_of_japanese(word) and len(word) > 1 else holds("rest", f" {word} ")
    return [_in_name(word), in_rest, *number]


def _place_terms(word: str) -> list[Sql]:
    number = [has_all(number_parts(word))] if _is_part_of_number(word) else []
    return [has_all(pairs(word) or [word_term(word)]), has_all(rest_terms(word)), *number]


def _is_part_of_number(word: str) -> bool:
    return len(word) >= NUMBER_PART and any(map(str.isdigit, word))


# In spite of errors ---------------------------------------------------------------------------------------


def _close(question: Question) -> Test:
    """One word has one error, the others stand as they are; or one kanji of a name is another."""
    return _misspelt(Rank.CLOSE, question, lambda word: question.corrections[word].near, with_kanji=True)


def _distant(question: Question) -> Test:
    """One word has two errors, or several words have errors."""
    one = _misspelt(Rank.DISTANT, question, lambda word: question.corrections[word].far, with_kanji=False)
    several = []
    for wording in question.wordings:
        if sum(word in question.corrections for word in wording) > 1:
            several.append(all_of(_as_typed_or_corrected(question, word) for word in wording))
    condition = any_of([one.exact, *several])
    return _same(Rank.DISTANT, condition)


def _misspelt(rank: Rank, question: Question, corrections: Any, *, with_kanji: bool) -> Test:
    exact, by_index = [], []
    for wording in question.wordings:
        for at, word in enumerate(wording):
            others = [*wording[:at], *wording[at + 1 :]]
            found = has_any(map(word_term, corrections(word))) if word in question.corrections else NEVER
            if found:
                exact.append(all_of([*(_stands(other) for other in others), found]))
                by_index.append(all_of([*(_stands_by_index(other) for other in others), found]))
            if with_kanji and _is_kanji_name(word):
                for pieces in _pieces(word):
                    exact.append(all_of([*map(_stands, others), _in_pieces(pieces)]))
                    by_index.append(all_of([*map(_stands_by_index, others), has_all(_pairs_of(pieces))]))
    return Test(rank, any_of(exact), any_of(by_index))


def _stands(word: str) -> Sql:
    return any_of(_places(word))


def _stands_by_index(word: str) -> Sql:
    return any_of(_place_terms(word))


def _as_typed_or_corrected(question: Question, word: str) -> Sql:
    found = has_any(map(word_term, question.corrections[word].all)) if word in question.corrections else NEVER
    return any_of([_stands_by_index(word), found])


def _partly(question: Question) -> Test:
    """All words but one, of three or more: a card has words that no list has."""
    conditions = []
    for wording in question.wordings[:1]:
        if 3 <= len(wording) <= 6:
            for at in range(len(wording)):
                others = [*wording[:at], *wording[at + 1 :]]
                conditions.append(all_of(has_all([word_term(other)]) for other in others))
    return _same(Rank.PARTLY, any_of(conditions))


def _is_kanji_name(word: str) -> bool:
    return len(word) > 2 and any(map(is_kanji, word))


def _pieces(word: str) -> list[tuple[str, str]]:
    """What is right on both sides of an error: a sign that is another one, too many, or missing."""
    found = [(word[:at], word[at + 1 :]) for at in range(len(word))]
    found += [(word[:at], word[at:]) for at in range(1, len(word))]
    return [pieces for pieces in dict.fromkeys(found) if _pairs_of(pieces)]


def _pairs_of(pieces: tuple[str, str]) -> list[str]:
    return [pair for piece in pieces for pair in pairs(piece)]


def _in_pieces(pieces: tuple[str, str]) -> Sql:
    return Sql("entry.glued LIKE %s", (f"%{pieces[0]}%{pieces[1]}%",))


def _longest_first(wording: Sequence[str]) -> list[str]:
    """The longest word rules out most rows."""
    return sorted(wording, key=len, reverse=True)
