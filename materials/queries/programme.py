"""The page that explains the programmes: what each is, and the steps of the change, each with its source."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from countries.models import Agreement, Programme
from jitco_portal.common.partial_dates import PartialDate
from materials.models import Material, ProgrammeStep

Group = ProgrammeStep.Group
# Where the two programmes are compared, and when that was last read.
COMPARED_IN = ("https://kumano-visa.com/?p=921", "https://japanono.com/news/953")
COMPARED_ON = datetime.date(2026, 11, 28)
# Who may ask for its own steps; what holds for everybody is shown to each of them.
ASKED = (Group.SENDING, Group.SUPERVISING, Group.IMPLEMENTING, Group.TRAINEES)


@dataclass(frozen=True)
class DayOfSteps:
    """What begins or ends on one day, or in one month or year."""

    day: PartialDate
    steps: list[ProgrammeStep]
    is_past: bool
    # The first that is not over.
    is_next: bool


@dataclass(frozen=True)
class Comparison:
    """One question about the two programmes, with both answers."""

    question: str
    titp: str
    esd: str


@dataclass(frozen=True)
class ProgrammePage:
    """All that the page shows."""

    programmes: list[Programme]
    days: list[DayOfSteps]
    # Steps for which no source names a day.
    undated: list[ProgrammeStep]
    # The last day of today's programme and the first of the next, by the rows of the programmes.
    titp: Programme | None
    esd: Programme | None
    # Real countries with a signed memorandum for ESD.
    esd_memoranda: int
    pamphlet: Material | None

    @property
    def next_day(self) -> DayOfSteps | None:
        return next((each for each in self.days if each.is_next), None)


def programme_page(*, user: Any, keys: tuple[int, ...] = (), group: str = "", today: datetime.date) -> ProgrammePage:
    """Ready to render; ``group`` narrows the steps to those of one group and of everybody."""
    steps = ProgrammeStep.objects.all()
    if group:
        steps = steps.filter(group__in=(group, Group.EVERYBODY))
    found = list(steps)
    programmes = list(Programme.objects.all())
    by_code = {each.code: each for each in programmes}
    return ProgrammePage(
        programmes=programmes,
        days=_days([step for step in found if step.day], today),
        undated=[step for step in found if not step.day],
        titp=by_code.get("titp"),
        esd=by_code.get("esd"),
        esd_memoranda=_esd_memoranda(),
        pamphlet=_pamphlet(user, keys),
    )


def _days(steps: list[ProgrammeStep], today: datetime.date) -> list[DayOfSteps]:
    days: list[DayOfSteps] = []
    has_next = False
    for day, of_day in groupby(steps, key=lambda step: step.day):
        is_past = day.latest < today
        days.append(DayOfSteps(day=day, steps=list(of_day), is_past=is_past, is_next=not is_past and not has_next))
        has_next = has_next or not is_past
    return days


def _esd_memoranda() -> int:
    return (
        Agreement.objects.filter(
            kind=Agreement.Kind.MOC,
            programmes__code="esd",
            state=Agreement.State.SIGNED,
            country__is_sample=False,
        )
        .values("country")
        .distinct()
        .count()
    )


def _pamphlet(user: Any, keys: tuple[int, ...]) -> Material | None:
    pamphlets = Material.objects.visible_to(user, keys).filter(kind=Material.Kind.PAMPHLET, is_listed=True)
    return pamphlets.order_by("is_sample", "pk").first()


def comparisons() -> list[Comparison]:
    """TITP beside ESD, in our own words after ``COMPARED_IN``."""
    return [
        Comparison(
            _("What is it for?"),
            _("To carry skills to developing countries: people learn at work in Japan and take home what they know."),
            _("To train and keep people in fields that lack workers, to the level of a Specified Skilled Worker (i)."),
        ),
        Comparison(
            _("How long?"),
            _("Up to five years, in three stages."),
            _("Three years in principle; up to one more for whoever fails a test."),
        ),
        Comparison(
            _("Which work?"),
            _("Job categories and operations of a list."),
            _("Fields, in principle the same as those of the Specified Skilled Worker programme."),
        ),
        Comparison(
            _("May a person change the employer at their own wish?"),
            _("In principle not."),
            _("Yes, when conditions are met."),
        ),
        Comparison(
            _("Which Japanese is needed before work begins?"),
            _("None in general; care and some others ask for it."),
            _("Level A1, such as N5."),
        ),
        Comparison(
            _("Who looks after it?"),
            _("Supervising organizations, and the Organization for Technical Intern Training (OTIT)."),
            _("Supervising support organizations, and the Organization for Employment for Skill Development."),
        ),
    ]


def compared_in() -> list[dict[str, Any]]:
    names = (_("Law office, comparison of both programmes"), _("Information site, what changes with ESD"))
    return [
        {"source": name, "source_url": url, "checked_on": COMPARED_ON}
        for name, url in zip(names, COMPARED_IN, strict=True)
    ]
