"""A database of the measurement's own: made, filled as fast as it goes, dropped at the end."""

import contextlib
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote

import psycopg

from jitco_portal.common.embedded_connection import read_connection
from jitco_portal.common.embedded_postgres import EmbeddedPostgres
from tests.sample_site import ROOT

PROCESSES = 2
# Rows that a process holds at one time.
PORTION = 5_000


@contextlib.contextmanager
def measuring_database(folder: Path) -> Iterator[str]:
    """The address of an empty, migrated database with the reference tables.

    On an embedded server under ``folder``, set up as `make run` sets it up; with DATABASE_URL on that server.
    The portal's settings of this process and its children use it.
    """
    with _server(folder) as server, _database(server) as address:
        os.environ.update(
            DATABASE_URL=address,
            DATA=str(folder),
            SECRET_KEY=secrets.token_urlsafe(50),
            DJANGO_SETTINGS_MODULE="jitco_portal.settings",
        )
        for command in ("migrate", "load_reference_data"):
            subprocess.run([sys.executable, "manage.py", command, "--verbosity=0"], check=True, cwd=ROOT)
        yield address


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[str]:
    if address := os.environ.get("DATABASE_URL"):
        yield address
        return
    with EmbeddedPostgres(folder / "postgres"):
        reach = read_connection(folder / "postgres")
        host = quote(reach["HOST"], safe="")
        yield f"postgresql://{reach['USER']}:{reach['PASSWORD']}@/{reach['NAME']}?host={host}"


@contextlib.contextmanager
def _database(server: str) -> Iterator[str]:
    name = f"portal_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
        address, question, parameters = server.partition("?")
        try:
            yield f"{address.rpartition('/')[0]}/{name}{question}{parameters}"
        finally:
            _drop(connection, name)


def _drop(connection: psycopg.Connection, name: str) -> None:
    """A worker of autovacuum in it is not ours to end: wait until it has gone."""
    for _second in range(60):
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            return
        time.sleep(1)


def fill(address: str, *, first: int, last: int, with_history: bool = True) -> None:
    """Load the organizations from ``first`` to before ``last``; two processes make and copy them."""
    from tests.bench.loading import bare_tables, finish, write_history

    with bare_tables(address):
        tasks = [(start, min(start + PORTION, last), with_history) for start in range(first, last, PORTION)]
        # Spawned: a connection of Django's must not be shared with a child.
        with get_context("spawn").Pool(PROCESSES, _set_up) as pool:
            for _done in pool.imap_unordered(_load, tasks):
                pass
        if with_history:
            write_history()
    finish(with_history=with_history)


def _set_up() -> None:
    import django

    django.setup()


def _load(task: tuple[int, int, bool]) -> None:
    from django.db import transaction

    from tests.bench.dataset import organizations
    from tests.bench.rows import Tables, copy

    first, last, with_history = task
    made = organizations(first=first, last=last)
    with transaction.atomic():
        copy(Tables().rows(made, with_history=with_history))


def refresh_search(address: str) -> None:
    """Write the marked entries of the search, in two processes; the large indexes are made once all stand."""
    from tests.bench.loading import without_indexes

    indexes = without_indexes(address, "searchentry_by_terms", "searchword_by_rests")
    with indexes, get_context("spawn").Pool(PROCESSES, _set_up) as pool:
        for _done in pool.imap_unordered(_refresh, range(PROCESSES)):
            pass


def _refresh(_process: int) -> None:
    from jitco_portal.common.search import index

    index.refresh_stale()
