"""Two to four countries beside each other."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from countries.models import Country, Programme
from countries.queries.agreements import Framework, Status, all_programmes, frameworks
from countries.queries.facts import CountryFacts, country_facts


@dataclass(frozen=True)
class ComparedCountry:
    country: Country
    framework: Framework
    facts: CountryFacts


@dataclass(frozen=True)
class MemorandumRow:
    """The MOC for one programme, one status for each country."""

    programme: Programme
    statuses: list[Status]


@dataclass(frozen=True)
class CountryComparison:
    columns: list[ComparedCountry]
    memorandum_rows: list[MemorandumRow]


def comparable_countries() -> list[Country]:
    """Every country in the reader's order, the fictional one last."""
    countries = Country.objects.in_reading_order(get_language() or "en")
    return sorted(countries, key=lambda country: country.is_sample)


def country_comparison(*, countries: Sequence[Country], day: datetime.date) -> CountryComparison:
    """The countries in the order in which they are given, as they stood on ``day``."""
    programmes = all_programmes()
    by_country = frameworks(countries=countries, programmes=programmes, day=day)
    facts = country_facts(countries=countries, day=day)
    return CountryComparison(
        columns=[ComparedCountry(country, by_country[country.pk], facts[country.pk]) for country in countries],
        memorandum_rows=[
            MemorandumRow(programme, [by_country[country.pk].memoranda[position] for country in countries])
            for position, programme in enumerate(programmes)
        ],
    )
