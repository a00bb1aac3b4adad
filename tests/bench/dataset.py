"""Organizations for measuring: from one seed the same rows on every machine, as many as are asked for.

Rows come in blocks, each from dice of its own, so that processes can make them side by side. The names follow
real life: few business words stand in most of them, most proper names in one or two.
"""

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.bench.lexicon import PLACES, PREFECTURE_OF, SHARES, Tongue
from tests.bench.names import Name, pick, sending_name, supervising_name

SEED = 20261123
BLOCK = 2_500
SOURCE = "generated for measuring"
LAST_LIST = datetime.date(2026, 11, 1)
FIRST_YEAR = 2017
YEARS = range(FIRST_YEAR, 2026)
TONGUES = {tongue.country: tongue for tongue in SHARES}
STREETS = (
    "Nguyễn Trãi", "Lê Lợi", "Trần Phú", "Main", "Station", "Market", "River", "Temple", "Garden", "Airport", "School",
    "Independence", "Victory", "Lake", "Hill", "Bridge", "Harbour", "Church", "Mill", "Palace",
)  # fmt: skip
BUILDINGS = ("", "", "", "Tower A", "Plaza", "Building B", "Business Centre", "2nd Floor", "Tầng 5")
LATIN_TOWNS = {"VN"}


@dataclass(slots=True)
class Approved:
    """An approval with days as the office states them; blank where none is."""

    programme: str
    number: str
    approved_from: str
    approved_until: str
    confirmed_on: str


@dataclass(slots=True)
class Made:
    """A made-up organization; ``number`` tells which of all it is."""

    number: int
    country: str  # blank for Japan
    name: Name
    former_name: str
    address: str
    address_ja: str
    phone: str
    website: str
    languages: list[str]
    operations: list[int]  # places in the list of all operations
    licence_number: str
    has_office_in_japan: bool | None
    approvals: list[Approved] = field(default_factory=list)
    suspensions: list[tuple[str, str]] = field(default_factory=list)
    care_from: str = ""
    fee: int = 0
    prefecture: str = ""
    permits: list[tuple[str, str, str, str]] = field(default_factory=list)  # kind, number, from, until
    sanction: str = ""
    accepts_from: list[str] = field(default_factory=list)

    @property
    def public_id(self) -> str:
        return f"{(self.country or 'jp').lower()}-{10_000 + self.number}"

    @property
    def is_sending(self) -> bool:
        return bool(self.country)


