"""The columns of a shortlist as a file: organizations of both kinds, with what the members wrote beside them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.exports import Column
from organizations.queries.shortlists import ShownEntry


def _of_organization(name: str) -> Callable[[ShownEntry], Any]:
    """A value of the organization; nothing where it is no longer shown."""

    def value(row: ShownEntry) -> Any:
        found: Any = row.organization
        for part in name.split("."):
            found = getattr(found, part, None)
        return found

    return value


def _standing(row: ShownEntry) -> str | None:
    return row.organization.standing.value if row.organization and row.why else None


def _permit_state(row: ShownEntry) -> str | None:
    return row.permit.state.value if row.permit else None


def _permit_number(row: ShownEntry) -> str | None:
    return row.permit.permit.number if row.permit else None


def _added_on(row: ShownEntry) -> datetime.date:
    return timezone.localdate(row.entry.added_at)


def _page(row: ShownEntry) -> str | None:
    return f"{settings.SITE_URL}{row.organization.get_absolute_url()}" if row.organization else None


SHORTLIST = (
    Column(
        "public_id",
        _("The id of the organization on the portal; blank where the portal shows it no longer."),
        _of_organization("public_id"),
    ),
    Column("kind", _("sending or supervising."), _of_organization("kind")),
    Column("name_en", _("The name in English or in Latin letters."), _of_organization("name_en")),
    Column("name_local", _("The name in the script of its country."), _of_organization("name_local")),
    Column("name_ja", _("The name in Japanese."), _of_organization("name_ja")),
    Column("country", _("The country (ISO 3166-1 code of two letters)."), _of_organization("country.code")),
    Column("prefecture", _("The prefecture in Japanese."), _of_organization("supervising.prefecture")),
    Column("standing", _("may_accept, may_not_accept or not_known."), _standing),
    Column(
        "standing_reason",
        _("The code of the fact that decides the standing; the page of the organization tells it with its source."),
        _of_organization("standing_reason"),
    ),
    Column(
        "permit_state",
        _("valid, expired, not_yet, revoked or not_known: the state on the day of the permit that the page shows."),
        _permit_state,
    ),
    Column("permit_number", _("Its number."), _permit_number),
    Column("address", _("The address as it is written in the country."), _of_organization("address")),
    Column("address_ja", _("The address in Japanese."), _of_organization("address_ja")),
    Column("phone", _("The telephone number of the organization."), _of_organization("phone")),
    Column("website", _("The address of its web site."), _of_organization("website")),
    Column("note", _("The note of your organization."), lambda row: row.entry.note),
    Column("added_on", _("The day on which it was put on the list."), _added_on),
    Column("url", _("The page of the organization on the portal."), _page),
)
