"""The operating-system user and group that the server runs as."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import secrets
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jitco_portal.common.embedded_postgres.errors import EmbeddedPostgresError
from jitco_portal.common.private_files import refuse_folder_of_others


@dataclass(frozen=True)
class Identity:
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


def identity_for(cluster: Path) -> Identity:
    """The owner of an existing cluster; for a new one ourselves, or as root an unprivileged user."""
    if os.path.lexists(cluster):
        owner = cluster.lstat()
        refuse_folder_of_others(cluster, owner=owner.st_uid)
        identity = Identity(owner.st_uid, owner.st_gid)
    elif os.geteuid() == 0:
        identity = Identity(_unprivileged_user().pw_uid, _free_group())
    else:
        identity = Identity(os.geteuid(), os.getegid())
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
