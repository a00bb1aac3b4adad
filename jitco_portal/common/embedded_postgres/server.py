"""The server on a data folder: making its cluster, starting and stopping it."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from jitco_portal.common.embedded_postgres.errors import AlreadyRunning, EmbeddedPostgresError
from jitco_portal.common.embedded_postgres.identity import Identity, identity_for
from jitco_portal.common.embedded_postgres.programs import (
    end,
    environment,
    reachable,
    run,
    single_user,
    wait_for_leftover_servers,
    wheel_folder,
)
from jitco_portal.common.embedded_postgres.run_folder import PORT, RunFolder, make_run_folder, remove_earlier_run_folder
from jitco_portal.common.private_files import NotPrivate, open_private, own_folder, read_private
from jitco_portal.common.processes import end_with_parent

ROLE = DATABASE = "portal"
_START_SECONDS = 120  # after a crash the journal is replayed first

_ALWAYS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": str(PORT),
    "max_connections": "100",
    "log_destination": "stderr",
    "logging_collector": "off",
    "log_line_prefix": "%m [%p] %d ",
}
_QUICK_AND_UNSAFE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}
_HBA = f"local all {ROLE} scram-sha-256\n"


@dataclass
class EmbeddedPostgres:
    """The server on ``folder``; use it as a context, or call ``start`` and ``stop``.

    ``for_tests`` trades safety against a power cut for speed. ``wheel`` is the folder of the installed wheel.
    """

    folder: Path
    for_tests: bool = False
    wheel: Path = field(default_factory=lambda: wheel_folder())
    _lock: IO[str] | None = field(default=None, init=False, repr=False)
    _server: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)
    _run_folder: RunFolder | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.folder = self.folder.absolute()

    def __enter__(self) -> EmbeddedPostgres:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # What others may ask -----------------------------------------------------------------------------

    @property
    def process(self) -> subprocess.Popen[bytes]:
        if self._server is None:
            raise EmbeddedPostgresError("The embedded PostgreSQL was not started.")
        return self._server

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def start(self, *, renew_password: bool = False) -> None:
        """Start the server, making the cluster first if there is none; returns when it takes connections."""
        try:
            self._start(renew_password)
        except (OSError, NotPrivate) as error:
            self.stop()
            raise EmbeddedPostgresError(f"The embedded PostgreSQL cannot start: {error}") from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the server in good order, roll back what is open, remove what it needed only to run."""
        if self._server is not None:
            end(self._server)
            self._server = None
        if self._lock is not None:
            self._connection_file.unlink(missing_ok=True)
        if self._run_folder is not None:
            self._run_folder.remove()
            self._run_folder = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    # The steps of a start ----------------------------------------------------------------------------

    def _start(self, renew_password: bool) -> None:
        own_folder(self.folder)
        self._take_the_lock()
        cluster = self._cluster
        identity = identity_for(cluster)  # refuses a cluster that is somebody else's before anything is done to it
        self._clear_away_an_earlier_run()
        self._run_folder = make_run_folder(note=self._run_folder_note, wheel=self.wheel, identity=identity)
        if not cluster.exists():
            self._make_cluster(cluster, identity)
        self._keep_a_password(cluster, identity, renew_password)
        self._launch(cluster, identity)

    @property
    def _cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def _connection_file(self) -> Path:
        return self.folder / "connection.json"

    @property
    def _run_folder_note(self) -> Path:
        return self.folder / "run_folder"

    @property
    def _password_file(self) -> Path:
        return self.folder / "password"

    @property
    def _running(self) -> RunFolder:
        if self._run_folder is None:
            raise EmbeddedPostgresError("The embedded PostgreSQL was not started.")
        return self._run_folder

    def _take_the_lock(self) -> None:
        lock = open_private(self.folder / "lock", os.O_RDWR)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = lock.read().strip() or "unknown"
            lock.close()
            raise AlreadyRunning(
                f"The database in {self.folder} is already in use by process {holder}. "
                "Stop that one first, or give this one a folder of its own: make run DATA=/some/folder"
            ) from None
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        self._lock = lock

    def _clear_away_an_earlier_run(self) -> None:
        """What a crash or kill -9 left: a server that is still going down, a socket folder, a pid file."""
        self._connection_file.unlink(missing_ok=True)
        wait_for_leftover_servers(self._cluster)
        # No process works in the cluster, so the file names a number that is nobody's or a stranger's now.
        (self._cluster / "postmaster.pid").unlink(missing_ok=True)
        remove_earlier_run_folder(self._run_folder_note)
        for unfinished in self.folder.glob("cluster.new-*"):
            shutil.rmtree(unfinished)

    def _make_cluster(self, cluster: Path, identity: Identity) -> None:
        """Make it under another name first: an interrupted run leaves nothing that looks finished."""
        unfinished = self.folder / f"cluster.new-{secrets.token_hex(4)}"
        unfinished.mkdir(mode=0o700)
        identity.give(unfinished)
        with reachable(unfinished, identity) as (path, descriptors):
            run(
                [
                    self._running.programs / "initdb",
                    *("-D", path, "-U", "postgres", "-E", "UTF8", "--no-instructions"),
                    *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                    *("--auth=reject", *(["--no-sync"] if self.for_tests else [])),
                ],
                identity,
                descriptors,
            )
            (unfinished / "pg_hba.conf").write_text(_HBA, encoding="ascii")
            with self._new_password() as password:
                single_user(
                    self._running.programs,
                    path,
                    identity,
                    descriptors,
                    f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}'",
                    f"CREATE DATABASE {DATABASE} OWNER {ROLE}",
                )
        unfinished.rename(cluster)

    def _keep_a_password(self, cluster: Path, identity: Identity, renew: bool) -> None:
        """A cluster whose password was lost gets a new one; so does one whose renewal was interrupted."""
        if not renew and not self._new_password_file.exists() and self._password():
            return
        with reachable(cluster, identity) as (path, descriptors), self._new_password() as password:
            single_user(self._running.programs, path, identity, descriptors, f"ALTER ROLE {ROLE} PASSWORD '{password}'")

    def _password(self) -> str:
        try:
            return read_private(self._password_file)
        except FileNotFoundError:
            return ""

    @property
    def _new_password_file(self) -> Path:
        return self.folder / "password.new"

    @contextlib.contextmanager
    def _new_password(self) -> Iterator[str]:
        """A password to set inside the block; it counts from the block's end.

        Until then a file stands beside the old one: the next start cannot know which of the two the database has.
        """
        password = secrets.token_urlsafe(32)
        with open_private(self._new_password_file, os.O_WRONLY | os.O_TRUNC) as file:
            file.write(password)
            file.flush()
            os.fsync(file.fileno())
        yield password
        self._new_password_file.replace(self._password_file)

    def _launch(self, cluster: Path, identity: Identity) -> None:
        settings = {**_ALWAYS, **(_QUICK_AND_UNSAFE if self.for_tests else {})}
        settings["unix_socket_directories"] = '"' + str(self._running.sockets).replace('"', '""') + '"'
        arguments = [f"--{name}={value}" for name, value in settings.items()]
        if self.log.exists() and self.log.stat().st_size > 10_000_000:
            self.log.replace(self.log.with_suffix(".log.old"))
        with (
            reachable(cluster, identity) as (path, descriptors),
            open_private(self.log, os.O_WRONLY | os.O_APPEND) as log,
        ):
            said_before = log.seek(0, os.SEEK_END)
            self._server = subprocess.Popen(
                [self._running.programs / "postgres", "-D", path, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment(),
                cwd="/",
                pass_fds=descriptors,
                # A Ctrl-C in the terminal must reach the launcher alone: it ends the web server first.
                start_new_session=True,
                preexec_fn=partial(end_with_parent, signal.SIGINT, os.getpid()),
                **identity.popen_arguments(),
            )
        self._wait_until_ready(cluster, said_before)
        connection = {
            "HOST": str(self._running.sockets),
            "NAME": DATABASE,
            "USER": ROLE,
            "PASSWORD": self._password(),
        }
        with open_private(self._connection_file, os.O_WRONLY | os.O_TRUNC) as file:
            json.dump(connection, file)

    def _wait_until_ready(self, cluster: Path, said_before: int) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                with self.log.open("rb") as log:
                    log.seek(said_before)
                    said = log.read().decode("utf-8", "replace").strip()
                raise EmbeddedPostgresError(f"The embedded PostgreSQL ended at once:\n{said}")
            with contextlib.suppress(OSError):
                lines = (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
                if len(lines) >= 8 and lines[0] == str(self.process.pid) and lines[7].strip() == "ready":
                    return
            time.sleep(0.05)
        raise EmbeddedPostgresError(
            f"The embedded PostgreSQL is not ready after {_START_SECONDS} seconds; see {self.log}"
        )
