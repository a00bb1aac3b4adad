"""The columns of the lists of organizations as files: one documented set for each list and role.

A value is the row's own or computed in the query of its batch. Nobody's contact is in any of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, DateField, F, OuterRef, QuerySet, Subquery, Value
from django.utils.translation import gettext_lazy as _

from countries.models import Programme
from jitco_portal.common.exports import Column
from organizations.models import Approval, HomeLicence, Operation
from organizations.prefectures import prefecture_name
from organizations.queries.lists import with_shown_permits
from organizations.queries.permit_state import ShownPermit


def sending_columns(*, user: Any) -> tuple[Column, ...]:
    return SENDING + STAFF if user.is_staff else SENDING


def supervising_columns(*, user: Any) -> tuple[Column, ...]:
    return SUPERVISING + STAFF if user.is_staff else SUPERVISING


def sending_export_rows(rows: QuerySet, *, programme: Programme, day: datetime.date) -> QuerySet:
    """``lists.sending_list`` with what the columns need."""
    return with_export_values(rows).annotate(
        export_programme=Value(programme.code, output_field=CharField()),
        export_day=Value(day, output_field=DateField()),
        approval_numbers=_approval_numbers(programme),
        **_licence_values(),
    )


def supervising_export_rows(rows: QuerySet, *, day: datetime.date) -> QuerySet:
    """``lists.supervising_list`` with what the columns need, but for the permits."""
    return with_export_values(rows).annotate(export_day=Value(day, output_field=DateField()))


def with_permits(batches: Iterable[list[Any]], *, day: datetime.date) -> Iterator[list[Any]]:
    """The permits are those of the page."""
    for batch in batches:
        with_shown_permits(organizations=batch, day=day)
        yield batch


def with_export_values(rows: QuerySet) -> QuerySet:
    """What both lists need beside the values of their pages, in the same query."""
    operations = Operation.objects.filter(organizations=OuterRef("pk")).order_by("position", "code")
    return rows.annotate(
        operation_codes=ArraySubquery(operations.values("code")), merged_into_public_id=F("merged_into__public_id")
    )


def _approval_numbers(programme: Programme) -> ArraySubquery:
    approvals = Approval.objects.filter(sending_organization=OuterRef("pk"), programme=programme).exclude(number="")
    return ArraySubquery(approvals.order_by("-confirmed_on", "-pk").values("number"))


def _licence_values() -> dict[str, Any]:
    """All numbers, and the rest of the licence that was confirmed last."""
    licences = HomeLicence.objects.filter(sending_organization=OuterRef("pk")).order_by("-confirmed_on", "-pk")
    newest = {
        "licensed_by": "issuer__name_en",
        "licensed_until": "licensed_until",
        "licence_confirmed_on": "confirmed_on",
    }
    return {
        "home_licence_numbers": ArraySubquery(licences.exclude(number="").values("number")),
        **{name: Subquery(licences.values(column)[:1]) for name, column in newest.items()},
    }


def _licence_number(row: Any) -> str:
    return row.home_licence_numbers[0] if row.home_licence_numbers else row.sending.licence_number


def _address_of_page(row: Any) -> str:
    return f"{settings.SITE_URL}{row.get_absolute_url()}"


def _permit(row: Any) -> ShownPermit | None:
    """The permit that speaks to the day: the one the page shows."""
    return row.permits[0] if row.permits else None


def _permit_value(name: str) -> Any:
    def value(row: Any) -> Any:
        shown = _permit(row)
        return getattr(shown.permit, name) if shown else None

    return value


def _permit_state(row: Any) -> str | None:
    shown = _permit(row)
    return shown.state.value if shown else None


def _permit_numbers(row: Any) -> list[str]:
    return list(dict.fromkeys(shown.permit.number for shown in row.permits if shown.permit.number))


_NAMES = (
    Column("public_id", _("The id of the organization on the portal; it never changes."), attrgetter("public_id")),
    Column("name_en", _("The name in English or in Latin letters."), attrgetter("name_en")),
    Column("name_local", _("The name in the script of its country."), attrgetter("name_local")),
    Column("name_ja", _("The name in Japanese."), attrgetter("name_ja")),
    Column("name_kana", _("The reading of the Japanese name in kana."), attrgetter("name_kana")),
    Column("short_name", _("The short name or abbreviation."), attrgetter("short_name")),
    Column(
        "former_names",
        _("Names that it bore before, and other names by which it is known (a list)."),
        attrgetter("former_names"),
    ),
)
_REACH = (
    Column("address", _("The address as it is written in the country."), attrgetter("address")),
    Column("address_ja", _("The address in Japanese."), attrgetter("address_ja")),
    Column("phone", _("The telephone number of the organization."), attrgetter("phone")),
    Column("website", _("The address of its web site."), attrgetter("website")),
)
_WORK = (
    Column(
        "languages", _("Languages spoken by its staff or advisers (a list of ISO 639 codes)."), attrgetter("languages")
    ),
    Column(
        "operations",
        _("Operations in which it works (a list of codes of the official list)."),
        attrgetter("operation_codes"),
    ),
)
_ORIGIN = (
    Column("last_confirmed_on", _("The day on which it last confirmed its profile."), attrgetter("last_confirmed_on")),
    Column("source", _("The source of the names and addresses, as it was written."), attrgetter("source")),
    Column("source_ja", _("The source in Japanese, where it is held."), attrgetter("source_ja")),
    Column("source_url", _("The address of the source."), attrgetter("source_url")),
    Column("source_on", _("The day, month or year that the source bears."), attrgetter("source_on")),
    Column("checked_on", _("The day on which the source was last read."), attrgetter("checked_on")),
    Column("url", _("The page of the organization on the portal."), _address_of_page),
)
SENDING = (
    *_NAMES,
    Column("country", _("The country (ISO 3166-1 code of two letters)."), attrgetter("country.code")),
    Column("country_name_en", _("The name of the country in English."), attrgetter("country.name_en")),
    Column("country_name_ja", _("The name of the country in Japanese."), attrgetter("country.name_ja")),
    Column(
        "programme", _("The programme for which the standing holds: titp, ssw or esd."), attrgetter("export_programme")
    ),
    Column("on", _("The day for which the standing holds."), attrgetter("export_day")),
    Column("standing", _("may_accept, may_not_accept or not_known."), attrgetter("standing.value")),
    Column(
        "standing_reason",
        _("The code of the fact that decides the standing; the page of the organization tells it with its source."),
        attrgetter("standing_reason"),
    ),
    Column(
        "approval_numbers",
        _("Numbers under which the sending government approved it for the programme, the newest first (a list)."),
        attrgetter("approval_numbers"),
    ),
    Column("licence_number", _("The number of its licence at home."), _licence_number),
    Column(
        "licensed_by",
        _("The office that licensed it at home, to send to any country: no approval for Japan."),
        attrgetter("licensed_by"),
    ),
    Column(
        "licensed_until",
        _("The last day of its licence at home, as exact as it is known; blank where none is stated."),
        attrgetter("licensed_until"),
    ),
    Column(
        "licence_confirmed_on",
        _("The day of the newest list or letter that names it as licensed at home."),
        attrgetter("licence_confirmed_on"),
    ),
    *_REACH,
    *_WORK,
    Column(
        "care_allowed",
        _("Whether a permission for care is recorded for the programme and day."),
        attrgetter("care_allowed"),
    ),
    Column(
        "office_in_japan",
        _("Whether it has an office in Japan; blank where it is not known."),
        attrgetter("sending.has_office_in_japan"),
    ),
    *_ORIGIN,
)
SUPERVISING = (
    *_NAMES,
    Column("prefecture", _("The prefecture in Japanese."), attrgetter("supervising.prefecture")),
    Column(
        "prefecture_en",
        _("The prefecture in Latin letters."),
        lambda row: prefecture_name(row.supervising.prefecture, "en"),
    ),
    Column("on", _("The day for which the state of the permit holds."), attrgetter("export_day")),
    Column(
        "permit_state",
        _("valid, expired, not_yet, revoked or not_known: the state on the day of the permit that the page shows."),
        _permit_state,
    ),
    Column("permit_kind", _("Its kind: general, specified or support."), _permit_value("kind")),
    Column("permit_number", _("Its number."), _permit_value("number")),
    Column("permit_valid_from", _("Its first day, as exact as it is known."), _permit_value("valid_from")),
    Column("permit_valid_until", _("Its last day, as exact as it is known."), _permit_value("valid_until")),
    Column("permit_numbers", _("The numbers of all its permits held here (a list)."), _permit_numbers),
    Column(
        "supporting_member",
        _("Whether it is a supporting member of JITCO; blank where it is not known."),
        attrgetter("supervising.supporting_member"),
    ),
    Column(
        "accepts_from",
        _("Countries from which it accepts people, as it says itself (a list of ISO 3166-1 codes)."),
        lambda row: [country["code"] for country in row.accepted_countries],
    ),
    *_REACH,
    *_WORK,
    *_ORIGIN,
)
STAFF = (
    Column("is_published", _("Whether the page is published."), attrgetter("is_published")),
    Column("is_sample", _("Whether it is made up (sample data)."), attrgetter("is_sample")),
    Column(
        "merged_into",
        _("The id of the organization into which it was merged; blank where it was not."),
        attrgetter("merged_into_public_id"),
    ),
)
