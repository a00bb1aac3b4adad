"""What somebody typed, as the search asks it: forms of the name, words, numbers, and words that may be misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from jitco_portal.common.search.legal_forms import abbreviated, without_legal_form
from jitco_portal.common.search.numbers import number_key, telephone_forms, telephones, web_host
from jitco_portal.common.search.plain import glued, is_kana, is_kanji, kana_key, plain
from jitco_portal.common.search.readings import sound
from jitco_portal.common.search.terms import (
    beginnings,
    errors_allowed,
    is_correctable,
    is_correctable_sound,
    pairs,
    rests,
    sound_term,
    word_term,
)

# A business card holds no longer name; what stands behind is not looked for.
LONGEST_QUESTION = 200
MOST_WORDS = 12
# Of the words that may be meant, the nearest.
MOST_CORRECTIONS = 12
_LEAST_NUMBER = 4
_LEAST_TELEPHONE = 6
_INITIALS = re.compile(r"[a-z]{2,8}")


@dataclass(frozen=True)
class Correction:
    """Words of names that may be meant by one that was typed: one error away, and further."""

    near: tuple[str, ...] = ()
    far: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return self.near + self.far


@dataclass(frozen=True)
class Question:
    """``forms`` are what was typed: whole, without its legal form, shortened; each without spaces in ``names``."""

    forms: tuple[str, ...]
    numbers: tuple[str, ...]
    heard: str
    corrections: Mapping[str, Correction] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.forms and not self.numbers

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(glued(form) for form in self.forms))

    @property
    def wordings(self) -> tuple[tuple[str, ...], ...]:
        """The words to be found, in one of several ways: first those without the legal form."""
        cores = self.forms[1:] or self.forms
        return tuple(dict.fromkeys(tuple(dict.fromkeys(form.split()))[:MOST_WORDS] for form in cores))

    @property
    def misspelt(self) -> tuple[tuple[str, ...], ...]:
        """The wording in which errors are looked for: as typed, for a misspelt word is no known abbreviation."""
        return self.wordings[:1]

    @property
    def initials(self) -> str:
        return self.forms[0] if self.forms and _INITIALS.fullmatch(self.forms[0]) else ""


def read_question(text: str) -> Question:
    text = text[:LONGEST_QUESTION]
    whole = plain(text)
    if not whole:
        return Question((), (), "")
    core = without_legal_form(whole)
    # In kana a long vowel or a small letter may be written otherwise; names are held in this form too.
    key = kana_key(core).strip() if any(map(is_kana, core)) else ""
    forms = (whole, *dict.fromkeys([key] if key else [core, abbreviated(core)]))
    return Question(forms=forms, numbers=_numbers(text), heard=_heard(core))


def _heard(core: str) -> str:
    """How it sounds, where it is written in kana: only then is it known to be meant as it sounds."""
    if not any(map(is_kana, core)) or any(map(is_kanji, core)):
        return ""
    return glued(sound(core))


def _numbers(text: str) -> tuple[str, ...]:
    """Every number that the text may be: of a paper, of a telephone, a web host."""
    found = [host for host in [glued(plain(web_host(text)))] if host]
    key = number_key(text)
    if len(key) >= _LEAST_NUMBER and any(map(str.isdigit, key)):
        found.append(key)
    for digits in telephones(text):
        if len(digits) >= _LEAST_TELEPHONE:
            found += telephone_forms(digits)
    return tuple(dict.fromkeys(found))


# Words that may be misspelt -------------------------------------------------------------------------------


def rests_of_words(question: Question) -> list[str]:
    """What the words share with those that may be meant (`SearchWord.rests`)."""
    return sorted({rest for word in _correctable_words(question) for rest in rests(word)})


def with_corrections(question: Question, held: Sequence[str]) -> Question:
    """The question with the words of names that its own words may mean; ``held`` share a rest with one of them."""
    corrections = {word: found for word in _correctable_words(question) if (found := _correction(word, held)).all}
    return Question(question.forms, question.numbers, question.heard, corrections)


def _correctable_words(question: Question) -> set[str]:
    words = {word for wording in question.misspelt for word in wording if is_correctable(word)}
    return {*words, sound_term(question.heard)} if is_correctable_sound(question.heard) else words


def _correction(word: str, held: Sequence[str]) -> Correction:
    """Of words other words, of sounds other sounds."""
    allowed = errors_allowed(word)
    alike = [other for other in held if other != word and other.startswith("~") == word.startswith("~")]
    distances = [(OSA.distance(word, other, score_cutoff=allowed), other) for other in alike]
    near = sorted(other for distance, other in distances if distance == 1)[:MOST_CORRECTIONS]
    far = sorted(other for distance, other in distances if distance == 2 and allowed == 2)
    return Correction(tuple(near), tuple(far[: MOST_CORRECTIONS - len(near)]))


# The nearest names where nothing was found ----------------------------------------------------------------

_MOST_NEAR_WORDS = 30


def near_terms(question: Question, held: Sequence[str]) -> list[str]:
    """Terms that the nearest names may have: words like those typed, pairs of kanji, else how the name begins."""
    words = {word for wording in question.wordings for word in wording}
    words_held = [other for other in held if not other.startswith("~")]
    alike = sorted(words_held, key=lambda other: min(OSA.normalized_distance(word, other) for word in words))
    kanji = [pair for word in words for pair in pairs(word) if any(map(is_kanji, pair))]
    terms = [*map(word_term, [*words, *alike[:_MOST_NEAR_WORDS]]), *kanji]
    if not alike and not kanji:
        terms += [beginnings(name[:2])[-1] for name in question.names]
    return terms


def likeness_of(question: Question, lines: Iterable[str]) -> float:
    """0 to 100: how like the question the most similar of these names without spaces is."""
    names = [line for line in lines if line]
    return max((fuzz.ratio(asked, name) for asked in question.names for name in names), default=0)
