"""What the search of the whole site shows: groups of rows, each filled by an app (`registry.search_groups`)."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.html import strip_tags

from jitco_portal.common.markdown import render_markdown
from jitco_portal.common.search.engine import Hit, Key, Search
from jitco_portal.common.search.marks import Segment, marked
from jitco_portal.common.search.plain import glued, is_kana, plain
from jitco_portal.common.search.questions import Question
from jitco_portal.common.search.ranks import Rank
from jitco_portal.common.search.terms import is_run_without_spaces

# Counted as far as this; nobody reads further.
MOST_COUNTED = 100
LONGEST_SNIPPET = 160
# Behind this many letters of a text nothing is looked for, as in its entry.
_LONGEST_TEXT = 20_000
# How far a cut moves so that no word is cut; a longer word is.
_LONGEST_CUT = 30
_STEP = 60
_BEFORE_ALL = Key(rank=Rank.EXACT, lot=-1, object_id=0)


@dataclass(frozen=True)
class FoundRow:
    """``original`` is a name in another script, ``text`` what answered, ``label`` what that text is."""

    title: tuple[Segment, ...]
    url: str
    # Of which country or place, of which day, what it is.
    about: str = ""
    original: tuple[Segment, ...] = ()
    label: str = ""
    text: tuple[Segment, ...] = ()
    # Of the text, where it is not the reader's.
    language: str = ""
    is_close: bool = False


@dataclass(frozen=True)
class SearchGroup:
    """The first rows of a kind. ``anchor`` names it in an address; at ``more_url`` are all that match."""

    title: str
    anchor: str
    rows: list[FoundRow]
    count: int
    count_is_exact: bool = True
    more_url: str = ""


def counted(hits: Sequence[Hit]) -> tuple[int, bool]:
    """How many there are, of hits asked for with one more than ``MOST_COUNTED``, and whether that is all."""
    return min(len(hits), MOST_COUNTED), len(hits) <= MOST_COUNTED


def hits_in_texts(*, search: Search, allowed: QuerySet) -> list[Hit]:
    """Hits without misspelt words: a long text has a word like nearly any other. One query."""
    return search.hits(limit=MOST_COUNTED + 1, allowed=allowed, key=_BEFORE_ALL)


# The place in a text --------------------------------------------------------------------------------------


def without_markdown(text: str) -> str:
    """The words of the text as its page shows them, in one line."""
    return " ".join(html.unescape(strip_tags(render_markdown(text))).split())


def snippet(text: str, question: Question) -> tuple[Segment, ...]:
    """The stretch of the text that answers the question best, with marks; its beginning where none does."""
    text = text[:_LONGEST_TEXT].strip()
    question = _as_in_texts(question)
    start, end = max(_stretches(text), key=lambda stretch: _answers(text[slice(*stretch)], question), default=(0, 0))
    segments = list(marked(text[start:end].strip(), question).segments)
    before = [Segment("…", False)] if start else []
    behind = [Segment("…", False)] if end < len(text) else []
    return tuple(before + segments + behind)


def is_answered(segments: Sequence[Segment]) -> bool:
    return any(segment.is_marked for segment in segments)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that overlap, so that whatever is looked for stands whole in one of them."""
    start = 0
    while True:
        # Room for the marks of an omission.
        end = _cut(text, start + LONGEST_SNIPPET - 2)
        yield start, end
        if end >= len(text):
            return
        start = max(_cut(text, start + _STEP), start + 1)


def _cut(text: str, at: int) -> int:
    """The last place before ``at`` where a line could break."""
    if at >= len(text):
        return len(text)
    for place in range(at, max(at - _LONGEST_CUT, 0), -1):
        if _may_break(text[place - 1], text[place]):
            return place
    while unicodedata.category(text[at]).startswith("M") and at > 1:
        at -= 1
    return at


def _may_break(before: str, behind: str) -> bool:
    """Between words; in Japanese before any letter but not before what closes."""
    if unicodedata.category(behind) in ("Mn", "Mc", "Me", "Pe", "Po", "Pf", "Lm"):
        return False
    return before.isspace() or (unicodedata.east_asian_width(before) in "WF" and before.strip() != "")


def _as_in_texts(question: Question) -> Question:
    """Without abbreviations of what was typed, which are no more than letters of other words in a text."""
    in_kana = [form for form in question.forms[2:] if any(map(is_kana, form))]
    return replace(question, forms=(*question.forms[:2], *in_kana))


def _answers(stretch: str, question: Question) -> tuple[int, int, int]:
    """Whether all that was typed stands there, how many of its words do, and how many as a part of others."""
    text = plain(stretch)
    letters = glued(text)
    whole = any(_stands(form, text, letters) for form in question.forms)
    words = {word for wording in question.wordings for word in wording if len(word) > 1}
    return int(whole), sum(_stands(word, text, letters) for word in words), sum(word in letters for word in words)


def _stands(words: str, text: str, letters: str) -> bool:
    """As words of their own; in Japanese no space sets words apart."""
    return f" {words} " in f" {text} " or (is_run_without_spaces(words) and glued(words) in letters)
