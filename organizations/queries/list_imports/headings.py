"""What a heading means: what an office was read as before, then what staff added, then the table that ships."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jitco_portal.common.folding import fold
from organizations.models import ListField, ListHeading, ListMapping

TABLE = Path(__file__).resolve().parents[2] / "reference" / "list_headings.csv"
# Where phrases of one length stand in one heading, the field that is named first is meant.
_ORDER = (
    *(ListField.UNTIL, ListField.DATE, ListField.PHONES, ListField.WEBSITE, ListField.ADDRESS, ListField.NUMBER),
    *(ListField.KIND, ListField.REASON, ListField.NAME_EN, ListField.NAME, ""),
)
_MARKS = re.compile(r"[^\w]+|_", re.UNICODE)
# A counter of rows is no number of a licence, whatever stands above it.
_COUNTER = re.compile(r"(stt|tt|so tt|no|nr|sl no|s no|sn|番号|項番|通番|№|ลำดับ|ลำดับที่|ที่|序号|no urut|д д|ক্রমিক নং|क स)")
_IN_ENGLISH = re.compile(r"\b(english|en|tieng anh|inggris|latin)\b|英語|英文|ภาษาอังกฤษ")
_SHORTEST_PHRASE = 3


def folded(heading: str) -> str:
    """``TÊN DOANH NGHIỆP\\n(Tiếng Anh)`` → ``ten doanh nghiep tieng anh``."""
    return " ".join(_MARKS.sub(" ", fold(heading)).split())


@lru_cache(maxsize=1)
def table() -> dict[str, str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {folded(row["text"]): row["field"] for row in csv.DictReader(file)}


def known_headings(*, kind: str, issuer_id: int | None = None, issuer_name: str = "") -> dict[str, str]:
    """Folded heading → field ("" for a column that is not used): one query for each of the two tables."""
    known = dict(table())
    known |= {folded(text): field for text, field in ListHeading.objects.values_list("text", "field")}
    remembered = ListMapping.objects.filter(kind=kind, issuer_id=issuer_id, issuer_name=issuer_name).first()
    return known | (remembered.headings if remembered else {})


def meaning(heading: str, known: Mapping[str, str]) -> tuple[str, bool] | None:
    """The field that a heading means and whether it stands so in the table; None for one that says nothing to us."""
    text = folded(heading)
    if not text:
        return None
    if text in known:
        return known[text], True
    found = [
        (len(phrase), -_ORDER.index(field), field)
        for phrase, field in known.items()
        if len(phrase) >= _shortest(phrase) and len(phrase) < len(text) and _stands_in(phrase, text)
    ]
    if not found:
        return None
    field = max(found)[2]
    return (ListField.NAME_EN.value if field == ListField.NAME and _IN_ENGLISH.search(text) else field), False


def is_counter(heading: str) -> bool:
    return _COUNTER.fullmatch(folded(heading)) is not None


def _shortest(phrase: str) -> int:
    return _SHORTEST_PHRASE if phrase.isascii() else 2


def _stands_in(phrase: str, text: str) -> bool:
    if phrase.isascii():
        return f" {phrase} " in f" {text} "
    return phrase in text
