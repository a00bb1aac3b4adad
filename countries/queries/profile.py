"""One country's page as it was on a day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _

from countries.models import Country, CountryFigure, CountrySection, Notice, Programme
from countries.queries.agreements import TITP, Framework, all_programmes, frameworks
from countries.queries.facts import CountryFacts, country_facts
from jitco_portal.common.charts import Point
from jitco_portal.common.days import today
from jitco_portal.common.templatetags.portal import partial_date


@dataclass(frozen=True)
class Chapter:
    """A chapter in its fixed place; ``section`` is None while nobody has written it."""

    kind: str
    name: str
    section: CountrySection | None
    is_overdue: bool
    # The page is of a past day, and nothing says that the text held by then.
    is_from_later: bool

    @property
    def anchor(self) -> str:
        return self.kind.replace("_", "-")


@dataclass(frozen=True)
class FigureSeries:
    """Two or more figures of one kind, oldest first."""

    name: str
    figures: list[CountryFigure]

    @property
    def points(self) -> list[Point]:
        return [
            # A whole date below each column would run into the next; the table gives it.
            Point(_counted_on(figure), figure.number, figure, tick=str(figure.counted_on.year))
            for figure in self.figures
        ]


@dataclass(frozen=True)
class CountryProfile:
    """Everything that the page shows but what other apps add to it."""

    country: Country
    day: datetime.date
    is_past: bool
    framework: Framework
    # The programme whose law brought approval by the sending government.
    titp: Programme | None
    facts: CountryFacts
    chapters: list[Chapter]
    figure_series: list[FigureSeries]
    # Figures that are alone of their kind: one column makes no chart.
    single_figures: list[CountryFigure]
    notices: list[Notice]
    is_review_overdue: bool

    @property
    def is_framework_begun(self) -> bool:
        return bool(self.titp and self.titp.new_plans_from <= self.day)


def country_profile(*, country: Country, day: datetime.date, user: AbstractBaseUser | AnonymousUser) -> CountryProfile:
    """The page of ``country`` as it was on ``day``; of notices, what ``user`` may see."""
    country.programmes_at_hand = programmes = all_programmes()
    framework = frameworks(countries=[country], programmes=programmes, day=day)[country.pk]
    facts = country_facts(countries=[country], day=day)[country.pk]
    sections = {section.kind: section for section in country.sections.in_force_on(day)}
    notices = country.notices.visible_to(user).newest_first().annotate(is_published=Q(published_on__lte=today()))
    if day < today():
        notices = notices.filter(published_on__lte=day)
    by_kind = [list(figures) for _kind, figures in groupby(facts.figures, key=lambda figure: figure.kind)]
    # A page of a past day is still read today: that is when its text may be out of date.
    review_day = max(day, today())
    return CountryProfile(
        country=country,
        day=day,
        is_past=day < today(),
        framework=framework,
        titp=next((programme for programme in programmes if programme.code == TITP), None),
        facts=facts,
        chapters=[_chapter(kind, sections.get(kind), day) for kind in CountrySection.Kind],
        figure_series=[
            FigureSeries(name=figures[0].get_kind_display(), figures=figures) for figures in by_kind if len(figures) > 1
        ],
        single_figures=[figures[0] for figures in by_kind if len(figures) == 1],
        notices=list(notices),
        is_review_overdue=bool(country.next_review_on and country.next_review_on < review_day),
    )


def _chapter(kind: CountrySection.Kind, section: CountrySection | None, day: datetime.date) -> Chapter:
    return Chapter(
        kind=kind.value,
        name=str(kind.label),
        section=section,
        is_overdue=section is not None and section.is_overdue_on(max(day, today())),
        is_from_later=section is not None and not section.in_force_from and day < min(section.checked_on, today()),
    )


def _counted_on(figure: CountryFigure) -> str:
    label = partial_date(figure.counted_on)
    return _("%(day)s (about)") % {"day": label} if figure.is_approximate else label
