"""Which office a person means by a name."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from countries.models import Counterpart, Country
from jitco_portal.common.folding import fold

_NEAR = 84


@dataclass(frozen=True)
class FoundOffice:
    """``office`` where it is held; ``near`` the names of those it may be; neither for one that is not held yet."""

    office: Counterpart | None = None
    near: list[str] = field(default_factory=list)


def find_office(*, country: Country, name: str) -> FoundOffice:
    offices = list(Counterpart.objects.filter(country=country).order_by("pk"))
    asked = fold(name)
    named = {office: _names(office) for office in offices}
    exact = [office for office, names in named.items() if asked in names]
    if len(exact) == 1:
        return FoundOffice(office=exact[0])
    near = exact or [
        office for office, names in named.items() if any(fuzz.ratio(asked, each) >= _NEAR for each in names)
    ]
    return FoundOffice(near=[office.name_en for office in near])


def _names(office: Counterpart) -> set[str]:
    full = {office.name_en, office.name_ja, office.abbreviation, f"{office.name_en} ({office.abbreviation})"}
    return {fold(each) for each in full if each}
