"""Other users of the machine get nothing from the embedded server, and lead it nowhere."""

import json
import os
import pwd
import stat
import subprocess
from pathlib import Path

import psycopg
import pytest

from jitco_portal.common.embedded_postgres import EmbeddedPostgresError
from tests.common.embedded_server import as_root_only, ask, reach, server_on


def test_nobody_logs_in_without_the_password_nor_as_superuser(running):
    for attempt in (
        {"password": "guess"},
        {"password": ""},
        {"user": "postgres"},
        {"user": "postgres", "password": ""},
    ):
        with pytest.raises(psycopg.OperationalError):
            reach(running.folder, **attempt)
    assert ask(running.folder, "SHOW is_superuser") == "off"


def test_it_listens_on_no_network_address(running):
    assert ask(running.folder, "SHOW listen_addresses") == ""
    links = Path(f"/proc/{running.process.pid}/fd").iterdir()
    sockets = {os.readlink(link) for link in links if link.is_symlink()}
    inodes = {text[8:-1] for text in sockets if text.startswith("socket:")}
    tcp = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    assert [line for line in tcp.splitlines() if line.split()[9:10] and line.split()[9] in inodes] == []


def test_secrets_are_readable_by_us_alone(running):
    folder = running.folder
    socket_folder = Path(json.loads((folder / "connection.json").read_text())["HOST"])

    modes = {
        name: stat.S_IMODE((folder / name).stat().st_mode)
        for name in ("", "cluster", "password", "connection.json", "server.log")
    }
    socket_mode = stat.S_IMODE(socket_folder.stat().st_mode)
    others = stat.S_IMODE(socket_folder.parent.stat().st_mode) & 0o007

    assert modes == {"": 0o700, "cluster": 0o700, "password": 0o600, "connection.json": 0o600, "server.log": 0o600}
    assert (socket_mode, others) == (0o700, 0)


@as_root_only
def test_root_runs_it_as_an_unprivileged_user_with_a_group_that_is_nobodys(running):
    process = os.stat(f"/proc/{running.process.pid}")
    status = Path(f"/proc/{running.process.pid}/status").read_text()

    assert process.st_uid not in {0, os.geteuid()}
    assert process.st_gid != pwd.getpwuid(process.st_uid).pw_gid
    assert "\nGroups:\t \n" in status


@as_root_only
def test_another_process_of_the_same_unprivileged_user_gets_nowhere(running):
    owner = os.stat(f"/proc/{running.process.pid}").st_uid
    socket_folder = json.loads((running.folder / "connection.json").read_text())["HOST"]
    for wish in (f"ls {socket_folder}", f"ls /proc/{running.process.pid}/cwd/", f"ls '{running.folder}/cluster'"):
        answer = subprocess.run(
            ["/bin/sh", "-c", wish],
            user=owner,
            group=pwd.getpwuid(owner).pw_gid,
            extra_groups=[],
            capture_output=True,
            check=False,
        )
        assert answer.returncode != 0, wish


def test_the_server_gets_none_of_our_environment(running):
    environment = Path(f"/proc/{running.process.pid}/environ").read_bytes()

    assert b"LC_ALL=C" in environment
    assert b"a-secret-of-the-portal" not in environment


def test_a_link_in_place_of_the_cluster_is_not_followed(made, place):
    (made / "cluster").rename(place / "victim")
    (place / "victim" / "postmaster.pid").write_text("4711")
    (made / "cluster").symlink_to(place / "victim")

    with pytest.raises(EmbeddedPostgresError, match="cluster is a link"):
        server_on(made).start()
    assert (place / "victim" / "postmaster.pid").read_text() == "4711"


def test_a_link_in_place_of_the_folder_is_not_followed(made, place):
    (place / "link").symlink_to(made)

    with pytest.raises(EmbeddedPostgresError, match="link is a link"):
        server_on(place / "link").start()


@pytest.mark.parametrize("which", ["", "cluster"])
def test_a_folder_that_everybody_writes_to_is_refused(made, which):
    (made / which).chmod(0o777)

    with pytest.raises(EmbeddedPostgresError, match="can be written to by other users"):
        server_on(made).start()
    assert stat.S_IMODE((made / which).stat().st_mode) == 0o777


@as_root_only
@pytest.mark.parametrize("name", ["", "password"])
def test_what_another_user_made_is_refused(made, name):
    os.chown(made / name, 1, 1)

    with pytest.raises(EmbeddedPostgresError, match="belongs to another user"):
        server_on(made).start()
