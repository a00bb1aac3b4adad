"""Sending organizations in the order in which they fit what a request asks, every point explained.

The points are given in the query and told from the same row, so the order shown is the order explained. Whoever may
not send is left out as far as that is kept for the day (`TodaysStanding`, for today); whether two may be introduced is
for the rules (`queries.rules`), asked of those who are proposed. Among equals a lot decides that the request draws: no
organization comes first for its name or its age.
"""

# Only names of ours stand in the texts of the queries; every value is a parameter.
# ruff: noqa: S608

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from countries.models import Country, Programme
from jitco_portal.common.languages import listed
from organizations.languages import language_name
from organizations.models import Operation
from organizations.models.verdicts import Verdict
from organizations.prefectures import prefecture_name
from organizations.queries.standing_annotation import reasons_of

MOST_SHOWN = 50
HEAVIEST = 50
# Who is asked for nothing in particular counts as experienced with so many people a year.
_EXPERIENCED = 20
# Answers to match-ups: of fewer cases nothing is said, and half of the points are given.
FEWEST_CASES = 5
# Whoever answers half of its cases within the first gets all points, beyond the second none.
QUICK_DAYS, SLOW_DAYS = 3, 14


class Criterion(models.TextChoices):
    """What points are given for, in the order of the explanation."""

    OPERATIONS = "operations", gettext_lazy("operations")
    EXPERIENCE = "experience", gettext_lazy("experience with them")
    PREFECTURE = "prefecture", gettext_lazy("partners in the prefecture")
    LANGUAGE = "language", gettext_lazy("languages of talks")
    CAPACITY = "capacity", gettext_lazy("places in training")
    TRAINING = "training", gettext_lazy("hours of training")
    FEES = "fees", gettext_lazy("fees within the cap")
    RESPONSE = "response", gettext_lazy("quick answers")


# The most that each gives; whoever asks may weigh otherwise, from 0 to HEAVIEST.
WEIGHTS: Mapping[str, int] = {
    Criterion.OPERATIONS: 30,
    Criterion.EXPERIENCE: 15,
    Criterion.PREFECTURE: 10,
    Criterion.LANGUAGE: 15,
    Criterion.CAPACITY: 10,
    Criterion.TRAINING: 10,
    Criterion.FEES: 10,
    Criterion.RESPONSE: 10,
}


@dataclass(frozen=True)
class Wishes:
    """What a request asks; what is left open gives no points to anybody.

    ``seed`` names the request: it draws the lot among equals. No countries means all.
    """

    programme: Programme
    day: datetime.date
    seed: str
    operations: tuple[Operation, ...] = ()
    countries: tuple[Country, ...] = ()
    languages: tuple[str, ...] = ()
    people: int | None = None
    training_hours: int | None = None
    prefecture: str = ""
    weights: Mapping[str, int] = field(default_factory=lambda: WEIGHTS)


@dataclass(frozen=True)
class Points:
    criterion: Criterion
    number: int
    most: int
    reason: str


@dataclass(frozen=True)
class Ranked:
    """An organization by its id, with what each criterion gave; ``found`` holds the values of its row."""

    organization_id: int
    wishes: Wishes
    found: Mapping[str, Any]

    @property
    def total(self) -> int:
        return self.found["total"]

    @property
    def points(self) -> list[Points]:
        """One line for each criterion that counts, in the language of the moment.

        A row that was kept before there was a criterion says nothing of it.
        """
        return [
            Points(criterion, self.found[f"for_{criterion.value}"], most, _REASONS[criterion](self))
            for criterion, most in counted(self.wishes).items()
            if f"for_{criterion.value}" in self.found
        ]


def counted(wishes: Wishes) -> dict[Criterion, int]:
    """The criteria of which the request says something, with the most that each gives."""
    asked = {
        Criterion.OPERATIONS: bool(wishes.operations),
        Criterion.EXPERIENCE: bool(wishes.operations),
        Criterion.PREFECTURE: bool(wishes.prefecture),
        Criterion.LANGUAGE: bool(wishes.languages),
        Criterion.CAPACITY: bool(wishes.people),
        Criterion.TRAINING: bool(wishes.training_hours),
        Criterion.FEES: True,
        Criterion.RESPONSE: True,
    }
    weights = {criterion: min(max(int(wishes.weights.get(criterion, 0)), 0), HEAVIEST) for criterion in Criterion}
    return {criterion: weights[criterion] for criterion in Criterion if asked[criterion] and weights[criterion]}


