"""How pages do while 200 slow readers download: behind nginx, behind S3, and where Django itself sends the bytes.

A slow reader takes 64 KB a second (0.5 Mbit/s), for as long as the pages are measured; then all hang up.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.embedded_database import server_address
from tests.file_servers import KEYS, WEED, Served, bucket_of, gunicorn, highest_memory, nginx, s3_server
from tests.machine import find_nginx
from tests.sample_site import ROOT, start_sample_site

READERS = 200
FILE_SIZE = 64 * 1024 * 1024
BITE, EVERY_SECONDS = 32 * 1024, 0.5
PAGE = "/ja/countries/"
SECRET = "only-for-measurements-0123456789-abcdefghijklmnopqrstuvwxyz"
_PUBLISH = """
import django; django.setup()
import os
from tests.materials.world import make_edition
file = make_edition(content=os.urandom({size})).files.get()
print(file.pk, file.file.name)
"""


def measure_downloads(seconds: float = 10.0, readers: int = READERS) -> dict[str, Any]:
    """By way: page times before and during, their ratio, how the downloads were answered, the memory of the portal."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        folder = Path(name)
        web = folder / "web"
        for each in (web, folder / "site"):
            each.mkdir()
        with start_sample_site(folder / "site") as site:
            database = server_address(site.data)
            pk, stored = _publish(web, database)
            options = {"database": database, "static": site.data / "static", "SECRET_KEY": SECRET, "WEB_WORKERS": "2"}
            # The readers come from many networks.
            options["TRUSTED_PROXIES"] = "1"
            address = f"/en/materials/files/{pk}/"
            with gunicorn(web, **options) as portal:
                found["django"] = _measured(portal, portal.url, address, seconds, readers)
            if find_nginx():
                with (
                    gunicorn(web, X_ACCEL_LOCATION="/protected/", **options) as portal,
                    nginx(folder / "nginx", portal=portal.url, media=web / "media") as served,
                ):
                    found["nginx"] = _measured(portal, served.url, address, seconds, readers)
            if WEED.exists():
                with s3_server(folder / "s3") as storage:
                    bucket_of(storage.url).upload_file(str(web / "media" / stored), stored)
                    variables = {"S3_BUCKET": "portal", "S3_ENDPOINT_URL": storage.url, **KEYS}
                    with gunicorn(folder / "s3-web", **options, **variables) as portal:
                        found["s3"] = _measured(portal, portal.url, address, seconds, readers)
            shutil.rmtree(web / "media")
    for way, row in found.items():
        print(way, ", ".join(f"{name} {value}" for name, value in row.items()), flush=True)
    return found


def _publish(web: Path, database: str) -> tuple[int, str]:
    environment = {
        **os.environ, "DATABASE_URL": database, "DATA": str(web), "SECRET_KEY": SECRET,
        "DJANGO_SETTINGS_MODULE": "jitco_portal.settings",
    }  # fmt: skip
    command = [sys.executable, "-c", _PUBLISH.format(size=FILE_SIZE)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    pk, stored = done.stdout.split()[-2:]
    return int(pk), stored


def _measured(portal: Served, url: str, address: str, seconds: float, readers: int) -> dict[str, Any]:
    _page_times(url, 3.0)  # every thread answers its first page
    before = _page_times(url, seconds)
    with _slow_readers(url, address, readers) as slow:
        during = _page_times(url, seconds)
    assert portal.pid is not None
    return {
        "readers": readers,
        "answers": dict(sorted(slow.answers.items())),
        "with_retry_after": slow.with_retry_after,
        "kilobytes_a_second": round(slow.taken / slow.seconds / 1024),
        "still_reading": slow.reading,
        "before_ms": before,
        "during_ms": during,
        "ratio": {name: round(during[name] / before[name], 2) for name in ("p50", "p95")},
        "memory_mb": round(highest_memory(portal.pid) / 1e6),
    }


def _page_times(url: str, seconds: float) -> dict[str, float]:
    """One reader asks page after page."""
    times = []
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        started = time.perf_counter()
        with urlopen(Request(url + PAGE), timeout=60) as answer:
            answer.read()
        times.append((time.perf_counter() - started) * 1000)
    cuts = statistics.quantiles(times, n=20)
    return {"p50": round(statistics.median(times), 1), "p95": round(cuts[18], 1), "pages": len(times)}


class _SlowReaders:
    """All in one thread, each taking a bite now and then."""

    def __init__(self, url: str, address: str, count: int) -> None:
        self.answers: Counter[int] = Counter()
        self.with_retry_after = 0
        self.taken = 0
        self.seconds = 0.0
        self.reading = 0
        self._stopped = threading.Event()
        self._open: list[socket.socket] = []
        for _number in range(count):
            self._begin(url, address)
        self._thread = threading.Thread(target=self._read, daemon=True)

    def _begin(self, url: str, address: str) -> None:
        connection = _asked(url, address, f"203.0.113.{self.answers.total() % 250}")
        head = _head(connection)
        status = int(head.split(b" ", 2)[1])
        if status == 302:
            # To the storage: that is where this reader reads.
            connection.close()
            location = next(line for line in head.decode().split("\r\n") if line.lower().startswith("location: "))
            storage, _slash, rest = location[10:].removeprefix("http://").partition("/")
            connection = _asked(f"http://{storage}", f"/{rest}", "")
            status = int(_head(connection).split(b" ", 2)[1])
        self.answers[status] += 1
        if status == 200:
            self._open.append(connection)
        else:
            self.with_retry_after += b"retry-after:" in head.lower()
            connection.close()

    def _read(self) -> None:
        started = time.monotonic()
        while not self._stopped.wait(EVERY_SECONDS):
            with selectors.DefaultSelector() as selector:
                for each in self._open:
                    selector.register(each, selectors.EVENT_READ)
                ready = [key.fileobj for key, _events in selector.select(0)]
            for each in ready:
                self.taken += len(each.recv(BITE))  # type: ignore[union-attr]
            self.reading = len(ready)
        self.seconds = time.monotonic() - started
        for each in self._open:
            each.close()


def _asked(url: str, address: str, network: str) -> socket.socket:
    host, _colon, port = url.removeprefix("http://").partition(":")
    connection = socket.socket()
    # Little is taken ahead of the reader.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BITE)
    connection.settimeout(60)
    connection.connect((host, int(port)))
    lines = [f"GET {address} HTTP/1.1", f"Host: {host}:{port}", "User-Agent: slow"]
    lines += [f"X-Forwarded-For: {network}"] if network else []
    connection.sendall("\r\n".join([*lines, "", ""]).encode())
    return connection


def _head(connection: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        more = connection.recv(4096)
        if not more:
            break
        head += more
    return head.partition(b"\r\n\r\n")[0]


@contextlib.contextmanager
def _slow_readers(url: str, address: str, count: int) -> Iterator[_SlowReaders]:
    readers = _SlowReaders(url, address, count)
    readers._thread.start()
    try:
        yield readers
    finally:
        readers._stopped.set()
        readers._thread.join()
