"""What a country, its chapters, its notices and its talks can be found by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.translation import override

from countries.models import Counterpart, Country, CountrySection, GovernmentTalk, Notice
from jitco_portal.common.search.sources import Source, ids_of
from jitco_portal.common.search.terms import Described

COUNTRY_NAMES = ("name_en", "name_ja", "name_kana", "code")
_NAMES_OF_ITS_COUNTRY = tuple(f"country__{name}" for name in COUNTRY_NAMES)


def sources() -> list[Source]:
    return [
        Source("country", _describe_countries, ids_of(Country.objects.all())),
        Source("section", _describe_sections, ids_of(CountrySection.objects.all())),
        Source("notice", _described_by(Notice, ("title",), ("text",)), ids_of(Notice.objects.all())),
        Source(
            "talk", _described_by(GovernmentTalk, ("title",), ("place", "report")), ids_of(GovernmentTalk.objects.all())
        ),
    ]


def _describe_countries(ids: Sequence[int]) -> Mapping[int, Described]:
    """By their own names, then by those of the offices of their governments; in two queries."""
    offices: dict[int, list[str]] = defaultdict(list)
    for pk, *texts in Counterpart.objects.filter(country__in=ids).values_list(
        "country", "name_en", "name_ja", "abbreviation"
    ):
        offices[pk] += texts
    return {
        pk: Described(names=_filled(names), has_reading=True, rest=_filled(offices[pk]))
        for pk, *names in Country.objects.filter(pk__in=ids).values_list("pk", *COUNTRY_NAMES)
    }


def _describe_sections(ids: Sequence[int]) -> Mapping[int, Described]:
    """A chapter is named by its country and its heading: "Vietnam Procedures"."""
    described = {}
    headings = dict(CountrySection.Kind.choices)
    for row in CountrySection.objects.filter(pk__in=ids).values(
        "pk", "kind", "text_en", "text_ja", *_NAMES_OF_ITS_COUNTRY
    ):
        names = []
        for language, _name in settings.LANGUAGES:
            with override(language):
                names.append(f"{row[f'country__name_{language}']} {headings.get(row['kind'], '')}")
        rest = [row[name] for name in (*_NAMES_OF_ITS_COUNTRY, "text_en", "text_ja")]
        described[row["pk"]] = Described(names=names, has_reading=True, rest=_filled(rest))
    return described


def _described_by(
    model: type[Model], names: Sequence[str], texts: Sequence[str]
) -> Callable[[Sequence[int]], Mapping[int, Described]]:
    """Rows found by the names and texts that they have in both languages, and by the names of their country."""
    name_columns, text_columns = _in_both_languages(names), _in_both_languages(texts)
    rest_columns = [*_NAMES_OF_ITS_COUNTRY, *text_columns]

    def describe(ids: Sequence[int]) -> Mapping[int, Described]:
        rows = model._default_manager.filter(pk__in=ids).values("pk", *name_columns, *rest_columns)
        return {row["pk"]: _described(row, name_columns, rest_columns) for row in rows}

    return describe


def _described(row: Mapping[str, Any], names: Sequence[str], rest: Sequence[str]) -> Described:
    return Described(
        names=_filled(row[name] for name in names), has_reading=True, rest=_filled(row[name] for name in rest)
    )


def _in_both_languages(fields: Sequence[str]) -> list[str]:
    return [f"{field}_{language}" for field in fields for language, _name in settings.LANGUAGES]


def _filled(texts: Iterable[str | None]) -> list[str]:
    return [text for text in texts if text]
