"""The rules asked of the candidates of a request, and the order in which organizations fit it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from countries.models import Country, Programme
from jitco_portal.common.days import today
from matching.models import Candidate, MatchRequest
from matching.queries.ranking import WEIGHTS, Points, Ranked, Wishes, ranked
from matching.queries.rules import Check, checked, load_cases
from matching.queries.rules.cases import load_cases_of
from organizations.models import Operation, Organization

LANGUAGES = ("en", "ja")
# So many of the order are looked through for the points of a candidate that staff chose by name.
LOOKED_THROUGH = 1000


def checks_of(
    *, request: MatchRequest, organizations: Iterable[Organization], day: datetime.date | None = None
) -> dict[int, Check]:
    """By the id of the other organization, what all rules say today; ``organizations`` come with their country.

    A request without a programme is a draft: nothing is asked of it.
    """
    others = list(organizations)
    if request.programme is None or not others:
        return {}
    day, operations, programme = day or today(), list(request.operations.all()), request.programme
    if request.asks_for_sending:
        cases = load_cases(
            supervising=request.organization, sending=others, programme=programme, day=day, operations=operations
        )
        return {case.sending.pk: checked(case) for case in cases}
    cases = load_cases_of(
        sending=request.organization, supervising=others, programme=programme, day=day, operations=operations
    )
    return {case.supervising.pk: checked(case) for case in cases}


def check_of(*, candidate: Candidate, day: datetime.date | None = None) -> Check:
    """What all rules say of a candidate today, by the rows as they are now."""
    organization = Organization.objects.select_related("country").get(pk=candidate.organization_id)
    return checks_of(request=candidate.request, organizations=[organization], day=day)[organization.pk]


def is_listed(organization: Organization) -> bool:
    return organization.is_published and organization.merged_into_id is None


def failing_in_words(check: Check) -> list[dict[str, str]]:
    """The rules that do not hold, in both languages: {"rule": its name, "en", "ja"}."""
    words: list[dict[str, str]] = [{"rule": each.rule.name} for each in check.failing]
    for language in LANGUAGES:
        with override(language):
            # The sentences are made in the language of the moment.
            for line, each in zip(words, checked(check.case).failing, strict=True):
                line[language] = f"{each.rule.title}: {each.answer.reason}"
    return words


def wishes_of(*, request: MatchRequest, day: datetime.date | None = None) -> Wishes | None:
    """What a request of a supervising organization asks; None for one that looks for supervising organizations."""
    if not request.asks_for_sending or request.programme is None:
        return None
    weights = {str(name): request.weights.get(str(name), most) for name, most in WEIGHTS.items()}
    return Wishes(
        programme=request.programme,
        day=day or today(),
        seed=f"match-up {request.pk}",
        operations=tuple(request.operations.all()),
        countries=tuple(request.countries.all()),
        languages=tuple(request.languages),
        people=request.people,
        training_hours=request.training_hours,
        prefecture=request.organization.supervising.prefecture if hasattr(request.organization, "supervising") else "",
        weights=weights,
    )


def ranked_for(*, request: MatchRequest, limit: int) -> list[Ranked]:
    """The sending organizations that fit best, each with its points; none where the portal ranks nothing."""
    wishes = wishes_of(request=request)
    return ranked(wishes=wishes, limit=limit) if wishes else []


def points_snapshot(*, request: MatchRequest, organization: Organization) -> dict[str, Any] | None:
    """What `Candidate.found` keeps: the values of its row today, and under "asked" what they are measured by.

    None where the portal ranks nothing, and for whom the order leaves out.
    """
    rows = ranked_for(request=request, limit=LOOKED_THROUGH)
    row = next((each for each in rows if each.organization_id == organization.pk), None)
    if row is None:
        return None
    wishes = row.wishes
    asked = {
        "day": wishes.day.isoformat(),
        "weights": {str(name): most for name, most in wishes.weights.items()},
        "operations": len(wishes.operations),
        "countries": [country.code for country in wishes.countries],
        "languages": list(wishes.languages),
        "people": wishes.people,
        "training_hours": wishes.training_hours,
        "prefecture": wishes.prefecture,
    }
    return {**{name: _plain(value) for name, value in row.found.items()}, "asked": asked}


def _plain(value: Any) -> Any:
    """As JSON holds it: a sum of the database is a Decimal."""
    return value if value is None or isinstance(value, bool | int | str | list) else int(value)


def points_of(*, candidate: Candidate) -> list[Points]:
    """Why so many points, as it was when staff chose the candidate."""
    if candidate.found is None:
        return []
    if "asked" in candidate.found:
        return Ranked(candidate.organization_id, _wishes_then(candidate.found["asked"]), candidate.found).points
    # Kept before what was asked was kept with it.
    chosen_on = timezone.localdate(candidate.created_at)
    wishes = wishes_of(request=candidate.request, day=chosen_on)
    return Ranked(candidate.organization_id, wishes, candidate.found).points if wishes else []


def _wishes_then(asked: dict[str, Any]) -> Wishes:
    """As far as the points are told by them: the rows behind may have changed since, or gone, and are not asked."""
    return Wishes(
        programme=Programme(),
        day=datetime.date.fromisoformat(asked["day"]),
        seed="",
        operations=(Operation(),) * asked["operations"],
        countries=tuple(Country(code=code) for code in asked["countries"]),
        languages=tuple(asked["languages"]),
        people=asked["people"],
        training_hours=asked["training_hours"],
        prefecture=asked["prefecture"],
        weights=asked["weights"],
    )
