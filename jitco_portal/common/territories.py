"""Countries and territories of the world by name, in the reader's language: where something is sent, say."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from django.utils.translation import get_language

# ZZ is "unknown"; EU, EZ, UN, QO and the two letters of pseudo-places are no country's.
_NONE = {"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"}


def territory_name(code: str) -> str:
    """Viet Nam's name for ``VN``; the code itself where nobody has named it."""
    return _names(_language()).get(code, code)


def territory_choices() -> list[tuple[str, str]]:
    """Code and name of each, by name."""
    return list(_by_name(_language()))


@cache
def _names(language: str) -> dict[str, str]:
    names = Locale(language).territories
    return {code: name for code, name in names.items() if re.fullmatch("[A-Z]{2}", code) and code not in _NONE}


@cache
def _by_name(language: str) -> tuple[tuple[str, str], ...]:
    # Marks are passed over: Åland stands among the As.
    return tuple(sorted(_names(language).items(), key=lambda each: _plain(each[1])))


def _plain(name: str) -> str:
    return name.replace("Å", "A").casefold()


def _language() -> str:
    return "ja" if get_language() == "ja" else "en"
