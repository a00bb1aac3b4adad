"""What differs between a row of a list and what we hold; differences of case, spaces and width are none."""

from __future__ import annotations

import re
import unicodedata

from jitco_portal.common.folding import fold
from organizations.models import ListKind
from organizations.queries.list_imports.held import Held, Paper
from organizations.queries.list_imports.phones import same_phones
from organizations.queries.list_imports.shapes import Change, ReadRow

_SPACES_AND_DASHES = re.compile(r"[\s\-‐-―−ー]+")
_PERMIT = re.compile(r"^(?:許可番号|許可|許)+")


def changes(*, row: ReadRow, held: Held, paper: Paper | None, kind: str) -> list[Change]:
    """Field by field; what the list leaves blank changes nothing."""
    name = _name_held(row, held, kind)
    phones = " / ".join(row.phones)
    found = [
        Change("name", name, row.name) if row.name and _differs(row.name, name) else None,
        _text("name_en", held.name_en, row.name_en),
        _text("address", held.address, row.address),
        Change("phones", held.phone, phones) if phones and same_phones(phones) != same_phones(held.phone) else None,
        Change("website", held.website, row.website)
        if row.website and _site(row.website) != _site(held.website)
        else None,
    ]
    if paper is not None:
        found += _of_paper(row, paper, kind)
    return [each for each in found if each]


def _text(field: str, held: str, said: str) -> Change | None:
    return Change(field, held, said) if said and _differs(said, held) else None


def _name_held(row: ReadRow, held: Held, kind: str) -> str:
    """What the name of the list is compared with: the local one, else the one that stands in its place."""
    if kind == ListKind.PERMITS:
        return held.name_ja or held.name_local or held.name_en
    return held.name_local or (held.name_en if not row.name_en else "")


def _of_paper(row: ReadRow, paper: Paper, kind: str) -> list[Change | None]:
    # A measure is known by its kind and first day, and bears no number.
    is_measure = kind == ListKind.MEASURES
    is_numbered = row.number and not is_measure
    return [
        Change("number", paper.number, row.number)
        if is_numbered and number_key(row.number) != number_key(paper.number)
        else None,
        Change("date", paper.first, row.date) if not is_measure and _date_differs(row.date, paper.first) else None,
        Change("until", paper.until, row.until) if _date_differs(row.until, paper.until) else None,
        Change("kind", paper.kind, row.kind)
        if kind == ListKind.PERMITS and row.kind and row.kind != paper.kind
        else None,
    ]


def number_key(text: str) -> str:
    """Without case, width, spaces and dashes; strokes and points stay: 1/23 and 12/3 are two numbers."""
    return _PERMIT.sub("", _SPACES_AND_DASHES.sub("", fold(text)))


def _plainly(text: str) -> str:
    """Without what is no difference: case, spaces, width, and how a letter with a mark is composed."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _differs(said: str, held: str) -> bool:
    return _plainly(said) != _plainly(held)


def _site(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address.strip().lower()).rstrip("/")


def _date_differs(said: str, held: str) -> bool:
    """A date that is less exact than ours and holds it says nothing new."""
    if not said or said == held:
        return False
    return not (held and held.startswith(said))


def all_said(row: ReadRow) -> tuple:
    """All that a row says, for finding one that repeats another."""
    return (
        *(_plainly(each) for each in (row.name, row.name_en, row.address, row.kind)),
        *(row.date, row.until, _site(row.website), same_phones(" / ".join(row.phones))),
    )
