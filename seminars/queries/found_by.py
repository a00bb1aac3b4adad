"""What an event can be found by: its titles, where and about which countries it is, its programme and its report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.translation import override

from countries.queries.found_by import COUNTRY_NAMES
from jitco_portal.common.search.sources import Source, ids_of
from jitco_portal.common.search.terms import Described
from seminars.models import Event, EventSession, TourStop

KIND = "event"
_LANGUAGES = [language for language, _name in settings.LANGUAGES]


def sources() -> list[Source]:
    return [Source(KIND, _describe, ids_of(Event.objects.all()))]


def _describe(ids: Sequence[int]) -> Mapping[int, Described]:
    """Four queries, however many events."""
    further: dict[int, list[str]] = defaultdict(list)
    countries = Event.countries.through.objects.filter(event__in=ids)
    sessions, stops = (model.objects.filter(event__in=ids) for model in (EventSession, TourStop))
    for rows, columns in (
        (countries, tuple(f"country__{name}" for name in COUNTRY_NAMES)),
        (sessions, _in_both_languages("title")),
        (stops, _in_both_languages("place", "text")),
    ):
        for pk, *texts in rows.order_by("pk").values_list("event", *columns):
            further[pk] += texts
    names = _in_both_languages("title")
    rest = _in_both_languages("summary", "text", "host", "venue", "address")
    report = _in_both_languages("report")
    kinds = _kinds()
    described = {}
    for row in Event.objects.filter(pk__in=ids).values("pk", "kind", "report_published_at", *names, *rest, *report):
        # What is said of the event comes before long texts, which may be cut.
        texts = [*kinds[row["kind"]], *further[row["pk"]], *(row[name] for name in rest)]
        if row["report_published_at"]:
            texts += [row[name] for name in report]
        described[row["pk"]] = Described(
            names=[row[name] for name in names if row[name]], has_reading=True, rest=[text for text in texts if text]
        )
    return described


def _in_both_languages(*fields: str) -> tuple[str, ...]:
    return tuple(f"{field}_{language}" for field in fields for language in _LANGUAGES)


def _kinds() -> dict[str, list[str]]:
    """What each kind is called in both languages."""
    words: dict[str, list[str]] = defaultdict(list)
    for language in _LANGUAGES:
        with override(language):
            for kind, label in Event.Kind.choices:
                words[kind].append(str(label))
    return words
