"""Counting downloads, without robots, staff, second clicks, or a trace of who it was.

A reader is known for a day, as a hash under a secret that is deleted in the night after it; by then only numbers are
left. A download that cannot be counted is one all the same.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crawlerdetect import CrawlerDetect
from django.db import connection, transaction
from django.utils import timezone

from jitco_portal.common.days import today
from jitco_portal.common.networks import network_of
from materials.models import DailySalt, Download, EditionFile, EditionReader, ReaderKind
from materials.queries.readers import links_needed
from organizations.models import Organization
from organizations.queries.members import memberships_of

logger = logging.getLogger(__name__)

SECOND_CLICK = datetime.timedelta(seconds=30)
# From one network, say of a school; whoever wants to be many programs is no more than that.
MOST_A_DAY = 30
_SALT_BYTES = 32
# A download waits no longer than this for being counted.
_PATIENCE = "1s"
_ROBOTS = CrawlerDetect()


@dataclass(frozen=True)
class Reader:
    """Who downloads, as far as it is counted by; ``keys`` are the open links for participants that they came by."""

    user: Any
    address: str
    agent: str
    keys: tuple[int, ...] = ()

    @property
    def is_invited(self) -> bool:
        return bool(self.keys)

    @property
    def is_robot(self) -> bool:
        """Whoever is logged in or was given a link is none, however they fetch it: slow lines need such programs."""
        if self.user.is_authenticated or self.is_invited:
            return False
        return not self.agent or bool(_ROBOTS.isCrawler(self.agent))


def count_download(*, files: Sequence[EditionFile], reader: Reader) -> None:
    """Once for each file, whatever happens; a handful of queries for a file as for an archive."""
    if getattr(reader.user, "is_staff", False) or reader.is_robot:
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            _count(cursor, [file.pk for file in files], reader)
            if reader.user.is_authenticated:
                _remember(files, reader)
    except Exception:
        logger.exception("A download was not counted")


# Clicks from one network come one after another, also those of the same moment; and nothing is waited for for long.
_LOCK = "SELECT set_config('lock_timeout', %(patience)s, true), pg_advisory_xact_lock(hashtextextended(%(network)s, 7))"
_COUNT = """
INSERT INTO materials_download (file_id, at, reader_kind, country_id, visitor)
SELECT one.file, %(now)s, %(kind)s, (SELECT id FROM countries_country WHERE code = %(country)s), %(visitor)s
FROM unnest(%(files)s::bigint[]) AS one(file)
WHERE NOT EXISTS (
    SELECT 1 FROM materials_download AS earlier
    WHERE earlier.file_id = one.file AND earlier.visitor = %(visitor)s AND earlier.at > %(since)s
) AND (
    SELECT count(*) FROM materials_download AS same
    WHERE same.file_id = one.file AND same.visitor BETWEEN %(network)s AND %(network)s || 'g'
) < %(most)s
"""


def _count(cursor: Any, files: list[int], reader: Reader) -> None:
    kind, country = _kind_of(reader)
    now = timezone.now()
    network, visitor = _visitor(reader, _salt_of(timezone.localdate(now)))
    values = {
        "files": files,
        "now": now,
        "since": now - SECOND_CLICK,
        "kind": kind,
        "country": country,
        "visitor": visitor,
        "network": network,
        "most": MOST_A_DAY,
        "patience": _PATIENCE,
    }
    cursor.execute(_LOCK, values)
    cursor.execute(_COUNT, values)


def _kind_of(reader: Reader) -> tuple[str, str | None]:
    """With the code of the country of the organization, where it is a sending one."""
    members = memberships_of(reader.user)
    sending = next((each for each in members if each.kind == Organization.Kind.SENDING), None)
    if sending is not None:
        return ReaderKind.SENDING, sending.country_code
    if members:
        return ReaderKind.SUPERVISING, None
    if reader.is_invited:
        return ReaderKind.PARTICIPANT, None
    return (ReaderKind.PERSON if reader.user.is_authenticated else ReaderKind.VISITOR), None


def _visitor(reader: Reader, salt: bytes) -> tuple[str, str]:
    """What tells a network from others, and behind the same what tells a reader in it; a person is both."""
    network, program = f"network {network_of(reader.address)}", reader.agent
    if reader.user.is_authenticated:
        network, program = f"user {reader.user.pk}", ""
    told = [
        hashlib.blake2b(each.encode(errors="replace"), key=salt, digest_size=16).hexdigest()
        for each in (network, f"{network}\0{program}")
    ]
    return told[0], "".join(told)


def _salt_of(day: datetime.date) -> bytes:
    """Made by the first download of the day; kept in no process, so that it is gone when its row is."""
    row = DailySalt.objects.filter(day=day).first()
    if row is None:
        fresh = DailySalt(day=day, salt=secrets.token_bytes(_SALT_BYTES))
        DailySalt.objects.bulk_create([fresh], ignore_conflicts=True)
        row = DailySalt.objects.get(day=day)
    return bytes(row.salt)


def _remember(files: Sequence[EditionFile], reader: Reader) -> None:
    """They are told when a newer edition appears, unless they do not want to be."""
    at = timezone.now()
    editions = {file.edition_id for file in files}
    keys = links_needed(user=reader.user, keys=reader.keys, editions=editions)
    rows = [EditionReader(user=reader.user, edition_id=pk, share_key_id=keys.get(pk), at=at) for pk in editions]
    EditionReader.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "edition"], update_fields=["at", "share_key"]
    )


# The night ------------------------------------------------------------------------------------------------

_ADD_UP = """
INSERT INTO materials_downloadfigure (file_id, day, reader_kind, country_id, count)
SELECT file_id, (at AT TIME ZONE 'Asia/Tokyo')::date, reader_kind, country_id, count(*)
FROM materials_download WHERE at < %(before)s GROUP BY 1, 2, 3, 4
ON CONFLICT (file_id, day, reader_kind, country_id) DO UPDATE
SET count = materials_downloadfigure.count + EXCLUDED.count
"""


def add_up_downloads() -> None:
    """Days gone by become figures; what could tell two downloads of one reader goes with its secret.

    In one transaction, which the work of the night has: no download is lost or counted twice.
    """
    day = today()
    before = timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
    with connection.cursor() as cursor:
        # A download that is counted meanwhile belongs to today: those before midnight were counted hours ago.
        cursor.execute(_ADD_UP, {"before": before})
    Download.objects.filter(at__lt=before).delete()
    DailySalt.objects.filter(day__lt=day).delete()
