"""The public list of events, each row ready to render, and how many events each choice of a filter leaves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, BooleanField, Case, Count, Func, OuterRef, Q, QuerySet, TextField, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from countries.models import Country
from jitco_portal.common.search.engine import Search
from organizations.queries.child_rows import as_json, from_json
from organizations.queries.facets import Count as Counted
from organizations.queries.facets import Facets
from seminars.models import AttendanceFigure, Event, EventGroup
from seminars.models.events import EventCountry
from seminars.queries.found_by import KIND
from seminars.queries.registration_now import RegistrationNow, places_in_row, registration_now
from seminars.queries.told_times import told_lines

UPCOMING, PAST = "upcoming", "past"
# Texts that no list shows, some of them long.
UNSHOWN = (
    *("text_en", "text_ja", "report_en", "report_ja", "cancellation_en", "cancellation_ja", "costs_en", "costs_ja"),
    *("told", "online_url", "cancelled_because"),
)
# An event of both forms answers either question.
WHERE = {
    "place": {Event.PlaceForm.PLACE.value, Event.PlaceForm.BOTH.value},
    "online": {Event.PlaceForm.ONLINE.value, Event.PlaceForm.BOTH.value},
}
FILTERS = ("kind", "country", "group", "language", "where")
UPCOMING_ORDER, PAST_ORDER = ("begins", "pk"), ("-begun", "-pk")


class _Epoch(Func):
    template = "(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
    output_field = BigIntegerField()


def order_of(when: str) -> tuple[str, ...]:
    """The next one first; of the past ones the latest."""
    return PAST_ORDER if when == PAST else UPCOMING_ORDER


def event_countries() -> list[Country]:
    return list(Country.objects.in_reading_order(get_language() or "en").only("code", "name_en", "name_ja"))


def event_list(*, user: Any, when: str, words: str = "", **filters: str) -> QuerySet[Event]:
    """Events that the reader may see, for ``paginate`` in the ``order_of`` their tab, and for ``listed``."""
    rows = _found(Event.objects.visible_to(user), words)
    for name, value in filters.items():
        if value:
            rows = rows.filter(_condition(name, value))
    if when == PAST:
        rows = rows.filter(is_past()).annotate(begun=Cast("starts_on", TextField()))
    else:
        rows = rows.filter(~is_past()).annotate(begins=_Epoch("starts_at"))
    return with_row_values(rows)


def with_row_values(rows: QuerySet[Event]) -> QuerySet[Event]:
    """With all that ``listed`` needs, in the same query."""
    countries = Country.objects.filter(seminar_events=OuterRef("pk")).in_reading_order(get_language() or "en")
    figures = AttendanceFigure.objects.filter(event=OuterRef("pk"))
    rows = rows.annotate(country_rows=as_json(countries), figure_rows=as_json(figures), **places_in_row())
    return rows.defer(*UNSHOWN)


def next_events(*, user: Any, number: int) -> list[ListedEvent]:
    """The first that take place, for the home page; in one query."""
    rows = event_list(user=user, when=UPCOMING).filter(state=Event.State.PUBLISHED)
    return listed(rows.order_by(*UPCOMING_ORDER)[:number])


def event_facets(*, user: Any, when: str, words: str = "", countries: Iterable[Country], **filters: str) -> Facets:
    """How many events each choice leaves under the other filters, the tabs among them; in one query.

    The events are counted by what the filters ask of them: so many alike come as one row.
    """
    codes = {country.pk: country.code.lower() for country in countries}
    groups = EventGroup.objects.filter(event=OuterRef("pk")).order_by("group")
    over = Case(When(is_past(), then=True), default=False, output_field=BooleanField())
    alike = (
        _found(Event.objects.visible_to(user), words)
        .annotate(of_countries=_country_ids(), of_groups=ArraySubquery(groups.values("group")), ended=over)
        .order_by()
        .values("kind", "place_form", "languages", "of_countries", "of_groups", "ended")
        .annotate(number=Count("pk"))
    )
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in alike:
        has = {
            "when": {PAST if row["ended"] else UPCOMING},
            "kind": {row["kind"]},
            "country": {codes[pk] for pk in row["of_countries"] if pk in codes},
            "group": set(row["of_groups"]),
            "language": set(row["languages"]),
            "where": {name for name, forms in WHERE.items() if row["place_form"] in forms},
        }
        asked = {"when": when, **filters}
        fails = [name for name, value in asked.items() if value and value not in has[name]]
        for name, choices in has.items():
            if not set(fails) - {name}:
                counts[name].update(dict.fromkeys(choices, row["number"]))
    total = counts["when"][when]
    return Facets(total, {name: {key: Counted.of(n) for key, n in each.items()} for name, each in counts.items()})


def _found(rows: QuerySet[Event], words: str) -> QuerySet[Event]:
    """As the search of the site finds them, without misspelt words: a long text has a word like nearly any other."""
    if not words:
        return rows
    search = Search(words, KIND)
    if search.question.is_empty:
        return rows.none()
    found = search.matches_sql()
    return rows.filter(pk__in=RawSQL(found.text, found.params))  # noqa: S611 (made by the search)


def _condition(name: str, value: str) -> Q:
    if name == "country":
        return Q(pk__in=EventCountry.objects.filter(country__code=value.upper()).values("event"))
    if name == "group":
        return Q(pk__in=EventGroup.objects.filter(group=value).values("event"))
    if name == "language":
        return Q(languages__contains=[value])
    if name == "where":
        return Q(place_form__in=WHERE[value])
    return Q(kind=value)


def is_past() -> Q:
    """What a source tells of is always over."""
    return Q(ends_at__lt=timezone.now()) | Q(ends_at=None)


def _country_ids() -> ArraySubquery:
    return ArraySubquery(EventCountry.objects.filter(event=OuterRef("pk")).order_by("country").values("country"))


# Rows -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ListedEvent:
    event: Event
    # The day and its times, a line each.
    when: list[str]
    countries: list[Country]
    place: str
    # Of those to come only.
    registration: RegistrationNow | None
    # Of past ones: all, and the groups that were counted.
    participants: int | None
    figures: list[AttendanceFigure]


def listed(rows: Iterable[Any]) -> list[ListedEvent]:
    """Rows ``with_row_values`` as the pages show them; asks nothing more."""
    return [
        ListedEvent(
            event=event,
            when=told_lines(event),
            countries=from_json(Country, event.country_rows),
            place=place_of(event),
            registration=None if event.is_over else registration_now(event),
            participants=event.participants_total if tells_figures(event) else None,
            figures=in_order(from_json(AttendanceFigure, event.figure_rows)) if tells_figures(event) else [],
        )
        for event in rows
    ]


def tells_figures(event: Event) -> bool:
    """Who came is told with the report; of what a source tells, at once."""
    return event.is_over and (event.starts_at is None or event.report_published_at is not None)


def place_of(event: Event) -> str:
    """The venue, or that it is online; both where it is both."""
    parts = [event.venue] if event.place_form != Event.PlaceForm.ONLINE else []
    if event.is_online:
        parts.append(_("online"))
    return " · ".join(part for part in parts if part)


def in_order(figures: Iterable[AttendanceFigure]) -> list[AttendanceFigure]:
    """As reports name them: governments, sending side, Japanese side."""
    order: Mapping[str, int] = {group: number for number, group in enumerate(AttendanceFigure.Group.values)}
    return sorted(figures, key=lambda figure: order[figure.group])
