"""Filling large tables: no triggers, keys or indexes while rows come in; ten years of lists made by the database."""

import contextlib
import datetime
from collections.abc import Iterator
from typing import Any

import psycopg
from django.db import connection
from django.db.models import Model

from countries.models import Counterpart, Country, Programme
from jitco_portal.common.search.triggers import LOT
from organizations.models import (
    Allowance,
    Approval,
    Fee,
    ListEdition,
    ListEntry,
    Organization,
    OrganizationMeasure,
    OrganizationName,
    Permit,
    PublicIdSeries,
    Sanction,
    SendingOrganization,
    SupervisingOrganization,
)
from tests.bench.dataset import FIRST_YEAR, LAST_LIST, TONGUES
from tests.bench.rows import FIRST_PK, SOURCED, copy

through: list[Any] = [Organization.operations.through, SupervisingOrganization.accepts_from.through]
FILLED: list[type[Model]] = [
    Organization,
    SendingOrganization,
    SupervisingOrganization,
    *through,
    OrganizationName,
    Approval,
    OrganizationMeasure,
    Allowance,
    Fee,
    Permit,
    Sanction,
    ListEdition,
    ListEntry,
]
# Offices that publish a list every month; the others do so four times a year.
MONTHLY = ("MN", "LA", "KH", "LK")


@contextlib.contextmanager
def bare_tables(address: str) -> Iterator[None]:
    """Within: tables without triggers, foreign keys, exclusions and indexes other than the primary key.

    Made anew at the end, two at a time; each then costs one pass over the table instead of a look-up a row.
    """
    tables = [model._meta.db_table for model in FILLED]
    with psycopg.connect(address, autocommit=True) as plain:
        drop, make, keys = _structure(plain, tables)
        for table in tables:
            plain.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        for statement in drop:
            plain.execute(statement)
        yield
        plain.execute("SET maintenance_work_mem = '256MB'")
        for statement in [*make, *keys]:
            plain.execute(statement)
        for table in tables:
            plain.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


@contextlib.contextmanager
def without_indexes(address: str, *names: str) -> Iterator[None]:
    """Within: these indexes are not there."""
    with psycopg.connect(address, autocommit=True) as plain:
        definitions = [plain.execute("SELECT pg_get_indexdef(%s::regclass)", [name]).fetchone()[0] for name in names]
        for name in names:
            plain.execute(f'DROP INDEX "{name}"')
        yield
        plain.execute("SET maintenance_work_mem = '512MB'")
        for definition in definitions:
            plain.execute(definition)


def _structure(plain: psycopg.Connection, tables: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Statements that drop, that make again, and that make the foreign keys again once all else stands."""
    constraints = plain.execute(
        "SELECT conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype IN ('f', 'u', 'x') AND conrelid = ANY(%s::regclass[]) AND NOT EXISTS"
        # A unique constraint that a key of another table refers to has to stay.
        " (SELECT 1 FROM pg_constraint other WHERE other.contype = 'f' AND other.confrelid = pg_constraint.conrelid"
        " AND other.conindid = pg_constraint.conindid AND pg_constraint.contype <> 'f') ORDER BY contype, conname",
        [tables],
    ).fetchall()
    indexes = plain.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)",
        [tables],
    ).fetchall()
    drop = [f'ALTER TABLE {table} DROP CONSTRAINT "{name}"' for table, name, _type, _definition in constraints]
    drop += [f"DROP INDEX {name}" for name, _definition in indexes]
    make = [definition for _name, definition in indexes]
    again = [(kind, f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {text}') for table, name, kind, text in constraints]
    make += [statement for kind, statement in again if kind != "f"]
    return drop, make, [statement for kind, statement in again if kind == "f"]


def write_history() -> None:
    """List editions of every office since the law came into force, and who stood in each."""
    offices: dict[str, Counterpart] = {}
    for office in Counterpart.objects.filter(country__code__in=TONGUES).select_related("country").order_by("pk"):
        offices.setdefault(office.country.code, office)
    titp, ssw = (Programme.objects.get(code=code) for code in ("titp", "ssw"))
    editions = [
        ListEdition(issuer=office, programme=programme, published_on=day, is_complete=True, **SOURCED)
        for code, office in offices.items()
        for programme, begun, months in ((titp, FIRST_YEAR, 1 if code in MONTHLY else 3), (ssw, 2019, 3))
        for day in _days(begun, months)
    ]
    copy({ListEdition: editions})
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organizations_listentry (edition_id, sending_organization_id, number, printed_name)"
            " SELECT edition.id, approval.sending_organization_id, approval.number,"
            " CASE WHEN edition.published_on < '2021-01-01' THEN coalesce(former.name, one.name_en)"
            " ELSE one.name_en END"
            " FROM organizations_approval approval"
            " JOIN organizations_organization one ON one.id = approval.sending_organization_id AND one.id >= %s"
            " LEFT JOIN organizations_organizationname former ON former.organization_id = one.id"
            " JOIN organizations_listedition edition ON edition.issuer_id = approval.issuer_id"
            " AND edition.programme_id = approval.programme_id AND edition.source = %s"
            " AND edition.published_on >= approval.approved_from::date"
            " AND (approval.approved_until = '' OR edition.published_on <= approval.approved_until::date)"
            " ORDER BY edition.id, approval.sending_organization_id",
            [FIRST_PK, SOURCED["source"]],
        )


def _days(begun: int, months: int) -> Iterator[datetime.date]:
    """To the last list, whatever the rhythm: else no approval would be confirmed today."""
    for year in range(begun, LAST_LIST.year + 1):
        for month in range(2 if months == 3 else 1, 13, months):
            if (day := datetime.date(year, month, 1)) <= LAST_LIST:
                yield day


def finish(*, with_history: bool) -> None:
    """What the portal counts on and triggers keep otherwise: marked entries of the search, standings, series of ids."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO common_searchentry"
            " (kind, object_id, lot, names, glued, numbers, rest, terms, is_stale, version)"
            f" SELECT kind, id, {LOT.format(kind='kind', object_id='id')}, '', '', '', '', '{{}}', true, 0"
            " FROM organizations_organization WHERE id >= %s ON CONFLICT (kind, object_id) DO NOTHING",
            [FIRST_PK],
        )
        if with_history:
            cursor.execute(
                "INSERT INTO organizations_todaysstanding (organization_id, programme_id, reason, is_stale, version)"
                " SELECT sending.organization_id, programme.id, '', true, 0"
                " FROM organizations_sendingorganization sending, countries_programme programme"
                " WHERE sending.organization_id >= %s ON CONFLICT DO NOTHING",
                [FIRST_PK],
            )
        for country in [*Country.objects.filter(code__in=TONGUES), Country(code="JP")]:
            prefix = country.code.lower()
            PublicIdSeries.objects.get_or_create(prefix=prefix)
            cursor.execute(
                "UPDATE organizations_publicidseries SET last_number = greatest(last_number, coalesce((SELECT max("
                "split_part(public_id, '-', 2)::int) FROM organizations_organization WHERE public_id LIKE %s), 0))"
                " WHERE prefix = %s",
                [f"{prefix}-%", prefix],
            )
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('organizations_organization', 'id'), max(id))"
            " FROM organizations_organization"
        )
        cursor.execute("ANALYZE")
