"""The place in a long text where the words of a reader stand."""

from __future__ import annotations

from jitco_portal.common.search.groups import snippet
from jitco_portal.common.search.marks import Segment
from jitco_portal.common.search.plain import glued, is_unspaced, plain
from jitco_portal.common.search.questions import Question
from jitco_portal.common.search.terms import LONGEST_TEXT
from materials.queries.found_by import readable_text

# Stretches of a text are compared as a whole first; only the best is looked at closely.
_STRETCH, _OVERLAP = 2_000, 200
# Around what was found as typed there is room enough for a snippet to begin and end well.
_BEFORE, _BEHIND = 200, 360


def place_in_text(text: str, words: str, question: Question) -> tuple[Segment, ...]:
    """The stretch of the text that answers best, with marks. ``words`` are the question as it was typed."""
    text = text[:LONGEST_TEXT]
    stretch = _as_typed(text, words) or _most_alike(text, question)
    return snippet(readable_text(stretch), question)


def _as_typed(text: str, words: str) -> str:
    """Around the words as they were typed, or the longest of them: quickly found, and mostly it is so written."""
    held, typed = text.lower(), words.lower().strip()
    if len(held) != len(text):  # a letter that becomes two: places would not fit
        return ""
    for wanted in dict.fromkeys([typed, max(typed.split(), key=len, default="")]):
        at = held.find(wanted) if wanted else -1
        if at >= 0:
            return text[max(at - _BEFORE, 0) : at + _BEHIND]
    return ""


def _most_alike(text: str, question: Question) -> str:
    """Where the words stand with other marks, in other kana, or parted by the end of a line."""
    best, most = "", -1
    for start in range(0, max(len(text), 1), _STRETCH):
        stretch = text[max(start - _OVERLAP, 0) : start + _STRETCH + _OVERLAP]
        found = _answers(stretch, question)
        if found > most:
            best, most = stretch, found
            if found == _whole(question):
                break
    return best


def _answers(stretch: str, question: Question) -> int:
    held = plain(stretch)
    letters = glued(held)
    if any(_stands(form, held, letters) for form in question.forms[:1]):
        return _whole(question)
    words = {word for wording in question.wordings for word in wording if len(word) > 1}
    return sum(_stands(word, held, letters) for word in words)


def _whole(question: Question) -> int:
    """More than all its words one by one."""
    return sum(map(len, question.wordings)) + 1


def _stands(words: str, held: str, letters: str) -> bool:
    return f" {words} " in f" {held} " or (any(map(is_unspaced, words)) and glued(words) in letters)
