"""One folded form of a name, so that the same name written in two ways compares equal."""

import re
import unicodedata

from jitco_portal.common.search.old_kanji import FORM_IN_USE

LONGEST = 50_000
MARKS = re.compile("[\u0300-\u036f]+")
# What nobody sees and copying brings along: controls (whitespace apart), soft hyphens, zero-width and
# direction marks, variation selectors, tags, invisible Khmer vowels and Hangul fillers, lone surrogates.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e01ef]+"
)
MOST_MARKS_IN_A_ROW = 30  # As in the stream-safe format of Unicode: longer rows cost quadratic time to put in order.

_FORMS = {
    **{chr(letter): chr(letter - 0x60) for letter in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)},  # ア → あ
    **FORM_IN_USE,
    "đ": "d",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
    "ð": "d",
    "þ": "th",
    "ς": "σ",
}
_TABLE = str.maketrans(_FORMS)


def fold(text: str) -> str:
    """Lower case without marks, width, or kana form: ``Công ty Đại Á`` → ``cong ty dai a``.

    Old kanji become those in use (國 → 国). None is ever read: a general table would read them as Chinese.
    Text past 50,000 characters is cut.
    """
    if len(text) > LONGEST:
        text = text[:LONGEST]
    text = UNSEEN.sub("", text)
    if not text.isascii():
        text = MARKS.sub("", text)
        if len(text) > 1000:
            text = _without_long_rows_of_marks(text)
        text = MARKS.sub("", unicodedata.normalize("NFKD", text)[:LONGEST])
        # NFKD takes ガ apart with U+3099, which is no mark to drop; together again it is one letter.
        text = unicodedata.normalize("NFC", text).lower().translate(_TABLE)
    return " ".join(text.lower().split())[:LONGEST].rstrip()


def _without_long_rows_of_marks(text: str) -> str:
    kept, row = [], 0
    for character in text:
        row = row + 1 if unicodedata.combining(character) else 0
        if row <= MOST_MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)
