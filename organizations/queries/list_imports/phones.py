"""Several telephones in one cell, each as it is printed."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN = re.compile(
    r"[;,、，\n\r|]+|\s+(?:and|và|hoặc|or|dan)\s+|\s/\s|\s{3,}|(?<=\d{3})\s+[-–]\s+(?=[+(]?\d{2,}[\d.() -]{6})"
)
_LABEL = re.compile(
    r"^\s*(?:tel(?:ephone)?|phone|đt|sđt|điện thoại|telp|tlp|電話|ph|mobile|hotline|office)\s*[.:：]?\s*", re.I
)
_FAX = re.compile(r"^\s*(?:fax|ファックス|ファクス|f)\s*[.:：]", re.I)
_FAX_BEHIND = re.compile(r"\s*(?:[-–(]\s*)?\bfax\b.*$", re.I)
_SHORTEST = 6


def phones_of(text: str) -> list[str]:
    """``024-3773 0199/0200; Fax: 024…`` → ``["024-3773 0199/0200"]``: an ending alone is no number of its own."""
    found: list[str] = []
    text = unicodedata.normalize("NFKC", text)
    for piece in _BETWEEN.split(text):
        if _FAX.match(piece):
            continue
        joined: list[str] = []
        for part in piece.split("/"):
            if joined and _digits(part) < _SHORTEST:
                joined[-1] += f"/{part.strip()}"
            elif not _FAX.match(part):
                joined.append(part.strip())
        for part in joined:
            number = " ".join(_FAX_BEHIND.sub("", _LABEL.sub("", part)).split()).strip(" .:-")
            if _digits(number) >= _SHORTEST and number not in found:
                found.append(number)
    return found


def _digits(text: str) -> int:
    return sum(each.isdigit() for each in text)


def same_phones(text: str) -> frozenset[str]:
    """For comparing: the figures of each, whatever stands between them or in which order they are."""
    return frozenset(re.sub(r"\D", "", each) for each in phones_of(text) or [text] if each)
