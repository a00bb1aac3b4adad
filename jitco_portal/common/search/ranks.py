"""How well an entry answers a question, and the condition under which the index finds those that do.

The order is published (`templates/search/order.html`): a rank, and among equals the lot. Each rank is an exact
test over the texts of an entry; beside it stands a wider condition over its terms that the index can answer.
The test is of texts alone where it can be: reading the terms of a row costs more than all its texts. The condition
is a chain of ANDs: one pass over the index skips from hit to hit, where ORs between them would read whole lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from jitco_portal.common.search.plain import is_kanji
from jitco_portal.common.search.questions import Correction, Question
from jitco_portal.common.search.terms import (
    NUMBER_PART,
    beginnings,
    is_correctable,
    is_run_without_spaces,
    number_parts,
    rest_terms,
    runs,
    sound_start_term,
    sound_term,
    whole_term,
    word_starts,
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
# More of them make the index' answer hardly narrower, only slower.
_MOST_CLAUSES = 4
_MOST_WORDS_ASKED = 5
_LONGEST_BEGINNING = 12
# Of three words, two may be what half of all firms are called.
_FEWEST_WORDS_OF_PART, _MOST_WORDS_OF_PART = 4, 6
# Each sign that may be wrong is a condition of its own: in more of them none is looked for.
_LONGEST_KANJI_NAME = 30


@dataclass(frozen=True)
class Sql:
    """A condition over ``entry`` with its parameters."""

    text: str
    params: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)


NEVER = Sql("")
_NONE = Correction()


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


def holds(column: str, text: str, *, behind: str = "", before: str = "") -> Sql:
    """The column holds the text, which has letters and digits only: nothing in it means anything to LIKE."""
    return Sql(f"entry.{column} LIKE %s", (f"%{behind}{text}{before}%",)) if text else NEVER


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


def has_words_only(question: Question) -> bool:
    """Whether all that holds a form of the question holds the words of one wording: no numbers, no letter alone."""
    worded = [set(wording) for wording in question.wordings if all(len(word) > 1 for word in wording)]
    return not any(len(number) >= NUMBER_PART for number in question.numbers) and all(
        any(all(word in name for word in words) for words in worded) for name in question.names
    )


def sure_ranks(question: Question) -> tuple[Rank, ...]:
    """Whoever has such a hit made no mistake: the very name or number, or all of several words."""
    several = any(len(wording) > 1 for wording in question.misspelt)
    return (Rank.EXACT, Rank.EXACT_CORE, Rank.WORDS) if several else (Rank.EXACT, Rank.EXACT_CORE)


def worth_a_look(question: Question) -> Sql:
    """What every row of a broad rank has at least: the longest word that all wordings share, or a number."""
    shared = set.intersection(*map(set, question.wordings)) if question.wordings else set()
    longest = [max(shared, key=len)] if shared else [_longest_first(wording)[0] for wording in question.wordings]
    places = [place for word in longest for place in _places(word)]
    letters = [holds("glued", word) for word in longest if len(word) == 1]
    numbers = [holds("numbers", each) for each in question.numbers if len(each) >= NUMBER_PART]
    return any_of([*places, *letters, *numbers])


def _same(rank: Rank, condition: Sql) -> Test:
    """Where a term says all there is to say."""
    return Test(rank, condition, condition)


def _exact(question: Question) -> Test:
    name = question.names[0] if question.names else ""
    return Test(Rank.EXACT, _whole("glued", name), has_any([whole_term(name)] if name else []))


def _exact_core(question: Question) -> Test:
    names, numbers = question.names[1:], question.numbers
    whole = [*(_whole("glued", name) for name in names), *(_whole("numbers", number) for number in numbers)]
    return Test(Rank.EXACT_CORE, any_of(whole), has_any(map(whole_term, (*names, *numbers))))


def _whole(column: str, line: str) -> Sql:
    return holds(column, line, behind="\n", before="\n")


def _initials(question: Question) -> Test:
    return _same(Rank.INITIALS, has_any([f"@{question.initials}"] if question.initials else []))


def _begins(question: Question) -> Test:
    exact = [holds("glued", name, behind="\n") for name in question.names]
    by_index = [has_all([beginnings(name)[-1], *_apart(runs(name[:_LONGEST_BEGINNING]))]) for name in question.names]
    return Test(Rank.BEGINS, any_of(exact), any_of(by_index))


def _words(question: Question) -> Test:
    """Every word is a word of a name; the last one may be unfinished."""
    exact = [all_of(_whole_words(wording)) for wording in question.wordings]
    return Test(Rank.WORDS, any_of(exact), any_of(map(_word_terms, question.wordings)))


def _whole_words(wording: Sequence[str]) -> list[Sql]:
    """A letter alone is a word, not the start of one: half of all names have a word that begins so."""
    *first, last = wording
    unfinished = holds("names", f" {last}") if len(last) > 1 else _in_name(last)
    return [*(holds("names", f" {word} ") for word in first), unfinished]


def _word_terms(wording: Sequence[str]) -> Sql:
    *first, last = wording
    start = [*word_starts(last)[-1:], *_apart(runs(last)[1:])] or [word_term(last)]
    return has_all([*start, *(word_term(word) for word in _longest_first(first)[:_MOST_WORDS_ASKED])])


def _sounds(question: Question) -> Test:
    return _same(Rank.SOUNDS, has_any([sound_term(question.heard)] if question.heard else []))


def _inside(question: Question) -> Test:
    wordings = [all_of(map(_in_name, _longest_first(wording))) for wording in question.wordings]
    long = [name for name in question.names if len(name) > 1]
    numbers = [number for number in question.numbers if len(number) >= NUMBER_PART]
    # A name that holds all letters of a form holds all its words; but a letter alone is no word of it.
    loose = [name for name in long if any(len(word) == 1 for wording in question.wordings for word in wording)]
    return Test(
        Rank.INSIDE,
        any_of([*wordings, *(holds("glued", name) for name in long), *(holds("numbers", each) for each in numbers)]),
        any_of(
            [
                *map(_name_terms, question.wordings),
                *(has_all(_apart(runs(name))) for name in loose),
                *(has_all(number_parts(each)) for each in numbers),
            ]
        ),
    )


def _in_name(word: str) -> Sql:
    return holds("glued", word) if len(word) > 1 else holds("names", f" {word} ")


def _name_terms(wording: Sequence[str]) -> Sql:
    words = _longest_first(wording)[:_MOST_WORDS_ASKED]
    return has_all(term for word in words for term in _apart(runs(word)) or [word_term(word)])


def _anywhere(question: Question) -> Test:
    """Every word stands somewhere: in a name, a number, the address, the country, an operation."""
    exact = [all_of(any_of(_places(word)) for word in _longest_first(wording)) for wording in question.wordings]
    longest = [_longest_first(wording)[:_MOST_WORDS_ASKED] for wording in question.wordings]
    by_index = [all_of(clause for word in words for clause in _place_clauses(word)) for words in longest]
    return Test(Rank.ANYWHERE, any_of(exact), any_of(by_index))


def _places(word: str) -> list[Sql]:
    number = [holds("numbers", word)] if _is_part_of_number(word) else []
    in_rest = holds("rest", word) if is_run_without_spaces(word) and len(word) > 1 else holds("rest", f" {word} ")
    return [_in_name(word), in_rest, *number]


def _place_clauses(word: str) -> list[Sql]:
    """What a row has that holds the word in any place: in a name all its letters, elsewhere the word, or its parts.

    (a and b) or (c and d) is at least (a or c) and (b or d): so the clauses are ANDs of a few terms each.
    """
    ways = [_apart(runs(word)) or [word_term(word)], rest_terms(word)]
    ways += [number_parts(word)] if _is_part_of_number(word) else []
    longest = min(max(map(len, ways)), _MOST_CLAUSES)
    return [has_any(way[at % len(way)] for way in ways) for at in range(longest)]


def _apart(found: list[str]) -> list[str]:
    """Every other run of letters and the last: they hold all letters of the word."""
    return list(dict.fromkeys([*found[::2], *found[-1:]]))


def _is_part_of_number(word: str) -> bool:
    return len(word) >= NUMBER_PART and any(map(str.isdigit, word))


# In spite of errors ---------------------------------------------------------------------------------------


def _close(question: Question) -> Test:
    """One word has one error, the others stand as they are; or one kanji of a name is another, or it sounds so."""
    starts = [sound_start_term(question.heard)] if question.heard else []
    sounds = has_any([*starts, *_sounds_of(_corrections(question, sound_term(question.heard)).near)])
    exact, by_index = [sounds], [sounds]
    for wording in question.misspelt:
        for at, word in enumerate(wording):
            others = [*wording[:at], *wording[at + 1 :]]
            if near := _corrections(question, word).near:
                exact.append(all_of([*(_stands(question, other) for other in others), _is_one_of(near)]))
            if _is_kanji_name(word) and sum(map(len, wording)) <= _LONGEST_KANJI_NAME:
                around = [clause for other in others for clause in _place_clauses(other)]
                for pieces in _pieces(word):
                    exact.append(all_of([*(_stands(question, other) for other in others), _in_pieces(pieces)]))
                    by_index.append(all_of([*around, has_all(_runs_of(pieces))]))
    return Test(Rank.CLOSE, any_of(exact), any_of([_typed_or_corrected(question), *by_index]))


def _distant(question: Question) -> Test:
    """One word has two errors, or several words have errors; or the sound of the name has two."""
    sounds = has_any(_sounds_of(_corrections(question, sound_term(question.heard)).far))
    exact = [sounds]
    for wording in question.misspelt:
        if any(_corrections(question, word).all for word in wording):
            exact.append(all_of(_stands_or_corrected(question, word, wording) for word in wording))
    return Test(Rank.DISTANT, any_of(exact), any_of([_typed_or_corrected(question), sounds]))


def _sounds_of(held: Sequence[str]) -> list[str]:
    """Terms of names that sound so as a whole, and of those that begin so."""
    return [term for each in held for term in (each, sound_start_term(each.removeprefix("~")))]


def _typed_or_corrected(question: Question) -> Sql:
    """What a row has whose words are those typed, or words that may be meant by them."""
    found = []
    for wording in question.misspelt:
        if any(_corrections(question, word).all for word in wording):
            if len(wording) == 1:
                found.append(has_any(map(word_term, _corrections(question, wording[0]).all)))
                continue
            words = _longest_first(wording)[:_MOST_WORDS_ASKED]
            found.append(all_of(clause for word in words for clause in _word_clauses(question, word)))
    return any_of(found)


def _word_clauses(question: Question, word: str) -> list[Sql]:
    """A word in which errors are looked for is a whole word; another one stands as it is, in any place."""
    if not is_correctable(word):
        return _place_clauses(word)
    corrections = _corrections(question, word).all
    return [has_any([word_term(word), *rest_terms(word)[:1], *map(word_term, corrections)])]


def _stands(question: Question, word: str) -> Sql:
    if not is_correctable(word):
        return any_of(_places(word))
    return any_of([holds("names", f" {word} "), *_places(word)[1:2]])


def _stands_or_corrected(question: Question, word: str, wording: Sequence[str]) -> Sql:
    corrections = _corrections(question, word).all
    if not corrections:
        return _stands(question, word)
    # A word that is the whole question and stands somewhere as typed has no error.
    return _is_one_of(corrections) if len(wording) == 1 else any_of([_stands(question, word), _is_one_of(corrections)])


def _is_one_of(words: Sequence[str]) -> Sql:
    """One of the words is a word of a name. They have letters and digits only: nothing means more in an expression."""
    return Sql("entry.names ~ %s", (f" (?:{'|'.join(words)}) ",))


def _corrections(question: Question, word: str) -> Correction:
    return question.corrections.get(word, _NONE)


def _partly(question: Question) -> Test:
    """All words but one, of four or more: a card has words that no list has."""
    exact, by_index = [], []
    for wording in question.misspelt:
        if _FEWEST_WORDS_OF_PART <= len(wording) <= _MOST_WORDS_OF_PART:
            for at in range(len(wording)):
                others = [*wording[:at], *wording[at + 1 :]]
                exact.append(all_of(holds("names", f" {other} ") for other in _longest_first(others)))
                by_index.append(has_all(map(word_term, others)))
    return Test(Rank.PARTLY, any_of(exact), any_of(by_index))


def _is_kanji_name(word: str) -> bool:
    return len(word) > 2 and any(map(is_kanji, word))


def _pieces(word: str) -> list[tuple[str, str]]:
    """What is right on both sides of an error: a sign that is another one, too many, or missing."""
    found = [(word[:at], word[at + 1 :]) for at in range(len(word))]
    found += [(word[:at], word[at:]) for at in range(1, len(word))]
    return [pieces for pieces in dict.fromkeys(found) if _runs_of(pieces)]


def _runs_of(pieces: tuple[str, str]) -> list[str]:
    return [run for piece in pieces for run in runs(piece)]


def _in_pieces(pieces: tuple[str, str]) -> Sql:
    """With one sign between them or none: what is further apart is another name."""
    before, behind = pieces
    return Sql("entry.glued LIKE %s OR entry.glued LIKE %s", (f"%{before}_{behind}%", f"%{before}{behind}%"))


def _longest_first(wording: Sequence[str]) -> list[str]:
    """The longest word rules out most rows."""
    return sorted(wording, key=len, reverse=True)
