"""Kana of one romanized word, by the rules of Vietnamese, letter by letter, or by the habits of English."""

import re
from collections.abc import Iterator

from jitco_portal.common.folding import fold

_ROWS = {
    "": "あ い う え お",
    "k": "か き く け こ",
    "g": "が ぎ ぐ げ ご",
    "s": "さ し す せ そ",
    "sh": "しゃ し しゅ しぇ しょ",
    "z": "ざ じ ず ぜ ぞ",
    "j": "じゃ じ じゅ じぇ じょ",
    "t": "た てぃ とぅ て と",
    "ts": "つぁ つぃ つ つぇ つぉ",
    "ch": "ちゃ ち ちゅ ちぇ ちょ",
    "d": "だ でぃ どぅ で ど",
    "n": "な に ぬ ね の",
    "ny": "にゃ に にゅ にぇ にょ",
    "h": "は ひ ふ へ ほ",
    "f": "ふぁ ふぃ ふ ふぇ ふぉ",
    "b": "ば び ぶ べ ぼ",
    "p": "ぱ ぴ ぷ ぺ ぽ",
    "m": "ま み む め も",
    "y": "や い ゆ いぇ よ",
    "r": "ら り る れ ろ",
    "w": "わ うぃ う うぇ うぉ",
    "ky": "きゃ き きゅ きぇ きょ",
    "gy": "ぎゃ ぎ ぎゅ ぎぇ ぎょ",
    "hy": "ひゃ ひ ひゅ ひぇ ひょ",
    "my": "みゃ み みゅ みぇ みょ",
    "ry": "りゃ り りゅ りぇ りょ",
    "py": "ぴゃ ぴ ぴゅ ぴぇ ぴょ",
    "by": "びゃ び びゅ びぇ びょ",
}
KANA = {start: dict(zip("aiueo", row.split(), strict=True)) for start, row in _ROWS.items()}
# A consonant without a vowel of its own.
_ALONE = {
    "k": "く", "g": "ぐ", "s": "す", "sh": "しゅ", "z": "ず", "j": "じ", "t": "と", "ts": "つ", "ch": "ち", "d": "ど",
    "n": "ん", "ny": "ん", "h": "", "f": "ふ", "b": "ぶ", "p": "ぷ", "m": "む", "y": "い", "r": "る", "w": "う",
    "ky": "きー", "gy": "ぎー", "hy": "ひー", "my": "みー", "ry": "りー", "py": "ぴー", "by": "びー",
}  # fmt: skip

# Vietnamese -----------------------------------------------------------------------------------------

_VIETNAMESE = re.compile(
    "^(ngh|ng|nh|kh|gh|gi|ch|th|tr|ph|qu|[bcdđghklmnpqrstvx])?"
    # Rimes that end open, then those that ch and nh may close, then those that the other letters may close.
    "(?:(uya|oai|oay|uay|ieu|yeu|uoi|uou|ia|ua|ai|ay|ao|au|eo|eu|iu|oi|ui|uu)()"
    "|(oa|oe|ue|uy|[aeiy])(nh|ch)"
    "|(uye|ie|ye|ua|uo|oa|oe|ue|uy|oo|[aeiouy])(ng|[cmnpt])?)$"
)
_STARTS = {
    "c": "k", "q": "k", "kh": "k", "đ": "d", "d": "z", "gi": "z", "gh": "g", "ng": "g", "ngh": "g", "l": "r",
    "nh": "ny", "ph": "f", "th": "t", "tr": "ch", "v": "b", "x": "s", "r": "r",
}  # fmt: skip
_RIMES = {
    "uye": "ue", "uya": "uia", "ye": "ie", "yeu": "ieu", "ay": "ai", "oay": "oai", "uay": "uai", "uy": "ui", "y": "i",
    "oo": "o",
}  # fmt: skip
_ENDS = {"ng": "ん", "nh": "ん", "n": "ん", "m": "む", "c": "っく", "ch": "っく", "t": "っと", "p": "っぷ", "": ""}


_SAID = re.compile(
    "^(?:(?:[bcdfghjklmnpqrstvwxyz]|[bcfgp][lr]|[dt]r|s[chklmnptw]|[cpst]h|str|tw|qu|kh|ng|nh|ny|sy)?[aeiouy]{1,2}"
    "(?:[nmlrstkpdgx]|n[gdtks](?=$)|ck(?=$)|[lr][dtks](?=$)|st(?=$)|sh(?=$)|ch(?=$))??)+$"
)


def easily_said(word: str) -> bool:
    return bool(_SAID.match(word))


def vietnamese(word: str, accented: bool) -> list[str]:
    """Readings of one syllable, or of syllables written together (``MAILINH``); none when it is no Vietnamese."""
    lowered = _without_tones(word.lower())
    syllables = [lowered] if _VIETNAMESE.match(lowered) else _cut_into_syllables(lowered)
    if not syllables:
        return []
    doubtful = not accented and any(each[0] == "d" for each in syllables)
    found = ["".join(_syllable(each) for each in syllables)]
    if len(syllables) > 1 and "tr" in lowered and word.isascii():
        # Put together from English: tra- stands for “trading” in names such as Tradeco.
        found = [by_letters(lowered, True), *found]
    elif doubtful:
        # Without accents a d may stand for đ, which begins more of the names.
        found.insert(0, "".join(_syllable("đ" + each[1:] if each[0] == "d" else each) for each in syllables))
    elif len(syllables) == 1:
        found += _other_ways(lowered, found[0])
    return found


