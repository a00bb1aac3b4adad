"""How often texts are downloaded: by title and language, and by country of the organization, month by month.

Numbers below ``FEWEST`` are not told, and nothing is added up that one of them could be worked out from. The figures by
country are of materials for everybody alone: they are the same for every reader, so that nothing can be subtracted.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from countries.models import Country
from jitco_portal.common.exports import Column
from materials.models import Access, DownloadFigure, Edition, Material, ReaderKind
from organizations.languages import language_name

FEWEST = 3


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
    count: int | None

    @property
    def country_code(self) -> str:
        return self.country.code if self.country else ""

    @property
    def kind_name(self) -> str:
        return str(ReaderKind(self.kind).label)


def counts_for(editions: Iterable[Edition | int]) -> dict[int, int]:
    """By the number of the edition, how often its files were downloaded; without those below ``FEWEST``. One query."""
    pks = [each if isinstance(each, int) else each.pk for each in editions]
    rows = DownloadFigure.objects.filter(file__edition__in=pks).order_by().values("file__edition")
    counted = rows.annotate(counted=Sum("count")).filter(counted__gte=FEWEST)
    return dict(counted.values_list("file__edition", "counted"))


def months_with_figures(*, user: Any, keys: Sequence[int]) -> list[datetime.date]:
    """First days, the newest first."""
    return list(_visible(user, keys).order_by("-month").values_list("month", flat=True).distinct())


def by_title(*, user: Any, keys: Sequence[int], month: datetime.date | None = None) -> list[TitleRow]:
    """Of what the reader may see, of a month or of all; two queries. Most downloaded first."""
    rows = _visible(user, keys)
    if month is not None:
        rows = rows.filter(month=month)
    counted = list(
        rows.order_by()
        .values("month", material=F("file__edition__material"), language=F("file__edition__language"))
        .annotate(counted=Sum("count"))
    )
    materials = Material.objects.in_bulk({row["material"] for row in counted})
    found = [
        TitleRow(row["month"], materials[row["material"]], row["language"], _told(row["counted"])) for row in counted
    ]
    return sorted(found, key=lambda row: (-row.month.toordinal(), -(row.count or 0), row.material.title, row.language))


def by_country(*, month: datetime.date | None = None) -> list[CountryRow]:
    """Of materials for everybody, by kind of reader and country of the organization; two queries."""
    public = DownloadFigure.objects.filter(
        file__edition__material__access=Access.EVERYBODY, file__edition__material__is_listed=True
    )
    rows = _by_month(public)
    if month is not None:
        rows = rows.filter(month=month)
    counted = list(rows.order_by().values("month", "reader_kind", "country").annotate(counted=Sum("count")))
    countries = Country.objects.in_bulk({row["country"] for row in counted if row["country"]})
    found = [
        CountryRow(row["month"], row["reader_kind"], countries.get(row["country"]), _told(row["counted"]))
        for row in counted
    ]
    return sorted(found, key=lambda row: (-row.month.toordinal(), -(row.count or 0), row.kind, row.country_code))


def _visible(user: Any, keys: Sequence[int]) -> QuerySet:
    editions = Edition.objects.visible_to(user, keys)
    return _by_month(DownloadFigure.objects.filter(file__edition__in=editions))


def _by_month(rows: QuerySet) -> QuerySet:
    return rows.annotate(month=TruncMonth("day"))


def _told(count: int) -> int | None:
    return count if count >= FEWEST else None


TITLE_COLUMNS = (
    Column("month", _("Year and month in Japan."), lambda row: f"{row.month:%Y-%m}"),
    Column("material", _("Number of the material, as in its address."), lambda row: row.material.pk),
    Column("title_en", _("Title in English."), lambda row: row.material.title_en),
    Column("title_ja", _("Title in Japanese."), lambda row: row.material.title_ja),
    Column("language", _("Code of the language."), lambda row: row.language),
    Column("downloads", _("Blank where there were fewer than 3."), lambda row: row.count),
)
COUNTRY_COLUMNS = (
    Column("month", _("Year and month in Japan."), lambda row: f"{row.month:%Y-%m}"),
    Column("readers", _("Kind of reader."), lambda row: row.kind),
    Column("country", _("Code of the sending country."), lambda row: row.country_code),
    Column("downloads", _("Blank where there were fewer than 3."), lambda row: row.count),
)
