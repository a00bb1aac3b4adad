"""The kinds of queries: how each is drawn from an organization, and when another one is just as right."""

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.lexicon import PLACES, SHARES
from tests.search import spoiling
from tests.search.known import Known
from tests.search.spoiling import core, plain

Matches = Callable[[Known], bool]
Drawn = tuple[str, Matches] | None
KANJI = re.compile(r"[\u4e00-\u9fff]{2,}")
KATAKANA = re.compile(r"[ァ-ヺー・]{4,}")
COUNTRIES = {
    "VN": ("Vietnam", "ベトナム"), "CN": ("China", "中国"), "ID": ("Indonesia", "インドネシア"),
    "PH": ("Philippines", "フィリピン"), "MM": ("Myanmar", "ミャンマー"), "KH": ("Cambodia", "カンボジア"),
    "NP": ("Nepal", "ネパール"), "TH": ("Thailand", "タイ"), "LK": ("Sri Lanka", "スリランカ"),
    "BD": ("Bangladesh", "バングラデシュ"), "MN": ("Mongolia", "モンゴル"), "LA": ("Laos", "ラオス"),
    "IN": ("India", "インド"), "PK": ("Pakistan", "パキスタン"), "UZ": ("Uzbekistan", "ウズベキスタン"),
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    name: str
    draw: Callable[[random.Random, Known], Drawn]


def any_name(dice: random.Random, known: Known) -> str:
    names = [name for name in (known.local, known.english, known.japanese) if name]
    return dice.choice(names) if names else ""


def same_core(name: str) -> Matches:
    wanted = core(name)
    return lambda other: any(core(each) == wanted for each in other.names)


def exact(dice: random.Random, known: Known) -> Drawn:
    name = any_name(dice, known)
    return (name, lambda other: name in other.names) if name else None


def no_marks(dice: random.Random, known: Known) -> Drawn:
    name = known.local or known.english
    query = spoiling.without_marks(name)
    return (query, same_core(name)) if query != name else None


def wrong_tones(dice: random.Random, known: Known) -> Drawn:
    name = spoiling.core_as_written(known.local) if known.country == "VN" else ""
    query = spoiling.wrong_tones(dice, name)
    return (query, same_core(name)) if len(name) > 7 and query != unicodedata.normalize("NFC", name) else None


def plain_d(dice: random.Random, known: Known) -> Drawn:
    name = known.local if known.country == "VN" else ""
    if "đ" in name or "Đ" in name:
        return name.replace("đ", "d").replace("Đ", "D"), same_core(name)
    return None


def stored_katakana(dice: random.Random, known: Known) -> Drawn:
    found = KATAKANA.search(known.japanese) if known.country != "JP" else None
    if not found:
        return None
    word = found[0].strip("・")
    query = dice.choice((word, word.replace("・", ""), word.replace("・", " ")))
    wanted = plain(word).replace(" ", "")
    return query, lambda other: wanted in plain(other.japanese).replace(" ", "")


def ruled_katakana(dice: random.Random, known: Known) -> Drawn:
    """Names of China are written in kanji in Japan; nobody types them in katakana."""
    if known.japanese or not known.reading or known.country in {"CN", "JP"} or len(known.reading) < 4:
        return None
    reading, proper = known.reading, plain(known.proper)
    return reading, lambda other: (not other.japanese and other.reading == reading) or plain(other.proper) == proper


def abbreviations(dice: random.Random, known: Known) -> Drawn:
    name = known.local if known.country == "VN" else ""
    query = spoiling.abbreviated(name)
    return (query, same_core(name)) if query != name else None


def two_kanji(dice: random.Random, known: Known) -> Drawn:
    runs = KANJI.findall(spoiling.core_as_written(known.japanese or (known.local if known.country == "CN" else "")))
    if not runs:
        return None
    run = dice.choice(runs)
    place = dice.randrange(len(run) - 1)
    query = run[place : place + 2]
    wanted = plain(query)
    return query, lambda other: any(wanted in plain(name) for name in other.names)


def other_kanji(dice: random.Random, known: Known) -> Drawn:
    name = known.japanese
    query = name.translate(dice.choice((spoiling.TO_OLD, spoiling.TO_NEW)))
    return (query, lambda other: plain(name) in map(plain, other.names)) if name and query != name else None


def other_width(dice: random.Random, known: Known) -> Drawn:
    if KATAKANA.search(known.japanese) and dice.random() < 0.6:
        name = known.japanese
        query = spoiling.half_width(name)
    else:
        name = known.english or known.short
        query = spoiling.full_width(name)
    return (query, lambda other: plain(name) in map(plain, other.names)) if query != name else None


def no_form(dice: random.Random, known: Known) -> Drawn:
    name = any_name(dice, known)
    query = spoiling.core_as_written(name)
    return (query, same_core(name)) if len(query) > 2 and query != name else None


def other_form(dice: random.Random, known: Known) -> Drawn:
    name = any_name(dice, known)
    query = spoiling.with_other_form(name)
    return (query, same_core(name)) if query != name else None


def word_order(dice: random.Random, known: Known) -> Drawn:
    name = dice.choice([name for name in (known.english, known.local) if name] or [""])
    words = spoiling.core_as_written(name).split()
    if len(words) < 3 or len(set(words)) < len(words):
        return None
    wanted = sorted(core(name).split())
    query = " ".join(spoiling.shuffled(dice, words))
    return query, lambda other: any(sorted(core(each).split()) == wanted for each in other.names)


def typing_errors(number: int) -> Callable[[random.Random, Known], Drawn]:
    def draw(dice: random.Random, known: Known) -> Drawn:
        name = known.english or known.local
        base = spoiling.core_as_written(name) if dice.random() < 0.7 else name
        if len(base) < (6 if number == 1 else 12) or not base.isascii():
            return None
        query = spoiling.mistyped(dice, base, number)
        return (query, same_core(name)) if plain(query) != plain(base) else None

    return draw


def initials(dice: random.Random, known: Known) -> Drawn:
    query = spoiling.initials(known.english) if known.english.isascii() else ""
    if len(query) < 3:
        return None
    return query, lambda other: query in {spoiling.initials(other.english), plain(other.short).upper()}


def glued(dice: random.Random, known: Known) -> Drawn:
    name = known.english or known.local
    words = spoiling.core_as_written(name).split()
    if len(words) < 2:
        return None
    count = dice.choice((2, len(words)))
    query = " ".join(["".join(words[:count]), *words[count:]])
    wanted = core(name).replace(" ", "")
    return query, lambda other: any(core(each).replace(" ", "") == wanted for each in other.names)


def spaced(dice: random.Random, known: Known) -> Drawn:
    name = known.japanese if known.country == "JP" else known.english
    words = spoiling.core_as_written(name).split()
    if not words or len(words[0]) < 5 or "-" in words[0]:
        return None
    query = " ".join([spoiling.spaced(dice, words[0]), *words[1:]])
    wanted = core(name).replace(" ", "")
    return query, lambda other: any(core(each).replace(" ", "") == wanted for each in other.names)


def prefix(dice: random.Random, known: Known) -> Drawn:
    name = spoiling.core_as_written(any_name(dice, known))
    length = dice.randint(3, 9)
    query = name[:length].strip()
    if len(query) < 3 or len(name) <= len(query):
        return None
    wanted = plain(query)
    return query, lambda other: any(
        core(each).startswith(wanted) or plain(each).startswith(wanted) for each in other.names
    )


def number_written_otherwise(dice: random.Random, known: Known) -> Drawn:
    if not known.numbers:
        return None
    number = dice.choice(known.numbers)
    bare = _letters_and_digits(number)
    return spoiling.number_otherwise(dice, number), lambda other: bare in map(_letters_and_digits, other.numbers)


def telephone(dice: random.Random, known: Known) -> Drawn:
    digits = re.sub(r"\D", "", known.phone)
    if len(digits) < 8:
        return None
    return (
        spoiling.telephone_otherwise(dice, known.phone),
        lambda other: re.sub(r"\D", "", other.phone) == digits,
    )


def web(dice: random.Random, known: Known) -> Drawn:
    if not known.website:
        return None
    host = spoiling.host_of(known.website)
    return spoiling.web_otherwise(dice, known.website), lambda other: spoiling.host_of(other.website) == host


def address_and_name(dice: random.Random, known: Known) -> Drawn:
    name = spoiling.core_as_written(any_name(dice, known))
    if known.country == "JP":
        town = next((place.native for place in PLACES if known.address.startswith(place.native)), "")
    else:
        parts = known.address.split(",")
        town = parts[-2 if "sample" in parts[-1] and len(parts) > 1 else -1].strip()
    if not name or not town or plain(town) in plain(name):
        return None
    query = dice.choice((f"{name} {town}", f"{town} {name}"))
    fits = same_core(name)
    return query, lambda other: fits(other) and plain(town) in plain(other.address)


def country_and_name(dice: random.Random, known: Known) -> Drawn:
    name = spoiling.core_as_written(any_name(dice, known))
    country = dice.choice(COUNTRIES[known.country]) if known.country in COUNTRIES else ""
    if not country or not name or plain(country) in plain(name):
        return None
    fits = same_core(name)
    query = dice.choice((f"{country} {name}", f"{name} {country}"))
    return query, lambda other: fits(other) and other.country == known.country


def former_name(dice: random.Random, known: Known) -> Drawn:
    if not known.former:
        return None
    query = dice.choice((known.former, spoiling.core_as_written(known.former)))
    wanted = core(known.former)
    return query, lambda other: wanted in {core(other.former), *map(core, other.names)}


def short_name(dice: random.Random, known: Known) -> Drawn:
    if len(known.short) < 3:
        return None
    query = dice.choice((known.short, known.short.lower(), spoiling.core_as_written(known.short)))
    return query, same_core(known.short)


def _letters_and_digits(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).lower() if letter.isalnum())


KINDS = (
    Kind("exact", exact),
    Kind("without marks", no_marks),
    Kind("wrong tone marks", wrong_tones),
    Kind("d for đ", plain_d),
    Kind("katakana stored", stored_katakana),
    Kind("katakana by rule", ruled_katakana),
    Kind("abbreviated", abbreviations),
    Kind("two kanji", two_kanji),
    Kind("old and new kanji", other_kanji),
    Kind("full or half width", other_width),
    Kind("legal form left out", no_form),
    Kind("legal form different", other_form),
    Kind("word order", word_order),
    Kind("one typing error", typing_errors(1)),
    Kind("two typing errors", typing_errors(2)),
    Kind("initials", initials),
    Kind("glued", glued),
    Kind("spaced", spaced),
    Kind("prefix", prefix),
    Kind("number", number_written_otherwise),
    Kind("telephone", telephone),
    Kind("web or mail", web),
    Kind("address and name", address_and_name),
    Kind("country and name", country_and_name),
    Kind("former name", former_name),
    Kind("short name", short_name),
)
assert {tongue.country for tongue in SHARES} <= set(COUNTRIES)
