"""Dates as lists print them, in one form and as exact as they are: "2024", "2024-04" or "2024-04-01".

What can be read in two ways is not read: it comes back as a question.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass

BUDDHIST = 543
_BUDDHIST_YEARS = range(2400, 2701)
_YEARS = range(1900, 2101)
# First and last day of each era of Japan.
_ERAS = {
    "明治": (1868, "1868-01-25", "1912-07-29"),
    "大正": (1912, "1912-07-30", "1926-12-24"),
    "昭和": (1926, "1926-12-25", "1989-01-07"),
    "平成": (1989, "1989-01-08", "2019-04-30"),
    "令和": (2019, "2019-05-01", "2100-12-31"),
}
_LETTERS = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和"}
_ERA = re.compile(
    r"(明治|大正|昭和|平成|令和|[mtshr])\s*\.?\s*(元|\d{1,2})\s*[年./-](?:\s*(\d{1,2})\s*[月./-]?(?:\s*(\d{1,2})\s*日?)?)?"
)
_YEAR_FIRST = re.compile(
    r"(\d{4})\s*(?:[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(\d{1,2})\s*日?)?|年)?(?:[t ]\d{1,2}:\d{2}(?::\d{2})?)?[月.]?"
)
_BEFORE = re.compile(r"^(?:ngay|tanggal|tgl|date|on|วันที่)\s*[.:]?\s*(?=\d{1,2}\s*[/.-])")
_EIGHT = re.compile(r"(19|20)(\d{2})(\d{2})(\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
_THREE = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})")
_VIETNAMESE = re.compile(r"(?:ngay\s*)?(\d{1,2})?\s*thang\s*(\d{1,2})\s*(?:nam|[/-])\s*(\d{4})")
_DAY_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s.,/-]*(?:of\s+)?([^\W\d_][^\d,]*?)[\s.,/-]*(?:พ\.?ศ\.?\s*)?(\d{4})"
)
_NAMED_DAY = re.compile(r"([^\W\d_][^\d,]*?)\.?\s*(\d{1,2})(?:st|nd|rd|th)?\s*,\s*(\d{4})")
_NAMED = re.compile(r"([^\W\d_][^\d,]*?)[\s.,/-]*(?:พ\.?ศ\.?\s*)?(\d{4})")
_SERIAL = range(20_000, 80_000)
# Two days with their words; a text of no end costs the patterns the square of its length.
_LONGEST = 300
_NOTHING = {"", "-", "--", "—", "–", "ー", "n/a", "na", "none", "nil", "khong", "なし", "無", "未定", "..."}
_SEVERAL = re.compile(r"\s+(?:-|–|—|to|den|until|sampai|s/d|ถึง)\s+|\s*(?:~|〜|→|から)\s*")

_MONTHS_OF = {
    "en": "january february march april may june july august september october november december",
    "short": "jan feb mar apr may jun jul aug sep oct nov dec",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "id short": "jan feb mar apr mei jun jul agu sep okt nov des",
    "th": "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "th short": "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
}
_MONTHS = {
    unicodedata.normalize("NFKC", name).replace(".", ""): number
    for names in _MONTHS_OF.values()
    for number, name in enumerate(names.split(), start=1)
} | {"sept": 9, "ags": 8, "agust": 8}


@dataclass(frozen=True)
class ReadDate:
    """``iso`` where it is certain; ``code`` of the question where it is not; ``order`` where only that decides."""

    iso: str = ""
    until: str = ""
    code: str = ""
    # Two figures of which either may be the day: (first, second, year).
    two_ways: tuple[int, int, int] | None = None
    # What the cell proves of its column: "dmy" or "mdy".
    proves: str = ""


def plain(text: str) -> str:
    """Figures of every script as ours, small letters, no marks that stand above letters of the Latin script."""
    text = "".join(str(unicodedata.digit(each, None)) if _is_digit(each) else each for each in text)
    text = unicodedata.normalize("NFKC", text).lower()
    if any("a" <= each <= "z" for each in text):
        text = unicodedata.normalize("NFD", text.replace("đ", "d"))
        text = unicodedata.normalize("NFC", re.sub("[\u0300-\u036f]", "", text))
    return " ".join(text.split())


def _is_digit(sign: str) -> bool:
    return not sign.isascii() and unicodedata.digit(sign, None) is not None


def read_date(text: str, value: object = None, *, order: str = "", calendar: str = "") -> ReadDate:
    """One cell. ``order`` is what the column proved or a person answered: dmy, mdy, ymd."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return _dated(value.year, value.month, value.day, calendar=calendar)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value in _SERIAL and value not in _YEARS:
            return ReadDate(code="serial_date")
        text = str(int(value)) if float(value).is_integer() else str(value)
    if len(text) > _LONGEST:
        return ReadDate(code="no_date")
    shown = plain(text)
    if shown in _NOTHING:
        return ReadDate()
    parts = [part for part in _SEVERAL.split(shown) if part]
    if len(parts) == 2 and all(any(sign.isdigit() for sign in part) for part in parts):
        first, last = (_one(part, order, calendar) for part in parts)
        code = first.code or last.code
        two_ways = first.two_ways or last.two_ways
        return ReadDate(first.iso, last.iso, code, two_ways, first.proves or last.proves)
    return _one(shown, order, calendar)


