"""Numbers as they are compared: permit and licence numbers, telephones, and the hosts of addresses on the web."""

import re
import unicodedata

from jitco_portal.common.folding import fold

LONGEST = 2_000

# Country code → how many digits a number has after it (without the trunk 0), at least and at most.
DIALLING_CODES = {
    "81": (9, 10),  # Japan
    "84": (8, 10),  # Viet Nam, with the numbers of before 2017
    "62": (8, 12),  # Indonesia
    "63": (8, 10),  # Philippines
    "86": (10, 11),  # China
    "66": (8, 9),  # Thailand
    "95": (7, 10),  # Myanmar
    "855": (8, 9),  # Cambodia
    "856": (8, 10),  # Lao PDR
    "976": (8, 8),  # Mongolia
    "880": (8, 10),  # Bangladesh
    "91": (10, 10),  # India
    "977": (8, 10),  # Nepal
    "94": (9, 9),  # Sri Lanka
    "92": (9, 10),  # Pakistan
    "998": (9, 9),  # Uzbekistan
    "996": (9, 9),  # Kyrgyzstan
    "992": (9, 9),  # Tajikistan
    "993": (8, 8),  # Turkmenistan
    "7": (10, 10),  # Kazakhstan
    "975": (7, 8),  # Bhutan
    "51": (8, 9),  # Peru
    "670": (7, 8),  # Timor-Leste
    "886": (8, 9),  # Taiwan
    "852": (8, 8),  # Hong Kong
    "82": (8, 10),  # Korea
    "65": (8, 8),  # Singapore
    "60": (8, 10),  # Malaysia
}
_CODE = re.compile("|".join(sorted(DIALLING_CODES, key=len, reverse=True)))
_LONGEST_LOCAL = 8

_PERMIT_PREFIX = re.compile(r"^(?:許可番号|許可|許)+")
_CELL_ENDS = re.compile(r"[/;,、，；・|\n\r\t]|\s[-–—~]\s|\bor\b|\band\b|\bfax\b|\btel\b", re.IGNORECASE)
_EXTENSION = re.compile(r"(?:\bext?\b|内線|#|\bmáy lẻ\b|\bx(?=\s?\d)).*", re.IGNORECASE)
_TRUNK_IN_BRACKETS = re.compile(r"^(\+?\d{1,3})\s*\(0\)")
_NOT_DIGITS = re.compile("[^0-9]+")

_SCHEME = re.compile(r"^[a-z][a-z0-9+.\-]{0,20}:/{0,2}")
_HOST = re.compile(r"^(?:[^\s./@:?#,;()]{1,63}\.){1,10}[^\s./@:?#,;()\d]{2,63}$")


def number_key(text: str) -> str:
    """Letters and digits only, folded: ``許 1706-000144`` → ``1706000144``."""
    folded = fold(text[:LONGEST])
    letters = "".join(character for character in folded if character.isalnum())
    return _PERMIT_PREFIX.sub("", letters)


def telephones(text: str) -> list[str]:
    """The digits of each number in a cell: ``04.62757018/04.62938048`` are two.

    Lists leave out what a number shares with the one before it (``04.36242337/38638473``, ``04.37868890/91``): it is
    completed. A short number that shares nothing stands as it is, and so does an extension's number.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST]
    found: list[str] = []
    for piece in _CELL_ENDS.split(text):
        piece = _EXTENSION.sub("", piece).strip()
        digits = _NOT_DIGITS.sub("", _TRUNK_IN_BRACKETS.sub(r"\1", piece))
        if not digits:
            continue
        if found and len(digits) < len(found[-1]) and len(digits) <= _LONGEST_LOCAL and piece[0] not in "+(0":
            digits = found[-1][: -len(digits)] + digits
        found.append(digits)
    return found


def telephone_forms(digits: str) -> list[str]:
    """Forms under which one number meets itself written in another way, the national number without its 0 first.

    ``0462757018``, ``+84462757018`` and ``0084 (0)462757018`` all give ``462757018`` first. A number that begins like a
    dialling code without 00 or + is given in both meanings.
    """
    digits = _NOT_DIGITS.sub("", unicodedata.normalize("NFKC", digits[:200]))
    bare = digits.lstrip("0")
    if not bare:
        return []
    forms = [bare]
    code = _CODE.match(bare)
    # One 0 is the trunk prefix of a national number, unless a dialling code and a whole number follow it (084-24…).
    if code and (len(digits) - len(bare) != 1 or code[0] == "84"):
        national = bare[code.end() :].lstrip("0")
        least, most = DIALLING_CODES[code[0]]
        if least <= len(national) <= most:
            forms.insert(0, national)
    return forms


def web_host(text: str) -> str:
    """The host without ``www.`` of a web address, an e-mail address or a bare domain, else an empty text."""
    text = fold(text[:4000])
    text = _SCHEME.sub("", text)
    text = re.split(r"[/?#\s]", text, maxsplit=1)[0].rpartition("@")[2]
    host = text.partition(":")[0].strip(".").removeprefix("www.")
    return host if len(host) <= 253 and _HOST.match(host) else ""


# Viet Nam's area codes of before 2017 and those since; the number behind them stayed.
_VIETNAMESE_AREAS = {
    "4": "24", "8": "28", "31": "225", "320": "220", "321": "221", "241": "222", "240": "204", "36": "227",
    "350": "228", "351": "226", "30": "229", "37": "237", "38": "238", "39": "239", "33": "203", "511": "236",
}  # fmt: skip
_DIGITS_WITH_OLD_AREA = {"4": 9, "8": 9}


def with_area_of_today(number: str) -> str:
    """``435409108`` (04 3540 9108) → ``2435409108``: a Vietnamese number under the area code of today, else blank."""
    for length in (3, 2, 1):
        old = number[:length]
        if old in _VIETNAMESE_AREAS and len(number) == _DIGITS_WITH_OLD_AREA.get(old, length + 7):
            return _VIETNAMESE_AREAS[old] + number[length:]
    return ""
