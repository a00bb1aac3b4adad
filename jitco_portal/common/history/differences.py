"""What differs between two texts, short enough to read: the changed words with a little of what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, GONE, NEW = "same", "gone", "new"
# Letters kept around a change, and of a change itself.
AROUND, LONGEST = 40, 400
# Comparing costs the product of both lengths; beyond this the middle is shown as replaced.
MOST_WORDS = 1_500
# Texts that share less are two texts: shreds of one between shreds of the other say nothing.
LEAST_SHARED = 0.5
# A number is one word. Japanese has no spaces between words: each of its letters is compared alone.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]|\d+(?:[.,]\d+)*|\w+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    kind: str
    text: str


def short_difference(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in their order; what stayed is shortened with an ellipsis."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    pieces = [(SAME, "".join(old[:start]))]
    if max(len(middle_old), len(middle_new)) > MOST_WORDS:
        pieces += [(GONE, "".join(middle_old)), (NEW, "".join(middle_new))]
    else:
        pieces += _compared(middle_old, middle_new)
    pieces.append((SAME, "".join(old[len(old) - end :])))
    return _shortened([Piece(kind, text) for kind, text in pieces if text])


def _shared(old: list[str], new: list[str]) -> int:
    """How many words both begin with."""
    return next(
        (place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )


def _compared(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < LEAST_SHARED:
        return [(GONE, "".join(old)), (NEW, "".join(new))]
    pieces: list[tuple[str, str]] = []
    for what, i, j, k, m in matcher.get_opcodes():
        gone, came = "".join(old[i:j]), "".join(new[k:m])
        if what == "equal":
            pieces.append((SAME, gone))
        else:
            pieces += [(GONE, gone), (NEW, came)]
    return pieces


def _shortened(pieces: list[Piece]) -> list[Piece]:
    found = []
    for place, piece in enumerate(pieces):
        text = piece.text
        if piece.kind != SAME:
            text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        else:
            head = text[:AROUND] if place else ""
            tail = text[-AROUND:] if place < len(pieces) - 1 else ""
            if len(text) > len(head) + len(tail) + 1:
                text = f"{head}…{tail}"
        found.append(Piece(piece.kind, text))
    return found
