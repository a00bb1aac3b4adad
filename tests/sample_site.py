"""Starts the portal as `make run` does, for tests that look at whole pages with the shipped and sample data."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import psycopg

from jitco_portal.common.processes import end_with_parent
from tests.embedded_database import TEMPLATE, server_address

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class SampleSite:
    url: str
    data: Path

    @property
    def accounts(self) -> list[dict]:
        """The log-ins of this installation, as written by load_sample_data."""
        return json.loads((self.data / "sample_accounts.json").read_text(encoding="utf-8"))


@contextlib.contextmanager
def start_sample_site(data: Path, **environment: str) -> Iterator[SampleSite]:
    """Serve on a free port with ``data`` as its folder; on DATABASE_URL's server if that is set."""
    port = free_port()
    with _database(data) as database:
        inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MAKELEVEL"}}
        log = data / "launcher.log"
        with log.open("wb") as output:
            launcher = subprocess.Popen(
                [sys.executable, "-m", "jitco_portal.common.launcher"],
                cwd=ROOT,
                env={**inherited, "DATA": str(data), "PORT": str(port), **database, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=partial(end_with_parent, signal.SIGTERM, os.getpid()),
            )
        try:
            site = SampleSite(f"http://127.0.0.1:{port}", data)
            _wait(site, launcher, log)
            yield site
        finally:
            launcher.terminate()
            launcher.wait(60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(site: SampleSite, launcher: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and launcher.poll() is None:
        with contextlib.suppress(OSError):
            urlopen(f"{site.url}/readyz", timeout=5).close()
            return
        time.sleep(0.2)
    raise AssertionError(f"The portal did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


@contextlib.contextmanager
def _database(data: Path) -> Iterator[dict[str, str]]:
    """The variables that say which database to use; it is dropped afterwards.

    Within a test run that is a copy of the migrated database, which saves the better part of a start. With
    DATABASE_URL it is an empty one beside the one named. Else (`make bench`) the site starts a server of its own.
    """
    template = os.environ.get(TEMPLATE)
    server = server_address(Path(os.environ["DATA"])) if template else os.environ.get("DATABASE_URL")
    if not server:
        yield {}
        return
    name = f"portal_site_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        try:
            if template:
                _take_over_static_files(Path(os.environ["DATA"]), data)
            address, _, parameters = server.partition("?")
            beside = f"{address.rpartition('/')[0]}/{name}" + (f"?{parameters}" if parameters else "")
            yield {"DATABASE_URL": beside, "SAMPLE": "1"}
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _take_over_static_files(built: Path, data: Path) -> None:
    for name in ("build", "static"):
        shutil.copytree(built / name, data / name)
    shutil.copy(built / "static.stamp", data)
