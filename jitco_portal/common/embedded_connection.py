"""Where the embedded PostgreSQL of a data folder can be reached: a small file beside its cluster.

Kept apart from the code that starts it, because the settings read it before anything else is there.
"""

import json
from pathlib import Path
from typing import TypedDict

from jitco_portal.common.private_files import NotPrivate, read_private


class Connection(TypedDict):
    HOST: str
    NAME: str
    USER: str
    PASSWORD: str


def is_running(folder: Path) -> bool:
    return (folder / "connection.json").is_file()


def read_connection(folder: Path) -> Connection:
    """How to reach the server whose cluster is in ``folder``.

    When none runs there the connection leads nowhere: commands that need no database work, every other
    fails on the first query with this folder in its message.
    """
    try:
        found = json.loads(read_private(folder / "connection.json"))
        return Connection(HOST=found["HOST"], NAME=found["NAME"], USER=found["USER"], PASSWORD=found["PASSWORD"])
    except (OSError, ValueError, KeyError, NotPrivate):
        return Connection(HOST=str(folder / "not-running"), NAME="portal", USER="portal", PASSWORD="")