def _other_ways(syllable: str, reading: str) -> Iterator[str]:
    """The second habits of Japanese writers: anh as アン, gi as ジ, d as in the south."""
    if syllable.endswith(("anh", "ach")):
        yield reading.replace("いん", "ん").replace("いっく", "っく")
    if syllable.startswith("gi") and len(syllable) > 2:
        yield _syllable(syllable, "j")
    if syllable.startswith("d"):
        yield _syllable(syllable, "y")


def is_syllable(word: str) -> bool:
    """Whether a folded word could be one Vietnamese syllable."""
    return bool(_VIETNAMESE.match(word))


def _without_tones(word: str) -> str:
    return "".join("đ" if letter == "đ" else fold(letter) for letter in word)


def _cut_into_syllables(word: str) -> list[str]:
    """From the longest syllable on; words of firms such as ``vinaco`` are cut as well."""
    if len(word) > 24:
        return []
    dead: set[int] = set()

    def cut(start: int) -> list[str] | None:
        if start == len(word):
            return []
        if start in dead:
            return None
        for end in range(min(len(word), start + 6), start + 1, -1):
            # A consonant between two vowels begins the second: vi-na-com.
            if (start == 0 or word[start] not in "aeiouy") and _VIETNAMESE.match(word[start:end]):
                rest = cut(end)
                if rest is not None:
                    return [word[start:end], *rest]
        dead.add(start)
        return None

    return cut(0) or []


def _syllable(syllable: str, start_as: str = "") -> str:
    found = _VIETNAMESE.match(syllable)
    if not found:
        return ""
    start, *parts = found.groups(default="")
    rime, end = "".join(parts[0::2]), "".join(parts[1::2])
    rime = _RIMES.get(rime, rime)
    if start == "qu":
        start, rime = "k", "u" + rime
    start = start_as or _STARTS.get(start or "", start or "")
    if rime == "a" and end in ("nh", "ch"):
        rime = "ai"
    kana = KANA[start][rime[0]]
    kana += "".join(KANA[""][letter] for letter in rime[1:])
    return kana + _ENDS[end]


# Other languages ------------------------------------------------------------------------------------

_SPELLED = [
    (re.compile(pattern), value)
    for pattern, value in (
        ("tion", "shon"),
        ("sion", "jon"),
        ("ph", "f"),
        ("th", "s"),
        ("ck", "kk"),
        ("sch", "sh"),
        ("tch", "cch"),
        ("chs", "ks"),
        ("qu", "ku"),
        ("x(?=[aeiou])", "kus"),
        ("x", "kkus"),
        ("wr", "r"),
        ("kn(?=[aeiou])", "n"),
        ("ght", "t"),
        ("ee", "i-"),
        ("ea", "i-"),
        ("oo", "u-"),
        ("ou", "au"),
        ("ay\\b", "ei"),
        ("y\\b", "i-"),
        ("(?<=[aeo])[rw](?=[^aeiouy]|$)", "-"),
        ("[iu]r(?=[^aeiouy]|$)", "a-"),
    )
]
_LETTERED = [
    (re.compile(pattern), value)
    for pattern, value in (
        ("ph", "f"),
        ("th", "t"),
        ("kh", "k"),
        ("dh", "d"),
        ("bh", "b"),
        ("gh", "g"),
        ("sy", "sh"),
        ("ck", "k"),
        ("qu?", "ku"),
        ("x", "kkus"),
    )
]
_CHUNK = re.compile("(ch|sh|ts|ny|[kghmrpb]y(?=[aiueo])|[bcdfghjklmnprstvwyz])?([aiueo])?")
_SAME = {"l": "r", "v": "b", "c": "k"}


def by_letters(word: str, by_letter: bool) -> str:
    """Kana of a romanized word: letter by letter, or with the habits of English (silent e, r before a consonant)."""
    if by_letter:
        for pattern, value in _LETTERED:
            word = pattern.sub(value, word)
        word = re.sub("ng(?=[^aeiou]|$)", "n", word)
    else:
        for pattern, value in _SPELLED:
            word = pattern.sub(value, word)
        word = _silent_e(word)
    return "".join(_chunks(word))


def _silent_e(word: str) -> str:
    found = re.match("^(.*[^aeiou-])?([aiou])([^aeiou-])e$", word)
    if not found:
        return word
    vowel = {"a": "ei", "i": "ai", "o": "o-", "u": "yu-"}[found[2]]
    return (found[1] or "") + vowel + found[3]


def _chunks(word: str) -> Iterator[str]:
    place, count = 0, len(word)
    while place < count:
        letter = word[place]
        if letter == "-":
            yield "ー"
            place += 1
            continue
        if letter == "c" and place + 1 < count and word[place + 1] in "eiy":
            word = word[:place] + "s" + word[place + 1 :]
        if place + 1 < count and letter == word[place + 1] and letter not in "aeiou":
            # kk → っk; doubled l, r and m are one, nn is ん and n.
            yield "っ" if letter in "kgsztdpbcjf" else "ん" if letter == "n" else ""
            place += 1
            continue
        found = _CHUNK.match(word, place)
        if not found or not found[0]:
            place += 1
            continue
        start, vowel = found[1] or "", found[2] or ""
        place = found.end()
        if start == "ny" and not vowel:
            start = "n"
        start = _SAME.get(start, start)
        if vowel:
            yield KANA[start][vowel]
            continue
        at_end = place == count
        if start == "ch" and not at_end:
            yield "く"
        elif start == "m" and not at_end and word[place] in "bpm":
            yield "ん"
        elif at_end and start in "k t p ch" and re.search("(?:^|[^aeiou-])[aeiou](?:k|c|t|p|ch)$", word):
            yield "っ" + ("く" if start == "ch" else _ALONE[start])
        else:
            yield _ALONE[start]
