"""Pages and files of the lists when the database is large: the first page, a deep one, filters, everything as CSV."""

import logging
import os
import re
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from tests.sample_site import start_sample_site

LIST = "/en/organizations/sending/"
SEARCHED = f"{LIST}?q={quote('international')}"
PAGES = {
    "list": LIST,
    "search, many matches": SEARCHED,
    "search, few matches": f"{LIST}?q={quote('Bảo Thịnh')}",
    "search, two letters": f"{LIST}?q=ho",
    "search and country": f"{SEARCHED}&country=VN",
    "standing": f"{LIST}?standing=may_accept",
    "standing, country and care": f"{LIST}?standing=may_accept&country=VN&care=on",
    "standing on a day gone by": f"{LIST}?standing=may_accept&on=2022-04-01",
    "supervising, search": f"/ja/organizations/supervising/?q={quote('国際')}",
}
TIMES = 5
DEEP = 40
NEXT = re.compile(r'href="([^"]*[?&;]after=[^"]*)"')


def measure_large_pages(folder: Path, address: str) -> dict[str, Any]:
    """Served as `make run` serves them, on the database at ``address``; the first answer of each does not count."""
    found: dict[str, Any] = {}
    environment = {"DATABASE_URL": address, "SECRET_KEY": os.environ["SECRET_KEY"], "WEB_WORKERS": "2"}
    # The site starts on the database that is there; with DATABASE_URL it would make an empty one beside it.
    with _without("DATABASE_URL"), start_sample_site(folder, **environment) as site:
        reader = Reader(site.url)
        print(f"\n{'page of the large database':<34}{'status':>8}{'kB':>8}{'median ms':>11}{'slowest':>9}")
        for name, page in PAGES.items():
            found[name] = reader.measure(name, page)
        for name, page in (("list", LIST), ("search, many matches", SEARCHED)):
            found[f"{name}, page {DEEP + 1}"] = reader.measure(f"{name}, page {DEEP + 1}", reader.deep(page))
        found["export_csv"] = reader.export(f"{LIST}?format=csv")
    found["queries_per_page"] = queries_of(SEARCHED)
    print(f"queries of {SEARCHED}: {found['queries_per_page']}", flush=True)
    return found


class Reader:
    """Asks one page after the other on one connection."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.port = urlsplit(url).port
        self.connection = HTTPConnection(urlsplit(url).netloc, timeout=600)

    def get(self, page: str) -> tuple[int, bytes]:
        self.connection.request("GET", page)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def measure(self, name: str, page: str) -> dict[str, Any]:
        status, body = self.get(page)
        times = []
        for _time in range(TIMES):
            started = time.perf_counter()
            self.get(page)
            times.append((time.perf_counter() - started) * 1000)
        print(
            f"{name:<34}{status:>8}{len(body) / 1000:>8.1f}{statistics.median(times):>11.1f}{max(times):>9.1f}",
            flush=True,
        )
        return {"status": status, "median_ms": round(statistics.median(times), 1), "slowest_ms": round(max(times), 1)}

    def deep(self, page: str) -> str:
        """The address of the page behind ``DEEP`` times “next”."""
        for _step in range(DEEP):
            _status, body = self.get(page)
            if not (following := NEXT.search(body.decode())):
                break
            path, _question, query = unescape(following[1]).partition("?")
            page = f"{path or urlsplit(page).path}?{query}"
        return page

    def export(self, page: str) -> dict[str, Any]:
        """Seconds, rows, and how much the web server's processes grew at their highest."""
        processes = [*_of_the_site(self.port)]
        before = {pid: _reset_peak(pid) for pid in processes}
        started = time.perf_counter()
        self.connection.request("GET", page)
        answer = self.connection.getresponse()
        first, size, lines = 0.0, 0, 0
        while piece := answer.read(65_536):
            first = first or time.perf_counter() - started
            size, lines = size + len(piece), lines + piece.count(b"\n")
        seconds = time.perf_counter() - started
        grown = max((_memory(pid, "VmHWM") - before[pid] for pid in processes), default=0.0)
        print(
            f"{page}: {answer.status}, {lines:,} lines, {size / 1e6:.1f} MB, {seconds:.1f} s, first bytes after"
            f" {first:.2f} s, memory +{grown:.1f} MB",
            flush=True,
        )
        return {
            "status": answer.status,
            "lines": lines,
            "megabytes": round(size / 1e6, 1),
            "seconds": round(seconds, 1),
            "first_bytes_seconds": round(first, 2),
            "memory_growth_mb": round(grown, 1),
        }


def queries_of(page: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="localhost")
    # What is kept for a process (content types and the like) is read before the count.
    logging.disable(logging.INFO)
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        status = client.get(page).status_code
    logging.disable(logging.NOTSET)
    if status != 200:
        raise AssertionError(f"{page} answers {status}")
    return len(captured)


@contextmanager
def _without(name: str) -> Iterator[None]:
    value = os.environ.pop(name, None)
    try:
        yield
    finally:
        if value is not None:
            os.environ[name] = value


def _of_the_site(port: int | None) -> Iterator[int]:
    """The processes of gunicorn that serve this port."""
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and b"gunicorn" in (entry / "cmdline").read_bytes():
                variables = (entry / "environ").read_bytes().split(b"\0")
                if f"PORT={port}".encode() in variables:
                    yield int(entry.name)
        except OSError:
            continue


def _reset_peak(pid: int) -> float:
    """Memory in use, from which the highest is counted anew."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")
    return _memory(pid, "VmRSS")


def _memory(pid: int, line: str) -> float:
    text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(re.search(rf"{line}:\s+(\d+)", text)[1]) / 1000