def organizations(*, first: int, last: int, seed: int = SEED) -> Iterator[Made]:
    """Those numbered from ``first`` to before ``last``."""
    for block in range(first // BLOCK, -(-last // BLOCK)):
        dice = random.Random(f"{seed} {block}")
        for number in range(block * BLOCK, (block + 1) * BLOCK):
            if number >= last:
                return
            # Always made, also when it lies before the first: the dice must fall alike.
            made = _organization(dice, number)
            if number >= first:
                yield made


def _organization(dice: random.Random, number: int) -> Made:
    chance, shares = dice.random() * 100, 0
    for tongue, share in SHARES.items():
        shares += share
        if chance < shares:
            return _sending(dice, number, tongue)
    return _supervising(dice, number)


def _sending(dice: random.Random, number: int, tongue: Tongue) -> Made:
    name = sending_name(dice, tongue)
    town = pick(dice, tongue.towns)
    year = dice.randint(FIRST_YEAR - 6, 2025)
    licence = tongue.licence.format(number=dice.randint(1, 9999), year=year) if dice.random() < 0.8 else ""
    made = Made(
        number=number,
        country=tongue.country,
        name=name,
        former_name=_former(dice, name.english),
        address=_address(dice, town.native if tongue.country in LATIN_TOWNS else town.english),
        address_ja="",
        phone=_telephone(dice, tongue.telephone) if dice.random() < 0.75 else "",
        website=_website(dice, name, tongue.domain) if dice.random() < 0.55 else "",
        languages=[tongue.language, *(code for code in ("ja", "en") if dice.random() < 0.6)],
        operations=_operations(dice),
        licence_number=licence,
        has_office_in_japan=dice.choice((True, False, False, None, None)),
    )
    made.approvals = list(_approvals(dice, number, tongue))
    if dice.random() < 0.06:
        begun = datetime.date(dice.randint(2018, 2026), dice.randint(1, 9), dice.randint(1, 28))
        until = "" if dice.random() < 0.3 else str(begun + datetime.timedelta(days=dice.choice((90, 180, 365))))
        made.suspensions.append((str(begun), until))
    if dice.random() < 0.12:
        made.care_from = f"{dice.randint(2018, 2025)}-04-01"
    if dice.random() < 0.2:
        made.fee = dice.randrange(800, 4500, 50)
    return made


def _supervising(dice: random.Random, number: int) -> Made:
    name = supervising_name(dice)
    place = pick(dice, PLACES, 6)
    prefecture = PREFECTURE_OF.get(place.native, f"{place.native}県")
    banchi = f"{dice.randint(1, 9)}-{dice.randint(1, 30)}-{dice.randint(1, 20)}"
    town = dice.choice(("中央", "本町", "栄", "緑", "港", "北", "南"))
    begun = datetime.date(dice.randint(2017, 2025), dice.randint(1, 12), 1)
    kind = dice.choice(("general", "specified", "specified"))
    permit = f"許{begun:%y%m}{number % 1_000_000:06d}"
    permits = [(kind, permit, str(begun), str(begun.replace(year=begun.year + 5) - datetime.timedelta(days=1)))]
    if begun.year <= 2021 and dice.random() < 0.8:
        permits.append((kind, permit, str(begun.replace(year=begun.year + 5)), ""))
    return Made(
        number=number,
        country="",
        name=name,
        former_name=_former(dice, name.japanese),
        address=f"{banchi} {place.english}, Japan" if dice.random() < 0.3 else "",
        address_ja=f"{prefecture}{town}区{dice.choice('中東西南北')}町{banchi}",
        phone=_telephone(dice, "0{area}-{a}-{b}"),
        website=_website(dice, name, "or.jp") if dice.random() < 0.6 else "",
        languages=["ja", *(code for code in ("en", "vi", "zh", "id") if dice.random() < 0.3)],
        operations=_operations(dice),
        licence_number="",
        has_office_in_japan=None,
        prefecture=prefecture,
        permits=permits,
        sanction=f"{dice.randint(2019, 2026)}-0{dice.randint(1, 9)}-15" if dice.random() < 0.02 else "",
        accepts_from=sorted({pick(dice, list(TONGUES)) for _each in range(dice.randint(1, 4))}),
    )


def _approvals(dice: random.Random, number: int, tongue: Tongue) -> Iterator[Approved]:
    """One to seven rows: terms of one to five years one after the other, some with a gap, some ended."""
    if dice.random() < 0.12:
        return
    begun = datetime.date(min(dice.choice(YEARS), dice.choice(YEARS)), dice.randint(1, 12), dice.choice((1, 1, 10, 15)))
    has_skilled = dice.random() < 0.3
    terms = dice.choice((1, 2, 3, 4, 5))
    for term in range(terms):
        years = dice.choice((1, 1, 2, 2, 3, 5))
        # Few years have a 29 February.
        day = min(begun.day, 28) if begun.month == 2 else begun.day
        anniversary = begun.replace(year=begun.year + years, day=day)
        until = anniversary - datetime.timedelta(days=1)
        is_open = term == terms - 1 and dice.random() < 0.5
        confirmed = LAST_LIST if is_open else min(until, LAST_LIST)
        code = f"{tongue.country}{begun:%y}-{number % 100_000:05d}-{term + 1}"
        end = "" if is_open else str(until)
        yield Approved("titp", code, str(begun), end, str(confirmed))
        if has_skilled and begun.year >= 2019 and term < 2:
            yield Approved("ssw", f"S{code}", str(begun), end, str(confirmed))
        if is_open or until >= LAST_LIST:
            return
        begun = until + datetime.timedelta(days=dice.choice((1, 1, 1, 90)))
        if begun >= LAST_LIST:
            return


def _former(dice: random.Random, name: str) -> str:
    """What one in fifteen was called before."""
    if dice.random() > 0.065 or not name:
        return ""
    head = name.split(" ")[0] if " " in name else name[:2]
    other = "".join(dice.choice(("ta", "mi", "no", "ra", "ku", "se", "vi", "ho")) for _part in range(3)).capitalize()
    return name.replace(head, other, 1)


def _address(dice: random.Random, town: str) -> str:
    building = dice.choice(BUILDINGS)
    parts = [
        building,
        f"No. {dice.randint(1, 400)} {pick(dice, STREETS, 3)} Street",
        f"Ward {dice.randint(1, 20)}",
        town,
    ]
    return ", ".join(part for part in parts if part)


def _telephone(dice: random.Random, pattern: str) -> str:
    a, b = f"{dice.randint(100, 9999):04d}", f"{dice.randint(0, 9999):04d}"
    return pattern.format(area=dice.choice((2, 3, 4, 21, 24, 28, 31, 52, 82, 95)), a=a, b=b)


def _website(dice: random.Random, name: Name, domain: str) -> str:
    words = [word for word in name.english.lower().split() if word.isascii() and word.isalpha()]
    slug = "".join(words[:2]) if words else f"coop{dice.randrange(100_000)}"
    tail = dice.choice(("", "", "group", "hr", "-jp", str(dice.randint(1, 99))))
    return f"{dice.choice(('https://www.', 'https://', 'http://www.'))}{slug}{tail}.{dice.choice((domain, 'com'))}/"


def _operations(dice: random.Random) -> list[int]:
    return sorted({int(dice.paretovariate(0.6) * 3) % 160 for _each in range(dice.choice((0, 1, 2, 3, 5)))})
