"""A server of Debian's own PostgreSQL for the time of a measurement; it brings the trigrams that the wheel lacks."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from jitco_portal.common.embedded_postgres.identity import identity_for
from tests import machine

BINARIES = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    found = sorted(BINARIES.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextlib.contextmanager
def debian_server() -> Iterator[psycopg.Connection | None]:
    """A connection to an empty database as its superuser; None where there is no such server and none may be had."""
    # Not among the needs of every test run: a whole server is much to install for one column of a table.
    machine.NEEDS["trigrams"] = machine.Need(programs, ("postgresql",), "the column of pg_trgm is skipped")
    machine.main(["trigrams"])
    folder = programs()
    if folder is None:
        yield None
        return
    base = Path(tempfile.mkdtemp(prefix="trigrams-"))
    cluster = base / "cluster"
    identity = identity_for(cluster)
    identity.give(base)
    options = {
        "cwd": "/",
        "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        "check": True,
        **identity.popen_arguments(),
    }
    control = [folder / "pg_ctl", "-D", cluster, "-w", "-s"]
    try:
        subprocess.run(
            [folder / "initdb", "-D", cluster, "-U", "postgres", "-E", "UTF8", "--auth=trust", "--no-sync"],
            stdout=subprocess.DEVNULL,
            **options,
        )
        settings = f"-c listen_addresses='' -k {base} -c unix_socket_permissions=0700"
        subprocess.run([*control, "-l", base / "log", "-o", settings, "start"], **options)
        try:
            with psycopg.connect(host=str(base), user="postgres", dbname="postgres", autocommit=True) as connection:
                yield connection
        finally:
            subprocess.run([*control, "-m", "fast", "stop"], **options)
    finally:
        shutil.rmtree(base, ignore_errors=True)
