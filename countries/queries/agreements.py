"""R/D and MOC as they stood on a day: what a page says of a country, programme by programme."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from countries.models import Agreement, Country, Programme
from jitco_portal.common.charts import Lane, Period
from jitco_portal.common.partial_dates import PartialDate, period_surely_holds

# The day from which others are refused has a column of its own for this programme.
TITP = "titp"


class State(models.TextChoices):
    """What is known of a paper on a day, in the order in which one is told before another."""

    SIGNED = "signed", _("signed")
    PERHAPS = "perhaps", _("perhaps signed")
    INFERRED = "inferred", _("inferred")
    ENDED = "ended", _("ended")
    NONE_FOUND = "none_found", _("none found")
    NOTHING = "nothing", _("nothing recorded")


class Force(models.TextChoices):
    """Whether a paper was in force on a day."""

    IN_FORCE = "in_force", _("in force")
    NOT_YET = "not_yet", _("not yet in force")
    NOT_KNOWN = "not_known", _("not known whether in force")
    ENDED = "ended", _("no longer in force")
    NONE = "none", ""


@dataclass(frozen=True)
class DatedFact:
    """A date of a paper; ``is_later`` where it surely lies after the day of the page."""

    value: PartialDate | None
    is_later: bool


@dataclass(frozen=True)
class Paper:
    """An agreement as it stood on ``day``, with the programmes that it covers."""

    agreement: Agreement
    programmes: tuple[Programme, ...]
    day: datetime.date

    @cached_property
    def state(self) -> State:
        agreement = self.agreement
        if agreement.state == Agreement.State.NONE_FOUND:
            return State.NONE_FOUND
        if agreement.ended_on and agreement.ended_on.latest < self.day:
            return State.ENDED
        if agreement.state == Agreement.State.INFERRED:
            return State.INFERRED
        return State.SIGNED if self._is_surely_signed else State.PERHAPS

    @property
    def _is_surely_signed(self) -> bool:
        """Whether its own dates, or a source of the time, show that it was signed by the day."""
        agreement = self.agreement
        dates = [agreement.signed_on, agreement.effective_on, agreement.list_published_on, agreement.source_on]
        return agreement.checked_on <= self.day or any(date.latest <= self.day for date in dates if date)

    @cached_property
    def force(self) -> Force:
        agreement = self.agreement
        if self.state in (State.NONE_FOUND, State.INFERRED):
            return Force.NONE
        if self.state == State.ENDED:
            return Force.ENDED
        if agreement.surely_in_force_on(self.day):
            return Force.IN_FORCE
        start = agreement.in_force_from
        return Force.NOT_YET if start and start.earliest > self.day else Force.NOT_KNOWN

    @property
    def signed(self) -> DatedFact:
        return self._dated(self.agreement.signed_on)

    @property
    def in_force_from(self) -> DatedFact:
        return self._dated(self.agreement.effective_on)

    @property
    def list_published(self) -> DatedFact:
        return self._dated(self.agreement.list_published_on)

    @property
    def others_refused_from(self) -> DatedFact:
        return self._dated(self.agreement.others_refused_from)

    @property
    def ended(self) -> DatedFact:
        return self._dated(self.agreement.ended_on)

    def _dated(self, value: PartialDate | None) -> DatedFact:
        return DatedFact(value, is_later=bool(value and value.earliest > self.day))

    @property
    def rank(self) -> int:
        """Which paper is told first, among several of one kind."""
        return list(State).index(self.state)


@dataclass(frozen=True)
class Status:
    """What is known of a country's R/D (``programme`` is None), or of its MOC for one programme."""

    programme: Programme | None
    papers: tuple[Paper, ...]

    @property
    def paper(self) -> Paper | None:
        return self.papers[0] if self.papers else None

    @property
    def state(self) -> State:
        return self.papers[0].state if self.papers else State.NOTHING

    @property
    def signed_count(self) -> int:
        return sum(paper.state in (State.SIGNED, State.PERHAPS) for paper in self.papers)

    @property
    def is_signed(self) -> bool:
        return self.state == State.SIGNED

    @property
    def sort_key(self) -> tuple[int, str]:
        """Signed papers by their day, those without a known day last, then the other states."""
        date = self.papers[0].agreement.in_force_from if self.papers else None
        return list(State).index(self.state), str(date or "9999")


