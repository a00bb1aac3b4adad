"""The columns of the list of countries as a file: the papers of each country as they stood on the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from countries.models import Programme
from countries.queries.agreements import Framework, Paper, Status
from jitco_portal.common.exports import Column


def country_columns(*, programmes: Sequence[Programme]) -> list[Column]:
    """One set for everybody, in the language of the page; each programme has its columns."""
    return [
        Column("code", _("The country (ISO 3166-1 code of two letters)."), attrgetter("country.code")),
        Column("name_en", _("The name of the country in English."), attrgetter("country.name_en")),
        Column("name_ja", _("The name of the country in Japanese."), attrgetter("country.name_ja")),
        Column("name_kana", _("The reading of the Japanese name in katakana."), attrgetter("country.name_kana")),
        Column("on", _("The day on which the papers stood as told here."), attrgetter("day")),
        *_columns_of("rd", _("R/D with JITCO"), attrgetter("rd")),
        *(
            column
            for position, programme in enumerate(programmes)
            for column in _columns_of(
                f"moc_{programme.code.replace('-', '_')}",
                _("MOC %(programme)s") % {"programme": programme},
                _memorandum_at(position),
            )
        ),
        Column(
            "titp_others_refused_from",
            _("The day from which organizations that are not approved are refused for TITP."),
            _others_refused_from,
        ),
        Column(
            "division",
            _("The division of JITCO that answers for the country: first or second; blank where it is not known."),
            attrgetter("country.division"),
        ),
        Column("sources", _("How many sources tell of the papers."), attrgetter("source_count")),
        Column("is_sample", _("Whether it is made up (sample data)."), attrgetter("country.is_sample")),
        Column("url", _("The page of the country on the portal."), _address_of_page),
    ]


def _columns_of(name: str, label: str, status: Callable[[Framework], Status]) -> list[Column]:
    """What the cell of a paper tells, and its days."""

    def of_paper(value: Callable[[Paper], Any]) -> Callable[[Framework], Any]:
        def value_of(row: Framework) -> Any:
            paper = status(row).paper
            return value(paper) if paper else None

        return value_of

    words = {"paper": label}
    return [
        Column(
            f"{name}_state",
            _("%(paper)s: signed, perhaps, inferred, ended, none_found or nothing.") % words,
            lambda row: status(row).state.value,
        ),
        Column(
            f"{name}_signed_on",
            _("%(paper)s: signed on; the newest paper where there are several.") % words,
            of_paper(attrgetter("agreement.signed_on")),
        ),
        Column(
            f"{name}_effective_on",
            _("%(paper)s: in force from.") % words,
            of_paper(attrgetter("agreement.effective_on")),
        ),
        Column(
            f"{name}_force",
            _("%(paper)s: in_force, not_yet, not_known, ended or none.") % words,
            of_paper(attrgetter("force.value")),
        ),
        Column(
            f"{name}_ended_on", _("%(paper)s: last day in force.") % words, of_paper(attrgetter("agreement.ended_on"))
        ),
        Column(
            f"{name}_checked_on",
            _("%(paper)s: the day on which the source was last read.") % words,
            of_paper(attrgetter("agreement.checked_on")),
        ),
        Column(
            f"{name}_papers", _("%(paper)s: how many papers are signed.") % words, lambda row: status(row).signed_count
        ),
    ]


def _memorandum_at(position: int) -> Callable[[Framework], Status]:
    return lambda row: row.memoranda[position]


def _others_refused_from(row: Framework) -> Any:
    paper = row.titp.paper if row.titp else None
    return paper.agreement.others_refused_from if paper else None


def _address_of_page(row: Framework) -> str:
    return f"{settings.SITE_URL}{row.country.get_absolute_url()}"
