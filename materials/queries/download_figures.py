"""How often texts are downloaded: by title and language, and by country of the organization, month by month.

Numbers below ``FEWEST`` are not told, nor can one be worked out from others:

- a month is told when it is over, so that no two days can be subtracted;
- the count of an edition leaves out the months in which it, or another edition of its title and language, had fewer
  (the figures of the title have their sum);
- the figures by country are of what the figures by title tell, and of materials for everybody alone: they are the same
  for every reader. Small ones are told in one sum, to which a larger one is added where it would tell too much.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from countries.models import Country
from jitco_portal.common.days import today
from jitco_portal.common.exports import Column
from materials.models import Access, DownloadFigure, Edition, Material, ReaderKind
from organizations.languages import language_name

FEWEST = 3
# In the place of a kind of reader: those that are too few to be told one by one.
OTHERS = "others"


@dataclass(frozen=True)
class TitleRow:
    """``count`` is None where it is below ``FEWEST``."""

    month: datetime.date
    material: Material
    language: str
    count: int | None

    @property
    def language_name(self) -> str:
        return language_name(self.language)


@dataclass(frozen=True)
class CountryRow:
    month: datetime.date
    kind: str
    country: Country | None
    count: int

    @property
    def country_code(self) -> str:
        return self.country.code if self.country else ""

    @property
    def kind_name(self) -> str:
        return _("all others") if self.kind == OTHERS else str(ReaderKind(self.kind).label)


def counts_for(editions: Iterable[Edition | int]) -> dict[int, int]:
    """By the number of the edition, how often its files were downloaded, as far as it is told. One query."""
    pks = {each if isinstance(each, int) else each.pk for each in editions}
    beside = Edition.objects.filter(pk__in=pks).values("material")
    rows = _by_month(DownloadFigure.objects.filter(file__edition__material__in=beside))
    cells: dict[tuple[Any, ...], dict[int, int]] = defaultdict(dict)
    for row in _summed(rows, edition=F("file__edition")):
        cells[_title(row)][row["edition"]] = row["counted"]
    found: Counter[int] = Counter()
    for cell in cells.values():
        if min(cell.values()) >= FEWEST:
            found.update({edition: counted for edition, counted in cell.items() if edition in pks})
    return dict(found)


def months_with_figures(*, user: Any, keys: Sequence[int]) -> list[datetime.date]:
    """First days, the newest first."""
    return list(_visible(user, keys).order_by("-month").values_list("month", flat=True).distinct())


def by_title(*, user: Any, keys: Sequence[int], month: datetime.date | None = None) -> list[TitleRow]:
    """Of what the reader may see, of a month or of all; two queries. Most downloaded first."""
    rows = _visible(user, keys)
    if month is not None:
        rows = rows.filter(month=month)
    counted = list(_summed(rows))
    materials = Material.objects.in_bulk({row["material"] for row in counted})
    found = [
        TitleRow(row["month"], materials[row["material"]], row["language"], _told(row["counted"])) for row in counted
    ]
    return sorted(found, key=lambda row: (-row.month.toordinal(), -(row.count or 0), row.material.title, row.language))


def by_country(*, month: datetime.date | None = None) -> list[CountryRow]:
    """Of materials for everybody, by kind of reader and country of the organization; two queries.

    Those that are too few to be told stand together in a last row.
    """
    public = DownloadFigure.objects.filter(
        file__edition__material__access=Access.EVERYBODY, file__edition__material__is_listed=True
    )
    rows = _by_month(public)
    if month is not None:
        rows = rows.filter(month=month)
    counted = list(_summed(rows, of=F("reader_kind"), where=F("country")))
    titles: Counter[tuple[Any, ...]] = Counter()
    for row in counted:
        titles[_title(row)] += row["counted"]
    months: dict[datetime.date, Counter[tuple[str, int | None]]] = defaultdict(Counter)
    for row in counted:
        if titles[_title(row)] >= FEWEST:
            months[row["month"]][row["of"], row["where"]] += row["counted"]
    countries = Country.objects.in_bulk({row["where"] for row in counted if row["where"]})
    found = [
        CountryRow(of_month, of, countries.get(where) if where else None, count)
        for of_month, cells in months.items()
        for (of, where), count in _with_others(cells).items()
    ]
    return sorted(
        found, key=lambda row: (-row.month.toordinal(), row.kind == OTHERS, -row.count, row.kind, row.country_code)
    )


def _with_others(cells: Counter[tuple[str, int | None]]) -> dict[tuple[str, int | None], int]:
    """The small ones as one, of two at least and not small itself: their sum alone can be known from elsewhere."""
    from_small = sorted(cells.items(), key=lambda cell: cell[1])
    small = sum(count < FEWEST for _of, count in from_small)
    if not small:
        return dict(cells)
    number = max(small, 2)
    while sum(count for _of, count in from_small[:number]) < FEWEST and number < len(from_small):
        number += 1
    return {**dict(from_small[number:]), (OTHERS, None): sum(count for _of, count in from_small[:number])}


def _visible(user: Any, keys: Sequence[int]) -> QuerySet:
    editions = Edition.objects.visible_to(user, keys)
    return _by_month(DownloadFigure.objects.filter(file__edition__in=editions))


def _by_month(rows: QuerySet) -> QuerySet:
    """Of the months that are over."""
    return rows.filter(day__lt=today().replace(day=1)).annotate(month=TruncMonth("day"))


def _summed(rows: QuerySet, **more: F) -> QuerySet:
    """By month, material and language, and whatever more."""
    titles = {"material": F("file__edition__material"), "language": F("file__edition__language")}
    return rows.order_by().values("month", **titles, **more).annotate(counted=Sum("count"))


def _title(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["month"], row["material"], row["language"]


def _told(count: int) -> int | None:
    return count if count >= FEWEST else None


TITLE_COLUMNS = (
    Column("month", gettext_lazy("Year and month in Japan."), lambda row: f"{row.month:%Y-%m}"),
    Column("material", gettext_lazy("Number of the material, as in its address."), lambda row: row.material.pk),
    Column("title_en", gettext_lazy("Title in English."), lambda row: row.material.title_en),
    Column("title_ja", gettext_lazy("Title in Japanese."), lambda row: row.material.title_ja),
    Column("language", gettext_lazy("Code of the language."), lambda row: row.language),
    Column("downloads", gettext_lazy("Blank where there were fewer than 3."), lambda row: row.count),
)
COUNTRY_COLUMNS = (
    Column("month", gettext_lazy("Year and month in Japan."), lambda row: f"{row.month:%Y-%m}"),
    Column(
        "readers",
        gettext_lazy("Kind of reader; others: all that are too few to be told one by one."),
        lambda row: row.kind,
    ),
    Column("country", gettext_lazy("Code of the sending country."), lambda row: row.country_code),
    Column("downloads", gettext_lazy("Of materials for everybody."), lambda row: row.count),
)
