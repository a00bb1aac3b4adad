"""How many organizations each choice of a filter leaves, under the other filters: the whole page in one query.

The rows that the words leave are gathered once with what each filter says of them; every filter then counts
those that pass all filters but its own.
"""

# Only names of ours stand in the texts of the queries; every value is a parameter.
# ruff: noqa: S608

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, QuerySet

from countries.models import Programme
from jitco_portal.common.days import today
from jitco_portal.common.pagination import COUNT_LIMIT
from jitco_portal.common.search.engine import Search
from organizations.models import Organization, Permit
from organizations.models.verdicts import Verdict, verdict_of
from organizations.queries.lists import Condition, fees_within_caps, sending_conditions, supervising_conditions
from organizations.queries.todays_standing import with_kept_standing

# The choice of a filter that is set or not.
SET = "on"
# Filters that mean something else for each programme.
_OF_PROGRAMME = {"standing", "care", "fees"}


@dataclass(frozen=True)
class Count:
    """So many, or more than so many."""

    number: int
    is_exact: bool = True

    @classmethod
    def of(cls, number: int) -> Count:
        return cls(min(number, COUNT_LIMIT), number <= COUNT_LIMIT)


@dataclass(frozen=True)
class Facets:
    """``total`` is of the whole list; ``counts`` go by filter and choice."""

    total: int
    counts: Mapping[str, Mapping[str, Count | None]] = field(default_factory=dict)
    is_known: bool = True

    def count(self, name: str, choice: str) -> Count | None:
        """None where nobody knows: the rows that were looked at have none, and not all were."""
        if not self.is_known:
            return None
        return self.counts.get(name, {}).get(choice, Count(0))


def sending_facets(
    *,
    user: Any,
    programme: Programme,
    programmes: Sequence[Programme],
    day: datetime.date,
    search: Search | None = None,
    **filters: Any,
) -> Facets:
    """Counts for the list of sending organizations; ``filters`` as ``lists.sending_conditions``."""
    organizations = Organization.objects.visible_to(user).sending()
    conditions = sending_conditions(programme=programme, day=day, **filters)
    care = sending_conditions(programme=programme, day=day, care=True)["care"]
    values: dict[str, Any] = {
        "in_country": F("country__code"),
        "speaks": F("languages"),
        "has_care": care,
        "has_office": F("sending__has_office_in_japan"),
        "has_fees": fees_within_caps(programme),
    }
    rows = with_kept_standing(organizations, programme=programme, day=day)
    if day != today() and "standing" in conditions and _are_many(_narrowed(rows, conditions, but="standing")):
        # Each count would ask the rules of every organization: only as many as are counted exactly are looked at.
        counting = _Counting(organizations.filter(pk=0), {"in_country": F("country__code")}, {}, search)
        counting.by_values("total", _narrowed(rows, conditions), F("kind"), COUNT_LIMIT + 1)
        return Facets(sum(counting.run()["total"].values()), is_known=False)
    if day == today():
        values["stands"] = F("standing_reason")
    counting = _Counting(rows, values, conditions, search)
    counting.by_column("country", "lower(in_country)")
    counting.by_flag("care", "has_care")
    counting.by_flag("office_in_japan", "has_office")
    counting.by_flag("fees", "has_fees")
    counting.by_language()
    counting.by_work()
    if day == today():
        counting.by_column("standing", "stands")
    else:
        # The rules are asked of no more rows than are counted exactly.
        counting.by_values(
            "standing", _narrowed(rows, conditions, but="standing"), F("standing_reason"), COUNT_LIMIT + 1
        )
    others = [each for each in programmes if each != programme]
    for other in others if _OF_PROGRAMME & set(conditions) else []:
        under_other = with_kept_standing(organizations, programme=other, day=day)
        under_other = _narrowed(under_other, sending_conditions(programme=other, day=day, **filters))
        counting.by_values(f"programme {other.pk}", under_other, F("kind"))
    found = counting.run()
    return Facets(found["total"][""], _sending_counts(found, programme, others, day, set(conditions)))


def _are_many(rows: QuerySet) -> bool:
    """More than are counted exactly."""
    return rows.order_by().values("pk")[: COUNT_LIMIT + 1].count() > COUNT_LIMIT


def _sending_counts(
    found: dict[str, dict[str, int]],
    programme: Programme,
    others: Sequence[Programme],
    day: datetime.date,
    filtered: Set[str],
) -> dict[str, Mapping[str, Count | None]]:
    standings = dict.fromkeys(Verdict.values, 0)
    for reason, number in found.pop("standing", {}).items():
        standings[verdict_of(reason).value] += number
    is_whole = day == today() or sum(standings.values()) <= COUNT_LIMIT
    by_programme = {programme.code: found["total"][""]}
    for other in others:
        # Asked only where the number may be another one.
        own = found.pop(f"programme {other.pk}", {})
        by_programme[other.code] = sum(own.values()) if _OF_PROGRAMME & filtered else found["total"][""]
    counts: dict[str, Mapping[str, Count | None]] = dict(_counts({**found, "programme": by_programme}))
    counts["standing"] = {
        verdict: Count.of(number) if is_whole else _at_least(number) for verdict, number in standings.items()
    }
    return counts


def _at_least(number: int) -> Count | None:
    """Of more rows than were looked at."""
    return Count(number - 1, is_exact=False) if number else None


