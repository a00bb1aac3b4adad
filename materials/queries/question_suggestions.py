"""Published answers that may spare somebody a question: found by the search, also by a part of the words."""

# Only names and conditions of ours stand in the texts of the queries; every value is a parameter.
# ruff: noqa: S608

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from jitco_portal.common.search.engine import Search
from jitco_portal.common.search.groups import snippet, without_markdown
from jitco_portal.common.search.marks import Segment, marked
from jitco_portal.common.search.plain import plain
from materials.models import QuestionAnswer
from materials.queries.found_by import QUESTION_KIND

SHOWN = 5
# What has fewer letters may still become anything.
FEWEST_LETTERS = 2
_MOST_PARTS = 10
# A word that stands in so small a part of all answers tells something: one in four.
_FEW = 4
_KANJI = re.compile("[一-鿿㐀-䶿々]{2,}")
_KATAKANA = re.compile("[ァ-ヺー]{2,}")
_JAPANESE = re.compile("[一-鿿㐀-䶿々ぁ-ゟァ-ヿー、。？！「」]+")
# A compound of more kanji than this is two words or more.
_LONGEST_WORD_IN_KANJI = 3
# Words of questions that say nothing of what is asked: English, and Vietnamese and Indonesian without their marks.
_UNTELLING_WORDS = """
    a an and any are as at be been by can could did do does for from has have he her his how i if in is it its may
    me must my no not of on or our shall she should so than that the their them there they this to up us was we
    were what when where which who whom why will with would you your about after all before during need la co khong
    nao nhu gi va cua cho duoc bao nhieu o khi neu toi chung cac mot nhung phai thi den tu trong ai dau apa apakah
    yang dan di ke dari untuk dengan bagaimana berapa kapan siapa adalah ini itu kami saya bisa
"""
_UNTELLING = frozenset(_UNTELLING_WORDS.split())


@dataclass(frozen=True)
class Suggestion:
    question: QuestionAnswer
    title: tuple[Segment, ...]
    # The stretch of the answer that fits best.
    text: tuple[Segment, ...]


def suggestions(*, words: str, limit: int = SHOWN) -> list[Suggestion]:
    """The best first; at most five queries. Drafts and what was taken back are never among them."""
    search = Search(words, QUESTION_KIND, is_narrowed=False)
    if len("".join(plain(words).split())) < FEWEST_LETTERS or search.question.is_empty:
        return []
    published = QuestionAnswer.objects.published()
    ids = [hit.object_id for hit in search.hits(limit=limit, allowed=published)]
    if len(ids) < limit:
        ids += [pk for pk in _by_parts(words, limit=limit) if pk not in ids]
    rows = published.in_bulk(ids[:limit])
    return [
        Suggestion(
            question=rows[pk],
            title=marked(rows[pk].question, search.question).segments,
            text=snippet(without_markdown(rows[pk].answer), search.question),
        )
        for pk in ids[:limit]
        if pk in rows
    ]


def _by_parts(words: str, *, limit: int) -> list[int]:
    """Those in which half of the telling words stand, two at least, and one of them that few others have.

    “Sending organization” alone says nothing: half of all answers speak of some. What few have counts more.
    """
    parts = list(dict.fromkeys(telling_words(words)))[:_MOST_PARTS]
    if len(parts) < 2:
        return []
    published = QuestionAnswer.objects.published()
    found: list[str] = []
    params: list[Any] = []
    for number, part in enumerate(parts):
        for form in _forms(part):
            matches = Search(form, QUESTION_KIND, visible=published).matches_sql()
            found.append(f"SELECT {number} AS part, object_id FROM ({matches.text}) AS found_{len(found)}")
            params += matches.params
    sql = (
        f"WITH held AS MATERIALIZED ({' UNION '.join(found)}),"
        " counted AS (SELECT count(*) AS number FROM materials_questionanswer WHERE state = 'published'),"
        " weighed AS (SELECT part, count(*) AS rows FROM held GROUP BY part)"
        " SELECT object_id FROM held JOIN weighed USING (part) CROSS JOIN counted GROUP BY object_id, number"
        " HAVING count(*) >= %s AND min(rows) <= greatest(1, number / %s)"
        " ORDER BY sum(1.0 / rows) DESC, object_id LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, max(2, len(parts) // 2), _FEW, limit])
        return [pk for (pk,) in cursor.fetchall()]


def telling_words(text: str) -> Iterator[str]:
    """Of Japanese its kanji and katakana, long compounds in twos; of other scripts what is not in every question."""
    text = unicodedata.normalize("NFKC", text)
    for run in _KANJI.findall(text):
        if len(run) <= _LONGEST_WORD_IN_KANJI:
            yield run
        else:
            yield from (run[at : at + 2] for at in range(0, len(run) - 1, 2))
    yield from _KATAKANA.findall(text)
    for word in plain(_JAPANESE.sub(" ", text)).split():
        if len(word) > 1 and word not in _UNTELLING:
            yield word


def _forms(word: str) -> list[str]:
    """English words also in the singular."""
    if not word.isascii() or len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return [word]
    return [word, f"{word[:-3]}y"] if word.endswith("ies") else [word, word[:-1]]
