"""What two organizations read today, and what the one that stays will read, by the rules themselves."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from countries.models import Programme
from jitco_portal.common.days import today
from jitco_portal.common.languages import localized
from organizations.models import Organization, Permit, Sanction
from organizations.queries.merging.plan import Plan
from organizations.queries.merging.relations import Fate
from organizations.queries.permit_state import shown_permits
from organizations.queries.standing import StandingFacts, load_facts
from organizations.queries.standing_text import sentence


@dataclass(frozen=True)
class Reading:
    about: str
    # Of the mark beside the word: "may_accept", "may_not_accept", "not_known".
    shape: str
    word: str


@dataclass(frozen=True)
class Effect:
    """What the two read today, and what the one that stays reads then."""

    kept: list[Reading]
    absorbed: list[Reading]
    then: list[Reading]


def readings_of(organization: Organization) -> list[Reading]:
    """As its page says it."""
    if organization.is_sending:
        return _standings(load_facts([organization])[organization.pk])
    return _permits(*_papers(organization))


def effect_of_merging(*, plan: Plan) -> Effect:
    """Nothing is written for it: the rows of both are put together as the plan says."""
    kept, absorbed = plan.kept, plan.absorbed
    if not kept.is_sending:
        mine, theirs = _papers(kept), _papers(absorbed)
        then = _together(plan, mine[0], theirs[0]), _together(plan, mine[1], theirs[1])
        return Effect(_permits(*mine), _permits(*theirs), _permits(*then))
    facts = load_facts([kept, absorbed])
    one, other = facts[kept.pk], facts[absorbed.pk]
    together = replace(
        one,
        approvals=_together(plan, one.approvals, other.approvals),
        measures=_together(plan, one.measures, other.measures),
        reports=_together(plan, one.reports, other.reports),
        editions=[_naming(edition, absorbed.pk, kept.pk) for edition in one.editions],
    )
    return Effect(_standings(one), _standings(other), _standings(together))


def _together(plan: Plan, mine: Iterable[Any], theirs: Iterable[Any]) -> list[Any]:
    removed = {each.removed for each in plan.rows if each.removed is not None}
    moving = {each.row for each in plan.rows if each.fate in (Fate.MOVES, Fate.TAKES_PLACE)}
    return [*(row for row in mine if row not in removed), *(row for row in theirs if row in moving)]


def _naming(edition: Any, absorbed: int, kept: int) -> Any:
    """A list that names the one that goes names the one that stays then."""
    if absorbed not in edition.named_ids:
        return edition
    then = copy.copy(edition)
    then.named_ids = [*edition.named_ids, kept]
    return then


def _standings(facts: StandingFacts) -> list[Reading]:
    found = []
    for programme in Programme.objects.order_by("position", "pk"):
        standing = facts.standing_on(programme, today())
        found.append(Reading(localized(programme, "short"), str(standing.verdict), sentence(standing)))
    return found


def _papers(organization: Organization) -> tuple[list[Permit], list[Sanction]]:
    permits = Permit.objects.filter(supervising_organization=organization.pk).select_related("programme")
    return list(permits), list(Sanction.objects.filter(supervising_organization=organization.pk))


def _permits(permits: Iterable[Permit], sanctions: Iterable[Sanction]) -> list[Reading]:
    return [
        Reading(f"{localized(each.permit.programme, 'short')} {each.permit}", each.shape, str(each.state.label))
        for each in shown_permits(permits=permits, sanctions=sanctions, day=today())
    ]