def ranked(*, wishes: Wishes, limit: int = MOST_SHOWN) -> list[Ranked]:
    """The organizations that fit best, in one query."""
    weights = counted(wishes)
    operations = [operation.pk for operation in wishes.operations]
    # What is left open has no value to divide by and gives nothing: its weight is 0.
    values: dict[str, Any] = {
        "programme": wishes.programme.pk,
        "day": wishes.day,
        "year": wishes.day.year - 1,
        "operations": operations,
        "asked_operations": max(len(operations), 1),
        "countries": [country.pk for country in wishes.countries],
        "languages": list(wishes.languages),
        "asked_languages": max(len(wishes.languages), 1),
        "people": wishes.people or 1,
        "many": wishes.people or _EXPERIENCED,
        "hours": wishes.training_hours or 1,
        "prefecture": wishes.prefecture,
        "fewest_cases": FEWEST_CASES,
        "quick_days": QUICK_DAYS,
        "slow_days": SLOW_DAYS,
        "refused": reasons_of(Verdict.MAY_NOT_ACCEPT),
        "seed": wishes.seed,
        "limit": limit,
        **{f"most_{criterion.value}": weights.get(criterion, 0) for criterion in Criterion},
    }
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, values)
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return [Ranked(row.pop("id"), wishes, row) for row in rows]


# By organization: how often it was asked and answered or let the time pass, how often it answered and accepted, and
# within how many days half of all its cases were answered; no days where half were not. ``of`` narrows it down.
# The middle of what is in order, no value last: quicker than the database's own percentile or a window.
CASES_SQL = """
    SELECT organization_id, cases, answered, accepted,
        CASE WHEN took IS NOT NULL THEN greatest(ceil(extract(epoch FROM took) / 86400), 1)::int END AS days
    FROM (
        SELECT organization_id, count(*) AS cases, count(candidate_answered_at) AS answered,
            count(*) FILTER (WHERE candidate_answer = 'accepted') AS accepted,
            (array_agg(candidate_answered_at - offered_at ORDER BY candidate_answered_at - offered_at NULLS LAST))
                [(count(*) + 1) / 2] AS took
        FROM matching_candidate
        WHERE offered_at IS NOT NULL AND (candidate_answered_at IS NOT NULL OR state = 'lapsed'){of}
        GROUP BY organization_id
    ) AS each_one
"""
# How much there is, and how much is asked for.
_SHARES = {
    Criterion.OPERATIONS: ("worked.number", "%(asked_operations)s"),
    Criterion.EXPERIENCE: ("sent.number", "%(many)s"),
    Criterion.PREFECTURE: ("near.number", "1"),
    Criterion.LANGUAGE: ("spoken.number", "%(asked_languages)s"),
    Criterion.CAPACITY: ("side.training_capacity", "%(people)s"),
    Criterion.TRAINING: ("side.training_hours", "%(hours)s"),
    Criterion.FEES: ("stands.fees_within_caps::int", "1"),
    Criterion.RESPONSE: (
        "CASE WHEN coalesce(answers.cases, 0) < %(fewest_cases)s THEN (%(slow_days)s - %(quick_days)s) / 2.0"
        " ELSE greatest(%(slow_days)s - answers.days, 0) END",
        "(%(slow_days)s - %(quick_days)s)",
    ),
}
# Multiplied first: a third of thirty is ten.
_POINTS = ", ".join(
    f"floor(%(most_{criterion.value})s * least(coalesce({has}, 0)::numeric, {asked}) / {asked})::int"
    f" AS for_{criterion.value}"
    for criterion, (has, asked) in _SHARES.items()
)
_TOTAL = " + ".join(f"for_{criterion.value}" for criterion in _SHARES)
_QUERY = f"""
WITH worked AS (
    SELECT organization_id, count(*) AS number FROM organizations_organization_operations
    WHERE operation_id = ANY(%(operations)s) GROUP BY organization_id
), sent AS (
    SELECT organization_id, sum(number) AS number FROM organizations_traineefigure
    WHERE programme_id = %(programme)s AND year = %(year)s AND operation_id = ANY(%(operations)s)
    GROUP BY organization_id
), near AS (
    SELECT partnership.sending_organization_id, count(DISTINCT partnership.supervising_organization_id) AS number
    FROM organizations_partnership AS partnership
    JOIN organizations_supervisingorganization AS supervising
        ON supervising.organization_id = partnership.supervising_organization_id
        AND supervising.prefecture = %(prefecture)s AND %(prefecture)s <> ''
    JOIN organizations_organization AS partner ON partner.id = supervising.organization_id
        AND partner.is_published AND partner.merged_into_id IS NULL
    WHERE partnership.from_on <= left(%(day)s::date::text, length(partnership.from_on))
        AND (partnership.until_on = ''
            OR partnership.until_on >= left(%(day)s::date::text, length(partnership.until_on)))
    GROUP BY partnership.sending_organization_id
), answers AS ({CASES_SQL.format(of="")}
), given AS (
    SELECT one.id, worked.number AS worked, sent.number AS sent, near.number AS near, spoken.found AS spoken,
        side.training_capacity, side.training_hours, stands.fees_within_caps, answers.cases, answers.answered,
        answers.days, {_POINTS}
    FROM organizations_organization AS one
    JOIN organizations_sendingorganization AS side ON side.organization_id = one.id
    LEFT JOIN organizations_todaysstanding AS stands
        ON stands.organization_id = one.id AND stands.programme_id = %(programme)s AND stands.day = %(day)s
        AND NOT stands.is_stale
    LEFT JOIN worked ON worked.organization_id = one.id
    LEFT JOIN sent ON sent.organization_id = one.id
    LEFT JOIN near ON near.sending_organization_id = one.id
    LEFT JOIN answers ON answers.organization_id = one.id
    CROSS JOIN LATERAL (
        SELECT array_agg(each) AS found, count(*) AS number FROM unnest(one.languages) AS each
        WHERE each = ANY(%(languages)s)
    ) AS spoken
    WHERE one.kind = 'sending' AND one.is_published AND one.merged_into_id IS NULL
        AND (%(countries)s::bigint[] = '{{}}' OR one.country_id = ANY(%(countries)s::bigint[]))
        AND NOT coalesce(stands.reason = ANY(%(refused)s), false)
)
SELECT *, {_TOTAL} AS total FROM given ORDER BY total DESC, md5(%(seed)s || ' ' || id) LIMIT %(limit)s
"""


