"""A text as whoever reads it sees it, whatever was typed: entities, emphasis within a word, letters of another script.

Each form is looked at by itself: what one of them shows leads to somebody.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

import nh3

from jitco_portal.common.markdown import render_markdown

# Letters of other scripts that look like Latin ones.
_ALIKE = str.maketrans(
    "аеорсухіјѕԁһӏкмтвАЕОРСУХІЈЅКМТВНαονρτικυεΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhlkmtbAEOPCYXIJSKMTBHaovptikueABEZHIKMNOPTYX",
)
# Single letters with a space or a mark between them; three at least.
_SPACED = re.compile(r"(?<!\w)[^\W\d_](?:[ .\-_*·・][^\W\d_](?!\w)){2,}")
_AT = re.compile(
    r"\s{0,2}[\[({<]\s{0,2}(?:at|アット|アットマーク)\s{0,2}[\])}>]\s{0,2}"
    r"|\s{1,2}(?:at|アットマーク)\s{1,2}(?=[\w.-]{1,99}\s{1,2}dot\s)",
    re.IGNORECASE,
)
_DOT = re.compile(
    r"\s{0,2}[\[({<]\s{0,2}(?:dot|ドット)\s{0,2}[\])}>]\s{0,2}|(?<=\S)\s{1,2}dot\s{1,2}(?=\w)", re.IGNORECASE
)


def seen_forms(text: str) -> list[str]:
    """What was typed, what Markdown makes of it, and both with look-alikes as what they look like."""
    if not text:
        return []
    typed = unquote(unescape(text))
    shown = unescape(nh3.clean(render_markdown(text), tags=set()))
    whole = [unicodedata.normalize("NFKC", each) for each in (typed, shown)]
    return list(dict.fromkeys(form for each in whole for form in (each, _undisguised(each))))


def _undisguised(text: str) -> str:
    text = _SPACED.sub(lambda found: re.sub(r"[\W_]", "", found[0]), text.translate(_ALIKE))
    return _DOT.sub(".", _AT.sub("@", text))