def _one(shown: str, order: str, calendar: str) -> ReadDate:
    shown = _BEFORE.sub("", shown.strip(" .,;"))
    if found := _ERA.fullmatch(shown):
        return _of_an_era(*found.groups())
    if found := _YEAR_FIRST.fullmatch(shown):
        year, month, day = (int(each) if each else None for each in found.groups())
        return _dated(year or 0, month, day, calendar=calendar)
    if found := _VIETNAMESE.fullmatch(shown):
        return _dated(int(found[3]), int(found[2]), int(found[1]) if found[1] else None, calendar=calendar)
    if found := _MONTH_YEAR.fullmatch(shown):
        return _dated(int(found[2]), int(found[1]), None, calendar=calendar)
    if found := _THREE.fullmatch(shown):
        return _of_three(found[1], found[2], found[3], order, calendar)
    for pattern, places in ((_DAY_NAMED, (3, 2, 1)), (_NAMED_DAY, (3, 1, 2)), (_NAMED, (2, 1, 0))):
        if found := pattern.fullmatch(shown):
            year, name, day = places
            if month := _MONTHS.get(found[name].replace(".", "").strip()):
                return _dated(int(found[year]), month, int(found[day]) if day else None, calendar=calendar)
    if found := _EIGHT.fullmatch(shown):
        return _dated(int(found[1] + found[2]), int(found[3]), int(found[4]), calendar=calendar)
    if re.fullmatch(r"\d{5}", shown) and int(shown) in _SERIAL:
        return ReadDate(code="serial_date")
    return ReadDate(code="no_date")


def _of_three(first: str, second: str, year: str, order: str, calendar: str) -> ReadDate:
    if len(year) == 2:
        return ReadDate(code="short_year")
    one, two, numbered = int(first), int(second), int(year)
    if one > 12 and two > 12:
        return ReadDate(code="no_date")
    if one > 12:
        return _proved(_dated(numbered, two, one, calendar=calendar), "dmy")
    if two > 12:
        return _proved(_dated(numbered, one, two, calendar=calendar), "mdy")
    if one == two:
        return _dated(numbered, one, two, calendar=calendar)
    if order == "mdy":
        return _dated(numbered, one, two, calendar=calendar)
    if order == "dmy":
        return _dated(numbered, two, one, calendar=calendar)
    return ReadDate(code="two_ways", two_ways=(one, two, numbered))


def _proved(read: ReadDate, order: str) -> ReadDate:
    return ReadDate(read.iso, read.until, read.code, None, "" if read.code else order)


def _of_an_era(era: str, number: str, month: str | None, day: str | None) -> ReadDate:
    begins, first, last = _ERAS[_LETTERS.get(era, era)]
    year = begins + (1 if number == "元" else int(number)) - 1
    read = _dated(year, int(month) if month else None, int(day) if day else None)
    if read.code:
        return read
    # A day of an era lies within it: 平成31年5月1日 never was.
    if not first[: len(read.iso)] <= read.iso <= last[: len(read.iso)]:
        return ReadDate(code="no_date")
    return read


def _dated(year: int, month: int | None, day: int | None, *, calendar: str = "") -> ReadDate:
    if year in _BUDDHIST_YEARS or (calendar == "buddhist" and year - BUDDHIST in _YEARS):
        # No other calendar in use writes such a year.
        year -= BUDDHIST
    if year not in _YEARS:
        return ReadDate(code="no_date")
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return ReadDate(code="no_date")
    return ReadDate("-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)]))
