"""The organizations that the queries are drawn from, read from the files themselves and not from a database."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.dataset import organizations
from tests.sample_site import ROOT

GENERATED = 2_000
REFERENCE = ROOT / "organizations" / "reference"
SHARED = ROOT.parent / "shared" / "data"


@dataclass(frozen=True)
class Known:
    """What a business card says; ``key`` is the name by which a list shows it."""

    key: str
    part: str
    country: str
    local: str = ""
    english: str = ""
    japanese: str = ""
    kana: str = ""
    short: str = ""
    former: str = ""
    address: str = ""
    phone: str = ""
    website: str = ""
    numbers: tuple[str, ...] = ()
    # Of generated names: the part that is its own, romanized, and how that is read in katakana.
    proper: str = ""
    reading: str = ""
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = (self.local, self.english, self.japanese, self.short)
        object.__setattr__(self, "names", tuple(name for name in names if name))


def public_name(english: str, local: str, japanese: str) -> str:
    return english or local or japanese


def generated() -> Iterator[Known]:
    for made in organizations(first=0, last=GENERATED):
        name = made.name
        numbers = [each.number for each in made.approvals] + [number for _kind, number, *_days in made.permits]
        yield Known(
            key=public_name(name.english, name.local, name.japanese),
            part="generated",
            country=made.country or "JP",
            local=name.local,
            english=name.english,
            japanese=name.japanese,
            kana=name.kana,
            short=name.short,
            former=made.former_name,
            address=made.address_ja or made.address,
            phone=made.phone,
            website=made.website,
            numbers=tuple(dict.fromkeys(number for number in [made.licence_number, *numbers] if number)),
            proper=name.proper,
            reading=name.reading,
        )


def shipped() -> Iterator[Known]:
    for row in _rows(REFERENCE / "sending_organizations.csv"):
        yield _sending(row, "shipped")
    for row in _rows(REFERENCE / "supervising_organizations.csv"):
        yield Known(
            key=public_name(row["name_en"], "", row["name_ja"]),
            part="shipped",
            country="JP",
            english=row["name_en"],
            japanese=row["name_ja"],
            address=row["prefecture"],
            numbers=tuple(number for number in [row["permit_number"]] if number),
        )
    yield from _samples()


def _samples() -> Iterator[Known]:
    """The fictional ones that readers see; needs Django's settings."""
    from organizations.samples import profiles, supervising

    merged = {row["name_en"] for row in profiles.merged()}
    licences = {row["organization"]: row["licence_number"] for row in profiles.details()}
    for row in [*profiles.organizations(), *supervising.organizations()]:
        name = row.get("name_en", "")
        if name in merged or not row.get("is_published", True):
            continue
        licence = licences.get(name, "")
        yield Known(
            key=public_name(name, row.get("name_local", ""), row.get("name_ja", "")),
            part="shipped",
            country=row.get("country", "JP"),
            local=row.get("name_local", ""),
            english=name,
            japanese=row.get("name_ja", ""),
            kana=row.get("name_kana", ""),
            short=row.get("short_name", ""),
            address=row.get("address_ja", "") if "country" not in row else row.get("address", ""),
            phone=row.get("phone", ""),
            website=row.get("website", ""),
            numbers=(licence,) if licence else (),
        )


def shared() -> list[Known]:
    """The Vietnamese rows of the folder beside the repository, where it is there."""
    path = shared_file()
    return [_sending(row, "shared") for row in _rows(path)] if path else []


def shared_file() -> Path | None:
    return next(iter(sorted(SHARED.glob("vietnam_licensed_enterprises_*.csv"))), None)


def _sending(row: dict[str, str], part: str) -> Known:
    return Known(
        key=public_name(row["name_en"], row["name_local"], ""),
        part=part,
        country=row["iso2"],
        local=row["name_local"],
        english=row["name_en"],
        short=row["short_name"],
        address=row["address"],
        phone=row["phone"],
        website=row["website"],
        numbers=(row["approval_number"],) if row["approval_number"] else (),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: (value or "").strip() for name, value in row.items()} for row in csv.DictReader(file)]
