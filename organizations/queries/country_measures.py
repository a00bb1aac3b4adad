"""What a measure for a whole country does to the standing of its organizations, before it is recorded or taken back."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser

from countries.models import CountryMeasure, Programme
from jitco_portal.common.days import today
from jitco_portal.common.partial_dates import period_surely_holds
from organizations.models import Organization
from organizations.models.verdicts import Reason, Verdict, verdict_of
from organizations.queries.standing import StandingFacts, load_facts


@dataclass(frozen=True)
class Turn:
    """So many organizations read one thing without the measure, and another (or the same) with it."""

    before: Reason
    after: Reason
    count: int

    @property
    def verdict_before(self) -> Verdict:
        return verdict_of(self.before)

    @property
    def verdict_after(self) -> Verdict:
        return verdict_of(self.after)


@dataclass(frozen=True)
class ProgrammeEffect:
    programme: Programme
    # The most organizations first.
    turns: list[Turn]

    @property
    def total(self) -> int:
        return sum(turn.count for turn in self.turns)

    @property
    def stopped(self) -> int:
        """How many will read “may not accept”, also those that do already."""
        return sum(turn.count for turn in self.turns if turn.verdict_after == Verdict.MAY_NOT_ACCEPT)

    @property
    def may_again(self) -> int:
        return sum(turn.count for turn in self.turns if turn.verdict_after == Verdict.MAY_ACCEPT)

    @property
    def turned(self) -> int:
        """How many read something else than without it."""
        return sum(turn.count for turn in self.turns if turn.verdict_before != turn.verdict_after)


@dataclass(frozen=True)
class Effect:
    """What published organizations read on ``day``, for each programme that the measure concerns."""

    country_id: int
    day: datetime.date
    organizations: int
    programmes: list[ProgrammeEffect]

    @property
    def digest(self) -> str:
        """Says whether what is written is still what was looked at."""
        said = [
            (each.programme.pk, turn.before, turn.after, turn.count) for each in self.programmes for turn in each.turns
        ]
        return hashlib.sha256(repr((self.country_id, self.day, self.organizations, sorted(said))).encode()).hexdigest()


def effect_of_recording(*, measure: CountryMeasure) -> Effect:
    """With a measure that is not recorded yet; its first day must be known."""
    day = measure.from_on.latest
    # What was announced for a day that has passed is read today, unless it is over already.
    if period_surely_holds(measure.from_on, measure.until_on, today()):
        day = today()
    return _effect(measure, day, is_recorded=False)


def effect_of_taking_back(*, measure: CountryMeasure) -> Effect:
    day = today() if period_surely_holds(measure.from_on, measure.until_on, today()) else measure.from_on.latest
    return _effect(measure, day, is_recorded=True)


def _effect(measure: CountryMeasure, day: datetime.date, *, is_recorded: bool) -> Effect:
    """By the rules themselves, asked with the measure and without it."""
    organizations = Organization.objects.sending().visible_to(AnonymousUser()).filter(country=measure.country)
    facts = load_facts(organizations)
    programmes = [measure.programme] if measure.programme else list(Programme.objects.order_by("position", "pk"))
    effects = []
    for programme in programmes:
        turns = Counter(
            (first, last) if not is_recorded else (last, first)
            for each in facts.values()
            for first, last in [_without_and_with(each, measure, programme, day)]
        )
        ordered = sorted(turns.items(), key=lambda item: (-item[1], item[0]))
        effects.append(ProgrammeEffect(programme, [Turn(*reasons, count) for reasons, count in ordered]))
    return Effect(country_id=measure.country_id, day=day, organizations=len(facts), programmes=effects)


def _without_and_with(
    facts: StandingFacts, measure: CountryMeasure, programme: Programme, day: datetime.date
) -> tuple[Reason, Reason]:
    others = [each for each in facts.country_measures if each.pk != measure.pk]
    without, with_it = (replace(facts, country_measures=each) for each in (others, [*others, measure]))
    return without.standing_on(programme, day).reason, with_it.standing_on(programme, day).reason
