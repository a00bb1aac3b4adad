"""Texts that stand in the database once per language (``name_en``, ``name_ja``)."""

from collections.abc import Iterable

from django.utils.translation import get_language


def localized(obj, field: str) -> str:
    """The text of ``field`` in the reader's language; in the other one where ours is not written."""
    first, second = ("ja", "en") if get_language() == "ja" else ("en", "ja")
    return getattr(obj, f"{field}_{first}") or getattr(obj, f"{field}_{second}")


def in_parentheses(text: str) -> str:
    """Behind a word: `` (DOLAB)`` in English, ``（DOLAB）`` in Japanese."""
    return f"（{text}）" if get_language() == "ja" else f" ({text})"


def listed(words: Iterable[object]) -> str:
    """``Hanoi, Manila`` in English, ``ハノイ、マニラ`` in Japanese; without what is blank."""
    return ("、" if get_language() == "ja" else ", ").join(text for each in words if (text := str(each)))


def sentence_gap() -> str:
    """What stands between two sentences: in Japanese nothing, the full stop is wide enough."""
    return "" if get_language() == "ja" else " "
