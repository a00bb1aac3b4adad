"""How match-ups go: of one organization, for those who may meet it; of all, by country and quarter, for the desk.

Numbers below ``FEWEST`` are never shown, nor can they be worked out from what is:

- Of one organization nothing is said before it has so many cases.
- At the desk each request stands in exactly one group (a country, several countries, none named) of the quarter in
  which it was first submitted. A group of which fewer were submitted goes into “other countries” of its quarter with
  all its steps, so that the members of that sum are the same from step to step, and the sum is shown only from
  ``FEWEST`` on and while so many groups may lie in it that it leaves each of them open (`_leaves_open`).
- What is hidden enters no total: a total adds up what is shown, and says “at least” where something is not.
- Nothing is summed over quarters, and there is one cut of time only: two cuts could be subtracted from each other.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Min, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from countries.models import Country
from jitco_portal.common.charts import Point
from jitco_portal.common.registry import Panel
from matching.models import Introduction, MatchRequest
from matching.models.transitions import ENDED
from matching.queries.ranking import CASES_SQL, FEWEST_CASES
from organizations.models import Organization
from organizations.queries.members import memberships_of

FEWEST = FEWEST_CASES

# Of one organization ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Responses:
    """None where there were too few cases; ``days`` also where half of them were not answered."""

    cases: int | None = None
    answered: int | None = None
    days: int | None = None
    accepted_percent: int | None = None
    requests: int | None = None
    introduced_percent: int | None = None

    @property
    def lines(self) -> list[str]:
        """One sentence each, in the language of the moment."""
        lines = []
        if self.cases is not None:
            text = _("Asked %(cases)s times: it answered %(answered)s times and accepted in %(percent)s%% of all.")
            lines.append(text % {"cases": self.cases, "answered": self.answered, "percent": self.accepted_percent})
            lines.append(self._half())
        if self.requests is not None:
            text = _("It sent %(number)s requests that have an outcome: %(percent)s%% led to an introduction.")
            lines.append(text % {"number": self.requests, "percent": self.introduced_percent})
        return lines

    def _half(self) -> str:
        if self.days is None:
            return _("More than half of them were not answered in time.")
        text = ngettext(
            "Half of them were answered within %(days)s day.",
            "Half of them were answered within %(days)s days.",
            self.days,
        )
        return text % {"days": self.days}


# The cases as a candidate, and the requests of its own that came to an introduction or to an end.
_RESPONSES = f"""
WITH asked AS ({CASES_SQL.format(of=" AND organization_id = %(organization)s")}
), own AS (
    SELECT count(*) FILTER (WHERE introduced OR state = ANY(%(ended)s)) AS requests,
        count(*) FILTER (WHERE introduced) AS introduced
    FROM (
        SELECT request.state, EXISTS (
            SELECT 1 FROM matching_introduction AS introduction
            JOIN matching_candidate AS candidate ON candidate.id = introduction.candidate_id
            WHERE candidate.request_id = request.id
        ) AS introduced
        FROM matching_matchrequest AS request
        WHERE request.organization_id = %(organization)s AND request.submitted_at IS NOT NULL
    ) AS sent
)
SELECT asked.cases, asked.answered, asked.accepted, asked.days, own.requests, own.introduced
FROM own LEFT JOIN asked ON true
"""  # noqa: S608


def responses(*, organization: Organization) -> Responses | None:
    """None where there is nothing to say yet; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_RESPONSES, {"organization": organization.pk, "ended": [str(state) for state in ENDED]})
        cases, answered, accepted, days, requests, introduced = cursor.fetchone()
    found: dict[str, Any] = {}
    if cases is not None and cases >= FEWEST:
        found |= {"cases": cases, "answered": answered, "days": days, "accepted_percent": _percent(accepted, cases)}
    if requests >= FEWEST:
        found |= {"requests": requests, "introduced_percent": _percent(introduced, requests)}
    return Responses(**found) if found else None


def response_panel(organization: Organization, day: datetime.date, user: Any) -> Panel | None:
    """For people who act for a published organization; one query, and none for anybody else."""
    if not any(each.is_published for each in memberships_of(user)):
        return None
    found = responses(organization=organization)
    if found is None:
        return None
    return Panel(
        title=_("In match-ups"),
        anchor="match-ups",
        template="matching/_response_panel.html",
        context={"lines": found.lines, "fewest": FEWEST},
    )


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole)


# Of all ----------------------------------------------------------------------------------------------------

QUARTERS_SHOWN = 8
# By the name of its step, how far a request came; each needs the one before.
STAGES = {
    "submit": gettext_lazy("submitted"),
    "propose": pgettext_lazy("a match-up request", "proposed"),
    "introduce": gettext_lazy("introduced"),
    "open_talks": gettext_lazy("in talks"),
    "agree": gettext_lazy("agreed"),
}
SEVERAL, OPEN = "several", "open"
Group = int | str


@dataclass(frozen=True)
class Row:
    """How many requests of a group came to each stage; None where it is not shown."""

    name: str
    numbers: tuple[int | None, ...]


