"""Makes .venv and installs the hashed requirements; does nothing when all is there already.

Runs before anything is installed, so it needs the standard library only:
``python3 -m jitco_portal.common.virtual_environment [--dev]`` in the project's folder.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(".venv")
PYTHON = FOLDER / "bin" / "python"
OLDEST = (3, 11)


def main(arguments: list[str]) -> None:
    if sys.version_info < OLDEST:
        sys.exit(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, this is {sys.version.split()[0]}. "
            "Name another one: make run PYTHON=python3.12"
        )
    files = [Path("requirements.txt")]
    if "--dev" in arguments:
        files.append(Path("requirements-dev.txt"))
    # Two copies may be started from one checkout at once: the second waits for the first.
    with files[0].open(encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            if not _works():
                _make()
            for file in files:
                _install(file)
        except PermissionError as error:
            sys.exit(f"{error.filename} belongs to another user. Use a checkout of your own.")


def _works() -> bool:
    """Whether the folder holds a Python that starts, is new enough and has pip (an update may have removed it)."""
    try:
        answer = subprocess.run(
            [PYTHON, "-c", f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"],
            check=False,
            capture_output=True,
        )
    except OSError:
        return False
    return answer.returncode == 0


def _make() -> None:
    _say("Making the virtual environment in .venv")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", FOLDER], check=False, capture_output=True, text=True
    )
    if made.returncode != 0 or not _works():
        sys.exit(
            f"{made.stdout}{made.stderr}\n"
            "The virtual environment could not be made. On Debian and Ubuntu: apt-get install python3-venv"
        )


def _install(file: Path) -> None:
    """Install unless the stamp, written only after success, says that just this file is installed."""
    stamp = FOLDER / f".installed-{file.stem}"
    wanted = hashlib.sha256(file.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    _say(f"Installing {file}")
    stamp.unlink(missing_ok=True)
    installed = subprocess.run(
        [
            *(PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"),
            # The files are complete and hashed, so pip need not look for what depends on what.
            *("--no-deps", "--require-hashes", "--requirement", file),
        ],
        check=False,
        env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"},
    )
    if installed.returncode != 0:
        sys.exit(f"{file} could not be installed; the reason stands above. Run the same command again.")
    stamp.write_text(wanted, encoding="ascii")


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("Stopped; the same command goes on from here.")
