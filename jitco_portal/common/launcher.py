"""What `make run` does once the requirements are installed: everything up to a portal that answers.

``.venv/bin/python -m jitco_portal.common.launcher`` in the project's folder, with PORT, DATA, DATABASE_URL and
SAMPLE from the environment. It stays in front of what it starts: Ctrl-C or SIGTERM ends web server, worker and
database in this order, and the kernel ends them should the launcher be killed. A worker that ends by itself is
started again, after a pause that grows; readers need it least.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

import psycopg

from jitco_portal.common.embedded_connection import read_connection
from jitco_portal.common.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError
from jitco_portal.common.private_files import NotPrivate, own_folder, read_private
from jitco_portal.common.processes import end_with_parent

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
_READY_SECONDS = 60
_STOP_SECONDS = 20
_GOING_SECONDS = 2
# Between two starts of the worker; one that ran for so long begins with the first pause again.
_PAUSES = (1, 2, 5, 15, 60)
_RAN_WELL_SECONDS = 300


class CannotRun(Exception):
    """The text is for the person who typed `make run`."""


class _Stop(BaseException):
    """Somebody asked us to end: Ctrl-C, SIGTERM or a closed terminal."""


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    if os.environ.get("MAKELEVEL"):  # make runs nothing else: without it nobody could stop us by Ctrl-C
        end_with_parent(signal.SIGTERM, os.getppid())
    launcher = Launcher()
    try:
        launcher.run()
    except _Stop:
        _say("Stopping.")
    except (CannotRun, EmbeddedPostgresError) as error:
        _say(f"\n{error}", to_error=True)
        sys.exit(1)
    finally:
        launcher.stop()


class Launcher:
    """One portal: its folder, its port, its processes."""

    def __init__(self) -> None:
        self.database: EmbeddedPostgres | None = None
        self.child: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self._worker_ended = 0  # in a row
        self._worker_starts_at = 0.0

    def run(self) -> None:
        os.umask(0o077)  # nothing that we write is for other users of the machine
        port = _port()
        data = _data_folder()
        external = bool(os.environ.get("DATABASE_URL"))
        _refuse_if_taken(port)
        environment = {
            **os.environ,
            "PORT": str(port),
            "DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "jitco_portal.settings",
            # Browsers share cookies between ports: with one name a second copy would end the first one's log-ins.
            "COOKIE_PREFIX": os.environ.get("COOKIE_PREFIX") or f"portal{port}",
            "PYTHONUNBUFFERED": "1",
            # Else each thread keeps room of its own for what it makes: some megabytes of a process.
            "MALLOC_ARENA_MAX": os.environ.get("MALLOC_ARENA_MAX") or "2",
        }
        if not external:
            _make_secret_key(data / "secret_key")
            _say("Starting the database")
            self._start_database(data / "postgres")
        self._prepare(environment)
        self._serve(environment)
        self._wait_until_it_answers(port)
        _say(f"\nThe portal answers at http://{HOST}:{port}/")
        accounts = data / "sample_accounts.json"
        if accounts.is_file():
            _say(f"Sample log-ins: {_shown(accounts)}")
        _say("Ctrl-C stops it.\n")
        self._watch(environment)

    def stop(self) -> None:
        """End what runs, the web server first so that it can finish its answers."""
        # A second Ctrl-C out of impatience must not leave half of it running.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for process in (self.child, self.worker):
            if process is None or process.poll() is not None:
                continue
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_STOP_SECONDS)
            if process.poll() is None:
                process.kill()
                process.wait()
        if self.database is not None:
            self.database.stop()

    def _start_database(self, folder: Path) -> None:
        self.database = EmbeddedPostgres(folder)
        self.database.start()
        if _password_is_wrong(folder):
            _say("Renewing the database's password")
            self.database.stop()
            self.database.start(renew_password=True)

    def _start(self, command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            # A group of its own: Ctrl-C comes to us, and we end things in their order.
            start_new_session=True,
            preexec_fn=partial(end_with_parent, signal.SIGTERM, os.getpid()),
        )

    def _prepare(self, environment: dict[str, str]) -> None:
        _say("Preparing tables, data, static files and translations")
        self.child = self._start(["manage.py", "prepare"], environment)
        if self.child.wait() != 0:
            raise CannotRun("The portal was not started; the reason stands above.")

    def _serve(self, environment: dict[str, str]) -> None:
        config = ["--config", "python:jitco_portal.gunicorn_config"]
        self.child = self._start(["-m", "gunicorn", *config, "jitco_portal.wsgi"], environment)

    def _wait_until_it_answers(self, port: int) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline:
            self._complain_about_the_dead()
            status = _status_of_readyz(port)
            if status == HTTPStatus.OK:
                return
            if status == HTTPStatus.INTERNAL_SERVER_ERROR:
                raise CannotRun("The portal fails on every page; the reason stands in its log above.")
            time.sleep(0.1)
        raise CannotRun(f"The portal does not become ready at http://{HOST}:{port}/readyz; see its log above.")

    def _watch(self, environment: dict[str, str]) -> None:
        while True:
            self._complain_about_the_dead()
            self._keep_the_worker(environment)
            time.sleep(0.5)

    def _keep_the_worker(self, environment: dict[str, str]) -> None:
        """Start the worker, which sends mails, once readers are served; and again when it has ended."""
        now = time.monotonic()
        if self.worker is not None and self.worker.poll() is not None:
            ran_well = now - self._worker_starts_at > _RAN_WELL_SECONDS
            self._worker_ended = 1 if ran_well else self._worker_ended + 1
            pause = _PAUSES[min(self._worker_ended, len(_PAUSES)) - 1]
            _say(f"The worker has ended (code {self.worker.returncode}); it starts again in {pause} s.", to_error=True)
            self.worker, self._worker_starts_at = None, now + pause
        if self.worker is None and now >= self._worker_starts_at:
            self.worker, self._worker_starts_at = self._start(["manage.py", "run_worker"], environment), now

    def _complain_about_the_dead(self) -> None:
        if self.child is not None and self.child.poll() is not None:
            raise CannotRun(f"The web server has ended (code {self.child.returncode}); see its log above.")
        if self.database is not None and self.database.process.poll() is not None:
            raise CannotRun(f"The database has ended; see {_shown(self.database.log)}")


def _stop(number: int, frame: FrameType | None) -> None:
    raise _Stop


def _port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= 65535:
        raise CannotRun(f"PORT must be a number from 1 to 65535, not {given!r}.")
    return int(given)


def _data_folder() -> Path:
    """The same folder as the settings', made if missing; it may be reached through a link of the operator's."""
    given = ROOT / Path(os.environ.get("DATA") or "var").expanduser()
    other = "Give this run its own: make run DATA=/some/folder"
    try:
        if given.is_symlink() and given.lstat().st_uid not in (0, os.geteuid()):
            raise CannotRun(f"The data folder {given} is a link that another user made. {other}")
        folder = given.resolve()
        own_folder(folder)
    except OSError as error:
        raise CannotRun(f"The data folder {given} cannot be made: {error.strerror}.") from error
    except NotPrivate as error:
        raise CannotRun(f"The data folder cannot serve. {error} {other}") from error
    return folder


def _refuse_if_taken(port: int) -> None:
    """Wait a moment first: a portal whose launcher was killed is still on its way out."""
    deadline = time.monotonic() + _GOING_SECONDS
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
                return
            except PermissionError as error:
                raise CannotRun(f"Port {port} is for root only. Choose another: make run PORT=8123") from error
            except OSError as error:
                if time.monotonic() > deadline:
                    raise CannotRun(
                        f"Port {port} is in use. Stop what runs there, or run beside it: "
                        "make run PORT=8123 DATA=/some/folder"
                    ) from error
        time.sleep(0.1)


def _make_secret_key(path: Path) -> None:
    try:
        if read_private(path):
            return
        path.unlink()
    except FileNotFoundError:
        pass
    except (OSError, NotPrivate) as error:
        raise CannotRun(f"The secret key of this installation cannot serve. {error}") from error
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))


def _password_is_wrong(folder: Path) -> bool:
    """Whether the database refuses the password that we have; any other trouble is told by what needs it first."""
    found = read_connection(folder)
    try:
        psycopg.connect(
            host=found["HOST"], user=found["USER"], password=found["PASSWORD"], dbname=found["NAME"]
        ).close()
    except psycopg.OperationalError as error:
        return "password authentication failed" in str(error)
    return False


def _status_of_readyz(port: int) -> int | None:
    connection = HTTPConnection(HOST, port, timeout=10)
    try:
        # The name is one that ALLOWED_HOSTS has, whatever it is set to.
        connection.request("GET", "/readyz", headers={"Host": _a_host(), "X-Forwarded-Proto": "https"})
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def _a_host() -> str:
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip()
    return first.removeprefix(".") or "localhost"


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _say(text: str, *, to_error: bool = False) -> None:
    with contextlib.suppress(OSError):  # the terminal may be gone already
        print(text, file=sys.stderr if to_error else sys.stdout, flush=True)


if __name__ == "__main__":
    main()
