# ruff: noqa: E501 (letters of Asia count double)
"""Made-up names of organizations in their own scripts, with the English and the Japanese beside."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TypeVar

from tests.bench.lexicon import JAPANESE, PLACES, TRADES, UNIONS, Syllable, Tongue, Word

Item = TypeVar("Item")

CONSONANTS = {
    "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "m": "マミムメモ", "r": "ラリルレロ",
    "b": "バビブベボ", "d": "ダヂヅデド", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "h": "ハヒフヘホ",
}  # fmt: skip
FIRST_WORDS = (
    ("Golden", "ゴールデン"), ("Asia", "アジア"), ("Global", "グローバル"), ("Star", "スター"), ("Sun", "サン"),
    ("Pacific", "パシフィック"), ("Royal", "ロイヤル"), ("Green", "グリーン"), ("Sky", "スカイ"), ("World", "ワールド"),
    ("New", "ニュー"), ("Lotus", "ロータス"), ("Ocean", "オーシャン"), ("Bridge", "ブリッジ"), ("Future", "フューチャー"),
    ("Smart", "スマート"), ("Crystal", "クリスタル"), ("Eagle", "イーグル"), ("Phoenix", "フェニックス"), ("Sakura", "サクラ"),
    ("Fuji", "フジ"), ("Mekong", "メコン"), ("Union", "ユニオン"), ("Victory", "ビクトリー"), ("Pearl", "パール"),
)  # fmt: skip
# Kanji that stand in names in the old form now and then.
OLD_FORMS = str.maketrans("国沢浜桜広栄島", "國澤濱櫻廣榮嶋")
OLD_FORM_SHARE = 0.06
NAMESAKES, NAMESAKE_SHARE = 300, 0.03


@dataclass(frozen=True)
class Name:
    """One name in all its forms; ``proper`` and ``reading`` are the part that is nobody else's, for the queries."""

    local: str = ""
    english: str = ""
    japanese: str = ""
    kana: str = ""
    short: str = ""
    proper: str = ""
    reading: str = ""


@cache
def _weights(length: int, shift: int) -> tuple[float, ...]:
    """Zipf: the second is half as usual as the first; ``shift`` flattens the head."""
    return tuple(accumulate(1 / (place + shift) for place in range(1, length + 1)))


def pick(dice: random.Random, items: Sequence[Item], shift: int = 1) -> Item:
    return dice.choices(items, cum_weights=_weights(len(items), shift))[0]


def several(dice: random.Random, items: Sequence[Item], number: int) -> list[Item]:
    """So many, each once, the usual ones first of all."""
    chosen: dict[Item, None] = {}
    while len(chosen) < min(number, len(items)):
        chosen[pick(dice, items)] = None
    return list(chosen)


def invented(dice: random.Random) -> Syllable:
    """A word of no language, as brands are: its own native form."""
    roman = kana = ""
    for _syllable in range(dice.choice((2, 3, 3, 4))):
        consonant, vowel = dice.choice("kstnmrbdgzh"), dice.randrange(5)
        roman += consonant + "aiueo"[vowel]
        kana += CONSONANTS[consonant][vowel]
    return Syllable(roman.capitalize(), roman.capitalize(), kana)


def sending_name(dice: random.Random, tongue: Tongue) -> Name:
    if dice.random() < NAMESAKE_SHARE:
        dice = random.Random(f"namesake {tongue.country} {dice.randrange(NAMESAKES)}")
    proper = _proper(dice, tongue)
    trades = several(dice, tongue.business, dice.choice((1, 1, 2, 2, 3)))
    form = pick(dice, tongue.forms)
    roman = proper.roman
    english = _english(dice, tongue, roman, trades, form)
    has_local = tongue.language not in {"fil", "id"} and dice.random() < 0.9
    japanese = ""
    if dice.random() < 0.3:
        japanese = "・".join([proper.kana, *(trade.japanese for trade in trades[:1])])
        japanese += dice.choice(("", "", "株式会社", "社"))
    return Name(
        local=_local(dice, tongue, proper.native, trades, form) if has_local else "",
        english=english,
        japanese=japanese,
        short=_short(dice, tongue, roman, trades),
        proper=roman,
        reading=proper.kana,
    )


def _proper(dice: random.Random, tongue: Tongue) -> Syllable:
    chance = dice.random()
    if chance < 0.08:
        return invented(dice)
    if chance < 0.16:
        word, kana = pick(dice, FIRST_WORDS)
        rest = _composed(dice, tongue)
        return Syllable(f"{word} {rest.native}", f"{word} {rest.roman}", kana + rest.kana)
    return _composed(dice, tongue)