@dataclass(frozen=True)
class Framework:
    """Everything on paper between Japan and one country, as it stood on ``day``."""

    country: Country
    day: datetime.date
    rd: Status
    # One for each programme, in the order of the programmes.
    memoranda: tuple[Status, ...]
    # Every paper: R/Ds, then MOCs in the order of the programmes, the newest of each first.
    papers: tuple[Paper, ...]

    @cached_property
    def titp(self) -> Status | None:
        return next((status for status in self.memoranda if status.programme and status.programme.code == TITP), None)

    @property
    def signed_programmes(self) -> list[Programme]:
        return [status.programme for status in self.memoranda if status.is_signed and status.programme]

    @property
    def source_count(self) -> int:
        return len({(paper.agreement.source, paper.agreement.source_url) for paper in self.papers})

    @property
    def lanes(self) -> list[Lane]:
        """The drawing of the papers over the years: one lane for the R/D, one for the MOC of each programme."""
        return [_lane(str(_("R/D")), self.rd, self.day)] + [
            _lane(str(_("MOC %(programme)s") % {"programme": status.programme}), status, self.day)
            for status in self.memoranda
        ]


def all_programmes() -> list[Programme]:
    return list(Programme.objects.all())


def frameworks(
    *, countries: Iterable[Country], programmes: Sequence[Programme], day: datetime.date
) -> dict[int, Framework]:
    """The papers of several countries by the country's id, in one query."""
    countries = list(countries)
    agreements = (
        Agreement.objects.filter(country__in=[country.pk for country in countries])
        .shown_on(day)
        .select_related("counterpart")
        .annotate(programme_ids=ArrayAgg("programmes", filter=Q(programmes__isnull=False), default=[]))
        .order_by("-signed_on", "-pk")
    )
    by_country: dict[int, list[Paper]] = {country.pk: [] for country in countries}
    for agreement in agreements:
        covered = tuple(programme for programme in programmes if programme.pk in agreement.programme_ids)
        by_country[agreement.country_id].append(Paper(agreement, covered, day))
    return {country.pk: _framework(country, by_country[country.pk], programmes, day) for country in countries}


def _framework(country: Country, papers: list[Paper], programmes: Sequence[Programme], day: datetime.date) -> Framework:
    discussions = [paper for paper in papers if paper.agreement.kind == Agreement.Kind.RD]
    memoranda = [paper for paper in papers if paper.agreement.kind == Agreement.Kind.MOC]
    return Framework(
        country=country,
        day=day,
        rd=_status(None, discussions),
        memoranda=tuple(
            _status(programme, [paper for paper in memoranda if programme in paper.programmes])
            for programme in programmes
        ),
        papers=tuple(discussions + sorted(memoranda, key=lambda paper: [each.position for each in paper.programmes])),
    )


def _status(programme: Programme | None, papers: list[Paper]) -> Status:
    # The papers come newest first and sorting keeps that order among equals.
    return Status(programme, tuple(sorted(papers, key=lambda paper: paper.rank)))


def _lane(label: str, status: Status, day: datetime.date) -> Lane:
    """Bars over the days that are certain, a mark where the signing begins to be possible."""
    periods, marks = [], []
    for paper in status.papers:
        agreement = paper.agreement
        if agreement.signed_on:
            marks.append(agreement.signed_on.earliest)
        start, end = agreement.in_force_from, agreement.ended_on
        if start and paper.state != State.NONE_FOUND:
            state = "inferred" if paper.state == State.INFERRED else "in_force"
            until = end.earliest if end and end.earliest <= day else None
            is_sure = period_surely_holds(start, None, day)
            begins = start.latest if is_sure else max(start.earliest, min(start.latest, day))
            periods.append(Period(state=state, since=begins, until=until))
    return Lane(label=label, periods=periods, marks=marks)
