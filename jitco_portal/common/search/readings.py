"""How a romanized name is written in kana by rule, and a key under which both meet."""

import re
import unicodedata
from functools import lru_cache
from itertools import product

from jitco_portal.common.folding import fold
from jitco_portal.common.search.english_kana import ENGLISH
from jitco_portal.common.search.kana_rules import KANA, by_letters, easily_said, is_syllable, vietnamese
from jitco_portal.common.search.legal_forms import name_places
from jitco_portal.common.search.plain import DOTTED

MOST_READINGS = 4
MOST_WORDS = 40
LONGEST = 2_000
LONGEST_WORD = 40

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("^[a-z]+$")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼʻ`")
# Countries whose romanization is read letter by letter (r as る, final ng as ん), not by the habits of English.
_LETTER_BY_LETTER = "ID PH TH KH LA MM MN BD IN NP LK PK UZ KG KZ TJ TM BT TL MY VN CN JP"

_LETTER_NAMES = (
    "えー びー しー でぃー いー えふ じー えいち あい じぇー けー える えむ えぬ おー ぴー きゅー "
    "あーる えす てぃー ゆー ぶい だぶりゅー えっくす わい ぜっと"
)
_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", _LETTER_NAMES.split(), strict=True))
# Words that Japanese has a settled spelling for.
_SETTLED = {
    tuple(words.split()): tuple(spellings.split("/"))
    for words, spellings in {
        "viet nam": "べとなむ",
        "vietnam": "べとなむ",
        "viet": "びえっと/べと",
        "ha noi": "はのい",
        "hanoi": "はのい",
        "ho chi minh": "ほーちみん",
        "sai gon": "さいごん",
        "saigon": "さいごん",
        "da nang": "だなん",
        "danang": "だなん",
        "hai phong": "はいふぉん",
        "haiphong": "はいふぉん",
    }.items()
}

# Cities of sending countries, by one word; those of several words and of two spellings stand above.
_CITIES = (
    "jakarta manila cebu davao bangkok yangon mandalay vientiane ulaanbaatar dhaka kathmandu colombo delhi mumbai"
    " chennai karachi lahore islamabad tashkent samarkand bishkek dushanbe thimphu dili beijing shanghai dalian qingdao"
)
_CITY_SPELLINGS = {
    "cebu": "せぶ",
    "davao": "だばお",
    "vientiane": "びえんちゃん",
    "chennai": "ちぇんない",
    "samarkand": "さまるかんど",
    "bishkek": "びしゅけく",
    "dushanbe": "どぅしゃんべ",
    "thimphu": "てぃんぷー",
    "dili": "でぃり",
}
_PLACES = {
    **{words: spellings[0] for words, spellings in _SETTLED.items() if words != ("viet",)},
    ("phnom", "penh"): "ぷのんぺん",
    ("kuala", "lumpur"): "くあらるんぷーる",
    **{(city,): _CITY_SPELLINGS.get(city) or ENGLISH[city] for city in _CITIES.split()},
}


def place_readings(words: list[str]) -> list[str]:
    """How Japanese writes the places among the words of a folded address: ``12 tran phu ha noi`` is in はのい."""
    found = (_PLACES.get(tuple(words[at : at + count])) for at in range(len(words)) for count in (1, 2, 3))
    return list(dict.fromkeys(reading for reading in found if reading))


def readings(name: str, country: str = "") -> list[str]:
    """Hiragana spellings of the Latin words of a name, the most usual first, four at most.

    Vietnamese is read from the accented name (d and đ differ there), the rest by rules of romanization or of English.
    Legal forms, figures, and words of other scripts are left out.
    """
    text = unicodedata.normalize("NFC", name[:LONGEST]).translate(_APOSTROPHES)
    text = DOTTED.sub(lambda letters: letters[0].replace(".", "").replace(" ", "") + " ", text)
    written = _WORD.findall(text)[: 2 * MOST_WORDS]
    folded = [fold(word) for word in written]
    kept = [place for place in name_places(folded) if _LATIN.match(folded[place])][:MOST_WORDS]
    accented = country == "VN" and not text.isascii()
    shouted = not any(written[place][1:].islower() for place in kept)
    ways: list[tuple[str, ...]] = []
    skip_to = -1
    for place in kept:
        if place < skip_to:
            continue
        for length in (3, 2, 1):
            settled = _SETTLED.get(tuple(folded[place : place + length]))
            if settled:
                ways.append(settled)
                skip_to = place + length
                break
        else:
            read = _word_readings(written[place][:LONGEST_WORD], country, accented, shouted)
            if read:
                ways.append(read)
    return _combined(ways)


def _combined(ways: list[tuple[str, ...]]) -> list[str]:
    if not ways:
        return []
    several = [each for each in ways if len(each) > 1]
    if len(several) <= 2:
        found = [" ".join(words) for words in product(*ways)]
    else:
        most = max(len(each) for each in several)
        found = [" ".join(each[min(place, len(each) - 1)] for each in ways) for place in range(most)]
    return list(dict.fromkeys(found))[:MOST_READINGS]


@lru_cache(maxsize=50_000)
def _word_readings(word: str, country: str, accented: bool, shouted: bool) -> tuple[str, ...]:
    folded = fold(word)
    has_marks = not word.isascii()
    found: list[str] = []
    if not has_marks and folded in ENGLISH:
        found.append(ENGLISH[folded])
    if country == "VN" and (len(folded) > 1 or has_marks) and (not found or is_syllable(folded)):
        found += vietnamese(word, accented or has_marks)
    capitals = word.isupper() and 1 < len(word) <= 5 and not has_marks
    if (not any(letter in "aeiouy" for letter in folded) and len(folded) <= 6) or (len(folded) == 1 and not has_marks):
        found.append("".join(_LETTERS[letter] for letter in folded))
    elif capitals and not found and (len(folded) <= 3 or not shouted) and not easily_said(folded):
        found.append("".join(_LETTERS[letter] for letter in folded))
        found.append(by_letters(folded, bool(country) and country in _LETTER_BY_LETTER))
    elif not found:
        by_letter = bool(country) and country in _LETTER_BY_LETTER
        found += [by_letters(folded, by_letter), by_letters(folded, not by_letter)]
    if (
        capitals
        and len(folded) <= 4
        and folded not in ENGLISH
        and not (shouted and country == "VN" and is_syllable(folded))
    ):
        found.append("".join(_LETTERS[letter] for letter in folded))
    return tuple(dict.fromkeys(each for each in found if each))[:3]


# One key for both -----------------------------------------------------------------------------------

_ROMAJI = {
    **{
        kana: {"sh": "s", "ts": "t", "ch": "c", "j": "z", "f": "h"}.get(start, start) + vowel
        for start, row in reversed(KANA.items())
        for vowel, kana in row.items()
        if len(kana) == 1
    },
    **dict(zip("をゐゑんぢづゔゕゖ", ("o", "i", "e", "n", "zi", "zu", "bu", "ka", "ke"), strict=True)),
    # Upper case marks a small letter, which takes the place of the vowel before it.
    **dict(zip("ぁぃぅぇぉゃゅょゎ", "AIUEOAUOA", strict=True)),
}
_KANA_OR_LATIN = re.compile("[a-z]+|[ぁ-ゖゝゞー]+")
_VIETNAMESE_MARKS = re.compile("[đĐ\u031b\u0309\u0323]")
_WORD_WITH_D = re.compile(r"\b[dD](?=[^\W\d_]{1,6}\b)")
# Spellings of Latin words; an upper-case C is the ch of “church” until c has become k or s.
_LATIN_SOUNDS = [
    (re.compile(pattern), value)
    for pattern, value in (
        ("^ngh?(?=[aeiouy])", "g"),
        ("^x", "s"),
        ("tion", "son"),
        ("sch|sh", "s"),
        ("tch", "C"),
        ("ch(?=[^aeiouy]|$)", "k"),
        ("ch", "C"),
        ("c(?=[eiy])", "s"),
        ("th|ts", "t"),
        ("kh|ck|[cq]", "k"),
        ("ph|f", "h"),
        ("([gdb])h", r"\1"),
        ("nh", "n"),
        ("x", "ks"),
        ("ee", "i"),
        ("oo", "u"),
    )
]
_VIETNAMESE_START = re.compile("^(?:tr|gi(?=[aeou]))")
_LATIN_LETTERS = str.maketrans("lvjC", "rbzc")
_COMMON_SOUNDS = [
    (re.compile(pattern), value)
    for pattern, value in (
        ("[uw]+", ""),
        ("([td])o", r"\1"),
        ("([bcdghkmnprstz])y(?=[aieo])", r"\1"),
        ("y", "i"),
        ("m(?=[bp])", "n"),
        ("ng(?=[^aieo]|$)", "n"),
        ("ain(?=[bcdghkmnprstz]|$)", "an"),
        ("^bie", "be"),
        (r"([a-z])\1+", r"\1"),
    )
]
_BEFORE_SMALL_KANA = re.compile("([b-df-hj-np-tv-z])[aiueo](?=[AIUEO])")


def sound(text: str) -> str:
    """A key in a-z under which a katakana spelling and the romanized name it stands for are equal or nearly so.

    Spaces stay where they were written. Apart from them these are equal: ホアンロン and ``Hoang Long``, ビナコ and
    ``VINACO``, ヒューマンリソース and ``human resource``; l and r, v and b, f and h, c, k and q; long and short vowels,
    single and doubled consonants; with and without u.
    One or two letters apart: Vietnamese d when the accents are lost (ズオン, ``Duong``), tr in words of several
    syllables (チャムコ, ``Tramco``), r before a consonant (コープ, ``corp``), letters that Japanese leaves unsaid.
    Far apart: translated words (国際, ``quoc te``) and acronyms said by letters (エルエム, ``LM``).
    """
    text = text[:LONGEST]
    if not text.isascii() and _VIETNAMESE_MARKS.search(unicodedata.normalize("NFD", text)):
        text = _WORD_WITH_D.sub("z", unicodedata.normalize("NFC", text))
    words = _KANA_OR_LATIN.findall(fold(text.translate(_APOSTROPHES)))
    return " ".join([_word_sound(word[: 2 * LONGEST_WORD]) for word in words])


@lru_cache(maxsize=50_000)
def _word_sound(word: str) -> str:
    word = ENGLISH.get(word, word)
    if word.isascii():
        if is_syllable(word):
            word = _VIETNAMESE_START.sub(lambda start: {"tr": "C", "gi": "z"}[start[0]], word)
        for pattern, value in _LATIN_SOUNDS:
            word = pattern.sub(value, word)
        word = word.translate(_LATIN_LETTERS)
    else:
        romaji = "".join([_ROMAJI.get(kana, "") for kana in word])
        word = _BEFORE_SMALL_KANA.sub(r"\1", romaji).lower()
    key = word
    for pattern, value in _COMMON_SOUNDS:
        key = pattern.sub(value, key)
    return key or word or "u"
