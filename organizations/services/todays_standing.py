"""Keeping the standings of today: marked ones and those of another day are computed anew."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from countries.models import Programme
from jitco_portal.common.days import today
from organizations.models import Organization, TodaysStanding
from organizations.models.derived import WHOLE_COUNTRIES
from organizations.queries.fees import fee_tables
from organizations.queries.standing import load_facts
from organizations.queries.standing_annotation import with_standing

logger = logging.getLogger(__name__)

BATCH = 1_000


def refresh_todays_standings(*, at_most: int | None = None, until: Callable[[], bool] = lambda: False) -> int:
    """Compute what is marked or of another day, in batches of a transaction each; how many were computed."""
    day = today()
    done = 0
    for programme in Programme.objects.order_by("pk"):
        while (at_most is None or done < at_most) and not until():
            size = BATCH if at_most is None else min(BATCH, at_most - done)
            computed = _refresh_batch(programme, day, size)
            done += computed
            if computed < size:
                break
    return done


@transaction.atomic
def _refresh_batch(programme: Programme, day: datetime.date, size: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [WHOLE_COUNTRIES])
        if not cursor.fetchone()[0]:
            # Somebody changes what holds for many, and may not see an organization that is new: the rules are asked.
            return 0
    # Rows that somebody else holds are passed over: who computes waits for nobody whose change marks many.
    held = TodaysStanding.objects.filter(programme=programme).order_by("pk").select_for_update(skip_locked=True)
    versions = dict(held.filter(is_stale=True)[:size].values_list("organization", "version"))
    if len(versions) < size:
        # Two ranges, which the index of days serves; “another day” is not one.
        other = held.filter(Q(day__lt=day) | Q(day__gt=day), is_stale=False)
        versions |= dict(other[: size - len(versions)].values_list("organization", "version"))
    if versions:
        # Read behind the lock: who closes a programme afterwards waits for the rows, and marks them.
        _write(Programme.objects.get(pk=programme.pk), day, versions)
    return len(versions)


def _write(programme: Programme, day: datetime.date, versions: dict[int, int]) -> None:
    """Write the standings, each only if nothing marked it since ``versions`` were read."""
    rows = Organization.objects.filter(pk__in=versions).order_by()
    reasons = dict(with_standing(rows, programme=programme, day=day).values_list("pk", "standing_reason"))
    within = _within_caps(programme, day, rows)
    ids = sorted(reasons)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organizations_todaysstanding AS kept"
            " SET day = %s, reason = found.reason, fees_within_caps = found.within, is_stale = false"
            " FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::boolean[])"
            " AS found(organization, version, reason, within)"
            " WHERE kept.programme_id = %s AND kept.organization_id = found.organization"
            " AND kept.version = found.version",
            [
                day,
                ids,
                [versions[pk] for pk in ids],
                [reasons[pk] for pk in ids],
                [within.get(pk) for pk in ids],
                programme.pk,
            ],
        )


def _within_caps(programme: Programme, day: datetime.date, rows: QuerySet) -> dict[int, bool | None]:
    """Of the organizations that have fees at all, what is known of their caps."""
    tables = fee_tables(organizations=rows.filter(sending__fees__programme=programme).distinct(), day=day)
    return {pk: table.is_within_caps(programme) for pk, table in tables.items()}


def compare_todays_standings() -> None:
    """Ask the rules of every row that is kept, mark and tell what differs, add what is missing: a job of the night."""
    _add_missing()
    day = today()
    for programme in Programme.objects.order_by("pk"):
        kept = _kept(programme, day)
        ids = list(kept.order_by("pk").values_list("organization", flat=True))
        for start in range(0, len(ids), BATCH):
            wrong = _differing(programme, day, ids[start : start + BATCH])
            if wrong:
                logger.error("Kept standings differ from the rules", extra={"organizations": sorted(wrong)})
                kept.filter(organization__in=wrong).update(is_stale=True, version=F("version") + 1)


def _kept(programme: Programme, day: datetime.date) -> QuerySet:
    return TodaysStanding.objects.filter(programme=programme, day=day, is_stale=False)


def _differing(programme: Programme, day: datetime.date, ids: list[int]) -> set[int]:
    columns = ("organization", "version", "reason", "fees_within_caps")
    rows = _kept(programme, day).filter(organization__in=ids).order_by().values_list(*columns)
    kept = set(rows)
    organizations = Organization.objects.filter(pk__in=ids).order_by()
    facts = load_facts(organizations)
    within = _within_caps(programme, day, organizations)
    wrong = {
        row
        for row in kept
        if row[0] in facts
        and (row[2] != facts[row[0]].standing_on(programme, day).reason or row[3] != within.get(row[0]))
    }
    # A row that was written meanwhile says nothing of what it said before.
    return {row[0] for row in wrong & set(rows.all())} if wrong else set()


def _add_missing() -> None:
    """Rows that were dropped: until they are there again, the rules are asked, but the fees are not known."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organizations_todaysstanding (organization_id, programme_id, reason, is_stale, version)"
            " SELECT sending.organization_id, programme.id, '', true, 0"
            " FROM organizations_sendingorganization AS sending, countries_programme AS programme"
            " WHERE NOT EXISTS (SELECT 1 FROM organizations_todaysstanding AS kept"
            " WHERE kept.organization_id = sending.organization_id AND kept.programme_id = programme.id)"
            " ON CONFLICT DO NOTHING"
        )