def _composed(dice: random.Random, tongue: Tongue) -> Syllable:
    parts = [pick(dice, tongue.syllables, 12) for _part in range(pick(dice, tongue.lengths))]
    kana = "".join(part.kana for part in parts)
    native = tongue.within.join(part.native for part in parts)
    if tongue.language in {"vi", "mn"}:
        roman = " ".join(part.roman.capitalize() for part in parts)
        if tongue.language == "vi" and dice.random() < 0.15:
            roman = roman.replace(" ", "")
    else:
        roman = "".join(part.roman for part in parts).capitalize()
    if tongue.language in {"id", "fil", "uz"}:
        native = native.capitalize()
    return Syllable(native, roman, kana)


def _english(dice: random.Random, tongue: Tongue, roman: str, trades: list[Word], form: Word) -> str:
    business = " ".join(trade.english for trade in trades)
    if len(trades) > 1 and dice.random() < 0.3:
        business = f"{' '.join(trade.english for trade in trades[:-1])} and {trades[-1].english}"
    if tongue.language == "id":
        return f"{form.english} {roman} {business}"
    comma = dice.choice(("", "", ","))
    name = f"{roman} {business}{comma} {form.english}"
    return name.upper() if dice.random() < 0.2 else name


def _local(dice: random.Random, tongue: Tongue, native: str, trades: list[Word], form: Word) -> str:
    business = tongue.between.join(trade.native for trade in trades)
    if tongue.language == "vi":
        name = f"{form.native} {business} {native}"
        return name.upper() if dice.random() < 0.3 else name
    if tongue.language == "th":
        before, _space, after = form.native.partition(" ")
        return f"{before} {native} {business} {after}".strip()
    if tongue.form_first:
        return f"{form.native} {native} {business}"
    if tongue.language == "zh" and dice.random() < 0.5:
        native = pick(dice, tongue.towns).native + native
    return tongue.between.join((native, business, form.native))


def _short(dice: random.Random, tongue: Tongue, roman: str, trades: list[Word]) -> str:
    if dice.random() > (0.5 if tongue.language == "vi" else 0.25):
        return ""
    words = [*roman.split(), *(word for trade in trades for word in trade.english.split())]
    if dice.random() < 0.4 and len(words) > 2:
        return "".join(word[0] for word in words if word != "and").upper()
    glued = roman.replace(" ", "").upper()
    return glued + dice.choice(("", "", " JSC", " CO.,LTD")) if tongue.language == "vi" else glued


def supervising_name(dice: random.Random) -> Name:
    """``北海道国際技能協同組合``; half of them have an English name too."""
    kind = dice.random()
    trades = several(dice, TRADES, dice.choice((0, 1, 1, 2)))
    union = pick(dice, UNIONS)
    if kind < 0.3:
        place = pick(dice, PLACES, 4)
        head, english, kana = place.native, place.english, place.japanese
        trades = trades or several(dice, TRADES, 1)
    elif kind < 0.7:
        parts = [pick(dice, JAPANESE, 20) for _part in range(dice.choice((2, 2, 3)))]
        head, kana = "".join(part.native for part in parts), "".join(part.kana for part in parts)
        english = "".join(part.roman for part in parts).capitalize()
    elif kind < 0.9:
        brand = invented(dice)
        head, english, kana = brand.kana, brand.native, brand.kana
    else:
        head = english = kana = "".join(dice.choice("ABCDEFGHIJKLMNOPRSTUVWY") for _letter in range(3))
    if dice.random() < OLD_FORM_SHARE:
        head = head.translate(OLD_FORMS)
    middle, middle_kana = "".join(trade.native for trade in trades), "".join(trade.japanese for trade in trades)
    name, reading = f"{head}{middle}{union.native}", f"{kana}{middle_kana}{union.japanese}"
    if dice.random() < 0.2:
        name, reading = f"{union.native}{head}{middle}", f"{union.japanese}{kana}{middle_kana}"
    in_english = " ".join([english, *(trade.english for trade in trades), union.english])
    return Name(
        english=in_english if dice.random() < 0.5 else "",
        japanese=name,
        kana=reading if dice.random() < 0.8 else "",
        short=english.upper() if dice.random() < 0.1 else "",
        proper=head,
        reading=kana,
    )
