"""`make run`, seen from outside."""

import contextlib
import itertools
import os
import shutil
import signal
import socket
import subprocess
import time
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest

from jitco_portal.common import launcher
from jitco_portal.common.embedded_postgres import EmbeddedPostgres
from jitco_portal.common.processes import end_with_parent, processes_in
from tests.sample_site import ROOT, free_port
from tests.soak import SOAK

MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(MAKE is None, reason="no make on this machine")


def environment(**changed: str) -> dict[str, str]:
    """What a person's shell has: nothing of the environment of the tests."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, **changed}


def make_run(*options: str, **changed: str) -> subprocess.CompletedProcess:
    """For runs that end by themselves."""
    return subprocess.run(
        ["make", "run", *options],
        cwd=ROOT,
        env=environment(**changed),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


class Run:
    """A `make run` in a process group of its own, as a terminal would start it."""

    def __init__(self, data: Path, port: int):
        self.data, self.port = data, port
        self.log = data.with_name(data.name + ".log")
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                ["make", "run", f"PORT={port}", f"DATA={data}"],
                cwd=ROOT,
                env=environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=partial(end_with_parent, signal.SIGTERM, os.getpid()),
            )

    def __enter__(self):
        deadline = time.monotonic() + 180
        while "The portal answers at" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.2)
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
            self.process.wait(60)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def signal(self, number: int) -> None:
        """To the whole group, as the terminal does."""
        os.killpg(self.process.pid, number)

    def status(self, path: str) -> int:
        return urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20).status


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "8000.5", "٨٠٠٠"])
def test_a_port_that_is_none_is_told(port, tmp_path):
    answer = make_run(f"PORT={port}", f"DATA={tmp_path}")

    assert answer.returncode != 0
    assert f"PORT must be a number from 1 to 65535, not {port!r}." in answer.stderr


def test_a_taken_port_is_told_with_what_to_type(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        answer = make_run(f"PORT={port}", f"DATA={tmp_path}")

    assert answer.returncode != 0
    assert f"Port {port} is in use." in answer.stderr
    assert "make run PORT=8123 DATA=/some/folder" in answer.stderr


def test_a_second_run_on_the_same_data_is_told_who_is_there(tmp_path):
    with EmbeddedPostgres(tmp_path / "postgres", for_tests=True):
        answer = make_run(f"PORT={free_port()}", f"DATA={tmp_path}")

    assert answer.returncode != 0
    assert f"is already in use by process {os.getpid()}" in answer.stderr


def test_a_data_folder_that_cannot_be_is_told(tmp_path):
    (tmp_path / "file").touch()

    answer = make_run(f"PORT={free_port()}", f"DATA={tmp_path}/file/var")

    assert answer.returncode != 0
    assert "cannot be made" in answer.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
@pytest.mark.parametrize("name", ["", "secret_key", "postgres"])
def test_what_another_user_made_is_told_and_left_alone(tmp_path, name):
    data = tmp_path / "data"
    data.mkdir()
    if name == "secret_key":
        (data / name).write_text("a key that somebody else knows, of fifty characters")
    elif name:
        (data / name).mkdir()
    os.chown(data / name, 1, 1)
    before = sorted(data.rglob("*"))

    answer = make_run(f"PORT={free_port()}", f"DATA={data}")

    assert answer.returncode != 0
    assert f"{data / name} belongs to another user" in answer.stderr
    if not name:
        assert sorted(data.rglob("*")) == before


def test_a_link_to_the_data_folder_is_followed_once_if_we_or_root_made_it(tmp_path, monkeypatch):
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.setenv("DATA", str(tmp_path / "link"))

    assert launcher._data_folder() == tmp_path / "real"
    if os.geteuid() == 0:
        os.lchown(tmp_path / "link", 1, 1)
        with pytest.raises(launcher.CannotRun, match="link that another user made"):
            launcher._data_folder()


def test_a_data_folder_that_everybody_writes_to_is_told(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o777)

    answer = make_run(f"PORT={free_port()}", f"DATA={tmp_path}/data")

    assert answer.returncode != 0
    assert f"chmod go-w '{tmp_path}/data'" in answer.stderr
    assert list((tmp_path / "data").iterdir()) == []


def test_with_database_url_a_secret_key_is_required_and_nothing_embedded_is_started(tmp_path):
    url = "postgresql://user:password@127.0.0.1:1/portal"

    answer = make_run(f"PORT={free_port()}", f"DATA={tmp_path}", DATABASE_URL=url)

    assert answer.returncode != 0
    assert "SECRET_KEY is missing" in answer.stderr
    assert list(tmp_path.iterdir()) == []


# One copy is started by the journeys on the sample site, in each run.
@pytest.mark.skipif(not SOAK, reason="starts three portals; make soak runs it")
def test_two_copies_serve_beside_each_other_ctrl_c_leaves_nothing_and_a_crash_is_survived(tmp_path):
    first, second = tmp_path / "first copy", tmp_path / "second copy"
    starting = Run(first, free_port()), Run(second, free_port())
    with starting[0] as one, starting[1] as two:
        assert [one.status("/readyz"), two.status("/readyz")] == [200, 200]
        assert _cookie_names(one).isdisjoint(_cookie_names(two))
        workers = [_worker_of(one), _worker_of(two)]
        os.kill(workers[0], signal.SIGKILL)
        assert _worker_of(one, besides=workers[0]) not in workers
        assert "The worker has ended (code -9); it starts again in 1 s." in one.said()
        os.kill(int((first / "postgres" / "lock").read_text()), signal.SIGKILL)
        one.process.wait(60)
        assert two.status("/readyz") == 200
        two.signal(signal.SIGINT)
        two.process.wait(60)
    assert (first / "secret_key").read_text() != (second / "secret_key").read_text()

    (first / "postgres" / "password").write_text("not what the database has")
    started = time.monotonic()
    with Run(first, one.port) as after_the_crash:
        seconds = time.monotonic() - started
        assert "Renewing the database's password" in after_the_crash.said()
        assert after_the_crash.status("/readyz") == 200
        after_the_crash.signal(signal.SIGINT)
        after_the_crash.process.wait(60)
    assert seconds < 45  # 15 are promised on a machine that does nothing else

    for run in (after_the_crash, two):
        assert _left_behind(run) == []
        assert not (run.data / "postgres" / "connection.json").exists()
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            free.bind(("127.0.0.1", run.port))
        assert (run.data / "secret_key").stat().st_mode & 0o777 == 0o600


def _worker_of(run: Run, besides: int = 0) -> int:
    """The worker that a launcher keeps beside the web server; it may be on its way."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for pid in _processes_that_name(f"DATA={run.data}"):
            with contextlib.suppress(OSError):
                if pid != besides and b"run_worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    return pid
        time.sleep(0.1)
    raise AssertionError(run.said())


