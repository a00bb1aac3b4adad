"""How a row's texts become an entry: the lines that are compared, and the terms that the index finds them by.

A term is written so that kinds of terms never meet:

==============  =======================================================================
``ab`` ``abc``  two and three letters that follow each other in a name, spaces left out
``^a ^ab``      how a name begins; four letters too
``=word``       a word of a name
``<wo <wor``    how a word of a name begins
``!name``       a whole name without spaces; a whole number, telephone or web host
``@hl``         the initials of a name
``~sound``      how a name sounds
``&sound``      how its first word sounds, and its first two together; five letters or more
``#word``       a word of what else is said of the row; there two letters without spaces too
``+1706``       four signs that follow each other in a number
==============  =======================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jitco_portal.common.search.legal_forms import abbreviated, without_legal_form
from jitco_portal.common.search.numbers import number_key, telephone_forms, telephones, web_host, with_area_of_today
from jitco_portal.common.search.plain import LONGEST, glued, is_kana, is_kanji, is_unspaced, kana_key, plain
from jitco_portal.common.search.readings import place_readings, readings, sound

# Longer texts are no names: what stands behind is not indexed as one.
LONGEST_NAME = 300
_LONGEST_TERM = 100
# What stands in brackets is often left out: a former name, a place.
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_JOINING = frozenset(["and", "of", "the", "for", "in", "va", "y", "et", "und"])
_LONGEST_REST = 20_000
# Of a long text; so much is a hundred full pages. What stands behind is not found.
LONGEST_TEXT = 200_000
_MARGIN = 200
LONGEST_WORD = 40
NUMBER_PART = 4
# Letters of a word in which errors are looked for; SymSpell's way keeps the rests few.
_CORRECTED_START = 7
_SHORTEST_SOUND, _LONG_SOUND = 5, 8


@dataclass
class Described:
    """What a source says of one row: texts by the part they play in a search."""

    names: list[str] = field(default_factory=list)
    # Names whose reading is made by rule where none is stored, and the country whose rules they are.
    romanized: list[str] = field(default_factory=list)
    country: str = ""
    has_reading: bool = False
    numbers: list[str] = field(default_factory=list)
    telephones: list[str] = field(default_factory=list)
    websites: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    # Long texts, such as those of files: their words are held, each once.
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class EntryTexts:
    names: str
    glued: str
    numbers: str
    rest: str
    terms: list[str]
    words: frozenset[str]


def name_forms(name: str) -> list[str]:
    """The forms under which a name is looked for, as written first: whole, without its legal form, shortened."""
    whole = plain(name[:LONGEST_NAME])
    core = without_legal_form(whole)
    forms = [whole, core, abbreviated(core), abbreviated(whole)]
    return list(dict.fromkeys(form for each in forms if each for form in (each, kana_key(each).strip()) if form))


def entry_texts(described: Described) -> EntryTexts:
    lines: dict[str, None] = {}
    terms: dict[str, None] = {}
    words: set[str] = set()
    for name in described.names:
        for written in dict.fromkeys([name, _BRACKETS.sub(" ", name)]):
            forms = name_forms(written)
            lines.update(dict.fromkeys(forms))
            terms.update(dict.fromkeys(f"@{letters}" for form in forms[:3] for letters in initials(form)))
            if forms:
                _add_sounds(terms, words, without_legal_form(forms[0]))
    if not described.has_reading:
        for name in described.romanized:
            for reading in readings(name[:LONGEST_NAME], described.country):
                lines.update(dict.fromkeys(name_forms(reading)))
    # A name in kana is written with dots between its words or without: errors are looked for in both.
    lines.update({glued(line): None for line in list(lines) if all(map(is_kana, glued(line)))})
    for line in lines:
        _add_name(terms, line)
        words.update(word for word in line.split() if is_correctable(word))
    numbers = _numbers(described)
    for number in numbers:
        terms[whole_term(number)] = None
        terms.update(dict.fromkeys(number_parts(number)))
    written = plain(" ".join(described.rest)[:_LONGEST_REST])
    # Shortened too: whoever writes Vietnam or Hanoi in one word means the same place. Kana as they are asked for.
    places = " ".join(place_readings(written.split()))
    forms = (written, abbreviated(written), kana_key(written), places, kana_key(places))
    further = (word for text in described.texts for word in _words_of_text(text))
    rest = " ".join(dict.fromkeys([*(word for form in forms for word in form.split()), *further]))
    for word in rest.split():
        terms.update(dict.fromkeys(rest_terms(word)))
    return EntryTexts(
        names="".join(f" {line} \n" for line in lines),
        glued="".join(f"\n{glued(line)}\n" for line in lines),
        numbers="".join(f"\n{number}\n" for number in numbers),
        rest=f" {rest} " if rest else "",
        terms=list(terms),
        words=frozenset(words),
    )


def _words_of_text(text: str) -> Iterator[str]:
    """Words as they are asked for, those in kana in that form too."""
    text = text[:LONGEST_TEXT]
    start = 0
    while start < len(text):
        end = _end_of_piece(text, start)
        words = plain(text[start:end])
        yield from words.split()
        if any(map(is_kana, words)):
            yield from kana_key(words).split()
        start = end


def _end_of_piece(text: str, start: int) -> int:
    """So far as is made plain at once, and no word cut, where there is a space near."""
    end = start + LONGEST
    if end >= len(text):
        return len(text)
    return next((at for at in range(end, end - _MARGIN, -1) if text[at].isspace()), end)


def _add_name(terms: dict[str, None], line: str) -> None:
    whole = glued(line)
    terms[whole_term(whole)] = None
    terms.update(dict.fromkeys(beginnings(whole)))
    terms.update(dict.fromkeys((*pairs(whole), *threes(whole))))
    for word in line.split():
        terms[word_term(word)] = None
        terms.update(dict.fromkeys(word_starts(word)))


def _numbers(described: Described) -> list[str]:
    """Numbers, telephones and hosts without anything that can be written in another way."""
    found = [number_key(number) for number in described.numbers]
    for cell in described.telephones:
        for digits in telephones(cell):
            national = telephone_forms(digits)[:1]
            found += national
            if described.country == "VN":
                found += map(with_area_of_today, national)
    found += [glued(plain(web_host(site))) for site in described.websites]
    return list(dict.fromkeys(number for number in found if number))


def _add_sounds(terms: dict[str, None], words: set[str], name: str) -> None:
    """How the name sounds, and how its first word and its first two do: what follows is often left out.

    Errors are looked for in these too, since in kana everybody writes a foreign name otherwise.
    """
    heard = sound(name).split()
    whole = "".join(heard)
    starts = dict.fromkeys("".join(heard[:count]) for count in (1, 2) if count < len(heard))
    terms.update(dict.fromkeys([sound_term(whole)] if whole else []))
    terms.update(dict.fromkeys(sound_start_term(start) for start in starts if is_correctable_sound(start)))
    words.update(sound_term(each) for each in (whole, *starts) if is_correctable_sound(each))


# Terms ----------------------------------------------------------------------------------------------------


def whole_term(text: str) -> str:
    return f"!{text}"[:_LONGEST_TERM]


def sound_term(heard: str) -> str:
    return f"~{heard}"[:_LONGEST_TERM]


def sound_start_term(heard: str) -> str:
    return f"&{heard}"[:_LONGEST_TERM]


def word_term(word: str) -> str:
    return f"={word}"[:_LONGEST_TERM]


def word_starts(word: str) -> list[str]:
    return [f"<{word[:length]}" for length in (2, 3) if len(word) >= length]


def pairs(text: str) -> list[str]:
    return list(dict.fromkeys(text[at : at + 2] for at in range(len(text) - 1)))


def threes(text: str) -> list[str]:
    return list(dict.fromkeys(text[at : at + 3] for at in range(len(text) - 2)))


def runs(text: str) -> list[str]:
    """What a name has that holds the text: few names share three letters, so pairs are for texts of two alone."""
    return threes(text) or pairs(text)


def beginnings(text: str) -> list[str]:
    return [f"^{text[:length]}" for length in (1, 2, 4) if len(text) >= length]


def number_parts(number: str) -> list[str]:
    return [f"+{number[at : at + NUMBER_PART]}" for at in range(len(number) - NUMBER_PART + 1)]


def rest_terms(word: str) -> list[str]:
    """A word in letters stands for itself; kanji, kana, Thai … have no spaces, so each two of them do."""
    if is_run_without_spaces(word) and len(word) > 1:
        return [f"#{pair}" for pair in pairs(word)]
    return [f"#{word}"[:_LONGEST_TERM]]


def initials(form: str) -> list[str]:
    """``hl`` for ``hoang long``, with and without words like “and”; none for one word, or without Latin letters."""
    words = form.split()
    ways = (words, [word for word in words if word not in _JOINING])
    found = ["".join(word[0] for word in way) for way in ways]
    return list(dict.fromkeys(letters for letters in found if len(letters) > 1 and letters.isascii()))


def is_run_without_spaces(word: str) -> bool:
    return any(map(is_unspaced, word))


# Misspelt words -------------------------------------------------------------------------------------------


def is_correctable(word: str) -> bool:
    """Kanji are few in a word and many in all: errors in them are looked for in the name itself."""
    return 3 <= len(word) <= LONGEST_WORD and not word.isdigit() and not any(map(is_kanji, word))


def is_correctable_sound(heard: str) -> bool:
    """In short ones half of the letters may be wrong by chance."""
    return _SHORTEST_SOUND <= len(heard) < LONGEST_WORD


def errors_allowed(word: str) -> int:
    if word.startswith("~"):
        return 1 if len(word) < _LONG_SOUND else 2
    return 0 if len(word) < 3 else 1 if len(word) < 5 else 2


def rests(word: str) -> list[str]:
    """The start of the word, and what is left of it without one letter or two."""
    start = word[:_CORRECTED_START]
    found = {start}
    last = {start}
    for _error in range(errors_allowed(word)):
        last = {each[:at] + each[at + 1 :] for each in last for at in range(len(each))}
        found |= last
    return sorted(found)


def all_words(texts: Iterable[EntryTexts]) -> set[str]:
    return {word for each in texts for word in each.words}
