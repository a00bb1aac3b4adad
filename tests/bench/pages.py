"""How quick the pages are on the shipped and sample data, served as `make run` serves them.

Each is asked in turn for a fixed time.
"""

import statistics
import tempfile
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.sample_site import start_sample_site

PAGES = (
    "/healthz",  # the floor: no query, no template
    "/en/",
    "/en/countries/",
    "/ja/countries/",
    "/en/countries/vn/",
    "/en/countries/compare/?c=vn&c=ph",
    "/en/organizations/sending/",
    "/ja/organizations/sending/?q=%E3%82%B5%E3%83%B3",
    "/en/organizations/supervising/",
    "/en/organizations/sending/xs-0001/",
    "/ja/organizations/sending/xs-0001/",
    "/en/organizations/sending/compare/?o=xs-0001&o=xs-0002",
    "/en/organizations/supervising/jp-0001/",
)


@dataclass(frozen=True)
class Measurement:
    page: str
    status: int
    kilobytes: float
    per_second: float
    median_ms: float
    slow_ms: float  # 95 of 100 are quicker


def measure_pages(seconds: float, readers: int) -> list[Measurement]:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, start_sample_site(Path(folder)) as site:
        found = [measure(site.url, page, seconds, readers) for page in PAGES]
    _print_table(found)
    return found


def measure(url: str, page: str, seconds: float, readers: int) -> Measurement:
    """``readers`` threads, each on a connection of its own, ask again as soon as they are answered."""
    host = urlsplit(url).netloc
    status, size = _ask_once(host, page)
    times: list[float] = []
    start = time.perf_counter()
    end = start + seconds
    threads = [threading.Thread(target=_ask_until, args=(host, page, end, times)) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - start
    ordered = sorted(times)
    return Measurement(
        page=page,
        status=status,
        kilobytes=round(size / 1000, 1),
        per_second=round(len(times) / passed, 1),
        median_ms=round(statistics.median(ordered) * 1000, 1),
        slow_ms=round(ordered[int(len(ordered) * 0.95)] * 1000, 1),
    )


def _ask_until(host: str, page: str, end: float, times: list[float]) -> None:
    connection = HTTPConnection(host, timeout=30)
    while time.perf_counter() < end:
        started = time.perf_counter()
        _ask(connection, page)
        times.append(time.perf_counter() - started)
    connection.close()


def _ask_once(host: str, page: str) -> tuple[int, int]:
    connection = HTTPConnection(host, timeout=30)
    try:
        return _ask(connection, page)
    finally:
        connection.close()


def _ask(connection: HTTPConnection, page: str) -> tuple[int, int]:
    connection.request("GET", page, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    return response.status, len(response.read())


def _print_table(found: list[Measurement]) -> None:
    print(f"{'page':<55}{'status':>7}{'kB':>8}{'per s':>8}{'median ms':>11}{'95 % ms':>9}")
    for row in found:
        print(f"{row.page:<55}{row.status:>7}{row.kilobytes:>8}{row.per_second:>8}{row.median_ms:>11}{row.slow_ms:>9}")
