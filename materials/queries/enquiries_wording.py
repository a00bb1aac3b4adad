"""Words of a question that may tell who a person is: whoever sends it is asked to look, and nothing is refused."""

from __future__ import annotations

import re
import unicodedata

# A number of a residence card, or of a passport.
_NUMBERS = re.compile(r"(?<!\w)(?:[A-Z]{2}\d{8}[A-Z]{2}|[A-Z]{1,2}\d{7})(?!\w)")
_TITLED = re.compile(r"(?<!\w)(?:Mr|Ms|Mrs|Miss)\b\.?\s+[A-Z]\w+(?:\s+[A-Z]\w+)*")
_CALLED = re.compile(r"([一-鿿々]{1,6}|[ァ-ヺー・]{2,20}|[A-Za-z]{2,20})\s?(?:さん|氏|君|くん|ちゃん)(?![一-鿿])")
# Who is so addressed and is nobody in particular.
_ANYBODY = (
    "実習生",
    "技能実習生",
    "候補者",
    "帰国者",
    "担当者",
    "外国人",
    "社員",
    "職員",
    "送出機関",
    "監理団体",
    "皆",
    "両",
    "同",
)


def words_that_name(*texts: str) -> list[str]:
    """Each once, in the order in which they stand."""
    found = []
    for text in texts:
        text = unicodedata.normalize("NFKC", text)
        hits = [(match.start(), match[0]) for match in (*_NUMBERS.finditer(text), *_TITLED.finditer(text))]
        hits += [(match.start(), match[0]) for match in _CALLED.finditer(text) if not match[1].endswith(_ANYBODY)]
        found += [words for _start, words in sorted(hits)]
    return list(dict.fromkeys(found))