def test_a_worker_that_cannot_live_is_started_ever_more_slowly(monkeypatch, capsys):
    clock, started = [1000.0], []
    monkeypatch.setattr(launcher.time, "monotonic", lambda: clock[0])
    keeper = launcher.Launcher()
    monkeypatch.setattr(keeper, "_start", lambda command, environment: started.append(clock[0]) or Ended())

    for _number in range(400):
        keeper._keep_the_worker({})
        clock[0] += 0.5

    pauses = [after - before for before, after in itertools.pairwise(started)]
    assert pauses == [1.5, 2.5, 5.5, 15.5, 60.5, 60.5]


class Ended:
    """A process that ended at once."""

    returncode = 1

    def poll(self):
        return self.returncode


def _left_behind(run: Run) -> list[int]:
    return processes_in(run.data / "postgres" / "cluster") + _processes_that_name(f"DATA={run.data}")


def _cookie_names(run: Run) -> set[str]:
    answer = urlopen(f"http://127.0.0.1:{run.port}/en/admin/login/", timeout=20)
    return {line.partition("=")[0] for line in answer.headers.get_all("Set-Cookie")}


def _processes_that_name(text: str) -> list[int]:
    """Processes that have ``text`` as a whole entry of their environment."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and text.encode() in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except OSError:
            continue
    return found
