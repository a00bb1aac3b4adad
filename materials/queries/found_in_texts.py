"""The place in a long text where the words of a reader stand."""

from __future__ import annotations

from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Greatest, Left, Lower, StrIndex, Substr

from jitco_portal.common.search.groups import snippet
from jitco_portal.common.search.marks import Segment
from jitco_portal.common.search.plain import glued, is_unspaced, plain
from jitco_portal.common.search.questions import Question
from jitco_portal.common.search.terms import LONGEST_TEXT
from materials.models import FileCare
from materials.queries.found_by import readable_text

# Stretches of a text are compared as a whole first; only the best is looked at closely.
_STRETCH, _OVERLAP = 2_000, 200
_BEFORE, _EXCERPT = 600, 2_400


def excerpt_of(file: str, words: str) -> Subquery:
    """Of the text of the file (a column of the asked row) what stands around the words, as they were typed.

    Where they are written otherwise, with other marks say, all of it: ``place_in_text`` finds them there.
    """
    typed = words.lower().strip()
    wanted = dict.fromkeys([typed, max(typed.split(), key=len, default="")])
    places = {f"at_{number}": StrIndex(Lower("text"), Value(each)) for number, each in enumerate(wanted)}
    cases = [When(**{f"{at}__gt": 0}, then=Substr("text", Greatest(F(at) - _BEFORE, 1), _EXCERPT)) for at in places]
    texts = FileCare.objects.filter(file=OuterRef(file)).annotate(**places)
    return Subquery(texts.values(excerpt=Case(*cases, default=Left("text", LONGEST_TEXT)))[:1])


def place_in_text(text: str, question: Question) -> tuple[Segment, ...]:
    """The stretch that answers best, with marks."""
    best, most = "", -1
    for start in range(0, max(len(text), 1), _STRETCH):
        stretch = text[max(start - _OVERLAP, 0) : start + _STRETCH + _OVERLAP]
        found = _answers(stretch, question)
        if found > most:
            best, most = stretch, found
            if found == _whole(question):
                break
    return snippet(readable_text(best), question)


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
