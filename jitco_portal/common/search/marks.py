"""Why a row was found: the letters of its texts that answer the question, to be marked as they are written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jitco_portal.common.search.plain import glued, kana_key, plain
from jitco_portal.common.search.questions import Question
from jitco_portal.common.search.terms import initials

# A letter alone is in every name.
_LEAST_MARKED = 2


@dataclass(frozen=True)
class Segment:
    text: str
    is_marked: bool


@dataclass(frozen=True)
class Marked:
    """A text in segments; ``letters`` counts the letters of the question that it answers."""

    segments: tuple[Segment, ...]
    letters: int


def marked(text: str, question: Question) -> Marked:
    """The text with what answers the question marked: the whole of it, its words, or words that were misspelt."""
    letters, places = _folded(text)
    spans = _spans(letters, _word_starts(text, places), question)
    if not spans and question.initials and question.initials in initials(plain(text)):
        spans = _first_letters(text, letters, places)
    covered = sorted({at for start, end in spans for at in range(start, end)})
    marks = [False] * len(text)
    for at in covered:
        start, end = places[at]
        marks[start:end] = [True] * (end - start)
    return Marked(_segments(text, _joined(text, marks)), len(covered))


def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text as it is compared, without spaces, and for each letter where in the text it comes from."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        for letter in glued(plain(text[start:end])):
            letters.append(letter)
            places.append((start, end))
    return "".join(letters), places


def _clusters(text: str) -> Iterable[tuple[int, int]]:
    """A letter with the marks behind it, which change what it folds to."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not (unicodedata.category(text[at]).startswith("M") or text[at] in "ﾞﾟ"):
            if at > start:
                yield start, at
            start = at


def _word_starts(text: str, places: Sequence[tuple[int, int]]) -> set[int]:
    """Where words begin among the letters, and where the last one ends."""
    gaps = {at for at in range(1, len(places)) if places[at][0] > places[at - 1][1]}
    return {0, len(places), *gaps}


def _spans(letters: str, starts: set[int], question: Question) -> list[tuple[int, int]]:
    for name in question.names:
        if len(name) >= _LEAST_MARKED and (found := _occurrences(letters, name)):
            return found[:1]
    for number in question.numbers:
        if found := _occurrences(letters, number):
            return found[:1]
    words = [word for wording in question.wordings for word in wording]
    spans = [span for word in words if len(word) >= _LEAST_MARKED for span in _best(letters, starts, word)]
    corrected = [other for word in words if word in question.corrections for other in question.corrections[word].all]
    whole = [span for word in corrected for span in _occurrences(letters, word) if starts.issuperset(span)]
    spans += whole
    if not spans:
        spans = _in_kana(letters, question)
    return spans


def _in_kana(letters: str, question: Question) -> list[tuple[int, int]]:
    """Long vowels and small letters may be written otherwise; one letter stays one letter but for ー."""
    kept = [at for at, letter in enumerate(letters) if kana_key(letter)]
    key = "".join(kana_key(letters[at]) for at in kept)
    if len(key) != len(kept):
        return []
    for name in question.names:
        if len(name) >= _LEAST_MARKED and (at := key.find(name)) >= 0:
            return [(kept[at], kept[at + len(name) - 1] + 1)]
    return []


def _best(letters: str, starts: set[int], word: str) -> list[tuple[int, int]]:
    """Where words begin so; inside of words only where none does."""
    found = _occurrences(letters, word)
    return [span for span in found if span[0] in starts] or found


def _occurrences(letters: str, word: str) -> list[tuple[int, int]]:
    found, at = [], letters.find(word)
    while at >= 0:
        found.append((at, at + len(word)))
        at = letters.find(word, at + len(word))
    return found


def _first_letters(text: str, letters: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [
        (at, at + 1)
        for at, (start, _end) in enumerate(places)
        if start == 0 or unicodedata.category(text[start - 1])[0] not in "LNM"
    ]


def _joined(text: str, marks: list[bool]) -> list[bool]:
    """What stands between two marked words and is no letter belongs to them."""
    last = None
    for at, is_marked in enumerate(marks):
        if not is_marked:
            continue
        if last is not None and not any(letter.isalnum() for letter in text[last + 1 : at]):
            marks[last + 1 : at] = [True] * (at - last - 1)
        last = at
    return marks


def _segments(text: str, marks: Sequence[bool]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or marks[at] != marks[start]:
            segments.append(Segment(text[start:at], marks[start]))
            start = at
    return tuple(segment for segment in segments if segment.text)
