"""Brings the rows of the labelled set into the database in use."""

from pathlib import Path

from django.db import connection

from jitco_portal.common.csv_tables.tables import load_at_once
from jitco_portal.common.registry import reference_loaders, sample_loaders
from jitco_portal.common.search import index
from tests.bench.dataset import organizations
from tests.bench.rows import Tables, copy
from tests.search.known import GENERATED

KINDS = ("sending", "supervising")


def _index() -> None:
    index.rebuild(kinds=KINDS)
    with connection.cursor() as cursor:
        # As autovacuum does of itself; the tests' server has none.
        cursor.execute("ANALYZE common_searchentry, common_searchword")


def load_rows() -> None:
    """Shipped, sample and generated organizations, all up to date in the search."""
    for loaders in (reference_loaders, sample_loaders):
        load_at_once("labelled set", lambda loaders=loaders: [report for loader in loaders for report in loader()])
    copy(Tables().rows(organizations(first=0, last=GENERATED)))
    _index()


def load_shared(path: Path) -> None:
    from organizations.services.loading import load_organizations

    load_at_once("shared rows", lambda: load_organizations(path=path))
    _index()
