"""Starting child processes that end with us, and looking up processes of the machine (Linux)."""

import ctypes
import os
import signal
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def end_with_parent(number: signal.Signals, parent: int) -> None:
    """Have the kernel send ``number`` to this process when ``parent`` dies, even by kill -9.

    Called in the child between fork and exec, after its user was changed (a change of user clears it).
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, number.value)
    if os.getppid() != parent:  # it died before the line above
        os.kill(os.getpid(), number)


def processes_in(folder: Path) -> list[int]:
    """Processes whose working directory is ``folder``; only those that we are allowed to look at."""
    try:
        wanted = folder.stat()
    except OSError:
        return []
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            here = os.stat(entry / "cwd")
        except OSError:
            continue
        if (here.st_dev, here.st_ino) == (wanted.st_dev, wanted.st_ino):
            found.append(int(entry.name))
    return found


def command_name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