# Why so many points ----------------------------------------------------------------------------------------


def _of_operations(row: Ranked) -> str:
    words = {"number": row.found["worked"] or 0, "asked": len(row.wishes.operations)}
    return _("says that it works in %(number)s of %(asked)s operations asked for") % words


def _of_experience(row: Ranked) -> str:
    number, year = int(row.found["sent"] or 0), row.wishes.day.year - 1
    if not number:
        return _("no figures for these operations in %(year)s") % {"year": year}
    text = ngettext(
        "sent %(number)s trainee in these operations in %(year)s",
        "sent %(number)s trainees in these operations in %(year)s",
        number,
    )
    return text % {"number": number, "year": year}


def _of_prefecture(row: Ranked) -> str:
    number = row.found["near"] or 0
    words = {"number": number, "prefecture": prefecture_name(row.wishes.prefecture, get_language() or "en")}
    if not number:
        return _("no partner in %(prefecture)s is listed") % words
    text = ngettext(
        "%(number)s partner in %(prefecture)s is listed", "%(number)s partners in %(prefecture)s are listed", number
    )
    return text % words


def _of_language(row: Ranked) -> str:
    names = [language_name(code) for code in row.found["spoken"] or []]
    if not names:
        return _("speaks none of them")
    return _("speaks %(languages)s") % {"languages": listed(names)}


def _of_capacity(row: Ranked) -> str:
    places = row.found["training_capacity"]
    if places is None:
        return _("does not say how many people it trains at one time")
    return _("trains %(places)s people at one time; %(people)s are asked for") % {
        "places": places,
        "people": row.wishes.people,
    }


def _of_training(row: Ranked) -> str:
    hours = row.found["training_hours"]
    if hours is None:
        return _("does not say for how many hours it trains")
    return _("trains for %(hours)s hours; %(asked)s are asked for") % {
        "hours": hours,
        "asked": row.wishes.training_hours,
    }


def _of_fees(row: Ranked) -> str:
    within = row.found["fees_within_caps"]
    if within:
        return _("what trainees pay is within the cap of the country")
    return _("whether what trainees pay is within the cap is not known") if within is None else _("above the cap")


def _of_response(row: Ranked) -> str:
    cases, answered, days = row.found["cases"] or 0, row.found["answered"] or 0, row.found["days"]
    if cases < FEWEST_CASES:
        return _("too early to say: it was asked fewer than %(number)s times") % {"number": FEWEST_CASES}
    words = {"answered": answered, "cases": cases, "days": days}
    if days is None:
        return _("answered %(answered)s of %(cases)s requests in time") % words
    if answered < cases:
        text = ngettext(
            "answered %(answered)s of %(cases)s requests, half of all within %(days)s day",
            "answered %(answered)s of %(cases)s requests, half of all within %(days)s days",
            days,
        )
        return text % words
    text = ngettext(
        "answered %(answered)s requests, half of them within %(days)s day",
        "answered %(answered)s requests, half of them within %(days)s days",
        days,
    )
    return text % words


_REASONS = {
    Criterion.OPERATIONS: _of_operations,
    Criterion.EXPERIENCE: _of_experience,
    Criterion.PREFECTURE: _of_prefecture,
    Criterion.LANGUAGE: _of_language,
    Criterion.CAPACITY: _of_capacity,
    Criterion.TRAINING: _of_training,
    Criterion.FEES: _of_fees,
    Criterion.RESPONSE: _of_response,
}
