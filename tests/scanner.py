"""A real clamd with signatures of our own: nothing is loaded, and it starts within a second."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.common.made_files import EICAR
from tests.machine import find_scanner

# Known to this scanner alone, so that what it says is not what the portal says of EICAR.
SAMPLE_VIRUS = b"a sample virus of the tests, harmless but for its signature"
STREAM_MEGABYTES = 4
_STARTS_WITHIN = 30


@pytest.fixture(scope="session")
def real_clamd() -> Iterator[str]:
    """The path of its socket; skipped where there is none."""
    program = find_scanner()
    if program is None:
        pytest.skip("no clamd on this machine (Debian: apt-get install clamav-daemon)")
    # The name of a socket may have a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="clamd"))
    (folder / "signatures").mkdir()
    (folder / "signatures" / "tests.ndb").write_text(
        f"Eicar-Test:0:*:{EICAR.hex()}\nSample-Virus:0:*:{SAMPLE_VIRUS.hex()}\n", encoding="ascii"
    )
    address = folder / "clamd.ctl"
    (folder / "clamd.conf").write_text(
        f"Foreground yes\nDatabaseDirectory {folder / 'signatures'}\nLocalSocket {address}\n"
        f"TemporaryDirectory {folder}\nStreamMaxLength {STREAM_MEGABYTES}M\n",
        encoding="utf-8",
    )
    log = (folder / "log").open("wb")
    running = subprocess.Popen(
        [program, f"--config-file={folder / 'clamd.conf'}"], stdin=subprocess.DEVNULL, stdout=log, stderr=log
    )
    try:
        _wait_for(address, running, folder / "log")
        yield str(address)
    finally:
        running.terminate()
        running.wait(timeout=30)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(address: Path, running: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline and running.poll() is None:
        with closing(socket.socket(socket.AF_UNIX)) as line:
            try:
                line.connect(str(address))
            except OSError:
                time.sleep(0.05)
            else:
                return
    raise AssertionError(f"clamd did not start: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
