"""What the names of one country are made of: syllables of proper names, business words, legal forms, towns.

Every syllable stands as ``native:romanized:katakana``. The katakana is written by hand after the sound, as a
Japanese reader would put it on a memo; no code of the portal had a part in it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Syllable:
    native: str
    roman: str
    kana: str


@dataclass(frozen=True)
class Word:
    """A business word, legal form or town: in the country's script, in English, and in Japanese."""

    native: str
    english: str
    japanese: str


@dataclass(frozen=True)
class Tongue:
    country: str
    language: str
    syllables: tuple[Syllable, ...]
    business: tuple[Word, ...]
    forms: tuple[Word, ...]
    towns: tuple[Word, ...]
    # How many syllables a proper name has, most usual first.
    lengths: tuple[int, ...]
    # Between the syllables of a native proper name, and between the words of a native name.
    within: str = ""
    between: str = " "
    # Where the legal form stands in the native name.
    form_first: bool = False
    telephone: str = "+00-0-000-0000"
    domain: str = "com"
    licence: str = "No. {number}/{year}"


def syllables(text: str) -> tuple[Syllable, ...]:
    return tuple(Syllable(*token.split(":")) for token in text.split())


def words(text: str) -> tuple[Word, ...]:
    """One word a line, ``native = English = Japanese``."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return tuple(Word(*(part.strip() for part in line.split("="))) for line in lines)
