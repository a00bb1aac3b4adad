"""Starting an embedded server and asking it something."""

import json
import os
from pathlib import Path

import psycopg
import pytest

from jitco_portal.common.embedded_postgres import EmbeddedPostgres

as_root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


def server_on(folder: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(folder, for_tests=True)


def reach(folder: Path, **changed) -> psycopg.Connection:
    found = json.loads((folder / "connection.json").read_text())
    values = {"host": found["HOST"], "user": found["USER"], "password": found["PASSWORD"], "dbname": found["NAME"]}
    return psycopg.connect(**{**values, **changed})


def ask(folder: Path, query: str):
    with reach(folder) as connection:
        return connection.execute(query).fetchone()[0]
