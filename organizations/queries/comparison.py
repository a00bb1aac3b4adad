"""Two to four sending organizations side by side, on what supervising organizations ask for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from countries.models import Programme
from jitco_portal.common.shown_dates import shown_date
from jitco_portal.common.templatetags.portal import number
from organizations.languages import language_name
from organizations.models import Fee, Organization
from organizations.queries.fees import ComparedFee, FeeTable, fee_tables
from organizations.queries.profiles import (
    CONTACT,
    MAIN_PROGRAMME,
    PUBLIC_ID,
    ProgrammeStanding,
    programme_standings,
    with_work,
    work_groups,
)
from organizations.queries.standing import load_facts

FEWEST, MOST = 2, 4
YEARS_SHOWN = 3
TERM_YEARS = 3


@dataclass(frozen=True)
class Row:
    """One line of the comparison; ``kind`` says how a cell is drawn: text, standing or fees."""

    heading: str
    kind: str
    cells: Sequence[Any]

    @property
    def differs(self) -> bool:
        """Only texts are compared: a standing or a fee is told apart by its own marks."""
        return self.kind == "text" and len(set(self.cells)) > 1


@dataclass(frozen=True)
class Comparison:
    day: datetime.date
    organizations: Sequence[Any]
    rows: list[Row]


@dataclass(frozen=True)
class _Column:
    organization: Any
    standings: list[ProgrammeStanding]
    fees: FeeTable


def found_organizations(*, public_ids: Iterable[str], user: Any) -> dict[str, Any]:
    """The sending organizations of these public ids that ``user`` may see, in one query."""
    rows = (
        with_work(Organization.objects.visible_to(user).sending())
        .filter(public_id__in=[public_id for public_id in public_ids if PUBLIC_ID.fullmatch(public_id)])
        .select_related("country", "sending")
        .defer(*CONTACT)
    )
    return {row.public_id: row for row in rows}


def comparison(*, organizations: Sequence[Any], day: datetime.date) -> Comparison:
    """The rows of the comparison for organizations of ``found_organizations``, in the order given."""
    programmes = list(Programme.objects.all())
    facts = load_facts(organizations)
    fees = fee_tables(organizations=organizations, day=day)
    columns = [
        _Column(each, programme_standings(facts=facts[each.pk], programmes=programmes, day=day), fees[each.pk])
        for each in organizations
    ]
    main = next((programme for programme in programmes if programme.code == MAIN_PROGRAMME), None)
    rows = [
        *_standing_rows(columns),
        *_fee_rows(columns),
        *(_text_row(heading, columns, text) for heading, text in _texts()),
        *_sent_rows(columns, main, day),
        *(_text_row(heading, columns, text) for heading, text in _closing_texts()),
    ]
    return Comparison(day=day, organizations=organizations, rows=rows)


def _standing_rows(columns: list[_Column]) -> list[Row]:
    rows = []
    for position, first in enumerate(columns[0].standings):
        heading = _("Standing for %(programme)s") % {"programme": first.programme}
        rows.append(Row(heading, "standing", [column.standings[position] for column in columns]))
    return rows


def _fee_rows(columns: list[_Column]) -> list[Row]:
    trainee, supervising = Fee.Payer.TRAINEE, Fee.Payer.SUPERVISING
    asked = [
        (_("Fee to the trainee, 3-year contract"), Fee.Subject.SENDING_FEE, trainee),
        (_("Teaching before departure, paid by the trainee"), Fee.Subject.TEACHING, trainee),
        (_("Teaching before departure, paid by the supervising organization"), Fee.Subject.TEACHING, supervising),
        (_("Management fee, paid by the supervising organization"), Fee.Subject.MANAGEMENT, supervising),
    ]
    return [
        Row(heading, "fees", [_lines(column.fees, subject, payer) for column in columns])
        for heading, subject, payer in asked
    ]


def _lines(table: FeeTable, subject: str, payer: str) -> list[ComparedFee]:
    return table.of(programme_code=MAIN_PROGRAMME, subject=subject, payer=payer, term_years=TERM_YEARS)


def _text_row(heading: str, columns: list[_Column], text: Callable[[Any], str]) -> Row:
    return Row(heading, "text", [text(column.organization) for column in columns])


def _texts() -> list[tuple[str, Callable[[Any], str]]]:
    return [
        (_("Hours of training before departure"), lambda each: number(each.sending.training_hours)),
        (_("People trained at one time"), lambda each: number(each.sending.training_capacity)),
        (_("Teachers of Japanese"), _teachers),
        (_("Languages spoken"), _languages),
        (_("Operations"), lambda each: _list(_work(each))),
    ]


def _closing_texts() -> list[tuple[str, Callable[[Any], str]]]:
    return [
        (_("Office in Japan"), _office),
        (_("Support for returnees"), lambda each: each.sending.returnee_support),
        (_("Profile last confirmed by the organization"), lambda each: shown_date(each.last_confirmed_on)),
    ]


def _sent_rows(columns: list[_Column], programme: Programme | None, day: datetime.date) -> list[Row]:
    """People sent in each of the last full years, as one figure for all operations."""
    sent = []
    for column in columns:
        totals = [row for row in column.organization.figure_rows if not row["operation_id"]]
        sent.append({row["year"]: row["number"] for row in totals if programme and row["programme_id"] == programme.pk})
    years = range(day.year - 1, day.year - 1 - YEARS_SHOWN, -1)
    return [
        Row(
            _("People sent in %(year)s (%(programme)s)") % {"year": year, "programme": programme or ""},
            "text",
            [number(each.get(year)) for each in sent],
        )
        for year in years
    ]


def _teachers(organization: Any) -> str:
    teachers, native = organization.sending.teachers, organization.sending.native_teachers
    if teachers is None:
        return ""
    if native is None:
        return number(teachers)
    return ngettext(
        "%(teachers)s, of them %(native)s native speaker", "%(teachers)s, of them %(native)s native speakers", native
    ) % {"teachers": number(teachers), "native": number(native)}


def _languages(organization: Any) -> str:
    return _list([language_name(code) for code in organization.languages])


def _work(organization: Any) -> list[str]:
    return [group.category for group in work_groups(organization)]


def _office(organization: Any) -> str:
    known = {True: _("yes"), False: _("no"), None: ""}
    return organization.sending.office_in_japan or known[organization.sending.has_office_in_japan]


def _list(words: Iterable[str]) -> str:
    return ("、" if get_language() == "ja" else ", ").join(words)
