"""What is known of countries beside the papers, as it held on a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from countries.models import (
    Counterpart,
    Country,
    CountryFigure,
    CountryMeasure,
    FeeCap,
    GovernmentTalk,
    ProcedureStep,
    Programme,
)
from jitco_portal.common.partial_dates import period_possibly_holds, period_surely_holds, possibly_covers

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Procedure:
    """The steps for one programme, in order."""

    programme: Programme
    steps: list[ProcedureStep]

    @property
    def known_steps(self) -> list[ProcedureStep]:
        return [step for step in self.steps if step.days_max is not None]

    @property
    def days_min(self) -> int:
        return sum(step.days_min or 0 for step in self.known_steps)

    @property
    def days_max(self) -> int:
        return sum(step.days_max or 0 for step in self.known_steps)

    @property
    def unknown_count(self) -> int:
        return len(self.steps) - len(self.known_steps)


@dataclass
class CountryFacts:
    """Rows of one country that held, or may have, on ``day``."""

    day: datetime.date
    # Contact points first.
    counterparts: list[Counterpart] = field(default_factory=list)
    # Begun by the day, also those that had ended; newest first.
    measures: list[CountryMeasure] = field(default_factory=list)
    talks: list[GovernmentTalk] = field(default_factory=list)
    steps: list[ProcedureStep] = field(default_factory=list)
    fee_caps: list[FeeCap] = field(default_factory=list)
    figures: list[CountryFigure] = field(default_factory=list)

    @property
    def contact_points(self) -> list[Counterpart]:
        return [counterpart for counterpart in self.counterparts if counterpart.is_contact_point]

    @property
    def sure_measures(self) -> list[CountryMeasure]:
        return [each for each in self.measures if period_surely_holds(each.from_on, each.until_on, self.day)]

    @property
    def possible_measures(self) -> list[CountryMeasure]:
        """Measures of which the dates do not say whether they cover the day."""
        possible = [each for each in self.measures if period_possibly_holds(each.from_on, each.until_on, self.day)]
        return [each for each in possible if each not in self.sure_measures]

    @property
    def past_measures(self) -> list[CountryMeasure]:
        current = {*self.sure_measures, *self.possible_measures}
        return [each for each in self.measures if each not in current]

    @property
    def procedures(self) -> list[Procedure]:
        """By programme; of a step that was rewritten the newest form that held on the day."""
        by_programme: dict[Programme, dict[int, ProcedureStep]] = {}
        for step in sorted(self.steps, key=lambda step: str(step.in_force_from or "")):
            by_programme.setdefault(step.programme, {})[step.position] = step
        procedures = [
            Procedure(programme, [steps[position] for position in sorted(steps)])
            for programme, steps in by_programme.items()
        ]
        return sorted(procedures, key=lambda procedure: (procedure.programme.position, procedure.programme.code))

    @property
    def newest_figures(self) -> list[CountryFigure]:
        """The last figure of each kind."""
        return list({figure.kind: figure for figure in self.figures}.values())


def country_facts(*, countries: Iterable[Country], day: datetime.date) -> dict[int, CountryFacts]:
    """The facts of several countries by the country's id, in six queries however many they are."""
    ids = [country.pk for country in countries]
    facts = {country_id: CountryFacts(day) for country_id in ids}

    def of_countries(model: type[Row], condition: Q) -> QuerySet[Row]:
        return model._default_manager.filter(condition, country__in=ids)

    counterparts = of_countries(Counterpart, possibly_covers("active_from", "active_until", day))
    for counterpart in counterparts.order_by("-is_contact_point", "name_en"):
        facts[counterpart.country_id].counterparts.append(counterpart)
    for measure in of_countries(CountryMeasure, possibly_covers("from_on", None, day)).select_related("programme"):
        facts[measure.country_id].measures.append(measure)
    for talk in of_countries(GovernmentTalk, possibly_covers("held_on", None, day)).order_by("-held_on", "pk"):
        facts[talk.country_id].talks.append(talk)
    steps = of_countries(ProcedureStep, possibly_covers("in_force_from", "in_force_until", day))
    for step in steps.select_related("programme"):
        facts[step.country_id].steps.append(step)
    caps = of_countries(FeeCap, possibly_covers("from_on", "until_on", day)).select_related("programme")
    for cap in caps.order_by("programme__position", "subject", "-term_years", "pk"):
        facts[cap.country_id].fee_caps.append(cap)
    for figure in of_countries(CountryFigure, possibly_covers("counted_on", None, day)).order_by("kind", "counted_on"):
        facts[figure.country_id].figures.append(figure)
    return facts
