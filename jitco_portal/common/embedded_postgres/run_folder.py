"""The short private folder in /tmp that a running server needs: its socket, and as root a copy of its programs."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from jitco_portal.common.embedded_postgres.errors import EmbeddedPostgresError
from jitco_portal.common.embedded_postgres.identity import Identity
from jitco_portal.common.embedded_postgres.programs import copy_of_the_programs, enters, runs
from jitco_portal.common.private_files import open_private

PORT = 5432  # only a part of the socket's name
_PREFIX = "jitco-pg-"
_LONGEST_SOCKET_PATH = 107


@dataclass(frozen=True)
class RunFolder:
    """``note`` keeps its path for the next start, should this one not come to its end."""

    path: Path
    programs: Path
    note: Path
    lock: int

    @property
    def sockets(self) -> Path:
        return self.path / "s"

    def remove(self) -> None:
        _remove(self.path)
        self.note.unlink(missing_ok=True)
        os.close(self.lock)


def make_run_folder(*, note: Path, wheel: Path, identity: Identity) -> RunFolder:
    reasons = []
    usual = ("/tmp", "/var/tmp", "/dev/shm", "/run")  # noqa: S108 - mkdtemp makes a private folder there
    bases = [Path(tempfile.gettempdir()), *map(Path, usual)]
    for base in dict.fromkeys(bases):
        try:
            path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=base))
        except OSError as error:
            reasons.append(f"{base}: {error.strerror}")
            continue
        try:
            programs = _furnish(path, wheel, identity)
        except (OSError, EmbeddedPostgresError) as error:
            shutil.rmtree(path, ignore_errors=True)
            reasons.append(f"{base}: {error}")
            continue
        with open_private(note, os.O_WRONLY | os.O_TRUNC) as file:
            file.write(str(path))
        # Cleaners of /tmp (systemd-tmpfiles) leave a folder alone while somebody holds a lock on it.
        lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(lock, fcntl.LOCK_SH)
        return RunFolder(path, programs, note, lock)
    raise EmbeddedPostgresError(
        "No folder serves for the socket of the embedded PostgreSQL (" + "; ".join(reasons) + ")"
    )


def remove_earlier_run_folder(note: Path) -> None:
    """What a launcher that was killed could not remove itself."""
    with contextlib.suppress(OSError):
        _remove(Path(note.read_text(encoding="utf-8")))
    note.unlink(missing_ok=True)


def _furnish(run_folder: Path, wheel: Path, identity: Identity) -> Path:
    sockets = run_folder / "s"
    if len(os.fsencode(sockets / f".s.PGSQL.{PORT}")) > _LONGEST_SOCKET_PATH:
        raise EmbeddedPostgresError("its path is too long for a socket")
    sockets.mkdir(mode=0o700)
    if identity.is_other:
        os.chown(run_folder, 0, identity.gid)
        os.chmod(run_folder, 0o710)  # noqa: S103 - a group that nobody else is in
        identity.give(sockets)
        if not enters(sockets, identity):
            raise EmbeddedPostgresError("the server's user cannot enter it")
    in_place = wheel / "pginstall18" / "bin"
    if not identity.is_other or runs(in_place, identity):
        return in_place
    copy = copy_of_the_programs(wheel, run_folder, identity.gid)
    if not runs(copy, identity):
        raise EmbeddedPostgresError("programs cannot be run from here")
    return copy


def _remove(run_folder: Path) -> None:
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