@dataclass(frozen=True)
class Quarter:
    year: int
    number: int
    rows: list[Row] = field(default_factory=list)

    @property
    def totals(self) -> list[int | None]:
        """Of what is shown; None where nothing is."""
        sums = []
        for numbers in zip(*(row.numbers for row in self.rows), strict=True):
            shown = [number for number in numbers if number is not None]
            sums.append(sum(shown) if shown else None)
        return sums

    @property
    def has_chart(self) -> bool:
        return any(total is not None for total in self.totals)

    @property
    def total_lines(self) -> list[dict[str, Any]]:
        """Each total, and whether there may be more."""
        columns = zip(*(row.numbers for row in self.rows), strict=True)
        return [
            {"number": total, "at_least": None in numbers} for total, numbers in zip(self.totals, columns, strict=True)
        ]

    @property
    def points(self) -> list[Point]:
        return [Point(str(label), total) for label, total in zip(STAGES.values(), self.totals, strict=True)]


def funnel(*, day: datetime.date) -> list[Quarter]:
    """The last quarters up to the day, the newest first; two queries."""
    counted: dict[tuple[int, int], dict[Group, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0] * len(STAGES)))
    for group, first, reached in _requests(since=_first_day(day)):
        at = timezone.localdate(first)
        numbers = counted[at.year, (at.month + 2) // 3][group]
        for place, stage in enumerate(STAGES):
            numbers[place] += stage in reached
    countries = {each.pk: each for each in Country.objects.all()}
    # Also those without any request: a quarter that is missing would say that there was none.
    return [_quarter(*when, counted[when], countries) for when in _quarters(day)]


def _quarter(year: int, number: int, groups: dict[Group, list[int]], countries: dict[int, Country]) -> Quarter:
    listed = [group for group, numbers in groups.items() if numbers[0] >= FEWEST]
    others = [numbers for group, numbers in groups.items() if numbers[0] < FEWEST]
    rows = [Row(_name_of(group, countries), _shown(groups[group])) for group in listed]
    rows.sort(key=lambda row: (-(row.numbers[0] or 0), row.name))
    # Every country may have sent a request, and so may the two groups that are none.
    unlisted = len(countries) + 2 - len(listed)
    summed = [sum(each) for each in zip(*others, strict=True)] if others else [0] * len(STAGES)
    pool = _shown(summed) if _leaves_open(summed[0], unlisted) else (None,) * len(STAGES)
    return Quarter(year, number, [*rows, Row(_("all others together"), pool)])


def _shown(numbers: Iterable[int]) -> tuple[int | None, ...]:
    return tuple(number if number >= FEWEST else None for number in numbers)


def _leaves_open(total: int, groups: int) -> bool:
    """Whether each of so many hidden groups may still be any number below ``FEWEST``, though their sum is told."""
    most = FEWEST - 1
    return most <= total <= most * (groups - 1)


def _requests(*, since: datetime.date) -> Iterable[tuple[Group, datetime.datetime, set[str]]]:
    """Each request that was submitted: its group, when it was first, and the stages it reached."""
    introduced = Introduction.objects.filter(candidate__request=OuterRef("pk")).order_by("-pk")
    asked = MatchRequest.countries.through.objects.filter(matchrequest=OuterRef("pk")).order_by("country")
    rows = (
        MatchRequest.objects.filter(submitted_at__isnull=False)
        .annotate(
            first=Min("steps__at", filter=Q(steps__name="submit")),
            reached=ArrayAgg("steps__name", filter=Q(steps__name__in=list(STAGES)), distinct=True, default=[]),
            introduced_in=Subquery(introduced.values("candidate__organization__country")[:1]),
            asked=ArraySubquery(asked.values("country")),
        )
        .filter(first__gte=timezone.make_aware(datetime.datetime.combine(since, datetime.time())))
        .order_by("pk")
        .values_list("organization__country", "introduced_in", "asked", "first", "reached")
    )
    for own, met, wanted, first, reached in rows.iterator():
        yield _group(own, met, wanted), first, set(reached)


def _group(own: int | None, met: int | None, wanted: list[int]) -> Group:
    """The country of the sending side: its own, that of whom it met, or the only one it asked for."""
    known = own or met
    if known:
        return known
    if not wanted:
        return OPEN
    return wanted[0] if len(wanted) == 1 else SEVERAL


def _name_of(group: Group, countries: dict[int, Country]) -> str:
    if isinstance(group, int):
        return countries[group].name
    return _("several countries asked for") if group == SEVERAL else _("no country named")


def _quarters(day: datetime.date) -> list[tuple[int, int]]:
    """Those that are shown, as year and number, the newest first."""
    newest = day.year * 4 + (day.month - 1) // 3
    return [(each // 4, each % 4 + 1) for each in range(newest, newest - QUARTERS_SHOWN, -1)]


def _first_day(day: datetime.date) -> datetime.date:
    """Of the oldest quarter that is shown."""
    year, number = _quarters(day)[-1]
    return datetime.date(year, number * 3 - 2, 1)
