"""One folded form of a name, so that the same name written in two ways compares equal."""

import re
import unicodedata

import jaconv

MARKS = re.compile("[\u0300-\u036f]")
SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Lower case without marks, width, or kana form: ``Công ty Đại Á`` → ``cong ty dai a``.

    Kanji stay as they are: a general table would read them as Chinese.
    """
    text = unicodedata.normalize("NFKC", text).replace("\x00", "")
    text = MARKS.sub("", unicodedata.normalize("NFKD", text))
    # NFKD takes ガ apart with U+3099, which is no mark to drop; together again it is one letter.
    text = unicodedata.normalize("NFC", text).lower().replace("đ", "d")
    return SPACES.sub(" ", jaconv.kata2hira(text)).strip()
