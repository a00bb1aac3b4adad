"""What another user left for root to find is refused; what a person's own umask made is not."""

import grp
import os
import pwd
import stat
from pathlib import Path

import pytest

from jitco_portal.common.private_files import NotPrivate, own_folder, read_private, refuse_folder_of_others

as_root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")


@pytest.fixture
def generous_umask():
    """That of systems where each user has a group: everything is for the group too."""
    before = os.umask(0o002)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_that_is_made_is_for_us_alone_whatever_the_umask(tmp_path, generous_umask):
    own_folder(tmp_path / "var" / "deeper" / "postgres")

    made = [tmp_path / "var", tmp_path / "var" / "deeper", tmp_path / "var" / "deeper" / "postgres"]
    assert [mode(folder) for folder in made] == [0o755, 0o755, 0o700]


@pytest.mark.parametrize("given", [0o700, 0o755, 0o750])
def test_a_folder_that_stands_is_left_as_it_is(tmp_path, given):
    (tmp_path / "var").mkdir()
    (tmp_path / "var").chmod(given)

    own_folder(tmp_path / "var")

    assert mode(tmp_path / "var") == given


@pytest.mark.parametrize("given", [0o777, 0o1777, 0o757])
def test_a_folder_that_everybody_writes_to_is_refused_and_not_repaired(tmp_path, given):
    (tmp_path / "var").mkdir()
    (tmp_path / "var").chmod(given)

    with pytest.raises(NotPrivate, match="can be written to by other users"):
        own_folder(tmp_path / "var")
    assert mode(tmp_path / "var") == given


def test_a_group_that_writes_is_refused_unless_its_owner_is_alone_in_it(tmp_path, monkeypatch):
    (tmp_path / "var").mkdir()
    (tmp_path / "var").chmod(0o775)
    user = pwd.struct_passwd(("aya", "x", os.geteuid(), os.getegid(), "", "/", "/bin/sh"))
    monkeypatch.setattr(pwd, "getpwuid", lambda number: user)

    for group, is_refused in [
        (("aya", "x", 0, []), False),
        (("aya", "x", 0, ["ken"]), True),
        (("all", "x", 0, []), True),
    ]:
        monkeypatch.setattr(grp, "getgrgid", lambda number, group=group: grp.struct_group(group))
        if is_refused:
            with pytest.raises(NotPrivate, match="can be written to"):
                own_folder(tmp_path / "var")
        else:
            own_folder(tmp_path / "var")


def test_a_link_and_a_file_are_no_folders(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").touch()

    for name, said in [("link", "is a link"), ("file", "is not a folder")]:
        with pytest.raises(NotPrivate, match=said):
            refuse_folder_of_others(tmp_path / name, owner=os.geteuid())


@as_root_only
def test_a_folder_of_another_user_is_refused(tmp_path):
    (tmp_path / "var").mkdir()
    os.chown(tmp_path / "var", 1, 1)

    with pytest.raises(NotPrivate, match=f"belongs to another user \\({pwd.getpwuid(1).pw_name}\\)"):
        own_folder(tmp_path / "var")


def test_a_private_file_is_read(tmp_path):
    (tmp_path / "key").write_text("secret")
    (tmp_path / "key").chmod(0o600)

    assert read_private(tmp_path / "key") == "secret"
    with pytest.raises(FileNotFoundError):
        read_private(tmp_path / "missing")