def supervising_facets(*, user: Any, day: datetime.date, search: Search | None = None, **filters: Any) -> Facets:
    """Counts for the list of supervising organizations; ``filters`` as ``lists.supervising_conditions``."""
    conditions = supervising_conditions(day=day, **filters)
    permits = {kind: supervising_conditions(day=day, permit=kind)["permit"] for kind in Permit.Kind.values}
    values = {
        "speaks": F("languages"),
        "in_prefecture": F("supervising__prefecture"),
        "is_member": F("supervising__supporting_member"),
        **{f"has_{kind}": condition for kind, condition in permits.items()},
    }
    counting = _Counting(Organization.objects.visible_to(user).supervising(), values, conditions, search)
    counting.by_column("prefecture", "in_prefecture")
    counting.by_flag("supporting_member", "is_member")
    for kind in permits:
        counting.by_flag("permit", f"has_{kind}", choice=kind)
    counting.by_language()
    counting.by_work()
    counting.by_accepted_country()
    found = counting.run()
    return Facets(found["total"][""], _counts(found))


def _counts(found: Mapping[str, Mapping[str, int]]) -> dict[str, Mapping[str, Count]]:
    return {name: {choice: Count.of(number) for choice, number in by.items()} for name, by in found.items()}


def _narrowed(rows: QuerySet, conditions: Mapping[str, Condition], *, but: str = "") -> QuerySet:
    for name, condition in conditions.items():
        if name != but:
            rows = rows.filter(condition)
    return rows


class _Counting:
    """Puts the query together: the rows once, then a part for each filter."""

    def __init__(
        self, rows: QuerySet, values: Mapping[str, Any], conditions: Mapping[str, Condition], search: Search | None
    ) -> None:
        self.conditions = conditions
        self.search = search
        passes = {f"passes_{name}": _as_flag(condition) for name, condition in conditions.items()}
        columns = {"row_id": F("pk"), **values, **passes}
        self._rows = rows.annotate(**columns).order_by().values(*columns)
        self._parts: list[tuple[str, tuple[Any, ...]]] = []
        self._add(f"SELECT 'total', '', count(*) FROM held WHERE {self._passing()}")

    def by_column(self, name: str, expression: str) -> None:
        self._add(f"SELECT '{name}', {expression}, count(*) FROM held WHERE {self._passing(but=name)} GROUP BY 2")

    def by_flag(self, name: str, column: str, *, choice: str = SET) -> None:
        self._add(f"SELECT '{name}', '{choice}', count(*) FROM held WHERE {column} AND {self._passing(but=name)}")

    def by_language(self) -> None:
        self._add(
            "SELECT 'language', language, count(DISTINCT row_id) FROM held, unnest(speaks) AS language"
            f" WHERE {self._passing(but='language')} GROUP BY 2"
        )

    def by_work(self) -> None:
        """Groups of operations and job categories stand in one menu; an organization counts once for each."""
        worked = (
            "SELECT DISTINCT works.organization_id, category.{column} AS work FROM held"
            " JOIN organizations_organization_operations AS works ON works.organization_id = held.row_id"
            " JOIN organizations_operation AS operation ON operation.id = works.operation_id"
            " JOIN organizations_jobcategory AS category ON category.id = operation.category_id"
            f" WHERE {self._passing(but='work')}"
        )
        for column in ('"group"', "code"):
            self._add(f"SELECT 'work', work, count(*) FROM ({worked.format(column=column)}) AS worked GROUP BY work")

    def by_accepted_country(self) -> None:
        self._add(
            "SELECT 'country', lower(country.code), count(*) FROM held"
            " JOIN organizations_supervisingorganization_accepts_from AS accepts"
            " ON accepts.supervisingorganization_id = held.row_id"
            " JOIN countries_country AS country ON country.id = accepts.country_id"
            f" WHERE {self._passing(but='country')} GROUP BY 2"
        )

    def by_values(self, name: str, rows: QuerySet, value: F, limit: int | None = None) -> None:
        """Count the values of other rows than those held, as far as the words leave them."""
        sql, params = (
            rows.annotate(row_id=F("pk"), value=value).order_by().values("row_id", "value").query.sql_with_params()
        )
        found = " WHERE own.row_id IN (SELECT object_id FROM found)" if self.search else ""
        sliced = f" LIMIT {limit}" if limit else ""
        self._add(
            f"SELECT '{name}', value, count(*) FROM (SELECT own.value FROM ({sql}) AS own{found}{sliced}) AS own"
            " GROUP BY 2",
            params,
        )

    def run(self) -> dict[str, dict[str, int]]:
        """The numbers by filter and choice."""
        sql, params = self._rows.query.sql_with_params()
        texts: list[str] = []
        all_params: list[Any] = []
        if self.search:
            found = self.search.matches_sql()
            texts.append(f"found AS MATERIALIZED ({found.text})")
            all_params += found.params
        only = " WHERE row_id IN (SELECT object_id FROM found)" if self.search else ""
        texts.append(f"held AS MATERIALIZED (SELECT * FROM ({sql}) AS every{only})")
        all_params += params
        text = f"WITH {', '.join(texts)} {' UNION ALL '.join(part for part, _params in self._parts)}"
        all_params += [param for _part, own in self._parts for param in own]
        numbers: dict[str, dict[str, int]] = defaultdict(dict)
        with connection.cursor() as cursor:
            cursor.execute(text, all_params)
            for name, choice, number in cursor.fetchall():
                numbers[name][choice or ""] = number
        return numbers

    def _add(self, text: str, params: Sequence[Any] = ()) -> None:
        self._parts.append((text, tuple(params)))

    def _passing(self, *, but: str = "") -> str:
        return " AND ".join(f"passes_{name}" for name in self.conditions if name != but) or "true"


def _as_flag(condition: Condition) -> Any:
    return condition if isinstance(condition, Exists) else ExpressionWrapper(condition, output_field=BooleanField())
