"""Files and folders that nobody else may have made or may change: secrets, and the way to the database.

Root is the reason: it can open whatever another user left for it to find.
"""

from __future__ import annotations

import errno
import grp
import os
import pwd
import stat
from pathlib import Path
from typing import IO


class NotPrivate(Exception):
    """Another user made it or can change it; the text says what it is and what to do."""


def own_folder(folder: Path) -> None:
    """Make ``folder`` if it is missing; refuse one that another user made or can write to.

    What is made is for us alone, its missing parents for others to walk through, whatever the umask. What stands
    already is left as it is.
    """
    for missing in reversed([parent for parent in folder.parents if not parent.exists()]):
        missing.mkdir(mode=0o755, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    refuse_folder_of_others(folder, owner=os.geteuid())


def refuse_folder_of_others(folder: Path, *, owner: int) -> None:
    """Raise NotPrivate unless ``folder`` is a real folder of ``owner`` that only this user writes to.

    A checkout made under umask 002 can be written to by a group in which its owner is alone: that is nobody else.
    """
    found = folder.lstat()
    if stat.S_ISLNK(found.st_mode):
        raise NotPrivate(f"{folder} is a link. Put a real folder there: what it leads to may be somebody else's.")
    if not stat.S_ISDIR(found.st_mode):
        raise NotPrivate(f"{folder} is not a folder.")
    if found.st_uid != owner:
        raise NotPrivate(f"{folder} belongs to another user ({_user(found.st_uid)}).")
    writable_by_group = found.st_mode & stat.S_IWGRP and not _is_alone_in(found.st_uid, found.st_gid)
    if found.st_mode & stat.S_IWOTH or writable_by_group:
        raise NotPrivate(f"{folder} can be written to by other users. If it is rightly yours: chmod go-w '{folder}'")


def read_private(path: Path) -> str:
    """The text of a file that is ours and that nobody else can read; FileNotFoundError when there is none."""
    try:
        # Not to wait: the file may be a pipe that somebody put there.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise NotPrivate(f"{path} is a link. Put a real file there.") from None
        raise
    with os.fdopen(descriptor, encoding="utf-8") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise NotPrivate(f"{path} is not a file.")
        if found.st_uid != os.geteuid():
            raise NotPrivate(f"{path} belongs to another user ({_user(found.st_uid)}).")
        if found.st_mode & 0o077:
            raise NotPrivate(f"{path} is open to other users. If it is rightly yours: chmod 600 '{path}'")
        return file.read()


def open_private(path: Path, flags: int) -> IO[str]:
    """Open a file of ours for text, mode 600 from its first moment."""
    descriptor = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    mode = "a" if flags & os.O_APPEND else "w" if flags & os.O_WRONLY else "r+"
    return os.fdopen(descriptor, mode, encoding="utf-8")


def _is_alone_in(user: int, group: int) -> bool:
    """Whether this is the group that many systems make for each user, named alike and with nobody else in it."""
    try:
        owner, its_group = pwd.getpwuid(user), grp.getgrgid(group)
    except KeyError:
        return False
    return owner.pw_gid == group and its_group.gr_name == owner.pw_name and set(its_group.gr_mem) <= {owner.pw_name}


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
