"""Published questions and answers: the list with its filters, and one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, Count, Func, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.utils.text import capfirst
from django.utils.translation import get_language

from countries.models import Country, Programme
from jitco_portal.common.search.engine import Search
from materials.models import QuestionAnswer, Topic
from materials.queries.found_by import QUESTION_KIND
from organizations.queries.facets import Count as Counted
from organizations.queries.facets import Facets

FILTERS = ("topic", "country", "programme")
ORDER = ("-published", "-pk")
# Of the same topic, below an answer.
MOST_RELATED = 5
_COUNTRY = ("code", "name_en", "name_ja", "name_kana")
_PROGRAMME = ("code", "short_en", "short_ja", "position")


class _Epoch(Func):
    template = "(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
    output_field = BigIntegerField()


@dataclass(frozen=True)
class QuestionChoices:
    """What can be chosen in each filter, of what is published: value and label."""

    topics: list[tuple[str, str]]
    countries: list[tuple[str, str]]
    programmes: list[tuple[str, str]]


def question_list(**filters: str) -> QuerySet[QuestionAnswer]:
    """The newest first. Drafts stand at the desk alone, also for staff."""
    rows = QuestionAnswer.objects.published().select_related("country", "programme")
    for name, value in filters.items():
        if value:
            rows = rows.filter(_condition(name, value))
    return rows.annotate(published=_Epoch("published_at"))


def search_for(words: str, **filters: str) -> Search:
    return Search(words, QUESTION_KIND, visible=QuestionAnswer.objects.published(), is_narrowed=any(filters.values()))


def alike_rows(*, search: Search | None = None) -> list[dict[str, Any]]:
    """How many there are of each topic, country and programme; of those the words find, asked after their page.

    One query: what is alike comes as one row, also where the words leave none of it.
    """
    number = Count("pk")
    if search is not None:
        found = search.matches_sql()
        number = Count("pk", filter=Q(pk__in=RawSQL(found.text, found.params)))  # noqa: S611 (made by the search)
    columns = [f"country__{name}" for name in _COUNTRY] + [f"programme__{name}" for name in _PROGRAMME]
    rows = QuestionAnswer.objects.published().order_by()
    return list(rows.values("topic", *columns).annotate(number=number))


def question_facets(alike: list[dict[str, Any]], **filters: str) -> Facets:
    """How many rows each choice leaves under the other filters; asks nothing."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    total = 0
    for row in alike:
        has = {
            "topic": row["topic"],
            "country": (row["country__code"] or "").lower(),
            "programme": row["programme__code"] or "",
        }
        fails = [name for name, value in filters.items() if value and value != has[name]]
        total += 0 if fails else row["number"]
        for name, value in has.items():
            if value and not set(fails) - {name}:
                counts[name][value] += row["number"]
    return Facets(total, {name: {key: Counted.of(n) for key, n in each.items()} for name, each in counts.items()})


def question_choices(alike: list[dict[str, Any]]) -> QuestionChoices:
    """Asks nothing."""
    is_japanese = get_language() == "ja"
    topics = {row["topic"] for row in alike}
    countries = {row["country__code"]: row for row in alike if row["country__code"]}
    programmes = {row["programme__code"]: row for row in alike if row["programme__code"]}
    name_of_country = "country__name_kana" if is_japanese else "country__name_en"
    return QuestionChoices(
        topics=[(topic, str(capfirst(topic.label))) for topic in Topic if topic in topics],
        countries=[
            (code.lower(), Country(name_en=row["country__name_en"], name_ja=row["country__name_ja"]).name)
            for code, row in sorted(countries.items(), key=lambda item: item[1][name_of_country])
        ],
        programmes=[
            (code, str(Programme(short_en=row["programme__short_en"], short_ja=row["programme__short_ja"])))
            for code, row in sorted(programmes.items(), key=lambda item: (item[1]["programme__position"], item[0]))
        ],
    )


def related_questions(*, question: QuestionAnswer) -> list[QuestionAnswer]:
    """Of the same topic; those that hold for the same country first."""
    rows = QuestionAnswer.objects.published().filter(topic=question.topic).exclude(pk=question.pk)
    return list(rows.order_by(_same_first(question), "-published_at", "-pk")[:MOST_RELATED])


def _same_first(question: QuestionAnswer) -> Any:
    return Case(When(country=question.country_id, then=Value(0)), default=Value(1))


def _condition(name: str, value: str) -> Q:
    if name == "country":
        return Q(country__code=value.upper())
    return Q(programme__code=value) if name == "programme" else Q(topic=value)
